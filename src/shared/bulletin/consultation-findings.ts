/** 症状 and 化验 of a 专门情况报告: where the unit stands, which courses say more than chance, and where the points went. */
import { CHAIN_HEIGHT, chainOption } from '../charts/chain.ts';
import { processOption } from '../charts/process.ts';
import { waterfallHeight, waterfallOption } from '../charts/waterfall.ts';
import type { ConsultationFacts, SignalRow } from '../consultation/facts.ts';
import { COURSE_WORDS, type Quadrant } from '../consultation/gap-and-trend.ts';
import type { DecompositionRow, DecompositionView } from '../contract/decompositions.ts';
import { text as decimal, exact, published, sum } from '../engine/decimal.ts';
import { titlePeriod } from '../period.ts';
import { listName } from '../text.ts';
import { type ConsultationReportFacts, day, led, said } from './consultation-parts.ts';
import { column, type DocumentBlock, type Run, type Table } from './document.ts';
import { figured } from './figured.ts';
import { joined, words } from './phrases.ts';
import { NONE } from './tables.ts';

/** “低11.14分” · “高0.50分” · “持平”. */
const difference = (gap: string): readonly Run[] => {
  const value = exact(gap);
  if (value.isZero()) return words`持平`;
  return value.isNegative() ? words`低${gap.replace(/^[-−]/, '')}分` : words`高${gap}分`;
};

export function symptomBlocks({ facts }: ConsultationReportFacts): readonly DocumentBlock[] {
  const { head, symptoms } = facts;
  const { quality, total, course } = symptoms;
  const kind = listName[head.list];
  return [
    ...led(
      '数据核对',
      quality.length === 0
        ? words`经核对，本期数据没有疑问、明显偏离和现场核实不符的情况。`
        : words`经核对，有${quality.length}处数据需要说明，影响下面的判断：${joined(
            quality.map((flag, at) => [...words`${{ text: `${ordinal(at)}是` }}`, ...figured(flagText(flag.words))]),
            '；',
          )}。`,
    ),
    ...led('得分和名次', [
      ...words`${titlePeriod(head.period)}，${head.name}得${head.score}分，在${head.units}个${{ text: kind }}中${{ text: head.isTied ? '并列' : '' }}排第${head.rank}位`,
      ...gapRuns(facts),
      ...courseRuns(course),
      { text: '。' },
    ]),
    ...led('走势', [...totalRuns(total), ...lineRuns(symptoms.lines)]),
    ...(total.points.filter(({ value }) => value !== null).length < 2
      ? []
      : [
          {
            kind: 'chart' as const,
            caption: `${head.name}总分走势${preliminary(total) ? '（初步）' : ''}`,
            option: processOption(total, { paper: true }),
            heightMm: 46,
            note: '方块为超出正常波动的月份，虚线为控制限，细实线为均值。',
          },
        ]),
  ];
}

/** Without the rule it was found by, which stands on the page. */
const flagText = (words: string): string => words.replace(/（偏离程度[^）]*）/, '').replace(/(?:，请先核对)?[。.]$/, '');

const ORDINALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'] as const;
const ordinal = (at: number): string => ORDINALS[at] ?? `${at + 1}`;

function gapRuns({ symptoms: { gaps } }: ConsultationFacts): readonly Run[] {
  const called = { mean: '平均分', above: '前一名', best: '第一名' } as const;
  // The one above may be the first.
  const shown = gaps.filter(
    ({ against, other }) => against !== 'best' || !gaps.some((gap) => gap.against === 'above' && gap.other === other),
  );
  const each = shown.map(({ against, other, score, gap }) => {
    const whom = against === 'mean' ? words`${{ text: called.mean }}` : words`${{ text: called[against] }}${other}`;
    return [...words`比${whom}（${score}分）`, ...difference(gap)];
  });
  return each.length === 0 ? [] : [{ text: '；' }, ...joined(each, '，')];
}

function courseRuns(course: ConsultationFacts['symptoms']['course']): readonly Run[] {
  const last = course.filter(({ isLast }) => isLast).length;
  if (last < 2) return [];
  const from = course.findLastIndex(({ isLast }) => !isLast);
  const running = course.length - 1 - from;
  return [...words`。近${course.length}期中有${last}期列末位`, ...(running > 1 ? words`，其中最近${running}期连续列末位` : [])];
}

const preliminary = ({ segments }: SignalRow): boolean => segments.at(-1)?.word === '初步';

/** 总分均值86.67分，正常波动在78.84分至94.50分之间；2018年2月低于下限，属明显下降，不是正常波动。 */
function totalRuns(total: SignalRow): readonly Run[] {
  const segment = total.segments.at(-1);
  if (!segment?.limits) return words`同一方案下期数不足，总分走势不作判断。`;
  const { centre, low, high } = segment.limits;
  const verdict =
    total.course === 'rising' || total.course === 'falling'
      ? words`，最近一期${{ text: COURSE_WORDS[total.course] }}，已超出正常波动`
      : words`，最近一期无显著变化，不作升降判断`;
  return [
    ...(segment.word === '初步' ? words`（初步，期数${segment.count}期）` : []),
    ...words`总分近${segment.count}期均值${centre}分，正常波动范围${low}分至${high}分`,
    ...verdict,
    { text: '。' },
  ];
}

function lineRuns(lines: readonly SignalRow[]): readonly Run[] {
  const of = (course: SignalRow['course']): readonly SignalRow[] => lines.filter((line) => line.course === course);
  const named = (course: 'rising' | 'falling'): readonly Run[] => {
    const rows = of(course);
    if (rows.length === 0) return [];
    const names = rows.map((row) => `${row.name}${preliminary(row) ? '（初步）' : ''}`).join('、');
    return words`${{ text: COURSE_WORDS[course] }}的有${names}`;
  };
  const steady = of('steady').length;
  const unknown = of('unknown').length;
  const clauses = [
    named('falling'),
    named('rising'),
    steady > 0 ? words`无显著变化的${steady}项` : [],
    unknown > 0 ? words`期数不足、不作判断的${unknown}项` : [],
  ].filter((clause) => clause.length > 0);
  return clauses.length === 0 ? [] : [{ text: '分项看，' }, ...joined(clauses, '；'), { text: '。' }];
}

export function testBlocks({ facts }: ConsultationReportFacts): readonly DocumentBlock[] {
  const { head, tests, symptoms } = facts;
  const { comparisons, groups, costs, losses, chain, chainRefusal } = tests;
  const mean = comparisons.find(({ against }) => against === 'mean')?.view;
  const above = comparisons.find(({ against }) => against === 'above')?.view;
  const shown = mean ?? above;
  const works = costs.works;
  const vital = losses.rows.filter(({ isVital }) => isVital);
  return [
    ...led(
      '分差在哪里',
      shown
        ? [
            // The gap itself stands above, its parts in the chart.
            ...(mean ? [{ text: '与平均分的差距由各项构成，如下图。' }] : []),
            ...(above ? figured(above.sentence.replace('（优势）', '')) : []),
          ]
        : words`没有可以比较的单位。`,
    ),
    ...(shown ? [waterfall(shown, head.name)] : []),
    ...(groups ? said('按组比较', figured(groups.words)) : []),
    ...led(
      '分值到件',
      works.length === 0
        ? figured(costs.words)
        : [
            ...words`登记在册、使本期少得分的有${works.length}件，如全部按期办好可多得${costs.joint.shown}分，得分为${costs.joint.score}分，列第${costs.joint.rank}位。`,
            ...(exact(costs.interplay).isZero()
              ? []
              : words`各件相加与一并办结相差${costs.interplay.replace('-', '')}分，因封顶、取低等互相影响，不能逐件相加。`),
            ...(costs.uncounted.length > 0 ? words`另有${costs.uncounted.length}件算不出分值。` : []),
            ...(costs.silent.length > 0 ? words`另有${costs.silent.length}件没有办结，本期不计分。` : []),
            ...unrecordedRuns(costs.unrecorded),
          ],
    ),
    ...(works.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: '各件少得的分值',
            table: {
              size: 'dense',
              columns: [
                column('事项', 76, 'left'),
                column('类别', 22),
                column('时限', 22),
                column('少得分', 18, 'right'),
                column('办好后名次', 18),
              ],
              rows: works.map(({ title, kindName, dueOn, shown: points, rank }) => [
                title,
                kindName,
                dueOn === null ? NONE : day(dueOn),
                points,
                `${rank}`,
              ]),
            } satisfies Table,
            note: `少得分：把该件当作按期办好，重新计算总分得出。${exact(costs.rounding).isZero() ? '' : `各件四舍五入，相加与合计差${costs.rounding}分。`}`,
          },
        ]),
    ...led('短板', [
      ...(vital.length === 0
        ? figured(losses.words)
        : words`各项如达到其他单位较好水平（上四分位数），可挽回${losses.whole}分，其中${vital.length}项占${vital.at(-1)?.upTo ?? ''}%：${listed(vital, ({ name, loss }) => words`${{ text: name }}${loss}分`)}。`),
      ...quadrantRuns(symptoms.grid),
    ]),
    ...led('卡在哪个环节', chain ? figured(chain.words) : figured(chainRefusal ?? '')),
    ...(chain
      ? [
          {
            kind: 'chart' as const,
            caption: `${head.name}改革任务各环节通过情况`,
            option: chainOption(chain, { paper: true }),
            heightMm: Math.round(CHAIN_HEIGHT * POINT * DENSE),
            note: '深色为卡点；括号内为其他单位的中位数。',
          },
        ]
      : []),
  ];
}

const POINT = 25.4 / 72;
/** Bars stand closer on paper than on the page. */
const DENSE = 0.65;

function unrecordedRuns(lines: ConsultationFacts['tests']['costs']['unrecorded']): readonly Run[] {
  if (lines.length === 0) return [];
  const most = [...lines].sort((a, b) => exact(b.lost).comparedTo(exact(a.lost)));
  return [
    ...words`还有${lines.length}项失分在登记中没有对应的事项，主要是${listed(most, ({ name, lost }) => words`${{ text: name }}${lost}分`)}。`,
  ];
}

/** So many of a list are named in the text; all of them stand in the annex. */
const NAMED = 3;

/** 甲1.00分、乙0.50分 · of more than three: 甲1.00分、……等. */
function listed<Row>(rows: readonly Row[], said: (row: Row) => readonly Run[]): readonly Run[] {
  const named = joined(rows.slice(0, NAMED).map(said), '、');
  return rows.length > NAMED ? [...named, { text: '等' }] : named;
}

/** Steps that fit the chart; the rest go together. */
const STEPS = 5;

function waterfall({ heads, rows, total, title }: DecompositionView, name: string): DocumentBlock {
  const moving = rows.filter(({ amount }) => !exact(amount).isZero());
  const largest = [...moving].sort((a, b) => exact(b.amount).abs().comparedTo(exact(a.amount).abs())).slice(0, STEPS);
  const kept = moving.filter((row) => largest.includes(row));
  const rest = moving.filter((row) => !largest.includes(row));
  const restRow = {
    name: `其余${rest.length}项`,
    value: decimal(sum(rest.map(({ amount }) => exact(amount)))),
    // Of what is printed, so that the column adds up with the paper in hand.
    shown: decimal(sum(rest.map(({ shown }) => exact(shown)))),
  };
  const step = ({ name: line, amount, shown }: DecompositionRow) => ({ name: line, value: amount, shown });
  const steps = [...kept.map(step), ...(rest.length > 0 ? [{ ...restRow, shown: published(exact(restRow.shown), 2) }] : [])];
  return {
    kind: 'chart',
    caption: `${title.replace(/(\d) (个)/, '$1$2').replace('与 ', '与')}分差构成（分）`,
    option: waterfallOption(
      {
        rows: steps,
        total: { name: `${name}${heads.difference}`, value: total?.amount ?? '0', shown: total?.shown ?? '0.00' },
        zero: heads.zero.replaceAll(' ', ''),
      },
      { paper: true },
    ),
    heightMm: Math.round(waterfallHeight(steps.length) * POINT * DENSE),
    note: '白色为多得，灰色为少得，深色为合计；全部项目见附件。',
  };
}

/** Those whose gap is told by the sentence before are only counted; what moves is named. */
const QUADRANTS: readonly { readonly quadrant: Quadrant; readonly words: string; readonly isNamed: boolean }[] = [
  { quadrant: '新发滑坡', words: '原来不低、最近明显下降（新发滑坡）的', isNamed: true },
  { quadrant: '长期短板', words: '偏低且没有明显上升（长期短板）的', isNamed: false },
  { quadrant: '补课中', words: '偏低、正在明显上升（补课中）的', isNamed: true },
  { quadrant: '短板', words: '偏低、期数不足不判断走势（初步）的', isNamed: false },
];

/** 得分率 against the others' median: how many lines stand where, the annex has each. */
function quadrantRuns(grid: ConsultationFacts['symptoms']['grid']): readonly Run[] {
  const each = QUADRANTS.flatMap(({ quadrant, words: called, isNamed }) => {
    const rows = grid.filter((row) => row.quadrant === quadrant).sort((a, b) => exact(a.gap).comparedTo(exact(b.gap)));
    if (rows.length === 0) return [];
    const shown = isNamed ? words`（${listed(rows, ({ name }) => [{ text: name }])}）` : [];
    return [[...words`${{ text: called }}${rows.length}项`, ...shown]];
  });
  const good = grid.filter(({ quadrant }) => quadrant === '优势').length;
  const all = [...each, ...(good > 0 ? [words`不低且没有下降（优势）的${good}项`] : [])];
  return all.length === 0 ? [] : [{ text: '得分率与其他单位的中位数相比，' }, ...joined(all, '，'), { text: '。' }];
}
