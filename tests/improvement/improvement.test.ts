import { describe, expect, it } from 'vitest';
import { exact, published } from '../../src/shared/engine/decimal.ts';
import { beyondExpected } from '../../src/shared/improvement/beyond-expected.ts';
import { judgeCandidates, type UnitCourse } from '../../src/shared/improvement/candidates.ts';
import { randomEffects } from '../../src/shared/improvement/random-effects.ts';

/** methods.md §8; R: nlme::lme, REML. */
const GOLDEN = ['84,86,85,87,86,88', '80,79,82,81,80,78', '90,91,89,92,90,88', '76,75,78,77,74,76'].map((row) => row.split(','));
const effectsOf = (rows: readonly (readonly string[])[]) => randomEffects(rows.map((row) => row.map((value) => exact(value))));

describe('one-way random effects', () => {
  it('gives the golden figures', () => {
    const found = effectsOf(GOLDEN);
    expect(found.msBetween.toFixed()).toBe('232');
    expect(found.msWithin.toFixed()).toBe('2');
    expect(published(found.varianceBetween, 4)).toBe('38.3333');
    expect(published(found.shrinkage, 6)).toBe('0.991379');
    expect(found.expected.map((value) => published(value, 4))).toEqual(['85.9741', '80.0259', '89.9397', '76.0603']);
  });
  it('calls an 80 of the fourth district +2.58, more than luck', () => {
    const { expected, spread } = effectsOf(GOLDEN);
    const judge = (score: string) => beyondExpected(exact(score), expected[3] ?? exact(0), spread);
    expect(published(judge('80')?.z ?? exact(0), 2)).toBe('2.58');
    expect(judge('80')?.verdict).toBe('超出预期');
    expect(judge('77')?.verdict).toBe('符合预期');
    expect(judge('72')?.verdict).toBe('低于预期');
  });
  it('expects the mean of all where units do not differ, and says nothing where nothing ever moved', () => {
    const alike = effectsOf([
      ['80', '84'],
      ['84', '80'],
    ]);
    expect(alike.shrinkage.isZero()).toBe(true);
    expect(alike.expected.map(String)).toEqual(['82', '82']);
    const still = effectsOf([
      ['80', '80'],
      ['90', '90'],
    ]);
    expect(beyondExpected(exact('85'), still.expected[0] ?? exact(0), still.spread)).toBeNull();
    expect(() => effectsOf([['80', '81']])).toThrow(RangeError);
    expect(() => effectsOf([['80', '81'], ['80']])).toThrow(RangeError);
  });
});

const NAMES = ['甲区', '乙区', '丙区', '丁区'];
const NOW = ['86', '80', '90', '80'];
const unit = (at: number, more: Partial<UnitCourse> = {}): UnitCourse => ({
  organisation: NAMES[at] ?? '',
  name: NAMES[at] ?? '',
  score: NOW[at] ?? null,
  rank: [2, 3, 1, 3][at] ?? null,
  change: at === 3 ? 1 : 0,
  earlier: GOLDEN[at] ?? [],
  lines: [
    { code: 'A1', name: '改革任务按期推进', points: '13', before: '12.5' },
    { code: 'B2', name: '问题整改', points: '8', before: '5.5' },
  ],
  prizes: [],
  ...more,
});
const judge = (fourth: Partial<UnitCourse> = {}) => judgeCandidates('2018-02', [unit(0), unit(1), unit(2), unit(3, fourth)]);

describe('宣传候选', () => {
  it('names the first three, ties uncut, and the one that moved up by more than luck with its evidence', () => {
    const { top, improved, passed, none, basis } = judge();
    expect(top.map(({ name, rank }) => [name, rank])).toEqual([
      ['甲区', 2],
      ['乙区', 3],
      ['丙区', 1],
      ['丁区', 3],
    ]);
    expect(improved).toHaveLength(1);
    expect(improved[0]).toMatchObject({ name: '丁区', item: { code: 'B2' } });
    expect(improved[0]?.evidence).toBe(
      '名次上升 1 位；得分 80，按以往预期 76.06，高 3.94 分，是通常波动的 2.58 倍，超出预期；主要来自 B2 问题整改，比前期平均多 2.50 分。',
    );
    expect([passed, none]).toEqual([[], null]);
    expect(basis).toBe('按同一方案前 6 期、4 个单位的得分判断');
  });
  it('passes over noise, a rise by others’ fall and a score that is high without a rise in rank', () => {
    const noise = judge({ score: '77.5' });
    expect(noise.improved).toEqual([]);
    expect(noise.passed[0]?.reason).toContain('是通常波动的 0.94 倍，不到 2 倍，可能只是正常波动');
    expect(noise.none).toBe('名次上升的 1 个单位都没有达到提名条件，本期不提名进步幅度较大的单位。');
    expect(judge({ score: '75' }).passed[0]?.reason).toContain('比预期低 1.06 分，名次上升来自其他单位得分下降');
    expect(judge({ change: 0 })).toMatchObject({ improved: [], passed: [], none: expect.stringContaining('没有名次上升的单位') });
  });
  it('does not repeat a prize for the same cause within six months; another cause or an older prize does not stand in the way', () => {
    const prize = (period: string, item: string | null, cause: 'top' | 'improved' = 'improved') =>
      judge({ prizes: [{ period, cause, item }] });
    expect(prize('2017-08', 'B2').passed[0]?.reason).toContain('2017年8月已因同一项（B2 问题整改）入选，6 个月内不重复。');
    expect(prize('2017-12', null).improved).toEqual([]);
    expect(prize('2017-07', 'B2').improved).toHaveLength(1);
    expect(prize('2017-12', 'A1').improved).toHaveLength(1);
    expect(prize('2017-12', 'B2', 'top').improved).toHaveLength(1);
    expect(prize('2018-02', 'B2').improved).toHaveLength(1);
  });
  it('says when the course is too short, when it is 初步, and when a unit’s own course has holes', () => {
    const cut = (count: number) =>
      judgeCandidates(
        '2018-02',
        [0, 1, 2, 3].map((at) => unit(at, { earlier: (GOLDEN[at] ?? []).slice(0, count) })),
      );
    expect(cut(2).none).toBe('同一方案下此前只有 2 期得分，满 3 期才能判断进步幅度，本期不提名。');
    expect(cut(4).basis).toContain('初步判断');
    const holes = judge({ earlier: ['76', null, '78', '77', '74', '76'] });
    expect(holes.passed[0]?.reason).toBe('名次上升 1 位，但前 6 期得分不全，不作判断。');
  });
});
