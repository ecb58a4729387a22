import { z } from 'zod';
import { isDay } from '../calendar.ts';
import { answer, code, command, periodId, query } from './method.ts';

export const REGISTER_KINDS = ['plan', 'document', 'pilot', 'agenda', 'meeting'] as const;
/** 改革方案, 改革文件, 改革试点, 第一议题, 专项小组会议. */
export type RegisterKind = (typeof REGISTER_KINDS)[number];
export const REGISTER_LEVELS = ['national', 'provincial', 'city', 'district'] as const;
export type RegisterLevel = (typeof REGISTER_LEVELS)[number];

const day = z.string().refine(isDay, '日期应写成 2018-02-06，并且确有这一天');
const line = (name: string, most: number) => z.string().trim().max(most, `${name}不能超过 ${most} 个字`);

const draft = z.object({
  /** null: a new one. */
  id: z.number().int().nullable(),
  kind: z.enum(REGISTER_KINDS),
  level: z.enum(REGISTER_LEVELS),
  title: line('名称', 120).min(2, '请写明名称，至少两个字'),
  number: line('文号', 120),
  /** 审议, 印发, 获批; of 第一议题 the day of the superior meeting; of 专项小组会议 the day it is planned for. */
  datedOn: day,
  /** Several only for a new one: each unit gets its own. */
  organisations: z.array(code).min(1, '请选单位').max(200),
  site: line('点位', 120),
  note: line('备注', 200),
  /** 三个第一时间 of 第一议题: 传达学习, 研究贯彻, 出台措施. */
  relayedOn: day.nullable(),
  carriedOn: day.nullable(),
  matchedOn: day.nullable(),
  /** 专项小组会议: the day it was held. */
  heldOn: day.nullable().default(null),
});
export type RegisterDraft = z.infer<typeof draft>;

export type RegisterRow = Omit<RegisterDraft, 'id' | 'organisations'> & {
  readonly id: number;
  readonly organisation: string;
  readonly organisationName: string;
  /** Of 第一议题 the last day to relay it, of 专项小组会议 the planned day; and how that stands. */
  readonly due: { readonly on: string; readonly lamp: 'ok' | 'late' | 'overdue' | 'open'; readonly word: string } | null;
  readonly registeredBy: string;
};

export type RegistersView = {
  readonly rows: readonly RegisterRow[];
  readonly units: readonly { readonly code: string; readonly name: string; readonly kind: string }[];
  /** In the register as a whole and in the year, by level. */
  readonly counts: readonly { readonly level: RegisterLevel; readonly all: number; readonly inYear: number }[];
};

const TOUCHED = ['registers', 'feeds', 'overview', 'audit'] as const;

export const registers = {
  /** A register up to the end of the period, the latest first. */
  'registers.view': query(z.object({ kind: z.enum(REGISTER_KINDS), period: periodId }), answer<RegistersView>()),
  'registers.save': command(
    draft.refine(({ kind, heldOn }) => kind === 'meeting' || heldOn === null, '只有专项小组会议填召开日期'),
    answer<{ readonly saved: number }>(),
    TOUCHED,
  ),
  'registers.remove': command(
    z.object({ id: z.number().int(), reason: z.string().trim().min(1, '请写明理由').max(200, '理由不能超过 200 个字') }),
    answer<null>(),
    TOUCHED,
  ),
};
