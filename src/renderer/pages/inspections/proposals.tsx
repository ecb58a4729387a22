import { useState } from 'react';
import type { Site } from '../../../shared/contract/inspection-draws.ts';
import { BLOCKS, LEVELS } from '../../../shared/inspections/words.ts';
import { choicesOf } from '../../components/fields.tsx';
import { Sheet, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

type Change = Pick<Site, 'level' | 'block'>;

/** 从调度取点位: sites the ledger and the register of 试点 name, beside those registered; the clerk ticks, looks at level and block, registers. */
export function ProposalsSheet({ onClose }: { readonly onClose: () => void }) {
  const view = useCall('inspections.proposals', {}, { fresh: true });
  const save = useCommand('inspections.saveSites');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [changes, setChanges] = useState<Readonly<Record<string, Change>>>({});
  const fresh = (view.data ?? [])
    .filter(({ known }) => known === null)
    .map((one) => ({ ...one, site: { ...one.site, ...changes[one.site.code] } }));
  const known = (view.data ?? []).length - fresh.length;
  const chosen = fresh.filter(({ site }) => !left.has(site.code));
  const set = ({ code, level, block }: Site, change: Partial<Change>): void =>
    setChanges({ ...changes, [code]: { level, block, ...change } });
  const tick = (code: string, isIn: boolean): void => {
    const next = new Set(left);
    if (isIn) next.delete(code);
    else next.add(code);
    setLeft(next);
  };
  const footer = (
    <>
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button
        type="button"
        className="main"
        disabled={chosen.length === 0 || save.isPending}
        onClick={() => save.mutate({ sites: chosen.map(({ site }) => site) }, { onSuccess: onClose })}
      >
        登记 {chosen.length} 个
      </button>
    </>
  );
  return (
    <Sheet title="从调度取点位" say={known > 0 ? `另有 ${known} 个已经登记` : ''} width={900} onClose={onClose} footer={footer}>
      <Trouble error={view.error ?? save.error} />
      {view.data && fresh.length === 0 ? (
        <p className="faint">
          {known > 0
            ? '台账和试点里写明的点位都已登记。'
            : '台账里没有销号的任务、试点登记都没有写明点位。在“调度”的任务或试点里填上“点位”，这里就能取来。'}
        </p>
      ) : null}
      {fresh.length > 0 ? (
        <table className="table tight" aria-label="调度里的点位">
          <thead>
            <tr>
              <th className="c">登记</th>
              <th>点位</th>
              <th>单位</th>
              <th>级别</th>
              <th>内容</th>
              <th>来自</th>
            </tr>
          </thead>
          <tbody>
            {fresh.map(({ site, words, organisationName }) => (
              <tr key={site.code}>
                <td className="c">
                  <input
                    type="checkbox"
                    aria-label={`登记 ${site.name}`}
                    checked={!left.has(site.code)}
                    onChange={(event) => tick(site.code, event.target.checked)}
                  />
                </td>
                <td>
                  {site.name} <span className="faint">{site.code}</span>
                </td>
                <td>{organisationName}</td>
                <td>
                  <Choice
                    label={`级别 ${site.name}`}
                    names={LEVELS}
                    value={site.level}
                    onChange={(level) => set(site, { level })}
                  />
                </td>
                <td>
                  <Choice
                    label={`内容 ${site.name}`}
                    names={BLOCKS}
                    value={site.block}
                    onChange={(block) => set(site, { block })}
                  />
                </td>
                <td className="faint">{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {fresh.length > 0 ? <p className="faint">级别、内容是按名称提出的，请核对。同一单位同名的点位只登记一次。</p> : null}
    </Sheet>
  );
}

function Choice<K extends string>({
  label,
  names,
  value,
  onChange,
}: {
  readonly label: string;
  readonly names: Readonly<Record<K, string>>;
  readonly value: K;
  readonly onChange: (value: K) => void;
}) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value as K)}>
      {choicesOf(names).map(([code, name]) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
