/**
 * 三单一书: 提示单, 交办单, 催办单, 责令书, each rung sharper than the one before. The first three are counted in 件 and numbered 提示〔2018〕1号, the
 * 责令书 is counted in 期 and numbered 责令〔2018〕第1期 (domain.md §2.7).
 */
export const NOTICE_KINDS = ['tip', 'assign', 'urge', 'order'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export const noticeName: Readonly<Record<NoticeKind, string>> = {
  tip: '提示单',
  assign: '交办单',
  urge: '催办单',
  order: '责令书',
};

/** 件 or 期: what a number of them is followed by. */
export const noticeMeasure = (kind: NoticeKind): '件' | '期' => (kind === 'order' ? '期' : '件');

/** 提示〔2018〕1号 · 责令〔2018〕第1期. */
export function noticeNumber(kind: NoticeKind, year: string, serial: number): string {
  const head = `${noticeName[kind].slice(0, 2)}〔${year}〕`;
  return kind === 'order' ? `${head}第${serial}期` : `${head}${serial}号`;
}

/** The rung above: 提示单 → 交办单 → 催办单 → 责令书; null above the last. */
export const kindAbove = (kind: NoticeKind): NoticeKind | null => NOTICE_KINDS[NOTICE_KINDS.indexOf(kind) + 1] ?? null;

/** Which of them take points off the unit they are sent to (clause B3). */
export const isScored = (kind: NoticeKind): boolean => kind === 'urge' || kind === 'order';

/** Days and counts of the ladder. No source names Zibo's own, so that all of them are the office's to set. */
export type NoticeRules = {
  /** Working days to reply in, by kind. */
  readonly replyDays: Readonly<Record<NoticeKind, number>>;
  /** 催办 so many working days before the deadline. */
  readonly urgeDays: number;
  /** 催办 after so many periods behind schedule, one after the other. */
  readonly behindPeriods: number;
  /** So many 催办单 on one matter, the next is a 责令书. */
  readonly mostUrges: number;
  /** What is given notice of and assigned by rule: 配套文件 only, or every item of the 台账. 催办 and 责令 are for every item. */
  readonly scope: 'documents' | 'all';
};

/** The proposals of domain.md §2.7. */
export const DEFAULT_NOTICE_RULES: NoticeRules = {
  replyDays: { tip: 5, assign: 10, urge: 5, order: 3 },
  urgeDays: 5,
  behindPeriods: 2,
  mostUrges: 2,
  scope: 'documents',
};

/** What each of them asks for, before the clerk changes it. */
export const usualRequirement: Readonly<Record<NoticeKind, string>> = {
  tip: '请认真研究，结合实际提出贯彻落实的具体安排，明确责任人和完成时限，按期反馈。',
  assign: '请对照完成时限抓好落实，细化措施、责任到人，按期反馈首次进展情况，此后逐月报送进展。',
  urge: '请查明滞后原因，提出赶上进度的具体措施，明确责任人和完成日期，按期书面反馈。',
  order: '责令立即整改、限期完成，并提交书面检查，说明逾期原因、整改措施和责任人。',
};
