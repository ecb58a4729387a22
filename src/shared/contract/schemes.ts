import { z } from 'zod';
import type { RankingList, Rules } from '../engine/types.ts';
import { answer, code, command, decimalText, monthId, nothing, periodId, query, rankingList } from './method.ts';

/** What differs between a version and a draft: a version is complete, a draft may stand half-way through anything. */
type Leaves = {
  readonly decimal: z.ZodType<string>;
  readonly code: z.ZodType<string>;
  readonly text: z.ZodType<string>;
  /** Fewest entries of a list that a version cannot do without. */
  readonly least: number;
};
type MethodSchema = z.ZodType<Rules['items'][number]['method']>;

function methodSchema({ decimal, least }: Leaves): MethodSchema {
  const bands = z.array(z.object({ from: decimal, share: decimal })).min(least);
  const part = z.lazy(() => z.object({ inputs: z.record(z.string(), z.string()), share: decimal, method }));
  const method: MethodSchema = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('goalposts'), floor: decimal, target: decimal }),
    z.object({
      kind: z.literal('completionRate'),
      target: decimal,
      step: z.object({ per: decimal, points: decimal }).exactOptional(),
    }),
    z.object({
      kind: z.literal('completionCapped'),
      target: decimal,
      metShare: decimal,
      perPoint: decimal,
      capMultiple: decimal,
    }),
    z.object({ kind: z.literal('perUnit'), target: decimal, gain: decimal, loss: decimal, maxGain: decimal }),
    z.object({ kind: z.literal('efficacyCoefficient'), satisfactory: decimal, unacceptable: decimal }),
    z.object({ kind: z.literal('banded'), bands }),
    z.object({ kind: z.literal('linearGrades'), grades: bands }),
    z.object({ kind: z.literal('deductFromFull'), perUnit: decimal }),
    z.object({ kind: z.literal('yesNo'), atLeast: decimal }),
    z.object({ kind: z.literal('ballot') }),
    z.object({ kind: z.literal('panel'), trim: z.number().int().min(0) }),
    z.object({ kind: z.literal('improvementRate'), target: decimal }),
    z.object({ kind: z.literal('countPoints'), each: decimal }),
    z.object({ kind: z.literal('levelPoints'), points: z.record(z.string(), decimal) }),
    z.object({ kind: z.literal('composite'), parts: z.array(part).min(least) }),
    z.object({ kind: z.literal('lowest'), parts: z.array(part).min(least) }),
    z.object({ kind: z.literal('ratioToBest') }),
    z.object({ kind: z.literal('minMax') }),
    z.object({ kind: z.literal('rankScore'), k: decimal }),
  ]);
  return method;
}

const rulesSchema = (leaves: Leaves): z.ZodType<Rules> => {
  const { decimal, code: codeText, text, least } = leaves;
  return z.object({
    fullPoints: decimal,
    publishedDecimals: z.number().int().min(0).max(4),
    bonusCap: decimal.nullable(),
    deductionCap: decimal.nullable(),
    floor: decimal.nullable(),
    ceiling: decimal.nullable(),
    veto: z.union([z.object({ effect: z.literal('zero') }), z.object({ effect: z.literal('cap'), at: decimal })]),
    allowDependentMethods: z.boolean(),
    rankInGroups: z.boolean(),
    blocks: z.array(z.object({ code: codeText, name: text })).min(least),
    items: z
      .array(
        z.object({
          code: codeText,
          name: text,
          block: codeText,
          kind: z.enum(['base', 'bonus', 'deduction', 'veto']),
          applies: z.array(rankingList).min(least),
          fullPoints: decimal,
          inputs: z.record(z.string(), codeText),
          method: methodSchema(leaves),
          difficulty: z.record(z.string(), decimal).exactOptional(),
          clause: text,
          evidence: z.string().max(1000, '佐证不能超过 1000 个字').exactOptional(),
        }),
      )
      .min(least)
      .max(300, '一个方案不能超过 300 项'),
  });
};

/** A scheme's rules as stored: refused at the door when a part is missing, so that the engine never guesses. */
const complete: Leaves = { decimal: decimalText, code, text: z.string().min(1), least: 1 };
/** The same shape while it is being written: any text may still be wrong or empty. */
const unfinished: Leaves = { decimal: z.string().max(30), code: z.string().max(60), text: z.string().max(2000), least: 0 };

export const schemeFile = z.object({
  code,
  name: z.string().min(1),
  version: z.number().int().min(1),
  effectiveFrom: monthId,
  rules: rulesSchema(complete),
});
export type SchemeVersion = z.infer<typeof schemeFile> & { readonly id: number };

export const schemeDraft = z.object({ name: z.string().max(60, '方案名称不能超过 60 个字'), rules: rulesSchema(unfinished) });
export type SchemeDraft = z.infer<typeof schemeDraft>;

/** The one draft there is, and what its coming into force would meet. */
export type DraftView = SchemeDraft & {
  /** The version it was copied from. */
  readonly basedOn: number;
  /** Tells one draft from the next. */
  readonly startedAt: string;
  readonly savedAt: string;
  readonly savedBy: string;
  /** First month a new version may hold for: after the last sealed month, and not before the latest version. */
  readonly earliest: string;
  /** The month after the last one with figures. */
  readonly suggested: string;
  /** Months from `earliest` on that have figures already: they would be scored anew. */
  readonly openMonths: readonly string[];
};

/** A unit's figures by indicator code. */
export type UnitFigures = {
  readonly code: string;
  readonly name: string;
  readonly list: RankingList;
  readonly values: Readonly<Record<string, string>>;
};

type Standing = { readonly score: string | null; readonly rank: number | null };
/** One list of one month, under the version it was scored by and under the draft. */
export type TrialMonth = {
  readonly period: string;
  readonly list: RankingList;
  /** “第 1 版”. */
  readonly scheme: string;
  /** Units whose rank changes first, then by rank under the draft. */
  readonly units: readonly {
    readonly code: string;
    readonly name: string;
    readonly before: Standing;
    readonly after: Standing;
  }[];
  /** Why the draft gives no result, or not for every unit; null when it does. */
  readonly problem: string | null;
};

export const schemes = {
  'schemes.list': query(nothing, answer<readonly SchemeVersion[]>()),
  /** Puts the scheme that ships in force, with the figures it asks for; nothing happens when the office has one. */
  'schemes.adoptDefault': command(nothing, answer<null>(), [
    'schemes',
    'indicators',
    'observations',
    'rankings',
    'overview',
    'audit',
  ]),
  'schemes.draft': query(nothing, answer<DraftView | null>()),
  /** Copies a version to be worked on; refused while there is a draft. */
  'schemes.startDraft': command(z.object({ from: z.number().int() }), answer<null>(), ['schemes', 'audit']),
  'schemes.saveDraft': command(schemeDraft, answer<null>(), ['schemes', 'audit']),
  'schemes.discardDraft': command(nothing, answer<null>(), ['schemes', 'audit']),
  /** The last twelve months held, both lists, newest first; refused while the draft has problems. */
  'schemes.trial': query(nothing, answer<readonly TrialMonth[]>()),
  /** Makes the draft the version in force from a month on. */
  'schemes.activate': command(z.object({ effectiveFrom: monthId }), answer<null>(), [
    'schemes',
    'indicators',
    'observations',
    'rankings',
    'overview',
    'annual',
    'submissions',
    'seals',
    'audit',
  ]),
  /** Indicator values of a month for the units of both lists, computed ones included; a unit has only the figures that exist. */
  'schemes.figures': query(
    z.object({ period: periodId, indicators: z.array(z.string().max(60)).max(40) }),
    answer<readonly UnitFigures[]>(),
  ),
};
