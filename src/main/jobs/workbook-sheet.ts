/** One sheet of a workbook in one pass over its XML: values, no styles. This runs once for every cell of a file. */
import { numberCell, readFormat } from '../../shared/sheets/cell-number.ts';
import { BLANK, type CellText, cellName, type Merge, type SheetMatrix, UNCALCULATED } from '../../shared/sheets/matrix.ts';
import { damaged, type ReadLimits, refuse } from './workbook-archive.ts';
import type { WorkbookPlan } from './workbook-plan.ts';
import { attribute, decodeXml } from './workbook-xml.ts';

/** Counts rows with content over all sheets of a file. */
export type RowCount = { rows: number };

/** Reads <sheetData> and <mergeCells>; `strings` are the shared strings of the workbook. */
export function scanSheet(
  name: string,
  xml: string,
  strings: readonly CellText[],
  plan: WorkbookPlan,
  limits: ReadLimits,
  count: RowCount,
): SheetMatrix {
  const end = positive(xml.indexOf('</sheetData>'), xml.length);
  const cells: CellText[][] = [];
  let at = positive(xml.indexOf('<sheetData'), end);
  let row = -1;
  let column = -1;
  let columns = 0;
  let hiddenRows = 0;
  let isHidden = false;
  let current: CellText[] | null = null;
  for (;;) {
    at = xml.indexOf('<', at + 1);
    if (at < 0 || at >= end) break;
    const letter = xml.charCodeAt(at + 1);
    if (letter === ROW && xml.startsWith('row', at + 1)) {
      const tag = xml.slice(at, positive(xml.indexOf('>', at), end));
      const number = ROW_NUMBER.exec(tag)?.[1];
      row = number === undefined ? row + 1 : Number(number) - 1;
      if (row >= MOST_ROWS) throw damaged();
      column = -1;
      current = null;
      isHidden = /\shidden="(1|true)"/.test(tag);
    } else if (letter === CELL && xml.charCodeAt(at + 2) <= GREATER) {
      const tagEnd = positive(xml.indexOf('>', at), end);
      const tag = readCellTag(xml, at + 2, tagEnd);
      column = tag.column < 0 ? column + 1 : tag.column;
      if (xml.charCodeAt(tagEnd - 1) === SLASH) {
        at = tagEnd;
        continue;
      }
      const close = positive(xml.indexOf('</c>', tagEnd), end);
      const cell = readCell(xml.slice(tagEnd + 1, close), tag, strings, plan);
      at = close;
      if (cell === BLANK) continue;
      if (current === null) {
        current = [];
        cells[row] = current;
        countRow(count, limits, name, row);
        if (isHidden) hiddenRows += 1;
      }
      if (column >= limits.columns) throw tooWide(name, row, column, limits);
      while (current.length < column) current.push(BLANK);
      current[column] = cell;
      columns = Math.max(columns, column + 1);
    }
  }
  for (let index = 0; index < cells.length; index += 1) cells[index] ??= NO_CELLS;
  const merges = [...xml.slice(end).matchAll(/<mergeCell\s[^>]*ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].map(readMerge);
  const hiddenColumns = countHiddenColumns(xml, columns);
  return {
    name,
    rows: cells.length,
    columns,
    cells,
    merges,
    ...(hiddenRows > 0 ? { hiddenRows } : {}),
    ...(hiddenColumns > 0 ? { hiddenColumns } : {}),
  };
}

/** Columns put out of sight within the used width. */
function countHiddenColumns(xml: string, columns: number): number {
  const head = xml.slice(0, positive(xml.indexOf('<sheetData'), xml.length));
  let hidden = 0;
  for (const [tag] of head.matchAll(/<col\s[^>]*hidden="(?:1|true)"[^>]*>/g)) {
    const from = Number(attribute(tag, 'min'));
    const to = Math.min(Number(attribute(tag, 'max')), columns);
    hidden += Math.max(0, to - from + 1);
  }
  return hidden;
}

/** No spreadsheet program has more; a row number beyond would only fill the memory. */
const MOST_ROWS = 1_048_576;
const NO_CELLS: CellText[] = [];
const ROW_NUMBER = /\sr=["'](\d+)/;
const CELL = 'c'.charCodeAt(0);
const ROW = 'r'.charCodeAt(0);
const SLASH = '/'.charCodeAt(0);
const GREATER = '>'.charCodeAt(0);
const positive = (index: number, otherwise: number): number => (index < 0 ? otherwise : index);

/** Counts a row with content; the sheets of one file share the limit. */
export function countRow(count: RowCount, limits: ReadLimits, sheet: string, row: number): void {
  count.rows += 1;
  if (count.rows > limits.rows) {
    throw refuse(`文件超过 ${limits.rows} 行（到“${sheet}”表第 ${row + 1} 行为止）。请按年份分成几个文件导入。`);
  }
}

/** A cell further right than any table of the office. */
export const tooWide = (sheet: string, row: number, column: number, limits: ReadLimits) =>
  refuse(`“${sheet}”表的 ${cellName(row, column)} 单元格超出 ${limits.columns} 列的上限。请删去右边多余的内容后重新导入。`);

type CellTag = { readonly column: number; readonly style: number; readonly type: string };

/** Attributes r, s and t of a cell, read in place: this runs once for every cell, and cutting strings would cost more than the rest. */
function readCellTag(xml: string, from: number, to: number): CellTag {
  let column = -1;
  let style = 0;
  let type = '';
  let at = from;
  while (at < to) {
    const equals = xml.indexOf('=', at);
    if (equals < 0 || equals >= to) break;
    const quote = xml.charCodeAt(equals + 1);
    const close = xml.indexOf(quote === 39 ? "'" : '"', equals + 2);
    if (close < 0 || close > to) break;
    const letter = xml.charCodeAt(equals - 1);
    if (xml.charCodeAt(equals - 2) <= 32) {
      if (letter === ROW) column = columnOf(xml, equals + 2, close);
      else if (letter === 115) style = Number(xml.slice(equals + 2, close));
      else if (letter === 116) type = xml.slice(equals + 2, close);
    }
    at = close + 1;
  }
  return { column, style, type };
}

/** Column of a cell name such as AB12, from 0. */
function columnOf(text: string, from: number, to: number): number {
  let column = 0;
  for (let at = from; at < to; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column - 1;
}

function readCell(inner: string, { style, type }: CellTag, strings: readonly CellText[], plan: WorkbookPlan): CellText {
  const cell = readValue(inner, style, type, strings, plan);
  if (!inner.includes('<f')) return cell;
  // Written by a program that does not calculate: the figure is not in the file, which must not pass for an empty cell.
  if (cell === BLANK) return type === 'str' ? BLANK : { text: UNCALCULATED, kind: 'error', formula: true };
  return { ...cell, formula: true };
}

function readValue(inner: string, style: number, type: string, strings: readonly CellText[], plan: WorkbookPlan): CellText {
  if (type === 'inlineStr') return textCell(stringOf(inner));
  const open = inner.indexOf('<v');
  if (open < 0) return BLANK;
  const value = inner.slice(inner.indexOf('>', open) + 1, positive(inner.indexOf('</v>', open), inner.length));
  switch (type) {
    case 's':
      return strings[Number(value)] ?? BLANK;
    case 'str':
      return textCell(decodeXml(value));
    case 'b':
      return booleanCell(value.trim() === '1' || value.trim() === 'true');
    case 'e':
      return { text: decodeXml(value), kind: 'error' };
    case 'd':
      return { text: value.slice(0, 10), kind: 'date' };
    default: {
      if (value.trim() === '') return BLANK;
      return numberCell(Number(value), plan.formats[style] ?? GENERAL, plan.isDate1904);
    }
  }
}

const GENERAL = readFormat(undefined);

/** A cell of text; line ends are \n, and nothing but nothing is blank. */
export function textCell(text: string): CellText {
  const clean = text.includes('\r') || text.includes('_x') ? decodeSigns(text).replace(/\r\n?/g, '\n') : text;
  return clean === '' ? BLANK : { text: clean, kind: 'text' };
}

/** What XML cannot hold stands as _x000D_ in a workbook, and _x005F_ is the _ of a text that only looks so. */
const decodeSigns = (text: string): string =>
  text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const booleanCell = (value: boolean): CellText => ({ text: value ? 'TRUE' : 'FALSE', kind: 'boolean' });

function readMerge([, left = '', top = '', right = '', bottom = '']: RegExpMatchArray): Merge {
  return {
    top: Number(top) - 1,
    left: columnOf(left, 0, left.length),
    bottom: Number(bottom) - 1,
    right: columnOf(right, 0, right.length),
  };
}

/** The shared strings: one cell object each, however many cells use it. */
export function readStrings(xml: string): CellText[] {
  const strings: CellText[] = [];
  for (let at = xml.indexOf('<si'); at >= 0; at = xml.indexOf('<si', at)) {
    const tagEnd = positive(xml.indexOf('>', at), xml.length);
    if (xml.charCodeAt(tagEnd - 1) === SLASH) {
      strings.push(BLANK);
      at = tagEnd;
      continue;
    }
    const close = positive(xml.indexOf('</si>', tagEnd), xml.length);
    strings.push(textCell(stringOf(xml.slice(tagEnd + 1, close))));
    at = close;
  }
  return strings;
}

/** All <t> of a string put together; <rPh> holds how a Japanese word is read and is left out. */
function stringOf(inner: string): string {
  const spoken = inner.includes('<rPh') ? inner.replace(/<rPh[\s>][\s\S]*?<\/rPh>/g, '') : inner;
  let text = '';
  for (let at = spoken.indexOf('<t'); at >= 0; at = spoken.indexOf('<t', at + 1)) {
    if (spoken.charCodeAt(at + 2) > GREATER) continue;
    const open = spoken.indexOf('>', at);
    if (spoken.charCodeAt(open - 1) === SLASH) continue;
    text += spoken.slice(open + 1, positive(spoken.indexOf('</t>', open), spoken.length));
  }
  return decodeXml(text);
}
