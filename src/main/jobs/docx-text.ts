/** Words and lines of Word's paragraphs, in the styles of docx-style.ts. */
import { type IParagraphOptions, Paragraph, type Table, TextRun } from 'docx';
import type { DocumentBlock } from '../../shared/bulletin/document.ts';
import type { Measure } from '../../shared/bulletin/line-breaking.ts';
import { closer } from './docx-lines.ts';
import type { Draw } from './docx-picture.ts';
import { fontOf, STYLES, type StyleId, twips } from './docx-style.ts';
import type { Face, FaceName, FontBook } from './fonts.ts';
import { printable } from './fonts.ts';
import type { Setting } from './paper-layout.ts';
import type { StyledText } from './paper-text.ts';

export type Content = Paragraph | Table;

export type Work = {
  readonly fonts: FontBook;
  readonly draw: Draw;
  readonly chart: (option: unknown) => string;
  readonly settings: ReadonlyMap<DocumentBlock, Setting>;
  /** Of several papers in a file, one that takes a single page. */
  readonly isSingle: boolean;
};

const styleFace = new Map<StyleId, FaceName>(STYLES.map(({ id, face }) => [id, face]));
const styleTracking = new Map<StyleId, number>(STYLES.map((style) => [style.id, 'tracking' in style ? style.tracking : 0]));

/** Words in their style's face and size; characters that face lacks in the one that has them. */
export function words(
  text: string,
  style: StyleId,
  { fonts }: Work,
  face?: FaceName,
  size?: number,
  spacing: number | null = null,
): TextRun[] {
  const own = face ?? styleFace.get(style) ?? 'fang';
  const pieces: { text: string; face: FaceName }[] = [];
  for (const character of printable(text)) {
    const name = nameOf(character, own, fonts);
    const last = pieces.at(-1);
    if (last?.face === name) last.text += character;
    else pieces.push({ text: character, face: name });
  }
  return pieces.map(
    (piece) =>
      new TextRun({
        text: piece.text,
        // Named only where it is not the style's.
        font: piece.face === styleFace.get(style) ? { hint: 'eastAsia' } : fontOf(piece.face, fonts),
        ...(size === undefined ? {} : { size: size * 2 }),
        ...(spacing === null ? {} : { characterSpacing: spacing }),
      }),
  );
}

/**
 * Words that take as many lines as they are set in here.
 * @param width of their lines in Word, points
 */
export function fitted(style: StyleId, parts: readonly StyledText[], measure: Measure, width: number, work: Work): TextRun[] {
  const spacing = closer(parts, measure, width, styleTracking.get(style) ?? 0, work.fonts);
  return parts.flatMap(({ text, style: { face } }) => words(text, style, work, face, undefined, spacing));
}

/** The face that has a character: its own, else 宋体 or 楷体. Latin letters are always its own's. */
function nameOf(character: string, own: FaceName, fonts: FontBook): FaceName {
  if (/^[\x20-\x7e]$/.test(character)) return own;
  const face: Face = fonts.faceFor(character, own).face;
  return ([own, 'song', 'kai'] as const).find((name) => fonts.face(name) === face) ?? own;
}

/** A paragraph in a style; what it has otherwise goes into the options. */
export const line = (style: StyleId, children: IParagraphOptions['children'], options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ style, ...options, children: children ?? [] });

/** An empty line of a height in points. */
export const air = (height: number, keepNext = false): Paragraph =>
  line('PaperAir', [], { keepNext, spacing: { line: Math.max(1, twips(height)), lineRule: 'exact' } });
