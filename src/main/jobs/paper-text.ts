/** Text of a paper set into lines: every character gets its face and its place; what stands next to each other evenly becomes one run. */
import { type Atom, breakLines, type Measure } from '../../shared/bulletin/line-breaking.ts';
import type { Face, FaceName, FontBook } from './fonts.ts';
import { printable } from './fonts.ts';

export const mm = (millimetres: number): number => (millimetres * 72) / 25.4;

export type TextStyle = {
  readonly face: FaceName;
  readonly size: number;
  /** Face of Latin letters and digits; 仿宋 and 楷体 take the 宋体 ones, as official papers print them. */
  readonly latin?: FaceName;
  /** Extra room after each full-width character, to fill the grid of 28. */
  readonly tracking?: number;
  /** Digits of equal width, so that columns of figures stand under each other. */
  readonly isTabular?: boolean;
  readonly color?: string;
};

/** Something printed at a place on a page; lengths in points from the page's upper left corner. */
export type Item =
  | {
      readonly kind: 'text';
      readonly x: number;
      readonly baseline: number;
      readonly text: string;
      readonly face: Face;
      readonly size: number;
      readonly spacing: number;
      readonly color: string;
      /** Names a place in the PDF's own table of contents. */
      readonly outline?: string;
    }
  | {
      readonly kind: 'rule';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly width: number;
      readonly color: string;
    }
  | {
      readonly kind: 'svg';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly svg: string;
    };

export type StyledText = { readonly text: string; readonly style: TextStyle };

type Glyph = Atom & {
  readonly face: Face;
  readonly size: number;
  readonly natural: number;
  readonly inset: number;
  readonly color: string;
};

export type SetLine = {
  /** Runs with x from the left edge of the measure and baseline 0. */
  readonly items: readonly Extract<Item, { kind: 'text' }>[];
  readonly width: number;
};

/** Sets styled text into lines of a measure. */
export function setText(parts: readonly StyledText[], measure: Measure, fonts: FontBook): readonly SetLine[] {
  const glyphs = parts.flatMap((part) => glyphsOf(part, fonts));
  return breakLines(glyphs, measure).map((line) => {
    const own = glyphs.slice(line.start, line.end);
    const last = own.at(-1);
    return { items: runs(own, line.x), width: last ? (line.x.at(-1) ?? 0) + last.natural + last.inset : 0 };
  });
}

/** One line that is never broken, whatever its width. */
export function setOneLine(text: string, style: TextStyle, fonts: FontBook): SetLine {
  const glyphs = glyphsOf({ text, style }, fonts);
  const x: number[] = [];
  let at = 0;
  for (const glyph of glyphs) {
    x.push(at);
    at += glyph.width;
  }
  const last = glyphs.at(-1);
  return { items: runs(glyphs, x), width: last ? (x.at(-1) ?? 0) + last.natural + last.inset : 0 };
}

/** The line's runs at their place on the page. */
export const placeLine = (line: SetLine, x: number, baseline: number): readonly Item[] =>
  line.items.map((item) => ({ ...item, x: item.x + x, baseline }));

const LATIN = /^[\x20-\x7e]$/;

export function glyphsOf({ text, style }: StyledText, fonts: FontBook): readonly Glyph[] {
  const digit = style.isTabular ? digitWidth(style, fonts) : 0;
  return [...printable(text)].map((character) => {
    const isLatin = LATIN.test(character);
    const piece = fonts.faceFor(character, isLatin ? (style.latin ?? style.face) : style.face);
    const natural = fonts.advance(piece) * style.size;
    const isTabularDigit = digit > 0 && /^\d$/.test(character);
    const width = isTabularDigit ? digit : isLatin ? natural : natural + (style.tracking ?? 0);
    return {
      text: piece.text,
      width,
      natural,
      inset: isTabularDigit ? (digit - natural) / 2 : 0,
      face: piece.face,
      size: style.size,
      color: style.color ?? '#000000',
    };
  });
}

function digitWidth(style: TextStyle, fonts: FontBook): number {
  const widths = [...'0123456789'].map((digit) => fonts.advance(fonts.faceFor(digit, style.latin ?? style.face)));
  return Math.max(...widths) * style.size;
}

/** Neighbours of one face whose gaps are equal become one run, so that the text can be searched and copied as it reads. */
function runs(glyphs: readonly Glyph[], x: readonly number[]): readonly Extract<Item, { kind: 'text' }>[] {
  const found: { -readonly [K in keyof Extract<Item, { kind: 'text' }>]: Extract<Item, { kind: 'text' }>[K] }[] = [];
  let length = 0;
  glyphs.forEach((glyph, index) => {
    const at = (x[index] ?? 0) + glyph.inset;
    const before = glyphs[index - 1];
    const run = found.at(-1);
    const gap = before ? at - ((x[index - 1] ?? 0) + before.inset + before.natural) : 0;
    const isSameFace = run !== undefined && run.face === glyph.face && run.size === glyph.size && run.color === glyph.color;
    if (run && isSameFace && (length === 1 ? Math.abs(gap) < glyph.size / 2 : Math.abs(gap - run.spacing) < 0.001)) {
      if (length === 1) run.spacing = gap;
      run.text += glyph.text;
      length += 1;
      return;
    }
    length = 1;
    found.push({
      kind: 'text',
      x: at,
      baseline: 0,
      text: glyph.text,
      face: glyph.face,
      size: glyph.size,
      spacing: 0,
      color: glyph.color,
    });
  });
  return found;
}
