/** The matrix the office really uses: one sheet a month, districts down, indicators across. Same result as the long form. */
import { formatPeriod, isPeriod, periodsIn } from '../period.ts';
import { DEMO_SOURCE } from '../text.ts';
import { readValue } from './cell-value.ts';
import type { ImportContext, KnownIndicator } from './draft.ts';
import type { Findings, Place } from './findings.ts';
import { cellAt, cellName, isBlankRow, type SheetMatrix } from './matrix.ts';
import { columnLabel, type MatrixColumn, type MatrixLayout, takeUnit } from './matrix-layout.ts';
import { nameKey } from './name-key.ts';
import { fitUnit } from './number-unit.ts';
import type { Observations } from './observations.ts';
import { firstText, isRemark } from './record-rows.ts';
import type { Resolver } from './resolve.ts';
import { isTotal } from './total-rows.ts';
import { convertFigure, unitMismatch } from './unit-conversion.ts';

/** A column whose indicator is known and whose unit fits. */
type Ready = { readonly column: number; readonly indicator: KnownIndicator; readonly unit: string };

/** Under these words a column holds the figure of the heading above it. */
const PLAIN_LEAF =
  /^(?:数值|实绩|实绩值|完成值|实际|实际值|实际完成|指标值|值|本月|当月|本月值|当月值|本期|本期值|本季|累计|得数|监测值)$/;

/** Words that say something about the heading above and are no indicator by themselves. */
const COMPARED_LEAF = /^(?:同比|环比|比上年|较上年|增长|增幅|增速|增减|变化|升降|比重|占比|得分|计分|分值|完成率|进度)/;

/** Reads one sheet; returns the rows of units read. */
export function readMatrix(
  sheet: SheetMatrix,
  layout: MatrixLayout,
  context: Pick<ImportContext, 'period'>,
  resolver: Resolver,
  observations: Observations,
  findings: Findings,
): number {
  const period = periodOf(sheet, layout, context, findings);
  const source = isDemo(sheet, layout) ? DEMO_SOURCE : '';
  const columns = layout.columns.flatMap((column) => prepare(sheet, layout, column, resolver, findings) ?? []);
  for (const { column, heading, why } of layout.leftOut) {
    if (why !== '') findings.note(`“${sheet.name}”表 ${columnLabel({ column, path: [heading] })}未导入：${why}。`);
  }
  warnMergedBody(sheet, layout, findings);
  let rows = 0;
  for (let row = layout.firstRow; row < sheet.rows; row += 1) {
    if (isBlankRow(sheet, row)) continue;
    const organisation = organisationIn(sheet, layout, row, columns, period, resolver, findings);
    if (organisation === 'skip') continue;
    rows += 1;
    for (const { column, indicator, unit } of columns) {
      const cell = cellAt(sheet, row, column);
      const place = { sheet: sheet.name, row, column };
      const given = readValue(cell, unit);
      if (given.kind === 'refused') findings.error('value.notNumber', place, `${given.reason}，请改后重新导入。`, cell.text);
      // A dash is an answer somebody wrote down: taken for an empty cell, and told.
      if (given.kind === 'empty' && cell.text.trim() !== '') findings.converted(place, `“${cell.text.trim()}”当作空格`);
      if (given.kind === 'refused' || given.kind === 'empty') continue;
      const value = convertFigure(given, unit, indicator, place, findings);
      if (value === null || organisation === null || period === null) continue;
      observations.add({ place, text: cell.text.trim(), period, organisation, indicator, value, note: '', source });
    }
  }
  for (const column of columns) warnFractions(sheet, layout, column, findings);
  return rows;
}

/** A form that says 演示数据 over its table stays marked: made-up figures must not become real ones by way of a workbook. */
function isDemo(sheet: SheetMatrix, layout: MatrixLayout): boolean {
  return sheet.cells.slice(0, layout.firstRow).some((row) => row.some((cell) => cell?.text.includes(DEMO_SOURCE)));
}

/** From the title, else the sheet's name, else the clerk's answer; two that contradict each other are an error and no guess. */
function periodOf(
  sheet: SheetMatrix,
  layout: MatrixLayout,
  context: Pick<ImportContext, 'period'>,
  findings: Findings,
): string | null {
  const place: Place = { sheet: sheet.name, row: 0, column: 0 };
  const inTitle = periodsIn(layout.title);
  const inName = periodsIn(sheet.name);
  const both = inTitle.filter(({ period }) => inName.some((other) => other.period === period));
  const said = both.length === 1 ? both : inTitle.length > 0 ? inTitle : inName;
  const [first, second] = said;
  if (first === undefined) {
    if (context.period !== undefined && isPeriod(context.period)) return context.period;
    findings.error('period.missing', place, '标题和表名里都没有考核期，请在标题中写明（如“2018年2月”）后重新导入。');
    return null;
  }
  if (second !== undefined) {
    const all = said.map(({ period }) => formatPeriod(period)).join('、');
    findings.error('period.conflict', place, `标题里有不止一个考核期（${all}），请只留下数据所属的一个。`);
    return null;
  }
  const [other] = inName;
  if (other !== undefined && other.period !== first.period && both.length === 0) {
    const [a, b] = [formatPeriod(first.period), formatPeriod(other.period)];
    findings.error('period.conflict', place, `标题写的是${a}，表名写的是${b}，请改成一致后重新导入。`);
    return null;
  }
  if (first.range !== null) {
    findings.warn(
      'period.range',
      place,
      `“${first.range}”是一段时间，已作为${formatPeriod(first.period)}的累计数导入，请核对。`,
      first.range,
    );
  }
  return first.period;
}

/** The indicator and unit of a column; null after saying why it cannot be read. */
function prepare(
  sheet: SheetMatrix,
  layout: MatrixLayout,
  heading: MatrixColumn,
  resolver: Resolver,
  findings: Findings,
): Ready | null {
  const { column, path, headingRow } = heading;
  const place = { sheet: sheet.name, row: headingRow, column };
  const parts = path.map((text) => ({ text, ...takeUnit(text) }));
  const { ways, last } = spellings(parts.map(({ name }) => name).filter((name) => name !== ''));
  if (last === '') {
    findings.error('heading.blank', place, '这一列有数据，没有表头，请补上指标名称后重新导入。');
    return null;
  }
  // As it is written first: “进出口总额（美元）” may be the name of an indicator, and its bracket then no unit.
  const indicator = resolver.indicatorAmong([...spellings(path).ways, ...ways]) ?? resolver.indicator(last, place);
  if (indicator === null) return null;
  const inHeading = parts.findLast((part) => part.unit !== '' && resolver.indicatorAmong([part.text]) !== indicator)?.unit;
  const unit = heading.unit || inHeading || tableUnit(layout, indicator);
  if (unit === '' || unit === indicator.unit) return { column, indicator, unit: indicator.unit };
  if (fitUnit(unit, indicator.unit).ok) return { column, indicator, unit };
  findings.error('unit.incompatible', place, unitMismatch(unit, indicator), unit);
  return null;
}

/** Ways in which a path of headings may name an indicator, the fullest first, and the part to ask about when none does. */
function spellings(path: readonly string[]): { readonly ways: readonly string[]; readonly last: string } {
  const leaf = path.at(-1) ?? '';
  const parent = path.at(-2) ?? '';
  const isPlain = PLAIN_LEAF.test(nameKey(leaf)) && parent !== '';
  // 同比 under PM2.5 must not be remembered as what every 同比 means.
  const last = isPlain ? parent : COMPARED_LEAF.test(nameKey(leaf)) ? parent + leaf : leaf;
  return { ways: [path.join(''), parent + leaf, `${leaf}（${parent}）`, `${parent}（${leaf}）`, last], last };
}

/** “单位：万元、%” above the table: the one that fits this indicator; a unit of another kind speaks of other columns. */
function tableUnit({ title }: MatrixLayout, indicator: KnownIndicator): string {
  const said = /单位\s*[:：]\s*([^\s　）)]+)/.exec(title)?.[1] ?? '';
  return said.split(/[、，,；;]/).find((unit) => unit !== '' && indicator.unit !== '' && fitUnit(unit, indicator.unit).ok) ?? '';
}

/** The unit of a row; null after saying what is wrong, 'skip' for totals, remarks and sub-headings. */
function organisationIn(
  sheet: SheetMatrix,
  { organisationColumn, text: textAt }: MatrixLayout,
  row: number,
  columns: readonly Ready[],
  period: string | null,
  resolver: Resolver,
  findings: Findings,
): ReturnType<Resolver['organisation']> | 'skip' {
  const place = { sheet: sheet.name, row, column: organisationColumn };
  const text = nameIn(textAt, row, organisationColumn);
  const filled = columns.filter(({ column }) => cellAt(sheet, row, column).text.trim() !== '');
  const isFigure = filled.some(
    ({ column }) => cellAt(sheet, row, column).kind === 'number' || /\d/.test(cellAt(sheet, row, column).text),
  );
  if (resolver.isOrganisation(text)) return filled.length === 0 ? 'skip' : resolver.organisation(text, place, period);
  if (isTotal(text)) {
    findings.note(`“${sheet.name}”表第 ${row + 1} 行“${text}”是合计或平均，未导入。`);
    return 'skip';
  }
  if (isRemark(sheet, row) || (!isFigure && (text === '' || filled.length === 0))) {
    findings.note(`“${sheet.name}”表第 ${row + 1} 行没有数值，未导入：${firstText(sheet, row)}`);
    return 'skip';
  }
  if (text !== '') return resolver.organisation(text, place, period);
  findings.error('organisation.missing', place, '这一行有数据，没有写单位，请补上。');
  return null;
}

/** 合计 is often written over 序号 and 区县 merged; its text then stands left of the column of units. */
function nameIn(textAt: MatrixLayout['text'], row: number, organisationColumn: number): string {
  for (let column = organisationColumn; column >= 0; column -= 1) {
    const text = textAt(row, column).replace(/[*＊※①-⑳]+$/u, '');
    if (text !== '' && (column === organisationColumn || !/^\d+$/.test(text))) return text;
  }
  return '';
}

/** In a merged block of values only the top left cell holds one; the others look empty and would be taken for that. */
function warnMergedBody(sheet: SheetMatrix, { firstRow, organisationColumn }: MatrixLayout, findings: Findings): void {
  for (const { top, left, bottom, right } of sheet.merges) {
    if (top < firstRow || left <= organisationColumn || cellAt(sheet, top, left).text.trim() === '' || isRemark(sheet, top))
      continue;
    const area = `${cellName(top, left)}:${cellName(bottom, right)}`;
    findings.warn(
      'value.merged',
      { sheet: sheet.name, row: top, column: left },
      `${area} 是合并单元格，只有左上角一格取到数值，请拆开后逐格填写。`,
    );
  }
}

/** A whole column of per cent between 0 and 1 was most likely written as shares; converting it without asking would be a guess. */
function warnFractions(
  sheet: SheetMatrix,
  { firstRow }: MatrixLayout,
  { column, indicator, unit }: Ready,
  findings: Findings,
): void {
  if (unit !== '%') return;
  const cells = sheet.cells.slice(firstRow).flatMap((row) => row[column] ?? []);
  const numbers = cells.filter((cell) => cell.number !== undefined);
  const isShare = numbers.every((cell) => !cell.text.endsWith('%') && Math.abs(Number(cell.number)) <= 1);
  const isTelling = numbers.length >= 3 && numbers.some((cell) => cell.number?.includes('.'));
  if (isShare && isTelling) {
    const message = `“${indicator.name}”按 % 填报，这一列的数都不超过 1，像是写成了小数，请核对（已按原数导入）。`;
    findings.warn('value.fraction', { sheet: sheet.name, row: firstRow, column }, message);
  }
}
