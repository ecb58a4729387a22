import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SheetMatrix } from '../../src/shared/sheets/matrix.ts';
import { takeUnit } from '../../src/shared/sheets/matrix-layout.ts';
import { isTotal } from '../../src/shared/sheets/total-rows.ts';
import { aSheet, aUnit, FIGURES, faults, figures, read, UNITS } from './sheet.ts';

/** As the office sends it: title, blocks over items, units in a row of their own, 序号, totals, a note underneath. */
const office = (name = '2月', title = '2018年2月份各区县大气和政务考核数据'): SheetMatrix =>
  aSheet(
    name,
    [
      [title, null, null, null, null, null, null, null],
      [null, null, null, null, null, null, '制表日期：2018-03-05', null],
      ['序号', '区县', '大气环境', null, null, '政务服务', null, '责任部门'],
      [null, null, 'PM2.5', 'CO浓度', '优良天数', '网上办理率', '名次', null],
      [null, null, '（µg/m³）', '（mg/m³）', '（天）', '（%）', null, null],
      [1, '张店区', 60, 1.2, 18, '98.5%', 2, '市环保局'],
      [2, '淄川区', '６５', '1.3', '—', 97.25, 3, '市环保局'],
      [3, '文昌湖区', '未报', 1.1, '20天', '不适用', null, '市环保局'],
      [null, null, null, null, null, null, null, null],
      ['合计', null, 125, 3.6, 38, null, null, null],
      [null, '平均', 62.5, 1.2, 19, 97.88, null, null],
      ['注：1.数据来自市环境监测站；2.2月共28天。', null, null, null, null, null, null, null],
    ],
    ['A1:H1', 'A3:A5', 'B3:B5', 'C3:E3', 'F3:G3', 'H3:H5', 'A10:B10', 'A12:H12'],
  );

describe('the office’s matrix', () => {
  const draft = read([office()]);

  it('reads it whole', () => {
    expect(draft.problems).toEqual([]);
    expect(figures(draft)).toEqual([
      'ZD PM25 2018-02 = 60',
      'ZD CO 2018-02 = 1.2',
      'ZD GOOD 2018-02 = 18',
      'ZD RATE 2018-02 = 98.5',
      'ZC PM25 2018-02 = 65',
      'ZC CO 2018-02 = 1.3',
      'ZC RATE 2018-02 = 97.25',
      'WCH PM25 2018-02 = notReported',
      'WCH CO 2018-02 = 1.1',
      'WCH GOOD 2018-02 = 20',
      'WCH RATE 2018-02 = notApplicable',
    ]);
    expect(draft.observations[4]).toMatchObject({ cell: 'C7', source: '2月.xlsx › 2月 › C7', isSourceWeak: true });
  });

  it('says what it left out and what it converted', () => {
    const notes = draft.notes.join('\n');
    for (const part of [
      'G 列“政务服务 名次”未导入：名次由程序计算',
      '责任部门',
      '第 10 行“合计”',
      '第 11 行“平均”',
      '注：1.数据来自',
      '全角已转半角',
    ]) {
      expect(notes).toContain(part);
    }
  });

  it('takes 全市 when it is a unit, and leaves it out when it is not', () => {
    const rows = [['2018年2月'], ['区县', 'PM2.5'], ['张店区', 60], ['淄川区', 70], ['全市', 65]];
    expect(figures(read([aSheet('Sheet1', rows)]))).toHaveLength(2);
    const withCity = [...UNITS, aUnit('ZB', '淄博市', { kind: 'city', aliases: ['全市'] })];
    expect(figures(read([aSheet('Sheet1', rows)], { organisations: withCity }))).toContain('ZB PM25 2018-02 = 65');
    expect(isTotal('全 市 平 均')).toBe(true);
    expect(isTotal('全市重点')).toBe(false);
  });

  it('reads several months of one file', () => {
    const both = read([office(), office('3月', '2018年3月份各区县考核数据')]);
    expect(both.counts.periods).toEqual(['2018-02', '2018-03']);
  });

  it('reads departments and special groups down the side', () => {
    const groups = [
      aUnit('G1', '经济体制改革专项小组', { kind: 'specialGroup' }),
      aUnit('G2', '文化体制改革专项小组', { kind: 'specialGroup' }),
    ];
    const sheet = aSheet('2018.02', [
      ['专项小组', '优良天数'],
      ['经济体制改革专项小组', 3],
      ['文化体制改革', 4],
    ]);
    expect(figures(read([sheet], { organisations: groups }))).toEqual(['G1 GOOD 2018-02 = 3', 'G2 GOOD 2018-02 = 4']);
  });
});

describe('period of a sheet', () => {
  const plain = (name: string, ...title: string[]) =>
    aSheet(name, [...title.map((text) => [text]), ['区县', 'PM2.5'], ['张店区', 60], ['淄川区', 70]]);
  it.each([
    ['Sheet1', ['2018年2月份考核数据'], '2018-02'],
    ['2018年2月', [], '2018-02'],
    ['201802', ['各区县考核数据'], '2018-02'],
    ['2月', ['二〇一八年二月份考核数据'], '2018-02'],
    ['2018年2月', ['2018年2月与2017年2月比较'], '2018-02'],
    ['Sheet1', ['2018年第一季度考核数据'], '2018-Q1'],
  ])('%s with title %s', (name, title, period) => expect(read([plain(name, ...title)]).counts.periods).toEqual([period]));

  it('asks when nothing says it, and takes the answer', () => {
    const draft = read([plain('Sheet1', '各区县考核数据')]);
    expect(faults(draft)).toEqual(['A1 period.missing']);
    expect(draft.observations).toEqual([]);
    expect(read([plain('Sheet1', '各区县考核数据')], { period: '2018-02' }).counts.periods).toEqual(['2018-02']);
  });
  it('does not choose between a title of last month and the name of the sheet', () => {
    expect(faults(read([plain('2018年2月', '2018年1月份考核数据')]))).toEqual(['A1 period.conflict']);
    expect(faults(read([plain('Sheet1', '2018年1月、2018年2月考核数据')]))).toEqual(['A1 period.conflict']);
  });
  it('takes a cumulative range for its last month and says so', () => {
    const draft = read([plain('Sheet1', '2018年1-2月考核数据')]);
    expect(draft.counts.periods).toEqual(['2018-02']);
    expect(draft.problems).toMatchObject([{ code: 'period.range', severity: 'warning' }]);
  });
});

describe('headings', () => {
  const under = (...rows: (string | number | null)[][]) => aSheet('2018年2月', rows);
  it('reads one row, two rows without merges (csv), and items under blocks', () => {
    expect(figures(read([under(['区县', '一般公共预算收入（亿元）'], ['张店区', 1.25], ['淄川区', 2])]))).toEqual([
      'ZD REV 2018-02 = 12500',
      'ZC REV 2018-02 = 20000',
    ]);
    const blocks = under(
      ['单位', '大气', null, '政务'],
      [null, '细颗粒物', 'CO浓度', '网上办理率'],
      ['张店区', 60, 1, 98],
      ['淄川区', 61, 1, 97],
    );
    expect(figures(read([blocks]))).toHaveLength(6);
  });
  it('takes the figure column of an item and leaves its rank', () => {
    const sheet = under(
      ['区县', 'PM2.5', null, '优良天数', null],
      [null, '数值', '排名', '数值', '排名'],
      ['张店区', 60, 1, 20, 2],
      ['淄川区', 61, 2, 21, 1],
    );
    expect(figures(read([sheet]))).toEqual([
      'ZD PM25 2018-02 = 60',
      'ZD GOOD 2018-02 = 20',
      'ZC PM25 2018-02 = 61',
      'ZC GOOD 2018-02 = 21',
    ]);
  });
  it('skips the line that counts columns', () => {
    const sheet = under(['区县', 'PM2.5', '优良天数'], ['甲', 1, 2], ['张店区', 60, 20], ['淄川区', 61, 21]);
    expect(figures(read([sheet]))).toHaveLength(4);
  });
  it('asks about an unknown heading and a missing one, each once', () => {
    const draft = read([under(['区县', 'PM2.5平均浓度', null], ['张店区', 60, 5], ['淄川区', 61, 6])]);
    expect(faults(draft)).toEqual(['B1 indicator.unknown', 'C1 heading.blank']);
    expect(draft.unknowns[0]).toMatchObject({ text: 'PM2.5平均浓度', candidates: [{ code: 'PM25' }] });
    const choices = [{ kind: 'indicator', text: 'PM2.5平均浓度', code: 'PM25' }] as const;
    expect(figures(read([under(['区县', 'PM2.5平均浓度（µg/m3）'], ['张店区', 60])], { choices }))).toEqual([
      'ZD PM25 2018-02 = 60',
    ]);
  });
  it('asks about 同比 together with what it compares, and leaves last year and targets out', () => {
    const sheet = under(
      ['区县', 'PM2.5', null, null, '优良天数', null],
      [null, '本月', '上年同期', '同比（%）', '目标', '数值'],
      ['张店区*', 60, 66, -9.1, 22, 20],
      ['淄川区', 61, 66, -7.6, 22, 21],
    );
    const draft = read([sheet]);
    expect(draft.unknowns.map(({ text }) => text)).toEqual(['PM2.5同比']);
    expect(figures(draft)).toEqual([
      'ZD PM25 2018-02 = 60',
      'ZD GOOD 2018-02 = 20',
      'ZC PM25 2018-02 = 61',
      'ZC GOOD 2018-02 = 21',
    ]);
    expect(draft.notes.join('')).toMatch(/上年同期”未导入：不是本期的数值.*目标”未导入：目标和权重在方案中规定/s);
  });
  it('takes a bracket for part of the name when the indicator is called so', () => {
    const draft = read([under(['区县', '进出口总额（美元）'], ['张店区', 1.5], ['淄川区', 2])]);
    expect(figures(draft)).toEqual(['ZD USD 2018-02 = 1.5', 'ZC USD 2018-02 = 2']);
    expect(takeUnit('PM2.5（µg/m³）（考核用）')).toEqual({ name: 'PM2.5（考核用）', unit: 'µg/m³' });
    expect(takeUnit('收入（单位：万元）')).toEqual({ name: '收入', unit: '万元' });
  });
  it('leaves a lone column of figures without a unit column unrecognised', () =>
    expect(faults(read([under(['项目', '说明'], ['张店区', '好'])]))).toEqual([' file.unrecognised']));
});

describe('units', () => {
  const column = (heading: string, value: string | number, above: string | null = null) =>
    read([aSheet('2018年2月', [[above], ['区县', heading], ['张店区', value], ['淄川区', value]])]);
  it.each([
    ['一般公共预算收入（亿元）', 1.23456789, '12345.6789'],
    ['一般公共预算收入（万元）', 5, '5'],
    ['一般公共预算收入', '1.5亿元', '15000'],
    ['一般公共预算收入（亿元）', '3000万元', '3000'],
    ['PM2.5（mg/m³）', 0.06, '60'],
    ['PM2.5（微克/立方米）', 60, '60'],
    ['网上办理率（%）', '97.5%', '97.5'],
    ['网上办理率', '97.5％', '97.5'],
    ['优良天数（天）', '20天', '20'],
  ])('%s, %s → %s', (heading, value, expected) => {
    const draft = column(heading, value);
    expect(draft.problems).toEqual([]);
    expect(draft.observations[0]?.value).toBe(expected);
  });
  it('takes the unit of the whole table for the indicators that it fits', () => {
    const draft = read([
      aSheet('2018年2月', [
        ['2018年2月份考核数据　单位：亿元、天'],
        ['区县', '一般公共预算收入', '优良天数', '网上办理率'],
        ['张店区', 2, 20, 98],
        ['淄川区', 3, 21, 97],
      ]),
    ]);
    expect(figures(draft).slice(0, 3)).toEqual(['ZD REV 2018-02 = 20000', 'ZD GOOD 2018-02 = 20', 'ZD RATE 2018-02 = 98']);
  });
  it('refuses units of another kind once for a column', () => {
    const draft = column('PM2.5（天）', 60);
    expect(faults(draft)).toEqual(['B2 unit.incompatible']);
    expect(draft.problems[0]?.message).toBe('第 2 行 B 列：单位“天”与“PM2.5浓度”的计量单位“µg/m³”不能换算，请核对表头或指标。');
  });
  it('warns about a column of shares where per cent are asked', () => {
    const rows = [
      ['区县', '网上办理率（%）'],
      ['张店区', 0.97],
      ['淄川区', 0.985],
      ['博山区', 1],
    ];
    expect(faults(read([aSheet('2018年2月', rows)]))).toContain('B2 value.fraction');
  });
});

describe('bad cells of a matrix', () => {
  const draft = read([
    aSheet(
      '2018年2月',
      [
        ['区县', 'PM2.5', '优良天数', '空气质量综合指数', '网上办理率'],
        ['张店区', '6O', 20, null, 98],
        ['章店区', 61, 21, null, 'abc'],
        ['淄川区', 62.5, 21, 5.2, 98],
        ['博山区', '#N/A', 22, null, 98],
        [null, 63, 22, null, 99],
        ['张店区', 64, 20, null, 98],
        ['经开区', 64, 20, null, 98],
      ],
      ['E7:E8'],
    ),
  ]);
  it('shows all of them at their cells', () => {
    expect(faults(draft)).toEqual([
      'B2 value.notNumber',
      'A3 organisation.unknown',
      'E3 value.notNumber',
      'B4 value.decimals',
      'D4 indicator.computed',
      'B5 value.notNumber',
      'A6 organisation.missing',
      'C7 duplicate.same',
      'E7 value.merged',
      'E7 duplicate.same',
    ]);
  });
  it('keeps the good ones', () =>
    expect(figures(draft)).toEqual([
      'ZD GOOD 2018-02 = 20',
      'ZD RATE 2018-02 = 98',
      'ZC PM25 2018-02 = 62.5',
      'ZC GOOD 2018-02 = 21',
      'ZC RATE 2018-02 = 98',
      'BS GOOD 2018-02 = 22',
      'BS RATE 2018-02 = 98',
      'ZD PM25 2018-02 = 64',
      'JKQ PM25 2018-02 = 64',
      'JKQ GOOD 2018-02 = 20',
      'JKQ RATE 2018-02 = 98',
    ]));
  it('keeps a unit out of months before it began', () => {
    const sheet = aSheet('2016年12月', [
      ['区县', 'PM2.5', '优良天数'],
      ['张店区', 1, 2],
      ['经开区', 3, 4],
    ]);
    expect(faults(read([sheet]))).toEqual(['A3 organisation.notValid']);
  });
});

it('a matrix and a long table of the same figures make the same draft', () => {
  const indicators = FIGURES.filter(({ formula, frequency }) => formula === null && frequency === 'month');
  const grid = fc.array(
    fc.array(fc.option(fc.integer({ min: 1, max: 99 })), { minLength: indicators.length, maxLength: indicators.length }),
    {
      minLength: 2,
      maxLength: UNITS.length,
    },
  );
  fc.assert(
    fc.property(grid, fc.boolean(), (values, isReversed) => {
      const order = isReversed ? [...indicators].reverse() : indicators;
      const matrix = aSheet('2018年2月', [
        ['区县', ...order.map(({ name }) => name)],
        ...values.map((row, at) => [UNITS[at]?.name ?? '', ...row]),
      ]);
      const rows = values.flatMap((row, at) =>
        row.flatMap((value, column) =>
          value === null ? [] : [['2018-02', UNITS[at]?.name ?? '', order[column]?.name ?? '', value]],
        ),
      );
      const long = aSheet('数据', [['考核期', '单位', '指标', '数值'], ...rows]);
      expect([...figures(read([matrix]))].sort()).toEqual([...figures(read([long]))].sort());
    }),
  );
});
