/**
 * A lean reader of xlsx sheets: one pass over the XML, values only. It reads what exceljs cannot or should not:
 * - big workbooks: exceljs keeps an object with styles for every cell (100 000 rows: 2.5 s, 580 MB), and its stream reader decodes UTF-8
 *   piece by piece, so that a Chinese character on the border of two pieces comes out as “��”;
 * - months written with Excel's Chinese built-in date formats (27–36, 50–58), which exceljs hands over as bare numbers;
 * - files of other producers on which exceljs stops (`undefined.company`, prefixed tags, absolute part names).
 * tests/jobs/workbook-read.test.ts holds both readers to the same result.
 */
import { type NumberFormat, numberCell, readFormat } from '../../shared/sheets/cell-number.ts';
import { BLANK, type CellText, cellName, type Merge, type SheetMatrix } from '../../shared/sheets/matrix.ts';
import { type Archive, type ReadLimits, refuse } from './workbook-archive.ts';

/** Where the sheets of a workbook are, and how its numbers are shown. */
export type WorkbookPlan = {
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly hidden: boolean }[];
  readonly stringsPart: string | null;
  readonly formats: readonly NumberFormat[];
  readonly isDate1904: boolean;
  /** exceljs reads the parts rightly: usual names and tags, no date format that it does not know. */
  readonly isPlain: boolean;
};

/** Counts rows over all sheets of a file against the limit. */
export type RowCount = { rows: number };

const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  39: '#,##0.00',
  40: '#,##0.00',
  48: '##0.0E+0',
};
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 45 && id <= 47) || isLocalDate(id);
const isLocalDate = (id: number): boolean => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Reads the small parts: which sheets there are, under which names, and the number formats. */
export async function planWorkbook(archive: Archive): Promise<WorkbookPlan | null> {
  const root = archive.has('_rels/.rels') ? relations(await xmlOf(archive, '_rels/.rels'), '') : [];
  const book = root.find(({ type }) => type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
  if (!archive.has(book)) return null;
  const folder = book.slice(0, book.lastIndexOf('/') + 1);
  const name = book.slice(folder.length);
  const relationPart = `${folder}_rels/${name}.rels`;
  const parts = archive.has(relationPart) ? relations(await xmlOf(archive, relationPart), folder) : [];
  const raw = (await archive.read(book)).toString('utf8', 0, 2_000);
  const xml = await xmlOf(archive, book);
  const sheets = [...xml.matchAll(/<sheet\s[^>]*>/g)].flatMap(([tag]) => {
    const id = attribute(tag, 'r:id') ?? /\s[\w-]+:id="([^"]*)"/.exec(tag)?.[1];
    const target = parts.find((part) => part.id === id);
    if (!target?.type.endsWith('/worksheet') || !archive.has(target.part)) return [];
    const state = attribute(tag, 'state');
    return [{ name: attribute(tag, 'name') ?? '', part: target.part, hidden: state === 'hidden' || state === 'veryHidden' }];
  });
  const find = (type: string): string | null => {
    const part = parts.find((candidate) => candidate.type.endsWith(`/${type}`))?.part ?? null;
    return part !== null && archive.has(part) ? part : null;
  };
  const styles = find('styles');
  const { formats, hasLocalDates } = readStyles(styles === null ? '' : await xmlOf(archive, styles));
  const isUsual = sheets.every(({ part }) => /^xl\/worksheets\/sheet\d+\.xml$/.test(part));
  return {
    sheets,
    stringsPart: find('sharedStrings'),
    formats,
    isDate1904: /<workbookPr\s[^>]*date1904="(1|true)"/.test(xml),
    isPlain: !hasLocalDates && isUsual && book === 'xl/workbook.xml' && !/<\w+:workbook[\s>]/.test(raw),
  };
}

/** All sheets of a planned workbook. */
export async function scanSheets(archive: Archive, plan: WorkbookPlan, limits: ReadLimits): Promise<SheetMatrix[]> {
  const strings = plan.stringsPart === null ? [] : readStrings(await xmlOf(archive, plan.stringsPart));
  const count: RowCount = { rows: 0 };
  const sheets: SheetMatrix[] = [];
  for (const { name, part, hidden } of plan.sheets) {
    const sheet = scanSheet(name, await xmlOf(archive, part), strings, plan, limits, count);
    sheets.push(hidden ? { ...sheet, hidden: true } : sheet);
  }
  return sheets;
}

function scanSheet(
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
  return { name, rows: cells.length, columns, cells, merges, ...(hiddenRows > 0 ? { hiddenRows } : {}) };
}

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
  return cell !== BLANK && inner.includes('<f') ? { ...cell, formula: true } : cell;
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
  const clean = text.includes('\r') || text.includes('_x') ? text.replace(/_x000D_/gi, '\r').replace(/\r\n?/g, '\n') : text;
  return clean === '' ? BLANK : { text: clean, kind: 'text' };
}

export const booleanCell = (value: boolean): CellText => ({ text: value ? 'TRUE' : 'FALSE', kind: 'boolean' });

function readMerge([, left = '', top = '', right = '', bottom = '']: RegExpMatchArray): Merge {
  return {
    top: Number(top) - 1,
    left: columnOf(left, 0, left.length),
    bottom: Number(bottom) - 1,
    right: columnOf(right, 0, right.length),
  };
}

function readStrings(xml: string): CellText[] {
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

function readStyles(xml: string): { readonly formats: readonly NumberFormat[]; readonly hasLocalDates: boolean } {
  const custom = new Map<number, string>();
  for (const [tag] of xml.matchAll(/<numFmt\s[^>]*>/g)) {
    custom.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '');
  }
  const section = /<cellXfs[\s>]([\s\S]*?)<\/cellXfs>/.exec(xml)?.[1] ?? '';
  const ids = [...section.matchAll(/<xf\s[^>]*>/g)].map(([tag]) => Number(attribute(tag, 'numFmtId') ?? 0));
  const formats = ids.map((id) => readFormat(custom.get(id) ?? (isBuiltInDate(id) ? 'yyyy-mm-dd' : BUILT_IN[id])));
  return { formats, hasLocalDates: ids.some((id) => isLocalDate(id) && !custom.has(id)) };
}

type Relation = { readonly id: string; readonly type: string; readonly part: string };

function relations(xml: string, folder: string): Relation[] {
  return [...xml.matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => {
    const target = attribute(tag, 'Target') ?? '';
    const part = target.startsWith('/') ? target.slice(1) : folder + target;
    return { id: attribute(tag, 'Id') ?? '', type: attribute(tag, 'Type') ?? '', part: part.replace(/[^/]+\/\.\.\//g, '') };
  });
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match ? decodeXml(match[1] ?? match[2] ?? '') : undefined;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** A part as text, made uniform: no comments, no CDATA, no prefix on the tags (`<x:row>` is `<row>`). */
async function xmlOf(archive: Archive, part: string): Promise<string> {
  const bytes = await archive.read(part);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  let xml = isUtf16 ? new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes) : bytes.toString('utf8');
  if (xml.includes('<!--')) xml = xml.replace(/<!--[\s\S]*?-->/g, '');
  if (xml.includes('<![CDATA[')) {
    xml = xml.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  }
  const prefix = /<(\w+):(?:workbook|worksheet|sst|styleSheet|Relationships)[\s>]/.exec(xml.slice(0, 2_000))?.[1];
  return prefix === undefined ? xml : xml.replaceAll(`<${prefix}:`, '<').replaceAll(`</${prefix}:`, '</');
}
