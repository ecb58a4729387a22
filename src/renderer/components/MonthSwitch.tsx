import { formatPeriod, nextPeriod, previousPeriod } from '../../shared/period.ts';
import { useCall } from '../queries.ts';

/** The month is the spine of every page: change it and all of them show that month. */
export function MonthSwitch({ period, onChange }: { readonly period: string; readonly onChange: (period: string) => void }) {
  const periods = useCall('periods.list', {});
  const months = new Set((periods.data ?? []).map((row) => row.id).filter((id) => /^\d{4}-\d{2}$/.test(id)));
  months.add(period);
  months.add(nextPeriod(period));
  const next = [...months].sort().at(-1);
  if (next) months.add(nextPeriod(next));
  return (
    <div className="months">
      <button type="button" aria-label="上个月" onClick={() => onChange(previousPeriod(period))}>
        ◀
      </button>
      <select aria-label="考核期" value={period} onChange={(event) => onChange(event.target.value)}>
        {[...months]
          .sort()
          .reverse()
          .map((month) => (
            <option key={month} value={month}>
              {formatPeriod(month)}
            </option>
          ))}
      </select>
      <button type="button" aria-label="下个月" onClick={() => onChange(nextPeriod(period))}>
        ▶
      </button>
    </div>
  );
}
