/** Whom a view of 会诊 is about: the list and the unit, chosen in the heading. */
import type { RankingList } from '../../../shared/engine/types.ts';
import { ListSwitch } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import type { ConsultationView, ConsultationViewProps } from './view.ts';

type Props = Pick<ConsultationViewProps, 'period' | 'go' | 'list' | 'organisation' | 'views'>;

/**
 * Whoever was asked for, as long as the list has it; otherwise whoever stands last.
 * @returns `data` of the month and list shown, null while it is on its way; `chosen` undefined when nobody is ranked
 */
export function useWhom({ period, go, list = 'district', organisation, views }: Props, view: ConsultationView) {
  const candidates = useCall('consultations.candidates', { period, list }, { keep: true, fresh: true });
  const data = candidates.data?.period === period && candidates.data.list === list ? candidates.data : null;
  const chosen = (data?.units.find((unit) => unit.organisation === organisation) ?? data?.opened.at(-1))?.organisation;
  const open = (next: RankingList, unit?: string): void =>
    go({ name: 'consultations', view, list: next, ...(unit === undefined ? {} : { organisation: unit }) });
  const choice = (
    <>
      {views}
      <ListSwitch value={list} onChange={(next) => open(next)} />
      {data && data.units.length > 0 ? (
        <select aria-label="单位" value={chosen ?? ''} onChange={(event) => open(list, event.target.value)}>
          {chosen === undefined ? <option value="">请选单位</option> : null}
          {data.units.map((unit) => (
            <option key={unit.organisation} value={unit.organisation}>
              第 {unit.rank} 位 {unit.name}
            </option>
          ))}
        </select>
      ) : null}
    </>
  );
  return { data, chosen, choice, error: candidates.error };
}
