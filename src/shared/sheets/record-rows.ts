/** What the tables 单位 and 指标 have in common: rows of text by heading, checked against what the store can keep. */
import { parsePeriod, periodMonths } from '../period.ts';
import type { Findings, Place } from './findings.ts';
import { type Heading, headingName, type Table } from './headings.ts';
import { cellAt, isBlankRow, type SheetMatrix } from './matrix.ts';
import { nameKey } from './name-key.ts';

export type RecordRow<K extends 'organisations' | 'indicators'> = {
  readonly row: number;
  readonly has: (heading: Heading<K>) => boolean;
  /** Trimmed text of a cell, '' when the column or the cell is not there. */
  readonly text: (heading: Heading<K>) => string;
  readonly place: (heading: Heading<K>) => Place;
  readonly isFormula: (heading: Heading<K>) => boolean;
};

/** The rows under the headings that are not blank; text behind the table (注：…) is told and left out. */
export function* recordRows<K extends 'organisations' | 'indicators'>(
  sheet: SheetMatrix,
  table: Table<K>,
  findings: Findings,
): Generator<RecordRow<K>> {
  for (let row = table.headingRow + 1; row < sheet.rows; row += 1) {
    if (isBlankRow(sheet, row)) continue;
    if (isRemark(sheet, row)) {
      findings.note(`“${sheet.name}”表第 ${row + 1} 行是说明，未导入：${firstText(sheet, row)}`);
      continue;
    }
    const column = (heading: Heading<K>): number | undefined => table.columns[heading];
    yield {
      row,
      has: (heading) => column(heading) !== undefined,
      text: (heading) => {
        const at = column(heading);
        return at === undefined ? '' : cellAt(sheet, row, at).text.trim();
      },
      place: (heading) => {
        const at = column(heading);
        return { sheet: sheet.name, row, ...(at === undefined ? {} : { column: at }) };
      },
      isFormula: (heading) => {
        const at = column(heading);
        return at !== undefined && cellAt(sheet, row, at).formula === true;
      },
    };
  }
}

/** 注：…, 说明：…, 填表人：… in a row of its own. */
export function isRemark(sheet: SheetMatrix, row: number): boolean {
  const texts = (sheet.cells[row] ?? []).filter((cell) => cell.text.trim() !== '');
  return texts.length <= 2 && texts.every((cell) => cell.kind === 'text') && REMARK.test(firstText(sheet, row));
}

const REMARK =
  /^(?:\s*[（(【]?\s*)?(?:[*※]|注\s*\d*\s*[：:.、]|注$|备注\s*[：:]|说明\s*[：:]|附注|(?:数据|资料)?来源\s*[：:]|填表|填报|制表|制作|审核|审签|负责人|联系人|联系电话|单位负责人|打印|报送日期)/;

/** First text of a row, for sentences about it. */
export function firstText(sheet: SheetMatrix, row: number): string {
  const text = (sheet.cells[row] ?? []).find((cell) => cell.text.trim() !== '')?.text.trim() ?? '';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** 起 and 止 as months: 2017 begins in 2017-01 and ends in 2017-12. null: open. undefined after saying what is wrong. */
export function readMonth(text: string, end: 'from' | 'to', place: Place, findings: Findings): string | null | undefined {
  if (text === '' || /^(?:[-—–－/]+|至今|长期|无|不限|现在|今)$/.test(text)) return null;
  const period = parsePeriod(text);
  if (period !== null) {
    const { first, last } = periodMonths(period);
    return end === 'from' ? first : last;
  }
  findings.error('period.invalid', place, `“${text}”不是月份，请写成 2018-02；没有期限的留空。`, text);
  return undefined;
}

/** Other spellings, told apart by 、，；| or line ends; short enough to keep, without repeats and without the name itself. */
export function readAliases(text: string, ...known: readonly string[]): string[] {
  const seen = new Set<string>();
  const aliases: string[] = [];
  for (const alias of text.split(/[、，,；;|｜\n]+/).map((part) => part.trim())) {
    const key = nameKey(alias);
    if (key === '' || alias.length > 60 || seen.has(key) || known.some((name) => nameKey(name) === key)) continue;
    seen.add(key);
    aliases.push(alias);
  }
  return aliases;
}

/** Texts that the store would refuse for their length, told with the limit. Returns whether all fit. */
export function fitsLengths<K extends 'organisations' | 'indicators'>(
  kind: K,
  record: RecordRow<K>,
  limits: Readonly<Partial<Record<Heading<K>, number>>>,
  findings: Findings,
): boolean {
  let fits = true;
  for (const [heading, limit] of Object.entries(limits) as [Heading<K>, number][]) {
    const { length } = record.text(heading);
    if (length <= limit) continue;
    fits = false;
    findings.error(
      'record.tooLong',
      record.place(heading),
      `${headingName(kind, heading)}有 ${length} 个字，不能超过 ${limit} 个，请缩短。`,
    );
  }
  return fits;
}
