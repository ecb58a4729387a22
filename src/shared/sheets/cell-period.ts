/** 考核期 in a cell of its own: as text, as a date, or as a number. */
import { parsePeriod } from '../period.ts';
import { dateText } from './cell-number.ts';
import type { Findings, Place } from './findings.ts';
import type { CellText } from './matrix.ts';

const HOW = '请写成 2018-02、2018年2月、2018-Q1、2018-H1 或 2018';
const known = new Map<string, string | null>();
const MOST_KNOWN = 10_000;

/** The period of a cell; null after saying what is wrong. */
export function readPeriod(cell: CellText, place: Place, findings: Findings): string | null {
  const text = cell.text.trim();
  if (text === '') {
    findings.error('period.missing', place, `没有写考核期，${HOW}。`);
    return null;
  }
  if (cell.number !== undefined && /^\d{4}\.1$/.test(text)) {
    // Typed as 2018.10, a number loses its zero; nobody can tell afterwards, and the wrong month would be overwritten.
    findings.error(
      'period.invalid',
      place,
      `“${text}”是数字，分不清是 1 月还是 10 月，请改成 ${text.slice(0, 4)}-01 或 ${text.slice(0, 4)}-10。`,
      text,
    );
    return null;
  }
  const period =
    cell.number !== undefined && isSerial(cell.number) ? parsePeriod(dateText(Number(cell.number), false)) : cached(text);
  if (period === null) findings.error('period.invalid', place, `“${text}”不是考核期，${HOW}。`, text);
  return period;
}

/** A day number from 1982 to 2064 whose date format got lost on the way. */
const isSerial = (number: string): boolean => /^[3-5]\d{4}$/.test(number);

function cached(text: string): string | null {
  const found = known.get(text);
  if (found !== undefined) return found;
  const period = parsePeriod(text);
  if (known.size > MOST_KNOWN) known.clear();
  known.set(text, period);
  return period;
}
