// biome-ignore-all lint/suspicious/noTemplateCurlyInString: tokens of bound texts
import { describe, expect, it } from 'vitest';
import { parseBound, refusalOfBound, renderBound, unknownTokens } from '../../src/shared/consultation/bound-text.ts';

const FIGURES = [
  { token: '得分', text: '72.31' },
  { token: '名次', text: '11' },
  { token: 'A1 得分率', text: '61.54%' },
  { token: '单位', text: '博山区' },
];
const refusal = (text: string, template = '') => refusalOfBound(text, FIGURES, template);

describe('bound text', () => {
  it('is parsed into words and figures and rendered from the facts', () => {
    const text = '${单位}得 ${得分} 分，列第 ${名次} 位';
    expect(parseBound(text)).toEqual([
      { kind: 'figure', token: '单位' },
      { kind: 'text', text: '得 ' },
      { kind: 'figure', token: '得分' },
      { kind: 'text', text: ' 分，列第 ' },
      { kind: 'figure', token: '名次' },
      { kind: 'text', text: ' 位' },
    ]);
    const runs = renderBound(text, FIGURES);
    expect(runs.map((run) => run.text).join('')).toBe('博山区得 72.31 分，列第 11 位');
    expect(runs.filter(({ figure }) => figure).map((run) => run.text)).toEqual(['博山区', '72.31', '11']);
    // Another month's facts, the same words.
    expect(renderBound('得 ${得分} 分', [{ token: '得分', text: '80.00' }]).map((run) => run.text)).toEqual([
      '得 ',
      '80.00',
      ' 分',
    ]);
  });
  it('names tokens the facts do not have, and prints no gap in silence', () => {
    expect(unknownTokens('${得分}${差距}${差距}', FIGURES)).toEqual(['差距']);
    expect(renderBound('差 ${差距} 分', FIGURES).map((run) => run.text)).toEqual(['差 ', '〔缺数〕', ' 分']);
    expect(refusal('差 ${差距} 分')).toContain('没有“差距”这项数据');
    expect(refusal('差 ${差距 分')).toContain('没有写完整');
  });
  it('keeps every figure of the template; its words may change and move', () => {
    const template = '得 ${得分} 分，列第 ${名次} 位';
    expect(refusal('本月列第 ${名次} 位，只得 ${得分} 分', template)).toBeNull();
    expect(refusal('本月只得 ${得分} 分', template)).toBe('这段话少了“名次”（11），数据可以移动，不能删去，请恢复。');
    expect(refusal('${得分} ${得分}', '${得分}')).toBeNull();
    expect(refusal('${得分}', '${得分}和${得分}')).toContain('少了“得分”');
  });
  it('refuses a score, a place and a figure of the facts typed by hand, in full-width digits too', () => {
    expect(refusal('得 72.31 分')).toContain('“72.31 分”不能手工写');
    expect(refusal('扣 ３ 分')).toContain('“3 分”');
    expect(refusal('列第 11 位')).toContain('“第 11 位”');
    expect(refusal('得分率只有 61.54')).toContain('“61.54”');
    expect(refusal('列 9 名')).toContain('不能手工写');
  });
  it('leaves the clerk what are words of the clerk: counts, days, amounts, shares of work', () => {
    for (const text of [
      '3 项任务到 2018年3月20日 才完成 60%，经费缺口 12.5 万元',
      '3 位副组长、2 名干部，开会 30 分钟，分管领导 1 人，3 分之 1 的镇办',
      '第 11 项任务没有责任人',
    ])
      expect(refusal(text)).toBeNull();
  });
  it('refuses digits up against a figure, which would read as one number', () => {
    expect(refusal('第 1${名次} 位')).toContain('“1”紧挨着数据');
    expect(refusal('得 ${得分}5')).toContain('“5”紧挨着数据');
    expect(refusal('得 ${得分}.5')).toContain('“.5”');
    // A name is no number.
    expect(refusal('${单位}2018年')).toBeNull();
  });
});
