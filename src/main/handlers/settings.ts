import { z } from 'zod';
import { DEFAULT_SPEECHES, type SpeechRules } from '../../shared/bulletin/speeches.ts';
import { type Cadence, MONTHLY } from '../../shared/cadence.ts';
import { cadenceLines, type OfficeSettings, officeSettings, speechRules } from '../../shared/contract/settings.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { formatPeriod } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import { bandDecision } from '../store/consultations.ts';
import { readSetting, saveSetting } from '../store/records.ts';
import type { Reader } from '../store/transaction.ts';

const DEFAULTS: OfficeSettings = {
  redHead: '中共淄博市委全面深化改革领导小组办公室',
  issuer: '中共淄博市委全面深化改革领导小组办公室',
  numberPrefix: '淄改办发',
  addressee: '各区县党委，高新区、经济开发区、文昌湖旅游度假区党工委，市直有关部门，各市专项小组',
  copyTo: '市委、市政府领导，各市专项小组组长',
  issuedBy: '中共淄博市委全面深化改革领导小组办公室',
  clerk: '经办人',
};

/** What the office writes on its papers; Zibo's own words until they are changed. */
export function readOffice(db: Reader): OfficeSettings {
  const saved = officeSettings.safeParse(readSetting(db, 'office'));
  return saved.success ? saved.data : DEFAULTS;
}

/** Who speaks after how many last places; Zibo's own rule until it is changed. */
export function readSpeechRules(db: Reader): SpeechRules {
  const saved = speechRules.safeParse(readSetting(db, 'speeches'));
  return saved.success ? saved.data : DEFAULT_SPEECHES;
}

/** 难分伯仲: whether those who cannot be told from the last are sent as well; what was decided of the period goes before the office's rule. */
export const sendsBand = (db: Reader, period: string, list: RankingList, what: 'consultation' | 'speech'): boolean =>
  (bandDecision(db, period, list)?.[what] ?? (readSpeechRules(db).band === true ? 'both' : 'last')) === 'both';

/** How often the office scores, and since when; every month until it is changed. */
export function readCadence(db: Reader): Cadence {
  const saved = cadenceLines.safeParse(readSetting(db, 'cadence'));
  return saved.success ? saved.data : MONTHLY;
}

const bulletinSchema = z.object({ number: z.number().int().nullable(), signedOn: z.string().nullable() });

/** Number and date of signing of a month's bulletin; both empty until the clerk gives them. */
export function readBulletinSetting(db: Reader, period: string): z.infer<typeof bulletinSchema> {
  const saved = bulletinSchema.safeParse(readSetting(db, `bulletin:${period}`));
  return saved.success ? saved.data : { number: null, signedOn: null };
}

export const settings = {
  'settings.speeches': (_, context) => readSpeechRules(context.reader()),
  'settings.saveSpeeches': (input, context) => {
    const subject = `表态发言 区县连续 ${input.district} 次、专项小组连续 ${input.specialGroup} 次${input.band ? '，难分伯仲的一并列入' : ''}`;
    context.write({ action: '修改设置', subject, detail: input }, (tx) => saveSetting(tx, 'speeches', input));
    return null;
  },
  'settings.view': (_, context) => readOffice(context.reader()),
  'settings.save': (input, context) => {
    context.write({ action: '修改设置', subject: '发文和经办信息', detail: input }, (tx) => saveSetting(tx, 'office', input));
    return input;
  },
  'settings.bulletin': ({ period }, context) => readBulletinSetting(context.reader(), period),
  'settings.saveBulletin': ({ period, ...value }, context) => {
    const act = { action: '编定文号', subject: `${formatPeriod(period)}通报`, detail: value };
    context.write(act, (tx) => saveSetting(tx, `bulletin:${period}`, value));
    return null;
  },
} satisfies Partial<Handlers>;
