import { basename } from 'node:path';
import type { RankingList } from '../../shared/engine/index.ts';
import { formatPeriod } from '../../shared/period.ts';
import { DEMO_SOURCE, listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import type { EntryForm } from '../jobs/workbook-write.ts';
import { gatherFacts } from './facts.ts';
import { viewMatrix } from './matrix.ts';

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
  'exports.picture': ({ name, png }, context) => save(context, '图表存为图片', `${name}.png`, async () => png),
} satisfies Partial<Handlers>;
