/** 会诊: who is last, how firmly, why, and the way out. What people add to it is stored beside this file. */
import { dayText } from '../../shared/calendar.ts';
import type { QualityFlag } from '../../shared/consultation/facts.ts';
import { effortName } from '../../shared/consultation/route-words.ts';
import { symptomsOf } from '../../shared/consultation/symptoms.ts';
import { prepareIndicators } from '../../shared/engine/index.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { organisationsIn } from '../store/organisations.ts';
import { checkMatrix } from './checks.ts';
import { candidatesOf, type OpenedCase, openUnit } from './consultation-case.ts';
import { diagnosisOf } from './consultation-diagnosis.ts';
import { saveEffort } from './consultation-efforts.ts';
import { refuse } from './consultation-find.ts';
import { worksOf } from './consultation-works.ts';
import { figuresOf } from './evaluation.ts';
import { inspectionProblems } from './inspection-problems.ts';
import { viewMatrix } from './matrix.ts';

/** 有疑问 of the unit's figures, and what was recounted on site and came out otherwise. */
function flagsOf(context: Context, { period, list, entry, evaluated }: OpenedCase): readonly QualityFlag[] {
  const db = context.reader();
  const matrix = viewMatrix(db, period, list);
  const rows = matrix.rows.filter(({ code }) => code === entry.organisation);
  const checks = checkMatrix(db, { ...matrix, rows }, organisationsIn(db, list, period))[entry.organisation] ?? {};
  const { byCode } = prepareIndicators(evaluated.input.indicators);
  const used = figuresOf(evaluated.scheme.rules, evaluated.input.indicators);
  const found = [...used].flatMap((indicator): readonly QualityFlag[] => {
    const check = checks[indicator];
    const name = byCode.get(indicator)?.name ?? indicator;
    if (!check?.isDoubtful) return [];
    return check.findings.map(({ sentence }) => ({
      kind: 'finding',
      indicator,
      words: `“${name}”有疑问，还没有说明：${sentence}`,
    }));
  });
  const recounted = inspectionProblems['inspections.coverage']({ period }, context).factors.filter(
    ({ unitName, isOff, indicator }) => unitName === entry.name && isOff && used.has(indicator),
  );
  return [
    ...found,
    ...recounted.map(
      ({ indicator, name, unit, reported, recounted: seen, value, visitedOn, siteName }): QualityFlag => ({
        kind: 'factor',
        indicator,
        words: `“${name}”${dayText(visitedOn, period.slice(0, 4))}在${siteName}核实为 ${seen} ${unit}，上报 ${reported} ${unit}，核实系数 ${value ?? '—'}，偏差超过 10%。`,
      }),
    ),
  ];
}

/** 症状 of one unit. */
function symptoms(context: Context, opened: OpenedCase) {
  const { entry, peers, months, list, evaluated } = opened;
  return symptomsOf({
    entry,
    peers,
    months,
    flags: flagsOf(context, opened),
    decimals: Math.max(2, evaluated.scheme.rules.publishedDecimals),
    listWords: listName[list],
  });
}

export const consultations = {
  'consultations.candidates': ({ period, list }, context) => candidatesOf(context, period, list),
  'consultations.view': (asked, context) => {
    const opened = openUnit(context, asked);
    return { head: opened.head, symptoms: symptoms(context, opened) };
  },
  'consultations.diagnosis': (asked, context) => diagnosisOf(context, openUnit(context, asked)),
  'consultations.setEffort': ({ work, effort, ...asked }, context) => {
    const opened = openUnit(context, asked);
    const found = worksOf(context, opened).open.find(({ id }) => id === work);
    if (!found) return refuse('这件事项已经办结，或不再影响得分，不用再定工作量。');
    if (found.effort === effort) return null;
    const subject = `${opened.entry.name} ${found.title} 工作量${effortName[effort]}`;
    context.write({ action: '定工作量', subject, detail: { work, before: found.effort, effort } }, (tx) =>
      saveEffort(tx, asked.organisation, work, effort),
    );
    return null;
  },
} satisfies Partial<Handlers>;
