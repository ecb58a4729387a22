import { describe, expect, it } from 'vitest';
import type { DocumentBlock } from '../../src/shared/bulletin/document.ts';
import { composeNoticePapers, type NoticePaperFacts } from '../../src/shared/bulletin/notice-paper.ts';

type Facts = NoticePaperFacts['notices'][number];
const URGE: Facts = {
  kind: 'urge',
  number: '催办〔2018〕3号',
  organisationName: '张店区',
  source: '鲁改委发〔2018〕3号',
  matter: '深化“一次办好”改革配套方案',
  basis: '连续 2 期滞后于序时进度。',
  requirement: '请查明滞后原因，按期书面反馈。',
  deadline: '2018-03-30',
  dueOn: '2018-03-07',
  usualDays: 5,
  signedBy: '李四',
  issuedOn: '2018-02-28',
  previousNumber: '交办〔2018〕7号',
  receivedBy: '',
  receivedOn: null,
  reply: '',
  isDemo: false,
};
const compose = (...[first = URGE, ...others]: readonly Facts[]) =>
  composeNoticePapers({ issuer: '市委改革办', notices: [first, ...others] });
const rowsOf = (blocks: readonly DocumentBlock[] = []) =>
  blocks.flatMap((block) => (block.kind === 'table' ? block.table.rows : []));
const textOf = (blocks: readonly DocumentBlock[] = []) =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? block.runs.map(({ text }) => text) : [])).join('');

describe('the paper of a notice', () => {
  it('says what, why, what is asked and by when, and asks for its 回执', () => {
    const [paper] = compose();
    expect(paper).toMatchObject({ title: ['催办单'], number: '催办〔2018〕3号', addressee: '张店区', marks: [] });
    expect(rowsOf(paper.sections[0]?.blocks)).toEqual([
      ['事项', '深化“一次办好”改革配套方案'],
      ['来源文件', '鲁改委发〔2018〕3号'],
      ['前次文书', '交办〔2018〕7号'],
      ['缘由', '连续 2 期滞后于序时进度。'],
      ['要求', '请查明滞后原因，按期书面反馈。'],
      ['完成时限', '2018年3月30日'],
      ['反馈时限', '2018年3月7日前'],
      ['签发人', '李四'],
    ]);
    expect(textOf(paper.receipt)).toBe('回执：催办〔2018〕3号收悉。请2018年3月7日前将本回执连同反馈材料一并报送。');
    expect(rowsOf(paper.receipt)).toEqual([['张店区', '', '　　年　　月　　日', '']]);
  });
  it('fills the 回执 in as far as it is known', () => {
    const [paper] = compose({ ...URGE, receivedBy: '张三', receivedOn: '2018-03-01', reply: '方案已报送。' });
    expect(rowsOf(paper.receipt)).toEqual([['张店区', '张三', '2018年3月1日', '方案已报送。']]);
  });
  it('a draft leaves room for its number and day, and says that it is one', () => {
    const draft = {
      ...URGE,
      kind: 'order' as const,
      number: null,
      issuedOn: null,
      dueOn: null,
      usualDays: 3,
      previousNumber: null,
    };
    const [, paper] = compose(URGE, draft);
    expect(paper).toMatchObject({ title: ['责令书'], number: '责令〔　　〕第　　期', marks: ['待签发'], datedOn: null });
    expect(rowsOf(paper?.sections[0]?.blocks)).toContainEqual(['反馈时限', '自下发之日起3个工作日内']);
    expect(rowsOf(paper?.sections[0]?.blocks).map(([name]) => name)).not.toContain('前次文书');
  });
});
