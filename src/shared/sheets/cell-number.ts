/** How a number of a spreadsheet becomes a decimal string and the text a person saw. Spreadsheets keep binary floats. */
import { digitCounts, shiftDecimal } from './decimal-text.ts';
import type { CellText } from './matrix.ts';

/** What a number format says about the number behind it. */
export type NumberFormat = {
  readonly kind: 'number' | 'percent' | 'date';
  /** Digits after the point that the format always shows; null when it does not say. */
  readonly decimals: number | null;
  /** “000000”: leading zeros are part of what is shown, as in codes. */
  readonly digits: number;
};

const GENERAL: NumberFormat = { kind: 'number', decimals: null, digits: 0 };
const LAST_DAY = 2_958_466;
const formats = new Map<string, NumberFormat>();

/** Reads a number format such as 0.00%, yyyy"年"m"月", #,##0.0 or 000000. Only its first section (positive numbers) matters. */
export function readFormat(format: string | undefined): NumberFormat {
  if (format === undefined || format === '' || format === 'General') return GENERAL;
  const known = formats.get(format);
  if (known) return known;
  // Quoted and escaped characters are shown as they are: 0"%" must not divide by a hundred. [Red] and [$-804] are not codes either.
  const bare = (format.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]/gi, '');
  const decimals = /\.(0+)/.exec(bare)?.[1]?.length ?? (/[0#?]/.test(bare) ? 0 : null);
  const read: NumberFormat = /general|通用|常规/i.test(bare)
    ? GENERAL
    : bare.includes('%')
      ? { kind: 'percent', decimals, digits: 0 }
      : /[ymdhs]|上午/i.test(bare)
        ? { kind: 'date', decimals: null, digits: 0 }
        : { kind: 'number', decimals, digits: /^0{2,}$/.test(bare) ? bare.length : 0 };
  if (formats.size > 5_000) formats.clear();
  formats.set(format, read);
  return read;
}

/**
 * A float as a decimal string. Spreadsheets show 15 digits and people type no more, so whatever stands behind is binary dust:
 * 0.30000000000000004 → "0.3", 1.2649999999999999 → "1.265". Never in exponent form.
 */
export function floatText(value: number): string {
  const short = String(value);
  if (short.length < 16 && !short.includes('e')) return short === '-0' ? '0' : short;
  const rounded = String(Number(value.toPrecision(15)));
  return rounded.includes('e') ? plainDecimal(rounded) : rounded;
}

/** The cell for a native number under its number format. */
export function numberCell(value: number, format: NumberFormat, isDate1904: boolean): CellText {
  if (!Number.isFinite(value)) return { text: '#NUM!', kind: 'error' };
  // Outside the calendar of spreadsheets, which ends with 9999, a date format shows nothing but ####.
  if (format.kind === 'date' && value >= 0 && value < LAST_DAY) return { text: dateText(value, isDate1904), kind: 'date' };
  const number = floatText(value);
  if (format.kind === 'percent') return { text: `${shiftDecimal(number, 2)}%`, number, kind: 'number' };
  return { text: shown(number, format), number, kind: 'number' };
}

/** 43132 → 2018-02-01; the time of day is kept only when there is one. */
export function dateText(serial: number, isDate1904: boolean): string {
  const milliseconds = Math.round((serial - 25_569 + (isDate1904 ? 1_462 : 0)) * 86_400) * 1_000;
  const date = new Date(milliseconds);
  const iso = date.toISOString();
  return iso.slice(11, 19) === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

/** Zeros that the format adds are kept, since 2018.10 and 010203 mean something; digits that it hides are never dropped. */
function shown(number: string, { decimals, digits }: NumberFormat): string {
  if (digits > 0 && /^\d+$/.test(number)) return number.padStart(digits, '0');
  if (decimals === null || decimals === 0) return number;
  const has = digitCounts(number).after;
  return has >= decimals ? number : `${number}${has === 0 ? '.' : ''}${'0'.repeat(decimals - has)}`;
}

function plainDecimal(text: string): string {
  const [mantissa = '0', exponent = '0'] = text.split('e');
  return shiftDecimal(mantissa, Number(exponent));
}
