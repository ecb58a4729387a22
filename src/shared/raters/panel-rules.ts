import type { PanelView } from '../contract/panels.ts';

type Rules = Pick<PanelView, 'kind' | 'remedy' | 'trim' | 'decimals' | 'low' | 'high' | 'indicatorName' | 'raters' | 'units'>;

/** How a panel is computed, as it was fixed before the first mark: for its page and its paper. */
export function panelRules({ kind, remedy, trim, decimals, low, high, indicatorName, raters, units }: Rules): readonly string[] {
  const who =
    kind === 'mutual' ? `${raters.length}个区县互评，不给本单位打分` : `${raters.length}名评委给${units.length}个单位打分`;
  const way =
    remedy === 'adjusted'
      ? '每个打分扣除该评委宽严差后的平均'
      : trim === 0
        ? '全部打分的平均'
        : `去掉最高、最低各${trim}个后的平均`;
  return [
    `${who}，百分制。得分为${way}，四舍五入保留${decimals}位小数，记入“${indicatorName}”。`,
    `低于${low}分、高于${high}分，或与本人其他打分相差过大的，要写理由。计算办法在第一个打分之前定下，不再改变。`,
  ];
}
