/** Every Chinese sentence for an error, and the labels shared by screen, workbook and paper. */
import type { Role } from './contract/people.ts';
import type { CellState, RankingList } from './engine/types.ts';
import type { AppError, ErrorCode, ErrorParameters } from './errors.ts';

/** 14:03 of an instant, in the machine's own time. */
const clock = (iso: string): string => new Date(iso).toTimeString().slice(0, 5);

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
  'file.denied': ({ name }) => `没有权限写入“${name}”，请换一个文件夹。`,
  'file.noSpace': ({ name }) => `磁盘空间不足，“${name}”没有写成。请清理磁盘后再试。`,
  'file.unreadable': ({ name }) => `“${name}”无法读取，请确认文件没有损坏、没有被占用。`,
  'file.notFound': ({ name }) => `没有找到文件“${name}”，请检查文件名和位置。`,
  'import.unsupported': ({ detail }) => detail,
  'import.problems': ({ count }) => `文件中有 ${count} 处问题，没有写入任何数据。请改正后重新导入，或只导入没有问题的行。`,
  'import.expired': () => '这次导入的预览已失效，请重新选择文件。',
  'job.busy': () => '另一项任务正在进行，请等它完成或取消后再开始。',
  'job.cancelled': () => '任务已取消，没有写出文件。',
  'job.unknown': () => '没有找到这项任务的结果，请重新生成。',
  'rules.problem': ({ detail }) => detail,
  'rules.none': ({ period }) => `${period}没有可用的考核方案，请先在“系统 › 方案”中启用一个方案。`,
  'period.invalid': ({ text }) => `“${text}”不是考核期，请写成 2018-02、2018-Q1、2018-H1 或 2018。`,
  'organisation.unknown': ({ name }) => `没有名为“${name}”的单位，请检查名称，或先在“系统 › 单位”中建立。`,
  'organisation.duplicate': ({ name }) => `已有${name}的单位，请换一个。`,
  'indicator.unknown': ({ name }) => `没有编码或名称为“${name}”的指标，请检查编码，或先在“系统 › 指标”中建立。`,
  'indicator.duplicate': ({ name }) => `已有${name}的指标，请换一个。`,
  'indicator.noDirection': ({ name }) => `指标“${name}”没有规定高好还是低好，不能排名。请先在“系统 › 指标”中设定方向。`,
  'indicator.computed': ({ name }) => `“${name}”由公式计算，不用填报。`,
  'value.invalid': ({ text, reason }) => `“${text}”不能填入：${reason}。`,
  'ranking.none': ({ list, period }) =>
    `${period}还没有一个${list}的数据是齐全的，排不出名次。请先在“数据”页补齐，或注明未报、不适用。`,
  'import.nothing': ({ name }) => `“${name}”里没有可以导入的内容，没有写入任何数据。`,
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
  internal: ({ reference }) =>
    `程序出现未预料的情况，已记入日志，编号 ${reference}。数据未受影响，请重试；再次出现时请打开日志并告知维护人员。`,
};

/** The sentence for an error, ready for a dialog or for standard output. */
export function sentence<Code extends ErrorCode>(error: AppError<Code>): string {
  return sentences[error.code](error.parameters);
}

/** The sentence for an unforeseen error; its stack is in the log under the same number. */
export const internalSentence = (reference: string): string => sentences.internal({ reference });

export const listName: Readonly<Record<RankingList, string>> = { district: '区县', specialGroup: '专项小组' };
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
export const kindName = { district: '区县', specialGroup: '专项小组', department: '部门', city: '全市' } as const;
export const directionName = { higher: '越高越好', lower: '越低越好', none: '不排名' } as const;
export const frequencyName = { month: '月', quarter: '季', half: '半年', year: '年' } as const;

/** Figures made up for demonstration carry this as their source; screen and paper say so wherever they are used. */
export const DEMO_SOURCE = '演示数据';
