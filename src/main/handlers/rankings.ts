import type { IndicatorRanking } from '../../shared/contract/rankings.ts';
import { exactText, prepareIndicators, published, rankValues, readIndicator } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import { listIndicators } from '../store/indicators.ts';
import { organisationsIn } from '../store/organisations.ts';
import { cellsIn, viewRanking } from './evaluation.ts';

export const rankings = {
  'rankings.view': ({ period, list }, context) => {
    const { view } = viewRanking(context.reader(), period, list);
    if (view.evaluation.entries.length === 0)
      throw new AppError('list.empty', { list: listName[list], period: formatPeriod(period) });
    return view;
  },
  /** One indicator's places: by its own direction, on its published digits; a missing value has no rank. */
  'rankings.indicator': ({ period, indicator: wanted, list }, context): IndicatorRanking => {
    const db = context.reader();
    const all = listIndicators(db);
    const indicator = all.find((row) => row.code === wanted || row.name === wanted || row.aliases.includes(wanted));
    if (!indicator) throw new AppError('indicator.unknown', { name: wanted });
    if (indicator.direction === 'none') throw new AppError('indicator.noDirection', { name: indicator.name });
    const organisations = organisationsIn(db, list, period);
    const cells = cellsIn(db, period);
    const prepared = prepareIndicators(all);
    const found = organisations.map((organisation) => ({
      organisation,
      ...readIndicator('value', indicator.code, cells[organisation.code] ?? {}, prepared),
    }));
    const ranks = rankValues(
      new Map(found.map(({ organisation, value }) => [organisation.code, value === null ? null : exactText(value)])),
      {
        direction: indicator.direction,
        decimals: indicator.decimals,
      },
    );
    const entries = found.flatMap(({ organisation, value, use }) => {
      const ranked = ranks.get(organisation.code);
      if (!ranked || value === null) return [];
      const text = indicator.decimals === null ? exactText(value) : published(value, indicator.decimals);
      return [{ organisation: organisation.name, code: organisation.code, value: text, source: use.source ?? '', ...ranked }];
    });
    return {
      period,
      list,
      indicator: { code: indicator.code, name: indicator.name, unit: indicator.unit, direction: indicator.direction },
      entries: entries.sort((a, b) => a.rank - b.rank),
      missing: found.filter(({ value }) => value === null).map(({ organisation }) => organisation.name),
    };
  },
} satisfies Partial<Handlers>;
