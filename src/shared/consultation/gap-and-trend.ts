/** 差距 × 走势: where a line stands beside its peers and which way it goes, and only what is more than chance counts as going (methods.md §3, §4). */
import type { Exact } from '../engine/decimal.ts';
import type { ChartSegment } from './process-chart.ts';
import type { TrendTest } from './trend-test.ts';

/** Two-sided; the office's usual 95 %. */
const P = 0.05;
/** As in process-chart.ts: fewer figures say nothing. */
const FEWEST = 6;

export type Course = 'rising' | 'falling' | 'steady' | 'unknown';

/**
 * Which way a course goes. A signal of the last month comes first (rule 1: out of the limits; 2: on one side of the mean; 3: a run; 4: near
 * the limit), or a sudden slide after good years would be called a rise; then a trend by Mann–Kendall with p < 0.05.
 * @param chart the last segment of processChart
 * @param last the month in question
 * @param trend of the same months; null = none
 * @returns unknown for fewer than six figures; steady = 无显著变化: no arrow is printed
 * @example y2 of methods.md §4 (S 62, p 2.88e-5) → rising; y with 68 in the ninth of twelve months → steady
 */
export function courseOf(chart: ChartSegment, last: string, trend: TrendTest | null): Course {
  if (chart.count < FEWEST) return 'unknown';
  const sides = new Set(chart.signals.filter(({ period }) => period === last).map(({ side }) => side));
  if (sides.size === 1) return sides.has('high') ? 'rising' : 'falling';
  if (sides.size > 1 || trend === null || trend.p >= P) return 'steady';
  return trend.s > 0 ? 'rising' : 'falling';
}

export type Quadrant = '长期短板' | '补课中' | '新发滑坡' | '优势' | '短板';

/**
 * 2 × 2: behind and flat or falling 长期短板; behind and rising 补课中; level or ahead and falling 新发滑坡; otherwise 优势. Behind with too few months
 * for a course is only 短板: nobody knows yet for how long.
 * @param gap own figure less the peers' median, higher is better; 0 is not behind
 * @example −8 and steady → 长期短板; −8 and rising → 补课中; +2 and falling → 新发滑坡; 0 and steady → 优势
 */
export function quadrantOf(gap: Exact, course: Course): Quadrant {
  const isBehind = gap.lt(0);
  if (!isBehind) return course === 'falling' ? '新发滑坡' : '优势';
  if (course === 'unknown') return '短板';
  return course === 'rising' ? '补课中' : '长期短板';
}

/** As printed: an arrow word only for a signal. */
export const COURSE_WORDS: Readonly<Record<Course, string>> = {
  rising: '明显上升',
  falling: '明显下降',
  steady: '无显著变化',
  unknown: '期数不足，不作判断',
};
