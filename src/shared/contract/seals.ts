import { z } from 'zod';
import type { SealMark } from '../bulletin/facts.ts';
import type { Difference, StoredSeal } from '../seal/check.ts';
import { answer, command, nothing, periodId, query } from './method.ts';

/** One sealed version of a month, as listed. */
export type SealRow = StoredSeal & { readonly sealedAt: string; readonly sealedBy: string };

/** One thing that stands between a month and its seal. */
export type Obstacle = { readonly sentence: string; readonly page: 'entry' | 'board' | 'panels' | 'schemes' };

/** What sealing a month would mean: what is still in the way, or the seal it has. */
export type SealView = {
  readonly period: string;
  /** Latest version; null while the month is open. */
  readonly seal: SealMark | null;
  readonly obstacles: readonly Obstacle[];
  /** Figures far from the usual that nobody has explained; sealed all the same when the one who seals says so. */
  readonly doubts: readonly string[];
  readonly isOneClerk: boolean;
};

/** Result of checking everything sealed and every file of evidence: nothing, or the first thing that differs. */
export type Verification = {
  readonly seals: number;
  readonly records: number;
  /** Files of evidence, of sealed months and open ones. */
  readonly files: number;
  readonly milliseconds: number;
  readonly difference: Difference | null;
};

export const seals = {
  /** The seal of a month; null while it is open. */
  'seals.mark': query(z.object({ period: periodId }), answer<SealMark | null>()),
  /** Saves the one-file verifier of a sealed month; null when the dialog was closed. */
  'seals.exportVerifier': command(z.object({ period: periodId }), answer<{ readonly file: string } | null>(), ['audit']),
  'seals.view': query(z.object({ period: periodId }), answer<SealView>()),
  'seals.list': query(nothing, answer<readonly SealRow[]>()),
  /** Recomputes every sealed month, the chain, and the hash of every file of evidence. */
  'seals.verify': query(nothing, answer<Verification>()),
  /** Closes a month; `acceptDoubts` says that unexplained doubts were looked at. */
  'seals.seal': command(z.object({ period: periodId, acceptDoubts: z.boolean() }), answer<SealRow>(), [
    'seals',
    'overview',
    'observations',
    'rankings',
    'submissions',
    'claims',
    'panels',
    'corrections',
    'annual',
    'periods',
    'audit',
  ]),
};
