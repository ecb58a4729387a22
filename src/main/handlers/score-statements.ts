/** 得分说明书 of one unit or of a whole list: made in the worker, written when all of them are there, logged with what they were made from. */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import { type Context, paperFonts } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import type { Jobs } from '../jobs/protocol.ts';
import { isOneClerk } from '../store/accounts.ts';
import { addPaper } from '../store/records.ts';
import { countedClaims } from './claim-counts.ts';
import { viewRanking } from './evaluation.ts';
import { readBulletinSetting, readOffice } from './settings.ts';

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

const make = (context: Context, facts: Gathered['facts'], organisations: readonly string[]): Promise<Statements> =>
  context.runner.run('scoreStatements', { facts, organisations, ...paperFonts(context) });

/** Writes the files one by one. When one cannot be written (open in a reader, disk full), those before it stay and are logged as well. */
function write(
  context: Context,
  subject: string,
  { facts, basis }: Gathered,
  files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
): void {
  const written: { readonly name: string; readonly sha256: string }[] = [];
  try {
    for (const { path, bytes } of files) {
      writeOutput(path, bytes);
      written.push({ name: basename(path), sha256: createHash('sha256').update(bytes).digest('hex') });
    }
  } finally {
    if (written.length > 0) {
      context.write({ action: '导出得分说明书', subject, detail: { ...basis, files: written } }, (tx) => {
        for (const { name, sha256 } of written) addPaper(tx, facts.list.evaluation.period, 'scoreStatement', name, sha256);
      });
    }
  }
}

/** A unit's name may hold signs that no file name can. */
const fileName = (name: string): string => `${name.replace(/[\\/:*?"<>|]/g, '_')}.pdf`;

/**
 * 一区一单: makes the statements of a list and writes them into a folder that exists.
 * @returns the names written, by rank
 */
export async function exportStatements(
  context: Context,
  period: string,
  list: RankingList,
  folder: string,
): Promise<readonly string[]> {
  const gathered = gather(context, period, list);
  const statements = await make(
    context,
    gathered.facts,
    gathered.units.map(({ code }) => code),
  );
  const files = statements.map(({ name, bytes }) => ({ path: join(folder, fileName(name)), bytes }));
  write(context, `${formatPeriod(period)}${listName[list]} ${files.length} 份`, gathered, files);
  return files.map(({ path }) => basename(path));
}

export const scoreStatements = {
  'scoreStatements.export': async ({ period, list, organisation }, context) => {
    const gathered = gather(context, period, list);
    const unit = gathered.units.find(({ code }) => code === organisation);
    if (!unit) throw new AppError('organisation.unknown', { name: organisation });
    const path = await context.dialogs.saveFile('保存得分说明书', fileName(`得分说明书 ${formatPeriod(period)} ${unit.name}`));
    if (path === null) return null;
    const statements = await make(context, gathered.facts, [organisation]);
    const subject = `${formatPeriod(period)} ${unit.name}`;
    write(
      context,
      subject,
      gathered,
      statements.map(({ bytes }) => ({ path, bytes })),
    );
    return { file: basename(path) };
  },
  'scoreStatements.exportAll': async ({ period, list }, context) => {
    const folder = await context.dialogs.chooseFolder('选择存放得分说明书的文件夹');
    if (folder === null) return null;
    return { folder: basename(folder), files: await exportStatements(context, period, list, folder) };
  },
} satisfies Partial<Handlers>;
