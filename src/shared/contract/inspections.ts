import { z } from 'zod';
import { isDay } from '../calendar.ts';
import type { DrawCertificate } from '../draw/certificate.ts';
import type { FrozenList } from '../draw/frozen-list.ts';
import type { Checklists } from '../inspections/checklists.ts';
import type { Factor } from '../inspections/factors.ts';
import {
  BLOCKS,
  CATEGORIES,
  codesOf,
  LEVELS,
  type ProblemEventKind,
  type ProblemState,
  SEVERITIES,
} from '../inspections/words.ts';
import type { EvidenceFile } from './claims.ts';
import { answer, code, command, decimalText, nothing, periodId, query } from './method.ts';
import type { Lamp } from './overview.ts';

const level = z.enum(codesOf(LEVELS));
const block = z.enum(codesOf(BLOCKS));
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, '日期应写成 2018-02-06')
  .refine(isDay, '没有这一天，请检查日期');
const person = z.string().trim().min(1, '姓名不能为空').max(20, '姓名不能超过 20 个字');
const words = (what: string, most = 200) => z.string().trim().max(most, `${what}不能超过 ${most} 个字`);
const needed = (what: string, most = 200) => words(what, most).min(1, `请写明${what}`);

/** 点位: a place one may be sent to. */
const site = z.object({
  code,
  name: needed('点位名称', 40),
  organisation: code,
  level,
  block,
  address: words('地址', 80),
  contact: words('联系人', 40),
  isActive: z.boolean(),
});
export type Site = z.infer<typeof site>;
export type SiteRow = Site & {
  readonly id: number;
  readonly organisationName: string;
  /** Day and score of the last signed visit. */
  readonly lastVisit: { readonly day: string; readonly score: string } | null;
  readonly openProblems: number;
};
type Unit = { readonly code: string; readonly name: string };

/** 抽取办法: who may be drawn, how many, who steps aside. */
const rules = z.object({
  period: periodId,
  strataBy: z.enum(['organisation', 'level', 'block', 'all']),
  /** Of each stratum. */
  count: z.number().int().min(1, '每层至少抽 1 个').max(20, '每层最多抽 20 个'),
  /** 冷却期, in months; 0 none. */
  coolDown: z.number().int().min(0).max(12),
  levels: z.array(level).min(1, '至少选一级'),
  blocks: z.array(block).min(1, '至少选一项内容'),
  /** 回避: of a site, or of every site of a unit. */
  recusals: z.array(z.object({ site: code.nullable(), organisation: code, reason: needed('回避理由', 60) })),
});
export type DrawRules = z.infer<typeof rules>;

export type ListView = {
  readonly id: number;
  readonly period: string;
  readonly number: number;
  readonly title: string;
  readonly hash: string;
  readonly frozenAt: string;
  readonly frozenBy: string;
  /** 作废 before anybody drew; empty for one that stands. */
  readonly voidReason: string;
  readonly list: FrozenList;
  /** null while nobody has drawn. */
  readonly certificate: DrawCertificate | null;
};
/** How many sites of a level and a block are to be visited in a period, and how many were. */
export type PlanCell = {
  readonly level: Site['level'];
  readonly block: Site['block'];
  readonly planned: number;
  readonly visited: number;
};
export type DrawsView = {
  readonly lists: readonly ListView[];
  readonly plan: readonly PlanCell[];
  readonly sites: readonly SiteRow[];
  readonly units: readonly Unit[];
};

const points = z.string().regex(/^\d{1,3}(\.\d)?$/, '得分写成 0 至 100 的数，最多一位小数');
const problem = z.object({
  organisation: code,
  category: z.enum(codesOf(CATEGORIES)),
  severity: z.enum(codesOf(SEVERITIES)),
  text: needed('问题', 200),
  demand: words('整改要求', 200),
  /** 时限, in working days from the day of the visit. */
  days: z.number().int('时限应是整数').min(1, '时限至少 1 个工作日').max(250, '时限最多 250 个工作日'),
});
export type ProblemDraft = z.infer<typeof problem>;
const scored = z.object({ points: points.nullable(), note: words('现场情况') });
const recount = z.object({ indicator: code, reported: decimalText, recounted: decimalText, note: words('核实说明') });
export type RecountDraft = z.infer<typeof recount>;
const visit = z.object({
  /** null: a new one. */
  id: z.number().int().nullable(),
  period: periodId,
  site: code,
  /** Why this site when it was not drawn; empty for one that was. */
  designation: words('指定督察的理由'),
  visitedOn: day,
  inspectors: z.array(person).max(10, '督察人员最多 10 人'),
  note: words('备注', 400),
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
  readonly score: string | null;
  readonly problems: number;
  readonly isSigned: boolean;
};
export type VisitsView = {
  readonly rows: readonly VisitRow[];
  readonly checklists: Checklists;
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
};
export type Visit = Omit<VisitDraft, 'id' | 'scores' | 'problems' | 'recounts' | 'site'> & {
  readonly id: number;
  readonly uid: string;
  readonly site: Site & { readonly organisationName: string };
  readonly list: number | null;
  readonly scores: readonly ScoreLine[];
  readonly problems: readonly VisitProblem[];
  readonly recounts: readonly Recount[];
  readonly score: string | null;
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
export type ProblemRecord = {
  readonly problem: ProblemRow;
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

/** 数据包: what a computer without network takes along, and brings back. */
export const packageContent = z.object({
  office: z.string().max(60),
  madeBy: z.string().max(20),
  madeAt: z.iso.datetime(),
  sites: z.array(site).min(1).max(2000),
  lists: z.array(
    z.object({
      content: z.object({
        period: periodId,
        number: z.number().int().min(1),
        title: z.string(),
        strata: z.array(z.object({ name: z.string(), count: z.number().int() })),
        entries: z.array(
          z.object({
            code,
            name: z.string(),
            unit: z.string(),
            level: z.string(),
            block: z.string(),
            stratum: z.string(),
            tickets: z.number().int(),
            reason: z.string(),
          }),
        ),
        leftOut: z.array(
          z.object({ code, name: z.string(), unit: z.string(), level: z.string(), block: z.string(), reason: z.string() }),
        ),
      }),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      frozenAt: z.iso.datetime(),
      frozenBy: z.string(),
      draw: z.object({
        seedKind: z.enum(['dice', 'called']),
        seedParts: z.array(z.object({ name: z.string(), digits: z.string() })),
        present: z.array(z.string()),
        drawnAt: z.iso.datetime(),
        drawnBy: z.string(),
      }),
    }),
  ),
  visits: z.array(
    visit.omit({ id: true, scores: true }).extend({
      uid: z.string().regex(/^[0-9a-f]{64}$/),
      /** Hash of the list it was drawn from. */
      list: z.string().nullable(),
      signedBy: person,
      scores: z.array(scored.extend({ points, text: z.string().min(1), fullPoints: decimalText })).min(1),
    }),
  ),
});
export type PackageContent = z.infer<typeof packageContent>;
export type PackageVisit = PackageContent['visits'][number];

/** 先核对: what a package would add; nothing is written before it is taken in. */
export type PackagePreview = {
  readonly file: string;
  readonly sha256: string;
  readonly office: string;
  readonly madeBy: string;
  readonly madeAt: string;
  readonly lines: readonly { readonly text: string; readonly verdict: 'add' | 'known' | 'refuse'; readonly why: string }[];
};

const one = z.object({ id: z.number().int() });
const file = one.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const saved = answer<{ readonly file: string } | null>();
const PROBLEMS = ['inspections', 'overview', 'audit'] as const;
const FIGURES = ['inspections', 'feeds', 'overview', 'audit'] as const;

export const inspections = {
  'inspections.sites': query(nothing, answer<{ readonly sites: readonly SiteRow[]; readonly units: readonly Unit[] }>()),
  'inspections.saveSites': command(z.object({ sites: z.array(site).min(1).max(2000) }), answer<null>(), ['inspections', 'audit']),
  'inspections.draws': query(z.object({ period: periodId }), answer<DrawsView>()),
  /** The list as it would be frozen now. */
  'inspections.candidates': query(rules, answer<FrozenList>()),
  /** 封存名单. */
  'inspections.freeze': command(rules, answer<{ readonly id: number }>(), ['inspections', 'audit']),
  'inspections.voidList': command(one.extend({ reason: needed('理由') }), answer<null>(), ['inspections', 'audit']),
  'inspections.draw': command(
    one.extend({
      seedKind: z.enum(['dice', 'called']),
      seedParts: z.array(z.object({ name: z.string().trim().max(20), digits: z.string().max(40) })).max(20),
      present: z.array(person).min(2, '在场监督的至少写 2 人').max(20),
    }),
    answer<null>(),
    ['inspections', 'audit'],
  ),
  'inspections.certificate': command(one, saved, ['audit']),
  /** One page that draws again in any browser. */
  'inspections.verifier': command(one, saved, ['audit']),
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
  'inspections.saveChecklists': command(
    z.object({
      checklists: z.record(block, z.array(z.object({ text: needed('内容', 60), points })).max(15, '一张表最多 15 项')),
    }),
    answer<null>(),
    ['inspections', 'audit'],
  ),
  'inspections.problems': query(z.object({ period: periodId }), answer<ProblemsView>()),
  'inspections.problem': query(one, answer<ProblemRecord>()),
  'inspections.attach': command(one, answer<{ readonly name: string } | null>(), ['inspections', 'audit']),
  'inspections.detach': command(file, answer<null>(), ['inspections', 'audit']),
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
  'inspections.exportPackage': command(
    z.object({ list: z.number().int().nullable(), visit: z.number().int().nullable() }),
    saved,
    ['audit'],
  ),
  'inspections.choosePackage': query(nothing, answer<PackagePreview | null>()),
  'inspections.takePackage': command(
    z.object({ sha256: z.string() }),
    answer<{ readonly lists: number; readonly visits: number; readonly sites: number }>(),
    FIGURES,
  ),
};
