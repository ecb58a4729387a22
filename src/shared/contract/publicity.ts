import { z } from 'zod';
import { matterKey } from '../claims/matter.ts';
import type { Candidates, Prize } from '../improvement/candidates.ts';
import { CHANNELS, KINDS, LEVELS, levelsOf, type PointRules } from '../publicity/kinds.ts';
import type { Hit } from '../publicity/sensitive.ts';
import type { EvidenceFile } from './claims.ts';
import { answer, code, command, nothing, periodId, query, rankingList } from './method.ts';

const isDay = (text: string): boolean => {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};
const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, '日期应写成 2018-02-06')
  .refine(isDay, '没有这一天，请检查日期');
const words = (name: string, most: number) => z.string().trim().max(most, `${name}不能超过 ${most} 个字`);
const givenWords = (name: string, most: number) => words(name, most).min(1, `请写明${name}`);

/* 候选 */

/** Who was 入选 in a period, and why. */
export type Choice = Prize & {
  readonly organisation: string;
  readonly name: string;
  readonly evidence: string;
  readonly reason: string;
  readonly chosenBy: string;
  readonly chosenAt: string;
};
export type CandidatesView = Candidates & {
  readonly choices: readonly Choice[];
  readonly isDemo: boolean;
  /** null: nobody is ranked yet, said in words. */
  readonly trouble: string | null;
};

const cause = z.enum(['top', 'improved']);
const choice = z.object({ period: periodId, organisation: code, cause });

/* 经验 */

const EXPERIENCE_STATES = ['reported', 'selected', 'promoted', 'replicated', 'declined'] as const;
/** 已上报, 已遴选, 已推广, 已复制, 未入选. */
export type ExperienceState = (typeof EXPERIENCE_STATES)[number];
const figure = z.object({
  name: givenWords('数据名称', 40),
  value: givenWords('数据', 60),
  source: givenWords('数据来源', 120),
});
export type ExperienceFigure = z.infer<typeof figure>;
const experienceDraft = z.object({
  id: z.number().int().nullable(),
  period: periodId,
  /** null: of nobody on the list, such as an enterprise. */
  organisation: code.nullable(),
  subject: givenWords('经验单位', 60),
  field: words('领域', 40),
  title: givenWords('经验名称', 80),
  summary: givenWords('做法', 600),
  source: words('来源', 200),
  figures: z.array(figure).max(20, '数据最多 20 项'),
});
export type ExperienceDraft = z.infer<typeof experienceDraft>;
export type Experience = Omit<ExperienceDraft, 'id'> & {
  readonly id: number;
  readonly organisationName: string | null;
  readonly state: ExperienceState;
  readonly replications: number;
};
export type ExperienceEvent = {
  readonly event: 'report' | 'change' | 'select' | 'decline' | 'promote' | 'replicate' | 'reopen';
  readonly period: string;
  readonly organisationName: string | null;
  readonly level: 'city' | 'province' | 'centre' | null;
  readonly datedOn: string | null;
  readonly words: string;
  readonly at: string;
  readonly actor: string;
};
export type ExperienceRecord = { readonly experience: Experience; readonly events: readonly ExperienceEvent[] };
const one = z.object({ id: z.number().int() });
const step = one.extend({ period: periodId });

/* 条目 */

export type ItemState = 'pending' | 'accepted' | 'refused' | 'withdrawn';
const itemFields = z.object({
  id: z.number().int().nullable(),
  period: periodId,
  organisation: code,
  kind: z.enum(KINDS),
  level: z.enum(LEVELS),
  channel: z.enum(CHANNELS),
  /** 《人民日报》, 中央电视台, 《组工信息》. */
  outlet: words('刊播单位', 60),
  isFrontPage: z.boolean(),
  title: words('标题', 80).refine((text) => matterKey(text).length >= 2, '请写明标题，至少两个字'),
  documentNumber: words('期号或链接', 200),
  datedOn: day.nullable(),
});
const itemDraft = itemFields
  .refine(({ kind, level }) => levelsOf(kind).includes(level), '典型经验、媒体报道、批示没有“仅报送”，请选择级别')
  .refine(({ kind, isFrontPage }) => kind === 'media' || !isFrontPage, '只有媒体报道才有头版');
export type ItemDraft = z.infer<typeof itemFields>;
export type Item = Omit<ItemDraft, 'id'> & {
  readonly id: number;
  readonly state: ItemState;
  readonly reason: string;
  readonly experience: number | null;
  readonly registeredBy: string;
  readonly registeredAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly files: readonly EvidenceFile[];
};
export type ItemRow = Item & {
  /** Whether it counts and for how much; as it would be while nobody has decided. null when it cannot count any more. */
  readonly verdict: { readonly counts: boolean; readonly points: string; readonly words: string } | null;
  /** The same matter in 加分登记, which alone gives points for 批示 and 媒体报道. */
  readonly claim: string | null;
};
export type ItemsView = {
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly items: readonly ItemRow[];
};
export type ItemEvent = {
  readonly event: 'register' | 'change' | 'attach' | 'detach' | 'accept' | 'refuse' | 'reopen' | 'withdraw';
  readonly reason: string;
  readonly at: string;
  readonly actor: string;
};
export type ItemRecord = {
  readonly item: ItemRow;
  readonly events: readonly ItemEvent[];
  /** Why the one at this desk may not decide it; null when nothing is in the way but their role. */
  readonly hindrance: string | null;
};

/* 计分办法 */

const points = z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, '分值应是 0 到 999 之间、最多两位小数的数');
const quota = z.number().int('条数应是整数').min(0, '条数不能小于 0').max(99, '条数不能超过 99');
const levels = z.object({ filed: points, city: points, province: points, centre: points });
export const pointRules: z.ZodType<PointRules> = z.object({
  points: z.object({ news: levels, brief: levels, experience: levels, media: levels, instruction: levels }),
  frontPage: points,
  channelQuota: z.object({ column: quota, site: quota, wechat: quota }),
});

/* 月报 */

export type DigestBlock =
  | { readonly kind: 'heading' | 'paragraph' | 'note'; readonly text: string }
  | { readonly kind: 'table'; readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] };
export type DigestView = {
  readonly title: string;
  readonly blocks: readonly DigestBlock[];
  readonly marks: readonly string[];
  /** Plain text for the site and for the 公众号. */
  readonly site: string;
  readonly wechat: string;
  readonly hits: readonly Hit[];
};
const DIGEST_FORMS = ['docx', 'site', 'wechat'] as const;
export type DigestForm = (typeof DIGEST_FORMS)[number];

const reason = words('理由', 200);
const givenReason = reason.min(1, '请写明理由');
const file = one.extend({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const decided = ['publicity', 'feeds', 'overview', 'audit'] as const;

export const publicity = {
  'publicity.candidates': query(z.object({ period: periodId, list: rankingList }), answer<CandidatesView>()),
  /** 入选: what is told of the unit. */
  'publicity.choose': command(choice.extend({ reason: givenWords('做法', 600) }), answer<null>(), ['publicity', 'audit']),
  'publicity.cancelChoice': command(choice.extend({ reason: givenReason }), answer<null>(), ['publicity', 'audit']),

  'publicity.experiences': query(nothing, answer<readonly Experience[]>()),
  'publicity.experience': query(one, answer<ExperienceRecord>()),
  'publicity.saveExperience': command(experienceDraft, answer<{ readonly id: number }>(), ['publicity', 'audit']),
  /** 放入七个典型: those that are not in the library yet. */
  'publicity.addExemplars': command(nothing, answer<{ readonly added: number }>(), ['publicity', 'audit']),
  'publicity.selectExperience': command(step, answer<null>(), ['publicity', 'audit']),
  'publicity.declineExperience': command(step.extend({ reason: givenReason }), answer<null>(), ['publicity', 'audit']),
  'publicity.reopenExperience': command(step.extend({ reason: givenReason }), answer<null>(), ['publicity', 'audit']),
  /** 推广; for a unit on the list it is written down as an item 典型经验 as well, once. */
  'publicity.promoteExperience': command(
    step.extend({
      level: z.enum(['city', 'province', 'centre']),
      words: givenWords('推广文件或文章', 200),
      datedOn: day.nullable(),
    }),
    answer<{ readonly item: number | null }>(),
    decided,
  ),
  'publicity.replicateExperience': command(
    step.extend({ organisation: code, words: givenWords('复制情况', 200), datedOn: day.nullable() }),
    answer<null>(),
    ['publicity', 'audit'],
  ),

  'publicity.items': query(z.object({ period: periodId, list: rankingList }), answer<ItemsView>()),
  'publicity.item': query(one, answer<ItemRecord>()),
  'publicity.saveItem': command(itemDraft, answer<{ readonly id: number }>(), ['publicity', 'audit']),
  'publicity.attach': command(one, answer<{ readonly name: string } | null>(), ['publicity', 'audit']),
  'publicity.detach': command(file, answer<null>(), ['publicity', 'audit']),
  'publicity.accept': command(one, answer<null>(), decided),
  'publicity.refuse': command(one.extend({ reason: givenReason }), answer<null>(), ['publicity', 'audit']),
  'publicity.reopen': command(one.extend({ reason: givenReason }), answer<null>(), decided),
  'publicity.withdraw': command(one.extend({ reason }), answer<null>(), ['publicity', 'audit']),
  'publicity.bytes': query(file, answer<Uint8Array>()),
  'publicity.saveFile': command(file, answer<{ readonly file: string } | null>(), ['audit']),

  'publicity.rules': query(nothing, answer<PointRules>()),
  'publicity.saveRules': command(pointRules, answer<null>(), decided),

  'publicity.digest': query(z.object({ period: periodId }), answer<DigestView>()),
  /** `isChecked`: the clerk has seen every hit of the 脱敏检查. */
  'publicity.export': command(
    z.object({ period: periodId, form: z.enum(DIGEST_FORMS), isChecked: z.boolean() }),
    answer<{ readonly file: string } | null>(),
    ['audit'],
  ),
};
