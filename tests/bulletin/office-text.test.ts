import { describe, expect, it } from 'vitest';
import type { DocumentBlock, PlainPaper } from '../../src/shared/bulletin/document.ts';
import { boxedNote } from '../../src/shared/bulletin/document.ts';
import { officePaper, officeText } from '../../src/shared/bulletin/office-text.ts';
import { paperSheets } from '../../src/shared/bulletin/paper-sheets.ts';
import { words } from '../../src/shared/bulletin/phrases.ts';
import { textOf } from '../../src/shared/bulletin/plain-text.ts';

describe('what a sentence becomes on paper', () => {
  it.each([
    ['高新区华侨城小学““互联网+教育”改革”（市级）', '高新区华侨城小学“‘互联网+教育’改革”（市级）'],
    ['“甲“乙“丙”丁”戊”', '“甲‘乙“丙”丁’戊”'],
    ['“甲‘乙’丙”', '“甲‘乙’丙”'],
    ['“甲”和“乙”', '“甲”和“乙”'],
    // Nobody can tell where one that never closes ends; an apostrophe is none.
    ['“甲“乙”', '“甲“乙”'],
    ['甲”乙“丙', '甲”乙“丙'],
    ['“Xi’an”改革', '“Xi’an”改革'],
  ])('quotation marks: %s', (text, printed) => expect(officeText(text)).toBe(printed));

  it.each([
    ['待整改，逾期 31 个工作日', '待整改，逾期31个工作日'],
    ['只差 0.07 分，各项', '只差0.07分，各项'],
    ['桓台县（距离 1.59）、得分 85.5。', '桓台县（距离1.59）、得分85.5。'],
    ['连续 2 期滞后，提高 5% 以上', '连续2期滞后，提高5%以上'],
    // The number of a task, a code, a formula, a digest and a blank between two titles are no figures in a sentence.
    ['6.2 全面推行河长制；45 建设平台', '6.2 全面推行河长制；45 建设平台'],
    ['A1 改革任务按期推进', 'A1 改革任务按期推进'],
    ['算式 15 × 93.3 ÷ 100 = 14', '算式 15 × 93.3 ÷ 100 = 14'],
    ['1c5934bc b5c11aa5', '1c5934bc b5c11aa5'],
    ['状况通报 2月全市有22天', '状况通报 2月全市有22天'],
  ])('blanks: %s', (text, printed) => expect(officeText(text)).toBe(printed));

  it.each([
    ['2018-02-09 周村中心镇', '2018年2月9日周村中心镇'],
    ['（互动专栏，2018-02-06）', '（互动专栏，2018年2月6日）'],
    ['2018-03-12', '2018年3月12日'],
    ['应于 2018-02-09 前办结', '应于2018年2月9日前办结'],
    ['至2018-03-05。', '至2018年3月5日。'],
    // A clock's stamp, a period, a code, the name of a file, an address and the number of a paper are no dates.
    ['编号 3703-20-18', '编号 3703-20-18'],
    ['批次 ZB2018-02-09', '批次 ZB2018-02-09'],
    ['2018-02-09会议纪要.pdf', '2018-02-09会议纪要.pdf'],
    ['报表_2018-02-09.xlsx', '报表_2018-02-09.xlsx'],
    ['www.zibo.gov.cn/2018-02-09/1.html', 'www.zibo.gov.cn/2018-02-09/1.html'],
    ['2018-02-09T14:03', '2018-02-09T14:03'],
    ['2026-11-22 13:05', '2026-11-22 13:05'],
    ['2018-02', '2018-02'],
    ['淄改办发〔2018〕2号', '淄改办发〔2018〕2号'],
  ])('dates: %s', (text, printed) => expect(officeText(text)).toBe(printed));

  it('is looked for across runs, and figures stay figures', () => {
    const runs = [...words`${'高新区'}“${'“互联网+教育”改革'}”逾期 `, { text: '3', figure: true }, { text: ' 天' }];
    const block: DocumentBlock = { kind: 'paragraph', runs };
    const paper: PlainPaper = {
      name: '',
      title: ['甲'],
      running: '',
      signature: { issuer: '办', date: '' },
      datedOn: null,
      marks: [],
      sections: [{ id: 'a', title: null, blocks: [block] }],
      receipt: [
        {
          kind: 'table',
          table: { columns: [{ heading: '时限', align: 'left', width: 1 }], rows: [['2018-03-05', '逾期 2 天']] },
        },
      ],
    };
    const { sections, receipt } = officePaper(paper);
    const [printed] = sections[0]?.blocks ?? [];
    expect(printed?.kind === 'paragraph' ? textOf(printed) : '').toBe('高新区“‘互联网+教育’改革”逾期3天');
    expect(printed?.kind === 'paragraph' ? printed.runs.map(({ figure }) => figure === true) : []).toEqual(
      runs.map((run) => 'figure' in run && run.figure === true),
    );
    expect(receipt?.[0]).toMatchObject({ table: { rows: [['2018年3月5日', '逾期2天']] } });
  });

  it('a boxed note stands in the text of a workbook, not on a sheet of its own', () => {
    const paper: PlainPaper = {
      name: '',
      title: ['甲'],
      running: '',
      signature: { issuer: '办', date: '' },
      datedOn: null,
      marks: [],
      sections: [{ id: 'a', title: '会诊对象', blocks: [boxedNote('特别说明', '只差0.07分。')] }],
    };
    const sheets = paperSheets([paper]);
    expect(sheets.map(({ name }) => name)).toEqual(['正文']);
    expect(sheets[0]?.rows).toEqual([['一、会诊对象'], ['特别说明：只差0.07分。'], ['办']]);
  });
});
