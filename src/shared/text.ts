/** Every Chinese sentence for an error, and the labels shared by screen, workbook and paper. */
import type { Role } from './contract/people.ts';
import type { RegisterKind, RegisterLevel } from './contract/registers.ts';
import type { SubmissionEvent, TableState } from './contract/submissions.ts';
import type { CellState, RankingList } from './engine/types.ts';
import type { AppError, ErrorCode, ErrorParameters } from './errors.ts';
import { periodKind, periodWords } from './period.ts';

/** 14:03 of an instant, in the machine's own time. */
const clock = (iso: string): string => new Date(iso).toTimeString().slice(0, 5);

/** Nothing of a bulk happens when one of it cannot. */
const allOrNone = (count: number, action: string): string => (count > 1 ? `本次 ${count} 张表都没有${action}。` : '');

const sentences: { readonly [Code in ErrorCode]: (parameters: ErrorParameters[Code]) => string } = {
  'call.unknown': ({ method }) => `程序内部没有“${method}”这项功能，请重新启动程序；仍出现时请记下本句并联系维护人员。`,
  'call.invalid': ({ detail }) => `填写的内容不符合要求：${detail}。请改后再试。`,
  'data.newer': ({ file }) => `数据文件“${file}”由更新版本的程序建立，本版本不能打开，文件未作任何改动。请安装新版本后再打开。`,
  'data.foreign': ({ file }) => `“${file}”不是本程序的数据文件，未作任何改动。请选择正确的数据文件夹。`,
  'data.damaged': ({ detail }) => `数据文件检查未通过：${detail}。原文件未作改动，请从备份恢复。`,
  'data.folder': ({ folder }) => `数据文件夹“${folder}”不能写入，请检查权限或换一个文件夹。`,
  'data.missing': ({ what }) => `没有找到${what}，请检查后再试。`,
  'data.locked': ({ file }) => `数据文件“${file}”正被另一个程序占用，请关闭后重试。`,
  'file.inUse': ({ name }) => `“${name}”正在其他程序中打开，请先关闭该文件再保存，或换一个文件名。`,
  'print.gone': ({ name }) => `“${name}”不在保存的位置了，请重新保存后再打印。`,
  'print.none': ({ name }) => `“${name}”没有打印：本机没有装好打印机，也没有能打开 PDF 的程序。请把文件拷到能打印的电脑上打印。`,
  'file.denied': ({ name }) => `没有权限写入“${name}”，请换一个文件夹。`,
  'file.noSpace': ({ name }) => `磁盘空间不足，“${name}”没有写成。请清理磁盘后再试。`,
  'file.unreadable': ({ name }) => `“${name}”无法读取，请确认文件没有损坏、没有被占用。`,
  'file.notFound': ({ name }) => `没有找到文件“${name}”，请检查文件名和位置。`,
  'import.unsupported': ({ detail }) => detail,
  'import.problems': ({ count }) => `文件中有 ${count} 处问题，没有写入任何数据。请改正后重新导入，或只导入没有问题的行。`,
  'import.expired': () => '这次导入的预览已失效，请重新选择文件。',
  'import.locked': ({ count, first }) =>
    `文件中有 ${count} 格属于不能修改的表，没有写入任何数据。第一处：${first}也可以只导入没有问题的行。`,
  'template.none': ({ kind }) => `还没有${kind}的模板，请到“系统 › 模板”里选择。`,
  'template.unreadable': () => '这不是 Word 文稿（docx），打不开。请在 WPS 或 Word 里另存为 docx 后再选。',
  'job.busy': () => '另一项任务正在进行，请等它完成或取消后再开始。',
  'job.cancelled': () => '任务已取消，没有写出文件。',
  'job.unknown': () => '没有找到这项任务的结果，请重新生成。',
  'rules.problem': ({ detail }) => detail,
  'rules.none': ({ period }) => `${period}没有可用的考核方案，请先在“系统 › 方案”中启用一个方案。`,
  'scheme.problems': ({ count, first }) => `方案草稿还有 ${count} 处问题，不能试算和生效。先改这一处：${first}`,
  'scheme.draftExists': () => '已经有一份方案草稿，请接着改它，或先放弃它再重新开始。',
  'scheme.tooEarly': ({ wanted, earliest, why }) => `新方案不能自${wanted}起生效：${why}。最早可自${earliest}起，请改生效月份。`,
  'period.missing': () => '请用 --period 指明考核期，例如 --period 2018-02。',
  'period.invalid': ({ text }) => `“${text}”不是考核期，请写成 2018-02、2018-Q1、2018-H1 或 2018。`,
  'period.notHeld': ({ period, held }) => `${period}不是考核期，请改用${held}。`,
  'cadence.tooEarly': ({ wanted, earliest, sealed }) =>
    `考核周期不能自${wanted}起改：${sealed}已经封账。最早可自${earliest}起，请改起始月份。`,
  'cadence.cuts': ({ wanted, period, next }) =>
    `考核周期不能自${wanted}起改：${period}会被分成两段。请改自${next}起，或换一个起始月份。`,
  'organisation.unknown': ({ name }) => `没有名为“${name}”的单位，请检查名称，或先在“系统 › 单位”中建立。`,
  'organisation.duplicate': ({ name }) => `已有${name}的单位，请换一个。`,
  'indicator.unknown': ({ name }) => `没有编码或名称为“${name}”的指标，请检查编码，或先在“系统 › 指标”中建立。`,
  'indicator.duplicate': ({ name }) => `已有${name}的指标，请换一个。`,
  'indicator.noDirection': ({ name }) => `指标“${name}”没有规定高好还是低好，不能排名。请先在“系统 › 指标”中设定方向。`,
  'indicator.computed': ({ name }) => `“${name}”由公式计算，不用填报。`,
  'value.invalid': ({ text, reason }) => `“${text}”不能填入：${reason}。`,
  'consultations.noScore': ({ name, period }) => `${name}${period}还有指标没有数，没有得分，不能会诊。请先在“数据”中补齐或注明。`,
  'consultations.refused': ({ sentence: why }) => why,
  'ranking.none': ({ list, period }) =>
    `${period}还没有一个${list}的数据是齐全的，排不出名次。请先在“数据”页补齐，或注明未报、不适用。`,
  'import.nothing': ({ name }) => `“${name}”里没有可以导入的内容，没有写入任何数据。`,
  'exports.nothing': ({ sentence: said }) => `没有可以导出的：${said}`,
  'list.empty': ({ list, period }) => `${period}没有参加${list}排名的单位，请先导入或建立单位。`,
  'backup.damaged': ({ name }) => `备份“${name}”检查未通过，没有用它恢复。请选择另一个备份。`,
  'people.signedOut': () => '请先登录。',
  'people.denied': ({ what, who }) => `${what}由有“${who}”职责的人员办理，当前账户没有这项职责。`,
  'people.wrong': ({ left }) =>
    left === null || left > 2 ? '姓名或密码不对，请重新输入。' : `姓名或密码不对，再错 ${left} 次将锁定 10 分钟。`,
  'people.locked': ({ name, until }) =>
    `“${name}”连续输错密码，已锁定到 ${clock(until)}，之后可以再试，或请有“管理”职责的人员解锁。`,
  'people.duplicate': ({ name }) => `已有名为“${name}”的账户，请换一个姓名。`,
  'people.noPassword': ({ name }) => `请给“${name}”设一个密码。`,
  'people.noAdmin': () => '至少要有一个在用的、有“管理”职责的账户，请先指定。',
  'seal.unattended': () => '已设人员账户，报送、审核、封账由本人登录后在窗口中办理，不能无人值守办理。',
  'steps.unreadable': ({ name }) => `“${name}”不是步骤文件，没有办理。应是一列步骤，每步写明 do 和 with，写法见说明书。`,
  'steps.failed': ({ step, method, why }) =>
    `第 ${step} 步（${method}）没有办成：${why} 前面的步骤已经办理，这一步和后面的没有。`,
  'steps.noFile': ({ word }) => `这一步要用到文件，请在步骤里用 ${word} 写明文件名。`,
  'seal.none': ({ period }) => `${period}还没有封账，没有可以核验的内容。请先封账。`,
  'seal.exists': ({ period }) => `${period}已经封账。要改动数据，请填更正单。`,
  'seal.obstacles': ({ first, count }) => `还不能封账：${first}${count > 1 ? `共有 ${count} 处要先办妥。` : ''}`,
  'seal.doubts': ({ first, count }) => `有 ${count} 格偏离以往而没有说明原因，先看一遍再封账：${first}`,
  'submission.locked': ({ sentence, cells }) => `${sentence}${cells > 1 ? `本次 ${cells} 格都没有保存。` : ''}`,
  'submission.unknown': ({ table, period }) => `${period}没有“${table}”这张表，请刷新后再选。`,
  'submission.state': ({ table, state, action, count }) => `“${table}”现在是${state}，不能${action}。${allOrNone(count, action)}`,
  'submission.empty': ({ table, cell, cells, count }) =>
    `“${table}”还有 ${cells} 格没有填，第一格是“${cell}”。请填好，或注明未报、不适用、缓报，再报送。${allOrNone(count, '报送')}`,
  'submission.impossible': ({ table, cell, sentence: why, count }) =>
    `“${table}”的“${cell}”必须改正：${why}改好再报送。${allOrNone(count, '报送')}`,
  'submission.doubt': ({ table, cell, cells, sentence: why, count }) =>
    `“${table}”有 ${cells} 格疑问没有说明，第一格是“${cell}”：${why}请先说明原因，再报送。${allOrNone(count, '报送')}`,
  'submission.own': ({ table, name, count }) => `“${table}”由${name}报送，审核须由另一人办理。${allOrNone(count, '审核')}`,
  'submission.complete': ({ period }) => `${period}各单位的表都已报送，不用催报。`,
  'claims.unknown': () => '没有找到这个事项或佐证，可能已经移除，请重新打开本页。',
  'claims.decided': ({ title }) => `“${title}”已经办结，不能再改。要改请先撤销认定。`,
  'claims.undecided': ({ title }) => `“${title}”还没有认定或不予认定，不用撤销。`,
  'claims.own': () => '自己登记的事项不能由自己认定，请由其他有“审核”职责的人员办理。',
  'claims.unproved': ({ title }) => `“${title}”还没有佐证，请先添加佐证再认定。`,
  'claims.line': ({ item, period }) => `${period}的方案没有可登记的条款“${item}”或这一级别，请重新选择。`,
  'claims.typed': ({ detail }) => `手工填报的数与登记件数不一致：${detail}。确认以登记件数为准后再认定。`,
  'claims.file': ({ detail }) => `${detail}。`,
  'claims.fileChanged': ({ name }) =>
    `佐证“${name}”的内容与登记时不一致，可能被改动过，不能打开。请从备份恢复，或重新收取原件核对。`,
  'publicity.noCandidate': ({ name, period }) => `${name}不在${period}的候选之列，不能记为入选。得分有变动时请重新打开本页核对。`,
  'publicity.chosen': ({ name }) => `${name}已经记为入选。要改请先取消入选。`,
  'publicity.step': ({ title, state, step }) => `“${title}”现在是${state}，不能${step}。请刷新后核对它的经过。`,
  'publicity.ownCopy': ({ name }) => `这是${name}自己的经验，复制单位请选其他单位。`,
  'publicity.decided': ({ title }) => `“${title}”已经办结，不能再改。要改请先撤销核实。`,
  'publicity.undecided': ({ title }) => `“${title}”还没有核实，不用撤销。`,
  'publicity.own': () => '自己登记的条目不能由自己核实，请由其他有“审核”职责的人员办理。',
  'publicity.unproved': ({ title }) => `“${title}”还没有佐证，请先添加佐证再核实。`,
  'publicity.sensitive': ({ count, place, kind }) =>
    `脱敏检查发现 ${count} 处，第一处在“${place}”（${kind}）。请逐条核对，改好或确认可以公开后再导出。`,
  'publicity.barred': ({ place }) => `“${place}”带有密级标志，不能导出。本程序不得处理涉密信息，请删除该内容并按保密规定办理。`,
  'notices.unknown': () => '没有找到这份三单一书或它的佐证，可能已经移除，请重新打开本页。',
  'notices.refused': ({ sentence: why }) => why,
  'panel.started': ({ title }) => `“${title}”已经开始打分，计算办法、评委和单位都不能再改。`,
  'panel.closed': ({ title }) => `“${title}”已经结束评分，不能再改。`,
  'panel.inUse': ({ title }) => `“${title}”已有评分表交卷，不能撤销。没有到场的评委可以登记缺席，然后结束评分。`,
  'panel.duplicate': ({ title, indicator, period }) =>
    `${periodWords(period).own}的“${indicator}”已由“${title}”评分，一项指标${periodKind(period) === 'month' ? '一个月' : '一期'}只评一次。请换一项指标。`,
  'panel.fewRaters': ({ marks, trim, needed }) =>
    trim > 0
      ? `每个单位只有 ${marks} 个打分，去掉最高最低各 ${trim} 个后没有剩余，至少要 ${needed} 个。请增加评委，或减少去掉的个数。`
      : `每个单位只有 ${marks} 个打分，至少要 ${needed} 个。请增加评委。`,
  'panel.handedIn': ({ name }) => `“${name}”的评分表已经交卷，不能再改；结束评分以前也不再显示。`,
  'panel.absent': ({ name }) => `“${name}”已登记缺席，不用填评分表。`,
  'panel.notYours': ({ name, hasAccount }) =>
    hasAccount ? `“${name}”的评分表只能由本人登录后填写。` : `“${name}”没有账户，评分表由有“录入”职责的人员按纸质评分表代填。`,
  'panel.unmarked': ({ units }) =>
    `还有 ${units.length} 个单位没有打分：${firstOf(units)}。每个单位都要打分；确需回避的请勾选“回避”并写明理由。`,
  'panel.unexplained': ({ units }) => `回避要写明理由：${firstOf(units)}。请在理由栏填写后再交卷。`,
  'panel.extreme': ({ marks }) => `以下打分要写明理由：${marks.join('；')}。请在理由栏填写，或改正打分后再交卷。`,
  'panel.waiting': ({ names }) =>
    `还有 ${names.length} 份评分表没有交：${firstOf(names)}。请等交齐，或为没有到场的评委登记缺席。`,
  'panel.fewMarks': ({ unit, count, trim }) =>
    `“${unit}”只有 ${count} 个打分${trim > 0 ? `，去掉最高最低各 ${trim} 个后没有剩余` : ''}，算不出得分，不能结束评分。`,
  'bulletins.refused': ({ sentence: why }) => why,
  'correction.open': ({ period }) => `${period}还没有封账，直接在“数据”页修改即可，不用更正单。`,
  'correction.same': ({ cell }) => `${cell}改前改后相同，不用更正。请去掉这一格，或填上正确的数。`,
  'correction.line': ({ cell }) => `“${cell}”不在申诉的这一项得分里。请换成这一项用到的数据，或改提更正单。`,
  'correction.decided': ({ id }) => `第 ${id} 号更正单已经办结，不能再改。需要时请另提一张。`,
  'correction.stale': ({ cell, id, askedBy }) =>
    `第 ${id} 号更正单提出以后，“${cell}”已由另一张更正单改过。请由${askedBy}撤回，按现在的数另提一张。`,
  'correction.twoPeople': () =>
    '封账后的更正要由两人办理：一人提出，另一人签批。请先在“系统 › 人员”里建立两个账户，其中一个有“封账”职责。',
  'correction.samePerson': ({ name }) => `更正单由${name}提出，要由另一位有“封账”职责的人员签批。`,
  'correction.notOwn': ({ name }) => `更正单由${name}提出，只能由本人撤回。`,
  'task.unknown': () => '没有找到这项任务或节点，可能已经撤销，请重新打开本页。',
  'task.duplicate': ({ number, title }) => `编号 ${number} 已用于“${title}”，请换一个编号。`,
  'task.parent': ({ detail }) => `上级任务不能这样选：${detail}。请换一个。`,
  'task.frozen': ({ title }) => `“${title}”已经立项，日期和节点不能在这里改。要改请在节点旁办理“改期”，写明理由。`,
  'task.settled': ({ title, state }) => `“${title}”${state}，不能再改。`,
  'task.hindered': ({ title, sentence: why }) => `“${title}”${why}`,
  'task.reason': ({ action }) => `${action}要写明理由，请填写后再办理。`,
  'task.doneOn': ({ detail }) => `${detail}，请改后再办理。`,
  'register.order': ({ day, meeting }) => `${day}早于会议日期${meeting}，请检查日期。`,
  'inspections.nobody': ({ period }) => `${period}没有可以抽取的点位：请先在“点位”中登记，或放宽级别、内容、冷却期和回避。`,
  'inspections.listDone': ({ number, isDrawn }) =>
    isDrawn ? `第 ${number} 次名单已经抽取，结果不能改、不能重抽。` : `第 ${number} 次名单已经作废，请另行封存名单。`,
  'inspections.seed': ({ detail }) => `随机数不能用：${detail}。`,
  'inspections.notDrawn': ({ site }) => `“${site}”不在本期抽取结果中，请写明指定督察的理由。`,
  'inspections.signed': ({ site }) => `“${site}”的督察记录已经签字确认，不能再改。确有错误的，请先撤销确认。`,
  'inspections.unsigned': ({ site }) => `“${site}”的督察记录还没有签字确认，请先确认。`,
  'inspections.incomplete': ({ site, detail }) => `“${site}”还不能签字确认：${detail}。`,
  'inspections.points': ({ text, full, points }) => `“${text}”分值 ${full} 分，不能打 ${points} 分，请改正。`,
  'inspections.checklist': ({ block, detail }) => `“${block}”的评分表不能用：${detail}。`,
  'inspections.clauses': ({ detail }) => `扣分条款不能用：${detail}。`,
  'inspections.inspectors': ({ detail }) => `督察人员名单不能用：${detail}。`,
  'inspections.empty': ({ site, missing }) => `“${site}”的督察记录还是空的，没有保存。请先填写${missing}。`,
  'inspections.outside': ({ day, period }) => `督察日期 ${day} 不在${period}之内。请改正日期；确是这一天的，请确认后再保存。`,
  'inspections.state': ({ state, action }) => `这个问题现在是“${state}”，不能${action}。请刷新后再办。`,
  'inspections.unproved': () => '还没有本次整改的佐证，请先添加佐证再报整改。',
  'inspections.day': ({ day, detail }) => `日期 ${day} 不对：${detail}。请改正。`,
  'inspections.moved': ({ site }) => `“${site}”的问题已经在整改，督察记录不能撤销确认。`,
  'inspections.package': ({ name, detail }) => `“${name}”不能导入：${detail}。`,
  internal: ({ reference }) =>
    `程序出现未预料的情况，已记入日志，编号 ${reference}。数据未受影响，请重试；再次出现时请打开日志并告知维护人员。`,
};

/** 张店区、淄川区、博山区等 11 个 once there are more than five. */
function firstOf(names: readonly string[]): string {
  return names.length <= 5 ? names.join('、') : `${names.slice(0, 5).join('、')}等`;
}

/** The sentence for an error, ready for a dialog or for standard output. */
export function sentence<Code extends ErrorCode>(error: AppError<Code>): string {
  return sentences[error.code](error.parameters);
}

/** The sentence for an unforeseen error; its stack is in the log under the same number. */
export const internalSentence = (reference: string): string => sentences.internal({ reference });

export const listName: Readonly<Record<RankingList, string>> = { district: '区县', specialGroup: '专项小组' };
/** States of a 加分事项. */
export const claimStateName = { pending: '待认定', accepted: '已认定', refused: '不予认定', withdrawn: '已撤回' } as const;

export const stateName: Readonly<Record<CellState, string>> = {
  reported: '已报',
  notReported: '未报',
  notApplicable: '不适用',
  deferred: '缓报',
};
export const roleName: Readonly<Record<Role, string>> = {
  entry: '录入',
  review: '审核',
  seal: '封账',
  view: '查看',
  admin: '管理',
};
/** 报送, 退回, 审核, 取消审核: what may happen to a table. */
export const eventName: Readonly<Record<SubmissionEvent, string>> = {
  submit: '报送',
  return: '退回',
  review: '审核',
  reopen: '取消审核',
};
export const tableStateName: Readonly<Record<TableState, string>> = {
  open: '未报',
  submitted: '已报',
  returned: '退回',
  reviewed: '已审核',
};
/** 改革方案, 改革文件, 改革试点, 第一议题, 专项小组会议: the registers beside the ledger. */
export const registerKindName: Readonly<Record<RegisterKind, string>> = {
  plan: '改革方案',
  document: '改革文件',
  pilot: '改革试点',
  agenda: '第一议题',
  meeting: '专项小组会议',
};
export const levelName: Readonly<Record<RegisterLevel, string>> = {
  national: '国家级',
  provincial: '省级',
  city: '市级',
  district: '区县级',
};
export const kindName = { district: '区县', specialGroup: '专项小组', department: '部门', city: '全市' } as const;
export const directionName = { higher: '越高越好', lower: '越低越好', none: '不排名' } as const;
/** 按月、按季、按半年、按年考核. */
export const frequencyName = { month: '月', quarter: '季', half: '半年', year: '年' } as const;

/** How the year speaks of its periods: of months while all of it is held monthly, of 期 otherwise. */
export const annualWords = ({ isMonthly }: { readonly isMonthly: boolean }) =>
  isMonthly
    ? ({ score: '月度得分', mean: '月度平均', place: '月度位次', count: '个月', each: '每月', half: '月度一半' } as const)
    : ({ score: '各期得分', mean: '各期平均', place: '平均位次', count: '期', each: '每期', half: '各期得分一半' } as const);

/** What a figure counted from the office's registers begins its source with; by it the program knows its own counts again. */
export const FEED_SOURCE = '按登记计数';

/** What a figure given by raters begins its source with. */
export const panelSource = { mutual: '区县互评', raters: '评委打分' } as const;
export const isPanelSource = (source: string): boolean =>
  Object.values(panelSource).some((words) => source.startsWith(`${words} `));

/** Figures made up for demonstration carry this as their source; screen and paper say so wherever they are used. */
export const DEMO_SOURCE = '演示数据';
