/** Where things are in the office's own sheet: districts down, indicators across, under a title and one to three heading rows. */
import { columnName, type Merge, mergedText, type SheetMatrix } from './matrix.ts';
import { nameKey } from './name-key.ts';
import type { Resolver } from './resolve.ts';
import { isTotal } from './total-rows.ts';
import { isUnit } from './unit-conversion.ts';

export type MatrixColumn = {
  readonly column: number;
  /** Heading texts from the top down, without repeats: ["大气环境", "PM2.5（µg/m³）"]. */
  readonly path: readonly string[];
  /** Unit from a row of units; '' without one. */
  readonly unit: string;
  readonly headingRow: number;
};
export type MatrixLayout = {
  /** Everything above the headings, for the period and a unit of the whole table. */
  readonly title: string;
  readonly organisationColumn: number;
  readonly firstRow: number;
  readonly columns: readonly MatrixColumn[];
  /** Columns that are no figures: 序号, 责任部门, 排名 … with the reason. */
  readonly leftOut: readonly { readonly column: number; readonly heading: string; readonly why: string }[];
  /** Text of a cell with merged areas filled. */
  readonly text: (row: number, column: number) => string;
};

/** Spellings of the heading over the units; a sheet may have a column 责任部门 as well, which comes later in the list. */
const UNIT_HEADINGS =
  '区县 区县名称 县区 各区县 区县功能区 县市区 区县市 区县名 镇办 地区 区域 单位 单位名称 考核单位 被考核单位 考核对象 专项小组 小组 部门 市直部门 名称'.split(
    ' ',
  );
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/^(?:序号|编号|序|no\.?|行次)$/, ''],
  [/(?:排名|名次|位次|排序)$/, '名次由程序计算'],
  [/^(?:上年同期|去年同期|上年|去年|上月|上期|上年同期数|同期)$/, '不是本期的数值'],
  [/^(?:目标|目标值|年度目标|计划|计划数|任务|任务数|权重|分值|满分|底线值)$/, '目标和权重在方案中规定'],
  [/^(?:总分|总得分|合计得分|综合得分|合计|总计|小计|平均|平均分|折算得分)$/, '合计和总分由程序计算'],
  [
    /^(?:责任|牵头|主管|数据提供|提供|来源|填报|配合)?(?:部门|单位|处室|科室)$|^(?:数据)?来源$|^(?:联系人|联系电话|电话|负责人|填报人|备注|说明)$/,
    '不是指标',
  ],
];
/** Deeper headings than this are no table of the office. */
const LOOK_AT_ROWS = 25;
const LARGEST = 5_000;

/** Finds the layout; null when the sheet is no such matrix. */
export function findMatrix(sheet: SheetMatrix, resolver: Resolver): MatrixLayout | null {
  if (sheet.rows > LARGEST || sheet.columns < 2) return null;
  const text = mergedText(sheet);
  const found = findOrganisations(sheet, text, resolver);
  if (found === null) return null;
  const { column: organisationColumn, headingRow, firstRow } = found;
  const top = topOfHeadings(sheet, text, headingRow, organisationColumn);
  const rows = Array.from({ length: firstRow - top }, (_, index) => top + index);
  const unitRows = rows.filter((row) => isUnitRow(sheet, text, row, organisationColumn));
  const columns: MatrixColumn[] = [];
  const leftOut: { column: number; heading: string; why: string }[] = [];
  for (let column = 0; column < sheet.columns; column += 1) {
    if (column === organisationColumn) continue;
    const heading = headingOf(sheet, text, rows, unitRows, column, organisationColumn);
    if (!hasContent(sheet, column, firstRow)) continue;
    const names = heading.path.map((part) => takeUnit(part).name).filter((name) => name !== '');
    const leaf = nameKey(names.at(-1) ?? '');
    const why = LEFT_OUT.find(([pattern]) => pattern.test(leaf))?.[1];
    // A figure may well be called 综合得分: what is a known indicator is never left out.
    const isKnown = why !== undefined && resolver.indicatorAmong([names.join(''), names.at(-1) ?? '']) !== null;
    if (why !== undefined && !isKnown) leftOut.push({ column, heading: heading.path.join(' '), why });
    else columns.push(heading);
  }
  if (columns.length === 0) return null;
  return { title: textAbove(sheet, top), organisationColumn, firstRow, columns, leftOut, text };
}

type Reader = (row: number, column: number) => string;

/** The column of units: under a heading that says so, or where most cells are units; and the first row under its headings. */
function findOrganisations(
  sheet: SheetMatrix,
  text: Reader,
  resolver: Resolver,
): { readonly column: number; readonly headingRow: number; readonly firstRow: number } | null {
  let best: { column: number; headingRow: number; firstRow: number; score: number } | null = null;
  for (let column = 0; column < Math.min(sheet.columns, 12); column += 1) {
    const heading = findHeading(sheet, text, column);
    let units = 0;
    let firstUnit = -1;
    for (let row = 0; row < sheet.rows; row += 1) {
      const cell = text(row, column);
      if (cell === '' || row === heading?.row || !resolver.isOrganisation(cell)) continue;
      units += 1;
      if (firstUnit < 0) firstUnit = row;
    }
    const firstRow = heading ? firstBodyRow(sheet, text, heading.bottom + 1, column, resolver) : firstUnit;
    const headingRow = heading?.row ?? firstUnit - 1;
    if (firstRow < 0 || headingRow < 0 || (units < 2 && !heading)) continue;
    const score = units * 3 + (heading ? UNIT_HEADINGS.length - heading.priority : 0);
    if (best === null || score > best.score) best = { column, headingRow, firstRow, score };
  }
  return best;
}

function findHeading(sheet: SheetMatrix, text: Reader, column: number): { row: number; bottom: number; priority: number } | null {
  for (let row = 0; row < Math.min(sheet.rows, LOOK_AT_ROWS); row += 1) {
    const priority = UNIT_HEADINGS.indexOf(nameKey(text(row, column)).replace(/[、,/和]/g, ''));
    if (priority < 0) continue;
    const merge = sheet.merges.find((area) => within(area, row, column));
    return { row, bottom: merge?.bottom ?? row, priority };
  }
  return null;
}

/** Below the headings the first row that names something and holds a figure; 甲 1 2 3 under the headings counts columns and is skipped. */
function firstBodyRow(sheet: SheetMatrix, text: Reader, from: number, column: number, resolver: Resolver): number {
  for (let row = from; row < Math.min(sheet.rows, from + LOOK_AT_ROWS); row += 1) {
    const name = text(row, column);
    if (name === '' || isColumnCount(sheet, text, row, column) || isUnitRow(sheet, text, row, column)) continue;
    if (resolver.isOrganisation(name) || isTotal(name)) return row;
    if ((sheet.cells[row] ?? []).some((cell, at) => at > column && /\d|^[-—]+$|未报|不适用|缓报/.test(cell.text))) return row;
  }
  return -1;
}

const isColumnCount = (sheet: SheetMatrix, text: Reader, row: number, column: number): boolean =>
  /^(?:甲|乙|栏次|栏目|列次)$/.test(text(row, column)) ||
  ((sheet.cells[row] ?? [])
    .filter((cell) => cell.text.trim() !== '')
    .every((cell) => /^[（(]?\d{1,2}[)）]?$/.test(cell.text.trim())) &&
    /^\d{1,2}$/.test(text(row, column)));

/** Headings may begin above the cell 区县: block titles over several items. A title is one text over the whole width. */
function topOfHeadings(sheet: SheetMatrix, text: Reader, headingRow: number, column: number): number {
  let top = headingRow;
  while (top > 0) {
    const texts = new Set<string>();
    for (let at = 0; at < sheet.columns; at += 1) {
      const cell = text(top - 1, at);
      if (cell !== '' && at !== column) texts.add(cell);
    }
    const all = [...texts];
    if (all.length < 2 || all.some((cell) => /(?:单位|日期|时间|部门|人|表号|文号)\s*[:：]|年\d{1,2}月/.test(cell))) break;
    top -= 1;
  }
  return top;
}

/** “（%）（万元）（天）” under the names. */
function isUnitRow(sheet: SheetMatrix, text: Reader, row: number, organisationColumn: number): boolean {
  const units: string[] = [];
  for (let column = organisationColumn + 1; column < sheet.columns; column += 1) {
    const cell = (sheet.cells[row]?.[column]?.text ?? '').trim();
    if (cell !== '') units.push(withoutBrackets(cell));
  }
  const first = text(row, organisationColumn);
  return units.length > 0 && units.every((unit) => unit !== '' && isUnit(unit)) && (units.length > 1 || /单位$/.test(first));
}

function headingOf(
  sheet: SheetMatrix,
  text: Reader,
  rows: readonly number[],
  unitRows: readonly number[],
  column: number,
  organisationColumn: number,
): MatrixColumn {
  const path: string[] = [];
  let unit = '';
  let headingRow = rows[0] ?? 0;
  for (const row of rows) {
    if (isColumnCount(sheet, text, row, organisationColumn)) continue;
    let cell = text(row, column);
    if (unitRows.includes(row)) {
      if (cell !== '') unit = withoutBrackets(cell);
      continue;
    }
    // In a csv, and in sheets made by hand, a block title stands over its first column only.
    if (cell === '' && row !== rows.at(-1) && isUnderBlock(sheet, text, rows, row, column))
      cell = leftOf(sheet, text, row, column, organisationColumn);
    cell = cell.replace(/[①-⑳*＊※]+\s*$/u, '').replace(/\s+/g, '');
    if (cell === '' || nameKey(cell) === nameKey(path.at(-1) ?? '')) continue;
    path.push(cell);
    headingRow = row;
  }
  return { column, path, unit, headingRow };
}

/** “PM2.5浓度（µg/m³）” → PM2.5浓度, µg/m³. Brackets that hold no unit belong to the name. */
export function takeUnit(heading: string): { readonly name: string; readonly unit: string } {
  let unit = '';
  const name = heading
    .replace(/[（(【[]\s*(?:计量)?(?:单位\s*[:：]\s*)?([^（）()【】[\]]{1,12}?)\s*[)）】\]]/g, (whole, inside: string) => {
      if (!isUnit(inside)) return whole;
      unit = inside.trim();
      return '';
    })
    .replace(/\s+/g, '');
  return { name, unit };
}

function withoutBrackets(text: string): string {
  return text.replace(/^[（(【[]\s*|\s*[)）】\]]$/g, '').trim();
}

const isUnderBlock = (sheet: SheetMatrix, text: Reader, rows: readonly number[], row: number, column: number): boolean =>
  !sheet.merges.some((area) => within(area, row, column)) && rows.some((lower) => lower > row && text(lower, column) !== '');

function leftOf(sheet: SheetMatrix, text: Reader, row: number, column: number, organisationColumn: number): string {
  for (let at = column - 1; at > organisationColumn; at -= 1) {
    if (sheet.merges.some((area) => within(area, row, at))) return '';
    const cell = text(row, at);
    if (cell !== '') return takeUnit(cell).name;
  }
  return '';
}

const within = ({ top, left, bottom, right }: Merge, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;

function textAbove(sheet: SheetMatrix, top: number): string {
  return sheet.cells
    .slice(0, top)
    .flat()
    .map((cell) => cell.text.trim())
    .filter((cell) => cell !== '')
    .join('　');
}

const hasContent = (sheet: SheetMatrix, column: number, from: number): boolean =>
  sheet.cells.slice(from).some((row) => (row[column]?.text.trim() ?? '') !== '');

/** “D 列（PM2.5）”, for sentences about a column. */
export const columnLabel = ({ column, path }: Pick<MatrixColumn, 'column' | 'path'>): string =>
  `${columnName(column)} 列${path.length > 0 ? `“${path.join(' › ')}”` : ''}`;
