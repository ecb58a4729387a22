import { z } from 'zod';
import type { Rules } from '../engine/types.ts';
import { answer, code, command, decimalText, monthId, nothing, query, rankingList } from './method.ts';

const bands = z.array(z.object({ from: decimalText, share: decimalText })).min(1);
type MethodSchema = z.ZodType<Rules['items'][number]['method']>;
const part = z.lazy(() => z.object({ inputs: z.record(z.string(), z.string()), share: decimalText, method }));
const method: MethodSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('goalposts'), floor: decimalText, target: decimalText }),
  z.object({
    kind: z.literal('completionRate'),
    target: decimalText,
    step: z.object({ per: decimalText, points: decimalText }).exactOptional(),
  }),
  z.object({
    kind: z.literal('completionCapped'),
    target: decimalText,
    metShare: decimalText,
    perPoint: decimalText,
    capMultiple: decimalText,
  }),
  z.object({ kind: z.literal('perUnit'), target: decimalText, gain: decimalText, loss: decimalText, maxGain: decimalText }),
  z.object({ kind: z.literal('efficacyCoefficient'), satisfactory: decimalText, unacceptable: decimalText }),
  z.object({ kind: z.literal('banded'), bands }),
  z.object({ kind: z.literal('linearGrades'), grades: bands }),
  z.object({ kind: z.literal('deductFromFull'), perUnit: decimalText }),
  z.object({ kind: z.literal('yesNo'), atLeast: decimalText }),
  z.object({ kind: z.literal('ballot') }),
  z.object({ kind: z.literal('panel'), trim: z.number().int().min(0) }),
  z.object({ kind: z.literal('improvementRate'), target: decimalText }),
  z.object({ kind: z.literal('countPoints'), each: decimalText }),
  z.object({ kind: z.literal('levelPoints'), points: z.record(z.string(), decimalText) }),
  z.object({ kind: z.literal('composite'), parts: z.array(part).min(1) }),
  z.object({ kind: z.literal('lowest'), parts: z.array(part).min(1) }),
  z.object({ kind: z.literal('ratioToBest') }),
  z.object({ kind: z.literal('minMax') }),
  z.object({ kind: z.literal('rankScore'), k: decimalText }),
]);

/** A scheme's rules as stored: refused at the door when a part is missing, so that the engine never guesses. */
const rulesSchema: z.ZodType<Rules> = z.object({
  fullPoints: decimalText,
  publishedDecimals: z.number().int().min(0).max(4),
  bonusCap: decimalText.nullable(),
  deductionCap: decimalText.nullable(),
  floor: decimalText.nullable(),
  ceiling: decimalText.nullable(),
  veto: z.union([z.object({ effect: z.literal('zero') }), z.object({ effect: z.literal('cap'), at: decimalText })]),
  allowDependentMethods: z.boolean(),
  rankInGroups: z.boolean(),
  blocks: z.array(z.object({ code, name: z.string().min(1) })).min(1),
  items: z
    .array(
      z.object({
        code,
        name: z.string().min(1),
        block: code,
        kind: z.enum(['base', 'bonus', 'deduction', 'veto']),
        applies: z.array(rankingList).min(1),
        fullPoints: decimalText,
        inputs: z.record(z.string(), code),
        method,
        difficulty: z.record(z.string(), decimalText).exactOptional(),
        clause: z.string().min(1),
        evidence: z.string().exactOptional(),
      }),
    )
    .min(1),
});

export const schemeFile = z.object({
  code,
  name: z.string().min(1),
  version: z.number().int().min(1),
  effectiveFrom: monthId,
  rules: rulesSchema,
});
export type SchemeVersion = z.infer<typeof schemeFile> & { readonly id: number };

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
};
