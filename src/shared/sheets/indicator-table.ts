/** The sheet 指标 (编码 名称 计量单位 方向 小数位 频度 公式): new and changed indicators. */
import { parseFormula } from '../engine/formula.ts';
import type { IndicatorDraft, KnownIndicator } from './draft.ts';
import type { Findings } from './findings.ts';
import type { Table } from './headings.ts';
import { cellName, type SheetMatrix } from './matrix.ts';
import { codeKey, nameKey } from './name-key.ts';
import { freeAliases, isNewAmong, isSame, merged, type ReadRecord, rejection, sameCode } from './record-identity.ts';
import { fitsLengths, type RecordRow, readAliases, recordRows } from './record-rows.ts';
import type { Rejected } from './resolve.ts';

type Row = RecordRow<'indicators'>;
type Read = ReadRecord<KnownIndicator> & { readonly record: Row };

const DIRECTIONS: readonly (readonly [RegExp, KnownIndicator['direction']])[] = [
  [/^(?:越高越好|越大越好|越多越好|正向|正|正指标|高|高优|升序?|higher)$/, 'higher'],
  [/^(?:越低越好|越小越好|越少越好|逆向|反向|负向|逆|逆指标|低|低优|lower)$/, 'lower'],
  [/^(?:不排名|不排|不参加排名|不考核|中性|无|无方向|none|[-—–/]+)$/, 'none'],
];
const FREQUENCIES: readonly (readonly [RegExp, KnownIndicator['frequency']])[] = [
  [/^(?:每?月度?|按月|month(?:ly)?)$/, 'month'],
  [/^(?:每?季度?|按季|quarter(?:ly)?)$/, 'quarter'],
  [/^(?:每?半年度?|按半年|half)$/, 'half'],
  [/^(?:每?年度?|全年|按年|year(?:ly)?)$/, 'year'],
];
const LENGTHS = { code: 40, name: 60, unit: 20, formula: 500, group: 20 };
const MOST_DECIMALS = 6;
const KEPT = ['name', 'unit', 'direction', 'decimals', 'frequency', 'formula', 'groupName'] as const;

/** Reads all 指标 tables of a file against the indicators already known; see readOrganisations for what absent columns mean. */
export function readIndicators(
  tables: readonly { readonly sheet: SheetMatrix; readonly table: Table<'indicators'> }[],
  known: readonly KnownIndicator[],
  findings: Findings,
): { readonly drafts: readonly IndicatorDraft[]; readonly rejected: readonly Rejected[] } {
  const rejected: Rejected[] = [];
  let reads: Read[] = [];
  for (const { sheet, table } of tables) {
    for (const record of recordRows(sheet, table, findings)) {
      const read = readRow(record, known, findings);
      if (read === null || !isNewAmong(read, reads, known, findings)) rejected.push(rejection(record, record.place('code')));
      else reads.push(read);
    }
  }
  // A formula may need an indicator that has itself been refused: repeat until what is left stands on its own.
  for (let before = -1; before !== reads.length; ) {
    before = reads.length;
    const all = merged(known, reads);
    const good = reads.filter(({ item, record }) => isComputable(item, record, all, findings));
    for (const { record } of reads) {
      if (!good.some((read) => read.record === record)) rejected.push(rejection(record, record.place('code')));
    }
    reads = good;
  }
  const all = merged(known, reads);
  const drafts: IndicatorDraft[] = [];
  for (const read of reads) {
    const { item, record } = read;
    const complete = { ...item, aliases: freeAliases(read, all, findings) };
    const before = known.find((other) => sameCode(other, item));
    if (before && isSame(before, complete, KEPT)) continue;
    const { sheet, row = 0, column = 0 } = record.place('code');
    drafts.push({ ...complete, change: before ? 'changed' : 'new', sheet, cell: cellName(row, column) });
  }
  return { drafts, rejected };
}

function readRow(record: Row, known: readonly KnownIndicator[], findings: Findings): Read | null {
  const text = record.text;
  let isGood = fitsLengths('indicators', record, LENGTHS, findings);
  const fail = (code: Parameters<Findings['error']>[0], heading: Parameters<Row['place']>[0], message: string): void => {
    isGood = false;
    findings.error(code, record.place(heading), message, text(heading));
  };
  if (text('code') === '') fail('record.missing', 'code', '缺编码，请填写。');
  if (text('name') === '') fail('record.missing', 'name', '缺名称，请填写。');
  const direction = DIRECTIONS.find(([pattern]) => pattern.test(text('direction').toLowerCase()))?.[1];
  if (direction === undefined) {
    const what = text('direction') === '' ? '缺方向' : `“${text('direction')}”不是方向`;
    fail('record.direction', 'direction', `${what}，请填 越高越好、越低越好 或 不排名。`);
  }
  const frequency = FREQUENCIES.find(([pattern]) => pattern.test(text('frequency').toLowerCase()))?.[1];
  if (frequency === undefined) {
    const what = text('frequency') === '' ? '缺频度' : `“${text('frequency')}”不是频度`;
    fail('record.frequency', 'frequency', `${what}，请填 月、季、半年 或 年。`);
  }
  const decimals = readDecimals(text('decimals'));
  if (decimals === undefined) {
    fail('record.decimals', 'decimals', `“${text('decimals')}”不是小数位数，请填 0 到 ${MOST_DECIMALS} 的整数；没有规定的留空。`);
  }
  if (record.isFormula('formula')) {
    fail('record.formula', 'formula', '公式被表格软件当成了计算公式，请去掉开头的“=”，按文本填写指标编码的算式。');
  }
  if (!isGood || direction === undefined || frequency === undefined || decimals === undefined) return null;
  const before = known.find((indicator) => codeKey(indicator.code) === codeKey(text('code')));
  const name = text('name');
  const formula = text('formula')
    .replace(/^[=＝]/, '')
    .trim();
  const oldNames = before ? [...before.aliases, ...(nameKey(before.name) === nameKey(name) ? [] : [before.name])] : [];
  const item: KnownIndicator = {
    code: before?.code ?? text('code'),
    name,
    unit: /^(?:[-—–/]+|无)$/.test(text('unit')) ? '' : text('unit'),
    direction,
    decimals,
    frequency,
    formula: formula !== '' ? formula : record.has('formula') ? null : (before?.formula ?? null),
    groupName: text('group') || (before?.groupName ?? ''),
    aliases: readAliases([...oldNames, text('aliases')].join('、'), name),
  };
  return { item, row: record.row, place: record.place, record };
}

/** “2”, “2位”, blank for never agreed; undefined when it is none of these. */
function readDecimals(text: string): number | null | undefined {
  if (text === '' || /^[-—–/]+$/.test(text)) return null;
  const digits = /^([0-9])\s*位?$/.exec(text.normalize('NFKC'))?.[1];
  return digits !== undefined && Number(digits) <= MOST_DECIMALS ? Number(digits) : undefined;
}

/** The formula reads, needs only indicators there are, and does not come back to itself. */
function isComputable(indicator: KnownIndicator, record: Row, all: readonly KnownIndicator[], findings: Findings): boolean {
  if (indicator.formula === null) return true;
  const formula = parseFormula(indicator.formula, all);
  if ('message' in formula) {
    findings.error('record.formula', record.place('formula'), formula.message, indicator.formula);
    return false;
  }
  const seen = new Set<string>();
  const open = [...formula.indicators];
  for (let code = open.pop(); code !== undefined; code = open.pop()) {
    if (codeKey(code) === codeKey(indicator.code)) {
      findings.error(
        'record.formula',
        record.place('formula'),
        `“${indicator.name}”的公式又用到它自己，请改正。`,
        indicator.formula,
      );
      return false;
    }
    if (seen.has(code)) continue;
    seen.add(code);
    const needed = all.find((other) => other.code === code);
    const inner = needed?.formula ? parseFormula(needed.formula, all) : null;
    if (inner && !('message' in inner)) open.push(...inner.indicators);
  }
  return true;
}
