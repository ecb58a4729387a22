import { type Cadence, heldOf, nextHeld, previousHeld } from '../../shared/cadence.ts';
import { formatPeriod, periodKind } from '../../shared/period.ts';
import { useCall } from '../queries.ts';

type Props = { readonly period: string; readonly cadence: Cadence; readonly onChange: (period: string) => void };

/** The period is the spine of every page: change it and all of them show that period. Only such as are held are listed. */
export function MonthSwitch({ period, cadence, onChange }: Props) {
  const rows = useCall('periods.list', {});
  const known = new Set([period, nextHeld(period, cadence), ...(rows.data ?? []).map((row) => row.id)]);
  const [latest = period] = heldOf([...known], cadence);
  known.add(nextHeld(latest, cadence));
  const isMonth = periodKind(period) === 'month';
  return (
    <div className="months">
      <button type="button" aria-label={isMonth ? '上个月' : '上一期'} onClick={() => onChange(previousHeld(period, cadence))}>
        ◀
      </button>
      <select aria-label="考核期" value={period} onChange={(event) => onChange(event.target.value)}>
        {heldOf([...known], cadence).map((one) => (
          <option key={one} value={one}>
            {formatPeriod(one)}
          </option>
        ))}
      </select>
      <button type="button" aria-label={isMonth ? '下个月' : '下一期'} onClick={() => onChange(nextHeld(period, cadence))}>
        ▶
      </button>
    </div>
  );
}
