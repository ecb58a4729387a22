/** What a figure can be at all, from its name and unit. Works on the decimal text, so that the window needs no arithmetic for it. */
import type { CheckedIndicator, Finding } from './finding.ts';

type Named = Pick<CheckedIndicator, 'name' | 'unit' | 'decimals'>;

/** Things that are counted one by one. 位 is a place in a ranking, 分 a mark: neither is a count. */
const COUNT_UNITS = /^(?:[个件次项条篇期人户家起处份场宗台辆所座天名批卷册]|人次|户次|件次|家次)$/;
const QUANTITY_UNITS = /^(?:[µμ]g\/m[³3]|mg\/m[³3]|平方公里|公里|亩|公顷|[万千百]?吨|万[人户件个次])$/;
/** A difference against something else may be negative and may pass 100. */
const DIFFERENCE = /增|减|升|降|涨|跌|改善|变化|变动|同比|环比|较|净|差/;
/** Shares by their names: of the whole, so between 0 and 100. */
const SHARE =
  /占比|比重|比率|比例|占.+比|满意[度率]|知晓[度率]|城镇化率|(?:优良|覆盖|普及|合格|达标|办结|办理|整改|出台|传达|召开|推进|及时|按期|按时|销号|参与|参会|出勤|通过|到位|公开|网办|入库|回复|答复|采用|录用|报送|抽查|签收)率/;
/** Rates that may well pass 100. */
const OPEN_RATE = /完成|达成|实现|执行|进度|产销|负债|利润|收益|回报|周转|抚养|依存|流动比|杠杆|指数|强度|密度/;

export const isCount = ({ unit }: Pick<Named, 'unit'>): boolean => COUNT_UNITS.test(unit);
/** 新增 counts what is new; every other 增 is a difference. */
const isDifference = (name: string): boolean => DIFFERENCE.test(name.replace(/新增|减灾|减排|降水|升级/g, ''));
export const isNeverNegative = ({ name, unit }: Pick<Named, 'name' | 'unit'>): boolean =>
  (COUNT_UNITS.test(unit) || QUANTITY_UNITS.test(unit)) && !isDifference(name);
/** certain: outside 0–100 is impossible; likely: it is unusual. */
export function shareKind({ name, unit }: Pick<Named, 'name' | 'unit'>): 'certain' | 'likely' | null {
  if (unit !== '%' || isDifference(name)) return null;
  if (OPEN_RATE.test(name)) return null;
  return SHARE.test(name) ? 'certain' : 'likely';
}

const isNegative = (value: string): boolean => value.startsWith('-') && /[1-9]/.test(value);
/** Exact: a double next to 100 tells 10 digits after the point apart. */
const isOver100 = (value: string): boolean => Number(value) > 100;
const hasFraction = (value: string): boolean => /\.\d*[1-9]/.test(value);

/**
 * 硬范围: a negative count or concentration, a share outside 0–100.
 * @returns a finding of severity `refuse`, or null
 */
export function refusalOf(indicator: Named, value: string): Finding | null {
  const { name } = indicator;
  if (isNegative(value) && isNeverNegative(indicator)) {
    return refuse('negative', `“${name}”填了 ${value}，本项不能是负数，请改后再填。`);
  }
  if (shareKind(indicator) !== 'certain') return null;
  if (isNegative(value)) return refuse('share', `“${name}”填了 ${value}%，比率应在 0 至 100 之间，请改后再填。`);
  if (isOver100(value)) {
    return refuse('share', `“${name}”填了 ${value}%，比率不能超过 100，请核对小数点，或核对分子、分母后再填。`);
  }
  return null;
}

const refuse = (code: Finding['code'], sentence: string): Finding => ({ code, severity: 'refuse', sentence });

/** A rate of unknown kind outside 0–100: unusual, not impossible. */
export function shareDoubt(indicator: Named, value: string): Finding | null {
  if (shareKind(indicator) !== 'likely' || (!isNegative(value) && !isOver100(value))) return null;
  return { code: 'share', severity: 'doubt', sentence: `${value}% 不在 0 至 100 之间，请核对；确实如此请说明原因。` };
}

/**
 * Half a 件 is no count. Only a doubt: sheets are pasted block by block, and a column that was pasted one too far to the left
 * should still be seen in the grid instead of vanishing from it.
 */
export function wholeDoubt(indicator: Named, value: string): Finding | null {
  if (indicator.decimals !== 0 || !isCount(indicator) || !hasFraction(value)) return null;
  return { code: 'whole', severity: 'doubt', sentence: `${value} 不是整数，本项按${indicator.unit}计，请改为整数。` };
}
