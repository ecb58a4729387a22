import { describe, expect, it } from 'vitest';
import { compareTexts, isRepetition, markShared } from '../../src/shared/tasks/repetition.ts';

const LAST = '已完成实施方案起草,正在征求相关部门意见,预计下月提交审议。';
const NOW = '实施方案已完成起草,正在征求相关部门意见,预计下月提交会议审议。';

describe('炒冷饭', () => {
  it('finds the obvious copy that the share of both texts together would pass (methods.md §10)', () => {
    const repetition = compareTexts(LAST, NOW);
    expect(repetition).toEqual({ shared: 19, shorter: 25, union: 33 });
    expect(repetition.shared / repetition.union).toBeCloseTo(0.5758, 4);
    expect(repetition.shared / repetition.shorter).toBe(0.76);
    expect(isRepetition(repetition)).toBe(true);
    expect(compareTexts(NOW, LAST)).toEqual(repetition);
  });
  it('takes another number for the same text, full width for half width, and punctuation for nothing', () => {
    const one = '截至目前已召开协调会12次，走访企业３5家，形成问题清单并逐项交办落实。';
    const two = '截至目前，已召开协调会 13 次、走访企业 41 家；形成问题清单并逐项交办落实';
    expect(compareTexts(one, two)).toMatchObject({ shared: compareTexts(one, one).shorter });
  });
  it('does not call a short phrase or real news a repetition', () => {
    expect(isRepetition(compareTexts('正在推进中。', '正在推进中。'))).toBe(false);
    expect(isRepetition(compareTexts(LAST, '方案经市政府常务会议审议通过，以淄政办发印发，各区县已全部转发实施。'))).toBe(false);
  });
  it('marks what the texts share, and joins to the same text again', () => {
    for (const [text, other] of [
      [NOW, LAST],
      ['走访12家企业，问题清单', '又走访３家企业'],
      ['', LAST],
    ] as const) {
      expect(
        markShared(text, other)
          .map((stretch) => stretch.text)
          .join(''),
      ).toBe(text);
    }
    const own = markShared(NOW, LAST).filter(({ isShared }) => !isShared);
    expect(own.map(({ text }) => text).join('')).toContain('会议');
    expect(markShared(NOW, '没有一处相同')).toEqual([{ text: NOW, isShared: false }]);
  });
});
