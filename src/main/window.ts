/** The window and its walls: our own protocol, a strict policy, no other page, no network, no permission. */
import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { BrowserWindow, protocol, type Session } from 'electron';

const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://liugeyi`;

/** A test reads these: a sandboxed page without Node, in its own world. */
const WEB_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  spellcheck: false,
} as const;

/** blob: for the picture of a chart and the worker of pdf.js; style attributes are how the grid and the charts place things. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.bcmap': 'application/octet-stream',
  '.json': 'application/json',
};

/** Before `ready`: the page gets a real origin, so that 'self' means our files and nothing else. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** Serves the built page from one folder; a path that leaves it is not found. */
export function servePage(session: Session, folder: string): void {
  const root = resolve(folder);
  session.protocol.handle(SCHEME, async (request) => {
    const { pathname, host } = new URL(request.url);
    const file = resolve(join(root, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)));
    // With the separator: "renderer-other" starts with "renderer" too.
    const isInside = host === 'liugeyi' && file.startsWith(root + sep);
    const bytes = isInside ? await readFile(file).catch(() => null) : null;
    if (bytes === null) return new Response('', { status: 404 });
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(bytes), { headers: { 'content-type': type, 'content-security-policy': POLICY } });
  });
}

/** Nothing leaves this machine and nothing else comes in: every request to a network, every permission, every new window and page. */
export function lockDown(session: Session): void {
  session.webRequest.onBeforeRequest({ urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*'] }, (_, done) =>
    done({ cancel: true }),
  );
  session.setPermissionRequestHandler((contents, permission, done) =>
    done(permission === 'clipboard-sanitized-write' && contents.getURL().startsWith(`${ORIGIN}/`)),
  );
  session.setPermissionCheckHandler((_, permission) => permission === 'clipboard-sanitized-write');
  session.setDevicePermissionHandler(() => false);
}

/** The program's window. 1093×614 CSS px (1366×768 at 125 %) is the smallest it is drawn for. */
export function openWindow(preload: string, title: string): BrowserWindow {
  const window = new BrowserWindow({
    title,
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 600,
    backgroundColor: '#ffffff',
    autoHideMenuBar: true,
    webPreferences: { ...WEB_PREFERENCES, preload },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.removeMenu();
  return window;
}
