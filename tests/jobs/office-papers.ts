/** Papers with every kind of block, for what is read back from Word files. Made up, and the same whatever the words of the program become. */
import type { DocumentBlock, PaperDocument, PlainPaper, Table } from '../../src/shared/bulletin/document.ts';
import { rankHistoryOption } from '../../src/shared/charts/rank-history.ts';

const sentence = '各区县、各专项小组要高度重视，对照路线图逐项倒排工期，明确责任人和完成时限，确保改革任务按期办结销号。';
const paragraph = (text: string): DocumentBlock => ({ kind: 'paragraph', runs: [{ text }] });
const units = [
  '张店区',
  '淄川区',
  '博山区',
  '临淄区',
  '周村区',
  '桓台县',
  '高青县',
  '沂源县',
  '高新区',
  '经济开发区',
  '文昌湖旅游度假区',
];

const ranking: Table = {
  columns: [
    { heading: '名次', align: 'center', width: 14 },
    { heading: '单位', align: 'left', width: 50 },
    { heading: '得分', group: '本月', align: 'right', width: 24 },
    { heading: '升降', group: '本月', align: 'center', width: 20 },
    { heading: '上月名次', align: 'center', width: 24 },
  ],
  rows: units.map((unit, index) => [
    String(index + 1),
    unit,
    `${95 - index}.50`,
    index % 3 === 0 ? '—' : `↑${index}`,
    String(index + 1),
  ]),
  strong: [10],
};
const detail: Table = {
  size: 'dense',
  columns: [
    { heading: '单位', align: 'left', width: 30 },
    ...Array.from({ length: 14 }, (_, index) => ({
      heading: `指标${index + 1}`,
      group: index < 7 ? 'A 调度' : 'B 督察',
      align: 'right' as const,
      width: 12,
    })),
  ],
  rows: Array.from({ length: 60 }, (_, row) => [
    units[row % units.length] ?? '',
    ...Array.from({ length: 14 }, (_, at) => `${row % 9}.${at}0`),
  ]),
};

const SEAL = {
  lines: ['封存码 KKK1C-35KR0-BPSVD-VR7D6', '2018年2月第1版'],
  qr: 'KKK1C-35KR0-BPSVD-VR7D6',
};

/** 版头, headings, tables, a chart, a code, annexes upright and lying, 版记. */
export const EVERYTHING: PaperDocument = {
  name: '各种排法',
  redHead: '中共淄博市委全面深化改革领导小组办公室',
  documentNumber: '淄改办发〔2018〕2号',
  title: ['关于全面深化改革', '“六个一”督察情况的通报'],
  addressee: '各区县党委，市直有关部门',
  sections: [
    { id: 'opening', title: null, blocks: [paragraph(sentence), paragraph(sentence.repeat(3))] },
    {
      id: 'ranking',
      title: '排名情况',
      blocks: [
        { kind: 'heading', level: 2, text: '区县排名' },
        { kind: 'table', caption: '区县排名表', table: ranking, note: '注：得分保留两位小数。' },
        { kind: 'heading', level: 3, text: '主要特点' },
        {
          kind: 'paragraph',
          lead: { level: 2, text: '任务推进不够平衡。' },
          runs: [{ text: sentence }, { text: '限期整改', bold: true }, { text: '。' }],
        },
        ...Array.from({ length: 14 }, () => paragraph(sentence)),
      ],
    },
  ],
  annexes: [
    { title: '得分明细表', orientation: 'landscape', blocks: [{ kind: 'table', caption: '区县得分明细', table: detail }] },
    {
      title: '排名走势',
      orientation: 'portrait',
      blocks: [
        {
          kind: 'chart',
          caption: '区县排名走势图',
          heightMm: 90,
          option: rankHistoryOption(
            {
              periods: ['12月', '1月', '2月'],
              units: units.slice(0, 5).map((name, index) => ({ name, ranks: [index + 1, 5 - index, index + 1] })),
              highlight: units.slice(0, 1),
            },
            { paper: true },
          ),
        },
        { kind: 'code', text: 'https://localhost/2018-02', sizeMm: 30, beside: ['核验文件', '用任何浏览器打开'] },
      ],
    },
  ],
  signature: { issuer: '中共淄博市委全面深化改革领导小组办公室', date: '二〇一八年三月五日' },
  datedOn: '2018-03-05',
  remark: '此件公开发布',
  colophon: {
    copyTo: '市委、市政府领导，各专项小组组长',
    issuedBy: '中共淄博市委全面深化改革领导小组办公室',
    issuedOn: '2018年3月5日',
  },
  marks: ['演示数据'],
  seal: SEAL,
};

/** 信函格式, with small print and a 回执. */
export const LETTER: PlainPaper = {
  name: '函',
  title: ['改革督察事项办理函'],
  letterhead: '中共淄博市委全面深化改革领导小组办公室',
  number: '淄改办函〔2018〕3号',
  addressee: '张店区委',
  running: '改革督察事项办理函',
  sections: [
    {
      id: 'text',
      title: null,
      blocks: [
        paragraph(sentence),
        { kind: 'paragraph', runs: [{ text: 'A1 改革任务按期推进' }], small: { form: 'entry', aside: '满分十五分　得十二分' } },
        { kind: 'paragraph', runs: [{ text: sentence }], small: { form: 'detail', label: '条款' } },
        { kind: 'table', table: { ...ranking, rows: ranking.rows.slice(0, 3), isWhole: true } },
        ...Array.from({ length: 6 }, () => paragraph(sentence)),
      ],
    },
  ],
  signature: { issuer: '市委改革办', date: '二〇一八年三月五日' },
  datedOn: '2018-03-05',
  marks: [],
  receipt: [
    paragraph('回执：来函收悉。'),
    { kind: 'table', table: { ...ranking, rows: ranking.rows.slice(0, 1), isWhole: true } },
  ],
};
