/**
 * Any paper as sheets of a workbook: its text on the first, then every table on a sheet of its own with its title, note, marks and seal. What a
 * table prints as a figure becomes a native number whose format prints it as the paper does; nothing is rounded on the way.
 */
import { boxedText, type DocumentBlock, numbered, type Paper, type Table, type TableColumn } from './document.ts';
import { textOf } from './plain-text.ts';
import type { SheetCell, SheetColumn, SheetTable } from './sheet-table.ts';

/** Sheets of one paper or several, in their order. */
export function paperSheets(papers: readonly Paper[]): readonly SheetTable[] {
  return papers.flatMap((paper) => onePaper(paper, papers.length > 1));
}

function onePaper(paper: Paper, isOneOfMany: boolean): readonly SheetTable[] {
  const title = paper.title.join('');
  const common = {
    marks: paper.marks,
    ...(paper.seal ? { seal: paper.seal.lines.join(' · ') } : {}),
  };
  const body = numbered(paper.sections);
  const annexes = 'annexes' in paper ? paper.annexes : [];
  const receipt = 'receipt' in paper ? (paper.receipt ?? []) : [];
  const lines = textLines(paper, body);
  const short = isOneOfMany && 'running' in paper ? paper.running : '';
  const text: SheetTable = {
    ...common,
    name: short === '' ? '正文' : short,
    title,
    columns: [{ heading: '正文', width: 88, align: 'left' }],
    rows: lines.map((line) => [line]),
  };
  const sheetOf = (name: string, head: string, { table, note }: TableBlock, isWide: boolean): SheetTable => ({
    ...common,
    name,
    title: head,
    ...tableSheet(table, isWide),
    ...(note === undefined ? {} : { note }),
  });
  return [
    ...(lines.length > 0 ? [text] : []),
    ...tablesOf([...body, ...receipt]).map(({ block, heading }) => {
      const name = block.caption ?? heading ?? title;
      return sheetOf(
        `${short}${short === '' ? '' : ' '}${name}`,
        block.caption ?? `${title}${heading ? `　${heading}` : ''}`,
        block,
        false,
      );
    }),
    ...annexes.flatMap((annex) =>
      tablesOf(annex.blocks).map(({ block }) =>
        sheetOf(block.caption ?? annex.title, block.caption ?? annex.title, block, annex.orientation === 'landscape'),
      ),
    ),
  ];
}

type TableBlock = Extract<DocumentBlock, { kind: 'table' }>;

/** Tables with the last heading before each; a boxed note stands in the text. */
function tablesOf(blocks: readonly DocumentBlock[]) {
  let heading: string | null = null;
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') heading = block.text;
    return block.kind === 'table' && boxedText(block.table) === null ? [{ block, heading }] : [];
  });
}

/** Addressee, headings and paragraphs, then 署名 and date; charts and codes say what they are. */
function textLines(paper: Paper, body: readonly DocumentBlock[]): readonly string[] {
  const paragraphs = body.flatMap((block): readonly string[] => {
    if (block.kind === 'heading') return [`${block.number ?? ''}${block.text}`];
    if (block.kind === 'paragraph') return [textOf(block)];
    if (block.kind === 'chart') return [`（图）${block.caption}`];
    if (block.kind === 'table') return [boxedText(block.table) ?? ''];
    return block.kind === 'code' ? block.beside : [];
  });
  if (paragraphs.length === 0) return [];
  const { issuer, date } = paper.signature;
  return [...(paper.addressee ? [`${paper.addressee}：`] : []), ...paragraphs, issuer, date].filter((line) => line !== '');
}

/** Characters of a sheet one page wide, upright and across. */
const WIDE = { upright: 88, across: 140 };

function tableSheet(table: Table, isWide: boolean): Pick<SheetTable, 'columns' | 'rows' | 'strong' | 'size' | 'frozenColumns'> {
  const share = (isWide ? WIDE.across : WIDE.upright) / table.columns.reduce((sum, { width }) => sum + width, 0);
  const name = Math.max(
    0,
    table.columns.findIndex(({ align }) => align === 'left'),
  );
  return {
    columns: table.columns.map(
      (column): SheetColumn => ({
        heading: column.heading,
        ...(column.group === undefined ? {} : { group: column.group }),
        width: Math.round(Math.max(5, column.width * share) * 10) / 10,
        align: column.align,
      }),
    ),
    rows: table.rows.map((row) => row.map((text, at) => sheetCell(text, table.columns[at]))),
    ...(table.strong ? { strong: table.strong } : {}),
    ...(table.size ? { size: table.size } : {}),
    frozenColumns: name < 3 ? name + 1 : 1,
  };
}

/** Columns that hold signs and not figures, whatever they look like. */
const SIGNS = /编码|代码|文号|编号|电话|日期|年度|时限/;

/** A figure where the column is one of figures and the text says exactly a number; else the text itself. */
function sheetCell(text: string, column: TableColumn | undefined): SheetCell {
  if (!column || column.align === 'left' || SIGNS.test(column.heading)) return text;
  return figureOf(text.trim()) ?? text;
}

/**
 * A printed number as value and format: 93.53, −1.20, +0.60, 1,234, 12.5%. Null for anything else, a number with a nought before it among it.
 * The format spells the sign as the paper does: − is not the hyphen of the keyboard.
 */
export function figureOf(text: string): { readonly value: string; readonly format: string } | null {
  const match = /^([+\-−]?)(0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)(?:\.(\d+))?(%?)$/.exec(text);
  if (!match) return null;
  const [, sign = '', whole = '', decimals = '', percent = ''] = match;
  const digits = whole.replaceAll(',', '');
  const places = decimals === '' ? '' : `.${'0'.repeat(decimals.length)}`;
  const format = `${whole.includes(',') ? '#,##0' : '0'}${places}${percent}`;
  const value = percent === '' ? `${digits}${decimals === '' ? '' : `.${decimals}`}` : hundredth(digits, decimals);
  const isNought = /^[0.]+$/.test(value);
  if (sign === '') return { value, format };
  if (isNought) return { value, format: `${format};${format};"${sign}"${format}` };
  return sign === '+' ? { value, format: `"+"${format}` } : { value: `-${value}`, format: `${format};"${sign}"${format}` };
}

/** 12.5 % is 0.125: the point moves, no digit changes. */
function hundredth(whole: string, decimals: string): string {
  const digits = whole.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}${decimals}`;
}
