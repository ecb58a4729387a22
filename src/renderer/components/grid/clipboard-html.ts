/**
 * The one table in a piece of clipboard HTML, read without a DOM (so that it can be tested as text, and because clipboard HTML is
 * foreign: nothing in it may ever be loaded or run). Knows what Excel, WPS, LibreOffice and Google Sheets leave for real values.
 */
import { shiftDecimal } from '../../../shared/sheets/decimal-text.ts';

export type HtmlCell = {
  readonly text: string;
  /** The figure itself when the source says it (x:num, sdval, data-sheets-value, title); null when unknown or a date. */
  readonly real: string | null;
};
export type HtmlTable = {
  readonly rows: readonly { readonly cells: readonly HtmlCell[]; readonly isHidden: boolean }[];
  readonly merged: number;
};

type Attributes = Readonly<Record<string, string>>;
const TAG =
  /<!--[\s\S]*?-->|<!\[[^>]*>|<(style|script)\b[^>]*>[\s\S]*?<\/\1\s*>|<(\/?)([a-z][\w:-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;
const ATTRIBUTE = /([^\s=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  ensp: ' ',
  emsp: ' ',
};
/** A wrong span in foreign HTML must not make a table of millions of cells. */
const MOST_SPAN = 2_000;
/** Stands for <br> until the white space between tags has been folded. */
const LINE_END = '\u0000';

function decode(text: string): string {
  return text.replace(/&(#x[\da-f]+|#\d+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

function readAttributes(text: string): Attributes {
  const attributes: Record<string, string> = {};
  for (const [, name = '', double, single, bare] of text.matchAll(ATTRIBUTE)) {
    attributes[name.toLowerCase()] = decode(double ?? single ?? bare ?? '');
  }
  return attributes;
}

/** `.xl65 {mso-number-format:"0\.00%"}` → xl65 → `0.00%`. */
function classFormats(html: string): ReadonlyMap<string, string> {
  const formats = new Map<string, string>();
  for (const [, style = ''] of html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style/gi)) {
    for (const [, name = '', body = ''] of style.matchAll(/\.([\w-]+)[^{}]*\{([^}]*)\}/g)) {
      const format = officeFormat(body);
      if (format) formats.set(name, format);
    }
  }
  return formats;
}

function officeFormat(style: string): string | undefined {
  return /mso-number-format\s*:\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i
    .exec(style)
    ?.slice(1)
    .find(Boolean)
    ?.replaceAll('\\', '')
    .trim();
}

function numberFormat(attributes: Attributes, formats: ReadonlyMap<string, string>): string {
  const own = officeFormat(attributes.style ?? '');
  const ofClass = (attributes.class ?? '')
    .split(/\s+/)
    .map((name) => formats.get(name))
    .find(Boolean);
  const libre = attributes.sdnum?.split(';')[2];
  const google = /"2"\s*:\s*"([^"]*)"/.exec(attributes['data-sheets-numberformat'] ?? '')?.[1];
  return own ?? libre ?? google ?? ofClass ?? '';
}

function isDateFormat(format: string): boolean {
  if (/\b(?:date|time)\b/i.test(format)) return true;
  if (/^(?:general|standard|fixed|currency|scientific)\b/i.test(format)) return false;
  return /[ymdhs年月日时]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]/g, ''));
}

/** 17 digits of a double → the 15 that Excel itself would show; 85.299999999999997 was never in the clerk's table. */
function tidy(number: string): string | null {
  const value = Number(number);
  if (number.trim() === '' || !Number.isFinite(value)) return null;
  const [digits = '0', exponent = '0'] = value.toPrecision(15).split('e');
  return shiftDecimal(digits, Number(exponent));
}

function googleValue(json: string | undefined): string | undefined {
  if (json === undefined) return undefined;
  return /"3"\s*:\s*(-?[\d.]+(?:e[+-]?\d+)?)/i.exec(json)?.[1];
}

/** A date's serial number would pass for a figure, so dates stay what they showed; a percentage gets its sign back. */
function realValue(attributes: Attributes, formats: ReadonlyMap<string, string>): string | null {
  const stored = tidy(attributes['x:num'] ?? attributes.sdval ?? googleValue(attributes['data-sheets-value']) ?? '');
  if (stored !== null) {
    const format = numberFormat(attributes, formats);
    if (isDateFormat(format)) return null;
    return /%|percent/i.test(format) ? `${shiftDecimal(stored, 2)}%` : stored;
  }
  const title = attributes.title?.trim() ?? '';
  return /^[-+]?[\d,.]+%?$/.test(title) && /\d/.test(title) ? title : null;
}

function cellText(pieces: readonly string[]): string {
  const lines = pieces.join('').split(LINE_END);
  return lines
    .map((line) => line.replace(/[\s\u00a0]+/g, ' ').trim())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}

const isHiddenStyle = (attributes: Attributes) => /display\s*:\s*none/i.test(attributes.style ?? '') || 'hidden' in attributes;
const span = (text: string | undefined) => Math.min(Math.max(Number.parseInt(text ?? '1', 10) || 1, 1), MOST_SPAN);

type SourceCell = { readonly attributes: Attributes; readonly text: string };
type SourceRow = { readonly cells: SourceCell[]; readonly isHidden: boolean };

/** The cells in the order they stand in the HTML, with their spans still unresolved. */
function collectRows(html: string): { readonly rows: SourceRow[]; readonly tables: number } {
  const rows: SourceRow[] = [];
  const open: { cell: { readonly attributes: Attributes; readonly pieces: string[] } | null } = { cell: null };
  let depth = 0;
  let tables = 0;

  const close = () => {
    if (open.cell) rows.at(-1)?.cells.push({ attributes: open.cell.attributes, text: cellText(open.cell.pieces) });
    open.cell = null;
  };
  const onTag = (name: string, isEnd: boolean, attributes: Attributes) => {
    if (name === 'table') {
      if (!isEnd && depth === 0) tables += 1;
      if (isEnd && depth === 1) close();
      depth = Math.max(depth + (isEnd ? -1 : 1), 0);
    }
    // A table inside a cell is layout; its words would mix columns up.
    if (depth !== 1) return;
    if (name === 'tr') {
      close();
      if (!isEnd) rows.push({ cells: [], isHidden: isHiddenStyle(attributes) });
    } else if (name === 'td' || name === 'th') {
      close();
      if (!isEnd) open.cell = { attributes, pieces: [] };
    } else if (name === 'br' || (isEnd && (name === 'p' || name === 'div'))) {
      open.cell?.pieces.push(LINE_END);
    }
  };

  let from = 0;
  for (const match of html.matchAll(TAG)) {
    if (depth === 1) open.cell?.pieces.push(decode(html.slice(from, match.index)));
    from = match.index + match[0].length;
    const [, , slash = '', name, attributes = ''] = match;
    if (name) onTag(name.toLowerCase(), slash === '/', readAttributes(attributes));
  }
  close();
  return { rows, tables };
}

/** The single table of the HTML as a full rectangle, or null when there is none or more than one. */
export function readHtmlTable(html: string): HtmlTable | null {
  const { rows, tables } = collectRows(html);
  // Excel ends its table with an empty hidden row that only carries column widths.
  while (rows.at(-1)?.isHidden && rows.at(-1)?.cells.every((cell) => cell.text === '')) rows.pop();
  if (tables !== 1 || rows.length === 0) return null;
  return layOut(rows, classFormats(html));
}

function layOut(rows: readonly SourceRow[], formats: ReadonlyMap<string, string>): HtmlTable {
  const placed: HtmlCell[][] = rows.map(() => []);
  let merged = 0;
  rows.forEach((row, r) => {
    let c = 0;
    for (const { attributes, text } of row.cells) {
      while (placed[r]?.[c]) c += 1;
      const across = span(attributes.colspan);
      const down = Math.min(span(attributes.rowspan), rows.length - r);
      if (across > 1 || down > 1) merged += 1;
      for (let y = 0; y < down; y += 1) {
        for (let x = 0; x < across; x += 1) {
          const line = placed[r + y];
          const first = x === 0 && y === 0;
          if (line) line[c + x] = first ? { text, real: realValue(attributes, formats) } : { text: '', real: null };
        }
      }
      c += across;
    }
  });
  const width = Math.max(...placed.map((line) => line.length));
  return {
    rows: placed.map((line, r) => ({
      cells: Array.from({ length: width }, (_, c) => line[c] ?? { text: '', real: null }),
      isHidden: rows[r]?.isHidden ?? false,
    })),
    merged,
  };
}
