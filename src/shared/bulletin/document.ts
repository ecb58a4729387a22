/**
 * One document model for every paper: plain data that a writer (PDF now; Word and Excel later) turns into bytes.
 * Layout numbers live in the writers (GB/T 9704—2012); words and figures live here, so that each paper says the same everywhere.
 * Headings carry no numbers: sections can be switched off or moved, and 一、二、三 follow (see numbered()).
 */
import { headingNumber } from './numerals.ts';

/** Piece of running text. `figure` marks a number or a name that comes from the results and may not be typed over. */
export type Run = { readonly text: string; readonly bold?: boolean; readonly figure?: boolean };

export type TableColumn = {
  readonly heading: string;
  /** Heading cell above this one; neighbours with the same group are joined. */
  readonly group?: string;
  readonly align: 'left' | 'center' | 'right';
  /** Share of the width relative to the other columns. */
  readonly width: number;
};

export type Table = {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Rows printed bold (totals, averages), by index. */
  readonly strong?: readonly number[];
  /** dense: for annexes with many columns, 小五 instead of 小四. */
  readonly size?: 'normal' | 'dense';
  /** Never split between two pages: the few rows one line of a statement rests on. */
  readonly isWhole?: true;
};

type HeadingLevel = 1 | 2 | 3 | 4;
type Lead = { readonly level: 2 | 3 | 4; readonly text: string; readonly number?: string };

export type DocumentBlock =
  /** 一、黑体 (1) · （一）楷体 (2) · 1. 仿宋 (3) · （1） (4). `number` is filled by numbered(). */
  | { readonly kind: 'heading'; readonly level: HeadingLevel; readonly text: string; readonly number?: string }
  /** `lead`: a heading that runs into its text, “（一）补齐短板。对……”; it is numbered with the headings of its level. */
  | {
      readonly kind: 'paragraph';
      /** Which sentence of its part it is, whatever it says this month; an edit of the office's is kept under it. */
      readonly slot?: string;
      readonly lead?: Lead;
      readonly runs: readonly Run[];
      /** Set small, and kept with what follows: 小四黑体 with `aside` at the right edge (entry), 五号 hanging from `label` (detail). */
      readonly small?: { readonly form: 'entry'; readonly aside: string } | { readonly form: 'detail'; readonly label: string };
    }
  | { readonly kind: 'table'; readonly caption?: string; readonly table: Table; readonly note?: string }
  /** An ECharts option as plain JSON, drawn as vector with the document's fonts. */
  | {
      readonly kind: 'chart';
      readonly caption: string;
      readonly option: unknown;
      readonly heightMm: number;
      readonly note?: string;
    }
  /** A QR code large enough to be read off a copy, with lines at its right. */
  | { readonly kind: 'code'; readonly text: string; readonly sizeMm: number; readonly beside: readonly string[] };

/** A part of the body that can be moved or left out as a whole. */
export type Section = {
  readonly id: string;
  /** null: running text before the first heading. */
  readonly title: string | null;
  readonly blocks: readonly DocumentBlock[];
};

export type Annex = {
  readonly title: string;
  readonly orientation: 'portrait' | 'landscape';
  readonly blocks: readonly DocumentBlock[];
};

/** 封存码 at the foot of every page, and the same for a reader of QR codes. */
export type PaperSeal = { readonly lines: readonly string[]; readonly qr: string };

export type PaperDocument = {
  /** File and window title. */
  readonly name: string;
  /** 发文机关标志; the red head. */
  readonly redHead: string;
  /** 发文字号 “淄改办发〔2018〕2号”; null leaves its line empty for a draft. */
  readonly documentNumber: string | null;
  /** Title lines, broken by meaning. */
  readonly title: readonly string[];
  /** 主送机关, without the colon. */
  readonly addressee: string;
  readonly sections: readonly Section[];
  readonly annexes: readonly Annex[];
  readonly signature: { readonly issuer: string; readonly date: string };
  /** Date of signing, '2018-03-05'; the file is dated by it, so that the same document always gives the same bytes. null for a draft. */
  readonly datedOn: string | null;
  /** 附注, printed in （） under the date, such as 此件公开发布. */
  readonly remark: string | null;
  /** 版记: 抄送 (null = none), 印发机关, 印发日期. */
  readonly colophon: { readonly copyTo: string | null; readonly issuedBy: string; readonly issuedOn: string };
  /** Words printed on every page when the figures are not real (演示数据) or not final (试算). */
  readonly marks: readonly string[];
  /** null or absent: the paper does not rest on a sealed month. */
  readonly seal?: PaperSeal | null;
};

/** A paper without red head, number, addressee and 版记, such as a statement for one unit: title, text, 署名 and date. */
export type PlainPaper = Pick<PaperDocument, 'name' | 'title' | 'sections' | 'signature' | 'datedOn' | 'marks' | 'seal'> & {
  /** Printed small at the foot of every page, so that sheets of several papers can be told apart. */
  readonly running: string;
  /** Whom a letter is for, without the colon. */
  readonly addressee?: string;
  /** Printed under the title: “催办〔2018〕1号”. */
  readonly number?: string;
  /** 信函格式: the issuer's name in red above a double rule, another at the foot of the first page, which then has no page number. */
  readonly letterhead?: string;
  /** 回执: stands below 署名 under a line to cut along, and is sent back. */
  readonly receipt?: readonly DocumentBlock[];
};

export type Paper = PaperDocument | PlainPaper;

/**
 * How the red parts of a paper come out: printed in red; left blank where they stand, for a sheet that carries them already (套打); or in black
 * with 草稿 on every page. Nothing else of the paper moves.
 */
export type HeadMode = 'full' | 'preprinted' | 'draft';

/** A column of a table. @param group heading above it and its neighbours of the same group */
export const column = (heading: string, width: number, align: TableColumn['align'] = 'center', group?: string): TableColumn => ({
  heading,
  width,
  align,
  ...(group === undefined ? {} : { group }),
});

/** A section of a paper. @param title null: running text before the first heading */
export const section = (id: string, title: string | null, blocks: readonly DocumentBlock[]): Section => ({ id, title, blocks });

/** A note in a box, which nobody overlooks: its heading and its text, never split. */
export const boxedNote = (heading: string, text: string): DocumentBlock => ({
  kind: 'table',
  table: { columns: [{ heading, width: 156, align: 'left' }], rows: [[text]], isWhole: true },
});

/** Heading and text of a boxed note; null for any other table. */
export function boxedText({ columns, rows }: Table): string | null {
  const [column, ...others] = columns;
  const [row, ...more] = rows;
  return column && row && others.length + more.length === 0 ? `${column.heading}：${row[0] ?? ''}` : null;
}

/** The body as one run of blocks, its headings numbered level by level; empty sections are left out and take no number. */
export function numbered(sections: readonly Section[]): readonly DocumentBlock[] {
  const counters: Record<HeadingLevel, number> = { 1: 0, 2: 0, 3: 0, 4: 0 };
  const next = (level: HeadingLevel): string => {
    counters[level] += 1;
    for (const deeper of [2, 3, 4] as const) if (deeper > level) counters[deeper] = 0;
    return headingNumber(level, counters[level]);
  };
  const withNumber = (block: DocumentBlock): DocumentBlock => {
    if (block.kind === 'heading') return { ...block, number: next(block.level) };
    if (block.kind === 'paragraph' && block.lead) return { ...block, lead: { ...block.lead, number: next(block.lead.level) } };
    return block;
  };
  return sections
    .filter((section) => section.blocks.length > 0)
    .flatMap((section): readonly DocumentBlock[] =>
      section.title === null ? section.blocks : [{ kind: 'heading', level: 1, text: section.title }, ...section.blocks],
    )
    .map(withNumber);
}

/** Names of the annexes as 附件说明 lists them: one → 附件：得分明细表; several → 附件：1.得分明细表, 2.…, without end punctuation. */
export const annexNames = (annexes: readonly Annex[]): readonly string[] =>
  annexes.length === 1 ? annexes.map(({ title }) => title) : annexes.map(({ title }, index) => `${index + 1}.${title}`);

/** 字数 of the body as an office counts them: each Han character and sign is one, a number or a Latin word is one. Tables do not count. */
export function countCharacters(sections: readonly Section[]): number {
  const words = numbered(sections)
    .map((block) => {
      if (block.kind === 'heading') return `${block.number ?? ''}${block.text}`;
      if (block.kind !== 'paragraph') return '';
      return `${block.lead?.number ?? ''}${block.lead?.text ?? ''}${block.runs.map((run) => run.text).join('')}`;
    })
    .join('\n');
  return words.match(/[A-Za-z0-9]+(?:\.[0-9]+)?|[^\sA-Za-z0-9]/gu)?.length ?? 0;
}
