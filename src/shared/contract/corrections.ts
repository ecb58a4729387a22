import { z } from 'zod';
import type { RankingList } from '../engine/types.ts';
import { answer, code, command, decimalText, periodId, query } from './method.ts';

/** One figure a 更正单 asks to change, as people read it. */
export type CorrectionCell = {
  readonly organisation: string;
  readonly organisationName: string;
  readonly indicator: string;
  readonly indicatorName: string;
  readonly unit: string;
  /** A figure, or 未报, 不适用; null when there was nothing. */
  readonly before: string | null;
  readonly after: string;
};
export type Correction = {
  readonly id: number;
  readonly period: string;
  /** 更正 by the office, or 申诉 of a unit on one line of its score. */
  readonly origin: 'correction' | 'appeal';
  /** 申诉: “博山区 B1 现场督察评分”. */
  readonly line: string | null;
  readonly reason: string;
  readonly state: 'open' | 'signed' | 'refused' | 'withdrawn';
  readonly askedBy: string;
  readonly askedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Why it was refused, or what the one who signed wrote. */
  readonly decision: string;
  /** Version of the month it made; null unless signed. */
  readonly version: number | null;
  readonly cells: readonly CorrectionCell[];
};

/** One unit whose score or rank would be another. */
export type Moved = {
  readonly list: RankingList;
  readonly organisation: string;
  readonly name: string;
  readonly scoreBefore: string | null;
  readonly scoreAfter: string | null;
  readonly rankBefore: number | null;
  readonly rankAfter: number | null;
};
/** What a change would do, before anybody signs it; empty when nobody moves. */
export type CorrectionEffect = {
  readonly moved: readonly Moved[];
  /** Duties to speak that come or go: “博山区 表态发言（当月排名最后）”. */
  readonly speechesGone: readonly string[];
  readonly speechesNew: readonly string[];
};

const cells = z
  .array(
    z.object({
      organisation: code,
      indicator: code,
      value: decimalText.nullable(),
      state: z.enum(['reported', 'notReported', 'notApplicable']),
    }),
  )
  .min(1, '更正单至少要改一个数据')
  .max(200)
  .refine(
    (all) => new Set(all.map(({ organisation, indicator }) => `${organisation}\n${indicator}`)).size === all.length,
    '同一个数据在一张更正单里只写一次',
  );
const reason = z.string().trim().min(4, '理由至少写 4 个字').max(400, '理由不超过 400 个字');
const id = z.number().int().min(1);

export const corrections = {
  'corrections.list': query(z.object({ period: periodId }), answer<readonly Correction[]>()),
  /** What an open 更正单 would do now, what a signed one did; null for one that was refused or withdrawn. */
  'corrections.effect': query(z.object({ id }), answer<CorrectionEffect | null>()),
  'corrections.preview': query(z.object({ period: periodId, cells }), answer<CorrectionEffect>()),
  /** Writes the 更正单 down; nothing changes until somebody else signs it. */
  'corrections.ask': command(
    z.object({
      period: periodId,
      reason,
      cells,
      /** 申诉: the unit and the line of its score. */
      appeal: z.object({ organisation: code, item: code }).nullable(),
    }),
    answer<{ readonly id: number }>(),
    ['corrections', 'audit'],
  ),
  /** Signs it (a new version of the month comes into force) or refuses it with a reason; never by the one who asked. */
  'corrections.decide': command(
    z.object({ id, decision: z.enum(['sign', 'refuse']), words: z.string().trim().max(400, '意见不超过 400 个字') }),
    answer<null>(),
    ['corrections', 'seals', 'observations', 'rankings', 'overview', 'annual', 'submissions', 'claims', 'periods', 'audit'],
  ),
  /** Taken back by the one who asked. */
  'corrections.withdraw': command(z.object({ id }), answer<null>(), ['corrections', 'audit']),
  /** Saves it as a PDF to print; null when the dialog was closed. */
  'corrections.export': command(z.object({ id }), answer<{ readonly file: string } | null>(), ['audit']),
};
