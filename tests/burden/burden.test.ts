import { describe, expect, it } from 'vitest';
import { countUnit, fillingOf, meanBurden, overQuota } from '../../src/shared/burden/count.ts';
import { factKey, type NamedFigure, sameFigures, sameFiles, sameNames } from '../../src/shared/burden/repeats.ts';

const cell = (source: string, state: 'reported' | 'deferred' = 'reported') => ({ source, state });
const columns = ['A1a', 'A1b', 'B1', 'E1', 'X'].map((indicator) => ({
  indicator,
  table: indicator === 'X' ? null : indicator.slice(0, 1),
}));

describe('what a unit had to write', () => {
  it('is told by the source of each figure', () => {
    expect(fillingOf(undefined)).toBe('empty');
    expect(fillingOf(cell('按登记计数：退回 2 次'))).toBe('counted');
    expect(fillingOf(cell('加分登记 1 件'))).toBe('claimed');
    expect(fillingOf(cell('评委打分 群众满意度 7 人，去掉最高最低各 1 个'))).toBe('judged');
    expect(fillingOf(cell('区县互评 满意度 11 个单位，修正宽严'))).toBe('judged');
    expect(fillingOf(cell('手工填报', 'deferred'))).toBe('carried');
    expect(fillingOf(cell('手工填报'))).toBe('typed');
    expect(fillingOf(cell('二月.xlsx › 区县 › D7'))).toBe('typed');
    // “加分登记簿” is somebody's file, not our count.
    expect(fillingOf(cell('加分登记簿.xlsx'))).toBe('typed');
  });
  it('is counted by table; a figure nobody asks for counts once it is there, a formula once its figures are', () => {
    const cells = { A1a: cell('按登记计数：x'), A1b: cell('手工填报'), E1: cell('加分登记 1 件') };
    const unit = { code: 'ZD', name: '张店区' };
    const formulas = [['A1a', 'A1b'], ['B1']];
    expect(countUnit(unit, columns, cells, formulas)).toEqual({
      organisation: 'ZD',
      name: '张店区',
      counted: 1,
      claimed: 1,
      carried: 0,
      judged: 0,
      typed: 1,
      empty: 1,
      asked: 4,
      computed: 1,
      byHand: 2,
      tables: { A: { asked: 2, byHand: 1 }, B: { asked: 1, byHand: 1 }, E: { asked: 1, byHand: 0 } },
      // 2 counted and 1 computed of 4 that are there.
      share: '75.0',
    });
    const other = countUnit(unit, columns, { ...cells, X: cell('手工填报') }, formulas);
    expect(other).toMatchObject({ asked: 5, byHand: 3, share: '60.0', tables: { '': { asked: 1, byHand: 1 } } });
    expect(countUnit(unit, columns, {}, formulas)).toMatchObject({ asked: 4, empty: 4, computed: 0, byHand: 4, share: null });
  });
  it('is averaged over the units, and measured by the quota', () => {
    const full = countUnit({ code: 'ZD', name: '张店区' }, columns, { A1a: cell('按登记计数：x'), A1b: cell('手工填报') }, []);
    const none = countUnit({ code: 'BS', name: '博山区' }, columns, {}, []);
    expect(meanBurden('2018-02', [full, none])).toEqual({ period: '2018-02', asked: '4.0', byHand: '3.5', share: '50.0' });
    expect(meanBurden('2018-02', [])).toBeNull();
    expect(overQuota([full, none], 3).map(({ name }) => name)).toEqual(['博山区']);
    expect(overQuota([full, none], 4)).toEqual([]);
    expect(overQuota([full, none], null)).toEqual([]);
  });
});

describe('a fact asked for twice', () => {
  const figure = (code: string, name: string, more: Partial<NamedFigure> = {}): NamedFigure => ({
    code,
    name,
    aliases: [],
    unit: '件',
    isComputed: false,
    ...more,
  });
  const pairs = (...figures: readonly NamedFigure[]) => sameNames(figures).map(([a, b]) => `${a.code} ${b.code}`);

  it('has one name when width, brackets and filler words are gone, and never because few characters differ', () => {
    expect(factKey('PM２.5月均浓度（考核用）')).toBe(factKey('PM2.5浓度'));
    expect(factKey('报送信息条数')).toBe(factKey('本月报送信息数'));
    expect(factKey('按期完成节点数')).not.toBe(factKey('逾期完成节点数'));
    expect(factKey('市级采用信息条数')).not.toBe(factKey('省级采用信息条数'));
    expect(factKey('PM2.5上年同期浓度（考核用）')).not.toBe(factKey('PM2.5浓度'));
    expect(pairs(figure('D1a', '报送信息条数'), figure('N1', '信息报送数'), figure('N2', '本月报送信息件数'))).toEqual([
      'D1a N2',
    ]);
    expect(pairs(figure('D1a', '报送信息条数', { unit: '条' }), figure('N1', '报送信息数', { unit: '件' }))).toEqual(['D1a N1']);
    expect(pairs(figure('D1a', '报送信息条数'), figure('N1', '月度信息', { aliases: ['报送信息数'] }))).toEqual(['D1a N1']);
  });
  it('differs by unit of measure, and is asked of nobody where both are computed', () => {
    expect(pairs(figure('A', '重大项目数', { unit: '个' }), figure('B', '重大项目（投资）', { unit: '亿元' }))).toEqual([]);
    expect(pairs(figure('A', '综合指数', { isComputed: true }), figure('B', '综合指数（公布值）', { unit: '' }))).toEqual([
      'B A',
    ]);
    const computed = { isComputed: true };
    expect(pairs(figure('A', '综合指数', computed), figure('B', '综合指数（季）', computed))).toEqual([]);
  });

  const UNITS = ['ZD', 'BS', 'ZC'];
  const month = (rows: Readonly<Record<string, readonly [string, string, string]>>) =>
    Object.fromEntries(
      Object.entries(rows).map(([code, values]) => [
        code,
        Object.fromEntries(UNITS.map((unit, at) => [unit, values[at] ?? '0'])),
      ]),
    );
  const found = (months: Parameters<typeof sameFigures>[0], formulas: readonly (readonly string[])[] = []) =>
    sameFigures(months, UNITS, formulas).map(({ pair, periods }) => `${pair.join(' ')} ${periods}`);

  it('shows where figures of all units were the same for three periods, written alike or not', () => {
    const same = month({ P: ['3', '5', '8'], Q: ['3.0', '5', '8.00'] });
    expect(found([same, same])).toEqual([]);
    expect(found([same, same, same])).toEqual(['P Q 3']);
    expect(found([same, same, same, month({ P: ['3', '5', '8'], Q: ['3', '5', '7'] })])).toEqual([]);
    expect(found([same, same, same], [['P', 'Q']])).toEqual([]);
    // A unit without the figure: nothing can be told of that period.
    expect(found([same, same, { ...same, Q: { ZD: '3', BS: '5' } }])).toEqual([]);
  });
  it('is not seen in zeros', () => {
    const zeros = month({ P: ['0', '0', '0'], Q: ['0', '0', '0'] });
    expect(found([zeros, zeros, zeros, zeros])).toEqual([]);
    const same = month({ P: ['1', '0', '0'], Q: ['1', '0', '0'] });
    expect(found([zeros, same, same, zeros])).toEqual([]);
    expect(found([zeros, same, same, same])).toEqual(['P Q 3']);
  });
  it('shows where one unit hands in one file twice', () => {
    const file = (organisation: string, sha256: string, name: string) => ({ organisation, sha256, name });
    const files = [
      file('ZD', 'a', '甲.pdf'),
      file('BS', 'a', '甲.pdf'),
      file('ZD', 'b', '乙.pdf'),
      file('ZD', 'a', '甲（副本）.pdf'),
    ];
    expect(sameFiles(files).map((group) => group.map(({ name }) => name))).toEqual([['甲.pdf', '甲（副本）.pdf']]);
  });
});
