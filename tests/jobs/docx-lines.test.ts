import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { closer } from '../../src/main/jobs/docx-lines.ts';
import { openFonts } from '../../src/main/jobs/fonts.ts';
import { BODY_SIZE, body, cell, portrait } from '../../src/main/jobs/paper-format.ts';
import { setText } from '../../src/main/jobs/paper-text.ts';

const fonts = openFonts({ fontFolder: join(import.meta.dirname, '../../resources/fonts') });
const measure = { width: portrait.width, em: BODY_SIZE, indent: 2 * cell };
const USUAL = -6;
const spacing = (text: string): number | null => closer([{ text, style: body }], measure, portrait.width, USUAL, fonts);
const lines = (text: string): number => setText([{ text, style: body }], measure, fonts).length;

describe('text that LibreOffice would set in a line more than its PDF', () => {
  test('Han characters keep the spacing of their style: 26 on the first line, 28 on the next', () => {
    const text = '改'.repeat(26 + 28 + 28);
    expect(lines(text)).toBe(3);
    expect(spacing(text)).toBeNull();
  });

  test('figures with air about them are drawn closer, by a point at most', () => {
    const text = '区县排名末位的是周村区，得78.31分，比前一名经济开发区低0.07分，比区县平均低11.14分，列为2018年2月会诊对象。';
    expect(lines(text)).toBe(2);
    const found = spacing(text);
    expect(found).toBeLessThan(USUAL);
    expect(found).toBeGreaterThanOrEqual(USUAL - 20);
  });

  test('where there is room on the last line, figures change nothing', () => {
    expect(spacing('本月张店区得93.53分，列第3位。')).toBeNull();
  });

  test('what even so would not fit is left as it is', () => {
    const text = '9分'.repeat(16);
    expect(lines(text)).toBe(1);
    expect(spacing(text)).toBeNull();
  });
});
