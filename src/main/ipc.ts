/** One channel. A sender that is not the main frame of our own page is refused before anything is read. */
import { ipcMain, type WebContents } from 'electron';
import type { AppEvent, Envelope } from '../shared/contract/index.ts';
import { internalSentence } from '../shared/text.ts';
import { ORIGIN } from './window.ts';

export function answerPage(call: (name: string, input: unknown) => Promise<Envelope>): void {
  ipcMain.handle('app:call', (event, name: unknown, input: unknown): Promise<Envelope> => {
    const frame = event.senderFrame;
    const isOurs = frame !== null && frame.parent === null && frame.url.startsWith(`${ORIGIN}/`);
    if (isOurs && typeof name === 'string') return call(name, input);
    return Promise.resolve({ ok: false, error: { code: 'internal', message: internalSentence('ipc'), reference: 'ipc' } });
  });
}

export function tellPage(contents: WebContents, event: AppEvent): void {
  if (!contents.isDestroyed()) contents.send('app:event', event);
}
