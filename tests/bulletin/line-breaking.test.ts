import { describe, expect, test } from 'vitest';
import { type Atom, breakLines } from '../../src/shared/bulletin/line-breaking.ts';

const EM = 16;
const CELL = 15.794;
const WIDTH = 28 * CELL;

const atoms = (text: string): readonly Atom[] =>
  [...text].map((sign) => ({ text: sign, width: /[ -~]/.test(sign) ? EM * 0.55 : CELL }));

const lines = (text: string, width = WIDTH, indent = 0): readonly string[] =>
  breakLines(atoms(text), { width, em: EM, indent }).map(({ start, end }) => [...text].slice(start, end).join(''));

/** Right edge of each full line, the blank half of a closing sign at its end taken off. */
function rightEdges(text: string): readonly number[] {
  const all = atoms(text);
  return breakLines(all, { width: WIDTH, em: EM })
    .filter((line) => !line.isLast)
    .map((line) => {
      const last = all[line.end - 1];
      return (line.x.at(-1) ?? 0) + (last?.width ?? 0) - ('，。、；：）》”'.includes(last?.text ?? ' ') ? EM / 2 : 0);
    });
}

/** A reproducible stream of official prose with every awkward thing in it. */
function prose(length: number, seed: number): string {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
  const pieces = [
    '改革',
    '督察',
    '任务',
    '，',
    '。',
    '、',
    '；',
    '（95.21分）',
    '“六个一”',
    '《分解立项台账》',
    '2018年2月',
    '第3位',
    '得分率85.7%',
    '——',
    '……',
    'PM2.5',
    '：',
    '淄',
    '张店区',
    '100.00分',
  ];
  let text = '';
  while (text.length < length) text += pieces[next(pieces.length)] ?? '';
  return text;
}

test('a full line holds 28 characters', () => {
  expect(lines('改'.repeat(28 * 3)).map((line) => line.length)).toEqual([28, 28, 28]);
  expect(lines('革'.repeat(60), WIDTH, 2 * CELL).map((line) => line.length)).toEqual([26, 28, 6]);
});

test('a sign that may not begin a line is drawn in, its blank half taken up', () => {
  const [first, second] = lines(`${'改'.repeat(28)}，${'革'.repeat(10)}`);
  expect(first).toBe(`${'改'.repeat(28)}，`);
  expect(second).toBe('革'.repeat(10));
});

test('two closing signs at the edge stay with their word, and an opening one goes to the next line', () => {
  expect(lines(`${'改'.repeat(27)}”。${'革'.repeat(10)}`)[0]).toBe(`${'改'.repeat(27)}”。`);
  expect(lines(`${'改'.repeat(27)}（革${'命'.repeat(10)}`)[0]).toBe('改'.repeat(27));
});

test('numbers keep together, and with their unit where there is room', () => {
  for (let at = 20; at < 30; at++) {
    for (const line of lines(`${'改'.repeat(at)}得分95.21分，列第10位。`)) expect(line).not.toMatch(/^\.|^\d\d?分|^分，|^位/);
  }
});

test('a lonely last character is avoided', () => {
  const set = lines(`${'改革，'.repeat(9)}改革，完`);
  expect(set.at(-1)?.length).not.toBe(1);
});

describe('thousands of lines of awkward prose', () => {
  const samples = Array.from({ length: 60 }, (_, seed) => prose(900, seed + 1));

  test('no forbidden sign at an edge, nothing lost, nothing torn', () => {
    let count = 0;
    for (const text of samples) {
      const set = lines(text, WIDTH, 2 * CELL);
      expect(set.join('')).toBe(text);
      for (const [index, line] of set.entries()) {
        count += 1;
        if (index > 0) expect(line).not.toMatch(/^[，。、；：！？）》”’％%—…]/);
        expect(line).not.toMatch(/[（《“]$/);
        const after = set[index + 1] ?? '';
        expect(/[\d.]$/.test(line) && /^[\d.%]/.test(after)).toBe(false);
      }
    }
    expect(count).toBeGreaterThan(1500);
  });

  test('every full line ends at the edge', () => {
    for (const text of samples) {
      for (const edge of rightEdges(text)) {
        expect(edge).toBeGreaterThan(WIDTH - EM / 2 - 0.3);
        expect(edge).toBeLessThan(WIDTH + 0.3);
      }
    }
  });
});

test('a word longer than the measure is cut rather than lost', () => {
  expect(lines('1234567890', EM * 2).join('')).toBe('1234567890');
  expect(lines('').length).toBe(0);
});
