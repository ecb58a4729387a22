/** 去掉一个再排, the registers' side: what the figures of the list would be without one inspector's records, or without one panel member's sheet. */
import type { Exchange, FirmnessQuestion } from '../../shared/consultation/how-firm.ts';
import { exact, sum, text } from '../../shared/engine/decimal.ts';
import { AppError } from '../../shared/errors.ts';
import { SITE_SCORES } from '../../shared/inspections/clauses.ts';
import { visitsIn } from '../store/inspections.ts';
import { findPanel, listPanels, type StoredPanel } from '../store/panels.ts';
import type { Reader } from '../store/transaction.ts';
import type { OpenedList } from './consultation-case.ts';
import { figuresOf } from './evaluation.ts';
import { scoreOf } from './inspection-figures.ts';
import { resultOf } from './panels.ts';

/** 现场督察点数 and 得分合计 of the default scheme. */
const SITES = 'B1a';

type Exchanges = Pick<FirmnessQuestion, 'exchanges' | 'refusals'>;
type Side = { readonly exchanges: readonly Exchange[]; readonly refusal: string | null };

export function exchangesOf(db: Reader, opened: OpenedList): Exchanges {
  const [inspectors, panelMembers] = [withoutInspectors(db, opened), withoutPanelMembers(db, opened)];
  return {
    exchanges: [...inspectors.exchanges, ...panelMembers.exchanges],
    refusals: { inspector: inspectors.refusal, panelMember: panelMembers.refusal },
  };
}

const isSameFigure = ({ evaluated }: OpenedList, organisation: string, indicator: string, value: string): boolean => {
  const cell = evaluated.input.values[organisation]?.[indicator];
  return cell?.value != null && exact(cell.value).eq(value);
};

function withoutInspectors(db: Reader, opened: OpenedList): Side {
  const { period, evaluated } = opened;
  const used = figuresOf(evaluated.scheme.rules, evaluated.input.indicators);
  if (!used.has(SITES) || !used.has(SITE_SCORES)) return { exchanges: [], refusal: '方案不按督察记录计分' };
  const visits = visitsIn(db, period).flatMap((visit) => {
    const score = visit.signedBy === '' ? null : scoreOf(visit);
    const isRanked = evaluated.evaluation.entries.some(({ organisation }) => organisation === visit.site.organisation);
    return score === null || !isRanked ? [] : [{ organisation: visit.site.organisation, inspectors: visit.inspectors, score }];
  });
  if (visits.length === 0) return { exchanges: [], refusal: '本期没有已确认的督察记录' };
  type Seen = (typeof visits)[number];
  const figures = (of: readonly Seen[]): Readonly<Record<string, string | null>> =>
    of.length === 0
      ? { [SITES]: null, [SITE_SCORES]: null }
      : { [SITES]: String(of.length), [SITE_SCORES]: text(sum(of.map(({ score }) => exact(score)))) };
  const units = [...new Set(visits.map(({ organisation }) => organisation))];
  const differs = units.some((organisation) =>
    Object.entries(figures(visits.filter((visit) => visit.organisation === organisation))).some(
      ([indicator, value]) => value === null || !isSameFigure(opened, organisation, indicator, value),
    ),
  );
  if (differs) return { exchanges: [], refusal: '填报的督察得分与督察登记不一致，没有逐人去掉' };
  const people = [...new Set(visits.flatMap(({ inspectors }) => inspectors))];
  return {
    refusal: null,
    exchanges: people.map((name): Exchange => {
      const touched = units.filter((unit) =>
        visits.some((visit) => visit.organisation === unit && visit.inspectors.includes(name)),
      );
      const cells = touched.map((unit) => {
        const left = visits.filter((visit) => visit.organisation === unit && !visit.inspectors.includes(name));
        return [unit, figures(left)] as const;
      });
      return { kind: 'inspector', code: name, name, cells: Object.fromEntries(cells) };
    }),
  };
}

function withoutPanelMembers(db: Reader, opened: OpenedList): Side {
  const { period, list, evaluated } = opened;
  const used = figuresOf(evaluated.scheme.rules, evaluated.input.indicators);
  const panels = listPanels(db, period)
    .filter(({ isClosed }) => isClosed)
    .flatMap(({ id }) => findPanel(db, id) ?? [])
    .filter((panel) => panel.list === list && used.has(panel.indicator));
  if (panels.length === 0) return { exchanges: [], refusal: '本期没有计入得分的评委打分' };
  const differs = panels.some((panel) =>
    resultOf(db, panel).units.some(({ code, value }) => !isSameFigure(opened, code, panel.indicator, value)),
  );
  if (differs) return { exchanges: [], refusal: '填报的数与评分结果不一致，没有逐人去掉' };
  const exchanges = panels.flatMap((panel) =>
    panel.raters.flatMap(({ ordinal, name, isHandedIn }): readonly Exchange[] => {
      const left = isHandedIn ? resultWithout(db, panel, ordinal) : null;
      if (left === null) return [];
      const cells = left.map(({ code, value }) => [code, { [panel.indicator]: value }] as const);
      return [
        { kind: 'panelMember', code: `${panel.id} ${ordinal}`, name: `${panel.title} ${name}`, cells: Object.fromEntries(cells) },
      ];
    }),
  );
  return { exchanges, refusal: exchanges.length === 0 ? '评委太少，去掉一人就没有结果' : null };
}

/** null: without the sheet there are too few marks for a result. */
function resultWithout(db: Reader, panel: StoredPanel, ordinal: number) {
  try {
    return resultOf(db, panel, ordinal).units;
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'panel.fewMarks') return null;
    throw cause;
  }
}
