/** A figure whose unit is said beside it (in the heading, in a column 计量单位) → the unit its indicator is kept in. */
import { shiftDecimal } from './decimal-text.ts';
import type { KnownIndicator } from './draft.ts';
import type { Findings, Place } from './findings.ts';
import { fitUnit } from './number-unit.ts';
import type { Figure } from './observations.ts';

type Given = Figure['value'];

/** Is a word in brackets a unit at all? “（万元）” and “（%）” are, “（累计）” is part of the name. */
export const isUnit = (text: string): boolean =>
  text !== '' && (fitUnit(text, undefined).ok || /^[µμu]?m?g\s*\/|\/(?:人|户|亩|元|m3|m³|L)$/i.test(text));

/** Converts exactly, by moving the point; null after saying that the units do not fit. */
export function convertFigure(
  given: Given,
  unit: string,
  indicator: KnownIndicator,
  place: Place,
  findings: Findings,
): Given | null {
  if (given.kind === 'state' || unit === '' || unit === indicator.unit) return given;
  const fit = fitUnit(unit, indicator.unit);
  if (!fit.ok) {
    findings.error('unit.incompatible', place, unitMismatch(unit, indicator), unit);
    return null;
  }
  if (fit.shift === 0) return given;
  const phrases = [...given.phrases, `“${indicator.name}”已由“${unit}”换算为“${indicator.unit || '无单位'}”`];
  return { kind: 'figure', value: shiftDecimal(given.value, fit.shift), phrases, isConverted: true };
}

/** The sentence for units of different kinds: moving the point would make a wrong figure look right. */
export const unitMismatch = (unit: string, { name, unit: own }: KnownIndicator): string =>
  `单位“${unit}”与“${name}”的计量单位“${own || '（无）'}”不能换算，请核对表头或指标。`;
