/** 专门情况报告: its words for the cases there are, and that no figure stands in it that the facts do not have. */
import { describe, expect, it } from 'vitest';
import { AS_TEMPLATE, applyComposition } from '../../src/shared/bulletin/composition.ts';
import { changed } from '../../src/shared/bulletin/composition-change.ts';
import type { ConsultationReportFacts } from '../../src/shared/bulletin/consultation-parts.ts';
import { composeConsultationReport, composeReportBody } from '../../src/shared/bulletin/consultation-report.ts';
import type { DocumentBlock, PlainPaper } from '../../src/shared/bulletin/document.ts';
import { figured } from '../../src/shared/bulletin/figured.ts';
import { tokenText } from '../../src/shared/consultation/bound-text.ts';
import { noRecord, reportFacts } from './consultation-fixture.ts';

const blocksOf = (papers: readonly PlainPaper[]): readonly DocumentBlock[] =>
  papers.flatMap(({ sections }) => sections.flatMap(({ blocks }) => blocks));
const runsText = (block: DocumentBlock): string =>
  block.kind === 'paragraph' ? `${block.lead?.text ?? ''}${block.runs.map(({ text }) => text).join('')}` : '';
const textOf = (report: ConsultationReportFacts): string => blocksOf(composeConsultationReport(report)).map(runsText).join('\n');
const sectionText = (report: ConsultationReportFacts, title: string): string =>
  (composeReportBody(report).sections.find((section) => section.title === title)?.blocks ?? []).map(runsText).join('\n');

/** Every number of the facts, as texts may print it: as it is, without its sign, rounded to two places or one, a share as percent. */
function numbersIn(value: unknown, found = new Set<string>()): Set<string> {
  const take = (text: string): void => {
    for (const [number] of text.matchAll(/\d+(?:\.\d+)?/g)) {
      found.add(number);
      const size = Number(number);
      for (const digits of [0, 1, 2]) found.add((size + 1e-9).toFixed(digits));
      if (size <= 1) for (const digits of [1, 2]) found.add((size * 100 + 1e-9).toFixed(digits));
      // 2018-02-09 is printed 2018年2月9日.
      found.add(String(size));
    }
  };
  if (typeof value === 'string' || typeof value === 'number') take(String(value));
  else if (Array.isArray(value)) {
    take(String(value.length));
    for (const one of value) numbersIn(one, found);
  } else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) numbersIn(one, found);
  return found;
}

describe('the words', () => {
  it('has the seven parts in their order, a title of two lines, and the data as annex', () => {
    const [paper, annex] = composeConsultationReport(reportFacts());
    expect(paper.title).toEqual(['关于丁县2018年2月份', '改革工作会诊的专门情况报告']);
    expect(paper.sections.flatMap(({ title }) => title ?? [])).toEqual(['症状', '化验', '病因', '依据', '处方', '疗程', '责任']);
    expect(annex.title).toEqual(['附件', '丁县2018年2月会诊数据']);
    expect(annex.sections[0]?.blocks.filter(({ kind }) => kind === 'table').length).toBeGreaterThan(3);
  });
  it('says rank, score and gaps, and what the month rests on', () => {
    const text = textOf(reportFacts());
    expect(text).toContain('对2018年2月份排名末位的丁县进行会诊');
    expect(text).toContain('该期尚未封账，报告依据试算数据，封账前可能变动');
    expect(text).toContain('丁县得75.10分，在4个区县中排第4位');
    expect(text).toContain('比前一名丙县（79.70分）低4.60分');
    expect(composeConsultationReport(reportFacts())[0].marks).toContain('试算');
  });
  it('a sealed month has its code instead of 试算, in the text and on every page', () => {
    const seal = {
      period: '2018-02',
      code: 'KKK1C-35KR0-BPSVD-VR7D6',
      version: 1,
      sealedAt: '2018-03-06T00:00:00.000Z',
      sealedBy: '王',
      isOneClerk: false,
      schemeVersion: 1,
    };
    const [paper] = composeConsultationReport({ ...reportFacts(), seal });
    expect(paper.marks).not.toContain('试算');
    expect(paper.seal?.lines.join('')).toContain('KKK1C-35KR0-BPSVD-VR7D6');
    expect(textOf({ ...reportFacts(), seal })).toContain('报告依据封账数据（第1版），封存码KKK1C-35KR0-BPSVD-VR7D6');
  });
  it('难分伯仲 is boxed before anything else, with the decision once there is one', () => {
    const close = reportFacts({ isClose: true });
    const first = (report: ConsultationReportFacts): string => {
      const [, box] = composeReportBody(report).sections[0]?.blocks ?? [];
      return box?.kind === 'table' ? [box.table.columns[0]?.heading, ...box.table.rows.flat()].join('：') : '';
    };
    expect(first(reportFacts())).toBe('');
    expect(first(close)).toContain('特别说明：末位难分伯仲：丙县与丁县只差0.05分，各项分值变动超过0.40%，先后就可能互换。');
    expect(first(close)).toContain('请先研究确定');
    const decision = { consultation: 'both', speech: 'last', reason: '差距过小', at: '', actor: '' } as const;
    expect(first({ ...close, decision })).toContain('经研究，会诊一并列入，表态发言只列末位单位。理由：差距过小。');
  });
  it('推测 stands before what nothing proves, the proof behind what something does; without causes it says so', () => {
    expect(sectionText(reportFacts(), '病因')).toContain('会诊组尚未登记病因');
    const record = {
      ...noRecord,
      chains: [
        {
          line: 'A1',
          lineName: 'A1 改革任务按期推进',
          steps: [
            { code: 'Y1', name: '责任', text: '两个节点没有明确责任人', evidence: null, proof: '台账第3项' },
            { code: 'Y2', name: '人力', text: `得 ${tokenText('得分')} 分时经办人调走`, evidence: null, proof: null },
          ],
        },
      ],
    };
    const text = sectionText({ ...reportFacts(), record, figures: [{ token: '得分', text: '75.10' }] }, '病因');
    expect(text).toContain(
      '改革任务按期推进。两个节点没有明确责任人（责任），依据是台账第3项；原因是【推测】得 75.10 分时经办人调走（人力）。',
    );
  });
  it('初步 goes with a short course, and too short a course is not judged', () => {
    expect(sectionText(reportFacts({ months: 7 }), '症状')).toContain('（初步，期数7期）');
    expect(sectionText(reportFacts({ months: 3 }), '症状')).toContain('总分走势不作判断');
  });
  it('the 会诊组 signs by name once it met, on blank lines before', () => {
    const tables = (report: ConsultationReportFacts): string =>
      blocksOf([composeConsultationReport(report)[0]])
        .flatMap((block) => (block.kind === 'table' ? block.table.rows.map((row) => row.join('|')) : []))
        .join('\n');
    expect(tables(reportFacts())).toContain('组长|||');
    const held = { ...noRecord, consultation: { ...noRecord.consultation, state: 'held' as const } };
    expect(tables({ ...reportFacts(), record: held })).toContain('组长|李明|改革办副主任|');
    expect(textOf({ ...reportFacts(), record: held })).toContain('2018年3月8日，会诊组在丁县政务大厅会诊。');
    expect(composeConsultationReport({ ...reportFacts(), record: held })[0].signature.date).toBe('2018年3月8日');
  });
});

describe('the figures', () => {
  it.each([reportFacts(), reportFacts({ isClose: true }), reportFacts({ months: 3 })])('every one is in the facts', (report) => {
    const known = numbersIn(report);
    const figures = blocksOf(composeConsultationReport(report)).flatMap((block) =>
      block.kind === 'paragraph' ? block.runs.filter(({ figure }) => figure).map(({ text }) => text) : [],
    );
    expect(figures.length).toBeGreaterThan(30);
    // How many there are of something is counted here; every score, share, place of a date and draw is somebody's figure.
    const isCount = (number: string): boolean => !number.includes('.') && Number(number) <= 12;
    const strange = figures
      .flatMap((text) => [...text.matchAll(/\d+(?:\.\d+)?/g)].map(([number]) => number))
      .filter((number) => !isCount(number) && !known.has(number));
    expect(strange).toEqual([]);
  });
  it('none is typed in the template: what is no figure has no number beside the names it speaks of', () => {
    const loose = blocksOf([composeConsultationReport(reportFacts())[0]]).flatMap((block) =>
      block.kind === 'paragraph'
        ? block.runs.filter(({ figure, text }) => !figure && /\d/.test(text.replace(/〔\d+〕\d+号/g, ''))).map(({ text }) => text)
        : [],
    );
    expect(loose).toEqual([]);
  });
  it('the steps of the waterfall add up to the difference it ends with', () => {
    const chart = blocksOf(composeConsultationReport(reportFacts())).find(
      (block) => block.kind === 'chart' && block.caption.includes('分差构成'),
    );
    const labels = JSON.stringify(chart?.kind === 'chart' ? chart.option : {}).match(/"formatter":"[+−][\d.]+"/g) ?? [];
    const values = labels.map((label) => Number(label.replace(/[^\d.−]/g, '').replace('−', '-')));
    const total = values.at(-1) ?? 0;
    expect(values.slice(0, -1).reduce((a, b) => a + b, 0)).toBeCloseTo(total, 10);
    expect(total).toBeCloseTo(-6.4, 10);
  });
});

describe('a sentence of the facts on paper', () => {
  const shown = (text: string): string =>
    figured(text)
      .map((run) => (run.figure ? `[${run.text}]` : run.text))
      .join('');
  it('binds figures and dates, leaves names, codes and numbers of papers, and drops blanks', () => {
    expect(shown('A1 改革任务按期推进 2018-02-09 得 12.50 分')).toBe('改革任务按期推进[2018年2月9日]得[12.50]分');
    expect(shown('C3 PM2.5同比改善低 3.2 个百分点')).toBe('PM2.5同比改善低[3.2]个百分点');
    expect(shown('办结“催办〔2018〕5号 推进改革” 1 件')).toBe('办结“催办〔2018〕5号推进改革”[1]件');
    // A name that ends in a figure keeps its distance.
    expect(shown('少在 PM2.5 2.40 分')).toBe('少在PM2.5 [2.40]分');
    expect(shown('误差 ±0.98 个百分点')).toBe('误差[±0.98]个百分点');
  });
});

describe('the office’s words', () => {
  it('a sentence is put otherwise; its figures are those of today', () => {
    const template = composeReportBody(reportFacts());
    const id = 'symptoms/得分和名次';
    const outline = applyComposition(template, AS_TEMPLATE).outline.flatMap(({ blocks }) => blocks);
    const block = outline.find((one) => one.id === id || (one.kind === 'paragraph' && one.lead?.startsWith('得分和名次')));
    if (block?.kind !== 'paragraph') throw new Error('no sentence');
    const score = block.figures.find(({ text }) => text === '75.10');
    const next = changed(template, AS_TEMPLATE, { kind: 'word', id: block.id, text: `丁县仅得\${${score?.token}}分。` });
    if (!next) throw new Error('not kept');
    const other = reportFacts({ score: '76.20' });
    const { document } = applyComposition(composeReportBody(other), next.composition);
    expect(
      blocksOf([composeConsultationReport(other, document)[0]])
        .map(runsText)
        .join('\n'),
    ).toContain('丁县仅得76.20分。');
  });
});
