import { describe, expect, it } from 'vitest';
import { anIndicator, aSheet, aUnit, faults, figures, read } from './sheet.ts';

const UNIT_HEAD = ['编码', '名称', '类别', '上级', '起', '止', '简称', '别名', '分组'];
const FIGURE_HEAD = ['编码', '名称', '计量单位', '方向', '小数位', '频度', '公式', '别名', '分组'];
const units = (...rows: (readonly (string | number | null)[])[]) => aSheet('单位', [UNIT_HEAD, ...rows]);
const indicators = (...rows: (readonly (string | number | null)[])[]) => aSheet('指标', [FIGURE_HEAD, ...rows]);
const fresh = { organisations: [], indicators: [] };

describe('单位', () => {
  it('reads codes, kinds, parents, ends and other spellings', () => {
    const draft = read(
      [
        units(
          ['ZB', '淄博市', '全市', null, null, null, '全市', null, null],
          ['ZD', '张店区', '区县', 'ZB', null, null, '张店', '淄博市张店区', '区'],
          ['JKQ', '经济开发区', '功能区', '淄博市', '2017年1月', 2030, null, '经开区、淄博经开区；经开区', null],
          ['HT', '桓台县', '县', 'zb', '2015-03-01', '至今', null, null, null],
          ['G1', '经济体制改革专项小组', '专项小组', '—', null, null, '经济组', null, null],
          ['BM01', '市教育局', '部门', null, null, null, null, null, null],
        ),
      ],
      fresh,
    );
    expect(draft.problems).toEqual([]);
    expect(draft.organisations).toMatchObject([
      { code: 'ZB', kind: 'city', parentCode: null, change: 'new', sheet: '单位', cell: 'A2' },
      { code: 'ZD', kind: 'district', shortName: '张店', parentCode: 'ZB', groupName: '区', aliases: ['淄博市张店区'] },
      {
        code: 'JKQ',
        groupName: '功能区组',
        parentCode: 'ZB',
        validFrom: '2017-01',
        validTo: '2030-12',
        aliases: ['经开区', '淄博经开区'],
      },
      { code: 'HT', groupName: '县区组', parentCode: 'ZB', validFrom: '2015-03', validTo: null },
      { code: 'G1', kind: 'specialGroup', parentCode: null },
      { code: 'BM01', kind: 'department' },
    ]);
  });

  it('is known by its headings, under any name and with only the promised columns', () => {
    const draft = read(
      [
        aSheet('Sheet2', [
          ['名称', '编码', '类别', '上级', '起', '止'],
          ['张店区', '010203', '区县', null, null, null],
        ]),
      ],
      fresh,
    );
    expect(draft.organisations).toMatchObject([{ code: '010203', name: '张店区' }]);
  });

  it('gives only what is new or changed, and adds to other spellings', () => {
    const known = [aUnit('ZD', '张店区', { aliases: ['张店'], shortName: '张', groupName: '区' }), aUnit('ZC', '淄川区')];
    const sheet = aSheet('单位', [
      ['编码', '名称', '类别', '别名'],
      ['ZD', '张店区', '区县', null],
      ['ZC', '淄川新区', '区县', '新川'],
    ]);
    const draft = read([sheet], { organisations: known });
    expect(draft.organisations).toMatchObject([{ code: 'ZC', name: '淄川新区', change: 'changed', aliases: ['淄川区', '新川'] }]);
  });

  it('finds every fault of a row and of the rows together', () => {
    const draft = read(
      [
        units(
          ['ZD', '张店区', '区县', null, null, null, null, null, null],
          ['zd', '淄川区', '区县', null, null, null, null, null, null],
          ['BS', '张店区', '区县', null, null, null, null, null, null],
          [null, '博山区', '乡镇', null, '去年', '2018-13', null, null, null],
          ['HT', '桓台县', '区县', '淄博市', null, null, null, null, null],
          ['GQ', '高青县', '区县', 'GQ', '2018-05', '2018-04', null, null, null],
          ['YY', '沂源县', '区县', 'YY', null, null, null, null, null],
          ['LZ', null, '区县', null, null, null, null, null, null],
          ['X'.repeat(41), '临淄区', '区县', null, null, null, null, null, null],
        ),
      ],
      fresh,
    );
    expect(faults(draft)).toEqual([
      'A3 record.duplicateCode',
      'B4 record.duplicateName',
      'A5 record.missing',
      'C5 record.kind',
      'E5 period.invalid',
      'F5 period.invalid',
      'D6 record.parent',
      'F7 record.ends',
      'D8 record.parent',
      'B9 record.missing',
      'A10 record.tooLong',
    ]);
    expect(draft.problems[0]?.message).toBe('第 3 行 A 列：编码“zd”与“单位”表第 2 行重复，请改成不同的编码。');
    expect(draft.organisations.map(({ code }) => code)).toEqual(['ZD']);
  });

  it('does not give one name to two codes, nor one spelling to two units', () => {
    const known = [aUnit('ZD', '张店区', { aliases: ['中心城区'] })];
    const draft = read(
      [
        units(
          ['NEW', '张店区', '区县', null, null, null, null, null, null],
          ['ZC', '淄川区', '区县', null, null, null, null, '中心城区', null],
        ),
      ],
      {
        organisations: known,
      },
    );
    expect(faults(draft)).toEqual(['B2 record.duplicateName', 'H3 record.alias']);
    expect(draft.organisations).toMatchObject([{ code: 'ZC', aliases: [] }]);
  });

  it('is used by the figures of the same file, wherever it stands', () => {
    const draft = read(
      [
        aSheet('数据', [
          ['考核期', '单位', '指标', '数值'],
          ['2018-02', '张店', 'A', 1],
          ['2018-02', '坏区', 'A', 1],
        ]),
        indicators(['A', '甲指标', '个', '越高越好', 0, '月', null, null, null]),
        units(
          ['ZD', '张店区', '区县', null, null, null, '张店', null, null],
          ['BAD', '坏区', '乡镇', null, null, null, null, null, null],
        ),
      ],
      fresh,
    );
    expect(figures(draft)).toEqual(['ZD A 2018-02 = 1']);
    expect(faults(draft)).toEqual(['B3 record.rejected', 'C3 record.kind']);
    expect(draft.problems[0]?.message).toContain('单位“坏区”在“单位”表第 3 行没有通过检查');
    expect(draft.unknowns).toEqual([]);
  });
});

describe('指标', () => {
  it('reads directions, digits, cadence and formulas', () => {
    const draft = read(
      [
        indicators(
          ['PM25', 'PM2.5浓度', 'µg/m³', '越低越好', 0, '月', null, 'PM2.5', '空气'],
          ['CO', 'CO浓度', 'mg/m³', '逆向', '1位', '月度', null, null, null],
          ['AQI', '综合指数', '—', '低', 2, '月', '=PM25 / 35 + CO / 4', null, null],
          ['GDP', '地区生产总值', '亿元', '正向', null, '年', null, null, null],
          ['RATE', '办理率', '%', '高', 2, '半年', null, null, null],
          ['N', '节点数', '个', '不排名', 0, '季度', null, null, null],
        ),
      ],
      fresh,
    );
    expect(draft.problems).toEqual([]);
    expect(draft.indicators).toMatchObject([
      { code: 'PM25', direction: 'lower', decimals: 0, frequency: 'month', formula: null, aliases: ['PM2.5'], groupName: '空气' },
      { code: 'CO', direction: 'lower', decimals: 1, frequency: 'month' },
      { code: 'AQI', unit: '', direction: 'lower', decimals: 2, formula: 'PM25 / 35 + CO / 4' },
      { code: 'GDP', direction: 'higher', decimals: null, frequency: 'year' },
      { code: 'RATE', frequency: 'half' },
      { code: 'N', direction: 'none', frequency: 'quarter' },
    ]);
  });

  it('finds every fault', () => {
    const draft = read(
      [
        indicators(
          ['A', '甲', '个', '往上', 1.5, '旬', null, null, null],
          ['B', '乙', '个', null, 9, null, 'A + 丙', null, null],
          ['C', '丁', '个', '高', 0, '月', 'C + 1', null, null],
          ['D', '戊', '个', '高', 0, '月', 'E * 2', null, null],
          ['E', '己', '个', '高', 0, '月', 'D / 2', null, null],
          ['F', '庚', '个', '高', 0, '月', '(A + 1', null, null],
          ['F', '辛', '个', '高', 0, '月', null, null, null],
          ['H', '壬', '个', '高', 0, '月', 'F * 2', null, null],
        ),
      ],
      fresh,
    );
    expect(faults(draft)).toEqual([
      'D2 record.direction',
      'E2 record.decimals',
      'F2 record.frequency',
      'D3 record.direction',
      'E3 record.decimals',
      'F3 record.frequency',
      'G4 record.formula',
      'G5 record.formula',
      'G6 record.formula',
      'G7 record.formula',
      'A8 record.duplicateCode',
      'G9 record.formula',
    ]);
    expect(draft.indicators).toEqual([]);
  });

  it('asks for text where the spreadsheet has taken a formula for its own', () => {
    const sheet = indicators(['A', '甲', '个', '高', 0, '月', null, null, null]);
    const cells = sheet.cells.map((row, at) =>
      at === 1 ? [...row.slice(0, 6), { text: '#NAME?', kind: 'error', formula: true } as const] : row,
    );
    expect(faults(read([{ ...sheet, cells }], fresh))).toEqual(['G2 record.formula']);
  });

  it('knows a formula over indicators that are already there, and keeps what has no column', () => {
    const known = [
      anIndicator('A', '甲', '个', { groupName: '一', formula: null }),
      anIndicator('B', '乙', '%', { formula: 'A * 2', decimals: 2 }),
    ];
    const sheet = aSheet('指标', [
      ['编码', '名称', '计量单位', '方向', '小数位', '频度'],
      ['B', '乙', '%', '高', 1, '月'],
      ['A', '甲', '个', '高', null, '月'],
    ]);
    expect(read([sheet], { indicators: known }).indicators).toMatchObject([
      { code: 'B', formula: 'A * 2', decimals: 1, change: 'changed' },
    ]);
  });

  it('names missing headings of each table', () => {
    const draft = read([
      aSheet('指标', [
        ['编码', '名称', '方向', '频度'],
        ['A', '甲', '高', '月'],
      ]),
      aSheet('单位', [
        ['名称', '类别'],
        ['甲区', '区县'],
      ]),
    ]);
    expect(draft.problems.map(({ text }) => text)).toEqual(['计量单位', '小数位', '编码']);
  });
});
