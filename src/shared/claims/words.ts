/** How the page, the drawer and the paper speak of a claim. No arithmetic: the window loads this. */
import { formatPeriod, periodWords } from '../period.ts';

/** Figures counted from claims carry this as the beginning of their source; figures typed by hand never do. */
const SOURCE = '加分登记';
export const claimSource = (count: number): string => `${SOURCE} ${count} 件`;
export const isClaimSource = (source: string): boolean => source.startsWith(`${SOURCE} `);

/** Why a claim counts or does not, the months and levels named. */
export function verdictWords(
  period: string,
  verdict:
    | { readonly counts: true; readonly raises: { readonly period: string; readonly levelName: string } | null }
    | { readonly counts: false; readonly by: { readonly period: string; readonly levelName: string } | null },
): string {
  const { own } = periodWords(period);
  if (verdict.counts) {
    const { raises } = verdict;
    return raises
      ? `计 1 件；同一事项${formatPeriod(raises.period)}已按“${raises.levelName}”计过，现按更高级别计。`
      : '计 1 件。';
  }
  if (verdict.by === null) return `不计：${own}方案没有这一级别。`;
  const { by } = verdict;
  if (by.period === period) return `不计：同一事项${own}已按“${by.levelName}”计分。`;
  return `不计：同一事项已在${formatPeriod(by.period)}按“${by.levelName}”计分。`;
}
