/** What a draft is told before it may come into force. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import type { EngineIndicator, Item, Method, Rules } from '../../src/shared/engine/types.ts';
import { checkScheme, fullPointsOfList } from '../../src/shared/schemes/check.ts';
import { refuseActivity, refusePersons } from '../../src/shared/schemes/refusals.ts';
import { anIndicator, anItem, asShare, theRules } from '../support/rules.ts';

const resource = (path: string): string => readFileSync(new URL(`../../resources/${path}`, import.meta.url), 'utf8');
const shipped = JSON.parse(resource('schemes/default.json')) as { name: string; rules: Rules };
const directions: Readonly<Record<string, EngineIndicator['direction']>> = {
  越高越好: 'higher',
  越低越好: 'lower',
  不排名: 'none',
};
const shippedIndicators = Papa.parse<Record<string, string>>(resource('demo/指标.csv'), {
  header: true,
  skipEmptyLines: true,
}).data.map((row) => anIndicator(row.编码 ?? '', { name: row.名称 ?? '', direction: directions[row.方向 ?? ''] ?? 'none' }));

const indicators = [anIndicator('V'), anIndicator('L', { direction: 'lower' }), anIndicator('B')];
/** One line of 100 points by the method; what is said about it. */
const saidOf = (method: Method, more: Partial<Item> = {}): readonly string[] =>
  checkScheme({ name: '方案', rules: theRules([anItem('A1', '100', method, { inputs: { value: 'V' }, ...more })]) }, indicators)
    .filter(({ kind }) => kind === 'problem')
    .map(({ field, sentence }) => `${field}｜${sentence}`);
const wholeOf = (items: readonly Item[], more: Partial<Rules> = {}): readonly string[] =>
  checkScheme({ name: '方案', rules: theRules(items, more) }, indicators).map(({ sentence }) => sentence);
const line = (code: string, points: string, more: Partial<Item> = {}): Item =>
  anItem(code, points, asShare, { inputs: { value: 'V' }, ...more });

describe('the default scheme', () => {
  it('has no problem and no warning, 100 points for districts and 60 for groups', () => {
    expect(checkScheme(shipped, shippedIndicators)).toEqual([]);
    expect([fullPointsOfList(shipped.rules, 'district'), fullPointsOfList(shipped.rules, 'specialGroup')]).toEqual(['100', '60']);
  });
});

describe('points', () => {
  it('must make the full points for the fullest list, no list more; a list with fewer is scored by 折算', () => {
    expect(wholeOf([line('A1', '60'), line('A2', '40', { applies: ['district'] })])).toEqual([]);
    expect(wholeOf([line('A1', '60'), line('A2', '39.5')])[0]).toContain('还差 0.5 分');
    expect(wholeOf([line('A1', '60'), line('A2', '45')])[0]).toContain('比 100 分多 5 分');
    // Each list to its own 100 by lines of its own.
    expect(wholeOf([line('A1', '100', { applies: ['district'] }), line('A2', '100', { applies: ['specialGroup'] })])).toEqual([]);
  });
  it('are positive numbers, caps not below 0, the ceiling above the floor', () => {
    expect(wholeOf([line('A1', '100'), line('A2', '0')])[0]).toContain('大于 0');
    expect(wholeOf([line('A1', '100'), line('A2', '')])[0]).toContain('还没有填满分');
    expect(wholeOf([line('A1', '100')], { bonusCap: '-1' })[0]).toBe('加分合计封顶不能小于 0，请改正。');
    expect(wholeOf([line('A1', '100')], { deductionCap: '五' })[0]).toContain('不是数字');
    expect(wholeOf([line('A1', '100')], { floor: '60', ceiling: '60' })[0]).toContain('应大于总分下限');
    expect(wholeOf([])[0]).toContain('还没有一项');
  });
});

describe('a line', () => {
  it('has a code of its own, a name, a block, somebody it is for, and a clause', () => {
    expect(wholeOf([line('A1', '50'), line('A1', '50')])[0]).toContain('与“项目A1”重复');
    expect(
      saidOf(asShare, { code: ' ', name: '', block: 'Z', applies: [], clause: ' ' }).map((text) => text.split('｜')[0]),
    ).toEqual(['基本分合计', '编号', '名称', '所属板块', '适用', '计分条款']);
  });
  it('asks for evidence and a cap when it is a bonus or a deduction', () => {
    const bonus = line('E1', '', { kind: 'bonus', block: 'E', method: { kind: 'countPoints', each: '1' } });
    const said = wholeOf([line('A1', '100'), bonus]);
    expect(said).toEqual(['还没有填封顶，请填写。', '加分要凭佐证认定，请写明凭什么材料。']);
    expect(wholeOf([line('A1', '100'), { ...bonus, fullPoints: '3', evidence: '批复文件' }])).toEqual([]);
  });
  it('names figures that exist, all its method needs and no other', () => {
    expect(saidOf(asShare, { inputs: { value: 'Q' } })).toEqual([
      '数值取自｜没有名称或编码为“Q”的指标，请重选，或先在“系统 › 指标”中建立。',
    ]);
    expect(saidOf({ kind: 'improvementRate', target: '10' }, { inputs: { value: 'L' } })).toEqual([
      '基数取自｜还没有选基数取自哪个指标，请选定。',
    ]);
    expect(saidOf({ kind: 'ballot' }, { inputs: { good: 'V', fairlyGood: 'V', fair: 'V' } })[0]).toContain('较差');
    expect(saidOf(asShare, { inputs: { value: 'V', base: 'B' } })[0]).toContain('“指标B”没有被计分方法用到');
    expect(saidOf({ kind: 'panel', trim: 1 }, { inputs: {} })[0]).toContain('至少选一个');
    expect(saidOf({ kind: 'panel', trim: 1 }, { inputs: { value: 'V', other: 'B' } })[0]).toContain('只有 2 个打分');
    expect(saidOf({ kind: 'panel', trim: 1 })).toEqual([]);
  });
  it('has difficulty factors above 0', () => {
    expect(saidOf(asShare, { difficulty: { ZD: '1.2', LZ: '0' } })).toEqual([
      '难度系数｜难度系数“0”（单位编码 LZ）应是大于 0 的数，不用系数的留空。',
    ]);
  });
});

describe('parameters', () => {
  const refused: readonly (readonly [Method, string])[] = [
    [{ kind: 'goalposts', floor: '60', target: '60' }, '目标值与底线值相同'],
    [{ kind: 'goalposts', floor: '', target: '60' }, '还没有填“底线值”'],
    [{ kind: 'completionRate', target: '0' }, '“目标值”应大于 0'],
    [{ kind: 'completionRate', target: '1,000' }, '不是数字'],
    [{ kind: 'completionRate', target: '9', step: { per: '0', points: '1' } }, '两个数都应大于 0'],
    [{ kind: 'completionCapped', target: '9', metShare: '0.8', perPoint: '0.5', capMultiple: '0.5' }, '封顶比达标时的得分还低'],
    [{ kind: 'perUnit', target: '9', gain: '2', loss: '-2', maxGain: '5' }, '“每少一个扣分”不能小于 0'],
    [{ kind: 'efficacyCoefficient', satisfactory: '75', unacceptable: '75' }, '满意值与不允许值相同'],
    [{ kind: 'banded', bands: [] }, '还没有一级'],
    [
      {
        kind: 'banded',
        bands: [
          { from: '90', share: '1' },
          { from: '70', share: '0.6' },
          { from: '80', share: '0.8' },
        ],
      },
      '依次排列',
    ],
    [
      {
        kind: 'banded',
        bands: [
          { from: '80', share: '1' },
          { from: '90', share: '0.9' },
        ],
      },
      '数值越高，得分应越多',
    ],
    [{ kind: 'banded', bands: [{ from: '80', share: '1.2' }] }, '0 到 100 之间'],
    [{ kind: 'linearGrades', grades: [{ from: '1', share: '1' }] }, '至少要有两级'],
    [{ kind: 'deductFromFull', perUnit: '0' }, '“数值每 1 扣分”应大于 0'],
    [{ kind: 'countPoints', each: '-1' }, '“每件分值”应大于 0'],
    [{ kind: 'improvementRate', target: '0' }, '“改善目标（%）”应大于 0'],
    [{ kind: 'levelPoints', points: {} }, '还没有一级'],
    [{ kind: 'composite', parts: [] }, '还没有组成部分'],
    [{ kind: 'composite', parts: [{ inputs: { value: 'value' }, share: '0.5', method: asShare }] }, '合计 50%，应为 100%'],
    [{ kind: 'ratioToBest' }, '方案没有允许使用'],
    [{ kind: 'lowest', parts: [{ inputs: { value: 'value' }, share: '1', method: { kind: 'minMax' } }] }, '方案没有允许使用'],
  ];
  it.each(refused)('that make no sense are refused: %o', (method, words) => {
    expect(saidOf(method).join('\n')).toContain(words);
  });
  it('inside a part are named with the part', () => {
    const part = { inputs: { value: 'value' }, share: '1', method: { kind: 'completionRate', target: '0' } } as const;
    expect(saidOf({ kind: 'composite', parts: [part] })).toEqual(['第1部分目标值｜第1部分：“目标值”应大于 0，请改正。']);
  });
  it('of a figure that is better when lower may fall', () => {
    const bands = [
      { from: '10', share: '1' },
      { from: '20', share: '0.6' },
    ];
    expect(saidOf({ kind: 'banded', bands }, { inputs: { value: 'L' } })).toEqual([]);
    const goalposts: Method = { kind: 'goalposts', floor: '60', target: '100' };
    const said = checkScheme(
      { name: '方案', rules: theRules([anItem('A1', '100', goalposts, { inputs: { value: 'L' } })]) },
      indicators,
    );
    expect(said.map(({ kind }) => kind)).toEqual(['warning']);
  });
});

describe('methods that depend on others', () => {
  it('warn when they are allowed', () => {
    const said = checkScheme(
      {
        name: '方案',
        rules: theRules([line('A1', '100', { method: { kind: 'rankScore', k: '0.05' } })], { allowDependentMethods: true }),
      },
      indicators,
    );
    expect(said.map(({ kind, sentence }) => `${kind} ${sentence}`).join()).toMatch(
      /^warning .*用到的有 A1.*名次也会因别的单位变动/,
    );
  });
});

describe('what may not be scored', () => {
  const activity = [
    '平台登录次数',
    '系统登陆率',
    '每月登录不少于10次',
    '公众号点击量',
    '干部点赞数',
    '信息转发',
    '转发公众号文章',
    '每篇推文转发20次计1分',
    '评论数',
    '文章阅读量',
    '网站浏览次数',
    '公众号关注数',
    '每日打卡',
    '学习签到率',
    'APP用户活跃度',
    '月活用户数',
    '在线时长',
    '政务客户端下载量',
    'APP注册人数',
    '学习强国积分排名',
    '朋友圈集赞',
    '粉丝量',
  ];
  it.each(activity)('refuses “%s” and says why', (text) => {
    expect(refuseActivity(text)).toMatch(/为基层减负/);
  });
  const work = [
    '群众满意度',
    '网上办理率',
    '干部考核制度改革任务',
    '转发上级文件并制定配套措施',
    '按时转发国务院办公厅关于深化改革的意见',
    '文件转发及时率',
    '国务院办公厅转发的有关方案落实情况',
    '会议签到表齐全',
    '新注册企业数',
    '市场主体活跃度',
    '每月活动开展次数',
    '商标注册量',
    '信访问题数量下降率',
    '网红打卡地建设数',
    '在学习强国、人民网等平台刊发',
    '不得以点赞、转发、签到作为依据',
    '整治“打卡式”督察',
    '个人所得税征收率',
    '“深化改革惠民生”专栏、专题网站、微信公众平台未达到规定更新数量的，每缺一次扣0.5分',
  ];
  it.each(work)('lets “%s” pass', (text) => {
    expect([refuseActivity(text), refusePersons(text)]).toEqual([null, null]);
  });
  const persons = [
    '干部排名',
    '人员得分',
    '工作人员绩效排名',
    '对个人打分',
    '党员积分',
    '排名到个人',
    '姓名',
    '个人得分',
    '按姓名排序',
    '领导干部考核名次',
  ];
  it.each(persons)('refuses “%s”: only units are ranked', (text) => {
    expect(refusePersons(text)).toMatch(/不给个人排名/);
  });
  const units = [
    '干部教育培训任务完成率',
    '由督察人员打分，取平均',
    '窗口工作人员满意度',
    '公务员考核制度改革',
    '领导批示',
    '评委打分',
    '不对个人排名',
    '个人事项全程网办率',
    '党员积分制管理办法出台',
    '人大代表建议办结率',
  ];
  it.each(units)('lets “%s” pass', (text) => {
    expect([refuseActivity(text), refusePersons(text)]).toEqual([null, null]);
  });
  it('looks at the name, the clause and the names of the figures', () => {
    expect(saidOf(asShare, { name: '点赞数' })[0]).toMatch(/^名称｜/);
    expect(saidOf(asShare, { clause: '每月登录次数达到20次得满分。' })[0]).toMatch(/^计分条款｜/);
    const rules = theRules([anItem('A1', '100', asShare, { inputs: { value: 'X' } })]);
    const said = checkScheme({ name: '方案', rules }, [anIndicator('X', { name: '微信群在线时长' })]);
    expect(said.map(({ field }) => field)).toEqual(['数值取自']);
  });
});
