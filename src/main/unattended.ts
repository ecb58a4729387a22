/**
 * The program without a window, for scheduled runs and for checking: one verb, JSON on standard output, sentences on standard error.
 * Exit 0 done; 1 a known problem; 2 the file to import has problems and nothing was written; 3 something sealed is not as it was; 64 the
 * command itself is wrong.
 */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { MonthPaperFormat } from '../shared/contract/month-papers.ts';
import type { RankingList } from '../shared/engine/index.ts';
import { AppError } from '../shared/errors.ts';
import { formatPeriod, parsePeriod } from '../shared/period.ts';
import { listName, sentence } from '../shared/text.ts';
import { type App, createApp, type Parts } from './app.ts';
import type { Dialogs } from './context.ts';
import { fillWithDemoWork } from './demo-work/fill.ts';
import { signedPapers } from './handlers/bulletin-register.ts';
import { exportBulletin, makeBulletin } from './handlers/bulletins.ts';
import { exportReport, makeReport } from './handlers/consultation-reports.ts';
import { rankingWorkbook } from './handlers/exports.ts';
import { fillWithDemo, fillWithScheme } from './handlers/fill.ts';
import { type Answers, commitDraft, noAnswers, readFile } from './handlers/imports.ts';
import { writeMonthPapers } from './handlers/month-papers.ts';
import { exportStatements } from './handlers/score-statements.ts';
import { exportVerifier } from './handlers/seals.ts';
import { writeOutput } from './jobs/output-file.ts';
import { runSteps, type StepsDesk, stepsDesk } from './steps.ts';
import { hasAccounts } from './store/accounts.ts';
import { dataFile } from './store/open.ts';

export type Surroundings = Parts & {
  readonly resources: string;
  readonly print: (json: unknown) => void;
  readonly say: (sentence: string) => void;
};

const USAGE = `用法：
  batch init --data <文件夹> [--demo]
  batch import <文件> --data <文件夹> [--accept-good] [--period 2018-02（表中没有写明月份时）]
  batch rank --data <文件夹> --period 2018-02 [--list 区县|专项小组] [--indicator 编码]
  batch export --data <文件夹> --period 2018-02 --to <文件夹>
  batch statements --data <文件夹> --period 2018-02 --to <文件夹> [--list 区县|专项小组]
  batch consultation --data <文件夹> --period 2018-02 --to <文件夹> [--organisation 编码或名称（不写为末位单位）] [--list 区县|专项小组] [--format pdf|docx|both]
  batch papers --data <文件夹> --period 2018-02 --to <文件夹> [--format pdf|docx|both]
  batch seal --data <文件夹> --period 2018-02 [--review（先一并报送、审核）] [--accept-doubts]
  batch steps <步骤文件.json> --data <文件夹>
  batch verify --data <文件夹>
  batch verifier --data <文件夹> --period 2018-02 --to <文件夹>`;

/** Nobody is there to answer a dialog. */
export const noDialogs: Dialogs = {
  openFile: async () => null,
  saveFile: async () => null,
  chooseFolder: async () => null,
  show: async () => undefined,
  print: async () => 'cancelled',
};

/**
 * Runs one verb.
 * @param args what follows `batch --` or `--batch`
 * @returns the exit code; everything known is said in words, anything unforeseen is thrown
 */
export async function runUnattended(args: readonly string[], around: Surroundings): Promise<number> {
  let parsed: ReturnType<typeof read>;
  try {
    parsed = read(args);
  } catch (cause) {
    around.say(`命令写法不对：${wrongOption(cause)}。\n${USAGE}`);
    return 64;
  }
  const [verb, ...rest] = parsed.positionals;
  const { data } = parsed.values;
  const run = verb === undefined ? undefined : VERBS[verb];
  if (!run || data === undefined) {
    around.say(run ? `请用 --data 指明数据文件夹。\n${USAGE}` : USAGE);
    return 64;
  }
  const folder = resolve(data);
  const desk = stepsDesk();
  let app: App | undefined;
  try {
    if (verb !== 'init' && !existsSync(dataFile(folder))) {
      throw new AppError('data.missing', { what: `“${folder}”中的数据文件（可先运行 init）` });
    }
    app = createApp({
      folder,
      resources: around.resources,
      version: around.version,
      spawnWorker: around.spawnWorker,
      verifierScript: around.verifierScript,
      dialogs: verb === 'steps' ? desk.dialogs : noDialogs,
    });
    return await run(app, rest, parsed.values, around, desk);
  } catch (error) {
    if (error instanceof AppError) {
      around.say(sentence(error));
      around.print({ error: { code: error.code, message: sentence(error) } });
      return 1;
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    around.say(stack);
    around.print({ error: { code: 'internal', message: stack.split('\n')[0] } });
    return 70;
  } finally {
    await app?.close();
  }
}

/** What parseArgs says in English, in words: it names the option in quotation marks. */
function wrongOption(cause: unknown): string {
  const { code, message } = cause as { readonly code?: string; readonly message?: string };
  const option = /'(--?[^\s']+)/.exec(message ?? '')?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `没有 ${option} 这个选项`;
  return option === '' ? '选项不能这样写' : `${option} 后面要写内容，或不能写内容`;
}

const read = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      demo: { type: 'boolean' },
      'accept-good': { type: 'boolean' },
      period: { type: 'string' },
      list: { type: 'string' },
      indicator: { type: 'string' },
      organisation: { type: 'string' },
      to: { type: 'string' },
      format: { type: 'string' },
      'accept-doubts': { type: 'boolean' },
      review: { type: 'boolean' },
    },
  });
type Values = ReturnType<typeof read>['values'];
type Verb = (app: App, rest: readonly string[], values: Values, around: Surroundings, desk: StepsDesk) => Promise<number>;

const VERBS: Readonly<Record<string, Verb>> = {
  init: async (app, _, values, { print }) => {
    const { isEmpty } = await app.run('overview.program', {});
    const isUntouched = isEmpty && (await app.run('schemes.list', {})).length === 0;
    if (isUntouched) await (values.demo ? fillWithDemo(app.context) : fillWithScheme(app.context));
    if (isUntouched && values.demo) fillWithDemoWork(app.context);
    const organisations = await app.run('organisations.list', {});
    const periods = await app.run('periods.list', {});
    print({
      data: app.context.folder,
      created: isUntouched,
      organisations: organisations.length,
      periods: periods.length,
      observations: periods.reduce((n, period) => n + period.observations, 0),
    });
    return 0;
  },
  import: async (app, [file], values, { print, say }) => {
    if (file === undefined) {
      say(`请写明要导入的文件。\n${USAGE}`);
      return 64;
    }
    const path = existingFile(file);
    const answers: Answers = values.period === undefined ? noAnswers : { ...noAnswers, period: periodOf(values) };
    const draft = await readFile(app.context, path, answers);
    const errors = draft.problems.filter((problem) => problem.severity === 'error');
    const report = {
      file: basename(path),
      problems: draft.problems.map(({ sheet, cell, severity, code, message }) => ({ sheet, cell, severity, code, message })),
      unknown: draft.unknowns,
      notes: draft.notes,
    };
    if (errors.length > 0 && !values['accept-good']) {
      say(sentence(new AppError('import.problems', { count: errors.length })));
      for (const problem of errors.slice(0, 20)) say(`${problem.sheet} ${problem.cell}：${problem.message}`);
      print({ written: false, ...report });
      return 2;
    }
    if (draft.organisations.length + draft.indicators.length + draft.observations.length === 0) {
      throw new AppError('import.nothing', { name: file });
    }
    const result = commitDraft(app.context, draft, basename(path), answers, values['accept-good'] === true);
    print({ written: true, ...result, ...report });
    return 0;
  },
  rank: async (app, _, values, { print }) => {
    const period = periodOf(values);
    const list = listOf(values.list);
    if (values.indicator !== undefined) {
      const { entries, missing, indicator } = await app.run('rankings.indicator', { period, list, indicator: values.indicator });
      print({
        period,
        list: listName[list],
        indicator: indicator.code,
        entries: entries.map(({ organisation, value, rank }) => ({ organisation, value, rank })),
        missing,
      });
      return 0;
    }
    const { evaluation, isDemo } = await app.run('rankings.view', { period, list });
    print({
      period,
      list: listName[list],
      demo: isDemo,
      entries: evaluation.entries.flatMap(({ name, score, rank, change }) =>
        rank === null ? [] : [{ organisation: name, score, rank, change }],
      ),
      missing: evaluation.missing.map(({ name }) => name),
    });
    return 0;
  },
  export: async (app, _, values, { print, say }) => {
    const period = periodOf(values);
    if (values.to === undefined) {
      say(`请用 --to 指明输出文件夹。\n${USAGE}`);
      return 64;
    }
    const files = await exportMonth(app, period, resolve(values.to));
    print({ period, files });
    return 0;
  },
  seal: async (app, _, values, { print }) => {
    // Duties that people hold by name are not done by nobody.
    if (hasAccounts(app.context.reader())) throw new AppError('seal.unattended', {});
    if (values.review) await reviewAll(app, periodOf(values));
    const { period, version, code } = await app.run('seals.seal', {
      period: periodOf(values),
      acceptDoubts: values['accept-doubts'] === true,
    });
    print({ period, version, code });
    return 0;
  },
  steps: async (app, [file], _, { print, say }, desk) => {
    if (file === undefined) {
      say(`请写明步骤文件。\n${USAGE}`);
      return 64;
    }
    const path = existingFile(file);
    print(await runSteps(app, desk, readFileSync(path, 'utf8'), path));
    return 0;
  },
  verify: async (app, _, __, { print, say }) => {
    const { seals, records, files, difference } = await app.run('seals.verify', {});
    if (difference) say(`${difference.where}：${difference.what}。`);
    print({ seals, records, files, difference });
    return difference ? 3 : 0;
  },
  verifier: async (app, _, values, { print, say }) => {
    const period = periodOf(values);
    if (values.to === undefined) {
      say(`请用 --to 指明输出文件夹。\n${USAGE}`);
      return 64;
    }
    const folder = resolve(values.to);
    makeFolder(folder);
    const file = `${formatPeriod(period)}核验文件.html`;
    await exportVerifier(app.context, period, join(folder, file));
    print({ period, files: [file] });
    return 0;
  },
  papers: async (app, _, values, { print, say }) => {
    const period = periodOf(values);
    const formats = FORMATS[values.format ?? 'pdf'];
    if (values.to === undefined || !formats) {
      say(values.to === undefined ? `请用 --to 指明输出文件夹。\n${USAGE}` : `--format 可写 pdf、docx 或 both。\n${USAGE}`);
      return 64;
    }
    const folder = resolve(values.to);
    makeFolder(folder);
    const { papers } = await writeMonthPapers(app.context, { period, formats, folder });
    print({ period, papers });
    return 0;
  },
  consultation: async (app, _, values, { print, say }) => {
    const period = periodOf(values);
    const list = listOf(values.list);
    const formats = FORMATS[values.format ?? 'pdf'];
    if (values.to === undefined || !formats) {
      say(values.to === undefined ? `请用 --to 指明输出文件夹。\n${USAGE}` : `--format 可写 pdf、docx 或 both。\n${USAGE}`);
      return 64;
    }
    const { units, opened } = await app.run('consultations.candidates', { period, list });
    const wanted = values.organisation;
    const chosen =
      wanted === undefined ? opened : units.filter(({ organisation, name }) => organisation === wanted || name === wanted);
    if (wanted !== undefined && chosen.length === 0) throw new AppError('organisation.unknown', { name: wanted });
    const folder = resolve(values.to);
    makeFolder(folder);
    const files: string[] = [];
    for (const { organisation } of chosen) {
      const { token, name } = await makeReport(app.context, { period, list, organisation });
      for (const format of formats) {
        await exportReport(app.context, token, join(folder, `${name}.${format}`));
        files.push(`${name}.${format}`);
      }
    }
    print({ period, list: listName[list], files });
    return 0;
  },
  statements: async (app, _, values, { print, say }) => {
    const period = periodOf(values);
    const list = listOf(values.list);
    if (values.to === undefined) {
      say(`请用 --to 指明输出文件夹。\n${USAGE}`);
      return 64;
    }
    const folder = resolve(values.to);
    makeFolder(folder);
    print({ period, list: listName[list], files: await exportStatements(app.context, { period, list }, folder) });
    return 0;
  },
};

const FORMATS: Readonly<Record<string, readonly MonthPaperFormat[]>> = { pdf: ['pdf'], docx: ['docx'], both: ['pdf', 'docx'] };

function existingFile(file: string): string {
  const path = resolve(file);
  if (!existsSync(path)) throw new AppError('file.notFound', { name: file });
  if (!statSync(path).isFile()) throw new AppError('file.unreadable', { name: file });
  return path;
}

/** 报送 and 审核 of every table that is not there yet, as one clerk does both. */
export async function reviewAll(app: App, period: string): Promise<void> {
  const waiting = async (states: readonly string[]) => {
    const { lists } = await app.run('submissions.view', { period });
    return lists.flatMap(({ rows }) =>
      rows.flatMap(({ organisation, tables }) =>
        tables.flatMap((table) => (states.includes(table.state) ? [{ organisation, block: table.block }] : [])),
      ),
    );
  };
  const unsent = await waiting(['open', 'returned']);
  if (unsent.length > 0) await app.run('submissions.submit', { period, tables: unsent });
  const sent = await waiting(['submitted']);
  if (sent.length > 0) await app.run('submissions.review', { period, tables: sent });
}

/** Writes a month's bulletin, the signed ones as they were kept, and its ranking workbook into a folder. Returns the names written. */
export async function exportMonth(app: App, period: string, folder: string): Promise<readonly string[]> {
  const signed = signedPapers(app.context.reader(), period);
  const made = signed.length > 0 ? null : await makeBulletin(app.context, period, '内部版');
  makeFolder(folder);
  for (const { name, bytes } of signed) writeOutput(join(folder, name), bytes);
  if (made) await exportBulletin(app.context, made.token, join(folder, `${made.name}.pdf`));
  const workbook = `${formatPeriod(period)}改革督察排名.xlsx`;
  writeOutput(join(folder, workbook), await rankingWorkbook(app.context, period));
  return [...(made ? [`${made.name}.pdf`] : signed.map(({ name }) => name)), workbook];
}

/** A file in the place of the folder, or a disk that takes none, is a sentence. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new AppError('file.denied', { name: folder }, { cause });
  }
}

function periodOf(values: Values): string {
  if (values.period === undefined) throw new AppError('period.missing', {});
  const period = parsePeriod(values.period);
  if (period === null) throw new AppError('period.invalid', { text: values.period });
  return period;
}

function listOf(text: string | undefined): RankingList {
  if (text === undefined || text === listName.district || text === 'district') return 'district';
  if (text === listName.specialGroup || text === 'specialGroup') return 'specialGroup';
  throw new AppError('data.missing', { what: `名为“${text}”的排名（可用：区县、专项小组）` });
}
