import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, isAbbreviation, likeness, nameKey, placeStem } from '../../src/shared/sheets/name-key.ts';
import { createMatcher, searchNames } from '../../src/shared/sheets/names.ts';

const item = (code: string, name: string, ...aliases: string[]) => ({ code, name, aliases });
const units = [
  item('ZB', '淄博市', '全市'),
  item('ZD', '张店区'),
  item('ZC', '淄川区'),
  item('BS', '博山区'),
  item('ZCU', '周村区'),
  item('LZ', '临淄区'),
  item('HT', '桓台县'),
  item('GQ', '高青县'),
  item('YY', '沂源县'),
  item('GXQ', '高新区', '高新技术产业开发区'),
  item('JKQ', '经济开发区'),
  item('WCH', '文昌湖旅游度假区'),
  item('G1', '经济体制改革专项小组'),
  item('BM01', '市发展和改革委员会'),
  item('BM04', '市公安局'),
];
const figures = [
  item('PM25', 'PM2.5浓度', 'PM2.5', '细颗粒物'),
  item('GDP', '地区生产总值'),
  item('GDPH', '地区生产总值（半年）'),
  item('A1', '改革任务按期推进率'),
  item('A1a', '应完成节点数'),
];
const organisations = createMatcher(units, { kind: 'organisation', choices: [{ text: '开发区（南区）', code: 'JKQ' }] });
const indicators = createMatcher(figures, { kind: 'indicator' });
const found = (text: string) => organisations.levels(text)[0]?.map(({ code }) => code) ?? [];
const foundIndicator = (text: string) => indicators.levels(text)[0]?.map(({ code }) => code) ?? [];

describe('matching units', () => {
  it.each([
    ['张店区', 'ZD'],
    [' 张 店 区 ', 'ZD'],
    ['张店', 'ZD'],
    ['淄博市张店区', 'ZD'],
    ['张店区人民政府', 'ZD'],
    ['zd', 'ZD'],
    ['ＺＤ', 'ZD'],
    ['全市', 'ZB'],
    ['文昌湖区', 'WCH'],
    ['文昌湖', 'WCH'],
    ['文昌湖度假区', 'WCH'],
    ['经开区', 'JKQ'],
    ['经济开发区（经开区）', 'JKQ'],
    ['高新技术产业开发区', 'GXQ'],
    ['高新区管委会', 'GXQ'],
    ['开发区(南区)', 'JKQ'],
    ['经济体制改革', 'G1'],
    ['公安局', 'BM04'],
  ])('%s is %s', (text, code) => expect(found(text)).toEqual([code]));

  it.each([
    '章店区',
    '张点区',
    '',
    '经济',
    '开发区',
    '张店区（含高新区）',
    '张店区教育局',
    '合计',
    '山区',
    '张店开发区',
    '张店区经济开发区',
    '临淄新区',
  ])('“%s” is not guessed', (text) => expect(found(text)).toEqual([]));

  it('takes no shortening that two units could mean', () => {
    const two = createMatcher([item('A', '文昌湖旅游度假区'), item('B', '文昌湖新区')], { kind: 'organisation' });
    expect(two.levels('文昌湖区')).toEqual([]);
    expect(
      two
        .candidates('文昌湖区')
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['A', 'B']);
  });

  it('knows a zone that is listed by its short name', () => {
    const short = createMatcher([item('JKQ', '经开区'), item('GXQ', '高新区'), item('ZD', '张店区')], { kind: 'organisation' });
    expect(short.levels('经济开发区')[0]?.[0]?.code).toBe('JKQ');
    expect(short.levels('高新技术产业开发区')[0]?.[0]?.code).toBe('GXQ');
    expect(short.levels('张店区经济开发区')).toEqual([]);
  });

  it('gives every meaning, the surest first, so that the period can decide', () => {
    const moved = createMatcher([item('OLD', '文昌湖区'), item('NEW', '文昌湖旅游度假区', '文昌湖区')], { kind: 'organisation' });
    expect(moved.levels('文昌湖区').map((level) => level.map(({ code }) => code))).toEqual([['OLD'], ['NEW']]);
  });

  it('finds every unit by its own name, code and aliases, however it is spaced', () => {
    fc.assert(
      fc.property(fc.constantFrom(...units), fc.nat(), fc.constantFrom(' ', '　', ' '), ({ code, name, aliases }, at, space) => {
        const spellings = [name, code, ...aliases];
        const text = spellings[at % spellings.length] ?? name;
        const cut = at % (text.length + 1);
        expect(found(code === text ? text : text.slice(0, cut) + space + text.slice(cut))).toEqual([code]);
      }),
    );
  });
});

describe('matching indicators', () => {
  it.each([
    ['PM２．５浓度', 'PM25'],
    ['PM₂.₅', 'PM25'],
    ['pm25', 'PM25'],
    ['地区生产总值(半年)', 'GDPH'],
    ['A1', 'A1'],
    ['a1A', 'A1a'],
  ])('%s is %s', (text, code) => expect(foundIndicator(text)).toEqual([code]));

  it.each(['地区生产总值（季）', 'PM2.5（季）', '应完成节点', 'A11'])('“%s” is not guessed', (text) =>
    expect(foundIndicator(text)).toEqual([]),
  );
});

describe('candidates', () => {
  const first = (text: string) => organisations.candidates(text)[0];
  it('puts the same sound first: a slip of pinyin input', () => {
    expect(first('章店区')).toEqual({ code: 'ZD', name: '张店区', why: '读音相同' });
    expect(first('精开曲')).toBeUndefined();
    expect(createMatcher([item('JKQ', '经济开发区', '经开区')], { kind: 'organisation' }).candidates('京开区')[0]?.why).toBe(
      '与“经开区”读音相同',
    );
    expect(first('怡源县')).toMatchObject({ code: 'YY' });
    expect(first('张点区')).toMatchObject({ code: 'ZD', why: '读音相同' });
  });
  it('then a slip of one character, a part, a short form, letters', () => {
    expect(first('张占区')).toMatchObject({ code: 'ZD', why: '差 1 个字' });
    expect(first('发改委')).toMatchObject({ code: 'BM01' });
    expect(first('zhangdianqu')).toMatchObject({ code: 'ZD' });
    expect(first('lzq')).toMatchObject({ code: 'LZ' });
    expect(indicators.candidates('应完成节点')[0]).toMatchObject({ code: 'A1a' });
    expect(indicators.candidates('PM2.5平均浓度')[0]).toMatchObject({ code: 'PM25' });
  });
  it('offers at most five, and none where nothing is near', () => {
    expect(organisations.candidates('区').length).toBeLessThanOrEqual(5);
    expect(organisations.candidates('火星')).toEqual([]);
    expect(organisations.candidates('　')).toEqual([]);
  });
});

describe('searchNames', () => {
  const search = (query: string) => searchNames(query, units).map(({ code }) => code);
  it.each([
    ['zd', 'ZD'],
    ['zdq', 'ZD'],
    ['zhangd', 'ZD'],
    ['zhangdian', 'ZD'],
    ['店', 'ZD'],
    ['wch', 'WCH'],
    ['jkq', 'JKQ'],
    ['沂源', 'YY'],
    ['yiy', 'YY'],
    ['GXQ', 'GXQ'],
    ['gxjs', 'GXQ'],
  ])('%s → %s', (query, code) => expect(search(query)[0]).toBe(code));
  it('finds nothing for nonsense and everything for nothing', () => {
    expect(search('qqqq')).toEqual([]);
    expect(search('')).toHaveLength(units.length);
    expect(searchNames('z', units, 3)).toHaveLength(3);
  });
  it('finds figures in the middle of their name', () => {
    expect(searchNames('pm2', figures)[0]?.code).toBe('PM25');
    expect(searchNames('sczz', figures)[0]?.code).toBe('GDP');
  });
});

describe('keys', () => {
  it('forgives width, brackets and spaces', () => expect(nameKey('PM２.5 浓度（考核用）')).toBe(nameKey('pm2.5浓度(考核用)')));
  it('finds the place in a name', () => {
    expect(placeStem('文昌湖旅游度假区')).toEqual({ stem: '文昌湖', zone: '度假区' });
    expect(placeStem('淄博市张店区人民政府')).toEqual({ stem: '张店', zone: null });
    expect(placeStem('区')).toBeNull();
    expect(placeStem('经济区')?.stem).not.toBe('经济');
  });
  it('measures distances', () => {
    expect(editDistance('张店区', '张店区')).toBe(0);
    expect(editDistance('张店', '张店区')).toBe(1);
    expect(editDistance('', '张店')).toBe(2);
    expect(isAbbreviation('经开区', '经济开发区')).toBe(true);
    expect(isAbbreviation('开区', '经济开发区')).toBe(false);
    expect(likeness('应完成节点数', '应完成节点数')).toBe(1);
    expect(likeness('a', 'ab')).toBe(0);
  });
  it('keeps distances symmetric', () => {
    const text = fc.string({ unit: fc.constantFrom(...'张店淄川区县'), maxLength: 6 });
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
      }),
    );
  });
});
