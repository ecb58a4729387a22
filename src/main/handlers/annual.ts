import { z } from 'zod';
import { heldInYear } from '../../shared/cadence.ts';
import { type AnnualSettings, type AnnualView, annualRules } from '../../shared/contract/annual.ts';
import { annualStanding } from '../../shared/engine/annual.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { periodKind } from '../../shared/period.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { organisationsIn } from '../store/organisations.ts';
import { readSetting, saveSetting } from '../store/records.ts';
import { isSealed } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { evaluateYear, inWords } from './evaluation.ts';
import { gatherWork } from './month-work.ts';
import { savePaper } from './paper-files.ts';
import { readCadence, readOffice } from './settings.ts';

/** domain.md §5.1–§5.3: 50 % monthly; 40, 20, 20, 10, 10 of the other half; 90, 80, 70, 优秀 at most 30 %; a veto keeps a unit at 一般. */
const DEFAULTS: AnnualSettings = {
  monthlyShare: '0.5',
  publishedDecimals: 2,
  plannedMonths: 12,
  lowest: '60',
  highest: '100',
  parts: [
    { code: 'tasks', name: '年度任务完成', share: '0.4' },
    { code: 'inspection', name: '督察年度核验', share: '0.2' },
    { code: 'review', name: '述职评议', share: '0.2' },
    { code: 'satisfaction', name: '群众满意度', share: '0.1' },
    { code: 'innovation', name: '改革创新成果', share: '0.1' },
  ],
  grades: [
    { name: '优秀', from: '90', mostShare: '0.3' },
    { name: '良好', from: '80', mostShare: null },
    { name: '一般', from: '70', mostShare: null },
    { name: '较差', from: '0', mostShare: null },
  ],
  vetoGrade: '一般',
};

type Marks = Readonly<Record<string, Readonly<Record<string, string>>>>;
const marksSchema: z.ZodType<Marks> = z.record(z.string(), z.record(z.string(), z.string()));

const readSettings = (db: Reader): AnnualSettings => {
  const saved = annualRules.safeParse(readSetting(db, 'annual'));
  return saved.success ? saved.data : DEFAULTS;
};
const readMarks = (db: Reader, year: string): Marks => {
  const saved = marksSchema.safeParse(readSetting(db, `annualMarks:${year}`));
  return saved.success ? saved.data : {};
};

/** A list's year as it stands: the periods held, what the year-end parts say so far, and what can still change. */
function viewAnnual(context: Context, year: string, list: RankingList): AnnualView {
  const db = context.reader();
  const settings = readSettings(db);
  const evaluations = evaluateYear(db, year, list);
  const held = heldInYear(year, readCadence(db));
  const planned = Math.min(settings.plannedMonths, held.length);
  const last = evaluations.at(-1);
  const units = organisationsIn(db, list, last?.evaluation.period ?? `${year}-12`);
  const marks = readMarks(db, year);
  const course = Object.fromEntries(
    units.map(({ code }) => [
      code,
      evaluations.map(({ evaluation }) => {
        const entry = evaluation.entries.find((row) => row.organisation === code);
        return { score: entry?.score ?? null, rank: entry?.rank ?? null };
      }),
    ]),
  );
  const isVetoed = (code: string): boolean =>
    evaluations.some(({ evaluation }) => evaluation.entries.some((entry) => entry.organisation === code && entry.isVetoed));
  const entries = inWords(() =>
    annualStanding(
      units.map(({ code, name }) => ({
        code,
        name,
        months: (course[code] ?? []).map((month) => month.score),
        marks: marks[code] ?? {},
        isVetoed: isVetoed(code),
      })),
      { ...settings, plannedMonths: planned },
    ),
  );
  const place = (entry: (typeof entries)[number]): number => entry.rank ?? entry.meanRank ?? Number.POSITIVE_INFINITY;
  return {
    year,
    settings,
    planned,
    isMonthly: held.every((period) => periodKind(period) === 'month'),
    months: evaluations.map(({ evaluation }) => evaluation.period),
    course,
    marks,
    entries: [...entries].sort((a, b) => place(a) - place(b)),
    isDemo: evaluations.some(({ isDemo }) => isDemo),
    isTrial:
      evaluations.length < planned ||
      evaluations.some(({ evaluation }) => !isSealed(db, evaluation.period)) ||
      entries.some(({ total }) => total === null),
  };
}

export const annual = {
  'annual.view': ({ year, list }, context) => viewAnnual(context, year, list),
  'annual.work': ({ year }, context) => gatherWork(context, year),
  'annual.export': async ({ year, list }, context) => {
    const view = viewAnnual(context, year, list);
    if (view.months.length === 0) throw new AppError('ranking.none', { list: listName[list], period: `${year}年` });
    const facts = { view, list, work: gatherWork(context, year), issuer: readOffice(context.reader()).issuer };
    const saved = await savePaper(
      context,
      { title: '保存年度成绩', name: `${year}年${listName[list]}改革督察年度成绩` },
      { kind: 'annualPaper', facts },
      { action: '导出年度成绩' },
    );
    return saved && { file: saved.file };
  },
  'annual.saveSettings': (settings, context) => {
    inWords(() => annualStanding([], settings));
    context.write({ action: '修改年度考核办法', subject: '年度考核', detail: settings }, (tx) =>
      saveSetting(tx, 'annual', settings),
    );
    return null;
  },
  'annual.saveMarks': ({ year, marks }, context) => {
    const act = { action: '填写年终评分', subject: `${year}年 ${marks.length} 格`, detail: marks };
    context.write(act, (tx) => {
      const next: Record<string, Record<string, string>> = Object.fromEntries(
        Object.entries(readMarks(tx, year)).map(([code, row]) => [code, { ...row }]),
      );
      for (const { organisation, part, mark } of marks) {
        const row = next[organisation] ?? {};
        if (mark === null) delete row[part];
        else row[part] = mark;
        next[organisation] = row;
      }
      saveSetting(tx, `annualMarks:${year}`, next);
    });
    return null;
  },
} satisfies Partial<Handlers>;
