/** A formula of indicator codes as people read it: names or figures in the place of codes, × ÷ − in the place of * / -. */
import type { InputUse } from '../engine/types.ts';

/** A line's way to its points as people read it: the engine writes “无 = 0” where there is nothing to count. */
export const wayWords = (formula: string): string => (formula === '无 = 0' ? '没有可计的事项，计 0 分' : formula);

const SIGNS: Readonly<Record<string, string>> = {
  '+': '+',
  '*': '×',
  '/': '÷',
  '-': '−',
  '×': '×',
  '÷': '÷',
  '−': '−',
  '＋': '+',
  '＊': '×',
  '／': '÷',
  '－': '−',
};

/**
 * Spells a formula.
 * @param expression as the office wrote it; codes or names, in [brackets] when a code is a bare number
 * @param parts the indicators that went in
 * @param show what to print for one: its name or its figure
 * @example spelled('(A1b + A1c * 0.5) / A1a', parts, figure) → (17 + 2 × 0.5) ÷ 19
 */
export function spelled(expression: string, parts: readonly InputUse[], show: (part: InputUse) => string): string {
  const spellings = parts
    .flatMap((part) => [
      { spelling: part.indicator, part },
      { spelling: part.name, part },
    ])
    .filter(({ spelling }) => spelling !== '' && !/^[\d.]+$/.test(spelling))
    .sort((a, b) => b.spelling.length - a.spelling.length);
  let text = '';
  let at = 0;
  while (at < expression.length) {
    const bracket = /^[[［【]([^\]］】]*)[\]］】]/.exec(expression.slice(at));
    const inside = bracket?.[1]?.trim();
    const inBracket = parts.find(({ indicator, name }) => indicator === inside || name === inside);
    const match = spellings.find(({ spelling }) => isWordAt(expression, at, spelling));
    if (bracket && inBracket) {
      text += show(inBracket);
      at += bracket[0].length;
    } else if (match) {
      text += show(match.part);
      at += match.spelling.length;
    } else {
      const character = expression[at] ?? '';
      const sign = SIGNS[character];
      // A blank on either side of a sign that joins two figures, none after one that belongs to a figure.
      if (sign === undefined) text += /\s/.test(character) && /\s$/.test(text) ? '' : character;
      else text = isBinaryAfter(text) ? `${text.trimEnd()} ${sign} ` : `${text}${sign}`;
      at += 1;
    }
  }
  return text.trim();
}

/** A sign at the start, after an opening bracket, a comma or another sign is a figure's own. */
const isBinaryAfter = (text: string): boolean => !/(^|[(（,，+×÷−])\s*$/.test(text);

/** As the engine reads it (formula.ts): A1 is not found inside A11. */
function isWordAt(expression: string, at: number, spelling: string): boolean {
  if (!expression.startsWith(spelling, at)) return false;
  const joins = (a: string, b: string): boolean => /[A-Za-z0-9_]/.test(a) && /[\p{L}\p{N}_]/u.test(b) && /[A-Za-z0-9_]/.test(b);
  return (
    !joins(spelling.at(-1) ?? '', expression[at + spelling.length] ?? '') && !joins(expression[at - 1] ?? '', spelling[0] ?? '')
  );
}
