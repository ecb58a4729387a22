/**
 * 分值到件, the register's side: which records of a unit take points in a period, what the figures would be had it not been so, and what is still open
 * of them. The same rules as where the figures are counted (task-rows, registers, submissions, inspection-figures, notice-figures, publicity,
 * claim-counts), one record at a time.
 */
import { dayText } from '../../shared/calendar.ts';
import type { FigureChange } from '../../shared/consultation/item-costs.ts';
import type { OpenRecord } from '../../shared/consultation/way-out.ts';
import type { ChargedWork, SilentWork } from '../../shared/consultation/where-points-went.ts';
import { exact, sum, text } from '../../shared/engine/decimal.ts';
import { SITE_SCORES } from '../../shared/inspections/clauses.ts';
import { countDue } from '../../shared/inspections/problems.ts';
import { CATEGORIES, SEVERITIES, STATES } from '../../shared/inspections/words.ts';
import { isScored, noticeName } from '../../shared/notices/kinds.ts';
import { noticeStanding } from '../../shared/notices/standing.ts';
import { asOfDay, type DueStanding, daysOf, dueMeetings, dueNodes, plannedMeetings } from '../../shared/tasks/count.ts';
import type { Context } from '../context.ts';
import { signedProblems, visitsIn } from '../store/inspections.ts';
import { listNotices } from '../store/notices.ts';
import { registersUpTo } from '../store/registers.ts';
import { calendarDays } from '../store/submissions.ts';
import { parentIds, tasksDueIn } from '../store/tasks.ts';
import type { OpenedCase } from './consultation-case.ts';
import { judgedEfforts } from './consultation-efforts.ts';
import { by, type Found, fact, type Ground } from './consultation-found.ts';
import { channels, claims, items, quota } from './consultation-works-publicity.ts';
import { localDay, workDay } from './deadlines.ts';
import { figuresOf } from './evaluation.ts';
import { chargedIn, stepsOf } from './inspection-figures.ts';
import { FIGURES } from './notice-figures.ts';
import { submissionsFigures } from './submissions.ts';
import { readTaskRules } from './task-rows.ts';

export type Works = {
  readonly charged: readonly ChargedWork[];
  readonly open: readonly OpenRecord[];
  readonly silent: readonly SilentWork[];
};

/** Everything the registers say of the unit in the period, sorted by what the scheme makes of it. */
export function worksOf(context: Context, { period, entry, evaluated }: OpenedCase): Works {
  const ground: Ground = {
    context,
    period,
    organisation: entry.organisation,
    year: period.slice(0, 4),
    asOf: asOfDay(period, localDay(context.now())),
    own: calendarDays(context.reader()),
  };
  const used = figuresOf(evaluated.scheme.rules, evaluated.input.indicators);
  const all = [
    ...nodes(ground),
    ...meetings(ground),
    ...sessions(ground),
    ...tables(ground),
    ...problems(ground),
    ...notices(ground),
    ...items(ground),
    ...channels(ground),
    ...quota(ground, evaluated),
    ...claims(ground),
  ].map(judgedEfforts(context.reader(), entry.organisation));
  const counts = (changes: readonly FigureChange[]): readonly FigureChange[] =>
    changes.filter(({ indicator }) => used.has(indicator));
  return {
    charged: all.flatMap(({ now: _, reason: __, changes, ...work }) => {
      const own = counts(changes);
      return own.length === 0 ? [] : [{ ...work, changes: own }];
    }),
    open: all.flatMap(({ now, reason: _, changes: __, ...work }) => {
      const own = counts(now);
      return own.length === 0 ? [] : [{ ...work, changes: own }];
    }),
    silent: all.flatMap(({ now: _, changes, ...work }) => {
      if (counts(changes).length > 0) return [];
      const reason =
        changes.length > 0
          ? `现行方案没有用到${changes.map(({ indicator }) => indicator).join('、')}，本期不计分。`
          : work.reason;
      return [{ ...work, reason }];
    }),
  };
}

function nodes({ context, period, organisation, year, asOf, own }: Ground): readonly Found[] {
  const db = context.reader();
  const { first, last } = daysOf(period);
  const parents = parentIds(db);
  const due = tasksDueIn(db, first, last)
    .filter((task) => task.organisation === organisation)
    .map((task) => ({ ...task, hasChildren: parents.has(task.id) }));
  const words = (standing: DueStanding, lastDay: string): string =>
    standing === 'late' ? '逾期完成' : lastDay < asOf ? '逾期未完成' : '未完成';
  return (['task', 'document'] as const).flatMap((kind) =>
    dueNodes(due, kind, period, own)
      .filter(({ standing }) => standing !== 'onTime')
      .map(({ task, node, lastDay, standing }): Found => {
        const title = `${task.number} ${task.title}${node.isFinal ? '' : `：${node.title}`}`;
        const day = dayText(node.dueOn, year);
        const isTask = kind === 'task';
        const changes = isTask ? [by('A1b', 1), ...(standing === 'late' ? [by('A1c', -1)] : [])] : [by('A2b', 1)];
        const now = standing === 'late' ? [] : changes;
        return {
          ...fact(
            'node',
            String(node.id),
            title,
            { feature: 'tasks', id: String(task.id), words: `${title}（${day}到期，${words(standing, lastDay)}）` },
            {
              dueOn: node.dueOn,
              owner: task.claimedBy || task.leader,
              effort: node.isFinal || !isTask ? 2 : 1,
              change: isTask
                ? `${day}到期，${words(standing, lastDay)}；按期完成的，按期完成节点数加 1`
                : `${day}到期，${words(standing, lastDay)}；按期出台的，按期出台配套文件数加 1`,
            },
          ),
          changes,
          now,
          reason: '',
        };
      }),
  );
}

function meetings({ context, period, organisation, year, asOf, own }: Ground): readonly Found[] {
  const db = context.reader();
  const all = registersUpTo(db, 'agenda', daysOf(period).last).filter((meeting) => meeting.organisation === organisation);
  return dueMeetings(all, period, readTaskRules(db).relayDays, own)
    .filter(({ standing }) => standing !== 'onTime')
    .map(({ meeting, lastDay, standing }): Found => {
      const stand = standing === 'late' ? '迟传达' : lastDay < asOf ? '逾期未传达' : '未传达';
      const words = `${meeting.title}（应于${dayText(lastDay, year)}前传达，${stand}）`;
      const changes = [by('A4b', 1)];
      return {
        ...fact(
          'meeting',
          String(meeting.id),
          meeting.title,
          { feature: 'registers', id: `agenda ${meeting.id}`, words },
          {
            dueOn: lastDay,
            change: `${stand}；按时传达的，按时传达学习会议数加 1`,
          },
        ),
        changes,
        now: standing === 'undone' ? changes : [],
        reason: '',
      };
    });
}

/** 专项小组会议 planned for the period: held after it, or not at all, they are missing from A5. */
function sessions({ context, period, organisation, year }: Ground): readonly Found[] {
  const own = registersUpTo(context.reader(), 'meeting', daysOf(period).last).filter((one) => one.organisation === organisation);
  return plannedMeetings(own, period)
    .filter(({ standing }) => standing !== 'onTime')
    .map(({ meeting, doneOn, standing }): Found => {
      const day = dayText(meeting.datedOn, year);
      const stand = doneOn === null ? '未召开' : `${dayText(doneOn, year)}跨期召开，不计`;
      const changes = [by('A5b', 1)];
      return {
        ...fact(
          'session',
          String(meeting.id),
          meeting.title,
          { feature: 'registers', id: `meeting ${meeting.id}`, words: `${meeting.title}（计划${day}，${stand}）` },
          { dueOn: meeting.datedOn, change: `计划${day}，${stand}；按计划召开的，实际召开专项小组会议次数加 1` },
        ),
        changes,
        now: standing === 'undone' ? changes : [],
        reason: '',
      };
    });
}

/** 迟报 and 退回 are over; what they took is told. */
function tables({ context, period, organisation }: Ground): readonly Found[] {
  const names: Readonly<Record<string, string>> = { A3a: '调度迟报项数', A3b: '调度退回次数' };
  return submissionsFigures(context, period)
    .filter((figure) => figure.organisation === organisation)
    .flatMap(({ indicator, entries = [] }) =>
      entries.map(
        (link, at): Found => ({
          ...fact('table', `${indicator} ${at}`, link.words, link, {
            change: `不迟报、不退回的，${names[indicator] ?? indicator}减 1`,
          }),
          changes: [by(indicator, -1)],
          now: [],
          reason: '',
        }),
      ),
    );
}

function problems({ context, period, organisation, asOf, year }: Ground): readonly Found[] {
  const db = context.reader();
  const { first, last } = daysOf(period);
  const all = signedProblems(db).filter((problem) => problem.organisation === organisation && problem.visitedOn <= last);
  const taken = new Map(
    visitsIn(db, period).flatMap((visit) => visit.taken.map(({ problem, points }) => [problem, points] as const)),
  );
  const steps = stepsOf(db, all);
  return all.flatMap((problem, at): readonly Found[] => {
    const own = (steps[at] ?? []).filter(({ onDay }) => onDay <= asOf);
    const count = countDue([own], first, last);
    const missed = count.due - count.onTime;
    const site = taken.get(problem.id);
    const clause = chargedIn({ problem, steps: own }, period);
    const charge = problem.charge;
    const changes = [
      ...(missed > 0 ? [by('B2b', missed)] : []),
      ...(site === undefined ? [] : [by(SITE_SCORES, site)]),
      ...(clause.length > 0 && charge
        ? [by(charge.indicator, text(sum(clause.map(({ points }) => exact(points))).negated()))]
        : []),
    ];
    const isOpen = problem.state !== 'closed';
    if (changes.length === 0 && !isOpen) return [];
    const said = [
      ...(missed > 0 ? [`时限${dayText(problem.dueOn, year)}，没有按期销号；按期的，按期整改销号问题数加 ${missed}`] : []),
      ...(site === undefined ? [] : [`点位得分扣 ${site} 分`]),
      ...clause.map(({ words, points }) => `${words}扣 ${points}`),
    ];
    const words = `${problem.siteName}“${problem.text}”（${STATES[problem.state]}）`;
    return [
      {
        ...fact(
          'problem',
          String(problem.id),
          `${problem.siteName}：${problem.text}`,
          { feature: 'inspections', id: `problem ${problem.id}`, words },
          {
            dueOn: problem.dueOn,
            effort: EFFORT[problem.severity],
            change: `${CATEGORIES[problem.category]}，${SEVERITIES[problem.severity]}，${STATES[problem.state]}。${said.join('；')}`,
          },
        ),
        changes,
        now: isOpen ? changes : [],
        reason: `${STATES[problem.state]}，时限${dayText(problem.dueOn, year)}不在本期，本期不计分。`,
      },
    ];
  });
}

const EFFORT = { minor: 1, major: 2, grave: 3 } as const;

/** 催办单 and 责令书 of the period took points; others that are not 办结 take none, yet. */
function notices({ context, period, organisation, own, year }: Ground): readonly Found[] {
  const day = workDay(context, period);
  const { first, last } = daysOf(period);
  return listNotices(context.reader()).flatMap((notice): readonly Found[] => {
    const { kind, issuedOn, id, number, matter } = notice;
    if (notice.organisation !== organisation || issuedOn === null || issuedOn > last) return [];
    const standing = noticeStanding(notice, day, own);
    const isCharged = isScored(kind) && issuedOn >= first;
    const isOpen = standing.stage !== 'settled' && standing.stage !== 'replaced';
    if (!isCharged && !(isOpen && issuedOn.startsWith(year))) return [];
    const words = `${number ?? ''} ${matter}（${dayText(issuedOn, year)}下发，${standing.word}）`;
    return [
      {
        ...fact(
          'notice',
          String(id),
          `${number ?? noticeName[kind]} ${matter}`,
          { feature: 'notices', id: String(id), words },
          {
            dueOn: notice.dueOn,
            change: `${dayText(issuedOn, year)}下发${noticeName[kind]}，${standing.word}；没有下发的，${isScored(kind) ? `收到${noticeName[kind]}数减 1` : ''}`,
          },
        ),
        changes: isCharged && (kind === 'urge' || kind === 'order') ? [by(FIGURES[kind], -1)] : [],
        now: isOpen && isCharged && (kind === 'urge' || kind === 'order') ? [by(FIGURES[kind], -1)] : [],
        reason: `${noticeName[kind]}${standing.word}，${isScored(kind) ? '已计入下发的那一期' : '本身不扣分，逾期可能升级为催办单'}。`,
      },
    ];
  });
}
