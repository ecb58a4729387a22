/** Tables known by their headings: 数据, 单位 and 指标, wherever they stand in the file and whatever their sheet is called. */
import { cellAt, type SheetMatrix } from './matrix.ts';
import { nameKey } from './name-key.ts';

export type TableKind = 'data' | 'organisations' | 'indicators';

/** Spellings of each heading, the promised one first. */
const HEADINGS = {
  data: {
    period: ['考核期', '期间', '时期', '月份', '年月', '考核月份', '报告期'],
    organisation: ['单位', '考核单位', '单位名称', '被考核单位', '区县', '区县名称', '单位编码'],
    indicator: ['指标', '指标名称', '考核指标', '指标编码'],
    value: ['数值', '值', '指标值', '实绩', '实绩值', '完成值'],
    note: ['备注', '说明'],
    source: ['来源', '数据来源', '资料来源'],
    unit: ['计量单位'],
  },
  organisations: {
    code: ['编码', '代码', '单位编码', '单位代码'],
    name: ['名称', '单位名称', '单位'],
    kind: ['类别', '类型', '单位类别'],
    parent: ['上级', '上级单位', '上级编码'],
    from: ['起', '起始', '启用', '生效', '起月'],
    to: ['止', '终止', '停用', '失效', '止月'],
    shortName: ['简称', '单位简称'],
    aliases: ['别名', '曾用名', '其他名称'],
    group: ['分组', '组别', '排名分组'],
  },
  indicators: {
    code: ['编码', '代码', '指标编码', '指标代码'],
    name: ['名称', '指标名称', '指标'],
    unit: ['计量单位', '单位'],
    direction: ['方向', '指标方向', '优劣方向'],
    decimals: ['小数位', '小数位数', '小数'],
    frequency: ['频度', '频率', '周期', '报送周期'],
    formula: ['公式', '计算公式'],
    aliases: ['别名', '曾用名', '其他名称'],
    group: ['分组', '分类', '类别', '组别'],
  },
} as const satisfies Record<TableKind, Record<string, readonly string[]>>;

export type Heading<K extends TableKind> = keyof (typeof HEADINGS)[K] & string;

const REQUIRED: { readonly [K in TableKind]: readonly Heading<K>[] } = {
  data: ['period', 'organisation', 'indicator', 'value'],
  organisations: ['code', 'name', 'kind'],
  indicators: ['code', 'name', 'unit', 'direction', 'decimals', 'frequency'],
};
/** Headings that only this kind of table has; two of them, or one and the sheet's name, tell it. */
const TELLING: { readonly [K in TableKind]: readonly Heading<K>[] } = {
  data: ['period', 'organisation', 'indicator', 'value'],
  organisations: ['kind', 'parent', 'from', 'to', 'shortName'],
  indicators: ['direction', 'decimals', 'frequency', 'formula'],
};
const NEEDED_TO_TELL: Readonly<Record<TableKind, number>> = { data: 3, organisations: 2, indicators: 2 };
const SHEET_NAMES: Readonly<Record<TableKind, RegExp>> = { data: /数据/, organisations: /单位/, indicators: /指标/ };

export type Table<K extends TableKind = TableKind> = {
  readonly kind: K;
  readonly headingRow: number;
  /** Columns from 0. */
  readonly columns: Readonly<Partial<Record<Heading<K>, number>>>;
  /** Promised headings that are not there, as the office writes them. */
  readonly missing: readonly string[];
  readonly repeated: readonly { readonly heading: string; readonly column: number }[];
  /** Columns with a heading that means nothing here. */
  readonly others: readonly { readonly heading: string; readonly column: number }[];
};

/** A title and a line or two may stand above the headings, not more. */
const LOOK_AT_ROWS = 20;

/** Finds the headings of a table in a sheet; null when it is no table of the long form. */
export function findTable(sheet: SheetMatrix): Table | null {
  for (let row = 0; row < Math.min(sheet.rows, LOOK_AT_ROWS); row += 1) {
    const texts = (sheet.cells[row] ?? []).map((cell) => headingKey(cell.text));
    for (const kind of ['indicators', 'organisations', 'data'] as const) {
      const table = readHeadings(kind, sheet, row, texts);
      if (table) return table;
    }
  }
  return null;
}

/** Is a row the headings over again, as at the top of every printed page? */
export function repeatsHeadings(sheet: SheetMatrix, row: number, headingRow: number): boolean {
  const headings = sheet.cells[headingRow] ?? [];
  return headings.every((heading, column) => heading.text.trim() === cellAt(sheet, row, column).text.trim());
}

/** The promised spelling of a heading. */
export const headingName = <K extends TableKind>(kind: K, heading: Heading<K>): string =>
  (HEADINGS[kind] as Readonly<Record<string, readonly string[]>>)[heading]?.[0] ?? heading;

/** “ 考 核 期 ”, “数值（万元）” and “数值*” are the headings they look like. */
const headingKey = (text: string): string => nameKey(text.normalize('NFKC').replace(/\([^)]*\)|[*:：]/g, ''));

function readHeadings<K extends TableKind>(kind: K, sheet: SheetMatrix, row: number, texts: readonly string[]): Table<K> | null {
  const spellings = HEADINGS[kind] as Readonly<Record<string, readonly string[]>>;
  const columns: Partial<Record<string, number>> = {};
  const repeated: { heading: string; column: number }[] = [];
  const others: { heading: string; column: number }[] = [];
  for (const [column, text] of texts.entries()) {
    if (text === '') continue;
    const heading = Object.keys(spellings).find((key) => spellings[key]?.includes(text));
    if (heading === undefined) others.push({ heading: cellAt(sheet, row, column).text.trim(), column });
    else if (columns[heading] === undefined) columns[heading] = column;
    else repeated.push({ heading: spellings[heading]?.[0] ?? heading, column });
  }
  const has = (headings: readonly string[]): number => headings.filter((heading) => columns[heading] !== undefined).length;
  const named = SHEET_NAMES[kind].test(sheet.name) ? 1 : 0;
  // A table by name alone would swallow a matrix whose sheet happens to be called 指标数据.
  if (has(TELLING[kind]) + (kind === 'data' ? 0 : named) < NEEDED_TO_TELL[kind] || has(REQUIRED[kind]) < 2) return null;
  const missing = REQUIRED[kind].filter((heading) => columns[heading] === undefined).map((heading) => headingName(kind, heading));
  return { kind, headingRow: row, columns: columns as Table<K>['columns'], missing, repeated, others };
}
