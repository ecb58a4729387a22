/** Indicators over time; a computed one is worked out from its parts wherever all of them are known. */
import type { Series, SeriesPoint } from '../../shared/contract/observations.ts';
import { type Cell, exactText, type Indicators, prepareIndicators, published, readIndicator } from '../../shared/engine/index.ts';
import { listIndicators } from '../store/indicators.ts';
import { seriesOf } from '../store/observations.ts';
import type { Reader } from '../store/transaction.ts';

export function viewSeries(db: Reader, codes: readonly string[]): readonly Series[] {
  const indicators = listIndicators(db);
  const prepared = prepareIndicators(indicators);
  return codes.flatMap((code) => {
    const formula = prepared.formulas.get(code);
    if (!formula) return seriesOf(db, [code]);
    const decimals = indicators.find((row) => row.code === code)?.decimals ?? null;
    return computed(seriesOf(db, rawParts(code, prepared)), code, formula.expression, decimals, prepared);
  });
}

/** The reported figures behind a computed one, through formulas over formulas. */
function rawParts(code: string, prepared: Indicators): readonly string[] {
  const formula = prepared.formulas.get(code);
  return formula ? [...new Set(formula.indicators.flatMap((part) => rawParts(part, prepared)))] : [code];
}

function computed(
  parts: readonly Series[],
  code: string,
  expression: string,
  decimals: number | null,
  prepared: Indicators,
): readonly Series[] {
  const units = new Map(parts.map((part) => [part.organisation, part]));
  return [...units.values()].flatMap(({ organisation, name, kind }) => {
    const own = parts.filter((part) => part.organisation === organisation);
    const periods = [...new Set(own.flatMap((part) => part.points.map((point) => point.period)))].sort();
    const points = periods.flatMap((period): readonly SeriesPoint[] => {
      const cells: Record<string, Cell> = {};
      const sources = new Set<string>();
      for (const { indicator, points: known } of own) {
        const point = known.find((one) => one.period === period);
        if (!point) continue;
        cells[indicator] = { value: point.value, state: 'reported' };
        sources.add(point.source);
      }
      const { value } = readIndicator('value', code, cells, prepared);
      if (value === null) return [];
      const text = decimals === null ? exactText(value) : published(value, decimals);
      return [{ period, value: text, source: [...sources].join('；'), note: `由公式计算：${expression}` }];
    });
    return points.length > 0 ? [{ indicator: code, organisation, name, kind, points }] : [];
  });
}
