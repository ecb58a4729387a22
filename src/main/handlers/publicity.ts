/** 宣传: its rules, and what its records say as figures of the scheme. Candidates, experiences, items and the 月报 are beside this file. */
import type { FedFigure, RecordLink } from '../../shared/contract/feeds.ts';
import type { Item } from '../../shared/contract/publicity.ts';
import { isOwnChannel, judgeItems, type Tally, tallyOf } from '../../shared/publicity/count.ts';
import { channelName, isInformation, kindName, levelName } from '../../shared/publicity/kinds.ts';
import type { Handlers } from '../call.ts';
import { claimsOfYear } from '../store/claims.ts';
import { organisationsIn } from '../store/organisations.ts';
import { itemsOfYear } from '../store/publicity.ts';
import { saveSetting } from '../store/records.ts';
import type { Reader } from '../store/transaction.ts';
import { openBook, placeOf } from './claim-counts.ts';
import { experiences } from './experiences.ts';
import { publicityCandidates } from './publicity-candidates.ts';
import { publicityDigest } from './publicity-digest.ts';
import { publicityItems, readPointRules } from './publicity-items.ts';

/** D3 of the default scheme: counted from 加分登记 wherever somebody registered there, never twice. */
const PROMOTED = ['D3a', 'D3b', 'D3c'];

/**
 * D1a–D1d, D2 and D3a–D3c of the default scheme, from items that are 已核实. Nothing is said of a period in which nobody wrote an item down:
 * an unused register is not a zero. D2 needs items with a channel; a unit with 典型经验 in 加分登记 gets no D3 from here.
 */
export function publicityFigures(db: Reader, period: string): readonly FedFigure[] {
  const accepted = itemsOfYear(db, period.slice(0, 4)).filter(({ state }) => state === 'accepted');
  const inPeriod = accepted.filter((item) => item.period === period);
  if (inPeriod.length === 0) return [];
  const rules = readPointRules(db);
  const verdicts = judgeItems(accepted);
  const hasChannels = inPeriod.some(isOwnChannel);
  // One 媒体报道 does not mean that everybody's 信息 and 经验 are known to be none.
  const isRegistered = inPeriod.some(({ kind }) => isInformation(kind) || kind === 'experience');
  const claimed = unitsWithClaims(db, period);
  return (['district', 'specialGroup'] as const).flatMap((list) =>
    organisationsIn(db, list, period).flatMap(({ code }) => {
      const own = inPeriod.filter(({ organisation }) => organisation === code);
      const tally = tallyOf(own, verdicts, rules, hasChannels && list === 'district');
      return itemFigures(code, own, tally).filter(({ indicator }) => {
        if (indicator !== 'D2' && !isRegistered) return false;
        return !PROMOTED.includes(indicator) || !claimed.has(code);
      });
    }),
  );
}

/** The figures of one unit by what counts of its items. */
export function itemFigures(
  organisation: string,
  own: readonly Item[],
  { sent, adopted, promoted, missing }: Tally<Item>,
): readonly FedFigure[] {
  const information = own.filter(({ kind }) => isInformation(kind)).length;
  const practices = own.filter(({ kind }) => kind === 'experience').length;
  const channels = own.filter(isOwnChannel);
  const figure = (indicator: string, value: number, records: number, what: string, items: readonly Item[]): FedFigure => ({
    organisation,
    indicator,
    value: String(value),
    records,
    words: `宣传条目 ${what} ${records} 条`,
    entries: items.map(entryOf),
  });
  const counted = (indicator: string, items: readonly Item[], records: number, what: string): FedFigure =>
    figure(indicator, items.length, records, what, items);
  return [
    counted('D1a', sent, information, '信息'),
    counted('D1b', adopted.city, information, '信息'),
    counted('D1c', adopted.province, information, '信息'),
    counted('D1d', adopted.centre, information, '信息'),
    // What is missing has no record: those that are there are named.
    ...(missing === null ? [] : [figure('D2', missing, channels.length, '专栏、网站、公众号', channels)]),
    counted('D3a', promoted.city, practices, '典型经验'),
    counted('D3b', promoted.province, practices, '典型经验'),
    counted('D3c', promoted.centre, practices, '典型经验'),
  ];
}

/** “深化改革惠民生（工作信息，市级采用，2018-02-06）”. */
function entryOf({ id, title, kind, level, channel, outlet, datedOn }: Item): RecordLink {
  const where = isOwnChannel({ channel }) ? channelName[channel] : outlet;
  const facets = [kindName[kind], levelName(kind, level), where, datedOn ?? ''].filter((text) => text !== '');
  return { feature: 'publicity', id: String(id), words: `${title}（${facets.join('，')}）` };
}

function unitsWithClaims(db: Reader, period: string): ReadonlySet<string> {
  const book = openBook(db);
  const claims = claimsOfYear(db, period.slice(0, 4)).filter(
    (claim) =>
      claim.period === period &&
      (claim.state === 'pending' || claim.state === 'accepted') &&
      PROMOTED.includes(placeOf(book, claim)?.level.indicator ?? ''),
  );
  return new Set(claims.map(({ organisation }) => organisation));
}

export const publicity = {
  ...publicityCandidates,
  ...experiences,
  ...publicityItems,
  ...publicityDigest,
  'publicity.rules': (_, context) => readPointRules(context.reader()),
  'publicity.saveRules': (input, context) => {
    context.write({ action: '修改设置', subject: '宣传条目计分', detail: input }, (tx) => saveSetting(tx, 'publicity', input));
    return null;
  },
} satisfies Partial<Handlers>;
