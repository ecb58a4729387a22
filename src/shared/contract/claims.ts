import { z } from 'zod';
import type { ClaimLine } from '../claims/lines.ts';
import { matterKey } from '../claims/matter.ts';
import { answer, code, command, periodId, query, rankingList } from './method.ts';

const STATES = ['pending', 'accepted', 'refused', 'withdrawn'] as const;
/** 待认定, 已认定, 不予认定, 已撤回. */
export type ClaimState = (typeof STATES)[number];

const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};
const draft = z.object({
  /** null: a new one. */
  id: z.number().int().nullable(),
  period: periodId,
  organisation: code,
  /** Line of the scheme. */
  item: code,
  /** Input of the line. */
  level: code,
  title: z
    .string()
    .trim()
    .max(80, '事项名称不能超过 80 个字')
    .refine((text) => matterKey(text).length >= 2, '请写明事项名称，至少两个字'),
  documentNumber: z.string().trim().max(200, '文号或链接不能超过 200 个字'),
  datedOn: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, '日期应写成 2018-02-06')
    .refine(isDay, '没有这一天，请检查日期')
    .nullable(),
  note: z.string().trim().max(200, '备注不能超过 200 个字'),
});
export type ClaimDraft = z.infer<typeof draft>;

export type EvidenceFile = {
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
};
/** 加分事项 as it stands. */
export type Claim = Omit<ClaimDraft, 'id'> & {
  readonly id: number;
  readonly state: ClaimState;
  /** Of the last decision; empty when none was asked for. */
  readonly reason: string;
  readonly registeredBy: string;
  readonly registeredAt: string;
  /** Who decided it last; null while nobody has. */
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly files: readonly EvidenceFile[];
};

export type ClaimRow = Claim & {
  readonly itemName: string;
  readonly levelName: string;
  /** Whether it counts and why not; for one that is not decided, as it would be. null when it cannot count any more. */
  readonly verdict: { readonly counts: boolean; readonly words: string } | null;
  readonly doubts: readonly string[];
};

/** A figure that somebody typed although claims say otherwise. */
export type CountDifference = {
  readonly organisation: string;
  readonly organisationName: string;
  readonly item: string;
  readonly indicatorName: string;
  /** “5 件（手工填报，张三）” */
  readonly typed: string;
  readonly count: string;
};

export type ClaimsView = {
  readonly lines: readonly ClaimLine[];
  readonly units: readonly { readonly code: string; readonly name: string }[];
  /** By unit in official order, then as registered. */
  readonly claims: readonly ClaimRow[];
  readonly differences: readonly CountDifference[];
};

export type ClaimEvent = {
  readonly event: 'register' | 'change' | 'attach' | 'detach' | 'accept' | 'refuse' | 'reopen' | 'withdraw';
  readonly reason: string;
  readonly at: string;
  readonly actor: string;
};

/** What a claim does, or would do once 认定, to the figures and to the score. */
export type ClaimEffect = {
  readonly cells: readonly {
    readonly period: string;
    readonly name: string;
    readonly unit: string;
    /** null: empty. */
    readonly before: string | null;
    readonly after: string;
    /** Said of a figure typed by hand that would be replaced: its source and who typed it. */
    readonly typedBy: string | null;
  }[];
  /** Points of the line before and after; null while a figure of the line is missing. */
  readonly before: string | null;
  readonly after: string | null;
  readonly formula: string;
  /** What the line's cap takes away afterwards, and what the cap over all bonus or deduction lines does; null when nothing. */
  readonly overLine: string | null;
  readonly overTotal: { readonly lost: string; readonly formula: string } | null;
  /** Names of the figures the line still waits for. */
  readonly missing: readonly string[];
};

export type ClaimRecord = {
  readonly claim: ClaimRow;
  readonly line: ClaimLine | null;
  readonly events: readonly ClaimEvent[];
  readonly effect: ClaimEffect | null;
  /** Why the one at this desk may not decide it; null when nothing is in the way but their role. */
  readonly hindrance: string | null;
};

/** A claim that counts, as a score is explained by it. */
export type CountedClaim = {
  readonly id: number;
  readonly organisation: string;
  readonly item: string;
  readonly levelName: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly datedOn: string | null;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
};

const one = z.object({ id: z.number().int() });
const reason = z.string().trim().max(200, '理由不能超过 200 个字');
const givenReason = reason.min(1, '请写明理由');
const file = z.object({ id: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
/** What a changed count may move. */
const COUNTS = ['claims', 'observations', 'rankings', 'annual', 'overview', 'periods', 'submissions', 'audit'] as const;

export const claims = {
  'claims.view': query(z.object({ period: periodId, list: rankingList }), answer<ClaimsView>()),
  'claims.record': query(one, answer<ClaimRecord>()),
  /** Doubts about what is being typed, before it is registered; a draft that is not complete yet has none. */
  'claims.doubts': query(
    draft
      .pick({ id: true, period: true, organisation: true, item: true, level: true, documentNumber: true, datedOn: true })
      .extend({
        title: z.string(),
      }),
    answer<readonly string[]>(),
  ),
  /** Claims behind a unit's score of a month. */
  'claims.counted': query(z.object({ period: periodId, organisation: code }), answer<readonly CountedClaim[]>()),
  'claims.save': command(draft, answer<{ readonly id: number }>(), ['claims', 'audit']),
  /** Asks for a file and keeps it; null when the dialog was closed. */
  'claims.attach': command(one, answer<{ readonly name: string } | null>(), ['claims', 'audit']),
  'claims.detach': command(file, answer<null>(), ['claims', 'audit']),
  'claims.withdraw': command(one.extend({ reason }), answer<null>(), ['claims', 'audit']),
  /** `replaceTyped`: the clerk has seen which figures typed by hand give way. */
  'claims.accept': command(one.extend({ replaceTyped: z.boolean() }), answer<null>(), COUNTS),
  'claims.refuse': command(one.extend({ reason: givenReason }), answer<null>(), ['claims', 'audit']),
  /** 撤销认定: back to 待认定, and out of the count. */
  'claims.reopen': command(one.extend({ reason: givenReason }), answer<null>(), COUNTS),
  /** Writes a line's counts over what was typed after its claims were 认定. */
  'claims.recount': command(z.object({ period: periodId, organisation: code, item: code }), answer<null>(), COUNTS),
  'claims.bytes': query(file, answer<Uint8Array>()),
  'claims.saveFile': command(file, answer<{ readonly file: string } | null>(), ['audit']),
};
