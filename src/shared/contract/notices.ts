import { z } from 'zod';
import { isDay } from '../calendar.ts';
import type { Batch } from '../notices/batch.ts';
import { NOTICE_KINDS, type NoticeKind, type NoticeRules } from '../notices/kinds.ts';
import type { NoticeStanding } from '../notices/standing.ts';
import type { EvidenceFile } from './claims.ts';
import { answer, code, command, nothing, periodId, query } from './method.ts';

const day = z.string().refine(isDay, '日期应写成 2018-02-06，并且确有这一天');
const line = (name: string, most: number) => z.string().trim().max(most, `${name}不能超过 ${most} 个字`);

const draft = z.object({
  /** null: a new one. */
  id: z.number().int().nullable(),
  kind: z.enum(NOTICE_KINDS),
  organisation: code,
  /** Item of the 台账 it is about; null when it is about none. */
  task: z.number().int().nullable(),
  /** 来源文件. */
  source: line('来源文件', 200),
  matter: line('事项', 120).min(2, '请写明事项，至少两个字'),
  /** Why it is sent. */
  basis: line('缘由', 400),
  requirement: line('要求', 1000).min(2, '请写明要求，至少两个字'),
  /** Last day to reply; null leaves it to the rule. */
  dueOn: day.nullable(),
  signedBy: line('签发人', 40),
});
export type NoticeDraft = z.infer<typeof draft>;

/** A notice as it stands. */
export type Notice = Omit<NoticeDraft, 'id'> & {
  readonly id: number;
  readonly state: 'draft' | 'issued' | 'withdrawn';
  readonly organisationName: string;
  /** 提示〔2018〕1号; null before 签发. */
  readonly number: string | null;
  readonly issuedOn: string | null;
  readonly receivedOn: string | null;
  readonly receivedBy: string;
  readonly repliedOn: string | null;
  readonly reply: string;
  readonly settledOn: string | null;
  readonly previousId: number | null;
  readonly files: readonly EvidenceFile[];
};

export type NoticeRow = Notice & { readonly standing: NoticeStanding };

/** What the rule says is due, with its reason; nothing is drafted or issued by it. */
export type NoticeProposal = {
  /** Item or notice it comes from; the same key drafts it. */
  readonly key: string;
  readonly kind: NoticeKind;
  readonly organisation: string;
  readonly organisationName: string;
  readonly matter: string;
  readonly why: string;
};

export type NoticesView = {
  readonly year: string;
  readonly today: string;
  /** The day the 台账 was looked at for the proposals. */
  readonly asOf: string;
  /** Drafts, what is not 办结 yet, and everything issued in the year; the latest first. */
  readonly rows: readonly NoticeRow[];
  readonly counts: readonly { readonly kind: NoticeKind; readonly inPeriod: number; readonly inYear: number }[];
  readonly proposals: readonly NoticeProposal[];
  readonly units: readonly { readonly code: string; readonly name: string }[];
  /** Items a notice may be about. */
  readonly tasks: readonly {
    readonly id: number;
    readonly name: string;
    readonly organisation: string;
    readonly title: string;
    readonly source: string;
  }[];
  readonly signers: readonly string[];
  readonly rules: NoticeRules;
  /** Year whose holidays nobody knows. */
  readonly unknownYear: string | null;
};

export type NoticeEvent = {
  readonly event: 'draft' | 'change' | 'withdraw' | 'issue' | 'receive' | 'reply' | 'settle' | 'reopen' | 'attach' | 'detach';
  readonly onDay: string | null;
  readonly person: string;
  readonly text: string;
  readonly at: string;
  readonly actor: string;
};

const NOTICE_ACTS = ['edit', 'issue', 'withdraw', 'receive', 'reply', 'settle', 'escalate', 'reopen'] as const;
export type NoticeAct = (typeof NOTICE_ACTS)[number];

export type NoticeRecord = {
  readonly notice: NoticeRow;
  /** From the first rung to the last, itself among them. */
  readonly chain: readonly {
    readonly id: number;
    readonly kind: NoticeKind;
    readonly number: string | null;
    readonly word: string;
  }[];
  readonly task: { readonly id: number; readonly number: string; readonly title: string; readonly deadline: string } | null;
  readonly events: readonly NoticeEvent[];
  readonly acts: readonly NoticeAct[];
  /** The day a reply would be due if it were issued today. */
  readonly usualDueOn: string;
  /** What it does to the unit's score; null for a kind that does nothing, or before 签发. */
  readonly effect: { readonly period: string; readonly urges: number; readonly orders: number; readonly clause: string } | null;
};

const days = (name: string, most: number) => z.number().int().min(1, `${name}至少为 1`).max(most, `${name}不能超过 ${most}`);
export const noticeRules = z.object({
  replyDays: z.object({
    tip: days('提示单反馈天数', 60),
    assign: days('交办单反馈天数', 60),
    urge: days('催办单反馈天数', 60),
    order: days('责令书反馈天数', 60),
  }),
  urgeDays: days('催办提前天数', 60),
  behindPeriods: days('连续滞后期数', 12),
  mostUrges: days('催办次数', 12),
  scope: z.enum(['documents', 'all']),
});

const one = z.object({ id: z.number().int() });
const reason = z.string().trim().min(1, '请写明理由').max(200, '理由不能超过 200 个字');
const file = z.object({ id: z.number().int(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const batchText = z.object({ text: z.string().max(200_000, '一次补录的内容太长，请分几次') });
const TOUCHED = ['notices', 'audit'] as const;
/** What a scored notice may move. */
const ISSUED = [...TOUCHED, 'feeds', 'overview'] as const;

export const notices = {
  'notices.view': query(z.object({ period: periodId }), answer<NoticesView>()),
  'notices.record': query(one.extend({ period: periodId }), answer<NoticeRecord>()),
  'notices.save': command(draft, answer<{ readonly id: number }>(), TOUCHED),
  /** Drafts what the rule says is due, for these keys. */
  'notices.propose': command(
    z.object({ period: periodId, keys: z.array(z.string().max(40)).min(1, '请先选要起草的').max(500) }),
    answer<{ readonly drafted: number; readonly first: number | null }>(),
    TOUCHED,
  ),
  /** 撤销 of a draft; what was issued stays. */
  'notices.withdraw': command(one.extend({ reason }), answer<null>(), TOUCHED),
  /** 签发: the number is given now. `dueOn` null: by the rule. */
  'notices.issue': command(
    one.extend({ issuedOn: day, signedBy: line('签发人', 40).min(1, '请写明签发人'), dueOn: day.nullable() }),
    answer<{ readonly number: string }>(),
    ISSUED,
  ),
  /** 签收; entered again it replaces what stood. */
  'notices.receive': command(
    one.extend({ onDay: day, person: line('签收人', 40).min(1, '请写明签收人') }),
    answer<null>(),
    TOUCHED,
  ),
  /** 反馈; entered again it replaces what stood. */
  'notices.reply': command(
    one.extend({ onDay: day, text: line('反馈', 1000).min(2, '请写明反馈内容，至少两个字') }),
    answer<null>(),
    TOUCHED,
  ),
  'notices.settle': command(one.extend({ onDay: day }), answer<null>(), TOUCHED),
  /** 恢复办理: it was not 办结 after all. */
  'notices.reopen': command(one.extend({ reason }), answer<null>(), TOUCHED),
  /** 升级: drafts the next rung, which takes its place once issued. */
  'notices.escalate': command(one.extend({ reason }), answer<{ readonly id: number }>(), TOUCHED),
  /** Asks for a file and keeps it; null when the dialog was closed. */
  'notices.attach': command(one, answer<{ readonly name: string } | null>(), TOUCHED),
  'notices.detach': command(file, answer<null>(), TOUCHED),
  'notices.bytes': query(file, answer<Uint8Array>()),
  'notices.saveFile': command(file, answer<{ readonly file: string } | null>(), ['audit']),
  /** One PDF with all of them, each on its own sheet; null when the dialog was closed. */
  'notices.export': command(
    z.object({ ids: z.array(z.number().int()).min(1, '请先选要打印的').max(200, '一次最多打印 200 份') }),
    answer<{ readonly file: string; readonly pages: number } | null>(),
    ['audit'],
  ),
  'notices.rules': query(nothing, answer<NoticeRules>()),
  'notices.saveRules': command(noticeRules, answer<null>(), TOUCHED),
  /** 补录: what a pasted list would enter, and what keeps lines of it out. */
  'notices.readBatch': query(batchText, answer<Batch>()),
  /** Enters a pasted list, all of it or nothing; numbers go by the day of 下发. */
  'notices.saveBatch': command(batchText, answer<{ readonly saved: number }>(), ISSUED),
};
