import { describe, expect, it } from 'vitest';
import { type FollowUpQuestion, followUp } from '../../src/shared/consultation/follow-up.ts';
import { exact } from '../../src/shared/engine/decimal.ts';

/** methods.md §8; R: nlme::lme, REML. */
const COURSES = {
  甲: ['84', '86', '85', '87', '86', '88'],
  乙: ['80', '79', '82', '81', '80', '78'],
  丙: ['90', '91', '89', '92', '90', '88'],
  丁: ['76', '75', '78', '77', '74', '76'],
};
const ask = (scores: readonly string[], more: Partial<FollowUpQuestion> = {}) =>
  followUp({
    period: '2026-10',
    organisation: '丁',
    name: '丁区',
    courses: COURSES,
    since: scores.map((score, at) => ({ period: ['2026-11', '2026-12', '2027-02', '2027-03'][at] ?? '', score })),
    ...more,
  });
const judged = (...parameters: Parameters<typeof ask>) => {
  const found = ask(...parameters);
  if (found.state !== 'judged') throw new Error(found.words);
  return found;
};

describe('复诊', () => {
  it('golden: an 80 of the fourth district next month is +2.58, 超出预期', () => {
    const found = judged(['80']);
    expect(exact(found.expected).toFixed(4)).toBe('76.0603');
    expect(exact(found.shrinkage).toFixed(6)).toBe('0.991379');
    expect(exact(found.spread).toFixed(4)).toBe('1.5266');
    expect(found.rows).toHaveLength(1);
    expect(found.rows[0]).toMatchObject({ period: '2026-11', z: '2.5807', verdict: '超出预期' });
    expect(found.together).toMatchObject({ mean: '80', z: '2.5807', verdict: '超出预期' });
    expect(found).toMatchObject({ before: '76', units: 4, periods: 6, isPreliminary: false });
    expect(found.words).toBe(
      '丁区2026年10月会诊时得分 76 分，下一期得分 80.00 分。即使不作会诊，偶然差的一期过后也会自己回升，按以往起伏可望得 76.06 分；实际比预期高 3.94 分，是通常波动的 2.58 倍，超出预期，会诊后的提升不能用正常回升解释。',
    );
  });
  it('a rise that luck explains is 符合预期, however much the month itself was beaten by', () => {
    const found = judged(['77.5'], { courses: { ...COURSES, 丁: ['76', '75', '78', '77', '76', '72'] } });
    expect(exact(found.before).lt('77.5')).toBe(true);
    expect(found.together.verdict).toBe('符合预期');
    expect(found.words).toContain('还看不出是会诊的效果');
    expect(judged(['71']).words).toContain('低于预期，会诊后没有好转，应再次会诊。');
  });
  it('reads three months together: the mean of three varies less than one', () => {
    // 78.4 is +1.53 for one month; three of them are √(2 ÷ 3 + 0.3305) = 0.9986 wide: +2.34.
    const one = judged(['78.4']);
    expect(one.together).toMatchObject({ verdict: '符合预期', z: '1.5326' });
    const three = judged(['78.4', '78.4', '78.4', '60']);
    expect(three.rows.map(({ verdict }) => verdict)).toEqual(['符合预期', '符合预期', '符合预期']);
    expect(three.together).toMatchObject({ mean: '78.4', z: '2.3430', verdict: '超出预期' });
    expect(three.words).toContain('此后 3 期平均 78.40 分');
  });
  it('says 初步 for a short course, and why there is no judgement', () => {
    const cut = (count: number) =>
      Object.fromEntries(Object.entries(COURSES).map(([code, scores]) => [code, scores.slice(0, count)]));
    expect(judged(['80'], { courses: cut(4) })).toMatchObject({ isPreliminary: true });
    expect(judged(['80'], { courses: cut(4) }).words).toContain('期数少，为初步判断。');
    expect(ask(['80'], { courses: cut(2) })).toEqual({
      state: 'none',
      words: '同一方案下到会诊时只有 2 期得分，满 3 期才能判断会诊有没有效果。',
    });
    expect(ask([]).words).toBe('2026年10月会诊以后还没有新的得分，下一期再复诊。');
    expect(ask(['80'], { courses: { 丁: COURSES.丁 } }).words).toContain('得分齐全的单位不足两个');
    expect(ask(['80'], { organisation: '戊', name: '戊区' }).words).toBe('戊区在会诊前没有得分，不能复诊。');
    const still = { 甲: ['80', '80', '80'], 丁: ['70', '70', '70'] };
    expect(ask(['75'], { courses: still }).words).toContain('没有变动，看不出多大算有效果');
    expect(() => ask(['80'], { courses: { ...COURSES, 甲: ['84', '85', '86'] } })).toThrow(RangeError);
  });
  it('finds no effect where there is none: the last of eleven, 400 seeded years of pure noise', () => {
    const random = seeded(20261001);
    const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    let [rise, effect] = [0, 0];
    const years = 400;
    for (let year = 0; year < years; year += 1) {
      const units = Array.from({ length: 11 }, (_, at) => ({ code: `单位${at}`, level: 80 + 2 * normal() }));
      const draw = (level: number) => (level + 1.5 * normal()).toFixed(2);
      const courses = Object.fromEntries(units.map(({ code, level }) => [code, Array.from({ length: 12 }, () => draw(level))]));
      const last = units.reduce((lowest, unit) => (scoreOf(courses, unit.code) < scoreOf(courses, lowest.code) ? unit : lowest));
      const next = draw(last.level);
      rise += Number(next) - scoreOf(courses, last.code);
      const found = followUp({
        period: '2026-12',
        organisation: last.code,
        name: last.code,
        courses,
        since: [{ period: '2027-02', score: next }],
      });
      if (found.state !== 'judged') throw new Error(found.words);
      effect += Number(found.together.effect);
    }
    // methods.md: +1.36 before the correction, −0.07 after.
    expect(rise / years).toBeGreaterThan(1);
    expect(Math.abs(effect / years)).toBeLessThan(0.25);
  });
});

const scoreOf = (courses: Readonly<Record<string, readonly string[]>>, code: string): number => Number(courses[code]?.at(-1));

/** A small generator with a seed (mulberry32), so that the year is the same every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
