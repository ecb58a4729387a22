/** What comes in by hand: sites off a sheet and out of the ledger, whom inspectors step aside for, what a visit lacks. */
import { describe, expect, it } from 'vitest';
import type { VisitDraft } from '../../src/shared/contract/inspections.ts';
import { readPastedSites } from '../../src/shared/inspections/paste-sites.ts';
import { proposeSites } from '../../src/shared/inspections/proposals.ts';
import { listedRecusals, readRecusals, recusalsText } from '../../src/shared/inspections/roster.ts';
import { fieldTrouble, missingOf } from '../../src/shared/inspections/visit-check.ts';

const UNITS = [
  { code: 'ZD', name: '张店区' },
  { code: 'BS', name: '博山区' },
];

describe('粘贴点位', () => {
  const row = (...cells: readonly string[]) => cells.join('\t');
  it('knows its heading line by the words in it, wherever the columns stand, and passes over a title', () => {
    const text = [
      '2018年督察点位名单',
      row('序号', '所属单位', '点位名称', '督察内容', '点位级别', '点位编码', '联系人'),
      row('1', '张店区', '马尚街道', '基础业务', '镇办', 'ZD-01', '王某'),
    ].join('\n');
    expect(readPastedSites(text, UNITS)).toEqual({
      sites: [
        {
          code: 'ZD-01',
          name: '马尚街道',
          organisation: 'ZD',
          level: 'township',
          block: 'basics',
          address: '',
          contact: '王某',
          isActive: true,
        },
      ],
      problems: [],
    });
  });
  it('without a heading line the columns stand in their order; a heading without a needed column says which', () => {
    expect(readPastedSites(row('ZD-01', '马尚街道', 'ZD', '镇办', '基础业务', '新村路'), UNITS).sites[0]).toMatchObject({
      code: 'ZD-01',
      address: '新村路',
    });
    const { sites, problems } = readPastedSites(`${row('点位', '单位', '级别')}\n${row('马尚街道', '张店区', '镇办')}`, UNITS);
    expect(sites).toEqual([]);
    expect(problems).toEqual(['表头里没有“编码”“内容”，请补上这一列']);
  });
});

describe('从调度取点位', () => {
  const source = (title: string, organisation: string, site: string, from: 'task' | 'pilot' = 'task') => ({
    from,
    title,
    organisation,
    site,
  });
  const units = [
    { code: 'ZD', isDistrict: true },
    { code: 'JJ', isDistrict: false },
  ];
  it('proposes each place once, with a code nobody has, and finds those that are registered by their name', () => {
    const known = [{ code: 'ZD-01', name: '张店区 政务服务中心', organisation: 'ZD' }];
    const found = proposeSites(
      [
        source('一次办好', 'ZD', '张店区政务服务中心'),
        source('社区治理', 'ZD', '齐盛社区'),
        source('网格化', 'ZD', ' 齐盛社区', 'pilot'),
        source('街道体制', 'ZD', '马尚街道', 'pilot'),
        source('国企改革', 'JJ', '市财政局'),
      ],
      known,
      units,
    );
    expect(found.map(({ site, known: same, words }) => [site.code, site.name, site.level, site.block, same, words])).toEqual([
      ['ZD-01', '张店区政务服务中心', 'district', 'documents', 'ZD-01', '任务“一次办好”'],
      ['ZD-02', '齐盛社区', 'base', 'documents', null, '任务“社区治理”等 2 项'],
      ['ZD-03', '马尚街道', 'township', 'groups', null, '试点“街道体制”'],
      ['JJ-01', '市财政局', 'city', 'documents', null, '任务“国企改革”'],
    ]);
  });
});

describe('督察人员的回避', () => {
  it('is read from one line and written back the same; an unknown unit is named', () => {
    const { recusals, unknown } = readRecusals('张店区（曾任职）、BS', UNITS);
    expect([recusals, unknown]).toEqual([
      [
        { organisation: 'ZD', reason: '曾任职' },
        { organisation: 'BS', reason: '' },
      ],
      null,
    ]);
    expect(recusalsText(recusals, UNITS)).toBe('张店区（曾任职）、博山区');
    expect(readRecusals('', UNITS)).toEqual({ recusals: [], unknown: null });
    expect(readRecusals('张店、博山区', UNITS).unknown).toBe('张店');
  });
  it('adds the unit one belongs to, once', () => {
    const list = (unit: string, text: string) => listedRecusals({ unit, recusals: readRecusals(text, UNITS).recusals }, UNITS);
    expect(list('张店区委改革办', '')).toEqual([{ unit: '张店区', reason: '本单位' }]);
    expect(list('张店区委改革办', '张店区（曾任职）')).toEqual([{ unit: '张店区', reason: '曾任职' }]);
    expect(list('市委改革办', '')).toEqual([]);
  });
});

describe('督察记录', () => {
  const draft = (change: Partial<VisitDraft>): VisitDraft => ({
    id: null,
    period: '2018-02',
    site: 'ZD-01',
    designation: '',
    visitedOn: '2018-02-08',
    inspectors: [],
    note: '',
    scores: [{ points: null, note: '' }],
    problems: [],
    recounts: [],
    ...change,
  });
  const problem = { organisation: 'ZD', category: 'other', severity: 'minor', text: '台账缺页', demand: '', days: 5 } as const;
  it('names what an empty one lacks', () => {
    expect(missingOf(draft({}))).toEqual(['督察人员', '评分、问题或核实的数据（至少一项）']);
    expect(missingOf(draft({ inspectors: ['张三'], scores: [{ points: '5', note: '' }] }))).toEqual([]);
    expect(missingOf(draft({ inspectors: ['张三'], problems: [problem] }))).toEqual([]);
  });
  it('names the field that is wrong, and in which line', () => {
    expect(fieldTrouble(draft({ problems: [problem] }))).toBeNull();
    expect(fieldTrouble(draft({ visitedOn: '' }))).toContain('督察日期');
    expect(
      fieldTrouble(
        draft({
          scores: [
            { points: null, note: '' },
            { points: '十', note: '' },
          ],
        }),
      ),
    ).toContain('第 2 项的得分“十”');
    expect(fieldTrouble(draft({ problems: [problem, { ...problem, days: Number.NaN }] }))).toContain('问题 2 的时限');
    expect(fieldTrouble(draft({ problems: [{ ...problem, text: ' ' }] }))).toContain('问题 1 还没有写内容');
    const recount = { indicator: 'C2b', reported: '', recounted: '35', note: '' };
    expect(fieldTrouble(draft({ recounts: [recount] }))).toContain('上报数');
  });
});
