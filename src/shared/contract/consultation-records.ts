/** What people add to a 会诊: the record with its 会诊组, 病因, 处方, 复诊 and 办结. The diagnosis itself is in consultations.ts. */
import { z } from 'zod';
import { isDay } from '../calendar.ts';
import type { BoundFigure } from '../consultation/bound-text.ts';
import { type CauseCode, type CauseStep, MOST_WHYS } from '../consultation/causes.ts';
import type { ConsultationHead } from '../consultation/facts.ts';
import type { FollowUp, FollowUpRefusal } from '../consultation/follow-up.ts';
import type { PrescribedPoints } from '../consultation/prescription.ts';
import {
  type ConsultationAct,
  type ConsultationState,
  ENTRY_ACTS,
  MEMBER_ROLES,
  MOST_ROUNDS,
  REVIEW_ACTS,
} from '../consultation/record.ts';
import type { RankingList } from '../engine/types.ts';
import type { EvidenceFile } from './claims.ts';
import type { RecordLink } from './feeds.ts';
import { answer, code, command, nothing, periodId, query, rankingList } from './method.ts';
import type { Lamp } from './overview.ts';

const day = z.string().refine(isDay, '日期应写成 2018-03-08，并且确有这一天');
const line = (name: string, most: number) => z.string().trim().max(most, `${name}不能超过 ${most} 个字`);
const asked = z.object({ period: periodId, list: rankingList, organisation: code });
const one = z.object({ id: z.number().int() });
const file = one.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

const member = z.object({
  name: line('姓名', 20).min(1, '请写明会诊组成员的姓名'),
  unit: line('单位职务', 60),
  role: z.enum(MEMBER_ROLES),
});
export type Member = z.infer<typeof member>;

const team = one.extend({
  members: z
    .array(member)
    .max(30, '会诊组最多 30 人')
    .refine((all) => all.filter(({ role }) => role === 'leader').length <= 1, '组长只能有一人'),
  /** Day the meeting is planned for, and after it the day it was held. */
  heldOn: day.nullable(),
  place: line('地点', 80),
  minutes: line('纪要', 4000),
  /** Periods that are looked at after it. */
  rounds: z.number().int().min(1, '复诊至少 1 期').max(MOST_ROUNDS, `复诊最多 ${MOST_ROUNDS} 期`),
});
export type ConsultationTeam = Omit<z.infer<typeof team>, 'id'>;

const evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('file'), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({ kind: z.literal('figure'), indicator: code }),
  /** By the id of the record among those offered. */
  z.object({ kind: z.literal('record'), feature: z.string(), record: z.string() }),
]);
const chain = one.extend({
  /** Line of the scheme; '' for the unit as a whole. */
  line: z.string().max(40),
  steps: z
    .array(z.object({ code, text: line('原因', 400).min(4, '请写明原因，至少四个字'), evidence: evidence.nullable() }))
    .min(1, '请至少写一层原因')
    .max(MOST_WHYS, `最多追问 ${MOST_WHYS} 层`),
});
export type ChainDraft = Omit<z.infer<typeof chain>, 'id'>;

const causeCode = z.object({
  code: z
    .string()
    .trim()
    .regex(/^[A-Z][0-9]{1,2}$/, '编码应是一个大写字母加一两位数字，例如 Y9'),
  name: line('病因名称', 40).min(2, '请写明病因名称，至少两个字'),
  group: z.enum(['factor', 'problem']),
  hint: line('说明', 100),
  isActive: z.boolean(),
});

const prescription = one.extend({
  /** Id of the open item in the facts (“node 12”); null: opened by hand. */
  work: z.string().max(80).nullable(),
  title: line('措施', 120).min(2, '请写明措施，至少两个字'),
  /** 责任单位. */
  owner: code,
  leader: line('牵头领导', 40),
  dueOn: z.string().refine(isDay, '请填写会诊时限'),
  /** An item of the 台账 that is this already; null: the program decides by `work`, or adds one. */
  task: z.number().int().nullable(),
});
export type PrescriptionDraft = Omit<z.infer<typeof prescription>, 'id'>;

/** What may be said with a decision on 难分伯仲. */
const DECIDED = ['last', 'both'] as const;
const decision = z.object({
  period: periodId,
  list: rankingList,
  consultation: z.enum(DECIDED),
  speech: z.enum(DECIDED),
  reason: line('理由', 200).min(4, '请写明理由，至少四个字'),
});
export type BandDecision = Omit<z.infer<typeof decision>, 'period' | 'list'> & { readonly at: string; readonly actor: string };

/** A step of a chain with what proves it, in words; null: 推测. */
type ShownStep = CauseStep & { readonly name: string; readonly proof: string | null };
export type ShownChain = { readonly line: string; readonly lineName: string; readonly steps: readonly ShownStep[] };

export type ShownPrescription = {
  readonly id: number;
  readonly work: string | null;
  readonly title: string;
  readonly owner: string;
  readonly ownerName: string;
  readonly dueOn: string;
  readonly link: RecordLink;
  /** The item of the ledger was made here. */
  readonly isNew: boolean;
  /** Points alone, when it was prescribed, published; null: not reckoned. */
  readonly expected: string | null;
  readonly lamp: Lamp;
  readonly word: string;
  readonly isDone: boolean;
};

export type ConsultationEvent = {
  readonly event: ConsultationAct | 'open' | 'change' | 'causes' | 'prescribe' | 'drop' | 'attach' | 'detach';
  readonly text: string;
  readonly at: string;
  readonly actor: string;
};

/** One 会诊 as it stands. */
export type Consultation = ConsultationTeam & {
  readonly id: number;
  readonly period: string;
  readonly list: RankingList;
  readonly organisation: string;
  readonly organisationName: string;
  readonly state: ConsultationState;
  readonly why: ConsultationHead['why'];
  readonly files: readonly EvidenceFile[];
};

export type ConsultationRecord = {
  readonly consultation: Consultation;
  readonly chains: readonly ShownChain[];
  readonly prescriptions: readonly ShownPrescription[];
  /** Of all of them; null with the reason. */
  readonly points: { readonly value: PrescribedPoints | null; readonly words: string };
  readonly events: readonly ConsultationEvent[];
  readonly acts: readonly { readonly act: ConsultationAct; readonly hindrance: string | null }[];
};

export type ConsultationDesk = {
  /** null: none was opened yet. */
  readonly record: ConsultationRecord | null;
  readonly causes: readonly CauseCode[];
  /** What a text may hold. */
  readonly figures: readonly BoundFigure[];
  /** Lines a chain may speak of, the weakest first. */
  readonly lines: readonly { readonly code: string; readonly name: string; readonly words: string }[];
  /** What a step may rest on. */
  readonly proofs: {
    readonly figures: readonly { readonly indicator: string; readonly words: string }[];
    readonly records: readonly RecordLink[];
  };
  /** Open items of the ledger of the unit, to which a prescription may be tied. */
  readonly tasks: readonly { readonly id: number; readonly name: string }[];
  readonly units: readonly { readonly code: string; readonly name: string }[];
};

export type FollowUpView = {
  readonly result: FollowUp | FollowUpRefusal;
  readonly rounds: number;
  /** Periods of it that are not sealed: the words may still change. */
  readonly trial: readonly string[];
  readonly lamp: Lamp;
  readonly word: string;
};

/** 历次会诊. */
export type ConsultationRow = Pick<
  Consultation,
  'id' | 'period' | 'list' | 'organisation' | 'organisationName' | 'state' | 'heldOn'
> & {
  readonly lamp: Lamp;
  readonly word: string;
  /** 复诊 or 办结 is to be done now. */
  readonly isDue: boolean;
  /** 超出预期 …; '' while nothing was judged. */
  readonly verdict: string;
  readonly prescriptions: { readonly done: number; readonly all: number };
};

/** The diagnosis rests on none of it, and takes the worker a second: it is not asked for anew. */
const TOUCHED = ['consultationRecords', 'overview', 'audit'] as const;

export const consultationRecords = {
  'consultationRecords.view': query(asked, answer<ConsultationDesk>()),
  'consultationRecords.history': query(nothing, answer<readonly ConsultationRow[]>()),
  'consultationRecords.followUp': query(one, answer<FollowUpView>()),
  'consultationRecords.open': command(asked, answer<{ readonly id: number }>(), TOUCHED),
  /** 会诊组, time, place, minutes. */
  'consultationRecords.saveTeam': command(team, answer<null>(), TOUCHED),
  'consultationRecords.saveChain': command(chain, answer<null>(), TOUCHED),
  'consultationRecords.removeChain': command(one.extend({ line: z.string() }), answer<null>(), TOUCHED),
  'consultationRecords.causes': query(
    nothing,
    answer<{ readonly causes: readonly CauseCode[]; readonly used: readonly string[] }>(),
  ),
  'consultationRecords.saveCauses': command(z.object({ causes: z.array(causeCode).max(60) }), answer<null>(), TOUCHED),
  /** An item of the ledger is made, or the one that is there already is tied to it. */
  'consultationRecords.prescribe': command(prescription, answer<{ readonly task: number | null }>(), [
    ...TOUCHED,
    'tasks',
    'registers',
    'feeds',
    'notices',
  ]),
  /** Takes a prescription back; the item of the ledger stays and goes its own way. */
  'consultationRecords.drop': command(
    one.extend({ prescription: z.number().int(), reason: line('理由', 200).min(1, '请写明理由') }),
    answer<null>(),
    TOUCHED,
  ),
  'consultationRecords.advance': command(
    one.extend({ act: z.enum(ENTRY_ACTS), text: line('理由', 400) }),
    answer<null>(),
    TOUCHED,
  ),
  'consultationRecords.judge': command(
    one.extend({ act: z.enum(REVIEW_ACTS), text: line('结论', 400) }),
    answer<null>(),
    TOUCHED,
  ),
  'consultationRecords.attach': command(one, answer<{ readonly name: string } | null>(), TOUCHED),
  'consultationRecords.detach': command(file, answer<null>(), TOUCHED),
  'consultationRecords.bytes': query(file, answer<Uint8Array>()),
  'consultationRecords.saveFile': command(file, answer<{ readonly file: string } | null>(), ['audit']),
  /** 难分伯仲: whom 会诊 and 表态发言 concern this time, with the reason; the latest stands. */
  'consultationRecords.decide': command(decision, answer<null>(), [...TOUCHED, 'consultations', 'rankings', 'bulletins']),
  'consultationRecords.decision': query(z.object({ period: periodId, list: rankingList }), answer<BandDecision | null>()),
  /** 对标学习单 of the unit; null when the dialog was closed. */
  'consultationRecords.learningSheet': command(asked, answer<{ readonly file: string; readonly pages: number } | null>(), [
    'audit',
  ]),
};
