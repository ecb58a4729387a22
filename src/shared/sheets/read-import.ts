/** One door for imports: sheets of a file → a draft with everything that is wrong with it. Pure; nothing is written. */
import { MONTHLY } from '../cadence.ts';
import { comparePeriods } from '../period.ts';
import type { ImportContext, ImportDraft, KnownIndicator, KnownOrganisation } from './draft.ts';
import { createFindings, type Findings } from './findings.ts';
import { findTable, headingName, type Table } from './headings.ts';
import { readIndicators } from './indicator-table.ts';
import { readLongForm } from './long-form.ts';
import { isBlankRow, type SheetMatrix } from './matrix.ts';
import { readMatrix } from './matrix-form.ts';
import { findMatrix } from './matrix-layout.ts';
import { codeKey } from './name-key.ts';
import { createObservations } from './observations.ts';
import { readOrganisations } from './organisation-table.ts';
import { createResolver } from './resolve.ts';

type Found<K extends Table['kind']> = { readonly sheet: SheetMatrix; readonly table: Table<K> };

/**
 * Reads a file against what is known. Tables are known by their headings: 单位 and 指标 first, wherever they stand, so that the figures of
 * the same file can use them; then every data table of the long form; every other sheet is tried as a matrix of districts and indicators.
 */
export function readImport(sheets: readonly SheetMatrix[], context: ImportContext): ImportDraft {
  const findings = createFindings();
  const visible = sheets.filter((sheet) => isToBeRead(sheet, findings));
  const tables = visible.map((sheet) => ({ sheet, table: findTable(sheet) }));
  const complete = tables.filter(({ sheet, table }) => table !== null && isComplete(sheet, table, findings));
  const ofKind = <K extends Table['kind']>(kind: K): Found<K>[] =>
    complete.filter((found): found is Found<K> => found.table?.kind === kind);

  const organisations = readOrganisations(ofKind('organisations'), context.organisations, findings);
  const indicators = readIndicators(ofKind('indicators'), context.indicators, findings);
  const known = {
    organisations: overlay<KnownOrganisation>(context.organisations, organisations.drafts),
    indicators: overlay<KnownIndicator>(context.indicators, indicators.drafts),
  };
  const rejected = { organisation: organisations.rejected, indicator: indicators.rejected };
  const resolver = createResolver(known, context.choices, rejected, findings);
  const observations = createObservations(context.fileName, context.cadence ?? MONTHLY, findings);

  let rows = 0;
  for (const { sheet, table } of ofKind('data')) rows += readLongForm(sheet, table, resolver, observations, findings);
  let recognised = complete.length;
  const unrecognised: string[] = [];
  for (const { sheet, table } of tables) {
    if (table !== null) continue;
    const layout = findMatrix(sheet, resolver);
    if (layout === null) {
      unrecognised.push(`“${sheet.name}”`);
      continue;
    }
    recognised += 1;
    rows += readMatrix(sheet, layout, context, resolver, observations, findings);
  }
  const unknowns = resolver.finish();
  tellWhatWasNotRead(
    visible,
    unrecognised,
    recognised,
    tables.some(({ table }) => table !== null),
    findings,
  );

  const drafts = observations.finish();
  const { problems, notes, errors, warnings } = findings.finish(sheets.map(({ name }) => name));
  const periods = [...new Set(drafts.map(({ period }) => period))].sort(comparePeriods);
  return {
    organisations: organisations.drafts,
    indicators: indicators.drafts,
    observations: drafts,
    problems,
    unknowns,
    notes,
    counts: {
      rows,
      organisations: organisations.drafts.length,
      indicators: indicators.drafts.length,
      observations: drafts.length,
      errors,
      warnings,
      periods,
    },
  };
}

/** Hidden sheets hold lists behind drop-downs, or last year's data that somebody put out of sight: told, not read. */
function isToBeRead(sheet: SheetMatrix, findings: Findings): boolean {
  const isBlank = sheet.cells.every((_, row) => isBlankRow(sheet, row));
  if (isBlank) return false;
  if (sheet.hidden) {
    findings.note(`“${sheet.name}”表是隐藏的，未导入；要导入请先取消隐藏。`);
    return false;
  }
  if (sheet.hiddenRows !== undefined) findings.note(`“${sheet.name}”表有 ${sheet.hiddenRows} 行被隐藏或筛选，也已读入。`);
  if (sheet.hiddenColumns !== undefined) findings.note(`“${sheet.name}”表有 ${sheet.hiddenColumns} 列被隐藏，也已读入。`);
  return true;
}

/** Without a promised heading a table cannot be read; all missing ones are named at once. */
function isComplete(sheet: SheetMatrix, table: Table, findings: Findings): boolean {
  const place = { sheet: sheet.name, row: table.headingRow };
  for (const heading of table.missing) {
    findings.error('heading.missing', place, `缺“${heading}”这个表头，请补上这一列后重新导入。`, heading);
  }
  for (const { heading, column } of table.repeated) {
    findings.error('heading.duplicate', { ...place, column }, `“${heading}”这个表头出现了两次，请只留一列。`, heading);
  }
  return table.missing.length === 0 && table.repeated.length === 0;
}

function tellWhatWasNotRead(
  visible: readonly SheetMatrix[],
  unrecognised: readonly string[],
  recognised: number,
  hasTable: boolean,
  findings: Findings,
): void {
  if (visible.length === 0) {
    findings.error('file.empty', { sheet: '' }, '文件里没有内容，请检查是否选对了文件。');
  } else if (recognised === 0 && !hasTable) {
    const promised = (['period', 'organisation', 'indicator', 'value', 'note'] as const)
      .map((heading) => headingName('data', heading))
      .join('、');
    findings.error(
      'file.unrecognised',
      { sheet: '' },
      `认不出文件里的表（${unrecognised.join('、')}）。请用表头“${promised}”的长表，或一张表一个月、区县在下、指标在上的汇总表。`,
    );
  } else if (unrecognised.length > 0) {
    findings.note(`${unrecognised.join('、')}表既没有约定的表头，也不是区县和指标的汇总表，未导入。`);
  }
}

const overlay = <T extends { readonly code: string }>(known: readonly T[], drafts: readonly T[]): readonly T[] => [
  ...known.map((item) => drafts.find((draft) => codeKey(draft.code) === codeKey(item.code)) ?? item),
  ...drafts.filter((draft) => !known.some((item) => codeKey(item.code) === codeKey(draft.code))),
];
