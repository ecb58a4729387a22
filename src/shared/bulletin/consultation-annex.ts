/** The data a 专门情况报告 rests on, as its annex: contributions, courses, losses, single weights, draws. */
import type { ConsultationFacts, GridRow, LeaveOutFacts, SignalRow, SimulationFacts } from '../consultation/facts.ts';
import { COURSE_WORDS } from '../consultation/gap-and-trend.ts';
import { exact, published } from '../engine/decimal.ts';
import { formatPeriod } from '../period.ts';
import { column, type DocumentBlock, type PlainPaper, type Table } from './document.ts';
import { figured } from './figured.ts';
import { NONE } from './tables.ts';

type Around = Pick<PlainPaper, 'running' | 'datedOn' | 'marks' | 'seal'>;

export function dataAnnex({ head, symptoms, tests, firmness }: ConsultationFacts, around: Around): PlainPaper {
  const title = `${head.name}${formatPeriod(head.period)}会诊数据`;
  const blocks: readonly DocumentBlock[] = [
    ...contributions(tests.comparisons),
    ...courses(symptoms.lines, symptoms.grid),
    ...losses(tests.losses.rows),
    ...flips(firmness.flips),
    ...otherwise(firmness),
    ...firmness.simulations.flatMap((simulation) => draws(simulation, head.organisation, head.seed)),
  ];
  return {
    name: `附件 ${title}`,
    title: ['附件', title],
    sections: [{ id: 'data', title: null, blocks }],
    // It belongs to the report, which is signed.
    signature: { issuer: '', date: '' },
    ...around,
  };
}

const minus = (value: string): string => value.replace('-', '−');
const signed = (value: string): string => (Number(value) > 0 ? `+${value}` : minus(value));
const CALLED = { mean: '平均', above: '前一名', best: '第一名' } as const;

/** One row a line, one pair of columns for each it is compared with. */
function contributions(comparisons: ConsultationFacts['tests']['comparisons']): readonly DocumentBlock[] {
  const [first] = comparisons;
  if (!first) return [];
  const rows = [...first.view.rows].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
  const found = (view: (typeof first)['view'], code: string) => view.rows.find((row) => row.code === code);
  const table: Table = {
    size: 'dense',
    columns: [
      column('项目', 50, 'left'),
      column('本单位', 18, 'right'),
      ...comparisons.flatMap(({ against }) => [
        { ...column('得分', 18, 'right'), group: CALLED[against] },
        { ...column('相差', 18, 'right'), group: CALLED[against] },
      ]),
    ],
    rows: [
      ...rows.map(({ code, name, own }) => [
        // What happened to the total has no code of the scheme.
        /^[A-Z]\d/.test(code) ? `${code} ${name}` : name,
        minus(own ?? NONE),
        ...comparisons.flatMap(({ view }) => {
          const row = found(view, code);
          return [minus(row?.other ?? NONE), row ? signed(row.shown) : NONE];
        }),
      ]),
      [
        '合计',
        first.view.total?.own ?? NONE,
        ...comparisons.flatMap(({ view }) => [view.total?.other ?? NONE, signed(view.total?.shown ?? '')]),
      ],
    ],
    strong: [rows.length],
  };
  return [{ kind: 'table', caption: '一、各项得分和分差（分）', table }];
}

function courses(lines: readonly SignalRow[], grid: readonly GridRow[]): readonly DocumentBlock[] {
  const rows = lines.map(({ code, name, points, segments, course }) => {
    const last = segments.at(-1);
    const limits = last?.limits;
    const place = grid.find((row) => row.code === code);
    return [
      `${code ?? ''} ${name}`.trim(),
      points.at(-1)?.value ?? NONE,
      limits?.centre ?? NONE,
      limits ? `${limits.low}—${limits.high}` : NONE,
      `${COURSE_WORDS[course]}${last?.word === '初步' ? '（初步）' : ''}`,
      place ? signed(place.gap) : NONE,
      place?.quadrant ?? NONE,
    ];
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: '二、各项得分率、走势和差距（%）',
      table: {
        size: 'dense',
        columns: [
          column('项目', 40, 'left'),
          column('本期', 15, 'right'),
          column('均值', 15, 'right'),
          column('正常波动范围', 28),
          column('走势', 28, 'left'),
          column('与中位数', 15, 'right'),
          column('类别', 15),
        ],
        rows,
      },
      note: '注：只有超出正常波动范围，或连续多期同向的，才判为上升、下降；不足12期的为初步，不足6期的不作判断。与中位数：得分率与其他单位中位数之差，百分点。',
    },
  ];
}

function losses(rows: ConsultationFacts['tests']['losses']['rows']): readonly DocumentBlock[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: '三、可挽回的失分',
      table: {
        size: 'dense',
        columns: [
          column('项目', 50, 'left'),
          column('满分', 18, 'right'),
          column('得分率（%）', 24, 'right'),
          column('较好水平（%）', 26, 'right'),
          column('可挽回（分）', 22, 'right'),
          column('累计（%）', 20, 'right'),
        ],
        rows: rows.map(({ code, name, fullPoints, own, mark, loss, upTo }) => [
          `${code} ${name}`,
          fullPoints,
          own,
          mark,
          loss,
          upTo,
        ]),
        strong: rows.flatMap(({ isVital }, at) => (isVital ? [at] : [])),
      },
      note: '注：较好水平为其他单位得分率的上四分位数；黑体各项合计占大部分可挽回失分。',
    },
  ];
}

function flips(rows: ConsultationFacts['firmness']['flips']): readonly DocumentBlock[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: '四、只动一项分值，与前一名相同时所占比重（%）',
      table: {
        size: 'dense',
        columns: [column('项目', 80, 'left'), column('现占', 30, 'right'), column('动到', 30, 'right')],
        rows: rows.map(({ code, name, share, flipsAt }) => [`${code} ${name}`, share, flipsAt]),
      },
      note: '注：其余各项按比例调整。没有列出的项目，单独变动多少都不改变先后。',
    },
  ];
}

/** A sentence of the facts as a cell of a table. */
const plain = (text: string): string =>
  figured(text)
    .map((run) => run.text)
    .join('');

/** What comes to the same is told once: “末位由甲变为乙2次（任务推进、现场督察）”. */
function changesText(changes: LeaveOutFacts['changes']): string {
  if (changes.length === 0) return '首位、末位不变';
  const effects = [...new Set(changes.map(({ words }) => words))].map((effect) => {
    const own = changes.filter(({ words }) => words === effect).map(({ without }) => plain(without));
    return `${plain(effect)}${own.length}次（${own.join('、')}）`;
  });
  return `${changes.length}次有变：${effects.join('；')}`;
}

const leaveOutRow = ({ name, tried, changes, notDone }: LeaveOutFacts): readonly string[] =>
  notDone === null ? [name, `${tried}`, changesText(changes)] : [name, NONE, `没有检验：${plain(notDone)}`];

/** All other ways of adding up in one row. */
function variantRow(variants: ConsultationFacts['firmness']['variants']): readonly (readonly string[])[] {
  const tried = variants.filter(({ notTried }) => notTried === null);
  if (tried.length === 0) return [];
  const changes = tried.flatMap(({ name, change }) => (change === '' ? [] : [{ without: name, words: change }]));
  return [['另换汇总办法、目标值和加分封顶', `${tried.length}`, changesText(changes)]];
}

/** What becomes of the ends of the list when one thing is left out, or added up otherwise. */
function otherwise({ leftOut, variants, notes }: ConsultationFacts['firmness']): readonly DocumentBlock[] {
  const rows = [...leftOut.map(leaveOutRow), ...variantRow(variants)];
  const told = notes.map((note) => plain(note.replace(/。$/, '')));
  return [
    {
      kind: 'table',
      caption: '五、名次稳定性检验',
      table: { size: 'dense', columns: [column('检验', 48, 'left'), column('次数', 14), column('结果', 94, 'left')], rows },
      ...(told.length === 0 ? {} : { note: `注：${told.join('；')}。` }),
    },
  ];
}

const percent = (share: number): string => published(exact(String(share)).times(100), 2);

function draws(
  { title, draws: count, rows, error }: SimulationFacts,
  organisation: string,
  seed: string,
): readonly DocumentBlock[] {
  const shown = rows.filter((row) => row.last > 0 || row.organisation === organisation);
  return [
    {
      kind: 'table',
      caption: `随机计算：${title.replaceAll(' ', '')}`,
      table: {
        size: 'dense',
        columns: [
          column('名次', 18),
          column('单位', 50, 'left'),
          column('列末位（%）', 30, 'right'),
          column('九成情况的名次', 40),
        ],
        rows: shown.map(({ rank, name, last, best, worst }) => [
          `${rank}`,
          name,
          percent(last),
          best === worst ? `${best}` : `${best}—${worst}`,
        ]),
        isWhole: true,
      },
      note: `注：${count}次，误差±${percent(error)}个百分点；随机数由“${seed}”产生，可以重算。只列出现过末位的单位。`,
    },
  ];
}
