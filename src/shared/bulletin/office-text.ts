/**
 * What a sentence of a page becomes on paper, for every paper and every writer of it: marks inside quotation marks take the other kind
 * (GB/T 15834—2011 4.8.3.2), no blanks about a figure in Chinese text, dates in words.
 */
import type { DocumentBlock, Paper, PaperDocument, Run, Section, Table } from './document.ts';
import { officialDate } from './numerals.ts';

/** “待整改，逾期 31 个工作日” · “（距离 1.59）”. Only after a Han character: “45 建设……” keeps the blank of its number. */
const BLANKS =
  /(?<=\p{Script=Han}) (?=\d+(?:\.\d+)?%?(?: \p{Script=Han}|[，。；、）（]|$))|(?<=\p{Script=Han} \d+(?:\.\d+)?%?) (?=\p{Script=Han})/gu;
/**
 * 2018-02-09, the blanks about it too. The day of a clock's stamp (2018-02-09 14:03), digits that are no day, and what is part of a code, the name
 * of a file or an address stay as they are.
 */
const DATES =
  /(?:(?<=\p{Script=Han}) )?(?<![\w./-])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w/-]| \d{1,2}:|[^\s，。；、：）]*\.\w)(?: (?=\p{Script=Han}))?/gu;

/**
 * The text as it is printed, piece by piece, so that runs can be put together again: each piece stands for one code unit of the text.
 * @param text one paragraph, cell or heading
 */
function pieces(text: string): string[] {
  const out = text.split('');
  for (const { index } of text.matchAll(BLANKS)) out[index] = '';
  for (const { index, 0: found } of text.matchAll(DATES))
    out.fill('', index, index + found.length).splice(index, 1, officialDate(found.trim()));
  for (const [index, mark] of quoteMarks(text)) out[index] = mark;
  return out;
}

type OpenMark = { readonly asked: string; readonly printed: string };
const SHUTS: Readonly<Record<string, string>> = { '“': '”', '‘': '’' };
const OTHER: Readonly<Record<string, string>> = { '“': '‘', '‘': '“' };

/** Quotation marks by their place; none where they do not pair, since nobody can tell then which stands inside which. */
function quoteMarks(text: string): readonly (readonly [number, string])[] {
  const open: OpenMark[] = [];
  const marks: (readonly [number, string])[] = [];
  for (const [index, mark] of text.split('').entries()) {
    if (SHUTS[mark] !== undefined) {
      const outer = open.at(-1);
      const printed = outer ? (OTHER[outer.printed] ?? mark) : mark;
      open.push({ asked: mark, printed });
      marks.push([index, printed]);
    } else if (mark === '”' || mark === '’') {
      const inner = open.at(-1);
      // An apostrophe closes nothing.
      if (SHUTS[inner?.asked ?? ''] !== mark) {
        if (mark === '’') continue;
        return [];
      }
      open.pop();
      marks.push([index, SHUTS[inner?.printed ?? ''] ?? mark]);
    }
  }
  return open.length === 0 ? marks : [];
}

/** @example officeText('县““互联网+教育”改革”逾期 3 个工作日') → 县“‘互联网+教育’改革”逾期3个工作日 */
export const officeText = (text: string): string => pieces(text).join('');

/** Marks and blanks are looked for across runs: “ and ” may each stand in a run of its own. */
function officeRuns(runs: readonly Run[]): readonly Run[] {
  const all = pieces(runs.map(({ text }) => text).join(''));
  let at = 0;
  return runs.map((run) => {
    const text = all.slice(at, at + run.text.length).join('');
    at += run.text.length;
    return { ...run, text };
  });
}

const officeTable = (table: Table): Table => ({
  ...table,
  columns: table.columns.map((column) => ({ ...column, heading: officeText(column.heading) })),
  rows: table.rows.map((row) => row.map(officeText)),
});

function officeBlock(block: DocumentBlock): DocumentBlock {
  switch (block.kind) {
    case 'heading':
      return { ...block, text: officeText(block.text) };
    case 'paragraph':
      return {
        ...block,
        runs: officeRuns(block.runs),
        ...(block.lead ? { lead: { ...block.lead, text: officeText(block.lead.text) } } : {}),
      };
    case 'table':
      return {
        ...block,
        table: officeTable(block.table),
        ...(block.caption === undefined ? {} : { caption: officeText(block.caption) }),
        ...(block.note === undefined ? {} : { note: officeText(block.note) }),
      };
    case 'chart':
      return {
        ...block,
        caption: officeText(block.caption),
        ...(block.note === undefined ? {} : { note: officeText(block.note) }),
      };
    case 'code':
      return block;
  }
}

const blocks = (all: readonly DocumentBlock[]): readonly DocumentBlock[] => all.map(officeBlock);

/** The paper as every writer sets it; its content is the same, its marks, blanks and dates are those of an office. */
export function officePaper<P extends Paper>(paper: P): P {
  const sections = paper.sections.map(
    (section): Section => ({
      ...section,
      title: section.title === null ? null : officeText(section.title),
      blocks: blocks(section.blocks),
    }),
  );
  const annexes =
    'annexes' in paper
      ? { annexes: (paper as PaperDocument).annexes.map((annex) => ({ ...annex, blocks: blocks(annex.blocks) })) }
      : {};
  const receipt = 'receipt' in paper && paper.receipt ? { receipt: blocks(paper.receipt) } : {};
  return { ...paper, sections, ...annexes, ...receipt };
}
