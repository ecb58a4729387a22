/** A diagnosis of the fourth of the four districts of methods.md, by hand: 75.10, mean 81.50 (−6.40), next above 79.70 (−4.60), first 86.95 (−11.85). */
import type { ConsultationReportFacts } from '../../src/shared/bulletin/consultation-parts.ts';
import type { ConsultationFacts, SignalRow, Standing, WorkFact } from '../../src/shared/consultation/facts.ts';
import type { ConsultationRecord } from '../../src/shared/contract/consultation-records.ts';
import type { DecompositionView } from '../../src/shared/contract/decompositions.ts';

type Case = {
  readonly isClose?: boolean;
  /** Scored so far by the same rules. */
  readonly months?: number;
  readonly score?: string;
};

const PERIODS = Array.from({ length: 12 }, (_, at) => (at < 10 ? `2017-${String(at + 3).padStart(2, '0')}` : `2018-0${at - 9}`));
const LINES = [
  ['K1', '任务推进'],
  ['K2', '文件出台'],
  ['K3', '现场督察'],
  ['K4', '群众满意'],
] as const;

function signalRow(code: string | null, name: string, months: number, course: SignalRow['course']): SignalRow {
  const periods = PERIODS.slice(-months);
  const word = months >= 12 ? '' : months >= 6 ? '初步' : null;
  return {
    code,
    name,
    unit: code === null ? '分' : '%',
    points: periods.map((period, at) => ({ period, value: at === periods.length - 1 ? '75.10' : '78.42', rules: 'r 1' })),
    segments: [
      {
        from: periods[0] ?? '',
        to: periods.at(-1) ?? '',
        count: months,
        word,
        limits: word === null ? null : { centre: '78.42', low: '68.99', high: '87.85' },
        signals: [],
      },
    ],
    course: word === null ? 'unknown' : course,
    words: '',
  };
}

function view(
  title: string,
  zero: string,
  other: string,
  rows: readonly (readonly [string, string, string])[],
): DecompositionView {
  return {
    title,
    heads: { own: '本单位', other: '对方', difference: '相差', zero },
    rows: rows.map(([name, amount, shown]) => ({
      code: name.slice(-2),
      name,
      kind: 'base',
      amount,
      shown,
      own: '10.00',
      other: '12.00',
      work: null,
      rule: null,
      note: '',
      mark: '',
    })),
    total: {
      amount: rows.reduce((sum, [, , shown]) => sum + Number(shown), 0).toFixed(2),
      shown: rows.reduce((sum, [, , shown]) => sum + Number(shown), 0).toFixed(2),
      own: '75.10',
      other,
    },
    change: null,
    sentence: `比${zero}（${other} 分）少，少在 K1 任务推进 2.19 分。`,
  };
}

const work: WorkFact = {
  id: 'node 1',
  kind: 'node',
  kindName: '台账节点',
  title: '推行河长制：开展摸底',
  link: null,
  indicator: null,
  dueOn: '2018-02-14',
  owner: '',
  effort: 1,
  change: '按期完成节点数加 1',
};

function standing(organisation: string, name: string, rank: number, score: string): Standing {
  return { organisation, name, rank, score };
}

export function reportFacts({ isClose = false, months = 12, score = '75.10' }: Case = {}): ConsultationReportFacts {
  const facts: ConsultationFacts = {
    head: {
      period: '2018-02',
      list: 'district',
      organisation: 'D',
      name: '丁县',
      rank: 4,
      units: 4,
      score,
      isTied: false,
      why: 'last',
      seal: null,
      basis: '试算，封账前可能变动',
      scheme: { name: '测试方案', version: 1 },
      seed: '2018-02 第1版',
      isDemo: false,
      note: isClose ? '末位难分伯仲。' : null,
    },
    symptoms: {
      quality: [{ kind: 'finding', indicator: 'K1', words: '“按期办结数”2018-02-09 核实为 11 个，上报 13 个，核实系数 0.846。' }],
      gaps: [
        { against: 'mean', other: '4 个区县平均', score: '81.50', gap: '-6.40' },
        { against: 'above', other: '丙县', score: '79.70', gap: '-4.60' },
        { against: 'best', other: '甲县', score: '86.95', gap: '-11.85' },
      ],
      course: PERIODS.slice(-months).map((period, at, all) => ({ period, rank: 4, score, isLast: at >= all.length - 3 })),
      total: signalRow(null, '总分', months, 'falling'),
      lines: LINES.map(([code, name], at) => signalRow(code, name, months, at === 0 ? 'falling' : 'steady')),
      grid: LINES.map(([code, name], at) => ({
        code,
        name,
        gap: at === 1 ? '2.00' : `-${at + 1}.50`,
        course: 'steady',
        quadrant: at === 1 ? '优势' : '长期短板',
      })),
      words: '',
    },
    tests: {
      comparisons: [
        {
          against: 'mean',
          view: view('丁县与 4 个区县平均', '4 个区县平均', '81.50', [
            ['任务推进', '-2.1875', '-2.19'],
            ['现场督察', '-1.4375', '-1.44'],
            ['文件出台', '-1.375', '-1.38'],
            ['加分', '-0.875', '-0.87'],
            ['群众满意', '-0.525', '-0.52'],
          ]),
        },
        {
          against: 'above',
          view: view('丁县与前一名丙县', '丙县', '79.70', [
            ['任务推进', '-2.8', '-2.80'],
            ['群众满意', '-1.8', '-1.80'],
            ['文件出台', '1', '1.00'],
            ['现场督察', '-0.5', '-0.50'],
            ['加分', '-0.5', '-0.50'],
          ]),
        },
      ],
      groups: null,
      costs: {
        works: [{ ...work, cost: '0.5', shown: '0.50', score: '75.60', rank: 4, parts: [] }],
        uncounted: [],
        silent: [{ ...work, id: 'node 2', reason: '不在本期' }],
        unrecorded: [{ code: 'K3', name: '现场督察', lost: '8.00' }],
        joint: { shown: '0.50', score: '75.60', rank: 4 },
        interplay: '0.00',
        rounding: '0.00',
        words: '',
      },
      losses: {
        rows: [
          {
            code: 'K1',
            name: '任务推进',
            fullPoints: '35.00',
            own: '80.00',
            mark: '90.00',
            loss: '3.50',
            upTo: '83.33',
            isVital: true,
          },
        ],
        whole: '4.20',
        words: '',
      },
      chain: {
        stages: (['部署承接', '方案出台', '责任人和资源到位', '节点推进', '督察整改', '取得成效'] as const).map((name, at) => ({
          name,
          rule: '',
          count: [40, 38, 33, 30, 21, 19][at] ?? 0,
          rate: [null, '95.00', '86.84', '90.91', '70.00', '90.48'][at] ?? null,
          usual: at === 0 ? null : '90.00',
          stopped: [],
        })),
        peers: 3,
        bottleneck: 4,
        largestDrop: 4,
        words: '台账 40 项任务，卡在“节点推进 → 督察整改”：30 项通过 21 项（70.00%）。',
      },
      chainRefusal: null,
    },
    firmness: {
      leads: [
        isClose
          ? {
              above: '丙县',
              below: '丁县',
              lead: '0.05',
              threshold: '0.40',
              word: '难分伯仲',
              words: '丙县与丁县相差 0.05 分，难分伯仲。',
            }
          : {
              above: '丙县',
              below: '丁县',
              lead: '4.60',
              threshold: '90.19',
              word: '稳健',
              words: '丙县与丁县相差 4.60 分，稳健。',
            },
      ],
      last: { names: ['丁县'], within: isClose ? ['丙县'] : [], word: isClose ? '难分伯仲' : '稳健' },
      flips: [{ code: 'K2', name: '文件出台', share: '25.00', flipsAt: '67.59' }],
      simulations: [
        {
          title: '各项分值上下浮动 20%',
          draws: 10000,
          rows: [
            { ...standing('D', '丁县', 4, score), first: 0, last: 0.9527, places: [0, 0, 0.0473, 0.9527], best: 3, worst: 4 },
          ],
          error: 0.0042,
          words: '',
        },
      ],
      leftOut: [
        {
          kind: 'item',
          name: '去掉一项指标',
          tried: 5,
          changes: [{ without: 'K1 任务推进', words: '末位由丁县变为丙县' }],
          notDone: null,
        },
      ],
      variants: [{ name: '各项按几何平均汇总', change: '', notTried: null }],
      notes: [],
      refusal: null,
      words: '',
    },
    prescription: {
      route: null,
      refusal: '“丁县”没有可比的往期得分，推算不出路线。',
      words: '推算不出路线。',
      plans: [],
      repeats: [],
      levels: [],
      works: [work],
      lessons: [
        {
          code: 'K1',
          name: '任务推进',
          own: '80.00',
          teacher: { organisation: 'A', name: '甲县', rate: '92.00' },
          isComparable: true,
          experiences: [{ id: 1, title: '甲县的做法', state: '已推广' }],
          words: '',
        },
      ],
      neighbours: { nearest: [], variables: [], words: '' },
    },
  };
  return {
    facts,
    issuer: '某市委改革办',
    seal: null,
    isOneClerk: false,
    record: null,
    figures: [],
    followUp: null,
    decision: null,
  };
}

/** A 会诊 that was planned and nothing more. */
export const noRecord: ConsultationRecord = {
  consultation: {
    id: 1,
    period: '2018-02',
    list: 'district',
    organisation: 'D',
    organisationName: '丁县',
    state: 'planned',
    why: 'last',
    members: [
      { name: '李明', unit: '改革办副主任', role: 'leader' },
      { name: '王芳', unit: '督察科', role: 'recorder' },
    ],
    heldOn: '2018-03-08',
    place: '丁县政务大厅',
    minutes: '',
    rounds: 3,
    files: [],
  },
  chains: [],
  prescriptions: [],
  points: { value: null, words: '' },
  events: [],
  acts: [],
};
