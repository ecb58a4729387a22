/** One 会诊 as its page shows it: the record, what its steps rest on, how its prescriptions stand, and what may be chosen for it. */
import { dayText } from '../../shared/calendar.ts';
import { consultationFigures } from '../../shared/consultation/bound-figures.ts';
import type { BoundFigure } from '../../shared/consultation/bound-text.ts';
import type { CauseChain, CauseEvidence } from '../../shared/consultation/causes.ts';
import type { GridRow } from '../../shared/consultation/facts.ts';
import { openCase } from '../../shared/consultation/item-costs.ts';
import {
  type PrescribedPoints,
  pointsWords,
  prescribedPoints,
  prescriptionStanding,
} from '../../shared/consultation/prescription.ts';
import { actsFrom, type ConsultationFacts, hindranceOf } from '../../shared/consultation/record.ts';
import type {
  Consultation,
  ConsultationDesk,
  ConsultationRecord,
  ShownChain,
  ShownPrescription,
} from '../../shared/contract/consultation-records.ts';
import type { ConsultationAsked } from '../../shared/contract/consultations.ts';
import type { RecordLink } from '../../shared/contract/feeds.ts';
import { exact, published } from '../../shared/engine/decimal.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { isSettled } from '../../shared/tasks/states.ts';
import type { Context } from '../context.ts';
import { chainsOf, consultationEvents, consultationOf, listCauses, prescriptionsOf } from '../store/consultations.ts';
import { listIndicators } from '../store/indicators.ts';
import { visitsIn } from '../store/inspections.ts';
import { listOrganisations } from '../store/organisations.ts';
import { tasksIn } from '../store/tasks.ts';
import { type OpenedCase, openUnit } from './consultation-case.ts';
import { scoredSince } from './consultation-reviews.ts';
import { standingOf } from './consultation-standing.ts';
import { worksOf } from './consultation-works.ts';
import { consultations } from './consultations.ts';
import { presentDay } from './deadlines.ts';
import { figuresOf } from './evaluation.ts';

/** The unit's month; null where it has no score (any more): its record is shown all the same. */
function tryUnit(context: Context, asked: ConsultationAsked): OpenedCase | null {
  try {
    return openUnit(context, asked);
  } catch (cause) {
    if (cause instanceof AppError) return null;
    throw cause;
  }
}

/** What a text about the unit may hold; nothing while it has no score. */
export function figuresFor(context: Context, asked: ConsultationAsked): readonly BoundFigure[] {
  return tryUnit(context, asked) ? consultationFigures(consultations['consultations.view'](asked, context)) : [];
}

export type Proofs = ConsultationDesk['proofs'];

/** Figures of the unit in the month, and its records: what a step may rest on. */
export function proofsOf(context: Context, asked: ConsultationAsked): Proofs {
  const opened = tryUnit(context, asked);
  if (!opened) return { figures: [], records: [] };
  const { evaluated, entry, period } = opened;
  const cells = evaluated.input.values[entry.organisation] ?? {};
  const used = figuresOf(evaluated.scheme.rules, evaluated.input.indicators);
  const figures = listIndicators(context.reader()).flatMap(({ code, name, unit }) => {
    const value = cells[code]?.value ?? null;
    return value === null || !used.has(code)
      ? []
      : [{ indicator: code, words: `${formatPeriod(period)}${name} ${value}${unit}` }];
  });
  const { charged, open, silent } = worksOf(context, opened);
  const visits = visitsIn(context.reader(), period)
    .filter(({ site, signedBy }) => site.organisation === entry.organisation && signedBy !== '')
    .map(
      (visit): RecordLink => ({
        feature: 'inspections',
        id: `visit ${visit.id}`,
        words: `${visit.site.name}督察记录（${dayText(visit.visitedOn, period.slice(0, 4))}）`,
      }),
    );
  const all = [...[...charged, ...open, ...silent].flatMap(({ link }) => link ?? []), ...visits];
  const isFirst = (link: RecordLink, at: number): boolean =>
    all.findIndex(({ feature, id }) => feature === link.feature && id === link.id) === at;
  return { figures, records: all.filter(isFirst) };
}

/** What a step rests on, in words; null when nothing does, or what it rested on is gone. */
function proofWords(evidence: CauseEvidence | null, { files }: Consultation, figures: Proofs['figures']): string | null {
  if (evidence === null) return null;
  if (evidence.kind === 'record') return evidence.link.words;
  if (evidence.kind === 'file') return files.find(({ sha256 }) => sha256 === evidence.sha256)?.name ?? null;
  return figures.find(({ indicator }) => indicator === evidence.indicator)?.words ?? null;
}

/** “A1 改革任务按期推进”; a line the scheme no longer has keeps its code. */
const WHOLE = '总体';
const lineName = (line: string, opened: OpenedCase | null): string => {
  if (line === '') return WHOLE;
  const item = opened?.entry.items.find(({ code }) => code === line);
  return item ? `${item.code} ${item.name}` : line;
};

function shownChains(
  context: Context,
  consultation: Consultation,
  chains: readonly CauseChain[],
  opened: OpenedCase | null,
  figures: Proofs['figures'],
): readonly ShownChain[] {
  const names = new Map(listCauses(context.reader()).map(({ code, name }) => [code, name]));
  return chains.map(({ line, steps }) => ({
    line,
    lineName: lineName(line, opened),
    steps: steps.map((step) => ({
      ...step,
      name: names.get(step.code) ?? step.code,
      proof: proofWords(step.evidence, consultation, figures),
    })),
  }));
}

/** Expected against achieved, by the engine; only on figures that do not move: those of the seal the works were reckoned by. */
function pointsOf(
  opened: OpenedCase | null,
  stored: ReturnType<typeof prescriptionsOf>,
  isDone: (id: number) => boolean,
): ConsultationRecord['points'] {
  const none = (words: string): { value: PrescribedPoints | null; words: string } => ({ value: null, words });
  if (stored.length === 0) return none('');
  if (!opened) return none('当月没有得分，不估算分值。');
  if (!opened.seal) return none('当月还没有封账，封账后按封存的数据重算预计和兑现的分值；现在只列各件单独的预计。');
  const code = opened.seal.code;
  if (stored.some(({ basis }) => basis !== code))
    return none('有处方是在封账（或更正）以前开列的，数据已经变动，不再合并重算，只列各件单独的预计。');
  const works = stored.map(({ id, changes }) => ({ id: String(id), changes, isDone: isDone(id) }));
  const value = prescribedPoints(opened.evaluated.input, opened.entry.organisation, works);
  return { value, words: pointsWords(value, works.filter((work) => work.isDone).length) };
}

/** What an act looks at. */
export function actFacts(context: Context, consultation: Consultation): ConsultationFacts {
  const { id, state, members, heldOn, place, minutes } = consultation;
  return {
    state,
    members,
    heldOn,
    place,
    minutes,
    prescriptions: prescriptionsOf(context.reader(), [id]).length,
    followed: scoredSince(context, consultation).since.length,
  };
}

function recordOf(
  context: Context,
  consultation: Consultation,
  opened: OpenedCase | null,
  figures: Proofs['figures'],
): ConsultationRecord {
  const db = context.reader();
  const today = presentDay(context);
  const stored = prescriptionsOf(db, [consultation.id]);
  const standings = new Map(stored.map((one) => [one.id, standingOf(context, one)]));
  const prescriptions = stored.map((one): ShownPrescription => {
    const { consultation: _, changes: __, basis: ___, expected, ...rest } = one;
    const standing = standings.get(one.id) ?? { word: '', isDone: false, doneOn: null };
    return {
      ...rest,
      expected: expected === null ? null : published(exact(expected), 2),
      ...prescriptionStanding(standing, one.dueOn, today),
      isDone: standing.isDone,
    };
  });
  const facts = actFacts(context, consultation);
  return {
    consultation,
    chains: shownChains(context, consultation, chainsOf(db, consultation.id), opened, figures),
    prescriptions,
    points: pointsOf(opened, stored, (id) => standings.get(id)?.isDone ?? false),
    events: consultationEvents(db, consultation.id),
    acts: actsFrom(facts).map((act) => ({ act, hindrance: hindranceOf(act, facts) })),
  };
}

const gapWords = ({ gap, quadrant }: GridRow): string =>
  `得分率比同类单位中位数${exact(gap).isNegative() ? '低' : '高'} ${published(exact(gap).abs(), 2)} 个百分点，${quadrant}`;

export function viewDesk(context: Context, asked: ConsultationAsked): ConsultationDesk {
  const db = context.reader();
  const opened = tryUnit(context, asked);
  const view = opened && consultations['consultations.view'](asked, context);
  const proofs = proofsOf(context, asked);
  const consultation = consultationOf(db, asked.period, asked.list, asked.organisation);
  const weak = [...(view?.symptoms.grid ?? [])].sort((a, b) => exact(a.gap).comparedTo(b.gap));
  return {
    record: consultation && recordOf(context, consultation, opened, proofs.figures),
    causes: listCauses(db),
    figures: view ? consultationFigures(view) : [],
    lines: [
      ...weak.map((row) => ({ code: row.code, name: `${row.code} ${row.name}`, words: gapWords(row) })),
      { code: '', name: WHOLE, words: '不限于一项，说明单位整体的情况' },
    ],
    proofs,
    tasks: tasksIn(db, asked.period.slice(0, 4))
      .filter(({ organisation, state }) => organisation === asked.organisation && !isSettled(state))
      .map(({ id, number, title }) => ({ id, name: `${number} ${title}` })),
    units: listOrganisations(db)
      .filter(({ kind }) => kind !== 'city')
      .map(({ code, name }) => ({ code, name })),
  };
}

/** Points of one open item alone, by the engine, exact; null when it cannot be reckoned. */
export function expectedOf({ evaluated, entry }: OpenedCase, work: Parameters<typeof gainOf>[1]): string | null {
  return gainOf(openCase(evaluated.input, entry.organisation), work);
}
function gainOf(opened: ReturnType<typeof openCase>, work: Parameters<typeof opened.hindrance>[0]): string | null {
  return opened.hindrance(work) === null ? opened.clear([work]).gain.toFixed() : null;
}
