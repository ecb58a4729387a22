import { describe, expect, test } from 'vitest';
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import { countCharacters } from '../../src/shared/bulletin/document.ts';
import type { RankRecord } from '../../src/shared/bulletin/facts.ts';
import { rankingTable } from '../../src/shared/bulletin/tables.ts';
import { aMonth, evaluateList, listFacts, office, type Values } from './fixture.ts';
import { FOUR, level, said, section, small } from './small-month.ts';

test('the whole small month, word for word', () => {
  const document = small({
    values: {
      ZD: level('95', { E1: '1', E3: '0.5' }),
      ZC: level('90', { A1: '100' }),
      BS: level('70', { F2: '1', B1: '60' }),
      HT: level('85'),
    },
    previousRanks: { ZD: 2, ZC: 1, BS: 4, HT: 3 },
    history: {
      ZD: [{ period: '2018-01', rank: 2, score: '91.00' }],
      ZC: [{ period: '2018-01', rank: 1, score: '92.00' }],
      BS: [{ period: '2018-01', rank: 4, score: '80.00' }],
      HT: [{ period: '2018-01', rank: 3, score: '81.00' }],
    },
  });
  expect(said(document)).toEqual([
    '根据全面深化改革“六个一”督察制度，对2018年2月各区县改革工作进行了督察、计分和排名，现将有关情况通报如下：',
    '一、总体情况',
    '2018年2月，4个区县参加考核，均已计分排名。',
    '区县平均得分85.13分，比1月下降0.87分；最高96.50分（张店区），最低67.50分（博山区），相差29.00分。',
    '与1月相比，区县名次上升的有1个，为张店区，上升1位；下降的有1个，为淄川区，下降1位；持平的有2个。',
    '二、调度情况',
    '满分36分，平均得30.98分，得分率86.0%；居前的是张店区（34.20分）、淄川区（33.90分）、桓台县（30.60分），靠后的是博山区（25.20分）。',
    '（一）改革任务按期推进（15分）。平均得分率87.5%，淄川区得满分，博山区（10.50分）得分较低。',
    '（二）上级文件配套出台（8分）。平均得分率85.0%，博山区（5.60分）得分较低。',
    '（三）调度填报及时完整（6分）。平均得分率85.0%，博山区（4.20分）得分较低。',
    '（四）第一议题传达学习（4分）。平均得分率85.0%，博山区（2.80分）得分较低。',
    '（五）专项小组运行（3分）。平均得分率85.0%，博山区（2.10分）得分较低。',
    '三、督察情况',
    '满分30分，平均得25.13分，得分率83.8%；居前的是张店区（28.50分）、淄川区（27.00分）、桓台县（25.50分），靠后的是博山区（19.50分）。',
    '（一）现场督察评分（15分）。平均得分率82.5%，博山区（9.00分）得分较低。',
    '（二）问题整改（8分）。平均得分率85.0%，博山区（5.60分）得分较低。',
    '（三）三单一书办理（7分）。平均得分率85.0%，博山区（4.90分）得分较低。',
    '四、排名情况',
    '排名居前的是：张店区（96.50分）列第1位，淄川区（91.50分）列第2位，桓台县（85.00分）列第3位。排名靠后的是：博山区（67.50分）列第4位。',
    '[表 区县排名表] 1 张店区 96.50 2 升1 1.50 0.00 / 2 淄川区 91.50 1 降1 0.00 0.00 / 3 桓台县 85.00 3 平 0.00 0.00 / 4 博山区 67.50 4 平 0.00 1.00',
    '五、指标情况',
    '满分19分，平均得16.15分，得分率85.0%；居前的是张店区（18.05分）、淄川区（17.10分）、桓台县（16.15分），靠后的是博山区（13.30分）。',
    '（一）试点任务推进（6分）。平均得分率85.0%，博山区（4.20分）得分较低。',
    '（二）网上办理率（4分）。平均得分率85.0%，博山区（2.80分）得分较低。',
    '（三）PM2.5同比改善（5分）。平均得分率85.0%，博山区（3.50分）得分较低。',
    '（四）群众满意度（4分）。平均得分率85.0%，博山区（2.80分）得分较低。',
    '六、宣传情况',
    '满分15分，平均得12.75分，得分率85.0%；居前的是张店区（14.25分）、淄川区（13.50分）、桓台县（12.75分），靠后的是博山区（10.50分）。',
    '（一）信息报送与采用（6分）。平均得分率85.0%，博山区（4.20分）得分较低。',
    '（二）专栏、网站、公众号更新（4分）。平均得分率85.0%，博山区（2.80分）得分较低。',
    '（三）典型经验推介（5分）。平均得分率85.0%，博山区（3.50分）得分较低。',
    '加分方面，张店区加1.50分（信息化加分1.00分、领导批示0.50分）。',
    '七、会诊对象',
    '区县排名末位的是博山区，得67.50分，比前一名桓台县低17.50分，比区县平均低17.63分，列为2018年2月会诊对象。',
    '从得分构成看，博山区失分较多的是：现场督察评分失6.00分（满分15分，得9.00分），改革任务按期推进失4.50分（满分15分，得10.50分），上级文件配套出台失2.40分（满分8分，得5.60分）；以上3项占其全部失分的39.7%。与区县平均相比，差距最大的是现场督察评分，低3.38分。',
    '八、存在问题',
    '（一）发展不够平衡。区县最高分与最低分相差29.00分。',
    '（二）个别单位被扣分。博山区因被上级通报批评扣1.00分。',
    '九、下步要求',
    '（一）狠抓问题整改。督察得分率低于80%的博山区要对照问题清单限期整改，适时开展“回头看”，直至办结销号。',
    '（二）扎实开展会诊。博山区要主动配合会诊，针对失分较多的项目找准症结，制定整改措施，逐项明确责任和时限。',
    '（三）推动任务落实。各区县要对照本通报查找差距，按照路线图、时间表推进各项改革任务，确保按期完成。',
    '[表 区县得分明细]  满分（上限） 15 8 6 4 3 15 8 7 6 4 5 4 6 4 5 3 3 2 2 5 3  / 1 张店区 14.25 7.60 5.70 3.80 2.85 14.25 7.60 6.65 5.70 3.80 4.75 3.80 5.70 3.80 4.75 1.00 0.00 0.50 0.00 0.00 0.00 96.50 / 2 淄川区 15.00 7.20 5.40 3.60 2.70 13.50 7.20 6.30 5.40 3.60 4.50 3.60 5.40 3.60 4.50 0.00 0.00 0.00 0.00 0.00 0.00 91.50 / 3 桓台县 12.75 6.80 5.10 3.40 2.55 12.75 6.80 5.95 5.10 3.40 4.25 3.40 5.10 3.40 4.25 0.00 0.00 0.00 0.00 0.00 0.00 85.00 / 4 博山区 10.50 5.60 4.20 2.80 2.10 9.00 5.60 4.90 4.20 2.80 3.50 2.80 4.20 2.80 3.50 0.00 0.00 0.00 0.00 0.00 −1.00 67.50 注：单位：分。',
    '[图 区县排名走势图]',
    '[表 区县历次名次] 张店区 2 1 / 淄川区 1 2 / 桓台县 3 3 / 博山区 4 4',
  ]);
});

describe('总体情况', () => {
  test('everybody level: nobody is first, last or diagnosed', () => {
    const document = small();
    expect(section(document, 'overall')).toEqual([
      '2018年2月，4个区县参加考核，均已计分排名。',
      '4个区县得分相同，均为90.00分。',
    ]);
    expect(section(document, 'ranking')[0]).toBe('4个区县均得90.00分，并列第1位。');
    expect(document.sections.map(({ id }) => id)).not.toContain('consultation');
    expect(document.sections.map(({ id }) => id)).not.toContain('problems');
    expect(section(document, 'dispatch')[0]).toBe('满分36分，平均得32.40分，得分率90.0%，各区县得分相同。');
  });

  test('everybody has full points', () => {
    const document = small({ usual: '100' });
    expect(section(document, 'inspection')).toEqual([
      '满分30分，平均得30.00分，得分率100.0%，各区县得分相同。',
      '（一）现场督察评分（15分）。各区县均得满分。',
      '（二）问题整改（8分）。各区县均得满分。',
      '（三）三单一书办理（7分）。各区县均得满分。',
    ]);
  });

  test('one unit only', () => {
    const document = small({ organisations: [['ZD', '张店区']] });
    expect(section(document, 'overall')).toEqual([
      '2018年2月，1个区县参加考核，均已计分排名。',
      '区县中仅张店区计分，得90.00分。',
    ]);
    expect(section(document, 'ranking')[0]).toBe('张店区得90.00分。');
    expect(document.sections.map(({ id }) => id)).not.toContain('consultation');
  });

  test('the mean of other units is not compared', () => {
    const history = { ZD: [{ period: '2018-01', rank: 1, score: '80.00' }] };
    expect(section(small({ history }), 'overall').join('')).not.toMatch(/提高|持平，/);
  });

  test('an unchanged mean and unchanged places', () => {
    const ranks = { ZD: 1, ZC: 2, BS: 3, HT: 4 };
    const values = { ZD: level('94'), ZC: level('93'), BS: level('92'), HT: level('91') };
    const record = (rank: number, score: string): readonly RankRecord[] => [{ period: '2017-12', rank, score }];
    const history = { ZD: record(1, '94.00'), ZC: record(2, '93.00'), BS: record(3, '92.00'), HT: record(4, '91.00') };
    const document = small({ values, previousRanks: ranks, history });
    expect(section(document, 'overall').slice(1)).toEqual([
      '区县平均得分92.50分，与2017年12月持平；最高94.00分（张店区），最低91.00分（桓台县），相差3.00分。',
      '与2017年12月相比，区县名次均无变化。',
    ]);
    // Not the month before: 上月名次 would be untrue.
    const table = document.sections.find(({ id }) => id === 'ranking')?.blocks.find((block) => block.kind === 'table');
    expect(table?.kind === 'table' && table.table.columns[3]?.heading).toBe('上次名次');
  });
});

test('a tie of many is counted, not named, and no tie is named in part', () => {
  const many = Array.from({ length: 9 }, (_, index): readonly [string, string] => [`U${index}`, `第${index}区`]);
  const levels = (list: readonly string[]): Values =>
    Object.fromEntries(many.map(([code], index) => [code, level(list[index] ?? '90')]));
  const inspection = (list: readonly string[]): string =>
    section(small({ organisations: many, values: levels(list) }), 'inspection')[0]?.replace(/^.*?；/, '') ?? '';
  expect(inspection(['99', '99', '99', '99', '99', '99', '80', '70', '60'])).toBe(
    '6个区县并列居前，靠后的是第6区（24.00分）、第7区（21.00分）、第8区（18.00分）。',
  );
  expect(inspection(['99', '80', '80', '80', '80', '80', '80', '80', '80'])).toBe('居前的是第0区（29.70分），8个区县并列靠后。');
  expect(inspection(['99', '98', '97', '96', '95', '70', '70', '70', '70'])).toBe(
    '居前的是第0区（29.70分）、第1区（29.40分）、第2区（29.10分），靠后的是第5区（21.00分）、第6区（21.00分）、第7区（21.00分）、第8区（21.00分）。',
  );
});

describe('排名情况', () => {
  test('ties at both ends are said, and both last units are diagnosed', () => {
    const document = small({ values: { ZD: level('95'), ZC: level('95'), BS: level('80'), HT: level('80') } });
    expect(section(document, 'ranking')[0]).toBe(
      '依次为：张店区、淄川区（均为95.00分）并列第1位，博山区、桓台县（均为80.00分）并列第3位。',
    );
    expect(section(document, 'consultation')[0]).toBe(
      '区县排名末位的是博山区、桓台县，均得80.00分，比前一名张店区、淄川区低15.00分，比区县平均低7.50分，列为2018年2月会诊对象。',
    );
    expect(section(document, 'consultation')).toHaveLength(3);
  });

  test('缺报 names the unit and the line; 未报 is said and counts 0; 缓报 is said', () => {
    const document = small({
      values: {
        ZD: level('95'),
        ZC: { ...level('90'), C2: { value: null, state: 'reported' } },
        BS: { ...level('90'), B2: { value: null, state: 'notReported' } },
        HT: { ...level('85'), C4: { value: '85', state: 'deferred', carriedFrom: '2018-01' } },
      },
    });
    expect(section(document, 'overall')[0]).toBe(
      '2018年2月，4个区县参加考核，其中1个区县因数据缺报未计分、不排名，其余均已计分排名。',
    );
    expect(section(document, 'ranking').slice(-2)).toEqual([
      '淄川区缺报“网上办理率”，本月不计分、不排名。',
      '博山区“问题整改”未报，按0分计。',
    ]);
    expect(section(document, 'inspection').join('')).toContain('（二）问题整改（8分）。平均得分率67.5%，博山区未报，按0分计。');
    expect(section(document, 'indicators').join('')).toContain('桓台县经批准缓报，按上次数值计分');
    expect(section(document, 'problems').join('')).toContain('博山区1项未报，淄川区1项缺报。');
    expect(section(document, 'demands').join('')).toContain('淄川区、博山区要查明缺报、未报原因，及时补报');
    const table = document.annexes[0]?.blocks[0];
    expect(table?.kind === 'table' && table.note).toBe(
      '注：单位：分；“未报”按0分计；“缺报”指有数据未报送，不计总分；经批准缓报的按上次数值计分。',
    );
    expect(table?.kind === 'table' && table.table.rows.at(-1)).toContain('缺报');
  });

  test('nobody has a score', () => {
    const empty = { ...level('90'), C2: { value: null, state: 'reported' as const } };
    const document = small({ values: { ZD: empty, ZC: empty, BS: empty, HT: empty } });
    expect(section(document, 'overall')).toEqual(['2018年2月，4个区县参加考核，均因数据缺报未计分、不排名。']);
  });

  test('groups ranked apart have a sentence and a table each', () => {
    const evaluation = evaluateList('district', FOUR, {
      values: { ZD: level('95'), ZC: level('80'), BS: level('92'), HT: level('70') },
    });
    const apart = {
      ...evaluation,
      entries: evaluation.entries.map((entry) => ({
        ...entry,
        group: entry.name.endsWith('县') || entry.name === '博山区' ? '乙组' : '甲组',
        rank: entry.name === '张店区' || entry.name === '博山区' ? 1 : 2,
      })),
    };
    const document = small({ facts: { districts: listFacts(apart) } });
    expect(section(document, 'ranking')).toEqual([
      '甲组中，依次为：张店区（95.00分）列第1位，淄川区（80.00分）列第2位。',
      '[表 甲组排名表] 1 张店区 95.00 — — 0.00 0.00 / 2 淄川区 80.00 — — 0.00 0.00',
      '乙组中，依次为：博山区（92.00分）列第1位，桓台县（70.00分）列第2位。',
      '[表 乙组排名表] 1 博山区 92.00 — — 0.00 0.00 / 2 桓台县 70.00 — — 0.00 0.00',
    ]);
  });
});

describe('both lists', () => {
  test('the month of the demonstration', () => {
    const document = composeBulletin(aMonth());
    const text = said(document).join('\n');
    expect(document.title.join('')).toBe('关于2018年2月份全面深化改革“六个一”督察情况的通报');
    expect(document.marks).toEqual(['演示数据']);
    expect(document.annexes.map(({ title }) => title)).toEqual(['得分明细表', '排名走势']);
    expect(text).toContain('2018年2月，11个区县、8个专项小组参加考核，均已计分排名。');
    expect(text).toContain(
      '大气环境质量考核得分排名中，沂源县（100.00分）、高青县（94.74分）、淄川区（90.84分）居前，高新区（80.44分）排名最后。',
    );
    expect(text).toContain('数据来源：淄博市发布今年第二期环境质量状况通报（淄博晚报）');
    expect(text).toContain('十、通报会发言安排');
    // 减负: a bulletin of 5000 characters at most.
    expect(countCharacters(document.sections)).toBeLessThan(5000);
  });

  test('公开版: ranks and scores, no diagnosis, no problems, no item scores', () => {
    const document = composeBulletin(aMonth({ edition: '公开版' }));
    expect(document.sections.map(({ id }) => id)).toEqual(['opening', 'overall', 'ranking', 'indicators', 'closing']);
    expect(document.annexes.map(({ title }) => title)).toEqual(['排名走势']);
    expect(document.remark).toBe('此件公开发布');
    expect(said(document).join('')).not.toMatch(/会诊|存在问题|扣分|失分|表态/);
  });
});

describe('whatever the month', () => {
  test('every sentence is whole', () => {
    let state = 3;
    const next = (below: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    const states = ['reported', 'reported', 'reported', 'notReported', 'notApplicable', 'deferred'] as const;
    for (let round = 0; round < 150; round++) {
      const organisations = FOUR.slice(0, 1 + next(4));
      const values = Object.fromEntries(
        organisations.map(([code]) => [
          code,
          Object.fromEntries(
            Object.keys(level('0')).map((line) => {
              const kind = next(4) === 0 ? (states[next(states.length)] ?? 'reported') : 'reported';
              const value =
                next(40) === 0 || kind === 'notReported' || kind === 'notApplicable' ? null : String([100, 90, 60, 0][next(4)]);
              return [line, { value, state: kind }];
            }),
          ),
        ]),
      );
      const ranks = Object.fromEntries(organisations.map(([code]) => [code, 1 + next(4)]));
      const history = Object.fromEntries(
        organisations.map(([code]) => [
          code,
          next(3) === 0 ? [] : [{ period: '2018-01', rank: ranks[code] ?? 1, score: '90.00' }],
        ]),
      );
      const document = small({ values, organisations, previousRanks: ranks, history });
      for (const line of said(document)) {
        expect(line, line).not.toMatch(/undefined|NaN|null|Infinity|\[object/);
        expect(line, line).not.toMatch(/[，、；：。][，、；。]|（）|“”|^[，。、；]|[，、；]$|：。/);
        expect(line, line).not.toMatch(/我们|-0\.00/);
      }
    }
  });

  test('a draft without number and dates leaves their places empty', () => {
    const document = small({
      facts: { office: { ...office, documentNumber: null, signedOn: null, issuedOn: null, copyTo: '' } },
    });
    expect(document.documentNumber).toBeNull();
    expect(document.signature.date).toBe('　　年　　月　　日');
    expect(document.colophon.copyTo).toBeNull();
  });
});

test('in public the ranking has no bonus and no deduction', () => {
  const { districts } = aMonth();
  expect(rankingTable(districts).columns.map(({ heading }) => heading)).toEqual([
    '名次',
    '单位',
    '得分',
    '上月名次',
    '升降',
    '加分',
    '扣分',
  ]);
  expect(rankingTable(districts, null, false).columns).toHaveLength(5);
});
