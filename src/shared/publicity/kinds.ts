/** 宣传条目: what is written down, how high it was taken up, through which channel, and what that is worth in the month's count. */

export const KINDS = ['news', 'brief', 'experience', 'media', 'instruction'] as const;
export type ItemKind = (typeof KINDS)[number];
export const kindName: Readonly<Record<ItemKind, string>> = {
  news: '改革动态',
  brief: '工作信息',
  experience: '典型经验',
  media: '媒体报道',
  instruction: '批示',
};

/** Lowest first: of one content the highest counts. */
export const LEVELS = ['filed', 'city', 'province', 'centre'] as const;
export type Level = (typeof LEVELS)[number];

const ADOPTED: Readonly<Record<Level, string>> = { filed: '仅报送', city: '市级采用', province: '省级采用', centre: '中央采用' };
const PROMOTED: Readonly<Record<Level, string>> = { filed: '仅报送', city: '市级推介', province: '省级推介', centre: '中央推介' };
const PLAIN: Readonly<Record<Level, string>> = { filed: '仅报送', city: '市级', province: '省级', centre: '中央' };
/** 市级采用, 市级推介, 市级: what the level is called for a kind. */
export const levelName = (kind: ItemKind, level: Level): string =>
  (kind === 'experience' ? PROMOTED : isInformation(kind) ? ADOPTED : PLAIN)[level];

/** 改革动态 and 工作信息 are 信息: they may be sent in without being taken up. */
export const isInformation = (kind: ItemKind): boolean => kind === 'news' || kind === 'brief';
export const levelsOf = (kind: ItemKind): readonly Level[] => (isInformation(kind) ? LEVELS : LEVELS.slice(1));

/** “深化改革惠民生”互动宣传专栏、专题网站、微信公众平台 (the source's three channels), and everything else. */
export const CHANNELS = ['column', 'site', 'wechat', 'other'] as const;
export type Channel = (typeof CHANNELS)[number];
export const channelName: Readonly<Record<Channel, string>> = {
  column: '互动宣传专栏',
  site: '专题网站',
  wechat: '微信公众平台',
  other: '报刊、电视、内刊等',
};
/** Channels every district keeps up and is asked to fill. */
export const OWN_CHANNELS = ['column', 'site', 'wechat'] as const;

export type PointRules = {
  readonly points: Readonly<Record<ItemKind, Readonly<Record<Level, string>>>>;
  /** A report on the front page counts so many times. */
  readonly frontPage: string;
  /** How many items each channel of a district is to carry in a period; 0: not asked. */
  readonly channelQuota: Readonly<Record<(typeof OWN_CHANNELS)[number], number>>;
};

/** As the lines D1, D3, E3 and E4 of the default scheme have them (domain.md §3.3, §3.4); what they do not name gives nothing. */
export const DEFAULT_POINTS: PointRules = {
  points: {
    news: { filed: '0', city: '0.5', province: '1', centre: '2' },
    brief: { filed: '0', city: '0.5', province: '1', centre: '2' },
    experience: { filed: '0', city: '1', province: '3', centre: '5' },
    media: { filed: '0', city: '0', province: '0.2', centre: '0.5' },
    instruction: { filed: '0', city: '0.3', province: '0.6', centre: '1' },
  },
  frontPage: '2',
  channelQuota: { column: 1, site: 1, wechat: 1 },
};
