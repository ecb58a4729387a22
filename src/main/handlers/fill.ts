/** First start: an empty file is filled through the same doors a clerk uses, with the figures that ship in resources/. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemeFile } from '../../shared/contract/schemes.ts';
import { AppError } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import { addScheme, listSchemes } from '../store/schemes.ts';
import { commitDraft, noAnswers, readFile } from './imports.ts';

/** Puts the default scheme of domain.md §3.4 in force; nothing happens when a scheme is there. */
export function addDefaultScheme(context: Context): void {
  if (listSchemes(context.reader()).length > 0) return;
  const scheme = schemeFile.parse(JSON.parse(readFileSync(join(context.resources, 'schemes', 'default.json'), 'utf8')));
  context.write({ action: '启用方案', subject: `${scheme.name} 第 ${scheme.version} 版` }, (tx) => addScheme(tx, scheme));
}

/** The demonstration: real figures with their sources, a made-up year of reform items marked 演示数据. `without` leaves one month to be imported. */
export async function fillWithDemo(context: Context, without: string | null = null): Promise<void> {
  for (const name of ['单位', '指标', '真实数据', '演示数据']) await take(context, name, without);
  addDefaultScheme(context);
}

/** An office's own start: this city's units and the default indicators and scheme, no figure. */
export async function fillWithTemplate(context: Context): Promise<void> {
  for (const name of ['单位', '指标']) await take(context, name, null);
  addDefaultScheme(context);
}

/** The default scheme and its indicators without units or figures: what `init` leaves for an office with units of its own. */
export async function fillWithScheme(context: Context): Promise<void> {
  await take(context, '指标', null);
  addDefaultScheme(context);
}

async function take(context: Context, name: string, without: string | null): Promise<void> {
  const file = join(context.resources, 'demo', `${name}.csv`);
  const draft = await readFile(context, file, noAnswers);
  const observations = draft.observations.filter((row) => row.period !== without || row.source !== '演示数据');
  const problem = draft.problems.find(({ severity }) => severity === 'error');
  if (problem) throw new AppError('import.unsupported', { detail: `演示数据“${name}”第 ${problem.cell} 格：${problem.message}` });
  commitDraft(context, { ...draft, observations }, `${name}.csv`, noAnswers, false);
}
