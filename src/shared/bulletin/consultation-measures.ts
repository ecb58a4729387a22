/** 病因, 依据 and 处方 of a 专门情况报告: what the 会诊组 found, how firm the place is, and the way out. */
import { renderBound } from '../consultation/bound-text.ts';
import { SUSPECTED } from '../consultation/causes.ts';
import type { ConsultationFacts, SimulationFacts } from '../consultation/facts.ts';
import { planName } from '../consultation/route-words.ts';
import { exact, published } from '../engine/decimal.ts';
import { type ConsultationReportFacts, day, led, said } from './consultation-parts.ts';
import { column, type DocumentBlock, type Run, type Table } from './document.ts';
import { figured, lineNamed } from './figured.ts';
import { officialDate } from './numerals.ts';
import { joined, words } from './phrases.ts';

export function causeBlocks({ record, figures }: ConsultationReportFacts): readonly DocumentBlock[] {
  const chains = record?.chains ?? [];
  if (chains.length === 0) {
    return said('1', [{ text: '以上说明失分在哪里、卡在哪个环节，不等于原因。会诊组尚未登记病因，待实地了解后认定。' }]);
  }
  return [
    ...said('1', [...words`会诊组逐层追问，形成${chains.length}条病因；没有佐证的，注明“${{ text: SUSPECTED }}”。`]),
    ...chains.flatMap(({ lineName, steps }) =>
      led(lineNamed(lineName), [
        ...joined(
          steps.map(({ text, proof, name }, index) => [
            ...(index === 0 ? [] : [{ text: '原因是' }]),
            ...(proof === null ? [{ text: `【${SUSPECTED}】`, bold: true }] : []),
            ...renderBound(text.replace(/[。；]$/, ''), figures),
            { text: `（${name}）` },
            ...(proof === null ? [] : [{ text: '，依据是' }, ...figured(proof)]),
          ]),
          '；',
        ),
        { text: '。' },
      ]),
    ),
  ];
}

export function groundBlocks({ facts }: ConsultationReportFacts): readonly DocumentBlock[] {
  const { firmness, head } = facts;
  const { leads, simulations, refusal } = firmness;
  // The box at the head has said it.
  const told = leads.filter(({ word }) => head.note === null || word !== '难分伯仲');
  return [
    ...led(
      '名次有多稳',
      refusal !== null
        ? figured(refusal)
        : [
            ...joined(
              told.map((lead) => figured(lead.words.replace(/。$/, ''))),
              '；',
            ),
            { text: told.length > 0 ? '。' : '' },
            { text: told.length < leads.length ? '末位难分先后，见开头的特别说明。' : '' },
            // The widest bending stands in the annex: here the one an office could have decided on.
            ...simulations.slice(0, 1).flatMap((simulation) => simulationRuns(simulation, head.organisation)),
          ],
    ),
    ...led('换个算法再看', otherwiseRuns(firmness)),
  ];
}

/** How often the ends of the list change; the annex has each. */
function otherwiseRuns({ leftOut, variants }: ConsultationFacts['firmness']): readonly Run[] {
  const tried = leftOut.reduce((count, one) => count + one.tried, 0);
  const moved = leftOut.reduce((count, { changes }) => count + changes.length, 0);
  const ways = variants.filter(({ notTried }) => notTried === null);
  const other = ways.filter(({ change }) => change !== '').length;
  return [
    ...words`逐一去掉指标、督察人员、评委、考核期再排${tried}次，${moved === 0 ? [{ text: '首位、末位都不变' }] : words`${moved}次首位或末位有变`}`,
    ...(ways.length === 0
      ? []
      : words`；另行试算${ways.length}种，${other === 0 ? [{ text: '都不变' }] : words`${other}种有变`}`),
    { text: '，详见附件。只说明名次有多稳，不作为更换计分办法的依据。' },
  ];
}

/** 各项分值上下浮动20%，随机计算10000次，周村区列末位的占54.5%（误差±0.98个百分点），九成情况排第10至第11位。 */
function simulationRuns({ title, draws, rows, error }: SimulationFacts, organisation: string): readonly Run[] {
  const own = rows.find((row) => row.organisation === organisation);
  if (!own) return [];
  const places = own.best === own.worst ? words`第${own.best}位` : words`第${own.best}至第${own.worst}位`;
  const share = published(exact(String(own.last)).times(100), 1);
  return [
    ...figured(title),
    ...words`，随机计算${draws}次，${own.name}列末位的占${share}%（误差±${published(exact(String(error)).times(100), 2)}个百分点），九成情况排${places}。`,
  ];
}

export function prescriptionBlocks({ facts, record }: ConsultationReportFacts): readonly DocumentBlock[] {
  const { route, words: whole, plans, repeats, refusal, works, lessons } = facts.prescription;
  const prescribed = record?.prescriptions ?? [];
  const byId = new Map(works.map((work) => [work.id, work]));
  const planned = (route?.plans ?? []).flatMap((plan, at) =>
    plan.state !== 'reached' || repeats[at]
      ? []
      : plan.works.map(({ id, name, effort, dueOn, gain }) => [
          planName[plan.kind],
          name,
          byId.get(id)?.owner || '未明确',
          dueOn === null ? '随时' : day(dueOn),
          `${effort}`,
          published(exact(gain), 2),
        ]),
  );
  return [
    ...led(
      '路线',
      route
        ? [
            ...figured(whole.replace('路线见下', '有下列路线')),
            { text: '按其他情形不变、所列事项不再少得分推算，逐一重新计算总分核实。' },
          ]
        : figured(refusal ?? whole),
    ),
    // That the least of them does not do, and by how much, stands before.
    ...plans.flatMap((plan, at) =>
      repeats[at] || (at === 0 && route?.plans[0].state === 'failed')
        ? []
        : said(planSlot(route, at), figured(withRepeats(plan, at, route, repeats))),
    ),
    // Once the 会诊组 has chosen, its own table takes the place of the routes'.
    ...(planned.length === 0 || prescribed.length > 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: '各条路线的事项',
            table: {
              size: 'dense',
              columns: [
                column('路线', 22),
                column('事项', 62, 'left'),
                column('责任人', 22),
                column('时限', 20),
                column('工作量', 14),
                column('可得分', 16, 'right'),
              ],
              rows: planned,
            } satisfies Table,
            note: '工作量：小计1，中计2，大计3。',
          },
        ]),
    ...(prescribed.length === 0
      ? led('会诊组处方', words`会诊组尚未开列处方，以上路线供会诊组选用；选定后列入改革任务台账，明确责任单位和时限。`)
      : [
          ...led('会诊组处方', [
            ...words`会诊组开列${prescribed.length}件，已列入台账或原登记。`,
            // Without a sum its words are about the program, not about the unit.
            ...(record?.points.value ? figured(record.points.words) : []),
          ]),
          {
            kind: 'table' as const,
            caption: '处方',
            table: {
              size: 'dense',
              columns: [column('措施', 74, 'left'), column('责任单位', 28), column('时限', 32), column('预期提分', 22, 'right')],
              rows: prescribed.map(({ title, ownerName, dueOn, expected }) => [
                title,
                ownerName,
                officialDate(dueOn),
                expected ?? '不估算',
              ]),
            } satisfies Table,
            note: '预期提分为单独办结该件时的分值，不能相加。',
          },
        ]),
    ...led('对标学习', lessonRuns(lessons.slice(0, LESSONS))),
  ];
}

/** “最省力、最快见效：……”: plans that come to the same are told once. */
function withRepeats(
  plan: string,
  at: number,
  route: ConsultationFacts['prescription']['route'],
  repeats: readonly boolean[],
): string {
  const same = at === 0 ? (route?.plans ?? []).filter((_, index) => repeats[index]) : [];
  return same.length === 0 ? plan : plan.replace('：', `、${same.map(({ kind }) => planName[kind]).join('、')}：`);
}

/** The sentence of a plan, whatever comes before it. */
const planSlot = (route: ConsultationFacts['prescription']['route'], at: number): string => {
  const plan = route?.plans[at];
  return plan ? planName[plan.kind] : `路线${at + 1}`;
};

/** So many weak spots are learnt from at a time. */
const LESSONS = 3;

/** Teachers in the order of the dearest weak spot, each once. */
function lessonRuns(lessons: ConsultationFacts['prescription']['lessons']): readonly Run[] {
  if (lessons.length === 0) return words`失分较多的项目没有明显更好的单位可学。`;
  const teachers = [...new Set(lessons.map(({ teacher }) => teacher.organisation))];
  const each = teachers.flatMap((organisation) => {
    const own = lessons.filter(({ teacher }) => teacher.organisation === organisation);
    const [first] = own;
    if (!first) return [];
    const items = own.map(({ name, own: rate, teacher }) => words`${{ text: name }}（${rate}%，对方${teacher.rate}%）`);
    const library = first.experiences.length === 0 ? [] : words`（经验库已登记${first.experiences.length}条）`;
    return [
      [
        ...words`${joined(items, '、')}学${{ text: first.isComparable ? '条件相近的' : '名单内最好的' }}${first.teacher.name}`,
        ...library,
      ],
    ];
  });
  return [{ text: '以得分率相比，' }, ...joined(each, '；'), { text: '。' }];
}
