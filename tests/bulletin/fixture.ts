/** A small month to compose papers from: real rules and the real engine, made-up figures. */
import type { BulletinFacts, ListFacts, RankRecord, SealMark, SpeechFact } from '../../src/shared/bulletin/facts.ts';
import {
  type Block,
  type Cell,
  type Evaluation,
  evaluate,
  type Item,
  type RankingList,
  type Rules,
} from '../../src/shared/engine/index.ts';

/** A sealed month of an office with named people. */
export const SEAL: SealMark = {
  period: '2018-02',
  code: 'KKK1C-35KR0-BPSVD-VR7D6',
  version: 1,
  sealedAt: '2018-03-05T01:00:00.000Z',
  sealedBy: '李四',
  isOneClerk: false,
  schemeVersion: 1,
};

const DISTRICTS = [
  ['ZD', '张店区'],
  ['ZC', '淄川区'],
  ['BS', '博山区'],
  ['ZCU', '周村区'],
  ['LZ', '临淄区'],
  ['HT', '桓台县'],
  ['GQ', '高青县'],
  ['YY', '沂源县'],
  ['GXQ', '高新区'],
  ['JKQ', '经济开发区'],
  ['WCH', '文昌湖旅游度假区'],
] as const;

const GROUPS = [
  ['G1', '经济体制改革专项小组'],
  ['G2', '民主法制改革专项小组'],
  ['G3', '文化体制改革专项小组'],
  ['G4', '司法体制和社会治理体制改革专项小组'],
  ['G5', '社会事业体制改革专项小组'],
  ['G6', '生态文明体制改革专项小组'],
  ['G7', '党的建设制度改革专项小组'],
  ['G8', '纪律检查体制改革专项小组'],
] as const;

export const blocks: readonly Block[] = [
  { code: 'A', name: '调度' },
  { code: 'B', name: '督察' },
  { code: 'C', name: '指标' },
  { code: 'D', name: '宣传' },
  { code: 'E', name: '加分' },
  { code: 'F', name: '扣分' },
];

const both: readonly RankingList[] = ['district', 'specialGroup'];
const onlyDistricts: readonly RankingList[] = ['district'];

/** [code, name, full points, lists]; base lines score value % of their points, bonus and deduction lines one point a piece. */
const table: readonly (readonly [string, string, string, readonly RankingList[]])[] = [
  ['A1', '改革任务按期推进', '15', both],
  ['A2', '上级文件配套出台', '8', onlyDistricts],
  ['A3', '调度填报及时完整', '6', both],
  ['A4', '第一议题传达学习', '4', both],
  ['A5', '专项小组运行', '3', both],
  ['B1', '现场督察评分', '15', onlyDistricts],
  ['B2', '问题整改', '8', both],
  ['B3', '三单一书办理', '7', both],
  ['C1', '试点任务推进', '6', both],
  ['C2', '网上办理率', '4', onlyDistricts],
  ['C3', 'PM2.5同比改善', '5', onlyDistricts],
  ['C4', '群众满意度', '4', onlyDistricts],
  ['D1', '信息报送与采用', '6', both],
  ['D2', '专栏、网站、公众号更新', '4', onlyDistricts],
  ['D3', '典型经验推介', '5', both],
  ['E1', '信息化加分', '3', both],
  ['E2', '试点获批', '3', both],
  ['E3', '领导批示', '2', both],
  ['E4', '主流媒体报道', '2', both],
  ['F1', '弄虚作假', '5', both],
  ['F2', '被上级通报批评', '3', both],
];

const items: readonly Item[] = table.map(([code, name, fullPoints, applies]) => {
  const block = code.slice(0, 1);
  const kind = block === 'E' ? 'bonus' : block === 'F' ? 'deduction' : 'base';
  return {
    code,
    name,
    block,
    kind,
    applies,
    fullPoints,
    inputs: { value: code },
    method: kind === 'base' ? { kind: 'goalposts', floor: '0', target: '100' } : { kind: 'countPoints', each: '1' },
    clause: name,
  };
});

const rules: Rules = {
  fullPoints: '100',
  publishedDecimals: 2,
  bonusCap: '10',
  deductionCap: null,
  floor: '0',
  ceiling: null,
  veto: { effect: 'zero' },
  allowDependentMethods: false,
  rankInGroups: false,
  blocks,
  items,
};

export type Values = Readonly<Record<string, Readonly<Record<string, string | Cell>>>>;

/** A list evaluated by the real engine. Lines not given score `usual`; bonus and deduction lines not given are 0. */
export function evaluateList(
  list: RankingList,
  organisations: readonly (readonly [string, string])[],
  options: {
    readonly values?: Values;
    readonly usual?: string;
    readonly previousRanks?: Record<string, number>;
    readonly period?: string;
  } = {},
): Evaluation {
  const cells = organisations.map(([code]): [string, Record<string, Cell>] => [
    code,
    Object.fromEntries(
      items.map((item) => {
        const given = options.values?.[code]?.[item.code] ?? (item.kind === 'base' ? (options.usual ?? '90') : '0');
        return [item.code, typeof given === 'string' ? { value: given, state: 'reported' as const } : given];
      }),
    ),
  ]);
  return evaluate({
    period: options.period ?? '2018-02',
    list,
    rules,
    organisations: organisations.map(([code, name]) => ({ code, name })),
    indicators: items.map((item) => ({ code: item.code, name: item.name, unit: '%', direction: 'higher', decimals: 2 })),
    values: Object.fromEntries(cells),
    ...(options.previousRanks ? { previousRanks: options.previousRanks } : {}),
  });
}

/** A spread of results without ties, from a fixed little sequence. */
function spread(organisations: readonly (readonly [string, string])[], seed = 7): Record<string, Record<string, string>> {
  let state = seed;
  const next = (): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
  return Object.fromEntries(
    organisations.map(([code]) => {
      const level = 68 + next() * 27;
      const values = items.map((item): [string, string] => {
        if (item.kind === 'bonus') return [item.code, next() > 0.8 ? '1' : '0'];
        if (item.kind === 'deduction') return [item.code, item.code === 'F2' && next() > 0.93 ? '1' : '0'];
        return [item.code, Math.min(100, level + next() * 22 - 8).toFixed(1)];
      });
      return [code, Object.fromEntries(values)];
    }),
  );
}

export const office: BulletinFacts['office'] = {
  redHead: '中共淄博市委全面深化改革领导小组办公室',
  issuer: '中共淄博市委全面深化改革领导小组办公室',
  documentNumber: '淄改办发〔2018〕2号',
  addressee: '各区县党委，高新区、经济开发区、文昌湖旅游度假区党工委，市直有关部门，各市专项小组',
  copyTo: '市委、市政府领导，各市专项小组组长',
  issuedBy: '中共淄博市委全面深化改革领导小组办公室',
  issuedOn: '2018-03-05',
  signedOn: '2018-03-05',
};

export const listFacts = (
  evaluation: Evaluation,
  history: Readonly<Record<string, readonly RankRecord[]>> = {},
  speeches: readonly SpeechFact[] = [],
): ListFacts => ({ evaluation, history, speeches });

/** The whole demonstration month: eleven districts, eight groups, a year of ranks, the real air ranking of 2018-02. */
export function aMonth(change: Partial<BulletinFacts> = {}): BulletinFacts {
  return {
    period: '2018-02',
    edition: '内部版',
    office,
    blocks,
    districts: aList('district', DISTRICTS, 7),
    groups: aList('specialGroup', GROUPS, 11),
    indicatorTables: [airRanking],
    work: null,
    isDemo: true,
    seal: SEAL,
    isOneClerk: false,
    ...change,
  };
}

function aList(list: RankingList, organisations: readonly (readonly [string, string])[], seed: number): ListFacts {
  const months = ['2017-09', '2017-10', '2017-11', '2017-12', '2018-01'];
  const history: Record<string, RankRecord[]> = {};
  let previousRanks: Record<string, number> = {};
  for (const [index, period] of months.entries()) {
    const past = evaluateList(list, organisations, { values: spread(organisations, seed + index * 13 + 1), period });
    previousRanks = {};
    for (const { organisation, rank, score } of past.entries) {
      history[organisation] ??= [];
      history[organisation]?.push({ period, rank, score });
      if (rank !== null) previousRanks[organisation] = rank;
    }
  }
  const evaluation = evaluateList(list, organisations, { values: spread(organisations, seed), previousRanks });
  const [first, last] = [evaluation.entries[0], evaluation.entries.at(-1)];
  const speeches: SpeechFact[] = [];
  if (first) speeches.push({ organisation: first.organisation, name: first.name, kind: '典型发言', why: '当月排名第一' });
  if (last && list === 'district') {
    speeches.push({ organisation: last.organisation, name: last.name, kind: '表态发言', why: '当月排名最后' });
  }
  return { evaluation, history, speeches };
}

/** Published by the city's own environment bureau for 2018-02 (shared/data/published_rankings.csv). */
const airRanking: BulletinFacts['indicatorTables'][number] = {
  title: '大气环境质量考核得分',
  unit: '分',
  source: '淄博市发布今年第二期环境质量状况通报（淄博晚报）',
  rows: [
    { name: '沂源县', value: '100.00', rank: 1 },
    { name: '高青县', value: '94.74', rank: 2 },
    { name: '淄川区', value: '90.84', rank: 3 },
    { name: '博山区', value: '88.64', rank: 4 },
    { name: '文昌湖旅游度假区', value: '86.42', rank: 5 },
    { name: '临淄区', value: '86.32', rank: 6 },
    { name: '桓台县', value: '84.84', rank: 7 },
    { name: '张店区', value: '82.31', rank: 8 },
    { name: '周村区', value: '81.89', rank: 9 },
    { name: '经济开发区', value: '81.21', rank: 10 },
    { name: '高新区', value: '80.44', rank: 11 },
  ],
};
