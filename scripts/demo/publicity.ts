/** 宣传: items whose counts come to D1, D2 and D3, and the experiences some of them spread; 加分事项 whose counts are E and F2. */
import { claimLines } from '../../src/shared/claims/lines.ts';
import {
  type CHANNELS,
  channelName,
  type ItemKind,
  kindName,
  type Level,
  levelName,
  OWN_CHANNELS,
} from '../../src/shared/publicity/kinds.ts';
import { experienceStateName, reachName } from '../../src/shared/publicity/words.ts';
import { type Chance, chanceOf, csvText, workingDays } from './chance.ts';
import { daysIn, figure, INDICATORS, MONTHS, RANKED, RULES, type Unit } from './figures.ts';
import { FIELDS, HEADLINES, PRACTICES, REAL_EXPERIENCES, SUMMARIES } from './words.ts';

type Item = {
  readonly period: string;
  readonly unit: Unit;
  readonly kind: ItemKind;
  readonly level: Level;
  readonly channel: (typeof CHANNELS)[number];
  readonly outlet: string;
  readonly isFrontPage: boolean;
  readonly title: string;
  readonly documentNumber: string;
  readonly datedOn: string;
  readonly state: '已核实' | '待核实' | '不予核实';
};
type Claim = {
  readonly period: string;
  readonly unit: Unit;
  readonly item: string;
  readonly level: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly datedOn: string;
  readonly state: '已认定' | '待认定' | '不予认定';
  readonly reason: string;
};
type Experience = {
  readonly period: string;
  readonly unit: string;
  readonly subject: string;
  readonly field: string;
  readonly title: string;
  readonly summary: string;
  readonly source: string;
  readonly figures: string;
  readonly state: keyof typeof experienceStateName;
  readonly level: Exclude<Level, 'filed'>;
  /** Who took it over. */
  readonly copiedBy: string;
};

const ADOPTED: Readonly<Record<Level, string>> = {
  filed: '',
  city: '《淄博改革简报》',
  province: '省改革信息',
  centre: '中央改革信息',
};
const LEVELS_OF = [
  ['city', 'b', 'a'],
  ['province', 'c', 'b'],
  ['centre', 'd', 'c'],
] as const;

const matterNames = (unit: Unit): readonly string[] =>
  unit.kind === '专项小组'
    ? (FIELDS[unit.code]?.topics ?? []).map(({ name }) => name)
    : Object.values(FIELDS).flatMap(({ topics }) => topics.map(({ name }) => name));

/** Titles no two of which are of one matter. */
function titles(chance: Chance, unit: Unit): () => string {
  const all = chance.shuffle(matterNames(unit).flatMap((name) => HEADLINES.map((line) => ({ name, line }))));
  let at = -1;
  const said: string[] = [];
  return () => {
    do at += 1;
    while (said.slice(-4).includes(all[at]?.name ?? '') && at < all.length - 1);
    const { name = '', line = '' } = all[at] ?? {};
    said.push(name);
    return line.replace('@', unit.short).replace('~', name);
  };
}

function itemsOf(chance: Chance, unit: Unit): readonly Item[] {
  const title = titles(chance, unit);
  const practices = chance.shuffle(matterNames(unit));
  const made: Item[] = [];
  for (const period of MONTHS) {
    const days = workingDays(...daysIn(period));
    const count = (code: string): number => figure(period, unit.code, code);
    const channels = OWN_CHANNELS.slice(0, OWN_CHANNELS.length - count('D2'));
    const levels = LEVELS_OF.flatMap(([level, letter]) => Array.from({ length: count(`D1${letter}`) }, (): Level => level));
    const own = unit.kind === '区县';
    for (let at = 0; at < count('D1a'); at += 1) {
      const level = levels[at] ?? 'filed';
      const channel = own ? (channels[at] ?? chance.pick([...channels, 'other'] as const)) : 'other';
      made.push({
        period,
        unit,
        kind: chance.next() < 0.5 ? 'news' : 'brief',
        level,
        channel,
        outlet: ADOPTED[level],
        isFrontPage: false,
        title: title(),
        documentNumber: level === 'filed' ? '' : `第${chance.between(1, 40)}期`,
        datedOn: chance.pick(days),
        state: '已核实',
      });
    }
    for (const [level, , letter] of LEVELS_OF) {
      for (let at = 0; at < count(`D3${letter}`); at += 1) {
        const name = practices[made.length % practices.length] ?? '';
        made.push({
          period,
          unit,
          kind: 'experience',
          level,
          channel: 'other',
          outlet: '',
          isFrontPage: false,
          title: `${unit.short}${name}${chance.pick(PRACTICES)}`,
          documentNumber: `${ADOPTED[level]}第${chance.between(1, 40)}期`,
          datedOn: chance.pick(days),
          state: '已核实',
        });
      }
    }
  }
  return made;
}

/** What each level of a line is called in a title. */
const CLAIMED: Readonly<Record<string, (name: string) => string>> = {
  E1: (name) => `${name}信息化案例入选`,
  E2: (name) => `${name}试点获批`,
  E3: (name) => `${name}情况报告获批示`,
  E4: (name) => `${name}做法被报道`,
  F1: () => '填报数据不实被查',
  F2: () => '改革任务推进滞后被通报',
};

/** One claim for each that a figure of the bonus and deduction lines counts. */
function claimsOf(chance: Chance): readonly Claim[] {
  let paper = 0;
  const made: Claim[] = [];
  for (const unit of RANKED) {
    const names = chance.shuffle(matterNames(unit));
    const list = unit.kind === '区县' ? 'district' : 'specialGroup';
    const lines = claimLines(RULES, list, INDICATORS).filter(({ kind }) => kind !== 'base');
    for (const period of MONTHS) {
      for (const line of lines) {
        for (const { level, indicator } of line.levels) {
          for (let at = 0; at < figure(period, unit.code, indicator); at += 1) {
            paper += 1;
            const title = `${unit.short}${CLAIMED[line.code]?.(names[made.length % names.length] ?? '')}`;
            const datedOn = chance.pick(workingDays(...daysIn(period)));
            made.push({
              period,
              unit,
              item: line.code,
              level,
              title,
              documentNumber: `演示材料〔2018〕${paper}号`,
              datedOn,
              state: '已认定',
              reason: '',
            });
          }
        }
      }
    }
  }
  return [...made, ...undecided(made)];
}

/** What waits for a decision, and what was refused; none of them counts. */
function undecided(made: readonly Claim[]): readonly Claim[] {
  const unit = (code: string): Unit => RANKED.find((one) => one.code === code) as Unit;
  const waiting = (code: string, item: string, level: string, title: string): Claim => ({
    period: '2018-02',
    unit: unit(code),
    item,
    level,
    title: `${unit(code).short}${title}`,
    documentNumber: '',
    datedOn: '2018-02-27',
    state: '待认定',
    reason: '',
  });
  const again = made.find(({ period, item }) => period === '2018-02' && item === 'E4');
  return [
    waiting('ZCU', 'E4', 'province', '党建云平台做法被省级媒体报道'),
    waiting('LZ', 'E1', 'city', '移风易俗网上管理案例入选'),
    { ...waiting('HT', 'E3', 'city', '分级诊疗情况报告获批示'), documentNumber: '演示材料〔2018〕90号' },
    ...(again ? [{ ...again, state: '待认定' as const, documentNumber: '' }] : []),
    { ...waiting('JKQ', 'E2', 'province', '园区体制改革试点申报'), state: '不予认定', reason: '只有申报文件，没有批复文件' },
  ];
}

/** 媒体报道 and 批示 that 加分登记 counts stand among the items as well, and a few that nobody has looked at. */
function itemsBeside(chance: Chance, claims: readonly Claim[], items: readonly Item[]): readonly Item[] {
  const reported = claims
    .filter(({ item, state }) => state === '已认定' && (item === 'E4' || item === 'E3'))
    .map(({ period, unit, item, level, title, documentNumber, datedOn }): Item => {
      const isCentral = level.startsWith('central') || level === 'national';
      return {
        period,
        unit,
        kind: item === 'E4' ? 'media' : 'instruction',
        level: isCentral ? 'centre' : level.startsWith('province') ? 'province' : 'city',
        channel: 'other',
        outlet: item === 'E4' ? (isCentral ? '中央主流媒体' : '省级主流媒体') : '',
        isFrontPage: level.endsWith('Front'),
        title,
        documentNumber,
        datedOn,
        state: '已核实',
      };
    });
  const waiting = chance
    .shuffle(items.filter(({ period, level }) => period === '2018-02' && level === 'city'))
    .slice(0, 4)
    .map(
      (item, at): Item => ({
        ...item,
        title: `${item.unit.short}改革专栏第${at + 3}期`,
        channel: 'other',
        state: at === 3 ? '不予核实' : '待核实',
      }),
    );
  return [...reported, ...waiting];
}

/** Made up from items that were spread, and those the published texts tell of. */
function experiencesOf(chance: Chance, items: readonly Item[]): readonly Experience[] {
  const real = REAL_EXPERIENCES.map(
    (one): Experience => ({ ...one, period: '2017', figures: '', state: 'selected', level: 'city', copiedBy: '' }),
  );
  const spread = chance
    .shuffle(items.filter(({ kind, period, unit }) => kind === 'experience' && period === '2018-02' && unit.kind === '区县'))
    .slice(0, 7);
  const made = spread.map(({ unit, title, level, period }, at): Experience => {
    const state = at < 2 ? 'replicated' : 'promoted';
    return {
      period,
      unit: unit.code,
      subject: unit.name,
      field: Object.values(FIELDS).find(({ topics }) => topics.some(({ name }) => title.includes(name)))?.name ?? '',
      title,
      summary: `${unit.short}${SUMMARIES[at % SUMMARIES.length]}`,
      source: '演示数据',
      figures: `平均办理时间=由${chance.between(6, 12)}天缩短到${chance.between(1, 4)}天、群众评议满意率=${chance.between(88, 97)}%`,
      state,
      level: level === 'filed' ? 'city' : level,
      copiedBy: at < 2 ? (unit.code === 'ZC' ? 'GQ' : 'ZC') : '',
    };
  });
  const reported = (['ZCU', 'HT', 'GXQ'] as const).map((code, at): Experience => {
    const unit = RANKED.find((one) => one.code === code) as Unit;
    const title = `${unit.short}${chance.pick(matterNames(unit))}${chance.pick(PRACTICES)}`;
    const summary = '梳理事项清单，明确办理流程和时限，试运行情况正在总结。';
    return {
      period: '2018-02',
      unit: code,
      subject: unit.name,
      field: '',
      title,
      summary,
      source: '演示数据',
      figures: '',
      state: at === 2 ? 'declined' : 'reported',
      level: 'city',
      copiedBy: '',
    };
  });
  return [...real, ...made, ...reported];
}

export function makePublicity() {
  const chance = chanceOf(20180315);
  const counted = RANKED.flatMap((unit) => itemsOf(chance, unit));
  const claims = claimsOf(chance);
  const items = [...counted, ...itemsBeside(chance, claims, counted)];
  return { items, claims, experiences: experiencesOf(chance, counted) };
}

/** 宣传条目, 加分 and 经验. */
export function publicityTables({ items, claims, experiences }: ReturnType<typeof makePublicity>): ReadonlyMap<string, string> {
  return new Map([
    [
      '宣传条目',
      csvText(
        ['考核期', '单位', '种类', '级别', '渠道', '刊播单位', '头版', '标题', '期号', '日期', '状态'],
        items.map(({ period, unit, kind, level, channel, outlet, isFrontPage, title, documentNumber, datedOn, state }) => [
          period,
          unit.code,
          kindName[kind],
          levelName(kind, level),
          channel === 'other' ? '' : channelName[channel],
          outlet,
          isFrontPage ? '是' : '',
          title,
          documentNumber,
          datedOn,
          state === '已核实' ? '' : state,
        ]),
      ),
    ],
    [
      '加分',
      csvText(
        ['考核期', '单位', '条款', '级别', '事项', '文号', '日期', '状态', '理由'],
        claims.map(({ period, unit, item, level, title, documentNumber, datedOn, state, reason }) => [
          period,
          unit.code,
          item,
          level,
          title,
          documentNumber,
          datedOn,
          state,
          reason,
        ]),
      ),
    ],
    [
      '经验',
      csvText(
        ['考核期', '单位', '经验单位', '领域', '经验名称', '做法', '来源', '数据', '状态', '推广级别', '复制单位'],
        experiences.map((one) => [
          one.period,
          one.unit,
          one.subject,
          one.field,
          one.title,
          one.summary,
          one.source,
          one.figures,
          experienceStateName[one.state],
          reachName[one.level],
          one.copiedBy,
        ]),
      ),
    ],
  ]);
}
