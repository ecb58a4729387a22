/**
 * 会诊 as plain data: everything the page and the 专门情况报告 speak from, so that the two cannot say different things. Figures are decimal strings as they are
 * published unless a field says exact; chances are numbers from 0 to 1. Sentences (`words`) are made beside the figures and hold no others.
 *
 * What people add (病因, 会诊组, prescriptions that became tasks, 复诊) is stored and is not in here.
 */

import type { DecompositionView } from '../contract/decompositions.ts';
import type { RecordLink } from '../contract/feeds.ts';
import type { Decomposition } from '../engine/decompose.ts';
import type { RankingList } from '../engine/types.ts';
import type { Firmness } from './firmness.ts';
import type { Course, Quadrant } from './gap-and-trend.ts';
import type { MovedPart } from './item-costs.ts';
import type { ContextVariable } from './neighbours.ts';
import type { Signal } from './process-chart.ts';
import type { Route } from './route-plan.ts';
import type { Effort } from './route-words.ts';

/** A unit as it stands in the list. */
export type Standing = {
  readonly organisation: string;
  readonly name: string;
  readonly rank: number;
  readonly score: string;
};

/** Who is diagnosed, of which month, and what the figures rest on. */
export type ConsultationHead = {
  readonly period: string;
  readonly list: RankingList;
  readonly organisation: string;
  readonly name: string;
  readonly rank: number;
  /** Units ranked with it (of its own group, when the rules rank in groups). */
  readonly units: number;
  readonly score: string;
  readonly isTied: boolean;
  /** last: it stands last; band: 难分伯仲 with the last; chosen: opened by hand. */
  readonly why: 'last' | 'band' | 'chosen';
  /** Sealed: from the seal. Otherwise the figures as they are now: 试算. */
  readonly seal: { readonly code: string; readonly version: number } | null;
  /** “按封账数据，封存码 …” or “试算，封账前可能变动”. */
  readonly basis: string;
  readonly scheme: { readonly name: string; readonly version: number };
  /** What the chance of the simulation is made from: the seal code; of a trial the period and the scheme's version. */
  readonly seed: string;
  readonly isDemo: boolean;
  /** 难分伯仲: the boxed note that stands before anything is announced; null when the last place is plain. */
  readonly note: string | null;
};

/** Who is to be diagnosed in a month, and whom one may choose. */
export type Candidates = {
  readonly period: string;
  readonly list: RankingList;
  readonly seal: ConsultationHead['seal'];
  /** On the last place; several when it is shared (or one a group). */
  readonly last: readonly Standing[];
  /** Above the last and not to be told from it, best first. */
  readonly within: readonly Standing[];
  /** Who is diagnosed without being asked for: the last, and by the office's rule those within. */
  readonly opened: readonly Standing[];
  /** How firm the last place is; null when it cannot be said, with the reason in `refusal`. */
  readonly word: Firmness | null;
  readonly note: string | null;
  /** Everybody with a score, by rank. */
  readonly units: readonly Standing[];
  /** Why nobody is last, or why its firmness is not known; null when neither. */
  readonly refusal: string | null;
};

/** 数据先看: what casts doubt on the figures the diagnosis rests on. */
export type QualityFlag = {
  /** missing: 未报, 缓报 …; finding: 有疑问 of the checks; outlier: modified z; factor: what was recounted on site. */
  readonly kind: 'state' | 'finding' | 'outlier' | 'factor';
  /** Raw figure it is about, to be opened in the grid. */
  readonly indicator: string;
  readonly words: string;
};

/** One course over months with its process chart. */
export type SignalRow = {
  /** Line of the scheme; null: the total. */
  readonly code: string | null;
  readonly name: string;
  /** 分 for the total; 得分率（%） of a line. */
  readonly unit: string;
  /** Twelve months at most, oldest first; null where the month has none. `rules` differs where the scheme changed. */
  readonly points: readonly { readonly period: string; readonly value: string | null; readonly rules: string }[];
  /** One a stretch of months under the same rules. */
  readonly segments: readonly {
    readonly from: string;
    readonly to: string;
    readonly count: number;
    readonly word: '' | '初步' | null;
    readonly limits: { readonly centre: string; readonly low: string; readonly high: string } | null;
    readonly signals: readonly Signal[];
  }[];
  /** Of the last segment: an arrow only for rising and falling. */
  readonly course: Course;
  readonly words: string;
};

export type GridRow = {
  readonly code: string;
  readonly name: string;
  /** 得分率 in percentage points: own less the peers' median. */
  readonly gap: string;
  readonly course: Course;
  readonly quadrant: Quadrant;
};

/** 症状. */
export type Symptoms = {
  readonly quality: readonly QualityFlag[];
  /** Gap: own score less theirs. `other`: who, or “11 个区县平均”. */
  readonly gaps: readonly {
    readonly against: 'mean' | 'above' | 'best';
    readonly other: string;
    readonly score: string;
    readonly gap: string;
  }[];
  /** Twelve months at most, oldest first. */
  readonly course: readonly {
    readonly period: string;
    readonly rank: number | null;
    readonly score: string | null;
    readonly isLast: boolean;
  }[];
  readonly total: SignalRow;
  /** Base lines of the scheme, in its order. */
  readonly lines: readonly SignalRow[];
  /** 差距 × 走势 of the same lines. */
  readonly grid: readonly GridRow[];
  /** The whole in two or three sentences. */
  readonly words: string;
};

export type WorkKind = 'node' | 'problem' | 'notice' | 'claim' | 'item' | 'meeting' | 'session' | 'table' | 'figure';

/** Something of the unit that is open: an overdue node, a problem, a notice, a claim that was not accepted, items under the quota. */
export type WorkFact = {
  /** “node 12”; unique in the facts. */
  readonly id: string;
  readonly kind: WorkKind;
  readonly kindName: string;
  readonly title: string;
  /** The very record; null where what is missing has none (items under a quota). */
  readonly link: RecordLink | null;
  /** Where a figure is meant instead of a record. */
  readonly indicator: string | null;
  readonly dueOn: string | null;
  /** 责任主体, 牵头领导 as the ledger has them; '' when it does not say. */
  readonly owner: string;
  /** 小 1, 中 2, 大 3: by its kind, until the office says otherwise. */
  readonly effort: Effort;
  /** What clearing it means: “按期办结这个节点，A1b 加 1”. */
  readonly change: string;
};

export type CostedWork = WorkFact & {
  /** Points, exact; 0 where a cap swallows them. */
  readonly cost: string;
  /** The same, published. */
  readonly shown: string;
  /** With this one cleared alone. */
  readonly score: string;
  readonly rank: number;
  readonly parts: readonly MovedPart[];
};

/** 分值到件. */
export type WorkCosts = {
  readonly works: readonly CostedWork[];
  /** Feeds the scheme, but cannot be reckoned: why. */
  readonly uncounted: readonly (WorkFact & { readonly reason: string })[];
  /** Open, and the month's scheme takes nothing from it: why. */
  readonly silent: readonly (WorkFact & { readonly reason: string })[];
  /** Lines that lost points without a record to follow them to: their figures are reported from elsewhere. */
  readonly unrecorded: readonly { readonly code: string; readonly name: string; readonly lost: string }[];
  /** All together. */
  readonly joint: { readonly shown: string; readonly score: string; readonly rank: number };
  /** joint − Σ cost, published; '0.00' when they may be added up. */
  readonly interplay: string;
  /** Σ of the printed costs less the printed whole, where nothing but 四舍五入 makes it; '0.00' as a rule. */
  readonly rounding: string;
  readonly words: string;
};

export type LossRow = {
  readonly code: string;
  readonly name: string;
  readonly fullPoints: string;
  /** 得分率 in percent, two digits: own, and the better quarter of the peers. */
  readonly own: string;
  readonly mark: string;
  readonly loss: string;
  /** Percent of the whole up to here. */
  readonly upTo: string;
  readonly isVital: boolean;
};

export type ChainFacts = {
  /** Six stages: how many tasks reached each, and the share of the stage before, the peers' median share. */
  readonly stages: readonly {
    readonly name: string;
    /** What had to be there for a task to count. */
    readonly rule: string;
    readonly count: number;
    /** Percent; null for the first, and where nothing was given to the stage. */
    readonly rate: string | null;
    readonly usual: string | null;
    /** Tasks that stopped before it, to be opened. */
    readonly stopped: readonly RecordLink[];
  }[];
  readonly peers: number;
  /** Index of the stage that is reached too seldom; null when nowhere. */
  readonly bottleneck: number | null;
  readonly largestDrop: number | null;
  readonly words: string;
};

/** 化验: where the points went. */
export type Tests = {
  /** mean, above, best; those there are something to compare with. */
  readonly comparisons: readonly { readonly against: 'mean' | 'above' | 'best'; readonly view: DecompositionView }[];
  /** By groups of lines (Shapley), where caps, a veto or 折算 act on the total; null where plain rows say all. */
  readonly groups: { readonly other: string; readonly decomposition: Decomposition; readonly words: string } | null;
  readonly costs: WorkCosts;
  readonly losses: { readonly rows: readonly LossRow[]; readonly whole: string; readonly words: string };
  /** null: the ledger has no tasks of the unit; `chainRefusal` says so. */
  readonly chain: ChainFacts | null;
  readonly chainRefusal: string | null;
};

export type LeadFact = {
  readonly above: string;
  readonly below: string;
  readonly lead: string;
  /** ε* in percent, cut at two digits; null = none up to 100 %. */
  readonly threshold: string | null;
  readonly word: Firmness;
  readonly words: string;
};

type ChanceRow = Standing & {
  /** Share of the draws in which it is first, last; by place. */
  readonly first: number;
  readonly last: number;
  readonly places: readonly number[];
  readonly best: number;
  readonly worst: number;
};

export type SimulationFacts = {
  /** “各项分值上下浮动 20%” · “任意分值”. */
  readonly title: string;
  readonly draws: number;
  readonly rows: readonly ChanceRow[];
  /** Of the unit's last place. */
  readonly error: number;
  readonly words: string;
};

export type LeaveOutFacts = {
  readonly kind: 'item' | 'inspector' | 'panelMember' | 'month';
  /** “去掉一项指标”. */
  readonly name: string;
  readonly tried: number;
  /** Without what, and what changes: “B1 现场督察评分”, “末位由博山区变为周村区”. */
  readonly changes: readonly { readonly without: string; readonly words: string }[];
  /** Why it was not done; null when it was. */
  readonly notDone: string | null;
};

/** 依据: how firm the place is. */
export type FirmnessFacts = {
  /** Of the unit against the next above and the next below. */
  readonly leads: readonly LeadFact[];
  /** The whole list's last place; null when the table was refused. */
  readonly last: { readonly names: readonly string[]; readonly within: readonly string[]; readonly word: Firmness } | null;
  /** Weights at which changing one alone makes the unit and the next above equal, in percent of all. */
  readonly flips: readonly { readonly code: string; readonly name: string; readonly share: string; readonly flipsAt: string }[];
  readonly simulations: readonly SimulationFacts[];
  readonly leftOut: readonly LeaveOutFacts[];
  /** 另行试算: what changes; '' = nothing; or why it was not tried. */
  readonly variants: readonly { readonly name: string; readonly change: string; readonly notTried: string | null }[];
  /** 计算说明. */
  readonly notes: readonly string[];
  /** The scheme is no weighted sum: leads, flips and simulations are not there. */
  readonly refusal: string | null;
  readonly words: string;
};

/** 对标学习: whom to learn a weak spot from. */
export type Lesson = {
  readonly code: string;
  readonly name: string;
  /** 得分率 in percent. */
  readonly own: string;
  readonly teacher: { readonly organisation: string; readonly name: string; readonly rate: string };
  /** Comparable by context (neighbours), or only the strongest. */
  readonly isComparable: boolean;
  /** Its registered experience; empty when none was. */
  readonly experiences: readonly { readonly id: number; readonly title: string; readonly state: string }[];
  readonly words: string;
};

/** 处方. */
export type Prescription = {
  readonly route: Route | null;
  /** Why there is no route. */
  readonly refusal: string | null;
  /** What it comes to, and a sentence a plan, in the order of `route.plans`. */
  readonly words: string;
  readonly plans: readonly string[];
  /** The plan comes to the same works as 最省力, and its sentence says so. */
  readonly repeats: readonly boolean[];
  /** 靠单项追不上: a sentence a line. */
  readonly levels: readonly string[];
  /** Every open item a plan may name, by id. */
  readonly works: readonly WorkFact[];
  readonly lessons: readonly Lesson[];
  readonly neighbours: {
    readonly nearest: readonly { readonly organisation: string; readonly name: string; readonly distance: string }[];
    readonly variables: readonly ContextVariable[];
    readonly words: string;
  };
};

/** What takes the engine hundreds of runs, made together in the worker. */
export type Diagnosis = {
  readonly tests: Tests;
  readonly firmness: FirmnessFacts;
  readonly prescription: Prescription;
};

export type ConsultationFacts = Diagnosis & {
  readonly head: ConsultationHead;
  readonly symptoms: Symptoms;
};
