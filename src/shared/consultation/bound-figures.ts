/** The figures of a 会诊 that a text may hold, by the names a clerk knows them by. */
import { formatPeriod } from '../period.ts';
import type { BoundFigure } from './bound-text.ts';
import type { ConsultationHead, Diagnosis, Symptoms } from './facts.ts';

const GAPS: Readonly<Record<Symptoms['gaps'][number]['against'], string>> = { mean: '平均', above: '前一名', best: '第一名' };

/**
 * Figures without signs where a sentence says the direction (“低 ${与平均的差距} 分”).
 * @param diagnosis adds what the worker reckoned; left out where that is not at hand
 */
export function consultationFigures(
  { head, symptoms }: { readonly head: ConsultationHead; readonly symptoms: Symptoms },
  diagnosis?: Diagnosis,
): readonly BoundFigure[] {
  const figures: BoundFigure[] = [
    { token: '考核期', text: formatPeriod(head.period) },
    { token: '单位', text: head.name },
    { token: '得分', text: head.score },
    { token: '名次', text: String(head.rank) },
    { token: '单位数', text: String(head.units) },
    ...symptoms.gaps.flatMap(({ against, other, score, gap }) => [
      { token: `与${GAPS[against]}的差距`, text: gap.replace(/^[-−]/, '') },
      { token: against === 'mean' ? '平均分' : `${GAPS[against]}得分`, text: score },
      ...(against === 'mean' ? [] : [{ token: `${GAPS[against]}单位`, text: other }]),
    ]),
    ...symptoms.lines.flatMap(({ code, points }) => {
      const rate = points.at(-1)?.value;
      return code === null || rate === null || rate === undefined ? [] : [{ token: `${code} 得分率`, text: `${rate}%` }];
    }),
    ...symptoms.grid.map(({ code, gap }) => ({ token: `${code} 与同类的差距`, text: gap.replace(/^[-−]/, '') })),
  ];
  if (!diagnosis) return figures;
  const { costs, losses } = diagnosis.tests;
  return [
    ...figures,
    { token: '可挽回失分', text: losses.whole },
    { token: '计分事项数', text: String(costs.works.length) },
    { token: '全部办结可加分', text: costs.joint.shown },
    { token: '全部办结得分', text: costs.joint.score },
    { token: '全部办结名次', text: String(costs.joint.rank) },
  ];
}
