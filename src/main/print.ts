/**
 * Printing a finished PDF: the file itself goes to the printer, on A4 and at its own size. Chromium's reader (PDFium, part of Electron) draws it in a
 * window nobody sees; no page of the program is ever printed.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { BrowserWindow, shell, type WebContents } from 'electron';
import type { Printed } from '../shared/contract/papers.ts';
import { AppError } from '../shared/errors.ts';

/** The window of the last print: it lives on while the system's dialog is open, of whose end nobody is told when all goes well. */
let open: BrowserWindow | null = null;

/** A large paper on an old machine. */
const PATIENCE = 15_000;
/** What goes wrong before the dialog (no printer) is said at once. */
const REFUSED = 1_500;

/**
 * Asks the system's print dialog for a PDF; where there is no printer, or the reader does not come up, the system's own reader is opened.
 * @throws AppError print.none when neither can be done
 */
export async function printPdf(path: string, name: string): Promise<Printed> {
  open?.destroy();
  const window = new BrowserWindow({ show: false, webPreferences: { plugins: true, sandbox: true, contextIsolation: true } });
  open = window;
  const outcome = await ask(window.webContents, path);
  if (outcome === 'asked') return outcome;
  window.destroy();
  open = null;
  if (outcome === 'cancelled') return outcome;
  const failed = await shell.openPath(path);
  if (failed !== '') throw new AppError('print.none', { name });
  return 'opened';
}

async function ask(contents: WebContents, path: string): Promise<'asked' | 'cancelled' | 'impossible'> {
  try {
    await contents.loadURL(pathToFileURL(path).href);
  } catch {
    return 'impossible';
  }
  if (!(await isRead(contents))) return 'impossible';
  const refused = new Promise<'asked' | 'cancelled' | 'impossible'>((resolve) => {
    contents.print({ silent: false, pageSize: 'A4', scaleFactor: 100, margins: { marginType: 'none' } }, (done, why) => {
      if (!contents.isDestroyed()) open?.destroy();
      resolve(done ? 'asked' : /cancel/i.test(why) ? 'cancelled' : 'impossible');
    });
  });
  return Promise.race([refused, pause(REFUSED, 'asked' as const)]);
}

/** What is printed before the reader has read the file comes out as nothing at all. Its element tells how far it is. */
async function isRead(contents: WebContents): Promise<boolean> {
  const until = Date.now() + PATIENCE;
  while (Date.now() < until && !contents.isDestroyed()) {
    const reader = contents.mainFrame.framesInSubtree.find(({ url }) => url.startsWith('chrome-extension:'));
    const isWhole = await reader
      ?.executeJavaScript(
        `(({ loadProgress_, loadState_ }) => loadProgress_ === 100 || loadState_ === 'success')(document.querySelector('pdf-viewer') ?? {})`,
      )
      .catch(() => false);
    if (isWhole === true) return true;
    await pause(100);
  }
  return false;
}
