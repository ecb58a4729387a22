/** 化验, 依据 and 处方 of one unit together: one pass in the worker, since each asks the engine many times. Pure. */
import { evaluate } from '../engine/index.ts';
import type { Diagnosis } from './facts.ts';
import { type FirmnessQuestion, firmnessFacts } from './how-firm.ts';
import { entryOf } from './item-costs.ts';
import { type PrescriptionQuestion, prescriptionFacts } from './way-out.ts';
import { weightTable } from './weight-table.ts';
import {
  type ChainQuestion,
  type ChargedWork,
  chainFacts,
  groupsFacts,
  losses,
  type SilentWork,
  workCosts,
} from './where-points-went.ts';

export type DiagnosisQuestion = Omit<FirmnessQuestion, 'courses'> &
  Omit<PrescriptionQuestion, 'courses' | 'works'> & {
    /** 差在哪里, as the page 排名 says it. */
    readonly comparisons: Diagnosis['tests']['comparisons'];
    /** What took points; what is still open of it; what is open and takes none. */
    readonly charged: readonly ChargedWork[];
    readonly open: PrescriptionQuestion['works'];
    readonly silent: readonly SilentWork[];
    readonly chain: ChainQuestion;
    /** Published scores of the periods under the same rules, oldest first. */
    readonly courses: FirmnessQuestion['courses'];
    readonly listWords: string;
  };

/**
 * @throws Error with a Chinese sentence when the unit has no score
 */
export function diagnose(question: DiagnosisQuestion): Diagnosis {
  const { input, organisation, courses } = question;
  const evaluation = evaluate(input);
  const entry = entryOf(evaluation, organisation);
  const peers = evaluation.entries.filter(
    (one) => one.score !== null && (!input.rules.rankInGroups || one.group === entry.group),
  );
  const made = weightTable(peers, input.rules);
  const table = 'table' in made ? made.table : null;
  const lost = table
    ? losses(table, organisation)
    : { rows: [], whole: '0.00', words: 'refusal' in made ? made.refusal.reason : '' };
  const above = peers.filter((one) => (one.rank ?? 0) < (entry.rank ?? 0)).at(-1) ?? null;
  const chain = chainFacts(question.chain, question.listWords);
  return {
    tests: {
      comparisons: question.comparisons,
      groups: groupsFacts(input, entry, above),
      costs: workCosts(input, entry, question.charged, question.silent),
      losses: lost,
      chain,
      chainRefusal: chain ? null : `台账里没有${entry.name}的任务，数不出环节。请先在“调度”导入路线图。`,
    },
    firmness: firmnessFacts(question, peers, made),
    prescription: prescriptionFacts(
      {
        ...question,
        works: question.open,
        courses: Object.fromEntries(courses.map((one) => [one.organisation, one.scores.flatMap((score) => score ?? [])])),
      },
      table,
      lost.rows.filter(({ isVital }) => isVital).map(({ code }) => code),
    ),
  };
}
