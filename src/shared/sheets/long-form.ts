/** The long form: one figure a row under 考核期 单位 指标 数值 备注 (来源). */
import { readPeriod } from './cell-period.ts';
import { readValue, stateOf } from './cell-value.ts';
import type { Findings, Place } from './findings.ts';
import { type Heading, repeatsHeadings, type Table } from './headings.ts';
import { BLANK, type CellText, cellAt, cellName, mergedText, type SheetMatrix } from './matrix.ts';
import type { Observations } from './observations.ts';
import { firstText, isRemark } from './record-rows.ts';
import type { Resolver } from './resolve.ts';
import { isTotal } from './total-rows.ts';
import { convertFigure } from './unit-conversion.ts';

type Filled = { readonly [K in Heading<'data'>]?: number };

/** Reads every row of a data table; each row is checked in full, so that a row with three faults shows three. Returns rows read. */
export function readLongForm(
  sheet: SheetMatrix,
  table: Table<'data'>,
  resolver: Resolver,
  observations: Observations,
  findings: Findings,
): number {
  const { columns } = table;
  const textOf = textReader(sheet, columns);
  const emptyCells: string[] = [];
  let emptyCount = 0;
  let rows = 0;
  for (let row = table.headingRow + 1; row < sheet.rows; row += 1) {
    const line = sheet.cells[row];
    if (line === undefined || line.every((cell) => cell.text.trim() === '')) continue;
    const valueColumn = columns.value ?? 0;
    const cell = line[valueColumn] ?? BLANK;
    if (cell.text === '' && isRemark(sheet, row)) {
      findings.note(`“${sheet.name}”表第 ${row + 1} 行是说明，未导入：${firstText(sheet, row)}`);
      continue;
    }
    if (repeatsHeadings(sheet, row, table.headingRow)) continue;
    rows += 1;
    const place = { sheet: sheet.name, row, column: valueColumn };
    const organisationText = textOf(row, columns.organisation);
    const periodCell = columns.period === undefined ? BLANK : mergedCell(sheet, row, columns.period, textOf);
    if (!resolver.isOrganisation(organisationText) && isTotal(organisationText)) {
      findings.note(`“${sheet.name}”表第 ${row + 1} 行“${organisationText}”是合计或平均，未导入。`);
      continue;
    }
    const period = readPeriod(periodCell, at(place, columns.period), findings);
    const organisation = named('organisation', organisationText, at(place, columns.organisation), findings)
      ? resolver.organisation(organisationText, at(place, columns.organisation), period)
      : null;
    const indicatorText = textOf(row, columns.indicator);
    const indicator = named('indicator', indicatorText, at(place, columns.indicator), findings)
      ? resolver.indicator(indicatorText, at(place, columns.indicator))
      : null;
    const note = textOf(row, columns.note);
    const stated = textOf(row, columns.unit);
    const given = readFigure(cell, note, stated === '' ? (indicator?.unit ?? '') : stated);
    if (given.kind === 'refused') {
      findings.error('value.notNumber', place, `${given.reason}，请改后重新导入。`, cell.text);
      continue;
    }
    if (given.kind === 'empty') {
      emptyCount += 1;
      if (emptyCells.length < 5) emptyCells.push(cellName(row, valueColumn));
      continue;
    }
    if (period === null || organisation === null || indicator === null) continue;
    const value = stated === '' ? given : convertFigure(given, stated, indicator, at(place, columns.unit), findings);
    if (value === null) continue;
    observations.add({
      place,
      text: cell.text.trim(),
      period,
      organisation,
      indicator,
      value,
      note,
      source: textOf(row, columns.source),
    });
  }
  if (emptyCount > 0) {
    const cells = `${emptyCells.join('、')}${emptyCount > emptyCells.length ? ' 等' : ''}`;
    findings.note(
      `“${sheet.name}”表有 ${emptyCount} 行没有数值（${cells}），未导入；要登记未报、缓报、不适用的，请在数值栏写明。`,
    );
  }
  for (const { heading, column } of table.others) {
    findings.note(`“${sheet.name}”表 ${cellName(table.headingRow, column)} 的“${heading}”不是约定的表头，这一列未导入。`);
  }
  return rows;
}

/** A blank value with 未报 or 不适用 in the remark means that state; it is how the office's forms are filled. */
function readFigure(cell: CellText, note: string, unit: string): ReturnType<typeof readValue> {
  const value = readValue(cell, unit);
  const state = value.kind === 'empty' ? stateOf(note) : null;
  return state === null ? value : { kind: 'state', state };
}

function named(kind: 'organisation' | 'indicator', text: string, place: Place, findings: Findings): boolean {
  if (text !== '') return true;
  findings.error(`${kind}.missing`, place, kind === 'organisation' ? '没有写单位，请补上。' : '没有写指标，请补上。');
  return false;
}

const at = (place: Place, column: number | undefined): Place => ({
  sheet: place.sheet,
  ...(place.row === undefined ? {} : { row: place.row }),
  ...(column === undefined ? {} : { column }),
});

/** Names may stand once for a merged block of rows. Sheets without merged cells, the big ones, are read straight. */
function textReader(sheet: SheetMatrix, columns: Filled): (row: number, column: number | undefined) => string {
  const isMerged = sheet.merges.some(({ bottom, top }) => bottom > top);
  const merged = isMerged ? mergedText(sheet) : null;
  return (row, column) => {
    if (column === undefined) return '';
    return merged && column !== columns.value ? merged(row, column) : cellAt(sheet, row, column).text.trim();
  };
}

function mergedCell(sheet: SheetMatrix, row: number, column: number, textOf: (row: number, column: number) => string): CellText {
  const cell = cellAt(sheet, row, column);
  if (cell.kind !== 'blank') return cell;
  const text = textOf(row, column);
  return text === '' ? BLANK : { text, kind: 'text' };
}
