/** 工作台: what the work of the month leaves to be done: 调度, 三单一书, 督察. */
import { nthWorkingDay } from '../../shared/calendar.ts';
import type { ProblemRow, VisitRow } from '../../shared/contract/inspections.ts';
import type { NoticeRow } from '../../shared/contract/notices.ts';
import type { DeskLine } from '../../shared/contract/overview.ts';
import type { Role } from '../../shared/contract/people.ts';
import type { TaskRow } from '../../shared/contract/tasks.ts';
import { urgencyOf } from '../../shared/desk.ts';
import { NOTICE_KINDS, noticeMeasure, noticeName } from '../../shared/notices/kinds.ts';
import { periodWords } from '../../shared/period.ts';
import { escalationName } from '../../shared/tasks/escalation.ts';
import { lastDayOf } from '../../shared/tasks/lights.ts';
import { isRunning } from '../../shared/tasks/states.ts';
import { problemEvents } from '../store/inspections.ts';
import { submittedBy, taskEvents } from '../store/tasks.ts';
import { deadlinesOf, localDay } from './deadlines.ts';
import { type Desk, ENTRY, firstDay, grouped, REVIEW, type Wanted } from './overview-desk.ts';

const nameOfTask = ({ number, title }: TaskRow): string => `第 ${number} 项“${title}”`;

/** 调度: nodes that are due, 销号 asked for, what is not 立项 or not reported, what the rule says is to be raised. */
export function taskLines(desk: Desk): readonly DeskLine[] {
  const { tasks, period, day, own, context, line } = desk;
  const db = context.reader();
  const about = (wanted: Omit<Wanted, 'step'>): DeskLine => line({ step: '调度', ...wanted });
  const ledger = { name: 'tasks', view: 'ledger' } as const;
  const due = tasks.flatMap((row): readonly DeskLine[] => {
    // A plan is followed by the items under it.
    if (!isRunning(row.state) || row.state === 'submitted' || row.state === 'verified' || row.children.all > 0) return [];
    const node = row.nodes.find(({ doneOn }) => doneOn === null);
    const dueOn = node ? lastDayOf(node.dueOn, own) : null;
    if (!node || urgencyOf(dueOn, day) === 'open') return [];
    const raised = row.escalation === null ? '' : `（已提级${escalationName[row.escalation.level]}）`;
    const text = `${row.organisationName} ${nameOfTask(row)}${node.isFinal ? '办结' : `：${node.title}`}${raised}`;
    return [about({ text, roles: ENTRY, dueOn, place: { ...ledger, task: row.id } })];
  });
  const settling = tasks.flatMap((row): readonly DeskLine[] => {
    const { id, state } = row;
    if (state !== 'submitted' && state !== 'verified') return [];
    const step = state === 'submitted' ? 'submit' : 'verify';
    const since = taskEvents(db, id).findLast(({ event }) => event === step)?.at;
    const asked = state === 'submitted' ? submittedBy(db, id) : null;
    const text = `${row.organisationName} ${nameOfTask(row)}${state === 'submitted' ? '申请销号，待核验' : '已核验，待销号'}`;
    return [
      about({
        text,
        roles: REVIEW,
        except: asked === null ? [] : [asked],
        since: since === undefined ? null : localDay(since),
        place: { ...ledger, task: id },
      }),
    ];
  });
  const raising = tasks.flatMap((row): readonly DeskLine[] => {
    const { escalationDue, id } = row;
    if (escalationDue === null) return [];
    const text = `${row.organisationName} ${nameOfTask(row)}应提级到${escalationName[escalationDue.level]}：${escalationDue.why}`;
    return [about({ text, roles: REVIEW, place: { ...ledger, task: id } })];
  });
  const count = (has: (row: TaskRow) => boolean): number => tasks.filter(has).length;
  const unled = count(({ state, leader }) => state === 'draft' && leader === '');
  const drafts = count(({ state, leader }) => state === 'draft' && leader !== '');
  const unreported = count(
    ({ state, isReported }) => !isReported && (state === 'assigned' || state === 'active' || state === 'returned'),
  );
  const many = (n: number, text: string, roles: readonly Role[], only: 'draft' | 'unreported', dueOn: string | null = null) =>
    n === 0 ? [] : [about({ text: `${n} 项任务${text}`, roles, dueOn, place: { ...ledger, only } })];
  const reportBy = deadlinesOf(db, period, context.now()).general;
  return [
    ...grouped(due, { text: (n) => `${n} 项任务到期或逾期`, place: { ...ledger, only: 'overdue' } }),
    ...grouped(settling, { text: (n) => `${n} 项任务待核验、销号`, place: { ...ledger, only: 'waiting' } }),
    ...grouped(raising, { text: (n) => `${n} 项任务应提级调度`, place: { ...ledger, only: 'toEscalate' } }),
    ...many(unreported, `没有填${periodWords(period).own}进展`, ENTRY, 'unreported', reportBy),
    ...many(drafts, '待立项', REVIEW, 'draft'),
    ...many(unled, '没有写牵头领导，还不能立项', ENTRY, 'draft'),
  ];
}

/** 三单一书: what is due by the ladder, waits for 签发, 签收, 反馈 or 办结. */
export function noticeLines({ notices, proposals, day, own, line }: Desk): readonly DeskLine[] {
  const about = (wanted: Omit<Wanted, 'step'>): DeskLine => line({ step: '三单一书', ...wanted });
  const all = { name: 'tasks', view: 'notices' } as const;
  const inStage = (...stages: readonly NoticeRow['standing']['stage'][]): readonly NoticeRow[] =>
    notices.filter(({ standing }) => stages.includes(standing.stage));
  const nameOf = ({ kind, number, organisationName, matter }: NoticeRow): string =>
    `${number ?? noticeName[kind]} ${organisationName}“${matter}”`;
  const dueOf = ({ dueOn }: NoticeRow): string | null => (dueOn === null ? null : nthWorkingDay(dueOn, 1, own));
  const unanswered = inStage('unsigned', 'waiting');
  const dueNow = unanswered.filter((notice) => urgencyOf(dueOf(notice), day) !== 'open');
  const unsigned = inStage('unsigned').filter((notice) => !dueNow.includes(notice));
  const proposed = NOTICE_KINDS.flatMap((kind) => {
    const n = proposals.filter((proposal) => proposal.kind === kind).length;
    return n === 0 ? [] : [`${noticeName[kind]} ${n} ${noticeMeasure(kind)}`];
  });
  const single = (rows: readonly NoticeRow[], of: (row: NoticeRow) => Omit<Wanted, 'step' | 'place'>): readonly DeskLine[] =>
    rows.map((row) => about({ ...of(row), place: { ...all, notice: row.id } }));
  const rest = (what: string) => ({ text: (n: number) => `${n} 份${what}`, place: all });
  return [
    ...grouped(
      single(dueNow, (row) => ({
        text: `${nameOf(row)}反馈`,
        roles: ENTRY,

        dueOn: dueOf(row),
      })),
      rest('等待反馈'),
    ),
    ...(proposed.length === 0 ? [] : [about({ text: `按规则应发${proposed.join('、')}`, roles: ENTRY, place: all })]),
    ...grouped(
      single(inStage('draft'), (row) => ({ text: `${nameOf(row)}待签发`, roles: ['review', 'seal'] })),
      rest('待签发'),
    ),
    ...grouped(
      single(inStage('replied'), (row) => ({ text: `${nameOf(row)}已反馈，待办结`, roles: REVIEW, since: row.repliedOn })),
      rest('已反馈，待办结'),
    ),
    ...(unsigned.length === 0
      ? []
      : [
          about({
            text: `${unsigned.length} 份没有登记签收`,
            roles: ENTRY,
            since: firstDay(unsigned.flatMap(({ issuedOn }) => issuedOn ?? [])),
            place: all,
          }),
        ]),
  ];
}

/** 督察: a list that waits for its draw, sites without a record or a signature, problems to be put right and looked at again. */
export function inspectionLines({ context, lists, visits, problems, day, line }: Desk): readonly DeskLine[] {
  const about = (wanted: Omit<Wanted, 'step'>): DeskLine => line({ step: '督察', ...wanted });
  const frozen = lists.filter(({ draw, voidReason }) => draw === null && voidReason === '');
  const atVisits = (rows: readonly VisitRow[], text: string): readonly DeskLine[] => {
    const [row, more] = rows;
    if (!row) return [];
    const name = more ? `${rows.length} 个点位` : `${row.site.organisationName} ${row.site.name}`;
    const since = firstDay(rows.flatMap(({ visitedOn }) => visitedOn ?? []));
    const visit = more || row.id === null ? {} : { visit: row.id };
    return [about({ text: `${name}${text}`, roles: ENTRY, since, place: { name: 'inspections', view: 'visits', ...visit } })];
  };
  const written = visits.filter(({ id, isSigned }) => id !== null && !isSigned);
  const steps = problemEvents(
    context.reader(),
    problems.map(({ id }) => id),
  );
  const ofProblem = (row: ProblemRow): readonly DeskLine[] => {
    const place = { name: 'inspections', view: 'problems', problem: row.id } as const;
    const name = `${row.organisationName}“${row.text}”`;
    const since = steps.findLast(({ problem, event }) => problem === row.id && event !== 'attach' && event !== 'detach')?.onDay;
    if (row.state === 'open' || row.state === 'relapsed') {
      if (urgencyOf(row.dueOn, day) === 'open') return [];
      return [about({ text: `${name}整改`, roles: ENTRY, dueOn: row.dueOn, place })];
    }
    const text = row.state === 'reported' ? `${name}已报整改，待回访核实` : `${name}已回访，待销号`;
    return [about({ text, roles: REVIEW, since: since ?? null, place })];
  };
  const atProblems = { name: 'inspections', view: 'problems' } as const;
  return [
    ...grouped(problems.flatMap(ofProblem), { text: (n) => `${n} 个问题待整改、回访或销号`, place: atProblems }),
    ...frozen.map(({ number, frozenAt }) =>
      about({
        text: `第 ${number} 次名单已封存，还没有抽取`,
        roles: REVIEW,
        since: localDay(frozenAt),
        place: { name: 'inspections', view: 'draws' },
      }),
    ),
    ...atVisits(
      visits.filter(({ id }) => id === null),
      '抽中后还没有现场记录',
    ),
    ...atVisits(
      written.filter(({ isWhole }) => !isWhole),
      '的现场记录没有填完',
    ),
    ...atVisits(
      written.filter(({ isWhole }) => isWhole),
      '的现场记录待签字确认',
    ),
  ];
}
