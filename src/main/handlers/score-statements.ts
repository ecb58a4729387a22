/** 得分说明书 of one unit or of a whole list: made in the worker, written when all of them are there, logged with what they were made from. */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { UnitWorkFacts } from '../../shared/bulletin/unit-letter.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import { type Context, paperFonts } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import type { Jobs, PaperFormat } from '../jobs/protocol.ts';
import { isOneClerk } from '../store/accounts.ts';
import { addPaper } from '../store/records.ts';
import { countedClaims } from './claim-counts.ts';
import { viewRanking } from './evaluation.ts';
import { recordsOf } from './feeds.ts';
import { askForPaper, formatOf, rememberPaper } from './paper-files.ts';
import { readBulletinSetting, readOffice } from './settings.ts';
import { gatherUnitWork } from './unit-letters.ts';

type Gathered = {
  readonly facts: Jobs['scoreStatements']['input']['facts'];
  readonly units: readonly { readonly code: string; readonly name: string }[];
  /** What the figures rest on, for the log. */
  readonly basis: { readonly scheme: string; readonly engineVersion: string; readonly inputSha256: string };
};

/** @throws AppError list.empty, rules.none */
function gather(context: Context, period: string, list: RankingList): Gathered {
  const db = context.reader();
  const { view, evaluated } = viewRanking(db, period, list);
  const { evaluation } = view;
  if (evaluation.entries.length === 0) throw new AppError('list.empty', { list: listName[list], period: formatPeriod(period) });
  return {
    facts: {
      list: { evaluation, history: view.history, speeches: view.speeches },
      rules: view.rules,
      claims: countedClaims(db, period, null),
      // What is sealed can be printed again, letter by letter, for years: the registers of today do not belong to it.
      records: recordsOf(context, period, list).filter(({ asOf }) => view.seal === null || asOf === 'filled'),
      scheme: { name: view.schemeName, version: view.schemeVersion },
      // The statements go out with the month's bulletin and bear its date.
      office: { issuer: readOffice(db).issuer, signedOn: readBulletinSetting(db, period).signedOn },
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      isDemo: view.isDemo,
      seal: view.seal,
      isOneClerk: isOneClerk(db),
    },
    units: evaluation.entries.map(({ organisation, name }) => ({ code: organisation, name })),
    basis: {
      scheme: `${view.schemeName}第 ${view.schemeVersion} 版`,
      engineVersion: evaluation.engineVersion,
      inputSha256: createHash('sha256').update(JSON.stringify(evaluated.input)).digest('hex'),
    },
  };
}

type Statements = Jobs['scoreStatements']['output'];

const make = (
  context: Context,
  facts: Gathered['facts'],
  organisations: readonly string[],
  format: PaperFormat = 'pdf',
  letters?: UnitWorkFacts,
): Promise<Statements> =>
  context.runner.run('scoreStatements', {
    facts,
    organisations,
    format,
    ...(letters ? { letters } : {}),
    ...paperFonts(context),
  });

/** Writes the files one by one. When one cannot be written (open in a reader, disk full), those before it stay and are logged as well. */
function write(
  context: Context,
  action: string,
  subject: string,
  { facts, basis }: Gathered,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): void {
  const written: { readonly name: string; readonly sha256: string }[] = [];
  try {
    for (const { path, bytes } of files) {
      writeOutput(path, bytes);
      rememberPaper(context, path);
      written.push({ name: basename(path), sha256: createHash('sha256').update(bytes).digest('hex') });
    }
  } finally {
    if (written.length > 0) {
      context.write({ action, subject, detail: { ...basis, files: written } }, (tx) => {
        for (const { name, sha256 } of written) addPaper(tx, facts.list.evaluation.period, 'scoreStatement', name, sha256);
      });
    }
  }
}

/** A unit's name may hold signs that no file name can. */
const fileName = (name: string, format: PaperFormat): string => `${name.replace(/[\\/:*?"<>|]/g, '_')}.${format}`;

type Series = { readonly period: string; readonly list: RankingList; readonly format?: PaperFormat };

/** Makes one file a unit and writes them all into a folder that exists. @returns the names written, by rank */
async function exportSeries(
  context: Context,
  { period, list, format = 'pdf' }: Series,
  folder: string,
  letters?: UnitWorkFacts,
): Promise<readonly string[]> {
  const gathered = gather(context, period, list);
  const codes = gathered.units.map(({ code }) => code);
  const made = await make(context, gathered.facts, codes, format, letters);
  const files = made.map(({ name, bytes }) => ({ path: join(folder, fileName(name, format)), bytes }));
  const subject = `${formatPeriod(period)}${listName[list]} ${files.length} 份`;
  write(context, letters ? '导出一区一单' : '导出得分说明书', subject, gathered, files);
  return files.map(({ path }) => basename(path));
}

/** 得分说明书 of a whole list. */
export const exportStatements = (context: Context, asked: Series, folder: string): Promise<readonly string[]> =>
  exportSeries(context, asked, folder);

/** 一区一单: a letter to every unit of a list, its 得分说明书 behind it. */
export const exportLetters = (context: Context, asked: Series, folder: string): Promise<readonly string[]> =>
  exportSeries(context, asked, folder, gatherUnitWork(context, asked.period));

export const scoreStatements = {
  'scoreStatements.export': async ({ period, list, organisation }, context) => {
    const gathered = gather(context, period, list);
    const unit = gathered.units.find(({ code }) => code === organisation);
    if (!unit) throw new AppError('organisation.unknown', { name: organisation });
    const path = await askForPaper(context, '保存得分说明书', `得分说明书 ${formatPeriod(period)} ${unit.name}`);
    if (path === null) return null;
    const statements = await make(context, gathered.facts, [organisation], formatOf(path));
    const subject = `${formatPeriod(period)} ${unit.name}`;
    write(
      context,
      '导出得分说明书',
      subject,
      gathered,
      statements.map(({ bytes }) => ({ path, bytes })),
    );
    return { file: basename(path) };
  },
  'scoreStatements.exportAll': async ({ period, list }, context) => {
    const folder = await context.dialogs.chooseFolder('选择存放一区一单的文件夹');
    if (folder === null) return null;
    return { folder: basename(folder), files: await exportLetters(context, { period, list }, folder) };
  },
} satisfies Partial<Handlers>;
