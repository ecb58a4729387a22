import { z } from 'zod';
import { answer, command, periodId, query } from './method.ts';

const bulletinRequest = z.object({ period: periodId, edition: z.enum(['内部版', '公开版']) });

export type BulletinResult = {
  readonly token: string;
  readonly name: string;
  readonly pages: number;
  readonly fonts: readonly string[];
  readonly missingCharacters: readonly string[];
};

export const bulletins = {
  /** Makes the PDF in a worker; progress comes as job events, the answer when it is done. */
  'bulletins.make': command(bulletinRequest, answer<BulletinResult>(), []),
  'bulletins.bytes': query(z.object({ token: z.string() }), answer<Uint8Array>()),
  /** Asks where to save and writes; null when the clerk closed the dialog. */
  'bulletins.export': command(z.object({ token: z.string() }), answer<{ readonly file: string } | null>(), [
    'bulletins',
    'overview',
    'audit',
  ]),
  /** Stops a bulletin that is being made; anything else goes on. */
  'bulletins.cancel': command(z.object({}).strict(), answer<null>(), []),
};
