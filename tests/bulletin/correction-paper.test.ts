import { describe, expect, it } from 'vitest';
import { type CorrectionPaperFacts, composeCorrectionPaper } from '../../src/shared/bulletin/correction-paper.ts';
import type { DocumentBlock } from '../../src/shared/bulletin/document.ts';
import type { Correction } from '../../src/shared/contract/corrections.ts';

const seal = (version: number) => ({
  seal: {
    period: '2018-02',
    code: `KKK1C-35KR0-BPSVD-VR7D${version}`,
    version,
    sealedAt: '2018-03-06T02:00:00.000Z',
    sealedBy: '李四',
    isOneClerk: false,
    schemeVersion: 3,
  },
  sealedOn: version === 1 ? '2018-03-06' : '2018-03-09',
});
const correction: Correction = {
  id: 3,
  period: '2018-02',
  origin: 'correction',
  line: null,
  reason: '满意度调查样本有误。',
  state: 'signed',
  askedBy: '张三',
  askedAt: '2018-03-08T02:00:00.000Z',
  decidedBy: '李四',
  decidedAt: '2018-03-09T02:00:00.000Z',
  decision: '情况属实',
  version: 2,
  cells: [
    {
      organisation: 'BS',
      organisationName: '博山区',
      indicator: 'C4',
      indicatorName: '群众满意度',
      unit: '%',
      before: '85.8',
      after: '100',
    },
    {
      organisation: 'BS',
      organisationName: '博山区',
      indicator: 'A1',
      indicatorName: '会议',
      unit: '',
      before: null,
      after: '未报',
    },
  ],
};
const moved = {
  list: 'district',
  organisation: 'BS',
  name: '博山区',
  scoreBefore: '78.31',
  scoreAfter: '79.05',
  rankBefore: 11,
  rankAfter: 10,
} as const;
const facts: CorrectionPaperFacts = {
  correction,
  effect: {
    moved: [moved, { ...moved, organisation: 'ZC', name: '淄川区', scoreAfter: '78.31', rankBefore: 10, rankAfter: 10 }],
    speechesGone: ['博山区 表态发言（当月排名最后）'],
    speechesNew: [],
  },
  versions: [seal(1), seal(2)],
  askedOn: '2018-03-08',
  decidedOn: '2018-03-09',
  issuer: '市委改革办',
  isDemo: false,
};
const waiting: CorrectionPaperFacts = {
  ...facts,
  correction: { ...correction, state: 'open', decidedBy: null, decidedAt: null, decision: '', version: null },
  versions: [seal(1)],
  decidedOn: null,
};

/** A line a block: text as it is, a table as its rows. */
function said(block: DocumentBlock): string {
  if (block.kind === 'table') return `${block.caption ?? ''}${block.table.rows.map((row) => row.join(' ')).join(' / ')}`;
  return block.kind === 'paragraph' ? block.runs.map(({ text }) => text).join('') : '';
}
const part = (from: CorrectionPaperFacts, id: string): readonly string[] =>
  (composeCorrectionPaper(from).sections.find((section) => section.id === id)?.blocks ?? []).map(said);

describe('the paper of a 更正单', () => {
  it('of a signed one bears the new seal and tells old and new, word for word', () => {
    const paper = composeCorrectionPaper(facts);
    expect(paper.title).toEqual(['2018年2月考核数据更正单（第3号）']);
    expect(paper.marks).toEqual([]);
    expect(paper.seal?.lines).toEqual(['封存码 KKK1C-35KR0-BPSVD-VR7D2', '2018年2月第2版 · 考核方案第3版']);
    expect(paper.signature).toEqual({ issuer: '市委改革办', date: '2018年3月9日' });
    expect(paper.sections.map(({ title }) => title)).toEqual([null, '更正内容', '更正理由', '得分和名次变动', '办理情况']);
    expect(part(facts, 'opening')).toEqual(['2018年2月考核数据已封账（第1版）。经核对，有2个数据需要更正。']);
    expect(part(facts, 'cells')).toEqual(['博山区 群众满意度 % 85.8 100 / 博山区 会议 — — 未报']);
    const reasons = ['样本有误', '样本有误；', '样本有误！'].map((reason) => ({ ...correction, reason }));
    expect(reasons.flatMap((one) => part({ ...facts, correction: one }, 'reason'))).toEqual([
      '样本有误。',
      '样本有误。',
      '样本有误！',
    ]);
    expect(part(facts, 'effect')).toEqual([
      '更正后，2个单位的得分或名次变动如下：',
      '博山区 78.31 79.05 11 10 上升1位 / 淄川区 78.31 78.31 10 10 名次不变',
      '取消博山区表态发言（当月排名最后）。',
    ]);
    expect(part(facts, 'hands')).toEqual([
      '提出 张三 2018年3月8日   / 签批 李四 2018年3月9日 情况属实 ',
      '第1版 KKK1C-35KR0-BPSVD-VR7D1 李四 2018年3月6日 / 第2版 KKK1C-35KR0-BPSVD-VR7D2 李四 2018年3月9日',
    ]);
  });
  it('of a waiting one is marked so, rests on the seal in force, and leaves room for a pen', () => {
    const paper = composeCorrectionPaper({ ...waiting, isDemo: true });
    expect(paper.marks).toEqual(['演示数据', '待签批']);
    expect(paper.seal?.lines[1]).toBe('2018年2月第1版 · 考核方案第3版');
    expect(paper.datedOn).toBeNull();
    expect(part(waiting, 'effect')[0]).toBe('签批后，2个单位的得分或名次变动如下：');
    expect(part(waiting, 'hands')[0]).toBe('提出 张三 2018年3月8日   / 签批    ');
  });
  it('names the line of an 申诉, both lists when both move, and says when nobody does', () => {
    const appeal: Correction = { ...waiting.correction, origin: 'appeal', line: '博山区 C4 群众满意' };
    expect(part({ ...waiting, correction: appeal }, 'opening')[0]).toBe(
      '2018年2月考核数据已封账（第1版）。就“博山区 C4 群众满意”的得分提出申诉，涉及2个数据。',
    );
    expect(part({ ...waiting, correction: appeal }, 'hands')[0]).toContain('提出申诉 张三');
    const both = {
      moved: [moved, { ...moved, list: 'specialGroup' as const, name: '民主法制' }],
      speechesGone: [],
      speechesNew: [],
    };
    expect(part({ ...waiting, effect: both }, 'effect').slice(1)).toEqual([
      '区县博山区 78.31 79.05 11 10 上升1位',
      '专项小组民主法制 78.31 79.05 11 10 上升1位',
    ]);
    const nobody = { moved: [], speechesGone: [], speechesNew: [] };
    expect(part({ ...waiting, effect: nobody }, 'effect')).toEqual(['没有单位的得分和名次变动。']);
  });
  it.each([
    ['refused', '不予更正，得分和名次不变。', '不予更正'],
    ['withdrawn', '更正单已撤回，得分和名次不变。', '撤回'],
  ] as const)('of a %s one says that nothing changed', (state, sentence, step) => {
    const ended = { ...waiting, correction: { ...correction, state, version: null }, decidedOn: '2018-03-09', effect: null };
    expect(part(ended, 'effect')).toEqual([sentence]);
    expect(part(ended, 'hands')[0]).toContain(`/ ${step} 李四 2018年3月9日`);
    expect(composeCorrectionPaper(ended).marks).toEqual([state === 'refused' ? '不予更正' : '已撤回']);
  });
});
