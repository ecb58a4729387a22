/** 摘帽路线 in sentences, the same on screen and paper. */
import { exact, published } from '../engine/decimal.ts';
import { formatPeriod } from '../period.ts';
import type { FilledLevel } from './route-levels.ts';
import type { FailedPlan, Plan, PlanKind, ReachedPlan, Route, Target } from './route-plan.ts';

/** 工作量 of one item (methods.md §6: S/M/L). */
export const EFFORTS = [1, 2, 3] as const;
export type Effort = (typeof EFFORTS)[number];
export const effortName: Readonly<Record<Effort, string>> = { 1: '小', 2: '中', 3: '大' };

export const planName: Readonly<Record<PlanKind, string>> = { least: '最省力', soonest: '最快见效', safest: '最稳妥' };

const DECIMALS = 2;
const points = (value: string): string => published(exact(value), DECIMALS);
const size = (value: string): string => published(exact(value).abs(), DECIMALS);
/** So many titles are named; the table beside has them all. */
const NAMED = 3;

/** What the whole comes to: it can be done next period, or when at the earliest, or not. */
export function routeWords(route: Route): string {
  const { earliest, next, isLast, plans } = route;
  const aim = isLast ? '摘帽' : '超过前一名';
  if (earliest?.nth === 1) return `${formatPeriod(next)}可以${aim}，路线见下。`;
  const when = earliest
    ? `现有事项全部办结、各单位照近六期走势，最早要到${formatPeriod(earliest.period)}（第 ${earliest.nth} 个考核期）`
    : '照现有事项和近六期走势，还推算不出最早哪一期可以，需要另行增加举措';
  return `${formatPeriod(next)}无法${aim}：${shortfall(plans[0])}。${when}。`;
}

/** One plan: what to do and what it comes to; or why it does not do. */
export function planWords(plan: Plan, route: Pick<Route, 'next' | 'isLast' | 'score'>): string {
  if (plan.state === 'failed') return `${planName[plan.kind]}：${formatPeriod(route.next)}做不到。${failureWords(plan, route)}`;
  return `${planName[plan.kind]}：${reachedWords(plan, route.score)}${driftWords(plan.target, plan.kind)}${bentWords(plan)}${unprovedWords(plan)}`;
}

function reachedWords({ works, effort, score, target, rank }: ReachedPlan, before: string): string {
  // Of what is printed, so that the sentence adds up.
  const ahead = exact(score).minus(points(target.expected));
  const titles = works.slice(0, NAMED).map(({ name }) => `“${name}”`);
  const more = works.length > NAMED ? `等 ${works.length} 件` : ` ${works.length} 件`;
  return `办结${titles.join('')}${more}，工作量合计 ${effort}；得分由 ${before} 升到 ${score}，超过${target.name}预计的 ${points(target.expected)} 分 ${published(ahead, DECIMALS)} 分，预计列第 ${rank} 位。`;
}

function driftWords({ name, drift, changes }: Target, kind: PlanKind): string {
  if (changes === 0) return `${name}没有可比的往期得分，按原地不动计。`;
  const taken = kind === 'safest' ? '中较快的水平（上四分位数）' : '的中位数';
  return exact(drift).isZero()
    ? `${name}近 ${changes} 次变动${taken}不升，按原地不动计。`
    : `${name}按近 ${changes} 次变动${taken}预计再升 ${points(drift)} 分，已算在内。`;
}

function bentWords({ worstMargin }: ReachedPlan): string {
  if (worstMargin === null) return '';
  return exact(worstMargin).lt(0)
    ? `各项分值变动不到 10% 就可能重新落后，最多落后 ${size(worstMargin)} 分。`
    : '各项分值上下变动 10%，仍不落后。';
}

const unprovedWords = ({ isProven }: ReachedPlan): string =>
  isProven ? '' : '这些事项互相影响（封顶、取低等），已重新计算核实够分，但未必是最省的一组。';

function failureWords(plan: FailedPlan, { next, isLast }: Pick<Route, 'next' | 'isLast'>): string {
  if (plan.reason === 'noTable') return '得分写不成各项分值乘得分率之和，看不出分值变动的影响，不列最稳妥的路线。';
  if (plan.reason === 'notFirm') {
    return `${plan.works} 件全部办结可加 ${points(plan.gain)} 分，能超过${plan.target.name}，但各项分值变动不到 10% 就可能重新落后，最多落后 ${points(plan.short)} 分。`;
  }
  if (plan.reason === 'noWorks' && plan.kind === 'soonest') return `没有在${formatPeriod(next)}内到期的事项。`;
  return `${isLast ? '' : '按现有事项，'}${shortfall(plan)}。`;
}

function shortfall(plan: Plan): string {
  const { name, need } = plan.target;
  if (plan.state === 'reached') return `超过${name}需要 ${points(need)} 分`;
  if (plan.reason === 'noWorks') return `没有登记可以办结的事项，而超过${name}需要 ${points(need)} 分`;
  return `现有 ${plan.works} 件全部办结可加 ${points(plan.gain)} 分，超过${name}需要 ${points(need)} 分，还差 ${points(plan.short)} 分`;
}

/** Whether one line alone would do, in hundredths of its own points. */
export function levelWords({ code, name, room, aloneBy, isAloneEnough }: FilledLevel): string {
  if (aloneBy === null) return `${code} ${name}不占分值。`;
  const best = exact(room).isZero() ? '已是名单内最好' : `名单内最好的比它高 ${points(room)} 个百分点`;
  return isAloneEnough
    ? `${code} ${name}：只靠这一项，得分率提高 ${points(aloneBy)} 个百分点可以追上（${best}）。`
    : `${code} ${name}：靠单项追不上，得分率要提高 ${points(aloneBy)} 个百分点，${best}。`;
}
