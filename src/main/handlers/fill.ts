/** First start: an empty file is filled through the same doors a clerk uses, with the figures that ship in resources/. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SchemeVersion, schemeFile } from '../../shared/contract/schemes.ts';
import { AppError } from '../../shared/errors.ts';
import { DEMO_SOURCE } from '../../shared/text.ts';
import type { Context } from '../context.ts';
import { addScheme, listSchemes } from '../store/schemes.ts';
import { figuresOf } from './evaluation.ts';
import { type Draft, noAnswers, readFile, writeDraft } from './imports.ts';

/** The demonstration: real figures with their sources, a made-up year of reform items marked 演示数据. `without` leaves one month to be imported. */
export async function fillWithDemo(context: Context, without: string | null = null): Promise<void> {
  for (const name of ['单位', '指标', '真实数据', '演示数据']) {
    const draft = await read(context, name);
    const observations = draft.observations.filter((row) => row.period !== without || row.source !== DEMO_SOURCE);
    writeDraft(context, { ...draft, observations }, `${name}.csv`, noAnswers);
  }
  putInForce(context, readScheme(context));
}

/** An office's own start: this city's units, the default scheme and the figures it asks for, nothing filled in. */
export async function fillWithTemplate(context: Context): Promise<void> {
  writeDraft(context, await read(context, '单位'), '单位.csv', noAnswers);
  await fillWithScheme(context);
}

/** The default scheme and the figures it asks for, no unit: what `init` leaves for an office with units of its own. */
export async function fillWithScheme(context: Context): Promise<void> {
  const scheme = readScheme(context);
  const draft = await read(context, '指标');
  const needed = figuresOf(scheme.rules, draft.indicators);
  writeDraft(context, { ...draft, indicators: draft.indicators.filter(({ code }) => needed.has(code)) }, '指标.csv', noAnswers);
  putInForce(context, scheme);
}

/** The default scheme of domain.md §3.4, as it ships. */
function readScheme(context: Context): Omit<SchemeVersion, 'id'> {
  return schemeFile.parse(JSON.parse(readFileSync(join(context.resources, 'schemes', 'default.json'), 'utf8')));
}

function putInForce(context: Context, scheme: Omit<SchemeVersion, 'id'>): void {
  if (listSchemes(context.reader()).length > 0) return;
  context.write({ action: '启用方案', subject: `${scheme.name} 第 ${scheme.version} 版` }, (tx) => addScheme(tx, scheme));
}

async function read(context: Context, name: string): Promise<Draft> {
  const draft = await readFile(context, join(context.resources, 'demo', `${name}.csv`), noAnswers);
  const problem = draft.problems.find(({ severity }) => severity === 'error');
  if (problem) throw new AppError('import.unsupported', { detail: `演示数据“${name}” ${problem.cell}：${problem.message}` });
  return draft;
}
