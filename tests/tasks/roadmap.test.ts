import { describe, expect, it } from 'vitest';
import { isOpenEnded, readDueDates } from '../../src/shared/tasks/due-dates.ts';
import { type RoadmapContext, readRoadmap } from '../../src/shared/tasks/roadmap.ts';
import { aSheet, aUnit } from '../sheets/sheet.ts';

const UNITS = [
  aUnit('ZD', '张店区'),
  aUnit('ZC', '淄川区'),
  aUnit('BM01', '市发展和改革委员会', { kind: 'department', aliases: ['发改委', '市发改委'] }),
  aUnit('BM05', '市财政局', { kind: 'department' }),
];
const HEADINGS = ['序号', '改革事项', '牵头领导', '责任单位', '配合单位', '任务措施', '成果形式', '完成时限', '文号'];
const context = (more: Partial<RoadmapContext> = {}): RoadmapContext => ({
  year: '2018',
  organisations: UNITS,
  known: [],
  ...more,
});
const read = (
  rows: readonly (readonly (string | null)[])[],
  merges: readonly string[] = [],
  more: Partial<RoadmapContext> = {},
) => readRoadmap([aSheet('路线图', rows, merges)], context(more));
const line = (number: string, title: string, unit = '张店区', due = '6月底前') => [
  number,
  title,
  '李明',
  unit,
  '',
  '',
  '',
  due,
  '',
];
const days = (text: string, year = '2018') => readDueDates(text, year).map(({ dueOn }) => dueOn);

describe('deadlines as they are written', () => {
  it.each([
    ['2018-06-30', ['2018-06-30']],
    ['2018.6.5', ['2018-06-05']],
    ['2018年６月30日前', ['2018-06-30']],
    ['6月底前', ['2018-06-30']],
    ['2月底', ['2018-02-28']],
    ['2019年2月', ['2019-02-28']],
    ['3月上旬', ['2018-03-10']],
    ['3月中旬', ['2018-03-20']],
    ['3月下旬', ['2018-03-31']],
    ['第三季度', ['2018-09-30']],
    ['一季度', ['2018-03-31']],
    ['上半年', ['2018-06-30']],
    ['年底前', ['2018-12-31']],
    ['2018年底', ['2018-12-31']],
    ['2018年', ['2018-12-31']],
    ['2018年1—6月', ['2018-06-30']],
    ['2018-11', ['2018-11-30']],
    ['2018-06-30 00:00:00', ['2018-06-30']],
  ])('%s', (text, expected) => expect(days(text)).toEqual(expected));
  it('reads several with what each is for', () => {
    expect(readDueDates('3月底前形成初稿；9月15日前，印发实施；年底前评估。', '2018')).toEqual([
      { dueOn: '2018-03-31', words: '形成初稿' },
      { dueOn: '2018-09-15', words: '印发实施' },
      { dueOn: '2018-12-31', words: '评估' },
    ]);
  });
  it('does not guess where there is no day', () => {
    expect(days('待上级明确')).toEqual([]);
    expect(days('2018年2月30日')).toEqual([]);
    expect(days('2018年13月')).toEqual([]);
    expect(isOpenEnded('全年推进')).toBe(true);
    expect(isOpenEnded('待上级明确')).toBe(false);
  });
});

describe('路线图', () => {
  it('reads headings in other words and orders, and a title above them', () => {
    const draft = readRoadmap(
      [
        aSheet('Sheet1', [
          ['2018年改革任务分工表'],
          [
            '牵头单位',
            '编号',
            '重点改革任务',
            '时间节点',
            '牵头市领导',
            '主要内容',
            '预期成果',
            '依据文件',
            '参与单位',
            '改革领域',
            '启动时间',
          ],
          [
            '市发改委',
            '1',
            '投融资体制改革',
            '2018-11-30',
            '李明',
            '制定目录',
            '印发目录',
            '鲁发〔2017〕9号',
            '市财政局',
            '经济',
            '3月',
          ],
        ]),
      ],
      context(),
    );
    expect(draft.problems).toEqual([]);
    expect(draft.items).toEqual([
      {
        number: '1',
        parent: null,
        kind: 'task',
        title: '投融资体制改革',
        field: '经济',
        leader: '李明',
        claimedBy: '',
        organisation: 'BM01',
        supporting: '市财政局',
        measures: '制定目录',
        outcome: '印发目录',
        documentNumber: '鲁发〔2017〕9号',
        site: '',
        startsOn: '2018-03-01',
        deadline: '2018-11-30',
        nodes: [],
        isKnown: false,
      },
    ]);
  });
  it('reads two rows of headings under a merged one', () => {
    const rows = [
      ['序号', '改革事项', '责任主体', null, '完成时限'],
      [null, null, '牵头单位', '配合单位', null],
      ['1', '投融资体制改革', '市发改委', '市财政局', '6月底'],
    ];
    const draft = read(rows, ['A1:A2', 'B1:B2', 'C1:D1', 'E1:E2']);
    expect(draft.problems).toEqual([]);
    expect(draft.items).toMatchObject([{ organisation: 'BM01', supporting: '市财政局', deadline: '2018-06-30' }]);
  });
  it('takes section lines for the field, children by their number, merged cells for every line', () => {
    const rows = [
      HEADINGS,
      ['一、经济体制改革（3项）'],
      line('1', '国企改革', '市发改委、市财政局（配合）'),
      line('1.1', '混合所有制'),
      [null, null, null, '淄川区', '', '', '', '8月', ''],
      ['二、社会事业'],
      ['2', '养老服务', '王芳', '张店区', '', '出台方案', '', '3月底前', ''],
      [null, null, null, null, null, '建成中心', null, '10月底前', null],
      ['注：时限均为最迟时间'],
    ];
    const draft = read(rows, ['A7:A8', 'B7:B8', 'C7:C8', 'D7:D8']);
    expect(draft.items.map(({ number, parent, field, organisation }) => [number, parent, field, organisation])).toEqual([
      ['1', null, '经济体制改革', 'BM01'],
      ['1.1', '1', '经济体制改革', 'ZD'],
      ['2', null, '社会事业', 'ZD'],
    ]);
    expect(draft.items[0]?.supporting).toBe('市财政局（配合）');
    expect(draft.items[2]).toMatchObject({
      nodes: [{ title: '出台方案', dueOn: '2018-03-31' }],
      deadline: '2018-10-31',
      measures: '出台方案\n建成中心\n时限：3月底前\n10月底前',
    });
    expect(draft.notes.join()).toContain('第 9 行是说明');
  });
  it('tells everything that is wrong at its cell, and reads the rest', () => {
    const draft = read([
      HEADINGS,
      line('1', '甲项改革', '张店曲'),
      line('2', '乙项改革', '张店区', '待定'),
      ['3', null, '李明', '张店区', '', '', '', '6月底', ''],
      line('4', '丁项改革', ''),
      line('5', '戊项改革', '张店区', ''),
      line('6', '己项改革', '张店区', '长期坚持'),
      line('6', '庚项改革'),
      line('7', '长'.repeat(121)),
    ]);
    expect(draft.problems.map(({ cell, severity }) => `${cell} ${severity}`)).toEqual([
      'D2 error',
      'H3 error',
      'B4 error',
      'D5 error',
      'H6 error',
      'H7 warning',
      'A8 warning',
      'B9 error',
    ]);
    expect(draft.problems[0]?.message).toContain('“张店曲”不在单位名单里，最接近的是“张店区”');
    expect(draft.items.map(({ number, title }) => `${number} ${title}`)).toEqual(['6 己项改革', '7 庚项改革']);
  });
  it('knows what the ledger has already by its title, and gives nobody a number that is taken', () => {
    const known = [
      { number: '3', title: '国企改革' },
      { number: '4', title: '养老服务' },
    ];
    const draft = read([HEADINGS, line('1', '国企 改革'), line('4', '河长制')], [], { known });
    expect(draft.items.map(({ number, isKnown }) => [number, isKnown])).toEqual([
      ['3', true],
      ['5', false],
    ]);
  });
  it('says what headings are missing, or that there is nothing to read', () => {
    expect(
      read([
        ['序号', '改革事项', '责任单位'],
        ['1', '甲', '张店区'],
      ]).problems,
    ).toMatchObject([{ message: expect.stringContaining('缺“完成时限”') }]);
    expect(
      read([
        ['甲', '乙'],
        ['1', '2'],
      ]).problems,
    ).toMatchObject([{ message: expect.stringContaining('认不出文件里的路线图') }]);
    expect(read([]).problems).toMatchObject([{ message: expect.stringContaining('没有内容') }]);
  });
});
