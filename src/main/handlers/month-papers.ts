/**
 * 本月全部材料: every kind of paper of a period in one run. Each kind is made by the method a clerk would call for it; its dialogs are answered with
 * names in one folder, so that names, checks and the record are those of the single paper.
 */
import { mkdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { composeMeetingPapers } from '../../shared/bulletin/meeting-paper.ts';
import { composeProblemList } from '../../shared/bulletin/problem-list.ts';
import type { MonthPaper, MonthPaperFormat, MonthPapers } from '../../shared/contract/month-papers.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { daysOf } from '../../shared/tasks/count.ts';
import { DEMO_SOURCE, sentence } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { signedOf } from '../store/bulletins.ts';
import { organisationsIn } from '../store/organisations.ts';
import { saveSigned } from './bulletin-register.ts';
import { exportBulletin, makeBulletin } from './bulletins.ts';
import { exportReport, makeReport } from './consultation-reports.ts';
import { consultations } from './consultations.ts';
import { corrections } from './corrections.ts';
import { viewRanking } from './evaluation.ts';
import { exports } from './exports.ts';
import { gatherFacts } from './facts.ts';
import { inspectionDraws } from './inspection-draws.ts';
import { inspectionProblems } from './inspection-problems.ts';
import { inspections } from './inspections.ts';
import { refuseNotHeld } from './locks.ts';
import { exportPapers } from './notice-papers.ts';
import { notices } from './notices.ts';
import { panels } from './panels.ts';
import { askForPaper, savePaper } from './paper-files.ts';
import { publicityDigest } from './publicity-digest.ts';
import { exportLetters } from './score-statements.ts';
import { readBulletinSetting, readOffice } from './settings.ts';
import { submissions } from './submissions.ts';
import { gatherUnitWork } from './unit-letters.ts';

/** One paper to be made at a desk whose dialogs are answered. */
type Work = (desk: Desk) => unknown;
type Kind = {
  readonly name: string;
  /** A workbook or a Word file whatever was asked for: made once. */
  readonly isOnce?: true;
  /** What there is to make, or why there is nothing. */
  readonly plan: (context: Context, period: string) => readonly Work[] | string;
};

type Desk = {
  readonly context: Context;
  readonly period: string;
  readonly folder: string;
  readonly format: MonthPaperFormat;
  /** For papers that bring their own names. */
  readonly wrote: (files: readonly string[]) => void;
};

/** What was signed is handed out as it was kept; null while nothing is. */
function signedBulletins({ reader }: Context, period: string, edition: '内部版' | '公开版'): readonly Work[] | null {
  const signed = signedOf(reader(), period, edition);
  if (signed.length === 0) return null;
  return signed.map(
    ({ id }) =>
      ({ context, format }: Desk) =>
        saveSigned(context, id, format === 'docx' ? 'word' : 'full'),
  );
}

const bulletin = (edition: '内部版' | '公开版'): Kind => ({
  name: `通报（${edition}）`,
  plan: (program, of) =>
    signedBulletins(program, of, edition) ?? [
      async ({ context, period }) => {
        const { token, name } = await makeBulletin(context, period, edition);
        const path = await askForPaper(context, '保存通报', name);
        if (path !== null) await exportBulletin(context, token, path);
      },
    ],
});

/** In the order they are made, and listed afterwards. */
const KINDS: readonly Kind[] = [
  bulletin('内部版'),
  bulletin('公开版'),
  {
    name: '排名工作簿',
    isOnce: true,
    plan: () => [({ context, period }) => exports['exports.ranking']({ period }, context)],
  },
  {
    name: '一区一单（附得分说明书）',
    plan: (context, period) =>
      (['district', 'specialGroup'] as const)
        .filter((list) => organisationsIn(context.reader(), list, period).length > 0)
        .map(
          (list): Work =>
            async ({ context: desk, folder, format, wrote }) => {
              wrote(await exportLetters(desk, { period, list, format }, folder));
            },
        ),
  },
  { name: '会议材料', plan: () => [({ context, period }) => saveMeeting(context, period)] },
  {
    name: '专门情况报告',
    plan: (context, period) => {
      const { opened } = consultations['consultations.candidates']({ period, list: 'district' }, context);
      if (opened.length === 0) return `${formatPeriod(period)}没有会诊对象。`;
      return opened.map(
        ({ organisation }): Work =>
          async ({ context: desk }) => {
            const { token, name } = await makeReport(desk, { period, list: 'district', organisation });
            const path = await askForPaper(desk, '保存专门情况报告', name);
            if (path !== null) await exportReport(desk, token, path);
          },
      );
    },
  },
  {
    name: '三单一书',
    plan: (context, period) => {
      const { first, last } = daysOf(period);
      const issued = notices['notices.view']({ period }, context).rows.filter(
        ({ issuedOn }) => issuedOn !== null && issuedOn >= first && issuedOn <= last,
      );
      if (issued.length === 0) return `${formatPeriod(period)}没有签发三单一书。`;
      const ids = issued.map(({ id }) => id);
      return [({ context: desk }) => exportPapers(desk, ids)];
    },
  },
  { name: '催报单', plan: () => [({ context, period }) => submissions['submissions.reminder']({ period }, context)] },
  {
    name: '督察单',
    plan: (context, period) => {
      const signed = inspections['inspections.visits']({ period }, context).rows.filter(({ isSigned }) => isSigned);
      if (signed.length === 0) return `${formatPeriod(period)}没有签字确认的督察记录。`;
      return signed.map(
        ({ id, site }): Work =>
          ({ context: desk }) =>
            inspections['inspections.form']({ period, site: site.code, visit: id }, desk),
      );
    },
  },
  {
    name: '督察问题清单',
    plan: (context, period) => {
      const problems = inspectionProblems['inspections.problems']({ period }, context).problems.filter(
        ({ state }) => state !== 'closed',
      );
      if (problems.length === 0) return '没有未销号的问题。';
      const db = context.reader();
      const { signedOn } = readBulletinSetting(db, period);
      const marks = viewRanking(db, period, 'district').view.isDemo ? [DEMO_SOURCE] : [];
      const paper = composeProblemList({ period, issuer: readOffice(db).issuer, signedOn, marks, problems });
      const what = { title: '保存督察问题清单', name: paper.name };
      return [
        ({ context: desk }) => savePaper(desk, what, { kind: 'composedPaper', facts: paper }, { action: '导出督察问题清单' }),
      ];
    },
  },
  {
    name: '抽取证书',
    plan: (context, period) => {
      const drawn = inspectionDraws['inspections.draws']({ period }, context).lists.filter(
        ({ certificate }) => certificate !== null,
      );
      if (drawn.length === 0) return `${formatPeriod(period)}没有抽取过点位。`;
      return drawn.map(
        ({ id }): Work =>
          ({ context: desk }) =>
            inspectionDraws['inspections.certificate']({ id }, desk),
      );
    },
  },
  {
    name: '更正单',
    plan: (context, period) => {
      const signed = corrections['corrections.list']({ period }, context).filter(({ state }) => state === 'signed');
      if (signed.length === 0) return `${formatPeriod(period)}没有签批的更正单。`;
      return signed.map(
        ({ id }): Work =>
          ({ context: desk }) =>
            corrections['corrections.export']({ id }, desk),
      );
    },
  },
  {
    name: '评分结果',
    plan: (context, period) => {
      const closed = panels['panels.list']({ period }, context).panels.filter(({ isClosed }) => isClosed);
      if (closed.length === 0) return `${formatPeriod(period)}没有已结束的评分。`;
      return closed.map(
        ({ id }): Work =>
          ({ context: desk }) =>
            panels['panels.print']({ id }, desk),
      );
    },
  },
  {
    name: '宣传月报',
    isOnce: true,
    // Nobody has looked at what the 脱敏检查 finds: then it says so and writes none.
    plan: () => [
      ({ context, period }) => publicityDigest['publicity.export']({ period, form: 'docx', isChecked: false }, context),
    ],
  },
];

/**
 * Makes every kind of paper of a period and writes them into a folder that exists.
 * A kind that cannot be made says why and the others go on; cancelled, it stops with what is written whole.
 * @throws AppError job.busy, and whatever no paper could be made without (list.empty, rules.none)
 */
export async function writeMonthPapers(
  context: Context,
  {
    period,
    formats,
    folder,
  }: { readonly period: string; readonly formats: readonly MonthPaperFormat[]; readonly folder: string },
): Promise<MonthPapers> {
  refuseNotHeld(context.reader(), period);
  // Without a ranking there is no month to print.
  gatherFacts(context, period, '内部版');
  const papers: MonthPaper[] = [];
  const used = new Set<string>();
  let isCancelled = false;
  await context.runner.series(KINDS.length, async ({ runner, step }) => {
    for (const { name, isOnce, plan } of KINDS) {
      const files: string[] = [];
      let reason: string | null = null;
      try {
        step(name);
        const works = plan(context, period);
        if (typeof works === 'string') reason = works;
        else {
          for (const format of isOnce ? formats.slice(0, 1) : formats) {
            const wrote = (names: readonly string[]): void => void files.push(...names);
            const desk = deskContext({ ...context, runner }, { folder, format, used, wrote });
            for (const work of works) await work({ context: desk, period, folder, format, wrote });
          }
        }
      } catch (error) {
        isCancelled = error instanceof AppError && error.code === 'job.cancelled';
        // One kind that fails unforeseen must not cost the clerk the others; whoever looks after the program finds it in the log.
        if (!(error instanceof AppError)) context.log.line(`monthPapers ${name} ${error instanceof Error ? error.stack : error}`);
        reason = error instanceof AppError ? sentence(error) : '程序出错，没有写成；其他材料不受影响，原因已记入日志。';
      }
      papers.push({ name, files, reason: isCancelled ? '已取消。' : reason });
      if (isCancelled) return;
    }
  });
  return { folder: basename(folder), papers, isCancelled };
}

type Answers = Pick<Desk, 'folder' | 'format' | 'wrote'> & { readonly used: Set<string> };

/**
 * A context whose dialogs are answered: the proposed name in the folder, Word where it was asked for and can be. A name counts as written when the
 * act of writing it is in the record: a paper that fails after its name was asked for has left nothing.
 */
function deskContext(context: Context, { folder, format, used, wrote }: Answers): Context {
  let asked: string | null = null;
  const desk: Context = {
    ...context,
    dialogs: {
      ...context.dialogs,
      saveFile: async (_, proposed, others = []) => {
        const own = extname(proposed);
        const ending = others.includes(`.${format}`) ? `.${format}` : own;
        const stem = proposed.slice(0, proposed.length - own.length).replace(/[\\/:*?"<>|]/g, '_');
        asked = freeName(stem, ending, used);
        return join(folder, asked);
      },
    },
    write: (act, work) => {
      const result = context.write(act, work);
      if (asked !== null) wrote([asked]);
      asked = null;
      return result;
    },
  };
  return desk;
}

/** Two sites of one name are two papers. */
function freeName(stem: string, ending: string, used: Set<string>): string {
  let name = `${stem}${ending}`;
  for (let copy = 2; used.has(name.toLowerCase()); copy += 1) name = `${stem}（${copy}）${ending}`;
  used.add(name.toLowerCase());
  return name;
}

/** 会议材料 of a month. @throws AppError list.empty, ranking.none, rules.none */
function saveMeeting(context: Context, period: string) {
  const papers = composeMeetingPapers({
    month: gatherFacts(context, period, '内部版').facts,
    rules: viewRanking(context.reader(), period, 'district').view.rules,
    ...gatherUnitWork(context, period),
  });
  const what = { title: '保存会议材料', name: papers[0].name };
  return savePaper(context, what, { kind: 'composedPaper', facts: papers }, { action: '导出会议材料' });
}

/** A folder of the month's own, so that nothing else in the chosen one is touched. @throws AppError file.denied */
function monthFolder(chosen: string, period: string): string {
  const folder = join(chosen, `${formatPeriod(period)}材料`);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new AppError('file.denied', { name: folder }, { cause });
  }
  return folder;
}

export const monthPapers = {
  'monthPapers.export': async ({ period, formats }, context) => {
    const chosen = await context.dialogs.chooseFolder('选择存放本月材料的文件夹');
    if (chosen === null) return null;
    return writeMonthPapers(context, { period, formats, folder: monthFolder(chosen, period) });
  },
  'monthPapers.meeting': ({ period }, context) => saveMeeting(context, period),
} satisfies Partial<Handlers>;
