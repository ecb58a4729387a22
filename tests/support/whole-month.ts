/**
 * One month as it happens in an office, told twice: by hand in the window (tests/e2e/whole-month.spec.ts) and as a file of steps without
 * one. Both start from the demonstration figures; both must come to the same numbers.
 */
export const PERIOD = '2018-02';
export const BEFORE = '2018-01';
export const AHEAD = { code: 'ZD', name: '张店区' } as const;
export const BEHIND = { code: 'ZCU', name: '周村区' } as const;

/** 路线图 of two districts: both nodes of 张店区 will be done in time, both of 周村区 are overdue at the month's end. */
const ROADMAP = `序号,改革事项,牵头领导,牵头单位,配合单位,主要任务,成果形式,完成时限,文号
1,深化“一次办好”改革,李明,张店区,,梳理事项清单，再造审批流程,印发实施方案,2月9日前公布清单；2月26日前全面推行,鲁发〔2018〕1号
2,农村集体产权制度改革,王芳,周村区,,逐村清产核资，确认成员身份,改革报告,2月9日前完成清产核资；2月23日前完成身份确认,中发〔2016〕37号
`;
/** Progress of the two months; the second of 周村区 is the first with its words turned round. */
export const PROGRESS = {
  [AHEAD.code]: [
    { text: '已梳理事项清单初稿，正在征求各部门意见。', percent: 40 },
    { text: '事项清单已公布，“一窗受理”在政务大厅全面推行，平均跑动次数降到一次以内。', percent: 100 },
  ],
  [BEHIND.code]: [
    { text: '已完成实施方案起草，正在征求相关部门意见，预计下月提交审议。', percent: 10 },
    { text: '实施方案已完成起草，正在征求相关部门意见，预计下月提交会议审议。', percent: 15 },
  ],
} as const;
export const DONE = ['2018-02-08', '2018-02-26'] as const;
export const EVIDENCE = { name: '实施方案.pdf', content: '%PDF-1.4 实施方案' } as const;

/** 催办单, and a fortnight later the 责令书 in its place. */
export const NOTICE = { urgedOn: '2018-02-12', orderedOn: '2018-02-26', signedBy: '李四', reason: '催办后仍未整改。' } as const;

export const SITES = [
  ['ZD-01', '马尚街道便民服务中心', AHEAD, '镇办', '基础业务'],
  ['ZD-02', '科苑街道齐盛社区', AHEAD, '基层', '基础业务'],
  ['ZC-01', '北郊镇便民服务中心', BEHIND, '镇办', '基础业务'],
  ['ZC-02', '丝绸路街道', BEHIND, '镇办', '基础业务'],
] as const;
export const CALLED = [
  { name: '王纪委', digits: '3141592' },
  { name: '李代表', digits: '6535897' },
  { name: '赵委员', digits: '932384' },
] as const;
export const PRESENT = '王纪委、李代表';
export const VISIT = {
  on: '2018-02-13',
  inspectors: ['张三', '李四'],
  points: ['20', '15', '12', '10', '8'],
  signedBy: '王主任',
} as const;
export const PROBLEMS = [
  { category: 'ledger', text: '台账缺两个月', demand: '补齐台账', days: 5 },
  { category: 'figures', text: '办件量与原始记录不符', demand: '逐件核对更正', days: 20 },
] as const;
/** Only the first is rectified. */
export const RECTIFIED = { reportedOn: '2018-02-14', revisitedOn: '2018-02-15', closedOn: '2018-02-16' } as const;
export const PROOF = { name: '补齐的台账.pdf', content: '%PDF-1.4 补齐的台账' } as const;

/** The figures these registers come to, and where they are filled in. */
const COUNTED = {
  A1a: '应完成节点数',
  A1b: '按期完成节点数',
  A1c: '逾期完成节点数',
  B1a: '现场督察点数',
  B1b: '现场督察点得分合计',
  B2a: '到期应整改问题数',
  B2b: '按期整改销号问题数',
  B3a: '收到催办单件数',
  B3b: '收到责令书期数',
} as const;
/** Of 张店区 the nodes, of 周村区 everything. */
export const FILLED = [
  ...Object.entries(COUNTED).flatMap(([indicator, name]) =>
    indicator.startsWith('A') ? [{ unit: AHEAD, indicator, name }] : [],
  ),
  ...Object.entries(COUNTED).map(([indicator, name]) => ({ unit: BEHIND, indicator, name })),
];

const LEVEL = { 镇办: 'township', 基层: 'base' } as const;
const asTask = (unit: { readonly code: string }, field = 'id') => `{{台账.rows[organisation=${unit.code}].${field}}}`;
const day = (onDay: string, words?: string) => ({ onDay, ...(words === undefined ? {} : { words }) });

/** The same month as a file for `batch steps`; 路线图.csv, the evidence and the proof lie beside it. */
export function monthSteps(): readonly object[] {
  const view = (name: string) => ({ do: 'tasks.view', with: { period: PERIOD }, as: name });
  const report = (unit: typeof AHEAD | typeof BEHIND) =>
    PROGRESS[unit.code].map((progress, month) => ({
      do: 'tasks.report',
      with: { id: asTask(unit), period: [BEFORE, PERIOD][month], ...progress },
    }));
  const issue = (notice: string, issuedOn: string) => ({
    do: 'notices.issue',
    with: { id: `{{${notice}}}`, issuedOn, signedBy: NOTICE.signedBy, dueOn: null },
  });
  const problem = '{{问题.problems[category=ledger].id}}';
  return [
    { do: 'tasks.chooseRoadmap', with: { year: '2018' }, open: '路线图.csv', as: '图' },
    { do: 'tasks.commitRoadmap', with: { token: '{{图.token}}', acceptGood: false } },
    view('台账'),
    { do: 'tasks.assign', with: { ids: [asTask(AHEAD), asTask(BEHIND)] } },
    ...[AHEAD, BEHIND].map((unit) => ({
      do: 'tasks.advance',
      with: { id: asTask(unit), act: 'start', reason: '', doneOn: null },
    })),
    ...report(AHEAD),
    ...report(BEHIND),
    { do: 'tasks.finish', with: { id: asTask(AHEAD), node: asTask(AHEAD, 'nodes[0].id'), doneOn: DONE[0] } },
    { do: 'tasks.attach', with: { id: asTask(AHEAD) }, open: EVIDENCE.name },
    { do: 'tasks.advance', with: { id: asTask(AHEAD), act: 'submit', reason: '', doneOn: DONE[1] } },
    { do: 'tasks.decide', with: { id: asTask(AHEAD), act: 'verify', reason: '' } },
    { do: 'tasks.decide', with: { id: asTask(AHEAD), act: 'close', reason: '' } },

    { do: 'notices.view', with: { period: PERIOD }, as: '应发' },
    {
      do: 'notices.propose',
      with: { period: PERIOD, keys: [`{{应发.proposals[organisation=${BEHIND.code}].key}}`] },
      as: '催办',
    },
    issue('催办.first', NOTICE.urgedOn),
    { do: 'notices.escalate', with: { id: '{{催办.first}}', reason: NOTICE.reason }, as: '责令' },
    issue('责令.id', NOTICE.orderedOn),

    {
      do: 'inspections.saveSites',
      with: {
        sites: SITES.map(([code, name, unit, level]) => ({
          code,
          name,
          organisation: unit.code,
          level: LEVEL[level],
          block: 'basics',
          address: '',
          contact: '',
          isActive: true,
        })),
      },
    },
    {
      do: 'inspections.freeze',
      with: {
        period: PERIOD,
        strataBy: 'organisation',
        count: 1,
        coolDown: 3,
        levels: ['city', 'district', 'township', 'base'],
        blocks: ['documents', 'basics', 'groups'],
        recusals: [],
      },
      as: '名单',
    },
    {
      do: 'inspections.draw',
      with: { id: '{{名单.id}}', seedKind: 'called', seedParts: CALLED, present: PRESENT.split('、') },
    },
    { do: 'inspections.visits', with: { period: PERIOD }, as: '现场' },
    {
      do: 'inspections.saveVisit',
      with: {
        id: null,
        period: PERIOD,
        site: `{{现场.rows[site.organisation=${BEHIND.code}].site.code}}`,
        designation: '',
        visitedOn: VISIT.on,
        inspectors: VISIT.inspectors,
        note: '',
        scores: VISIT.points.map((points) => ({ points, note: '' })),
        problems: PROBLEMS.map((one) => ({ ...one, organisation: BEHIND.code, severity: 'minor' })),
        recounts: [],
      },
      as: '记录',
    },
    { do: 'inspections.sign', with: { id: '{{记录.id}}', signedBy: VISIT.signedBy } },
    { do: 'inspections.problems', with: { period: PERIOD }, as: '问题' },
    { do: 'inspections.attach', with: { id: problem }, open: PROOF.name },
    { do: 'inspections.report', with: { id: problem, ...day(RECTIFIED.reportedOn, '已补齐') } },
    { do: 'inspections.revisit', with: { id: problem, ...day(RECTIFIED.revisitedOn, '现场查看，台账已补齐') } },
    { do: 'inspections.close', with: { id: problem, ...day(RECTIFIED.closedOn) } },

    {
      do: 'feeds.apply',
      with: {
        period: PERIOD,
        cells: FILLED.map(({ unit, indicator }) => ({ organisation: unit.code, indicator })),
      },
    },
    { do: 'rankings.view', with: { period: PERIOD, list: 'district' }, as: '排名' },
  ];
}

/** The files the steps open. */
export function layMonth(write: (name: string, content: string) => void): void {
  write('路线图.csv', ROADMAP);
  write(EVIDENCE.name, EVIDENCE.content);
  write(PROOF.name, PROOF.content);
}

/** What the 通报 says of it. */
export const SAID = [
  '台账共有任务2项，已销号1项，推进中1项（逾期1项）',
  '本月到期节点4个，按期完成2个，尚未完成2个',
  '本月下发催办单1件、责令书1期',
  '本月从4个点位中随机抽取2个，已督察1个',
  '本月发现问题2个，涉及1个单位，其中数据不实1个、台账资料不规范1个',
  '到期应整改1个，均按期销号',
] as const;
