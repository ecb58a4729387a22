/** The shipped scheme and demonstration data, through the engine: the year of made-up figures must tell the story its README tells. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { exact, sum } from '../../src/shared/engine/decimal.ts';
import { dependsOnOthers, evaluate, parseFormula, rankValues } from '../../src/shared/engine/index.ts';
import type { Cell, Direction, EngineIndicator, Entry, Evaluation, RankingList, Rules } from '../../src/shared/engine/types.ts';

type Row = Readonly<Record<string, string>>;
const resource = (path: string): string => readFileSync(new URL(`../../resources/${path}`, import.meta.url), 'utf8');

function readTable(name: string, columns: string): readonly Row[] {
  const text = resource(`demo/${name}`);
  expect(text.startsWith('\uFEFF') || text.includes('\r')).toBe(false);
  const { data, errors, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(meta.fields?.join()).toBe(columns);
  return data;
}
function get(row: Row, column: string): string {
  const value = row[column];
  if (value === undefined) throw new Error(`no column ${column}`);
  return value;
}

const rules = (JSON.parse(resource('schemes/default.json')) as { rules: Rules }).rules;
const units = readTable('单位.csv', '编码,名称,类别,上级,起,止,简称,别名,分组');
const indicatorRows = readTable('指标.csv', '编码,名称,计量单位,方向,小数位,频度,公式,别名,分组');
const real = readTable('真实数据.csv', '考核期,单位,指标,数值,备注,来源');
const demo = readTable('演示数据.csv', '考核期,单位,指标,数值,备注,来源');

const directions: Readonly<Record<string, Direction>> = { 越高越好: 'higher', 越低越好: 'lower', 不排名: 'none' };
const indicators = indicatorRows.map((row): EngineIndicator => {
  const direction = directions[get(row, '方向')];
  if (!direction) throw new Error(`direction of ${get(row, '编码')}`);
  const decimals = get(row, '小数位') === '' ? null : Number(get(row, '小数位'));
  const head = { code: get(row, '编码'), name: get(row, '名称'), unit: get(row, '计量单位'), direction, decimals };
  return get(row, '公式') === '' ? head : { ...head, formula: get(row, '公式') };
});

/** Every spelling by which a row of figures may name a unit or an indicator. */
function spellings(rows: readonly Row[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const row of rows) {
    const words = [get(row, '编码'), get(row, '名称'), ...get(row, '别名').split('、')].filter((word) => word !== '');
    for (const word of words) {
      if (names.has(word)) throw new Error(`“${word}” is given twice`);
      names.set(word, get(row, '编码'));
    }
  }
  return names;
}
const unitCodes = spellings(units);
const indicatorCodes = spellings(indicatorRows);
const find = (names: ReadonlyMap<string, string>, word: string): string => {
  const code = names.get(word);
  if (code === undefined) throw new Error(`“${word}” is unknown`);
  return code;
};

const kinds: Readonly<Record<RankingList, string>> = { district: '区县', specialGroup: '专项小组' };
const members = (list: RankingList) =>
  units
    .filter((row) => get(row, '类别') === kinds[list])
    .map((row) => ({ code: get(row, '编码'), name: get(row, '名称'), group: get(row, '分组') }));

/** Raw figures a list must report: inputs of its lines, and what their formulas are made of. */
function rawInputs(list: RankingList): readonly string[] {
  const codes = rules.items.filter((item) => item.applies.includes(list)).flatMap((item) => Object.values(item.inputs));
  return [...new Set(codes)].flatMap((code) => {
    const indicator = indicators.find((one) => one.code === code);
    if (!indicator) throw new Error(`the scheme uses ${code}, which is no indicator`);
    if (indicator.formula === undefined || indicator.formula === null) return [code];
    const formula = parseFormula(indicator.formula, indicators);
    if ('message' in formula) throw new Error(formula.message);
    return formula.indicators;
  });
}

const months = [...new Set(demo.map((row) => get(row, '考核期')))].sort();
const words: Readonly<Record<string, Cell['state']>> = { 不适用: 'notApplicable', 未报: 'notReported', 缓报: 'deferred' };
/** month → unit → indicator → cell; 缓报 carries the last reported value. */
const cells = new Map<string, Record<string, Record<string, Cell>>>();
const lastReported = new Map<string, { readonly value: string; readonly period: string }>();
for (const row of [...demo].sort((a, b) => get(a, '考核期').localeCompare(get(b, '考核期')))) {
  const [period, unit, code] = [get(row, '考核期'), find(unitCodes, get(row, '单位')), find(indicatorCodes, get(row, '指标'))];
  const key = `${unit} ${code}`;
  const state = words[get(row, '数值')] ?? 'reported';
  const value = state === 'reported' ? exact(get(row, '数值')).toFixed() : null;
  const carried = state === 'deferred' ? lastReported.get(key) : undefined;
  if (value !== null) lastReported.set(key, { value, period });
  const month = cells.get(period) ?? {};
  cells.set(period, month);
  month[unit] ??= {};
  if (month[unit][code]) throw new Error(`${period} ${key} is given twice`);
  const origin = { state, source: get(row, '来源'), note: get(row, '备注') };
  month[unit][code] = carried ? { ...origin, value: carried.value, carriedFrom: carried.period } : { ...origin, value };
}

const lists: readonly RankingList[] = ['district', 'specialGroup'];
const year = (list: RankingList): readonly Evaluation[] => {
  let previousRanks: Record<string, number> = {};
  return months.map((period) => {
    const organisations = members(list);
    const result = evaluate({ period, list, rules, organisations, indicators, values: cells.get(period) ?? {}, previousRanks });
    previousRanks = Object.fromEntries(result.entries.map((entry) => [entry.organisation, entry.rank ?? 0]));
    return result;
  });
};
const results: Readonly<Record<RankingList, readonly Evaluation[]>> = {
  district: year('district'),
  specialGroup: year('specialGroup'),
};
const entriesOf = (list: RankingList, period: string): readonly Entry[] =>
  results[list].find((result) => result.period === period)?.entries ?? [];
const scores = (list: RankingList, period: string): string =>
  entriesOf(list, period)
    .map(({ rank, name, score }) => `${rank} ${name} ${score}`)
    .join('\n');
const lineOf = (list: RankingList, period: string, unit: string, item: string) =>
  entriesOf(list, period)
    .find((entry) => entry.organisation === unit)
    ?.items.find((line) => line.code === item);

describe('the default scheme', () => {
  it('has 100 base points in the blocks A 36, B 30, C 19, D 15, bonus lines of 10, and 60 points for 专项小组', () => {
    const full = (block: string, list: RankingList) =>
      sum(
        rules.items.filter((item) => item.block === block && item.applies.includes(list)).map((item) => exact(item.fullPoints)),
      ).toFixed();
    expect('ABCDEF'.split('').map((block) => full(block, 'district'))).toEqual(['36', '30', '19', '15', '10', '8']);
    expect('ABCD'.split('').map((block) => full(block, 'specialGroup'))).toEqual(['28', '15', '6', '11']);
    expect(rules.bonusCap).toBe('10');
  });

  it('looks at a unit’s own results only, and every line has a clause and evidence', () => {
    expect(rules.allowDependentMethods).toBe(false);
    expect(rules.items.filter((item) => dependsOnOthers(item.method))).toEqual([]);
    expect(rules.items.filter((item) => item.clause === '' || !item.evidence)).toEqual([]);
    expect(new Set(rules.items.map((item) => item.code)).size).toBe(21);
  });
});

describe('the shipped figures', () => {
  it('name 11 districts, 8 groups, one city and some departments', () => {
    const count = (kind: string) => units.filter((row) => get(row, '类别') === kind).length;
    expect(['区县', '专项小组', '全市', '部门'].map(count)).toEqual([11, 8, 1, 8]);
  });

  it('are regular: a period that fits the indicator, a number or a word, a source, given once', () => {
    const shapes: Readonly<Record<string, RegExp>> = {
      月: /^\d{4}-(0[1-9]|1[0-2])$/,
      季: /^\d{4}-Q[1-4]$/,
      半年: /^\d{4}-H[12]$/,
      年: /^\d{4}$/,
    };
    const seen = new Set<string>();
    for (const row of [...real, ...demo]) {
      const code = find(indicatorCodes, get(row, '指标'));
      const indicator = indicatorRows.find((one) => get(one, '编码') === code);
      const where = `${get(row, '考核期')} ${find(unitCodes, get(row, '单位'))} ${code}`;
      expect(shapes[get(indicator ?? {}, '频度')]?.test(get(row, '考核期')), where).toBe(true);
      expect(get(row, '数值') in words || /^-?\d+(\.\d+)?$/.test(get(row, '数值')), where).toBe(true);
      expect(get(row, '来源'), where).not.toBe('');
      expect(get(indicator ?? {}, '公式'), where).toBe('');
      expect(seen.has(where), where).toBe(false);
      seen.add(where);
    }
    expect(real.length).toBe(458);
    expect(demo.length).toBe(12 * (11 * rawInputs('district').length + 8 * rawInputs('specialGroup').length));
  });

  it('never mix what is real with what is made up', () => {
    expect(new Set(demo.map((row) => get(row, '来源')))).toEqual(new Set(['演示数据']));
    expect(real.filter((row) => get(row, '来源').includes('演示'))).toEqual([]);
    const made = new Set(demo.map((row) => find(indicatorCodes, get(row, '指标'))));
    expect(real.filter((row) => made.has(find(indicatorCodes, get(row, '指标'))))).toEqual([]);
  });

  it('hold the real 2018-02 air score of all 11 districts, in the published order', () => {
    const rows = real.filter((row) => get(row, '考核期') === '2018-02' && get(row, '指标') === '大气环境质量考核得分');
    const values = new Map(rows.map((row) => [find(unitCodes, get(row, '单位')), get(row, '数值')]));
    const ranks = rankValues(values, { direction: 'higher', decimals: 2 });
    const order = [...ranks].sort((a, b) => a[1].rank - b[1].rank).map(([code]) => code);
    expect(order.join(' ')).toBe('YY GQ ZC BS WCH LZ HT ZD ZCU JKQ GXQ');
  });

  it('hold the 2015 yearbook: eight districts, six indicators, deposits unknown for 张店区', () => {
    const of = (name: string) => real.filter((row) => get(row, '考核期') === '2015' && get(row, '指标') === name).length;
    expect(['总人口', '行政区域土地面积', '一般公共预算收入', '一般公共预算支出'].map(of)).toEqual([8, 8, 8, 8]);
    expect(['金融机构各项存款余额', '城乡居民储蓄存款余额'].map(of)).toEqual([7, 7]);
  });
});

describe('the made-up year', () => {
  it('keeps parts within their whole', () => {
    const pairs = [
      ['A1a', 'A1b', 'A1c'],
      ['A2a', 'A2b'],
      ['A4a', 'A4b'],
      ['A5a', 'A5b'],
      ['B2a', 'B2b'],
      ['C1a', 'C1b'],
      ['C2a', 'C2b'],
      ['D1a', 'D1b', 'D1c', 'D1d'],
    ];
    let checked = 0;
    for (const month of cells.values()) {
      for (const [unit, figures] of Object.entries(month)) {
        for (const [whole = '', ...parts] of pairs) {
          const values = [whole, ...parts].map((code) => figures[code]?.value ?? null);
          if (values.includes(null)) continue;
          const [all = 0, ...some] = values.map(Number);
          expect(
            some.reduce((a, b) => a + b, 0),
            `${unit} ${whole}`,
          ).toBeLessThanOrEqual(all);
          checked += 1;
        }
      }
    }
    expect(checked).toBe(12 * (11 * 8 + 8 * 6) - 2);
  });

  it('gives every unit a score in every month, between 72 and 98', () => {
    expect(months).toHaveLength(12);
    expect([months[0], months[11]]).toEqual(['2017-03', '2018-02']);
    for (const list of lists) {
      for (const { period, entries, missing } of results[list]) {
        expect(missing, period).toEqual([]);
        expect(entries).toHaveLength(list === 'district' ? 11 : 8);
        for (const { name, score } of entries) {
          expect(Number(score), `${period} ${name}`).toBeGreaterThan(72);
          expect(Number(score), `${period} ${name}`).toBeLessThan(98);
        }
      }
    }
  });

  it('has steps that add up to the published score exactly', () => {
    let checked = 0;
    for (const { entries } of lists.flatMap((list) => results[list])) {
      for (const { score, items, adjustments } of entries) {
        const steps = [...items.map(({ points }) => points ?? 'none'), ...adjustments.map(({ amount }) => amount)];
        expect(sum(steps.map(exact)).toFixed()).toBe(exact(score ?? 'none').toFixed());
        checked += 1;
      }
    }
    expect(checked).toBe(12 * 19);
  });
});

describe('the story of the made-up year', () => {
  const ends = (list: RankingList, place: 0 | -1) =>
    results[list].map(({ entries }) => entries.at(place)?.organisation ?? '').join(' ');

  it('has changing leaders', () => {
    expect(ends('district', 0)).toBe('HT LZ HT ZD LZ HT GXQ ZD LZ BS YY YY');
    expect(ends('specialGroup', 0)).toBe('G1 G7 G1 G4 G7 G6 G1 G7 G8 G6 G7 G7');
  });

  it('ends with 周村区 last by 0.07, where 经济开发区 had been last for four months', () => {
    expect(ends('district', -1)).toBe('YY YY YY JKQ WCH JKQ GQ JKQ JKQ JKQ JKQ ZCU');
    expect(scores('district', '2018-02')).toBe(
      [
        '1 沂源县 95.79',
        '2 高青县 93.60',
        '3 张店区 93.53',
        '4 临淄区 93.46',
        '5 博山区 92.95',
        '6 淄川区 91.97',
        '7 高新区 90.27',
        '8 文昌湖旅游度假区 88.66',
        '9 桓台县 87.07',
        '10 经济开发区 78.38',
        '11 周村区 78.31',
      ].join('\n'),
    );
  });

  it('ends with one group last for the third month running, and not for the fourth', () => {
    expect(ends('specialGroup', -1)).toBe('G3 G6 G2 G2 G3 G2 G3 G4 G3 G5 G5 G5');
    expect(scores('specialGroup', '2018-02')).toBe(
      [
        '1 党的建设制度改革专项小组 96.00',
        '2 文化体制改革专项小组 95.00',
        '3 生态文明体制改革专项小组 94.98',
        '4 经济体制改革专项小组 94.27',
        '5 纪律检查体制改革专项小组 93.75',
        '6 司法体制和社会治理体制改革专项小组 91.60',
        '7 民主法制改革专项小组 88.92',
        '8 社会事业体制改革专项小组 81.55',
      ].join('\n'),
    );
  });

  it('has one tie at the published digits, 2017-08, where the place after is skipped', () => {
    const tied = lists
      .flatMap((list) => results[list])
      .flatMap(({ period, entries }) =>
        entries.filter((entry) => entry.isTied).map(({ name, rank }) => `${period} ${rank} ${name}`),
      );
    expect(tied).toEqual(['2017-08 9 沂源县', '2017-08 9 文昌湖旅游度假区']);
    expect(entriesOf('district', '2017-08').at(-1)?.rank).toBe(11);
  });

  it('has one line 不适用 (its points go to its block), one 未报 (0 points), one 缓报 (last month’s figure)', () => {
    const wcg = (item: string) => lineOf('district', '2017-04', 'WCH', item);
    expect(wcg('C1')).toMatchObject({ state: 'notApplicable', points: '0' });
    expect(exact(wcg('C3')?.effectiveFullPoints ?? '0').toFixed(4)).toBe('7.3077'); // 5 × 19 ÷ 13
    expect(lineOf('district', '2017-06', 'JKQ', 'A5')).toMatchObject({ state: 'notReported', points: '0' });
    const carried = lineOf('district', '2017-10', 'YY', 'C4');
    expect(carried?.state).toBe('carried');
    expect(carried?.inputs[0]).toMatchObject({ state: 'deferred', carriedFrom: '2017-09' });
    expect(demo.filter((row) => get(row, '数值') in words).map((row) => get(row, '数值'))).toEqual([
      '不适用',
      '不适用',
      '未报',
      '缓报',
    ]);
  });

  it('has no empty or special cell in its last month', () => {
    for (const list of lists) {
      for (const { name, items } of entriesOf(list, '2018-02')) {
        expect(
          items.filter((item) => item.state !== 'scored').map((item) => item.code),
          name,
        ).toEqual([]);
      }
    }
  });

  it('brings the 60 points of 专项小组 to 100 by 折算', () => {
    for (const { adjustments } of entriesOf('specialGroup', '2018-02')) {
      expect(adjustments.find((one) => one.code === 'rescale')?.formula).toMatch(/ ÷ 60 × 100$/);
    }
  });

  it('has bonus and deduction in its last month', () => {
    const of = (key: 'bonus' | 'deduction') => entriesOf('district', '2018-02').filter((entry) => Number(entry[key]) > 0).length;
    expect([of('bonus'), of('deduction')]).toEqual([6, 1]);
  });
});
