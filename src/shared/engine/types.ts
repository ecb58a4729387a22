/**
 * What the engine takes and gives. Numbers travel as decimal strings ("84.95"): a binary float never touches an official score.
 */

/** The two ranked lists of the office: 区县 and 专项小组 (domain.md §1). */
export type RankingList = 'district' | 'specialGroup';

/** higher: 越高越好; lower: 越低越好; none: not to be ranked. */
export type Direction = 'higher' | 'lower' | 'none';

/** An empty cell is never silently zero: 未报 scores 0 and is printed, 不适用 gives its points to its block, 批准缓报 carries the last value. */
export type CellState = 'reported' | 'notReported' | 'notApplicable' | 'deferred';

export type Cell = {
  /** Decimal string, or null when there is none. For 批准缓报 the last known value, carried. */
  readonly value: string | null;
  readonly state: CellState;
  readonly source?: string;
  readonly note?: string;
  /** For 批准缓报: the period the value was carried from. */
  readonly carriedFrom?: string;
  readonly recordedBy?: string;
  readonly recordedAt?: string;
};

export type EngineIndicator = {
  readonly code: string;
  readonly name: string;
  /** 计量单位, for people; the engine never converts. */
  readonly unit: string;
  readonly direction: Direction;
  /** Digits published after the point; null when never agreed. */
  readonly decimals: number | null;
  /** For a computed indicator: an expression over other indicators, see formula.ts; null or absent for a reported one. */
  readonly formula?: string | null;
};

type EngineOrganisation = {
  readonly code: string;
  readonly name: string;
  /** Ranking group (县区组 / 功能区组), used only when the rules ask for groups. */
  readonly group?: string;
};

/** Share of full points given from a value upward (分档法) or at a value (线性分级). */
export type Band = { readonly from: string; readonly share: string };

/** How a value becomes points. Own-result methods first; the last three depend on other units and need `allowDependentMethods`. */
export type Method =
  /** 区间法: 底线值 floor gives 0, 目标值 target gives full points, between them linear. floor > target means lower is better. */
  | { readonly kind: 'goalposts'; readonly floor: string; readonly target: string }
  /** 目标完成率法: min(x ÷ t, 1) × W; for lower-is-better t ÷ x. With `step`: full when met, else −step.points for each step.per % short. */
  | {
      readonly kind: 'completionRate';
      readonly target: string;
      readonly step?: { readonly per: string; readonly points: string };
    }
  /** 完成率 + 封顶: target met = metShare × W, then ±perPoint for each percentage point, at most capMultiple × W. */
  | {
      readonly kind: 'completionCapped';
      readonly target: string;
      readonly metShare: string;
      readonly perPoint: string;
      readonly capMultiple: string;
    }
  /** 逐个加扣: met = W, +gain a unit over (in all at most maxGain), −loss a unit short. */
  | { readonly kind: 'perUnit'; readonly target: string; readonly gain: string; readonly loss: string; readonly maxGain: string }
  /** 功效系数法: d = (x − 不允许值) ÷ (满意值 − 不允许值) × 40 + 60, points = d% of W, clamped to [0, W]. */
  | { readonly kind: 'efficacyCoefficient'; readonly satisfactory: string; readonly unacceptable: string }
  /** 分档法: the share of the best band reached. */
  | { readonly kind: 'banded'; readonly bands: readonly Band[] }
  /** 线性分级: linear between the points, 0 below the lowest, full above the highest. */
  | { readonly kind: 'linearGrades'; readonly grades: readonly Band[] }
  /** 倒扣法: W − x × perUnit. */
  | { readonly kind: 'deductFromFull'; readonly perUnit: string }
  /** 是否达标: x ≥ atLeast (or ≤ for lower-is-better) gives W, else 0. */
  | { readonly kind: 'yesNo'; readonly atLeast: string }
  /** 票决折算: (好×100 + 较好×80 + 一般×60 + 较差×40) ÷ 有效票, as % of W. Inputs good, fairlyGood, fair, poor. */
  | { readonly kind: 'ballot' }
  /** 评委打分: mean of the marks (0–100) after dropping `trim` at each end, as % of W. Inputs: the marks, in any number; or one, the result of a panel. */
  | { readonly kind: 'panel'; readonly trim: number }
  /** 改善率法: (base − x) ÷ base ÷ target × W for lower-is-better (mirrored otherwise); no improvement = 0 (不降反升计 0 分). Input base. */
  | { readonly kind: 'improvementRate'; readonly target: string }
  /** 按件计分: x × each. For bonus and deduction lines. */
  | { readonly kind: 'countPoints'; readonly each: string }
  /** 分级计件: Σ input × points of its level (国家级 2, 省级 1 …). Inputs: the levels. */
  | { readonly kind: 'levelPoints'; readonly points: Readonly<Record<string, string>> }
  /** 复合: Σ share × points of each part; 取低: the lowest part. */
  | { readonly kind: 'composite'; readonly parts: readonly MethodPart[] }
  | { readonly kind: 'lowest'; readonly parts: readonly MethodPart[] }
  /** 比例法: x ÷ best × W. */
  | { readonly kind: 'ratioToBest' }
  /** 极差法: (x − min) ÷ (max − min) × W. */
  | { readonly kind: 'minMax' }
  /** 位次法: W × (1 − k × (rank − 1)), never below 0. */
  | { readonly kind: 'rankScore'; readonly k: string };

type MethodPart = {
  /** The part's own input names → the item's: { value: 'city' }, { value: 'now', base: 'lastYear' }. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly share: string;
  readonly method: Method;
};

type ItemKind = 'base' | 'bonus' | 'deduction' | 'veto';

export type Item = {
  readonly code: string;
  readonly name: string;
  /** Block letter: A 调度, B 督察, C 指标, D 宣传, E 加分, F 扣分. 不适用 points are shared inside a block. */
  readonly block: string;
  readonly kind: ItemKind;
  readonly applies: readonly RankingList[];
  /** Full points of a base line; cap of a bonus or deduction line. 0 for a veto line. */
  readonly fullPoints: string;
  /** Named inputs → indicator codes. `value` is the main one. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly method: Method;
  /** 难度系数 by organisation code: the value is multiplied before scoring. */
  readonly difficulty?: Readonly<Record<string, string>>;
  /** The clause as the office's document states it. */
  readonly clause: string;
  readonly evidence?: string;
};

export type Block = { readonly code: string; readonly name: string };

export type Rules = {
  /** Total of the base lines after 折算, normally 100. */
  readonly fullPoints: string;
  /** Digits of the published score; ranks are made on them. */
  readonly publishedDecimals: number;
  /** Most that all bonus lines together may add; null = no cap. */
  readonly bonusCap: string | null;
  readonly deductionCap: string | null;
  readonly floor: string | null;
  readonly ceiling: string | null;
  /** What a veto does to the total: to zero, or to at most `at`. */
  readonly veto: { readonly effect: 'zero' } | { readonly effect: 'cap'; readonly at: string };
  /** Off: methods that depend on other units' results are refused. */
  readonly allowDependentMethods: boolean;
  /** On: ranks are made inside organisation groups (县区组 / 功能区组). */
  readonly rankInGroups: boolean;
  readonly blocks: readonly Block[];
  readonly items: readonly Item[];
};

export type EvaluationInput = {
  readonly period: string;
  readonly list: RankingList;
  readonly rules: Rules;
  readonly organisations: readonly EngineOrganisation[];
  readonly indicators: readonly EngineIndicator[];
  /** organisation code → indicator code → cell. An absent cell is "nobody has said yet": the unit gets no score. */
  readonly values: Readonly<Record<string, Readonly<Record<string, Cell>>>>;
  /** Ranks of the period before, by organisation code. */
  readonly previousRanks?: Readonly<Record<string, number>>;
};

/** One value used by a line, down to the raw figure and its source. */
export type InputUse = {
  readonly input: string;
  readonly indicator: string;
  readonly name: string;
  readonly unit: string;
  readonly value: string | null;
  readonly state: CellState | 'missing';
  readonly source?: string;
  readonly note?: string;
  readonly carriedFrom?: string;
  readonly recordedBy?: string;
  readonly recordedAt?: string;
  /** For a computed indicator: its formula and the values that went in. */
  readonly formula?: string;
  readonly from?: readonly InputUse[];
};

/** scored 已计分, carried 按上次数值计分(批准缓报), notReported 未报计 0 分, notApplicable 不适用, missing 缺数. */
export type ItemState = 'scored' | 'carried' | 'notReported' | 'notApplicable' | 'missing';

export type ItemScore = {
  readonly code: string;
  readonly name: string;
  readonly block: string;
  readonly kind: ItemKind;
  readonly clause: string;
  readonly state: ItemState;
  /** As the rules say it, and after sharing out 不适用 points of the block. */
  readonly fullPoints: string;
  readonly effectiveFullPoints: string;
  /** What the line adds to the total, exact; a deduction is negative. null when missing. */
  readonly points: string | null;
  /** The formula with the numbers in it: “15 × 92.31 ÷ 100 = 13.8465”. */
  readonly formula: string;
  /** Other units' results can move this line. */
  readonly dependsOnOthers: boolean;
  readonly inputs: readonly InputUse[];
};

/** Something that happens to the total and not to a line. The amounts and the lines' points add up to the published score exactly. */
export type Adjustment = {
  readonly code: 'rescale' | 'bonusCap' | 'deductionCap' | 'veto' | 'floor' | 'ceiling' | 'rounding';
  readonly label: string;
  readonly formula: string;
  readonly amount: string;
};

export type Entry = {
  readonly organisation: string;
  readonly name: string;
  readonly group: string | null;
  /** Published score, e.g. "84.95"; null while an input is missing. */
  readonly score: string | null;
  readonly rank: number | null;
  readonly isTied: boolean;
  /** Places gained (+) or lost (−) since the period before; null when there is no earlier rank. */
  readonly change: number | null;
  readonly previousRank: number | null;
  /** Sums of the lines after caps, exact. */
  readonly base: string;
  readonly bonus: string;
  readonly deduction: string;
  /** Sum of points by block, exact. */
  readonly blocks: Readonly<Record<string, string>>;
  readonly isVetoed: boolean;
  readonly items: readonly ItemScore[];
  readonly adjustments: readonly Adjustment[];
};

type Missing = { readonly organisation: string; readonly name: string; readonly items: readonly string[] };

export type Evaluation = {
  readonly engineVersion: string;
  readonly period: string;
  readonly list: RankingList;
  /** By rank, then in the order of the organisations; units without a score last. */
  readonly entries: readonly Entry[];
  readonly missing: readonly Missing[];
};
