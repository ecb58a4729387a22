/**
 * As many lines in LibreOffice and Word as on the pages set here. LibreOffice puts a fifth of a character between Han characters and figures,
 * whatever a Word file says (7.4: `LN_CT_PPrBase_autoSpaceDE` in writerfilter's DomainMapper.cxx is an empty case), takes nothing from punctuation
 * (`characterSpacingControl` is not looked for) and fills one line after the other. Text that would be a line longer for it is set a little closer,
 * as a typist draws up a line: 字符间距紧缩.
 */
import { type Measure, NEVER_FIRST, NEVER_LAST } from '../../shared/bulletin/line-breaking.ts';
import type { FontBook } from './fonts.ts';
import { glyphsOf, type StyledText, setText } from './paper-text.ts';

/** At most so much is taken from between two characters: a point, and of small letters less than a tenth. */
const CLOSEST = { points: 1, ems: 0.08 };
/** What a program may measure otherwise on a line, points. */
const HAIR = 0.5;
/** Han character and figure, in ems. */
const AIR = 0.2;

const LETTER = /^[\p{L}\p{N}]$/u;
const LATIN = /^[\x20-\x7e]$/;
/** Signs that may stand over the edge. */
const HANGING = new Set('，。、；：！？');

type Letter = { readonly text: string; readonly width: number };
type Room = { readonly width: number; readonly em: number; readonly indent: number; readonly mayHang: boolean };

/**
 * Spacing of characters, in twips, for a text to take as many lines as it is set in here; null: that of its style will do.
 * @param parts the text in the faces and sizes of the PDF
 * @param measure it is set in here
 * @param width of its lines there, points
 * @param usual spacing of its style, twips
 */
export function closer(
  parts: readonly StyledText[],
  measure: Measure,
  width: number,
  usual: number,
  fonts: FontBook,
): number | null {
  const wanted = Math.max(1, setText(parts, measure, fonts).length);
  const letters = parts.flatMap(({ text, style }) =>
    glyphsOf({ text, style: { ...style, tracking: 0, isTabular: false } }, fonts),
  );
  const least = usual - Math.floor(20 * Math.min(CLOSEST.points, CLOSEST.ems * measure.em));
  const room = { width: width - HAIR, em: measure.em, indent: measure.indent ?? 0 };
  const fits = (spacing: number, mayHang: boolean): boolean => linesOf(letters, { ...room, mayHang }, spacing / 20) <= wanted;
  if (fits(usual, true)) return null;
  const closerOnes = Array.from({ length: usual - least }, (_, at) => usual - 1 - at);
  return closerOnes.find((spacing) => fits(spacing, false)) ?? (fits(least, true) ? least : null);
}

/** Lines LibreOffice makes of a text. */
function linesOf(letters: readonly Letter[], { width, em, indent, mayHang }: Room, spacing: number): number {
  let lines = 1;
  let start = 0;
  let x = indent;
  for (let index = 0; index < letters.length; index += 1) {
    const letter = letters[index];
    if (!letter) break;
    const before = index > start ? letters[index - 1] : undefined;
    x += letter.width + (before ? between(before.text, letter.text, em, spacing) : 0);
    if (x <= width || index === start) continue;
    start = breakAt(letters, start, index, mayHang);
    if (start >= letters.length) break;
    lines += 1;
    x = 0;
    index = start - 1;
  }
  return lines;
}

/** Where the next line begins, when the letter at `over` does not fit. */
function breakAt(letters: readonly Letter[], start: number, over: number, mayHang: boolean): number {
  let at = mayHang && HANGING.has(letters[over]?.text ?? '') && mayBreak(letters, over + 1) ? over + 1 : over;
  while (at > start && !mayBreak(letters, at)) at -= 1;
  return at === start ? over : at;
}

/** Spacing is for characters of one script; between a Han character and a figure there is air, beside a sign nothing. */
function between(before: string, after: string, em: number, spacing: number): number {
  if (LATIN.test(before) === LATIN.test(after)) return spacing;
  return LETTER.test(before) && LETTER.test(after) ? AIR * em : 0;
}

function mayBreak(letters: readonly Letter[], at: number): boolean {
  const before = letters[at - 1]?.text ?? '';
  const after = letters[at]?.text;
  if (after === undefined) return true;
  if (NEVER_FIRST.has(after) || NEVER_LAST.has(before)) return false;
  return !(LATIN.test(before) && LATIN.test(after));
}
