import { z } from 'zod';
import type { CloseLast, RankRecord, SealMark, SpeechFact } from '../bulletin/facts.ts';
import type { Evaluation, RankingList, Rules } from '../engine/types.ts';
import { answer, code, periodId, query, rankingList } from './method.ts';

/** A list's month: as it was sealed, or computed from what is stored at this moment. */
export type RankingView = {
  readonly evaluation: Evaluation;
  readonly rules: Rules;
  readonly schemeName: string;
  readonly schemeVersion: number;
  /** organisation code → its last twelve held periods, oldest first, this one included. */
  readonly history: Readonly<Record<string, readonly RankRecord[]>>;
  /** The period the moves are against; null without an earlier ranking. */
  readonly since: string | null;
  readonly speeches: readonly SpeechFact[];
  /** 难分伯仲; null when the last place is plain. */
  readonly closeLast: CloseLast | null;
  /** null while the month is open. */
  readonly seal: SealMark | null;
  /** Some figure used is made up for demonstration. */
  readonly isDemo: boolean;
};

export type IndicatorRanking = {
  readonly period: string;
  readonly indicator: {
    readonly code: string;
    readonly name: string;
    readonly unit: string;
    readonly direction: 'higher' | 'lower';
  };
  readonly list: RankingList;
  readonly entries: readonly {
    readonly organisation: string;
    readonly code: string;
    readonly value: string;
    readonly rank: number;
    readonly isTied: boolean;
    readonly source: string;
  }[];
  readonly missing: readonly string[];
};

export const rankings = {
  'rankings.view': query(z.object({ period: periodId, list: rankingList }), answer<RankingView>()),
  'rankings.indicator': query(z.object({ period: periodId, indicator: code, list: rankingList }), answer<IndicatorRanking>()),
};
