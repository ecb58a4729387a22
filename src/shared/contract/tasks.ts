import { z } from 'zod';
import { isDay } from '../calendar.ts';
import { ESCALATION_LEVELS, type Escalation, type EscalationLevel, type EscalationProposal } from '../tasks/escalation.ts';
import type { TaskLight } from '../tasks/lights.ts';
import type { Repetition } from '../tasks/repetition.ts';
import { ENTRY_ACTS, REVIEW_ACTS, type TaskAct, type TaskState } from '../tasks/states.ts';
import type { EvidenceFile } from './claims.ts';
import { answer, code, command, nothing, periodId, query } from './method.ts';

const day = z.string().refine(isDay, '日期应写成 2018-02-06，并且确有这一天');
const line = (name: string, most: number) => z.string().trim().max(most, `${name}不能超过 ${most} 个字`);
const node = z.object({
  /** null: a new one. */
  id: z.number().int().nullable(),
  title: line('节点名称', 80).min(1, '请写明节点名称'),
  dueOn: day,
});

const draft = z
  .object({
    /** null: a new one. */
    id: z.number().int().nullable(),
    year: z.string().regex(/^\d{4}$/, '年度应写成 2018'),
    number: line('编号', 20).min(1, '请写明编号'),
    parentId: z.number().int().nullable(),
    /** 改革任务 or 配套文件. */
    kind: z.enum(['task', 'document']),
    title: line('改革事项', 120).min(2, '请写明改革事项，至少两个字'),
    field: line('改革领域', 40),
    leader: line('牵头领导', 40),
    claimedBy: line('认领领导', 40),
    /** 责任主体. */
    organisation: code,
    supporting: line('配合单位', 400),
    measures: line('任务措施', 1000),
    outcome: line('成果形式', 200),
    documentNumber: line('文号', 120),
    site: line('点位', 120),
    startsOn: day,
    /** 完成时限: the last node. */
    deadline: day,
    /** The nodes before it. */
    nodes: z.array(node).max(24, '每项任务最多 24 个节点'),
  })
  .refine(({ startsOn, deadline }) => startsOn <= deadline, '完成时限不能早于开始日期')
  .refine(({ nodes, deadline }) => nodes.every(({ dueOn }) => dueOn <= deadline), '节点日期不能晚于完成时限');
export type TaskDraft = z.infer<typeof draft>;

export type TaskNode = {
  readonly id: number;
  readonly title: string;
  readonly isFinal: boolean;
  readonly dueOn: string;
  /** As it was when the item was 立项; null before. */
  readonly baselineOn: string | null;
  readonly doneOn: string | null;
  /** As of the period: done after its last day, or past it and not done. */
  readonly isLate: boolean;
};

/** An item of the 台账 as it stands. */
export type Task = Omit<TaskDraft, 'id' | 'nodes'> & {
  readonly id: number;
  readonly state: TaskState;
  /** By date; the last is the deadline itself. */
  readonly nodes: readonly TaskNode[];
  /** 改期 so many times. */
  readonly redates: number;
  /** 提级调度: who schedules it above its 牵头领导; null when it was not raised, or was handed back. */
  readonly escalation: Escalation | null;
  readonly files: readonly EvidenceFile[];
};

export type TaskRow = Task & {
  readonly organisationName: string;
  readonly light: TaskLight;
  /** Of the last report up to the period. */
  readonly percent: number | null;
  /** Whether the period has a report. */
  readonly isReported: boolean;
  /** 炒冷饭: the period's text is nearly that of one of the three before. */
  readonly isRepeated: boolean;
  readonly children: { readonly settled: number; readonly all: number };
  /** The level it is due to be raised to by the rule. */
  readonly escalationDue: EscalationProposal | null;
};

export type TasksView = {
  readonly year: string;
  /** The day the lights are of: today, or the last day of a period that is over. */
  readonly asOf: string;
  readonly rows: readonly TaskRow[];
  readonly units: readonly { readonly code: string; readonly name: string; readonly kind: string }[];
  readonly fields: readonly string[];
  readonly leaders: readonly string[];
  readonly nextNumber: string;
  /** Year whose holidays nobody knows. */
  readonly unknownYear: string | null;
};

export type TaskReport = {
  readonly period: string;
  readonly text: string;
  readonly percent: number | null;
  readonly at: string;
  readonly actor: string;
};

export type TaskEventKind =
  | TaskAct
  | 'escalate'
  | 'register'
  | 'change'
  | 'attach'
  | 'detach'
  | 'finish'
  | 'unfinish'
  | 'redate'
  | 'report';
export type TaskEvent = {
  readonly event: TaskEventKind;
  readonly reason: string;
  readonly node: string | null;
  readonly fromOn: string | null;
  /** Of a 提级: its day. */
  readonly toOn: string | null;
  /** 提级: where to; null hands it back. */
  readonly level: EscalationLevel | null;
  readonly at: string;
  readonly actor: string;
};

/** A text that is nearly the one being looked at, and whose it is. */
export type RepeatedText = Repetition & {
  readonly text: string;
  readonly period: string;
  readonly number: string;
  readonly title: string;
  readonly organisationName: string;
  /** Same task, an earlier period; otherwise another task of the same period. */
  readonly isOwn: boolean;
};

export type TaskRecord = {
  readonly task: TaskRow;
  readonly parent: { readonly id: number; readonly number: string; readonly title: string } | null;
  readonly children: readonly TaskRow[];
  /** Of the period, and the last one before it. */
  readonly report: TaskReport | null;
  readonly lastReport: TaskReport | null;
  readonly repeated: readonly RepeatedText[];
  readonly events: readonly TaskEvent[];
  /** What its state knows, with the sentence of what is in the way. */
  readonly acts: readonly { readonly act: TaskAct; readonly hindrance: string | null }[];
};

const rules = z.object({
  warnDays: z.number().int().min(0).max(60, '临期提醒不能超过 60 个工作日'),
  tolerance: z.number().int().min(1).max(100, '进度差应在 1 到 100 之间'),
  /** 第一议题: working days in which a superior meeting is to be relayed. */
  relayDays: z.number().int().min(1).max(60, '传达期限不能超过 60 个工作日'),
  /** 提级调度: working days overdue; rules saved before it was asked for take the proposed value. */
  raiseDays: z.number().int().min(1, '提级调度至少 1 个工作日').max(120, '提级调度不能超过 120 个工作日').default(10),
});
export const taskRules = rules;
export type TaskRules = z.infer<typeof rules>;

type RoadmapProblem = {
  readonly sheet: string;
  readonly cell: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
};
export type RoadmapPreview = {
  readonly token: string;
  readonly fileName: string;
  readonly year: string;
  readonly items: readonly {
    readonly number: string;
    readonly title: string;
    readonly organisationName: string;
    readonly leader: string;
    readonly deadline: string;
    readonly nodes: number;
    readonly parent: string | null;
    /** Already in the ledger under this number. */
    readonly isKnown: boolean;
  }[];
  readonly problems: readonly RoadmapProblem[];
  readonly errorCount: number;
  readonly notes: readonly string[];
};

const one = z.object({ id: z.number().int() });
const reason = z.string().trim().max(200, '理由不能超过 200 个字');
const file = z.object({ id: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const text = z.string().trim().min(4, '请写明进展，至少四个字').max(1000, '进展不能超过 1000 个字');
const TOUCHED = ['tasks', 'registers', 'feeds', 'notices', 'overview', 'audit'] as const;

export const tasks = {
  'tasks.view': query(z.object({ period: periodId }), answer<TasksView>()),
  'tasks.record': query(one.extend({ period: periodId }), answer<TaskRecord>()),
  'tasks.save': command(draft, answer<{ readonly id: number }>(), TOUCHED),
  /** 启动, 申请销号, 撤销. `doneOn`: the day the work itself was done, asked for by 申请销号. */
  'tasks.advance': command(one.extend({ act: z.enum(ENTRY_ACTS), reason, doneOn: day.nullable() }), answer<null>(), TOUCHED),
  /** 立项, 核验, 销号, 退回, 暂缓 … */
  'tasks.decide': command(one.extend({ act: z.enum(REVIEW_ACTS), reason }), answer<null>(), TOUCHED),
  /** 立项 of many at once: all of them or none. */
  'tasks.assign': command(
    z.object({ ids: z.array(z.number().int()).min(1, '请先选任务').max(2_000) }),
    answer<{ readonly assigned: number }>(),
    TOUCHED,
  ),
  /** 办结 a node that is not the last; null takes it back. */
  'tasks.finish': command(one.extend({ node: z.number().int(), doneOn: day.nullable() }), answer<null>(), TOUCHED),
  /** 改期. */
  'tasks.redate': command(
    one.extend({ node: z.number().int(), dueOn: day, reason: reason.min(1, '请写明改期理由') }),
    answer<null>(),
    TOUCHED,
  ),
  /** 提级调度 to a level above the one it is at, or with null back to its 牵头领导. */
  'tasks.escalate': command(
    one.extend({ level: z.enum(ESCALATION_LEVELS).nullable(), onDay: day, reason: reason.min(1, '请写明理由') }),
    answer<null>(),
    TOUCHED,
  ),
  /** Progress of a period; the text before it stays in the history. */
  'tasks.report': command(
    one.extend({ period: periodId, text, percent: z.number().int().min(0).max(100, '进度应在 0 到 100 之间').nullable() }),
    answer<null>(),
    TOUCHED,
  ),
  /** Texts that what is being typed repeats. */
  'tasks.repeated': query(one.extend({ period: periodId, text: z.string() }), answer<readonly RepeatedText[]>()),
  /** Asks for a file and keeps it; null when the dialog was closed. */
  'tasks.attach': command(one, answer<{ readonly name: string } | null>(), TOUCHED),
  'tasks.detach': command(file, answer<null>(), TOUCHED),
  'tasks.bytes': query(file, answer<Uint8Array>()),
  'tasks.saveFile': command(file, answer<{ readonly file: string } | null>(), ['audit']),
  'tasks.rules': query(nothing, answer<TaskRules>()),
  'tasks.saveRules': command(rules, answer<null>(), TOUCHED),
  /** Reads the office's own 路线图 (xlsx, csv or docx); null when the dialog was closed. */
  'tasks.chooseRoadmap': command(z.object({ year: z.string().regex(/^\d{4}$/) }), answer<RoadmapPreview | null>(), []),
  'tasks.commitRoadmap': command(
    z.object({ token: z.string(), acceptGood: z.boolean() }),
    answer<{ readonly added: number; readonly skipped: number }>(),
    [...TOUCHED, 'backups'],
  ),
};
