/** What a value cell says: a figure, one of the states of an empty cell, nothing, or something that is no figure. */
import type { CellState } from '../engine/types.ts';
import { digitCounts, roundDecimal } from './decimal-text.ts';
import { type CellText, UNCALCULATED } from './matrix.ts';
import { type ConversionKind, readNumber } from './number-text.ts';

export type CellValue =
  /** `isConverted`: the point was moved, so the digits after it are not those that somebody wrote. */
  | { readonly kind: 'figure'; readonly value: string; readonly phrases: readonly string[]; readonly isConverted: boolean }
  | { readonly kind: 'state'; readonly state: Exclude<CellState, 'reported'> }
  | { readonly kind: 'empty' }
  /** `reason` begins with the text of the cell and lacks its full stop. */
  | { readonly kind: 'refused'; readonly reason: string };

const STATES: readonly (readonly [RegExp, Exclude<CellState, 'reported'>])[] = [
  [/^(?:不适用|无此项|无此项任务|无该项任务|无任务|不涉及|不考核|不参评|免考核)$/, 'notApplicable'],
  [/^(?:批准|同意|申请)?(?:缓报|暂缓|暂缓报送|延期报送|延报)$/, 'deferred'],
  [/^(?:未报|未上报|未报送|未填报|未提供|没报|缺报|漏报)$/, 'notReported'],
];
const EMPTY: CellValue = { kind: 'empty' };
/** What the store keeps, and readNumber with it. */
const MOST_BEFORE = 15;
const MOST_AFTER = 10;
const NONE: readonly string[] = [];
const MOVES_POINT: ReadonlySet<ConversionKind> = new Set<ConversionKind>(['multiplier', 'percent', 'scientific', 'rounded']);

/** 未报, 不适用, 缓报 and what else people write for them; null for any other text. */
export function stateOf(text: string): Exclude<CellState, 'reported'> | null {
  const word = text.replace(/[\s（）()【】[\]]/g, '');
  return STATES.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

/**
 * Reads a value cell.
 * @param unit the unit the figure is written in, where the cell itself does not say another: that of the heading, else of the indicator
 */
export function readValue(cell: CellText, unit: string): CellValue {
  if (cell.kind === 'blank') return EMPTY;
  if (cell.kind === 'number' && cell.number !== undefined && !cell.text.endsWith('%')) return plainFigure(cell.number);
  if (cell.kind === 'error' && cell.text === UNCALCULATED) {
    return { kind: 'refused', reason: '这一格的公式还没有算出结果（用 WPS 或 Excel 打开、保存一次即可）' };
  }
  const state = cell.kind === 'text' ? stateOf(cell.text) : null;
  if (state !== null) return { kind: 'state', state };
  const reading = readNumber(cell.text, unit);
  if (!reading.ok) return { kind: 'refused', reason: reading.reason };
  if (reading.value === null) return EMPTY;
  const phrases = reading.conversions.map(({ phrase }) => phrase);
  return {
    kind: 'figure',
    value: reading.value,
    phrases,
    isConverted: reading.conversions.some(({ kind }) => MOVES_POINT.has(kind)),
  };
}

/** A native number has nothing to convert; only quotients with 15 digits are cut to what is kept. */
function plainFigure(number: string): CellValue {
  if (number.length <= MOST_AFTER) return { kind: 'figure', value: number, phrases: NONE, isConverted: false };
  const { before, after } = digitCounts(number);
  if (before > MOST_BEFORE) return { kind: 'refused', reason: `“${number}”超出可填的范围` };
  if (after <= MOST_AFTER) return { kind: 'figure', value: number, phrases: NONE, isConverted: false };
  return { kind: 'figure', value: roundDecimal(number, MOST_AFTER), phrases: [`小数已保留 ${MOST_AFTER} 位`], isConverted: true };
}
