/**
 * One document model for every paper: plain data that a writer (PDF now; Word and Excel later) turns into bytes.
 * Layout numbers live in the writers (GB/T 9704—2012); words and figures live here, so that each paper says the same everywhere.
 */

/** Piece of running text. `figure` marks a number that comes from the results and may not be typed over. */
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
};

export type DocumentBlock =
  /** 一、黑体 (1) · （一）楷体 (2) · 1. 仿宋 (3) · （1） (4); the numbering is part of the text. */
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string }
  | { readonly kind: 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'table'; readonly caption?: string; readonly table: Table; readonly note?: string }
  /** An ECharts option as plain JSON, drawn as vector with the document's fonts. Height and width in mm. */
  | { readonly kind: 'chart'; readonly caption: string; readonly option: unknown; readonly heightMm: number; readonly note?: string };

export type Annex = { readonly title: string; readonly orientation: 'portrait' | 'landscape'; readonly blocks: readonly DocumentBlock[] };

export type PaperDocument = {
  /** File and window title. */
  readonly name: string;
  /** 发文机关标志; the red head. */
  readonly redHead: string;
  /** 发文字号 “淄改办发〔2018〕2号”; null leaves the place empty for a draft. */
  readonly documentNumber: string | null;
  /** Title lines, broken by meaning. */
  readonly title: readonly string[];
  readonly addressee: string;
  readonly blocks: readonly DocumentBlock[];
  readonly annexes: readonly Annex[];
  readonly signature: { readonly issuer: string; readonly date: string };
  /** 版记: 抄送 (null = none), 印发机关, 印发日期. */
  readonly colophon: { readonly copyTo: string | null; readonly issuedBy: string; readonly issuedOn: string };
  /** Words printed on every page when the figures are not real (演示数据) or not final (试算). */
  readonly marks: readonly string[];
};
