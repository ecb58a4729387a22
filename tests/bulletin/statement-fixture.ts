/** A small list to explain scores from: formulas, caps, every state a figure can be in, two months. */
import type { ListFacts, RankRecord } from '../../src/shared/bulletin/facts.ts';
import type { ScoreStatementFacts } from '../../src/shared/bulletin/score-statement.ts';
import {
  type Cell,
  type EngineIndicator,
  type Evaluation,
  evaluate,
  type Item,
  type RankingList,
  type Rules,
} from '../../src/shared/engine/index.ts';

const indicator = (code: string, name: string, unit: string, formula: string | null = null): EngineIndicator => ({
  code,
  name,
  unit,
  direction: 'higher',
  decimals: 2,
  formula,
});
const indicators: readonly EngineIndicator[] = [
  indicator('A1', '任务按期推进率', '%', '(A1b + A1c * 0.5) / A1a * 100'),
  indicator('A1a', '应完成节点数', '个'),
  indicator('A1b', '按期完成节点数', '个'),
  indicator('A1c', '逾期完成节点数', '个'),
  indicator('A2', '迟报项数', '项'),
  indicator('B1', '督察评分', '分'),
  indicator('B2', '群众满意度', '%'),
  indicator('E1', '省级批示件数', '件'),
  indicator('F1', '通报批评次数', '次'),
];

const both: readonly RankingList[] = ['district', 'specialGroup'];
const item = (
  code: string,
  name: string,
  kind: Item['kind'],
  fullPoints: string,
  method: Item['method'],
  clause: string,
  more: Partial<Item> = {},
): Item => ({
  code,
  name,
  block: code.slice(0, 1),
  kind,
  applies: both,
  fullPoints,
  inputs: { value: code },
  method,
  clause,
  ...more,
});

export const rules: Rules = {
  fullPoints: '100',
  publishedDecimals: 2,
  bonusCap: '2',
  deductionCap: null,
  floor: '0',
  ceiling: null,
  veto: { effect: 'zero' },
  allowDependentMethods: false,
  rankInGroups: false,
  blocks: [
    { code: 'A', name: '调度' },
    { code: 'B', name: '督察' },
    { code: 'E', name: '加分' },
    { code: 'F', name: '扣分' },
  ],
  items: [
    item('A1', '任务按期推进', 'base', '40', { kind: 'completionRate', target: '100' }, '按期推进率乘以满分。', {
      evidence: '任务台账',
    }),
    item('A2', '填报及时', 'base', '20', { kind: 'deductFromFull', perUnit: '0.5' }, '迟报一项扣0.5分。'),
    item('B1', '现场督察', 'base', '30', { kind: 'completionRate', target: '90' }, '督察评分除以90，乘以满分。', {
      applies: ['district'],
    }),
    item('B2', '群众满意', 'base', '10', { kind: 'goalposts', floor: '60', target: '95' }, '60%为0分，95%为满分。'),
    item('E1', '领导批示', 'bonus', '3', { kind: 'countPoints', each: '1.5' }, '一件加1.5分，最多3分。'),
    item('F1', '通报批评', 'deduction', '5', { kind: 'countPoints', each: '2' }, '一次扣2分。'),
  ],
};

const UNITS = [
  ['ZD', '张店区'],
  ['ZC', '淄川区'],
  ['WCH', '文昌湖旅游度假区'],
] as const;

const USUAL: Readonly<Record<string, string>> = {
  A1a: '19',
  A1b: '17',
  A1c: '1',
  A2: '1',
  B1: '80',
  B2: '88',
  E1: '0',
  F1: '0',
};
export type Change = Readonly<Record<string, Readonly<Record<string, string | Partial<Cell> | null>>>>;

/** Every unit has the usual figures but for what is changed; null: nobody has said yet. */
function evaluated(list: RankingList, period: string, change: Change, previousRanks?: Record<string, number>): Evaluation {
  const values = Object.fromEntries(
    UNITS.map(([code]) => {
      const cells = Object.entries({ ...USUAL, ...change[code] }).flatMap(([figure, given]): [string, Cell][] => {
        if (given === null) return [];
        const head = { state: 'reported' as const, source: '二月.xlsx › 区县 › D7', recordedBy: '张三' };
        const cell = typeof given === 'string' ? { value: given } : given;
        return [[figure, { value: null, ...head, recordedAt: '2018-03-02T06:03:10.000Z', ...cell }]];
      });
      return [code, Object.fromEntries(cells)];
    }),
  );
  const organisations = UNITS.map(([code, name]) => ({ code, name }));
  return evaluate({ period, list, rules, organisations, indicators, values, ...(previousRanks ? { previousRanks } : {}) });
}

/** Facts of one unit in 2018-02; the month before everybody had the usual figures but 淄川区, which was first. */
export function statementFacts(
  organisation: string,
  change: Change = {},
  more: Partial<ScoreStatementFacts> = {},
  list: RankingList = 'district',
): ScoreStatementFacts {
  const before = evaluated(list, '2018-01', { ZC: { B1: '90' } });
  const ranks = Object.fromEntries(before.entries.map((entry) => [entry.organisation, entry.rank ?? 0]));
  const history: Record<string, readonly RankRecord[]> = Object.fromEntries(
    before.entries.map(({ organisation: code, rank, score }) => [code, [{ period: '2018-01', rank, score }]]),
  );
  const facts: ListFacts = { evaluation: evaluated(list, '2018-02', change, ranks), history, speeches: [] };
  return {
    organisation,
    list: facts,
    rules,
    claims: [],
    records: [],
    scheme: { name: '考核方案', version: 2 },
    office: { issuer: '市委改革办', signedOn: '2018-03-05' },
    timeZone: 'Asia/Shanghai',
    isDemo: false,
    seal: null,
    isOneClerk: false,
    ...more,
  };
}
