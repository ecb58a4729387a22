/**
 * 专门情况报告 of a 会诊 (domain.md §2.6): 症状—化验—病因—依据—处方—疗程—责任. Every figure comes from the facts of the diagnosis and from what the 会诊组
 * registered; the sentences around them are templates, which the office may put into its own words (composition.ts).
 */
import type { ConsultationFacts } from '../consultation/facts.ts';
import { memberRoleName } from '../consultation/record.ts';
import type { BandDecision } from '../contract/consultation-records.ts';
import { formatPeriod, titlePeriod } from '../period.ts';
import { daysOf } from '../tasks/count.ts';
import type { Arrangeable } from './composition.ts';
import { dataAnnex } from './consultation-annex.ts';
import { symptomBlocks, testBlocks } from './consultation-findings.ts';
import { causeBlocks, groundBlocks, prescriptionBlocks } from './consultation-measures.ts';
import { type ConsultationReportFacts, isHeld, led, said } from './consultation-parts.ts';
import { boxedNote, column, type DocumentBlock, type PlainPaper, section } from './document.ts';
import { figured } from './figured.ts';
import { officialDate } from './numerals.ts';
import { words } from './phrases.ts';
import { standingOf } from './standing.ts';

/** What can be arranged (composition.ts): the text of the report, without its annex. */
export type ReportBody = Arrangeable;

/** The report's parts as the program words them. */
export function composeReportBody(report: ConsultationReportFacts): ReportBody {
  return {
    sections: [
      section('opening', null, openingBlocks(report)),
      section('symptoms', '症状', symptomBlocks(report)),
      section('tests', '化验', testBlocks(report)),
      section('causes', '病因', causeBlocks(report)),
      section('grounds', '依据', groundBlocks(report)),
      section('prescription', '处方', prescriptionBlocks(report)),
      section('course', '疗程', courseBlocks(report)),
      section('duty', '责任', dutyBlocks(report)),
    ],
    annexes: [],
  };
}

/**
 * The report as paper: the text, and the data it rests on as an annex with pages of its own.
 * @param body as the office arranged it; the program's own when left out
 */
export function composeConsultationReport(
  report: ConsultationReportFacts,
  body: Pick<ReportBody, 'sections'> = composeReportBody(report),
): readonly [PlainPaper, PlainPaper] {
  const { facts, issuer, seal, isOneClerk, record } = report;
  const { head } = facts;
  const heldOn = record && isHeld(record) ? record.consultation.heldOn : null;
  const name = reportName(facts.head);
  // Until the 会诊 has a day the file is dated by the period it tells, so that the same facts always give the same bytes.
  const datedOn = heldOn ?? daysOf(head.period).last;
  const standing = standingOf({ isDemo: head.isDemo, seal, isOneClerk });
  const running = `${head.name} ${formatPeriod(head.period)}专门情况报告`;
  return [
    {
      name,
      title: [`关于${head.name}${titlePeriod(head.period)}`, '改革工作会诊的专门情况报告'],
      sections: body.sections,
      signature: { issuer, date: officialDate(heldOn) },
      datedOn,
      running,
      ...standing,
    },
    dataAnnex(facts, { running: `${running}附件`, datedOn, ...standing }),
  ];
}

/** Of the file and its register. */
export const reportName = ({ name, period }: ConsultationFacts['head']): string =>
  `关于${name}${titlePeriod(period)}改革工作会诊的专门情况报告`;

const CALLED = { last: '排名末位的', band: '与末位难分先后的', chosen: '' } as const;

function openingBlocks({ facts, seal, record, issuer, decision }: ConsultationReportFacts): readonly DocumentBlock[] {
  const { head } = facts;
  const basis = seal
    ? words`报告依据封账数据（第${seal.version}版），封存码${seal.code}`
    : words`该期尚未封账，报告依据试算数据，封账前可能变动`;
  const held = record && isHeld(record) ? record.consultation : null;
  const met = held ? words`${officialDate(held.heldOn)}，会诊组在${held.place}会诊。` : [];
  return [
    ...said('1', [
      ...words`按照全面深化改革“六个一”督察制度，${{ text: issuer }}对${titlePeriod(head.period)}${{ text: CALLED[head.why] }}${head.name}进行会诊。`,
      ...met,
      ...basis,
      ...words`；计分执行《${{ text: head.scheme.name }}》第${head.scheme.version}版。现将情况报告如下：`,
    ]),
    ...closeNote(facts, decision),
  ];
}

/** 难分伯仲: boxed, before anything else is said. */
function closeNote({ head, firmness }: ConsultationFacts, decision: BandDecision | null): readonly DocumentBlock[] {
  const lead = firmness.leads.find(({ word }) => word === '难分伯仲');
  if (head.note === null) return [];
  const how =
    lead === undefined
      ? '末位难分先后。'
      : lead.threshold === null || Number(lead.lead) === 0
        ? `${lead.above}与${lead.below}相差${lead.lead}分，不能据此分出先后。`
        : `${lead.above}与${lead.below}只差${lead.lead}分，各项分值变动超过${lead.threshold}%，先后就可能互换。`;
  const choice = (one: BandDecision['speech']): string => (one === 'both' ? '一并列入' : '只列末位单位');
  const decided =
    decision === null
      ? '表态发言和会诊宣布以前，请先研究确定是否将难分先后的单位一并列入。'
      : `经研究，会诊${choice(decision.consultation)}，表态发言${choice(decision.speech)}。理由：${decision.reason.replace(/。$/, '')}。`;
  return [boxedNote('特别说明：末位难分伯仲', `${how}${decided}`)];
}

function courseBlocks({ record, followUp }: ConsultationReportFacts): readonly DocumentBlock[] {
  const rounds = record?.consultation.rounds ?? null;
  const plan = rounds === null ? words`会诊后的一至三期进行复诊，期数由会诊组确定。` : words`会诊后复诊${rounds}期。`;
  const judged = followUp && followUp.result.state === 'judged' ? followUp.result.words : '';
  return [
    ...said('1', [...plan, ...words`末位单位下一期往往自然回升：先按以往得分的起伏推算应得分数，实际超出的部分才算会诊的成效。`]),
    ...said('复诊', figured(judged)),
  ];
}

const BLANK_MEMBERS = 3;

function dutyBlocks({ facts, record }: ConsultationReportFacts): readonly DocumentBlock[] {
  const { head } = facts;
  const members = record?.consultation.members ?? [];
  const rows = members.map(({ role, name, unit }) => [memberRoleName[role], name, unit, '']);
  const blank = Array.from({ length: BLANK_MEMBERS }, (_, at) => [
    at === 0 ? memberRoleName.leader : at === BLANK_MEMBERS - 1 ? memberRoleName.recorder : memberRoleName.member,
    '',
    '',
    '',
  ]);
  const held = record && isHeld(record) ? record.consultation : null;
  const unnamed = facts.prescription.works.filter(({ owner }) => owner === '').length;
  return [
    ...led('落实责任', [
      ...words`${head.name}对处方事项的落实负总责`,
      ...(unnamed > 0 ? words`；未了事项中有${unnamed}件没有明确到人，请先行明确` : []),
      { text: '。' },
    ]),
    ...led(
      '会诊组',
      held
        ? [{ text: '会诊组成员签字如下：' }]
        : [{ text: '会诊时间：　　　　年　　月　　日；会诊地点：　　　　　　　　。会诊组成员如下：' }],
    ),
    {
      kind: 'table',
      table: {
        columns: [column('职责', 28), column('姓名', 28), column('单位职务', 56, 'left'), column('签字', 44)],
        // The leader signs in the leader's own row; the unit answers for what it is given to do.
        rows: [...(rows.length > 0 ? rows : blank), ['被会诊单位', '', `${head.name}主要负责同志`, '']],
        isWhole: true,
      },
    },
    ...said('附件', words`附件：${head.name}${formatPeriod(head.period)}会诊数据`),
  ];
}
