/**
 * Chinese line breaking for a fixed measure (GB/T 9704—2012 5.2.2: 一般每面排22行，每行排28个字，并撑满版心).
 * Rules (标点符号用法 GB/T 15834—2011 5.1): 句号、逗号等点号和后引号、后括号不出现在一行之首; 前引号、前括号不出现在一行之末;
 * 破折号、省略号不拆开. A number never splits, and stays with its unit where that costs little. Full lines are set flush on both edges:
 * too short by a little, they are spaced out evenly; too long, the blank halves of their punctuation marks are taken up first (标点挤压).
 * The best set of breaks for the whole paragraph is found by dynamic programming (Knuth & Plass 1981), so one bad line is not
 * bought with another.
 */

/** One character (or a character with its marks) and the room it takes, in any unit of length. */
export type Atom = { readonly text: string; readonly width: number };

export type BrokenLine = {
  /** Atoms [start, end). */
  readonly start: number;
  readonly end: number;
  /** Left edge of each atom, from the left edge of the measure (the first line's indent included). */
  readonly x: readonly number[];
  readonly isLast: boolean;
};

export type Measure = {
  readonly width: number;
  /** Size of one Han character. */
  readonly em: number;
  /** Empty room before the first line. */
  readonly indent?: number;
  /** Cells of a table: lines are not spaced out to the full width. */
  readonly isRagged?: boolean;
};

const CLOSING = '）》〉」』】〕〗”’］｝)]}';
const PAUSES = '，。、；：！？';
const OPENING = '（《〈「『【〔〖“‘［｛([{';
export const NEVER_FIRST = new Set(`${CLOSING}${PAUSES},.;:!?％%‰℃…—～·々ー`);
export const NEVER_LAST = new Set(`${OPENING}￥$№#`);
/** Signs that fill half of their square, and so can give up to half an em: on their right, or on their left. */
const HOLLOW_RIGHT = new Set('）》〉」』】〕〗”’，。、；：');
const HOLLOW_LEFT = new Set('（《〈「『【〔〖“‘');
const UNITS = new Set('年月日时分秒个项位名次件期号条家户人天周季度万亿元倍处批起种类篇级米吨点字页版步');
const LATIN = /^[0-9A-Za-z.,%+\-/:_@&=]$/;

/** Costs in squared ems of distortion: a number torn from its unit is worse than a line spaced out by the room of any number with its unit. */
const TORN_NUMBER = 64;
/** PM | 2.5 in a narrow cell, when there is no other way. */
const TORN_WORD = 100;
const LONELY_LAST = 2;
const SQUEEZE = 1.5;
/** Most a line of Han characters may be tightened when its punctuation gives no more: 2 % of an em between two characters. */
const TIGHTEN = 0.02;
const FORCED = 1000;

/** Breaks a paragraph into lines. Worked example (measure 5 em): 改革督察，通报 → 改革督察， / 通报: the comma gives up its blank half. */
export function breakLines(atoms: readonly Atom[], measure: Measure): readonly BrokenLine[] {
  if (atoms.length === 0) return [];
  const before = atoms.map((_, index) => breakCost(atoms, index));
  const best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  for (let end = 1; end <= atoms.length; end++) best.push(bestLineEndingAt(atoms, end, before, best, measure));
  const lines: BrokenLine[] = [];
  let end = atoms.length;
  while (end > 0) {
    const start = best[end]?.from ?? 0;
    lines.unshift({ start, end, x: place(atoms, start, end, measure), isLast: end === atoms.length });
    end = start;
  }
  return lines;
}

/** What a break before this atom costs; Infinity where none may be. */
function breakCost(atoms: readonly Atom[], index: number): number {
  const before = atoms[index - 1]?.text;
  const after = atoms[index]?.text;
  if (before === undefined || after === undefined) return 0;
  if (NEVER_FIRST.has(after) || NEVER_LAST.has(before)) return Number.POSITIVE_INFINITY;
  if (/[A-Za-z]/.test(before) && /\d/.test(after)) return TORN_WORD;
  if (LATIN.test(before) && LATIN.test(after)) return Number.POSITIVE_INFINITY;
  if ((/\d/.test(before) && UNITS.has(after)) || (before === '第' && /\d/.test(after))) return TORN_NUMBER;
  return 0;
}

function bestLineEndingAt(
  atoms: readonly Atom[],
  end: number,
  before: readonly number[],
  best: readonly { cost: number; from: number }[],
  measure: Measure,
): { cost: number; from: number } {
  const isLast = end === atoms.length;
  const breakHere = isLast ? 0 : (before[end] ?? 0);
  let found = { cost: Number.POSITIVE_INFINITY, from: end - 1 };
  let natural = 0;
  for (let start = end - 1; start >= 0; start--) {
    natural += atoms[start]?.width ?? 0;
    const room = measure.width - (start === 0 ? (measure.indent ?? 0) : 0);
    if (natural - room > measure.em * 4) break;
    const line = lineCost(atoms, start, end, room - natural, isLast, measure);
    // A word longer than the measure still has to go somewhere: it is cut, at a price no other set of breaks would pay.
    const cost = (best[start]?.cost ?? Number.POSITIVE_INFINITY) + line + Math.min(breakHere, FORCED);
    if (cost < found.cost) found = { cost, from: start };
  }
  return found;
}

function lineCost(
  atoms: readonly Atom[],
  start: number,
  end: number,
  slack: number,
  isLast: boolean,
  { em, isRagged }: Measure,
): number {
  if (slack >= 0) {
    if (isLast) return start > 0 && end - start < 2 && isRagged !== true ? LONELY_LAST : 0;
    return (slack / em) ** 2;
  }
  const give = squeezable(atoms, start, end, em);
  const need = -slack;
  if (need > give.tail + give.inner + TIGHTEN * em * (end - start - 1) + 1e-6) return Number.POSITIVE_INFINITY;
  return 0.05 + SQUEEZE * (Math.max(0, need - give.tail) / em) ** 2;
}

/** Blank halves that may be taken up: of a sign at the line's end, and of the signs inside. */
function squeezable(
  atoms: readonly Atom[],
  start: number,
  end: number,
  em: number,
): { readonly tail: number; readonly inner: number } {
  const tail = HOLLOW_RIGHT.has(atoms[end - 1]?.text ?? '') ? em / 2 : 0;
  let inner = 0;
  for (let index = start; index < end - 1; index++) inner += hollow(atoms, index) * em;
  return { tail, inner };
}

/** Blank room between an atom and the next, in ems: half an em for each sign that turns its empty side there, less a little air. */
function hollow(atoms: readonly Atom[], index: number): number {
  const right = HOLLOW_RIGHT.has(atoms[index]?.text ?? '') ? 0.4 : 0;
  const left = HOLLOW_LEFT.has(atoms[index + 1]?.text ?? '') ? 0.4 : 0;
  return right + left;
}

function place(atoms: readonly Atom[], start: number, end: number, measure: Measure): readonly number[] {
  const indent = start === 0 ? (measure.indent ?? 0) : 0;
  const natural = atoms.slice(start, end).reduce((total, atom) => total + atom.width, 0);
  const slack = measure.width - indent - natural;
  const isLast = end === atoms.length;
  const elastic: number[] = [];
  for (let index = start; index < end - 1; index++) if (isElastic(atoms, index)) elastic.push(index);
  const stretch = slack > 0 && !isLast && measure.isRagged !== true && elastic.length > 0 ? slack / elastic.length : 0;
  const give = squeezable(atoms, start, end, measure.em);
  const need = Math.max(0, -slack - give.tail);
  const fromSigns = Math.min(need, give.inner);
  const share = give.inner > 0 ? fromSigns / give.inner : 0;
  const tighten = need > fromSigns && elastic.length > 0 ? (need - fromSigns) / elastic.length : 0;
  const x: number[] = [];
  let at = indent;
  for (let index = start; index < end; index++) {
    x.push(at);
    const gap = isElastic(atoms, index) ? stretch - tighten : 0;
    at += (atoms[index]?.width ?? 0) + gap - share * hollow(atoms, index) * measure.em;
  }
  return x;
}

/** May the gap after this atom grow? Not inside a number or a word, nor inside —— and ……. */
function isElastic(atoms: readonly Atom[], index: number): boolean {
  const here = atoms[index]?.text ?? '';
  const next = atoms[index + 1]?.text ?? '';
  if (LATIN.test(here) && LATIN.test(next)) return false;
  return !((here === '—' || here === '…') && here === next);
}
