import { z } from 'zod';
import type { PeriodBurden, UnitBurden } from '../burden/count.ts';
import type { RecordLink } from './feeds.ts';
import { answer, command, periodId, query, rankingList } from './method.ts';

const most = z.number().int('限额应是整数').min(1, '限额应在 1 到 500 之间').max(500, '限额应在 1 到 500 之间').nullable();
/** Figures a unit may be asked to write by hand in a period; null: not set. */
export const burdenQuota = z.object({ district: most, specialGroup: most });
export type BurdenQuota = z.infer<typeof burdenQuota>;

/** A fact that is asked for twice, or too many of them. */
export type BurdenWarning = {
  /** over: more than the quota; registered: typed although a register counts it; name, figures: two figures of one fact; file: one file, two records. */
  readonly kind: 'over' | 'registered' | 'claimed' | 'name' | 'figures' | 'file';
  readonly sentence: string;
  /** Where it is put right: a cell of 填报, a unit of 加分, a figure of the settings. */
  readonly organisation?: string;
  readonly indicator?: string;
  /** The records a file was handed in with. */
  readonly entries?: readonly RecordLink[];
};

export type BurdenView = {
  readonly quota: BurdenQuota;
  /** Tables in order, as the scheme names them. */
  readonly tables: readonly { readonly code: string; readonly name: string }[];
  readonly units: readonly UnitBurden[];
  /** null without units. */
  readonly total: PeriodBurden | null;
  /** The last twelve periods, oldest first. */
  readonly course: readonly PeriodBurden[];
  readonly warnings: readonly BurdenWarning[];
};

export const burden = {
  /** 减负计 of a list and period. */
  'burden.view': query(z.object({ period: periodId, list: rankingList }), answer<BurdenView>()),
  'burden.saveQuota': command(burdenQuota, answer<null>(), ['burden', 'audit']),
};
