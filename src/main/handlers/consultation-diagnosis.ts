/** 化验, 依据 and 处方: what is read from the file for them, handed to the worker in one piece. */
import { nextHeld } from '../../shared/cadence.ts';
import type { DiagnosisQuestion } from '../../shared/consultation/diagnose.ts';
import type { Diagnosis } from '../../shared/consultation/facts.ts';
import { formatPeriod } from '../../shared/period.ts';
import { experienceStateName } from '../../shared/publicity/words.ts';
import { listName } from '../../shared/text.ts';
import type { Context } from '../context.ts';
import { listExperiences } from '../store/experiences.ts';
import { listIndicators } from '../store/indicators.ts';
import { seriesOf } from '../store/observations.ts';
import { tasksIn } from '../store/tasks.ts';
import type { OpenedCase } from './consultation-case.ts';
import { chainOf } from './consultation-chain.ts';
import { exchangesOf } from './consultation-exchanges.ts';
import { worksOf } from './consultation-works.ts';
import { compareInside } from './decompositions.ts';
import { readCadence } from './settings.ts';

/** So many periods are looked ahead for the day it can be done. */
const AHEAD = 6;
/** What units are told apart by, where the office keeps it: size and means. Their latest figures up to the period. */
const CONTEXT = ['POP', 'AREA', 'GDP', 'GDPPC', 'REV'];

/** @throws AppError job.busy while the worker makes something else */
export function diagnosisOf(context: Context, opened: OpenedCase): Promise<Diagnosis> {
  return context.runner.run('diagnosis', questionOf(context, opened));
}

function questionOf(context: Context, opened: OpenedCase): DiagnosisQuestion {
  const db = context.reader();
  const { period, list, entry, peers, evaluated, months, head } = opened;
  const { organisation } = entry;
  const { charged, open, silent } = worksOf(context, opened);
  const rules = months.at(-1)?.rules;
  const same = months.slice(months.findLastIndex((month) => month.rules !== rules) + 1).map(({ evaluation }) => evaluation);
  const against = (['mean', 'above', 'best'] as const).map((one) => ({
    against: one,
    view: compareInside({ period, list, organisation, against: one }, evaluated),
  }));
  return {
    input: evaluated.input,
    organisation,
    seed: head.seed,
    comparisons: against.filter(({ view }) => view.total !== null),
    charged,
    open,
    silent,
    chain: chainOf(context, opened),
    ...exchangesOf(db, opened),
    periods: same.map((evaluation) => evaluation.period),
    courses: peers.map((peer) => ({
      organisation: peer.organisation,
      name: peer.name,
      scores: same.map(({ entries }) => entries.find((one) => one.organisation === peer.organisation)?.score ?? null),
    })),
    upcoming: ahead(context, period),
    context: contextOf(context, opened),
    experiences: listExperiences(db).flatMap((one) =>
      one.organisation === null || one.state === 'declined'
        ? []
        : [
            {
              id: one.id,
              title: one.title,
              state: experienceStateName[one.state],
              organisation: one.organisation,
              field: one.field,
            },
          ],
    ),
    listWords: listName[list],
  };
}

function ahead(context: Context, period: string): readonly string[] {
  const cadence = readCadence(context.reader());
  const periods: string[] = [];
  for (let at = nextHeld(period, cadence); periods.length < AHEAD; at = nextHeld(at, cadence)) periods.push(at);
  return periods;
}

/** Yearly figures of the units, and how many tasks each has. */
function contextOf(context: Context, { period, peers }: OpenedCase): DiagnosisQuestion['context'] {
  const db = context.reader();
  const year = period.slice(0, 4);
  const names = new Map(listIndicators(db).map(({ code, name }) => [code, name]));
  const series = seriesOf(db, CONTEXT);
  const tasks = tasksIn(db, year);
  const known = CONTEXT.flatMap((code) => {
    const points = series
      .filter(({ indicator }) => indicator === code)
      .flatMap(({ organisation, points: all }) => all.map((point) => ({ ...point, organisation })))
      .filter(
        (point) =>
          peers.some((peer) => peer.organisation === point.organisation) && /^\d{4}$/.test(point.period) && point.period <= year,
      );
    // The latest year that most units have: one figure of a newer year compares nobody.
    const years = [...new Set(points.map((point) => point.period))].sort().reverse();
    const at = years.find((one) => points.filter((point) => point.period === one).length * 2 > peers.length);
    const name = names.get(code) ?? code;
    return at === undefined ? [] : [{ code, name, at, points: points.filter((point) => point.period === at) }];
  });
  const count = (organisation: string): number => tasks.filter((task) => task.organisation === organisation).length;
  const hasTasks = peers.some(({ organisation }) => count(organisation) > 0);
  return {
    units: peers.map(({ organisation, name }) => ({
      organisation,
      name,
      values: {
        ...Object.fromEntries(
          known.map(({ code, points }) => {
            const value = points.find((point) => point.organisation === organisation)?.value ?? null;
            return [code, value === null ? null : Number(value)];
          }),
        ),
        ...(hasTasks ? { tasks: count(organisation) } : {}),
      },
    })),
    variables: [...known.map(({ code, name }) => ({ code, name })), ...(hasTasks ? [{ code: 'tasks', name: '改革任务数' }] : [])],
    sources: [
      ...known.map(({ name, at }) => `${name}（${formatPeriod(at)}）`),
      ...(hasTasks ? [`改革任务数（${year}年台账）`] : []),
    ],
  };
}
