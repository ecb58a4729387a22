/**
 * 核验文件: one HTML file with a sealed month, or the certificate of a draw, inside and the program's own engine beside it. It opens in any
 * browser and asks for nothing.
 */
import type { DrawCertificate } from '../draw/certificate.ts';
import type { StoredRecord, StoredSeal } from './check.ts';

/** What the file carries: the seal, the link before it, and the records from the first to the last. */
export type VerifierPackage = {
  readonly seal: StoredSeal & { readonly sealedAt: string; readonly sealedBy: string };
  readonly previousChain: string;
  readonly records: readonly StoredRecord[];
};

/** Which of the two a file holds: the script looks for both. */
export const PACKAGE_ELEMENT = 'sealed-month';
export const DRAW_ELEMENT = 'draw-certificate';

type Contents = { readonly [PACKAGE_ELEMENT]: VerifierPackage; readonly [DRAW_ELEMENT]: DrawCertificate };

/**
 * The file's text.
 * @param script the built verifier, see scripts/verifier.vite.config.ts
 */
export function verifierPage<E extends keyof Contents>(title: string, element: E, content: Contents[E], script: string): string {
  // A figure's note may hold “</script>”; inside a script element only the sign < can end it.
  const data = JSON.stringify(content).replace(/</g, '\\u003c');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { margin: 24px auto; max-width: 860px; padding: 0 16px; color: #1f2329; font: 14px/22px "Microsoft YaHei", "Noto Sans CJK SC", "PingFang SC", sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 20px; line-height: 28px; margin: 0 0 8px; }
h2 { font-size: 15px; margin: 24px 0 8px; }
p { margin: 4px 0; }
.answer { border: 1px solid #e3e5e9; border-left: 4px solid #2e7d4f; padding: 12px 16px; margin: 16px 0; font-size: 16px; }
.answer.differs { border-left-color: #c8102e; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #e3e5e9; padding: 4px 8px; text-align: left; vertical-align: top; }
th { background: #f6f7f9; font-weight: 600; }
td.n, th.n { text-align: right; }
code { font: 13px/20px Consolas, "DejaVu Sans Mono", monospace; word-break: break-all; }
pre { overflow-x: auto; font: 12px/18px Consolas, "DejaVu Sans Mono", monospace; }
summary { cursor: pointer; margin: 8px 0; }
.faint { color: #5b6168; }
.wrong { color: #c8102e; }
@media print { body { margin: 0; } details { display: none; } }
</style>
</head>
<body>
<main id="verifier"><p>正在核验……</p></main>
<script type="application/json" id="${element}">${data}</script>
<script>
${script.replace(/<\/script/gi, '<\\/script').replace(/<!--/g, '\\x3c!--')}
</script>
</body>
</html>
`;
}

const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
