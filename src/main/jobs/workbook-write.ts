/** Workbooks the office prints and sends: the month's ranking, any table of the screen, the form for next month's figures. */
import { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import type { BulletinFacts, ListFacts } from '../../shared/bulletin/facts.ts';
import { decimalsOf, lastRankHeading, rankedEntries } from '../../shared/bulletin/figures.ts';
import { officeText } from '../../shared/bulletin/office-text.ts';
import { figureFormat, type SheetColumn, type SheetTable } from '../../shared/bulletin/sheet-table.ts';
import { standingOf } from '../../shared/bulletin/standing.ts';
import { fullPointsRow, itemCell, itemColumns, MISSING, missingItems, NONE, rankingRows } from '../../shared/bulletin/tables.ts';
import type { Block, CellState } from '../../shared/engine/types.ts';
import { formatPeriod, titlePeriod } from '../../shared/period.ts';
import { DEMO_SOURCE, listName, stateName } from '../../shared/text.ts';
import { addSheet, type ColumnBreaks } from './print-sheet.ts';

/** A month's entry form: units down, indicators across, with what is filled so far. It comes back through the import. */
export type EntryForm = {
  readonly period: string;
  readonly listName: string;
  readonly columns: readonly {
    readonly name: string;
    readonly unit: string;
    readonly block: string;
    readonly decimals: number | null;
  }[];
  readonly rows: readonly {
    readonly name: string;
    readonly cells: readonly ({ readonly value: string | null; readonly state: CellState } | null)[];
  }[];
  readonly isDemo: boolean;
};

/** Writes tables as sheets of one workbook, each fit to be printed. */
export async function writeTableWorkbook(tables: readonly SheetTable[]): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  const stream = new Writable({
    write: (piece: Buffer, _, done) => {
      pieces.push(piece);
      done();
    },
  });
  const writer = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  writer.creator = '六个一';
  const names = new Set<string>();
  const breaks: ColumnBreaks[] = [];
  for (const table of tables) breaks.push(await addSheet({ writer, names }, table));
  await writer.commit();
  return withColumnBreaks(new Uint8Array(Buffer.concat(pieces)), breaks);
}

/** exceljs writes breaks between rows only; those between columns are put into the sheets afterwards. */
async function withColumnBreaks(bytes: Uint8Array, breaks: readonly ColumnBreaks[]): Promise<Uint8Array> {
  if (breaks.every((one) => one.length === 0)) return bytes;
  const { default: PizZip } = await import('pizzip');
  const zip = new PizZip(bytes);
  for (const [index, columns] of breaks.entries()) {
    const part = `xl/worksheets/sheet${index + 1}.xml`;
    const xml = zip.file(part)?.asText();
    if (columns.length === 0 || xml === undefined) continue;
    const cuts = columns.map((column) => `<brk id="${column}" max="1048575" man="1"/>`).join('');
    const element = `<colBreaks count="${columns.length}" manualBreakCount="${columns.length}">${cuts}</colBreaks>`;
    zip.file(
      part,
      xml.replace('</headerFooter>', () => `</headerFooter>${element}`),
    );
  }
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
}

/** 排名工作簿: 区县排名, 专项小组排名, 得分明细 of both, and 缺报 when somebody has no score. */
export async function writeRankingWorkbook(facts: BulletinFacts): Promise<Uint8Array> {
  const lists = facts.groups === null ? [facts.districts] : [facts.districts, facts.groups];
  const { marks, seal } = standingOf(facts);
  const missing = lists.filter((list) => list.evaluation.missing.length > 0);
  const sheets = [
    ...lists.map((list) => rankingSheet(list, marks)),
    ...lists.map((list) => itemSheet(list, facts.blocks, marks)),
    ...(missing.length > 0 ? [missingSheet(facts.period, missing, marks)] : []),
  ];
  return await writeTableWorkbook(seal ? sheets.map((sheet) => ({ ...sheet, seal: seal.lines.join(' · ') })) : sheets);
}

const nameColumn = (names: readonly string[]): number =>
  Math.min(44, Math.max(18, ...names.map((name) => [...name].length * 2.3 + 4)));
const denseNameColumn = (names: readonly string[]): number =>
  Math.min(30, Math.max(12, ...names.map((name) => [...name].length * 1.75 + 2)));

function rankingSheet(list: ListFacts, marks: readonly string[]): SheetTable {
  const title = listName[list.evaluation.list];
  const rows = rankingRows(list);
  const format = figureFormat(decimalsOf(rankedEntries(list)));
  const columns: readonly SheetColumn[] = [
    { heading: '名次', width: 11, align: 'center', format: '0' },
    { heading: '单位', width: nameColumn(rows.map(({ name }) => name)), align: 'left' },
    { heading: '得分', width: 15, align: 'right', format },
    { heading: lastRankHeading(list), width: 15, align: 'center', format: '0' },
    // A native number that reads 升2 降1 平: it can be sorted and summed, and is still words on paper.
    { heading: '升降', width: 13, align: 'center', format: '"升"0;"降"0;"平"' },
    { heading: '加分', width: 13, align: 'right', format },
    { heading: '扣分', width: 13, align: 'right', format },
  ];
  return {
    name: `${title}排名`,
    title: `${titlePeriod(list.evaluation.period)}改革督察${title}排名`,
    unit: '单位：分',
    marks,
    columns,
    rows: rows.map((row) => [
      row.rank ?? NONE,
      row.name,
      row.score ?? MISSING,
      row.previousRank ?? NONE,
      row.change ?? NONE,
      row.bonus ?? NONE,
      row.deduction ?? NONE,
    ]),
    frozenColumns: 2,
    // 难分伯仲 goes with the ranking wherever it goes.
    ...(list.closeLast ? { note: officeText(list.closeLast.words) } : {}),
  };
}

function itemSheet(list: ListFacts, blocks: readonly Block[], marks: readonly string[]): SheetTable {
  const decimals = decimalsOf(rankedEntries(list));
  const format = figureFormat(decimals);
  const lines = itemColumns(list);
  const nameOf = new Map(blocks.map((block) => [block.code, `${block.code} ${block.name}`]));
  const { entries, period } = list.evaluation;
  return {
    name: list.evaluation.list === 'district' ? '得分明细' : `得分明细(${listName[list.evaluation.list]})`,
    title: `${titlePeriod(period)}改革督察${listName[list.evaluation.list]}得分明细`,
    unit: '单位：分',
    marks,
    columns: [
      { heading: '名次', width: 6, align: 'center', format: '0' },
      { heading: '编码', width: 6, align: 'center' },
      { heading: '单位', width: denseNameColumn(entries.map(({ name }) => name)), align: 'left' },
      ...lines.map(
        (line): SheetColumn => ({
          heading: `${line.code} ${line.name}`,
          group: nameOf.get(line.block) ?? line.block,
          width: 6.3,
          align: 'right',
          format,
        }),
      ),
      { heading: '总分', width: 7.5, align: 'right', format },
    ],
    rows: [
      ['', '', '满分（上限）', ...fullPointsRow(list, decimals), ''],
      ...entries.map((entry) => [
        entry.rank ?? NONE,
        entry.organisation,
        entry.name,
        ...lines.map(({ code }) => itemCell(entry, code, decimals)),
        entry.score ?? MISSING,
      ]),
    ],
    strong: [0],
    size: 'dense',
    frozenColumns: 3,
    note: '注：“未报”按0分计；“缺报”指有数据未报送，不计总分；“—”指不适用（其分值由本板块其他项目分担）或没有；适用项目满分不足100分的按100分折算。',
  };
}

function missingSheet(period: string, lists: readonly ListFacts[], marks: readonly string[]): SheetTable {
  return {
    name: '缺报',
    title: `${titlePeriod(period)}缺报情况`,
    marks,
    columns: [
      { heading: '名单', width: 12, align: 'center' },
      { heading: '单位', width: 36, align: 'left' },
      { heading: '缺报项目', width: 70, align: 'left' },
    ],
    rows: lists.flatMap((list) =>
      list.evaluation.missing.map(({ name, organisation, items }) => [
        listName[list.evaluation.list],
        name,
        missingItems(list, organisation, items).join('、'),
      ]),
    ),
  };
}

/** The form as the office fills it: “2018年2月份改革督察考核数据”, two rows of heads (block over 指标（单位）), units down. */
export async function writeEntryForm(form: EntryForm): Promise<Uint8Array> {
  return await writeTableWorkbook([
    {
      name: `${formatPeriod(form.period)}${form.listName}`,
      title: `${titlePeriod(form.period)}改革督察考核数据`,
      marks: form.isDemo ? [DEMO_SOURCE] : [],
      columns: [
        { heading: '单位', width: nameColumn(form.rows.map(({ name }) => name)), align: 'left' },
        ...form.columns.map(
          ({ name, unit, block, decimals }): SheetColumn => ({
            heading: unit === '' ? name : `${name}（${unit}）`,
            group: block,
            width: 12,
            align: 'right',
            format: decimals === null ? 'General' : figureFormat(decimals),
          }),
        ),
      ],
      rows: form.rows.map(({ name, cells }) => [name, ...cells.map(formCell)]),
      frozenColumns: 1,
    },
  ]);
}

/** 未报, 不适用 and 缓报 are written out, for an empty cell means that nobody has said anything yet. */
function formCell(cell: EntryForm['rows'][number]['cells'][number]): string | null {
  if (cell === null) return null;
  return cell.state === 'reported' ? cell.value : stateName[cell.state];
}
