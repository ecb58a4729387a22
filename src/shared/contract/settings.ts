import { z } from 'zod';
import { answer, command, nothing, query } from './method.ts';

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

export const settings = {
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
