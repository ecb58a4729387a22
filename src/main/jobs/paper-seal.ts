/** 封存码 with its QR at the foot of a page, on the side where the page number is not. */
import { encode } from 'uqr';
import type { PaperSeal } from '../../shared/bulletin/document.ts';
import { qrPath } from '../../shared/qr.ts';
import type { FontBook } from './fonts.ts';
import type { Page } from './paper-flow.ts';
import { A4, portrait, sealStyle } from './paper-format.ts';
import { type Item, mm, placeLine, setOneLine } from './paper-text.ts';

/** Side of the square. */
export const SEAL_SIDE = mm(13);
const SIDE = SEAL_SIDE;
/** Under the text area; on the first page of a letter higher, above its lower double rule. */
const BELOW = mm(4.5);
const BELOW_ON_LETTER = mm(0.8);
const GAP = mm(2);
const bottom = portrait.top + portrait.height;
const right = portrait.x + portrait.width;

/**
 * The seal of one page: the square at the edge of the text area, the lines beside it.
 * @param isLetterHead the first page of a letter
 * @param running what paper a sheet belongs to, above the lines; null when the page says so elsewhere
 */
export function sealItems(
  seal: PaperSeal,
  running: string | null,
  number: number,
  orientation: Page['orientation'],
  fonts: FontBook,
  isLetterHead = false,
): readonly Item[] {
  const isAtLeft = number % 2 === 1;
  const top = bottom + (isLetterHead ? BELOW_ON_LETTER : BELOW);
  const lines = [...(running === null ? [] : [running]), ...seal.lines].map((text) => setOneLine(text, sealStyle, fonts));
  const step = sealStyle.size * 1.4;
  const first = top + (SIDE - lines.length * step) / 2 + sealStyle.size;
  const words = lines.flatMap((line, index) =>
    placeLine(line, isAtLeft ? portrait.x + SIDE + GAP : right - SIDE - GAP - line.width, first + index * step),
  );
  const x = isAtLeft ? portrait.x : right - SIDE;
  const { path, size } = qrPath(encode(seal.qr, { ecc: 'M', border: 0 }));
  if (orientation === 'portrait') {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
    return [{ kind: 'svg', x, y: top, width: SIDE, height: SIDE, svg }, ...words];
  }
  return [turned(words, `<path transform="translate(${x} ${top}) scale(${SIDE / size})" d="${path}"/>`)];
}

/** On a lying page the foot is that of the upright sheet: a quarter turn to the right at the left edge. */
export function turned(words: readonly Item[], drawing = ''): Item {
  const texts = words.flatMap((item) =>
    item.kind === 'text'
      ? [
          `<text x="${item.x}" y="${item.baseline}" font-family="${item.face.key}" font-size="${item.size}" fill="${item.color}">${escapeXml(item.text)}</text>`,
        ]
      : [],
  );
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${A4.height}" height="${A4.width}" viewBox="0 0 ${A4.height} ${A4.width}">` +
    `<g transform="translate(${A4.height} 0) rotate(90)" xml:space="preserve">${drawing}${texts.join('')}</g></svg>`;
  return { kind: 'svg', x: 0, y: 0, width: A4.height, height: A4.width, svg };
}

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
