/** Is a sealed month what it was when it was sealed, and does the engine still make its results out of its figures? */
import { type EvaluationInput, engineVersion, evaluate } from '../engine/index.ts';
import { formatPeriod, isPeriod } from '../period.ts';
import { listName } from '../text.ts';
import { canonicalJson } from './canonical.ts';
import { chainNext, leafHash, merkleRoot, sealCode } from './hash.ts';
import { fromRecords, type SealedMonth, sealedInput, toRecords } from './month.ts';

/** A seal as it is stored: its place in the chain, what it closes, and the three sums people compare. */
export type StoredSeal = {
  readonly id: number;
  readonly period: string;
  readonly version: number;
  readonly root: string;
  readonly code: string;
  readonly chain: string;
};
export type StoredRecord = { readonly ordinal: number; readonly kind: string; readonly record: string; readonly leaf: string };
/** The first thing that is not as it was: where it stands, and what is wrong with it. */
export type Difference = { readonly where: string; readonly what: string };

/** Root, code and place in the chain of a month's records. */
export function sealRecords(
  records: readonly string[],
  head: Pick<StoredSeal, 'id' | 'period' | 'version'>,
  previousChain: string,
) {
  const leaves = records.map(leafHash);
  const root = merkleRoot(leaves);
  return { leaves, root, code: sealCode(root), chain: chainNext(previousChain, head.id, linkOf(head, root)) };
}

/** What a seal adds to the chain. */
const linkOf = ({ period, version }: Pick<StoredSeal, 'period' | 'version'>, root: string): string =>
  canonicalJson({ period, root, version });

/** “2018年2月第1版”. */
export const sealName = ({ period, version }: Pick<StoredSeal, 'period' | 'version'>): string =>
  `${isPeriod(period) ? formatPeriod(period) : `“${period}”`}第${version}版`;

/**
 * Checks one seal by itself: records, tree, code, its link to the seal before it, and the results by running the engine again.
 * @param records in their order
 * @param previousChain `chain` of the seal before it, CHAIN_START for the first
 * @returns the first difference, or null and the month when all is as it was
 */
export function checkSeal(
  seal: StoredSeal,
  records: readonly StoredRecord[],
  previousChain: string,
): { readonly difference: Difference; readonly month?: never } | { readonly difference: null; readonly month: SealedMonth } {
  const name = sealName(seal);
  const differs = (where: string, what: string) => ({ difference: { where: `${name}${where}`, what } });
  for (const [index, { ordinal, record, leaf }] of records.entries()) {
    const place = `第 ${index + 1} 条记录`;
    if (ordinal !== index + 1) return differs(place, `编号成了 ${ordinal}，有记录被删去、添加或调换`);
    if (leafHash(record) !== leaf) return differs(`${place}（${recordName(record, records)}）`, '与封存时的内容不一致');
  }
  if (records.length === 0) return differs('', '封存的记录不见了');
  const { root, code, chain } = sealRecords(
    records.map(({ record }) => record),
    seal,
    previousChain,
  );
  if (root !== seal.root) return differs('封存记录', '与根值不一致，有记录连同校验值一起被改动，或根值被改动');
  if (code !== seal.code) return differs('封存码', `应为 ${code}，现为 ${seal.code}`);
  if (chain !== seal.chain) return differs('封存链', '与前一次封存接不上，考核期、版次、次序或链值被改动');
  const month = fromRecords(records.map(({ record }) => record));
  const { head } = month;
  if (head.period !== seal.period || head.version !== seal.version) {
    return differs('封存记录', `记的是${sealName(head)}，与封存登记不一致`);
  }
  const kinds = records.find(({ kind, record }) => kind !== JSON.parse(record).kind);
  if (kinds) return differs(`第 ${kinds.ordinal} 条记录（${recordName(kinds.record, records)}）`, `类别被改为“${kinds.kind}”`);
  const recomputed = recomputedDifference(month);
  return recomputed ? differs(recomputed.where, recomputed.what) : { difference: null, month };
}

/** Runs the engine on the sealed inputs and compares every result byte for byte. */
function recomputedDifference(month: SealedMonth): Difference | null {
  if (month.head.engineVersion !== engineVersion) {
    return {
      where: '得分和名次',
      what: `由计分程序第 ${month.head.engineVersion} 版算出，本程序是第 ${engineVersion} 版，不能重算比对；请用当时的核验文件核对`,
    };
  }
  for (const { list, entries } of month.lists) {
    const again = evaluated(sealedInput(month, list));
    if (typeof again === 'string') return { where: `${listName[list]}得分`, what: `不能重算：${again}` };
    for (const [index, entry] of again.entries()) {
      const sealed = entries[index];
      if (sealed && canonicalJson(entry) === canonicalJson(sealed)) continue;
      return {
        where: `${listName[list]} ${entry.name} 的得分`,
        what: `重算为 ${entry.score ?? '缺报'}、第 ${entry.rank ?? '—'} 名，封存的是 ${sealed?.score ?? '缺报'}、第 ${sealed?.rank ?? '—'} 名`,
      };
    }
    if (entries.length !== again.length) return { where: `${listName[list]}得分`, what: '封存的单位数与重算的不一致' };
  }
  return null;
}

/** The entries of a list, or the sentence why it cannot be computed. */
function evaluated(input: EvaluationInput) {
  try {
    return evaluate(input).entries;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

/** What a record is about, in words: “数据 博山区 应完成节点数”. Says what it can of a record that is no longer readable. */
function recordName(text: string, records: readonly StoredRecord[]): string {
  const nameOf = (kind: string, code: string): string => {
    const found = records.find(
      ({ record }) => record.includes(`"code":${JSON.stringify(code)}`) && record.includes(`"kind":"${kind}"`),
    );
    return readName(found?.record) ?? code;
  };
  try {
    const record = JSON.parse(text);
    switch (record.kind) {
      case 'head':
        return '封存登记';
      case 'scheme':
        return `考核方案 ${record.name}`;
      case 'indicator':
        return `指标 ${record.name}`;
      case 'unit':
        return `单位 ${record.name}`;
      case 'cell':
        return `数据 ${nameOf('unit', record.organisation)} ${nameOf('indicator', record.indicator)}`;
      case 'attachment':
        return '佐证和评分';
      case 'work':
        return '当月工作情况';
      case 'result':
        return `得分 ${record.entry?.name}`;
      case 'speech':
        return `发言 ${record.speech?.name}`;
      case 'log':
        return '操作记录';
      default:
        return '类别不明';
    }
  } catch {
    return '已不能读出';
  }
}

function readName(text: string | undefined): string | null {
  try {
    return text === undefined ? null : String(JSON.parse(text).name);
  } catch {
    return null;
  }
}

/** Records of a month, ready to be stored, with root, code and chain. */
export function makeSeal(month: SealedMonth, id: number, previousChain: string) {
  const records = toRecords(month);
  const { period, version } = month.head;
  const { leaves, ...sums } = sealRecords(
    records.map(({ record }) => record),
    { id, period, version },
    previousChain,
  );
  const stored = records.map(
    ({ kind, record }, index): StoredRecord => ({
      ordinal: index + 1,
      kind,
      record,
      leaf: leaves[index] ?? '',
    }),
  );
  const seal: StoredSeal = { id, period, version, ...sums };
  return { seal, records: stored };
}
