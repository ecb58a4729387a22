/** Which items count and for how much: one content once, at its highest level, in a calendar year (domain.md §3.3). */
import { judgeClaims, type Verdict } from '../claims/count.ts';
import { exact } from '../engine/decimal.ts';
import { formatPeriod, periodWords } from '../period.ts';
import {
  type Channel,
  type ItemKind,
  isInformation,
  LEVELS,
  type Level,
  levelName,
  OWN_CHANNELS,
  type PointRules,
} from './kinds.ts';

export type CountableItem = {
  /** Numbers grow as items are registered. */
  readonly id: number;
  readonly period: string;
  readonly organisation: string;
  readonly kind: ItemKind;
  readonly level: Level;
  readonly channel: Channel;
  readonly isFrontPage: boolean;
  readonly title: string;
  readonly documentNumber: string;
};
type Judged<Item extends CountableItem> = Verdict<Item & { readonly item: string; readonly points: string }>;

/**
 * By what an item is known: its title, and what stands under “期号或链接” where that names one text only. An issue carries many texts; a link and a
 * 文号 one.
 */
export const matterOf = ({ title, documentNumber }: Pick<CountableItem, 'title' | 'documentNumber'>) => ({
  title,
  documentNumber: /:\/\/|^www\.|〔/.test(documentNumber) ? documentNumber : '',
});

/**
 * Says of every item whether it counts. 改革动态 and 工作信息 are one kind here: the same text sent in as both is one content.
 * Levels decide by their order, never by what the settings make them worth.
 * @param items those that are 已核实, of any units and of at least the whole year
 */
export function judgeItems<Item extends CountableItem>(items: readonly Item[]): ReadonlyMap<number, Judged<Item>> {
  return judgeClaims(
    items.map((item) => ({
      ...item,
      ...matterOf(item),
      item: isInformation(item.kind) ? 'information' : item.kind,
      points: String(LEVELS.indexOf(item.level) * 2 + (item.isFrontPage ? 1 : 0)),
    })),
  );
}

/** What one item that counts is worth: points of its kind and level, more on a front page. */
export function worthOf(
  { kind, level, isFrontPage }: Pick<CountableItem, 'kind' | 'level' | 'isFrontPage'>,
  rules: PointRules,
): string {
  const points = exact(rules.points[kind][level]);
  return (kind === 'media' && isFrontPage ? points.times(rules.frontPage) : points).toFixed();
}

/** “计 0.5 分。” or why it does not count, the earlier period and level named. */
export function itemWords<Item extends CountableItem>(item: Item, verdict: Judged<Item>, rules: PointRules): string {
  const of = (other: CountableItem): string => `“${levelName(other.kind, other.level)}”`;
  if (verdict.counts) {
    const raised = verdict.raises
      ? `同一内容${formatPeriod(verdict.raises.period)}已按${of(verdict.raises)}计过，现按更高级别计；`
      : '';
    return `${raised}计 ${worthOf(item, rules)} 分。`;
  }
  const { by } = verdict;
  if (by === null) return '不计分。';
  const when = by.period === item.period ? periodWords(item.period).own : formatPeriod(by.period);
  return `不计：同一内容${when}已按${of(by)}计过。`;
}

type ByLevel<Item> = Readonly<Record<Exclude<Level, 'filed'>, readonly Item[]>>;
/** The items a unit's figures of a period are counted from. */
export type Tally<Item> = {
  /** 信息 sent in for the first time. */
  readonly sent: readonly Item[];
  readonly adopted: ByLevel<Item>;
  readonly promoted: ByLevel<Item>;
  /** Items that a district's own channels lack; null when nobody's channels were written down this period. */
  readonly missing: number | null;
};

/**
 * Items of one unit and period as the lines 信息报送与采用, 更新 and 典型经验推介 ask for them.
 * @param own the unit's items of the period that are 已核实
 */
export function tallyOf<Item extends CountableItem>(
  own: readonly Item[],
  verdicts: ReadonlyMap<number, Judged<Item>>,
  rules: PointRules,
  hasChannels: boolean,
): Tally<Item> {
  const counting = own.filter(({ id }) => verdicts.get(id)?.counts);
  const isNew = ({ id }: Item): boolean => {
    const verdict = verdicts.get(id);
    return verdict?.counts === true && verdict.raises === null;
  };
  const at = (level: Level, isWanted: (kind: ItemKind) => boolean): readonly Item[] =>
    counting.filter((item) => item.level === level && isWanted(item.kind));
  const levels = (isWanted: (kind: ItemKind) => boolean): ByLevel<Item> => ({
    city: at('city', isWanted),
    province: at('province', isWanted),
    centre: at('centre', isWanted),
  });
  const lacking = OWN_CHANNELS.map((channel) =>
    Math.max(0, rules.channelQuota[channel] - own.filter((item) => item.channel === channel).length),
  );
  return {
    sent: counting.filter((item) => isInformation(item.kind) && isNew(item)),
    adopted: levels(isInformation),
    promoted: levels((kind) => kind === 'experience'),
    missing: hasChannels ? lacking.reduce((all, some) => all + some, 0) : null,
  };
}

export const isOwnChannel = ({ channel }: Pick<CountableItem, 'channel'>): boolean => channel !== 'other';
