import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aSheet, aUnit, faults, figures, read } from './sheet.ts';

const HEAD = ['考核期', '单位', '指标', '数值', '备注'];
const long = (...rows: (readonly (string | number | null)[])[]) => aSheet('数据', [HEAD, ...rows]);

describe('long form', () => {
  it('reads the promised headings', () => {
    const draft = read([
      long(['2018-02', '张店区', '大气环境质量考核得分', 82.31, '晨报'], ['2018-02', 'ZC', 'PM25', '85', null]),
    ]);
    expect(figures(draft)).toEqual(['ZD AIR 2018-02 = 82.31', 'ZC PM25 2018-02 = 85']);
    expect(draft.problems).toEqual([]);
    expect(draft.observations[0]).toMatchObject({
      note: '晨报',
      source: '2月.xlsx › 数据 › D2',
      isSourceWeak: true,
      sheet: '数据',
      cell: 'D2',
    });
    expect(draft.counts).toMatchObject({ rows: 2, observations: 2, errors: 0, warnings: 0, periods: ['2018-02'] });
  });

  it('takes the columns in any order, under a title, without 备注, with 来源, whatever the sheet is called', () => {
    const draft = read([
      aSheet('Sheet1', [
        ['2018年2月空气质量'],
        [],
        ['数值', '来源', '指标', '单位', '考核期'],
        [36, '鲁中晨报', '细颗粒物', '博山区', '2018年2月'],
      ]),
    ]);
    expect(figures(draft)).toEqual(['BS PM25 2018-02 = 36']);
    expect(draft.observations[0]).toMatchObject({ source: '鲁中晨报', isSourceWeak: false, cell: 'A4', note: '' });
  });

  it('matches aliases, codes, widths and unique short names', () => {
    const rows = ['经开区', '文昌湖区', '张 店 区', 'ht', '博山'].map((name) => ['201802', name, 'ＰＭ２．５', 40, null]);
    expect(figures(read([long(...rows)])).map((text) => text.split(' ')[0])).toEqual(['JKQ', 'WCH', 'ZD', 'HT', 'BS']);
  });

  it('reads figures as offices write them and tells what it converted', () => {
    const draft = read([
      long(
        ['2018-02', '张店区', 'REV', '1.2亿', null],
        ['2018-02', '淄川区', 'REV', '12,345.6', null],
        ['2018-02', '博山区', 'REV', '８５６', null],
        ['2018-02', '桓台县', 'RATE', '98.5%', null],
      ),
    ]);
    expect(figures(draft)).toEqual([
      'ZD REV 2018-02 = 12000',
      'ZC REV 2018-02 = 12345.6',
      'BS REV 2018-02 = 856',
      'HT RATE 2018-02 = 98.5',
    ]);
    expect(draft.notes.join('\n')).toMatch(/“亿”已换算（D2）/);
    expect(draft.notes.join('\n')).toMatch(/千分位已去掉（D3）/);
  });

  it('converts from a column 计量单位', () => {
    const draft = read([
      aSheet('数据', [
        [...HEAD, '计量单位'],
        ['2018-02', '张店区', 'REV', 1.2, null, '亿元'],
        ['2018-02', '淄川区', 'REV', 5, null, '吨'],
      ]),
    ]);
    expect(figures(draft)).toEqual(['ZD REV 2018-02 = 12000']);
    expect(faults(draft)).toEqual(['F3 unit.incompatible']);
  });

  it('knows the three states of an empty cell, and leaves what is just empty', () => {
    const draft = read([
      long(
        ['2018-02', '张店区', 'AIR', '未报', null],
        ['2018-02', '淄川区', 'AIR', '不适用', null],
        ['2018-02', '博山区', 'AIR', null, '批准缓报'],
        ['2018-02', '桓台县', 'AIR', '—', null],
        ['2018-02', '文昌湖', 'AIR', null, null],
      ),
    ]);
    expect(figures(draft)).toEqual([
      'ZD AIR 2018-02 = notReported',
      'ZC AIR 2018-02 = notApplicable',
      'BS AIR 2018-02 = deferred',
    ]);
    expect(draft.problems).toEqual([]);
    expect(draft.notes.join('')).toContain('有 2 行没有数值（D5、D6）');
  });

  it('leaves out remarks, totals, repeated headings and blank rows, and says so', () => {
    const draft = read([
      long(
        ['2018-02', '张店区', 'AIR', 82.31, null],
        [],
        HEAD,
        ['2018-02', '合计', 'AIR', 82.31, null],
        ['注：数据来自市环保局', null, null, null, null],
      ),
    ]);
    expect(figures(draft)).toEqual(['ZD AIR 2018-02 = 82.31']);
    expect(draft.problems).toEqual([]);
    expect(draft.notes.join('\n')).toMatch(/第 5 行“合计”是合计或平均，未导入/);
    expect(draft.notes.join('\n')).toMatch(/第 6 行是说明，未导入：注：数据来自市环保局/);
  });

  it('fills names down a merged block', () => {
    const sheet = aSheet(
      '数据',
      [HEAD, ['2018-02', '张店区', 'AIR', 82.31], [null, null, 'PM25', 60], [null, '淄川区', 'AIR', 90.84]],
      ['A2:A4', 'B2:B3'],
    );
    expect(figures(read([sheet]))).toEqual(['ZD AIR 2018-02 = 82.31', 'ZD PM25 2018-02 = 60', 'ZC AIR 2018-02 = 90.84']);
  });
});

describe('every problem at once, each at its cell', () => {
  const draft = read([
    long(
      ['2018-02', '张店区', 'AIR', 82.31, null],
      ['2018-13', '淄川区', 'AIR', 90.84, null],
      ['2018-02', '章店区', 'PM25', 60, null],
      ['2018-02', '淄川区', '优良天树', 20, null],
      ['2018-02', '桓台县', 'AIR', '1O2.5', null],
      ['2018-02', '张店区', '大气环境质量考核得分', 83, null],
      ['2016-12', '经开区', 'AIR', 80, null],
      ['2018-02', '张店区', 'AQI', 5.1, null],
      ['2018-02', '博山区', 'AIR', 88.645, null],
      [null, null, null, 7, null],
      ['2018-02', '淄川区', 'GDP', -3, null],
      ['2018-02', '博山区', 'RATE', '120%', null],
      ['2018-02', '博山区', 'RATE', 120, null],
    ),
  ]);

  it('names all of them with the right cells', () => {
    expect(faults(draft)).toEqual([
      'A3 period.invalid',
      'B4 organisation.unknown',
      'C5 indicator.unknown',
      'D6 value.notNumber',
      'D7 duplicate.different',
      'B8 organisation.notValid',
      'D9 indicator.computed',
      'D10 value.decimals',
      'A11 period.missing',
      'B11 organisation.missing',
      'C11 indicator.missing',
      'D12 value.negative',
      'D12 period.cadence',
      'D13 value.impossible',
      'D14 value.impossible',
    ]);
  });

  it('says what, where and what to do', () => {
    const message = (cell: string) => draft.problems.find((problem) => problem.cell === cell)?.message;
    expect(message('A3')).toBe('第 3 行 A 列：“2018-13”不是考核期，请写成 2018-02、2018年2月、2018-Q1、2018-H1 或 2018。');
    expect(message('B4')).toBe(
      '第 4 行 B 列：没有名为“章店区”的单位，最接近的是“张店区”（读音相同）。请改正名称，或选定它指的是哪个单位。',
    );
    expect(message('D6')).toBe('第 6 行 D 列：“1O2.5”不是数字：第 2 个字符是字母 O，请改后重新导入。');
    expect(message('D7')).toBe(
      '第 7 行 D 列：“83”与 D2 的“82.31”是同一项（张店区 大气环境质量考核得分 2018年2月），两处不一致，请留下正确的一处。',
    );
    expect(message('B8')).toBe('第 8 行 B 列：“经济开发区”2017-01 起，不参加 2016-12 的考核。请核对考核期，或在“单位”中改起止。');
    expect(message('D9')).toBe('第 9 行 D 列：“空气质量综合指数”由公式计算，不用填报，请删去这个数后重新导入。');
    for (const { message: sentence } of draft.problems) expect(sentence).not.toMatch(/我们|抱歉|失败/);
  });

  it('keeps the good rows only, and neither of two that contradict each other', () => {
    expect(figures(draft)).toEqual(['BS AIR 2018-02 = 88.645', 'ZC GDP 2018-02 = -3']);
  });

  it('offers candidates for the unknown names', () => {
    expect(draft.unknowns).toMatchObject([
      { kind: 'organisation', text: '章店区', where: '数据!B4', candidates: [{ code: 'ZD' }] },
      { kind: 'indicator', text: '优良天树', where: '数据!C5', candidates: [{ code: 'GOOD' }] },
    ]);
  });
});

describe('names', () => {
  const rows = Array.from({ length: 8 }, (_, index) => [`2018-0${index + 1}`, '开发区', 'AIR', 80, null]);
  it('tells an unknown name once, with the number of its rows', () => {
    const draft = read([long(...rows)]);
    expect(draft.problems).toHaveLength(1);
    expect(draft.problems[0]?.message).toContain('（共 8 处：B2、B3、B4、B5、B6 等）');
    expect(draft.unknowns[0]).toMatchObject({ where: '数据!B2、B3、B4、B5、B6 等 8 处', count: 8 });
  });
  it('remembers the choice', () => {
    const choices = [{ kind: 'organisation', text: '开发区', code: 'JKQ' }] as const;
    expect(figures(read([long(...rows)], { choices }))).toHaveLength(8);
  });
  it('does not choose between two units, unless the period does', () => {
    const twins = [
      aUnit('OLD', '开发区', { validTo: '2018-04' }),
      aUnit('NEW', '高新区', { validFrom: '2018-05', aliases: ['开发区'] }),
    ];
    expect(new Set(figures(read([long(...rows)], { organisations: twins })).map((text) => text.split(' ')[0]))).toEqual(
      new Set(['OLD', 'NEW']),
    );
    const both = [aUnit('A', '甲区', { aliases: ['开发区'] }), aUnit('B', '乙区', { aliases: ['开发区'] })];
    expect(faults(read([long(['2018-02', '开发区', 'AIR', 1])], { organisations: both }))).toEqual(['B2 organisation.ambiguous']);
  });
});

describe('periods in cells', () => {
  const period = (cell: Parameters<typeof aSheet>[1][number][number]) =>
    read([aSheet('数据', [HEAD, [cell, '张店区', 'AIR', 1]])]);
  it.each([
    [{ text: '2018-02-01', kind: 'date' } as const, '2018-02'],
    [201802, '2018-02'],
    [43132, '2018-02'],
    ['2018Q1', '2018-Q1'],
    ['2018年上半年', '2018-H1'],
    [{ text: '2018.10', number: '2018.1', kind: 'number' } as const, '2018-10'],
    [2018.2, '2018-02'],
    [2018, '2018'],
  ])('%o → %s', (cell, expected) => expect(period(cell).observations[0]?.period).toBe(expected));

  it('does not guess between January and October when a number has lost its zero', () => {
    const draft = period(2018.1);
    expect(draft.observations).toEqual([]);
    expect(draft.problems[0]?.message).toContain('分不清是 1 月还是 10 月');
  });
});

describe('values that are no figures', () => {
  it.each([
    [{ text: '#N/A', kind: 'error' } as const, '公式出错'],
    [{ text: '2018-03-05', kind: 'date' } as const, '是日期'],
    [{ text: 'TRUE', kind: 'boolean' } as const, '不是数字'],
    ['约85', '约'],
    ['85。5.1', '两个小数点'],
  ])('%o', (cell, reason) => {
    const draft = read([aSheet('数据', [HEAD, ['2018-02', '张店区', 'AIR', cell]])]);
    expect(faults(draft)).toEqual(['D2 value.notNumber']);
    expect(draft.problems[0]?.message).toContain(reason);
  });
  it('cuts a quotient to the digits that are kept, and says so', () => {
    const draft = read([long(['2018-02', '张店区', 'REV', 0.333333333333333, null])]);
    expect(figures(draft)).toEqual(['ZD REV 2018-02 = 0.3333333333']);
    expect(draft.notes.join('')).toContain('小数已保留 10 位');
  });
});

describe('files', () => {
  it('names every missing heading', () => {
    const draft = read([
      aSheet('数据', [
        ['考核期', '单位', '数值'],
        ['2018-02', '张店区', 1],
      ]),
    ]);
    expect(draft.problems.map(({ message }) => message)).toEqual(['第 1 行：缺“指标”这个表头，请补上这一列后重新导入。']);
    expect(draft.observations).toEqual([]);
  });
  it('refuses a heading that stands twice', () =>
    expect(
      faults(
        read([
          aSheet('数据', [
            [...HEAD, '数值'],
            ['2018-02', '张店区', 'AIR', 1, null, 2],
          ]),
        ]),
      ),
    ).toEqual(['F1 heading.duplicate']));
  it('says that a file is empty', () => {
    expect(read([]).problems).toMatchObject([{ code: 'file.empty', severity: 'error', cell: '' }]);
    expect(read([aSheet('数据', [[], ['  ']])]).problems).toMatchObject([{ code: 'file.empty' }]);
  });
  it('says what it expects when it recognises nothing', () => {
    const draft = read([
      aSheet('通讯录', [
        ['姓名', '电话'],
        ['张三', '123'],
      ]),
    ]);
    expect(draft.problems).toMatchObject([{ code: 'file.unrecognised' }]);
    expect(draft.problems[0]?.message).toContain('考核期、单位、指标、数值、备注');
  });
  it('lists sheets, columns and hidden sheets that it leaves out', () => {
    const draft = read([
      aSheet('数据', [
        [...HEAD, '打印'],
        ['2018-02', '张店区', 'AIR', 1, null, 'x'],
      ]),
      aSheet('说明', [['填表说明'], ['每月5日前报送']]),
      { ...aSheet('旧', [HEAD, ['2018-01', '张店区', 'AIR', 1]]), hidden: true },
    ]);
    expect(draft.problems).toEqual([]);
    expect(figures(draft)).toEqual(['ZD AIR 2018-02 = 1']);
    const notes = draft.notes.join('\n');
    expect(notes).toContain('“说明”表');
    expect(notes).toContain('“旧”表是隐藏的');
    expect(notes).toContain('F1 的“打印”不是约定的表头');
  });
  it('names the other cell of a repeated figure across sheets', () => {
    const draft = read([long(['2018-02', '张店区', 'AIR', 1]), { ...long(['2018-02', '张店区', 'AIR', 2]), name: '数据2' }]);
    expect(draft.problems[0]?.message).toContain('与 “数据”表 D2 的“1”是同一项');
  });
  it('lists a thousand of one kind and counts the rest', () => {
    const rows = Array.from({ length: 1_200 }, (_, index) => ['2018-02', '张店区', 'AIR', `x${index}`, null]);
    const draft = read([long(...rows)]);
    expect(draft.problems).toHaveLength(1_001);
    expect(draft.problems.at(-1)?.message).toContain('另有 200 处');
    expect(draft.counts.errors).toBe(1_200);
  });
});

it('gives back whatever was written, in any order of rows', () => {
  const value = fc.integer({ min: 0, max: 99_999 }).map((cents) => cents / 100);
  const table = fc.uniqueArray(
    fc.record({ unit: fc.constantFrom('张店区', '淄川区', '博山区'), month: fc.integer({ min: 1, max: 12 }), value }),
    {
      selector: ({ unit, month }) => `${unit}${month}`,
      maxLength: 30,
    },
  );
  fc.assert(
    fc.property(table, (rows) => {
      const draft = read([long(...rows.map((row) => [`2018年${row.month}月`, row.unit, 'AIR', row.value, null]))]);
      expect(draft.problems).toEqual([]);
      expect(draft.observations.map(({ value: number }) => Number(number))).toEqual(rows.map((row) => row.value));
    }),
  );
});
