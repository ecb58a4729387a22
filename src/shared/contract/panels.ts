import { z } from 'zod';
import { answer, code, command, decimalText, periodId, query, rankingList } from './method.ts';

const mark = decimalText
  .refine((text) => Number(text) >= 0 && Number(text) <= 100, '打分应在 0 到 100 之间')
  .refine((text) => (text.split('.')[1] ?? '').length <= 2, '打分最多保留 2 位小数');

/** 评委打分: named raters; 区县互评: the districts are the raters. */
const panelKind = z.enum(['raters', 'mutual']);
/** Mean after dropping `trim` marks at each end, or mean of the marks less the leniency of their raters. Fixed before the first mark. */
const remedy = z.enum(['trimmed', 'adjusted']);

const panelInput = z
  .object({
    /** null for a new one. */
    id: z.number().int().nullable(),
    period: periodId,
    title: z.string().trim().min(1, '名称不能为空').max(40, '名称不能超过 40 个字'),
    kind: panelKind,
    list: rankingList,
    /** The figure the result is written to. */
    indicator: code,
    /** Empty for 区县互评: the districts of the month are the raters. */
    raters: z
      .array(z.string().trim().min(1, '评委姓名不能为空').max(20, '评委姓名不能超过 20 个字'))
      .max(60, '评委不能超过 60 人'),
    remedy,
    trim: z
      .number('首尾各去掉几个应是整数')
      .int('首尾各去掉几个应是整数')
      .min(0, '去掉的个数不能是负数')
      .max(10, '首尾各最多去掉 10 个'),
    low: mark,
    high: mark,
  })
  .refine(({ low, high }) => Number(low) < Number(high), '要写理由的低分线应低于高分线')
  .refine(({ kind, list }) => kind === 'raters' || list === 'district', '互评只在区县之间进行')
  .refine(({ raters }) => new Set(raters).size === raters.length, '评委有重名，请加以区别');
export type PanelInput = z.infer<typeof panelInput>;
export type PanelKind = PanelInput['kind'];
export type PanelRemedy = PanelInput['remedy'];

export type PanelRow = {
  readonly id: number;
  readonly title: string;
  readonly kind: PanelKind;
  readonly isClosed: boolean;
  /** Sheets that are in, absent raters left out, and how many there will be. */
  readonly handedIn: number;
  readonly expected: number;
};
/** An indicator a panel may be for. `trim`: what the scheme's line (method 评委打分) says; null when no such line uses it. */
export type PanelIndicator = {
  readonly code: string;
  readonly name: string;
  readonly usedBy: readonly string[];
  readonly trim: number | null;
};
export type PanelList = {
  readonly panels: readonly PanelRow[];
  readonly indicators: readonly PanelIndicator[];
  /** How many districts there are to mark each other. */
  readonly districts: number;
};

export type PanelUnit = { readonly code: string; readonly name: string; readonly shortName: string };
/** blank: nothing yet; filling: some marks are there; handedIn: closed and out of sight until the panel is closed; absent: with a reason. */
export type SheetState = 'blank' | 'filling' | 'handedIn' | 'absent';
export type PanelRater = {
  readonly ordinal: number;
  readonly name: string;
  /** 区县互评: the district that marks; it has no mark of its own. */
  readonly organisation: string | null;
  readonly state: SheetState;
  readonly absence: string;
  /** The person at this desk may open the sheet. */
  readonly mayOpen: boolean;
};

/** One mark of a closed panel with what the bias display says of it. */
export type ShownMark = {
  /** null: 回避. */
  readonly mark: string | null;
  readonly reason: string;
  /** What neither the unit's level nor the rater's habit explains: “+9”; null without a mark. */
  readonly residual: string | null;
  /** It stands apart from all the others. */
  readonly apart: 'high' | 'low' | null;
};
export type PanelResult = {
  /** In the order of the units: the official figure and how it came about. */
  readonly units: readonly { readonly code: string; readonly value: string; readonly calculation: string }[];
  /** Those who marked, with their leniency: “+3” lenient, “−5” strict. */
  readonly raters: readonly { readonly name: string; readonly leniency: string; readonly marks: readonly ShownMark[] }[];
  /** What the display says, heading and sentence; the last one says that nothing here alters a mark. */
  readonly says: readonly { readonly about: string; readonly text: string }[];
};
export type PanelView = Omit<PanelInput, 'id' | 'raters'> & {
  readonly id: number;
  readonly indicatorName: string;
  /** Digits of the result. */
  readonly decimals: number;
  readonly units: readonly PanelUnit[];
  readonly raters: readonly PanelRater[];
  /** There is a mark: the way of computing stands. */
  readonly isStarted: boolean;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  /** null until the panel is closed; before that nobody sees a mark of another. */
  readonly result: PanelResult | null;
};

/** A row of one's own sheet: a mark, or 回避 with its reason. */
const sheetMark = z.object({
  organisation: code,
  /** null: 回避. */
  mark: mark.nullable(),
  reason: z.string().trim().max(100, '理由不能超过 100 个字'),
});
export type SheetMark = z.infer<typeof sheetMark>;
export type SheetView = {
  readonly rater: string;
  readonly units: readonly PanelUnit[];
  readonly marks: readonly SheetMark[];
  readonly low: string;
  readonly high: string;
};

const id = z.number().int();
const oneSheet = z.object({ panel: id, rater: z.number().int() });

export const panels = {
  'panels.list': query(z.object({ period: periodId }), answer<PanelList>()),
  'panels.view': query(z.object({ id }), answer<PanelView>()),
  'panels.save': command(panelInput, answer<{ readonly id: number }>(), ['panels', 'audit']),
  'panels.remove': command(z.object({ id }), answer<null>(), ['panels', 'audit']),
  /** One's own marks; refused for anybody else's sheet, and for one that is handed in. */
  'panels.sheet': query(oneSheet, answer<SheetView>()),
  /** Keeps the marks so far; `isFinal` hands the sheet in, which asks for all of them and for the reasons. */
  'panels.saveSheet': command(oneSheet.extend({ marks: z.array(sheetMark).max(500), isFinal: z.boolean() }), answer<null>(), [
    'panels',
    'audit',
  ]),
  /** 缺席, with its reason; an empty reason takes it back. */
  'panels.excuse': command(oneSheet.extend({ reason: z.string().trim().max(100, '理由不能超过 100 个字') }), answer<null>(), [
    'panels',
    'audit',
  ]),
  /** Computes, writes the figures, and shows everything. */
  'panels.close': command(z.object({ id }), answer<{ readonly written: number }>(), [
    'panels',
    'observations',
    'submissions',
    'rankings',
    'annual',
    'overview',
    'periods',
    'audit',
  ]),
  /** The blank sheet while the panel is open, the result afterwards, as PDF; null when the dialog was closed. */
  'panels.print': command(z.object({ id }), answer<{ readonly file: string } | null>(), ['audit']),
};
