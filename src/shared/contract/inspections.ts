/** 督察 on the spot and after: visits, problems and what becomes of them, coverage. */
import { z } from 'zod';
import type { Checklists } from '../inspections/checklists.ts';
import type { Charge, ClauseChoice, ClauseRules } from '../inspections/clauses.ts';
import type { Factor } from '../inspections/factors.ts';
import { CATEGORIES, codesOf, type ProblemEventKind, type ProblemState, SEVERITIES } from '../inspections/words.ts';
import type { EvidenceFile } from './claims.ts';
import { block, day, needed, one, person, type Site, type SiteRow, saved, type Unit, words } from './inspection-draws.ts';
import { answer, code, command, periodId, query } from './method.ts';
import type { Lamp } from './overview.ts';

export const points = z.string().regex(/^\d{1,3}(\.\d)?$/, '得分写成 0 至 100 的数，最多一位小数');
export const problem = z.object({
  organisation: code,
  category: z.enum(codesOf(CATEGORIES), '请选择问题类别'),
  severity: z.enum(codesOf(SEVERITIES), '请选择问题程度'),
  text: needed('问题', 200),
  demand: words('整改要求', 200),
  /** 时限, in working days from the day of the visit. */
  days: z
    .number('请填写问题的时限（工作日）')
    .int('时限应是整数')
    .min(1, '时限至少 1 个工作日')
    .max(250, '时限最多 250 个工作日'),
});
export type ProblemDraft = z.infer<typeof problem>;
export const scored = z.object({ points: points.nullable(), note: words('现场情况') });
const figure = (what: string) => z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/, `${what}应是数字`);
const recount = z.object({
  indicator: code,
  reported: figure('上报数'),
  recounted: figure('核实数'),
  note: words('核实说明'),
});
export type RecountDraft = z.infer<typeof recount>;
export const visit = z.object({
  /** null: a new one. */
  id: z.number().int().nullable(),
  period: periodId,
  site: code,
  /** Why this site when it was not drawn; empty for one that was. */
  designation: words('指定督察的理由'),
  visitedOn: day,
  inspectors: z.array(person).max(10, '督察人员最多 10 人'),
  note: words('备注', 400),
  /** A day outside the period was asked about and is meant. */
  isDayMeant: z.boolean().optional(),
  /** By line of the checklist; empty for a new one. */
  scores: z.array(scored),
  problems: z.array(problem).max(30, '一次督察最多记 30 个问题'),
  recounts: z.array(recount).max(20, '一次督察最多核实 20 个数'),
});
export type VisitDraft = z.infer<typeof visit>;

/** A site that was drawn, or is visited though it was not. */
export type VisitRow = {
  /** null: drawn, nobody has been there. */
  readonly id: number | null;
  readonly site: Site & { readonly organisationName: string };
  /** Number of the list it was drawn from; null for 指定督察. */
  readonly list: number | null;
  readonly designation: string;
  readonly visitedOn: string | null;
  readonly inspectors: readonly string[];
  /** 督察人员 as they were drawn; empty where nobody was. */
  readonly team: readonly string[];
  /** Less what problems take. */
  readonly score: string | null;
  readonly problems: number;
  readonly isSigned: boolean;
  /** Every line scored, two inspectors: it waits for the signature only. */
  readonly isWhole: boolean;
};
export type VisitsView = {
  readonly rows: readonly VisitRow[];
  readonly checklists: Checklists;
  readonly clauses: ClauseRules;
  readonly clauseChoices: readonly ClauseChoice[];
  readonly sites: readonly SiteRow[];
  readonly units: readonly Unit[];
  readonly indicators: readonly { readonly code: string; readonly name: string; readonly unit: string }[];
  readonly today: string;
  readonly isSealed: boolean;
};
export type ScoreLine = z.infer<typeof scored> & { readonly text: string; readonly fullPoints: string };
export type Recount = RecountDraft & Factor & { readonly name: string; readonly unit: string };
type VisitProblem = ProblemDraft & {
  readonly id: number;
  readonly organisationName: string;
  readonly dueOn: string;
  readonly state: ProblemState;
  /** What its clause takes, as it was when the visit was written down; null when nothing. */
  readonly charge: (Charge & Pick<ClauseChoice, 'item' | 'itemName'>) | null;
};
export type Visit = Omit<VisitDraft, 'id' | 'scores' | 'problems' | 'recounts' | 'site' | 'isDayMeant'> & {
  readonly id: number;
  readonly uid: string;
  readonly site: Site & { readonly organisationName: string };
  readonly list: number | null;
  readonly scores: readonly ScoreLine[];
  readonly problems: readonly VisitProblem[];
  readonly recounts: readonly Recount[];
  /** Sum of the checklist; null while a line has no points. */
  readonly checklistScore: string | null;
  /** What problems take off this site's score. */
  readonly taken: readonly string[];
  /** What is left: the site's score. */
  readonly score: string | null;
  /** 督察人员 as they were drawn; empty where nobody was. */
  readonly team: readonly string[];
  /** Photos and papers of the day. */
  readonly files: readonly EvidenceFile[];
  /** Who signed for the visited unit; empty until then. */
  readonly signedBy: string;
  /** From which package and whose; empty for one recorded here. */
  readonly origin: string;
  readonly recordedBy: string;
  readonly recordedAt: string;
};

/** 问题 as the list shows it. */
export type ProblemRow = VisitProblem & {
  readonly period: string;
  readonly visit: number;
  readonly visitedOn: string;
  readonly siteName: string;
  /** The time limit that runs now: the first, or that of the last relapse. */
  readonly dueOn: string;
  readonly lamp: Lamp;
  /** “待整改，还有 3 个工作日”. */
  readonly word: string;
  readonly isOverdue: boolean;
};
export type ProblemEvent = {
  readonly event: ProblemEventKind;
  readonly onDay: string;
  readonly words: string;
  readonly dueOn: string | null;
  readonly at: string;
  readonly actor: string;
};
/** What a problem does to the score of its unit in a period: the engine with what is counted, and without this problem. */
export type ProblemEffect = {
  readonly period: string;
  /** Lines of the scheme it counts in. */
  readonly lines: readonly {
    readonly item: string;
    readonly itemName: string;
    readonly clause: string;
    /** What counts, in words: “点位得分扣 2 分”, “到期 1 个，按期销号 0 个”. */
    readonly counted: readonly string[];
    readonly points: string | null;
    /** What the line would have without the problem, all else as it is; null: it would be 不适用. */
    readonly without: string | null;
    /** Whether the grid says what is counted: until then the score does not move. */
    readonly isFilled: boolean;
  }[];
  /** The whole score; null while figures are missing. Points of a line that is 不适用 go to the others of its block. */
  readonly score: string | null;
  readonly scoreWithout: string | null;
};
export type ProblemRecord = {
  readonly problem: ProblemRow;
  readonly effects: readonly ProblemEffect[];
  /** The unit that answers for it is the one whose site it was found at. */
  readonly isOwnSite: boolean;
  readonly files: readonly EvidenceFile[];
  readonly events: readonly ProblemEvent[];
  readonly today: string;
};
export type ProblemsView = { readonly problems: readonly ProblemRow[]; readonly figures: readonly BlockFigure[] };
/** B1 and B2 of a unit as they count for the period. */
export type BlockFigure = {
  readonly name: string;
  readonly visits: number;
  readonly mean: string | null;
  /** What problems took off the sites' scores, together. */
  readonly taken: string;
  readonly due: number;
  readonly onTime: number;
};

export type CoverageView = {
  /** Twelve months, oldest first. */
  readonly months: readonly string[];
  readonly units: readonly {
    readonly name: string;
    readonly sites: number;
    /** Signed visits of each month. */
    readonly visits: readonly number[];
    /** Months since the last one; null: never. */
    readonly since: number | null;
  }[];
  readonly levels: readonly { readonly level: Site['level']; readonly sites: number; readonly visited: number }[];
  /** The last recount of each figure of a unit; it stays until the next visit counts it again. */
  readonly factors: readonly (Recount & { readonly unitName: string; readonly visitedOn: string; readonly siteName: string })[];
};

const clausePoints = z.string().regex(/^\d{1,2}(\.\d)?$/, '扣分写成 0 至 99 的数，最多一位小数');
export const clauses = z.record(
  z.enum(codesOf(CATEGORIES)),
  z.object({
    indicator: code.nullable(),
    found: z.object({ minor: clausePoints, major: clausePoints, grave: clausePoints }),
    overdue: clausePoints,
    relapsed: clausePoints,
  }),
);

export const checklists = z.record(block, z.array(z.object({ text: needed('内容', 60), points })).max(15, '一张表最多 15 项'));

const file = one.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const PROBLEMS = ['inspections', 'overview', 'audit'] as const;
export const FIGURES = ['inspections', 'feeds', 'overview', 'audit'] as const;

export const inspections = {
  'inspections.visits': query(z.object({ period: periodId }), answer<VisitsView>()),
  'inspections.visit': query(one, answer<Visit>()),
  /** What a unit reported of an indicator, to count again; null when nothing. */
  'inspections.reported': query(
    z.object({ period: periodId, organisation: code, indicator: code }),
    answer<{ readonly value: string | null }>(),
  ),
  'inspections.saveVisit': command(visit, answer<{ readonly id: number }>(), ['inspections', 'audit']),
  'inspections.removeVisit': command(one, answer<null>(), ['inspections', 'audit']),
  /** 签字确认: from here on the record stays. */
  'inspections.sign': command(one.extend({ signedBy: person }), answer<null>(), FIGURES),
  'inspections.unsign': command(one.extend({ reason: needed('理由') }), answer<null>(), FIGURES),
  /** 督察单: blank for a site, or filled in for a visit, two copies. */
  'inspections.form': command(z.object({ period: periodId, site: code, visit: z.number().int().nullable() }), saved, ['audit']),
  'inspections.saveChecklists': command(z.object({ checklists }), answer<null>(), ['inspections', 'audit']),
  /** 扣分条款, under the scheme of a period; a sealed one takes none. Visits already written down keep theirs. */
  'inspections.saveClauses': command(z.object({ period: periodId, clauses }), answer<null>(), ['inspections', 'audit']),
  /** Photos and papers of a visit; null when the dialog was closed. */
  'inspections.attachVisit': command(one, answer<{ readonly name: string } | null>(), ['inspections', 'audit']),
  'inspections.detachVisit': command(file, answer<null>(), ['inspections', 'audit']),
  'inspections.visitBytes': query(file, answer<Uint8Array>()),
  'inspections.saveVisitFile': command(file, saved, ['audit']),
  'inspections.problems': query(z.object({ period: periodId }), answer<ProblemsView>()),
  'inspections.problem': query(one.extend({ period: periodId }), answer<ProblemRecord>()),
  'inspections.attach': command(one, answer<{ readonly name: string } | null>(), ['inspections', 'audit']),
  'inspections.detach': command(file, answer<null>(), ['inspections', 'audit']),
  'inspections.bytes': query(file, answer<Uint8Array>()),
  'inspections.saveFile': command(file, saved, ['audit']),
  /** 报整改: what was done, and on which day. */
  'inspections.report': command(one.extend({ onDay: day, words: needed('整改情况') }), answer<null>(), PROBLEMS),
  /** 退回整改. */
  'inspections.return': command(one.extend({ onDay: day, words: needed('理由') }), answer<null>(), PROBLEMS),
  /** 回访核实: who went, and what was seen. */
  'inspections.revisit': command(one.extend({ onDay: day, words: needed('回访情况') }), answer<null>(), PROBLEMS),
  /** 销号. */
  'inspections.close': command(one.extend({ onDay: day }), answer<null>(), FIGURES),
  /** 反弹: back to work, with a new time limit. */
  'inspections.relapse': command(
    one.extend({ onDay: day, words: needed('反弹情况'), days: problem.shape.days }),
    answer<null>(),
    FIGURES,
  ),
  'inspections.coverage': query(z.object({ period: periodId }), answer<CoverageView>()),
};
