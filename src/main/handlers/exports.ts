import { basename } from 'node:path';
import {
  claimsSheet,
  decompositionSheet,
  itemsSheet,
  ledgerSheet,
  noticesSheet,
  problemsSheet,
  recordsSheet,
} from '../../shared/bulletin/register-sheets.ts';
import type { SheetTable } from '../../shared/bulletin/sheet-table.ts';
import type { Input } from '../../shared/contract/index.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { DEMO_SOURCE, listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import type { EntryForm } from '../jobs/workbook-write.ts';
import { claims } from './claims.ts';
import { decompositions } from './decompositions.ts';
import { gatherFacts } from './facts.ts';
import { inspectionProblems } from './inspection-problems.ts';
import { viewMatrix } from './matrix.ts';
import { notices } from './notices.ts';
import { demoMarks } from './paper-files.ts';
import { publicityItems } from './publicity-items.ts';
import { registers } from './registers.ts';
import { readOffice } from './settings.ts';
import { tasks } from './tasks.ts';

/** 排名工作簿 of a month: both lists, every line of every unit. */
export async function rankingWorkbook(context: Context, period: string): Promise<Uint8Array> {
  const { facts } = gatherFacts(context, period, '内部版');
  return await context.runner.run('rankingWorkbook', facts);
}

/** 本月填报表 as plain data: the grid of the page 数据, with what is filled so far. */
export function entryForm(context: Context, period: string, list: RankingList): EntryForm {
  const matrix = viewMatrix(context.reader(), period, list);
  return {
    period,
    listName: listName[list],
    columns: matrix.columns.map(({ name, unit, block, decimals }) => ({ name, unit, block, decimals })),
    rows: matrix.rows.map(({ code, name }) => ({
      name,
      cells: matrix.columns.map(({ indicator }) => {
        const cell = matrix.cells[code]?.[indicator];
        return cell ? { value: cell.value, state: cell.state } : null;
      }),
    })),
    isDemo: Object.values(matrix.cells).some((row) => Object.values(row).some((cell) => cell.source === DEMO_SOURCE)),
  };
}

type RegisterAsked = Input<'exports.register'>;

/** Rows in the order they were asked for; what is gone since is left out. */
function rowsIn<Row extends { readonly id: number }>(rows: readonly Row[], ids: readonly number[]): readonly Row[] {
  const known = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

/** One register as the page shows it. */
function registerTable(context: Context, { register, period, list, ids }: RegisterAsked): SheetTable {
  const db = context.reader();
  const head = { period, issuer: readOffice(db).issuer, marks: demoMarks(db, period) };
  switch (register) {
    case 'ledger':
      return ledgerSheet(head, rowsIn(tasks['tasks.view']({ period }, context).rows, ids));
    case 'notices':
      return noticesSheet(head, rowsIn(notices['notices.view']({ period }, context).rows, ids));
    case 'problems':
      return problemsSheet(head, rowsIn(inspectionProblems['inspections.problems']({ period }, context).problems, ids));
    case 'items': {
      const { items, units } = publicityItems['publicity.items']({ period, list }, context);
      return itemsSheet(head, rowsIn(items, ids), new Map(units.map(({ code, name }) => [code, name])));
    }
    case 'claims': {
      const { claims: rows, units } = claims['claims.view']({ period, list }, context);
      return claimsSheet(head, rowsIn(rows, ids), new Map(units.map(({ code, name }) => [code, name])));
    }
    default:
      return recordsSheet(head, register, rowsIn(registers['registers.view']({ kind: register, period }, context).rows, ids));
  }
}

/** @returns the workbook of a register and the name it is proposed under */
function registerWorkbook(context: Context, asked: RegisterAsked) {
  const table = registerTable(context, asked);
  return {
    name: `${formatPeriod(asked.period)}${table.name}.xlsx`,
    make: () => context.runner.run('tableWorkbook', [table]),
  };
}

async function save(context: Context, title: string, name: string, make: () => Promise<Uint8Array>) {
  const file = await context.dialogs.saveFile(title, name);
  if (file === null) return null;
  writeOutput(file, await make());
  context.write({ action: '导出', subject: basename(file) }, () => undefined);
  return { file: basename(file) };
}

export const exports = {
  'exports.ranking': ({ period }, context) =>
    save(context, '导出排名工作簿', `${formatPeriod(period)}改革督察排名.xlsx`, () => rankingWorkbook(context, period)),
  'exports.entryForm': ({ period, list }, context) =>
    save(context, '导出填报表', `${formatPeriod(period)}${listName[list]}考核数据.xlsx`, () =>
      context.runner.run('entryForm', entryForm(context, period, list)),
    ),
  'exports.register': (asked, context) => {
    const { name, make } = registerWorkbook(context, asked);
    return save(context, '导出登记表', name, make);
  },
  'exports.decomposition': (asked, context) => {
    const { period } = asked;
    const view = decompositions['decompositions.view'](asked, context);
    if (view.total === null) throw new AppError('exports.nothing', { sentence: view.sentence });
    const head = { period, issuer: readOffice(context.reader()).issuer, marks: demoMarks(context.reader(), period) };
    const name = `${formatPeriod(period)}差在哪里 ${view.title.replaceAll(' ', '')}.xlsx`;
    return save(context, '导出差在哪里', name, () => context.runner.run('tableWorkbook', [decompositionSheet(head, view)]));
  },
  'exports.picture': ({ name, png }, context) => save(context, '图表存为图片', `${name}.png`, async () => png),
} satisfies Partial<Handlers>;
