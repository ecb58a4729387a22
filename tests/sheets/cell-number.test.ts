import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateText, floatText, numberCell, readFormat } from '../../src/shared/sheets/cell-number.ts';
import { shiftDecimal } from '../../src/shared/sheets/decimal-text.ts';
import { BLANK, cellAt, cellName, columnName, mergedText, type SheetMatrix } from '../../src/shared/sheets/matrix.ts';

describe('floatText', () => {
  it.each([
    [0.1 + 0.2, '0.3'],
    [1.1 * 1.15, '1.265'],
    [84.955, '84.955'],
    [84.954999999999998, '84.955'],
    [100, '100'],
    [-0, '0'],
    [-12.5, '-12.5'],
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [1 / 3, '0.333333333333333'],
    [123456789012345, '123456789012345'],
    [4.35 * 100, '435'],
  ])('%d → %s', (value, text) => expect(floatText(value)).toBe(text));

  it('keeps every number of up to 15 digits that a person can type', () => {
    fc.assert(
      fc.property(fc.integer({ min: -999_999_999, max: 999_999_999 }), fc.integer({ min: 0, max: 6 }), (units, decimals) => {
        const typed = shiftDecimal(String(units), -decimals);
        expect(floatText(Number(typed))).toBe(typed);
      }),
    );
  });
});

describe('number formats', () => {
  it.each([
    ['General', 0.45, '0.45', 'number'],
    ['0%', 0.45, '45%', 'number'],
    ['0.00%', 0.4567, '45.67%', 'number'],
    ['0.0%', 0.28999999999999998, '29%', 'number'],
    ['0"%"', 45, '45', 'number'],
    ['0\\%', 45, '45', 'number'],
    ['0.00', 2018.1, '2018.10', 'number'],
    ['0.00_);[Red]\\(0.00\\)', -3.5, '-3.50', 'number'],
    ['000000', 10203, '010203', 'number'],
    ['#,##0.0', 1234567.891, '1234567.891', 'number'],
    ['yyyy"年"m"月"', 43132, '2018-02-01', 'date'],
    ['[$-804]yyyy-mm-dd;@', 43132, '2018-02-01', 'date'],
    ['m/d/yy h:mm', 43132.5, '2018-02-01 12:00:00', 'date'],
    ['[Red]0.0', 1.5, '1.5', 'number'],
    ['@', 5, '5', 'number'],
    ['0.00E+00', 12345, '12345.00', 'number'],
  ])('%s of %d reads %s', (format, value, text, kind) => {
    expect(numberCell(value, readFormat(format), false)).toMatchObject({ text, kind });
  });

  it('keeps the number behind a percentage exact', () => {
    expect(numberCell(0.07, readFormat('0%'), false)).toEqual({ text: '7%', number: '0.07', kind: 'number' });
  });

  it('counts days from 1904 when the workbook does', () => expect(dateText(41670, true)).toBe('2018-02-01'));
  it('has no date before 1900 or after 9999', () => {
    expect(numberCell(-5, readFormat('yyyy-mm-dd'), false)).toEqual({ text: '-5', number: '-5', kind: 'number' });
    expect(numberCell(100025570, readFormat('yyyy-mm-dd'), false).kind).toBe('number');
  });
  it('calls infinity an error', () => expect(numberCell(Number.NaN, readFormat(undefined), false).kind).toBe('error'));
});

describe('matrix', () => {
  const sheet: SheetMatrix = {
    name: '2月',
    rows: 2,
    columns: 3,
    cells: [[{ text: '大气', kind: 'text' }], [BLANK, { text: 'PM2.5', kind: 'text' }]],
    merges: [{ top: 0, left: 0, bottom: 0, right: 2 }],
  };
  it('names cells as a spreadsheet does', () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'ZZ', 'AAA']);
    expect(cellName(6, 2)).toBe('C7');
  });
  it('is blank outside and fills merged headings', () => {
    expect(cellAt(sheet, 5, 5)).toBe(BLANK);
    const text = mergedText(sheet);
    expect([text(0, 0), text(0, 2), text(1, 0), text(1, 1)]).toEqual(['大气', '大气', '', 'PM2.5']);
  });
});
