import { z } from 'zod';
import type { SpeechRules } from '../bulletin/speeches.ts';
import type { Cadence } from '../cadence.ts';
import { answer, command, monthId, nothing, query } from './method.ts';

/** What the office writes on every paper. */
export const officeSettings = z.object({
  redHead: z.string().trim().min(1, '发文机关标志不能为空').max(40),
  issuer: z.string().trim().min(1, '署名不能为空').max(40),
  /** “淄改办发”; the year and the number are added. */
  numberPrefix: z.string().trim().max(20),
  addressee: z.string().trim().min(1, '主送机关不能为空').max(200),
  copyTo: z.string().trim().max(200),
  issuedBy: z.string().trim().min(1, '印发机关不能为空').max(40),
  /** Who sits at this desk; written into the record of changes until named accounts exist. */
  clerk: z.string().trim().min(1, '经办人不能为空').max(20),
});
export type OfficeSettings = z.infer<typeof officeSettings>;

const run = z.number().int('次数应是整数').min(0, '次数应在 0 到 12 之间').max(12, '次数应在 0 到 12 之间');
export const speechRules = z.object({
  district: run,
  specialGroup: run,
  /** 难分伯仲: send whoever cannot be told from the last as well. */
  band: z.boolean().optional(),
});

const cadenceLine = z.object({ from: monthId, kind: z.enum(['month', 'quarter', 'half', 'year']) });
/** As it is kept, in order of time; never empty. */
export const cadenceLines = z.tuple([cadenceLine], cadenceLine);
export type CadenceView = {
  readonly lines: Cadence;
  /** First month a change may begin with, after the last sealed period; null while nothing is sealed. */
  readonly earliest: string | null;
  /** The month after the last period with figures. */
  readonly suggested: string;
  /** Held periods that have figures and are not sealed, newest first: a change may take them apart. */
  readonly open: readonly string[];
};

export const settings = {
  'settings.cadence': query(nothing, answer<CadenceView>()),
  /** From a month on periods of this kind; refused where a sealed period would change, or another be cut. */
  'settings.saveCadence': command(cadenceLine, answer<null>(), [
    'settings',
    'periods',
    'overview',
    'observations',
    'schemes',
    'rankings',
    'annual',
    'submissions',
    'seals',
    'audit',
  ]),
  /** After how many last places running a unit has to speak; 0: never. */
  'settings.speeches': query(nothing, answer<SpeechRules>()),
  'settings.saveSpeeches': command(speechRules, answer<null>(), ['settings', 'rankings', 'audit']),
  'settings.view': query(nothing, answer<OfficeSettings>()),
  'settings.save': command(officeSettings, answer<OfficeSettings>(), ['settings', 'audit']),
  /** Month → number of its bulletin and date of signing, as the clerk enters them. */
  'settings.bulletin': query(
    z.object({ period: z.string() }),
    answer<{ readonly number: number | null; readonly signedOn: string | null }>(),
  ),
  'settings.saveBulletin': command(
    z.object({ period: z.string(), number: z.number().int().min(1).max(9999).nullable(), signedOn: z.iso.date().nullable() }),
    answer<null>(),
    ['settings', 'bulletins', 'audit'],
  ),
};
