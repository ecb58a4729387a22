/** Where the items of a 路线图 stand in the office's own tables: headings in its own words, lines, and which of them belong together. */
import type { Findings } from '../sheets/findings.ts';
import { cellAt, isBlankRow, mergedText, type SheetMatrix } from '../sheets/matrix.ts';
import { nameKey } from '../sheets/name-key.ts';
import { firstText, isRemark } from '../sheets/record-rows.ts';
import { isTotal } from '../sheets/total-rows.ts';

/** Spellings of each heading, the most usual first. */
const HEADINGS = {
  number: ['序号', '编号', '项目编号', '任务编号'],
  field: ['改革领域', '领域', '改革类别', '专项', '所属领域', '改革方面'],
  title: [
    '改革事项',
    '任务名称',
    '改革任务',
    '重点任务',
    '改革任务名称',
    '重点改革任务',
    '改革项目',
    '项目名称',
    '事项',
    '事项名称',
    '任务',
  ],
  kind: ['事项类型', '任务类型', '类型'],
  measures: [
    '任务措施',
    '主要任务',
    '工作措施',
    '主要内容',
    '改革举措',
    '具体措施',
    '工作任务',
    '工作内容',
    '改革内容',
    '主要举措',
    '任务内容',
  ],
  outcome: ['成果形式', '预期成果', '改革成果', '成果', '完成标志', '工作成果', '成果要求'],
  leader: ['牵头领导', '责任领导', '分管领导', '市级领导', '牵头市领导', '市级牵头领导', '负责领导'],
  claimedBy: ['认领领导', '认领人'],
  unit: ['责任单位', '牵头单位', '责任主体', '责任部门', '牵头部门', '主办单位', '起草单位', '承办单位', '牵头责任单位'],
  supporting: ['配合单位', '参与单位', '协办单位', '配合部门', '参加单位', '责任主体/配合'],
  deadline: [
    '完成时限',
    '时间节点',
    '完成时间',
    '办结时限',
    '时限',
    '时间进度',
    '时间安排',
    '进度安排',
    '完成期限',
    '时间要求',
    '时间表',
  ],
  start: ['开始时间', '起始时间', '启动时间', '开始日期'],
  documentNumber: ['文号', '依据文件', '文件依据', '来源文件', '文件文号', '上级文件', '任务来源', '来源'],
  site: ['点位', '实施点位', '试点单位', '落实点位'],
} as const;
export type Heading = keyof typeof HEADINGS;
export const REQUIRED = ['title', 'unit', 'deadline'] as const satisfies readonly Heading[];
export const headingName = (heading: Heading): string => HEADINGS[heading][0];
export type Table = {
  readonly sheet: SheetMatrix;
  readonly bottom: number;
  readonly columns: Readonly<Partial<Record<Heading, number>>>;
};
export type Line = {
  readonly sheet: SheetMatrix;
  readonly row: number;
  /** Under which section it stands: “一、经济体制改革”. */
  readonly section: string;
  readonly text: (heading: Heading) => string;
  readonly column: (heading: Heading) => number | undefined;
};

const LOOK_AT_ROWS = 15;
const headingKey = (text: string): string => nameKey(text.normalize('NFKC').replace(/\([^)]*\)|[*:：]/g, ''));
const KEYS = new Map<string, Heading>(
  (Object.keys(HEADINGS) as Heading[]).flatMap((heading) =>
    HEADINGS[heading].map((text) => [headingKey(text), heading] as const),
  ),
);

/**
 * Finds the headings, also where they stand in two rows under merged ones.
 * @returns null, and told, for a sheet without; 'incomplete', and told, where one is missing that nothing can be read without
 */
export function tableOf(sheet: SheetMatrix, findings: Findings): Table | 'incomplete' | null {
  const text = mergedText(sheet);
  const readRow = (row: number): Partial<Record<Heading, number>> => {
    const columns: Partial<Record<Heading, number>> = {};
    for (let column = 0; column < sheet.columns; column += 1) {
      const heading = KEYS.get(headingKey(text(row, column)));
      if (heading !== undefined) columns[heading] ??= column;
    }
    return columns;
  };
  for (let row = 0; row < Math.min(sheet.rows, LOOK_AT_ROWS); row += 1) {
    const upper = readRow(row);
    if (Object.keys(upper).length < 2 || (upper.title === undefined && upper.measures === undefined)) continue;
    const lower = readRow(row + 1);
    // The row below belongs to the headings when it says more than they do; over a sub-heading the merged one gives way.
    const isTwoRows = Object.keys(lower).some(
      (heading) => upper[heading as Heading] === undefined || lower.title === upper.title,
    );
    const columns: Partial<Record<Heading, number>> = isTwoRows ? { ...upper, ...lower } : upper;
    // 主要任务 alone is what the items are called.
    if (columns.title === undefined && columns.measures !== undefined) {
      columns.title = columns.measures;
      delete columns.measures;
    }
    const missing = REQUIRED.filter((heading) => columns[heading] === undefined);
    for (const heading of missing) {
      const place = { sheet: sheet.name, row };
      findings.error(
        'heading.missing',
        place,
        `缺“${headingName(heading)}”这个表头，请补上这一列后重新导入。`,
        headingName(heading),
      );
    }
    return missing.length > 0 ? 'incomplete' : { sheet, bottom: isTwoRows ? row + 1 : row, columns };
  }
  findings.note(`“${sheet.name}”没有认出表头，未读入。`);
  return null;
}

/** Rows below the headings that say something; a row of one text is a section, and 注：… is told and left out. */
export function* linesOf({ sheet, bottom, columns }: Table, findings: Findings): Generator<Line> {
  const merged = mergedText(sheet);
  let section = '';
  for (let row = bottom + 1; row < sheet.rows; row += 1) {
    if (isBlankRow(sheet, row)) continue;
    if (isRemark(sheet, row)) {
      findings.note(`“${sheet.name}”第 ${row + 1} 行是说明，未读入：${firstText(sheet, row)}`);
      continue;
    }
    const texts = new Set(Object.values(columns).map((column) => merged(row, column)));
    if ((sheet.cells[row] ?? []).filter((cell) => cell.text.trim() !== '').length === 1 && texts.size <= 2) {
      const only = firstText(sheet, row);
      if (isTotal(only)) continue;
      // A line of one cell that continues the item above is not a section.
      const at = (sheet.cells[row] ?? []).findIndex((cell) => cell.text.trim() !== '');
      if (at !== columns.deadline && at !== columns.measures && at !== columns.supporting) {
        section = only.replace(/^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．\s]*/, '').replace(/[（(].*[）)]$/, '');
        continue;
      }
    }
    if (KEYS.get(headingKey(cellAt(sheet, row, columns.title ?? 0).text)) === 'title') continue;
    yield {
      sheet,
      row,
      section,
      column: (heading) => columns[heading],
      text: (heading) => {
        const column = columns[heading];
        return column === undefined
          ? ''
          : merged(row, column)
              .replace(/\s*\n\s*/g, '\n')
              .trim();
      },
    };
  }
}

/** Lines of one item: those whose title is one merged cell, or that leave it empty. */
export function groupsOf(lines: Iterable<Line>): readonly (readonly Line[])[] {
  const groups: Line[][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    const column = line.column('title') ?? 0;
    const isOwnTitle = cellAt(line.sheet, line.row, column).text.trim() !== '';
    const first = last?.[0];
    if (last && first && !isOwnTitle && first.sheet === line.sheet && line.text('number') === mergedOrEmpty(first, line))
      last.push(line);
    else groups.push([line]);
  }
  return groups;
}

/** A line that continues an item has its number merged, or none at all. */
const mergedOrEmpty = (first: Line, line: Line): string => (line.text('number') === '' ? '' : first.text('number'));
