import { useState } from 'react';
import type { DrawRules, DrawsView } from '../../../shared/contract/inspection-draws.ts';
import { TEAM_BY } from '../../../shared/draw/frozen-list.ts';
import { BLOCKS, codesOf, LEVELS } from '../../../shared/inspections/words.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { ChoiceField, RecordSheet } from '../../components/fields.tsx';
import { Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

type Props = {
  readonly period: string;
  readonly view: DrawsView;
  readonly onDone: (id: number) => void;
  readonly onClose: () => void;
};

/** 封存名单: who may be drawn and how many; the list as it would be frozen stands below while one chooses. */
export function FreezeSheet({ period, view, onDone, onClose }: Props) {
  const [rules, setRules] = useState<DrawRules>({
    period,
    strataBy: 'organisation',
    count: 2,
    coolDown: 2,
    levels: [...codesOf(LEVELS)],
    blocks: [...codesOf(BLOCKS)],
    recusals: [],
    // Who goes is drawn too, where there is a roster to draw from.
    inspectors: view.inspectors.filter(({ isActive }) => isActive).length >= 2 ? { by: 'site', size: 2 } : null,
  });
  const freeze = useCommand('inspections.freeze');
  // A reason that is still being typed must not be refused on every key.
  const asked = { ...rules, recusals: rules.recusals.filter(({ reason }) => reason.trim() !== '') };
  const isHalf = asked.recusals.length < rules.recusals.length;
  const preview = useCall('inspections.candidates', asked, { keep: true });
  const set = (change: Partial<DrawRules>): void => setRules({ ...rules, ...change });
  const list = preview.error ? null : preview.data;
  return (
    <RecordSheet
      title={`封存名单 · ${formatPeriod(period)}`}
      verb="封存"
      error={freeze.error ?? preview.error}
      isBusy={freeze.isPending || !list || isHalf}
      onSave={() => freeze.mutate(asked, { onSuccess: ({ id }) => onDone(id) })}
      onClose={onClose}
    >
      <ChoiceField
        name="分层"
        value={rules.strataBy}
        choices={[
          ['organisation', '按单位，各抽若干个'],
          ['level', '按级别'],
          ['block', '按内容'],
          ['all', '不分层'],
        ]}
        onChange={(strataBy) => set({ strataBy })}
      />
      <ChoiceField
        name="每层抽"
        value={String(rules.count)}
        choices={Array.from({ length: 20 }, (_, at) => [String(at + 1), `${at + 1} 个`] as const)}
        onChange={(count) => set({ count: Number(count) })}
      />
      <ChoiceField
        name="冷却期"
        value={String(rules.coolDown)}
        choices={[0, 1, 2, 3, 6, 12].map(
          (months) => [String(months), months === 0 ? '不设' : `${months} 个月内督察过的不参加`] as const,
        )}
        onChange={(months) => set({ coolDown: Number(months) })}
      />
      <Checks name="级别" names={LEVELS} value={rules.levels} onChange={(levels) => set({ levels })} />
      <Checks name="内容" names={BLOCKS} value={rules.blocks} onChange={(blocks) => set({ blocks })} />
      <ChoiceField
        name="督察人员"
        value={rules.inspectors ? `${rules.inspectors.by} ${rules.inspectors.size}` : 'none'}
        choices={TEAMS}
        hint={view.inspectors.length === 0 ? '还没有督察人员名单，在“点位 › 督察人员”登记后可以一并抽取。' : undefined}
        onChange={(value) => set({ inspectors: teamsOf(value) })}
      />
      <Recusals view={view} value={rules.recusals} onChange={(recusals) => set({ recusals })} />
      <div className="preview">
        <Trouble error={isHalf ? '请写明回避理由，再封存。' : null} />
        {list ? (
          <>
            <p>
              第 {list.number} 次：{list.entries.length} 个点位参加，共{' '}
              {list.entries.reduce((sum, { tickets }) => sum + tickets, 0)} 票；{list.leftOut.length} 个不参加；将抽{' '}
              {list.strata.reduce((sum, { count }) => sum + count, 0)} 个。
              {list.inspectors
                ? `督察人员 ${list.inspectors.entries.length} 人，${TEAM_BY[list.inspectors.by]}，每组 ${list.inspectors.size} 人。`
                : ''}
            </p>
            <p className="faint">
              责任单位有问题逾期、六个月以上没有督察的，各加一票。封存后名单不再变动，请先公布校验码，再产生随机数。
            </p>
          </>
        ) : null}
      </div>
    </RecordSheet>
  );
}

const SIZES = [2, 3, 4, 5, 6] as const;
const TEAMS: readonly (readonly [string, string])[] = [
  ['none', '不抽，由组长指派'],
  ...SIZES.map((size) => [`site ${size}`, `${TEAM_BY.site}，抽 ${size} 人`] as const),
  ...SIZES.map((size) => [`stratum ${size}`, `${TEAM_BY.stratum}（一条线），抽 ${size} 人`] as const),
];

function teamsOf(value: string): DrawRules['inspectors'] {
  const [by, size] = value.split(' ');
  return by === 'site' || by === 'stratum' ? { by, size: Number(size) } : null;
}

function Checks<K extends string>({
  name,
  names,
  value,
  onChange,
}: {
  readonly name: string;
  readonly names: Readonly<Record<K, string>>;
  readonly value: readonly K[];
  readonly onChange: (value: K[]) => void;
}) {
  return (
    <>
      <span className="field-name">{name}</span>
      <fieldset className="checks" aria-label={name}>
        {codesOf(names).map((code) => (
          <label key={code}>
            <input
              type="checkbox"
              checked={value.includes(code)}
              onChange={(event) =>
                onChange(codesOf(names).filter((one) => (one === code ? event.target.checked : value.includes(one))))
              }
            />
            {names[code]}
          </label>
        ))}
      </fieldset>
    </>
  );
}

type Recusal = DrawRules['recusals'][number];

/** 回避: whole units or single sites, each with its reason. */
function Recusals({
  view,
  value,
  onChange,
}: {
  readonly view: DrawsView;
  readonly value: readonly Recusal[];
  readonly onChange: (value: Recusal[]) => void;
}) {
  const units = view.units.filter(({ code }) => view.sites.some(({ organisation }) => organisation === code));
  const set = (at: number, change: Partial<Recusal>): void =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const choose = (at: number, key: string): void => {
    const site = view.sites.find(({ code }) => `site ${code}` === key);
    set(at, site ? { site: site.code, organisation: site.organisation } : { site: null, organisation: key.slice(5) });
  };
  return (
    <>
      <span className="field-name">回避</span>
      <div className="recusals">
        {value.map((one, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name while they are being written
          <div key={at} className="row">
            <select
              aria-label={`回避对象 ${at + 1}`}
              value={one.site === null ? `unit ${one.organisation}` : `site ${one.site}`}
              onChange={(event) => choose(at, event.target.value)}
            >
              {units.map((unit) => (
                <optgroup key={unit.code} label={unit.name}>
                  <option value={`unit ${unit.code}`}>{unit.name}全部点位</option>
                  {view.sites
                    .filter(({ organisation, isActive }) => organisation === unit.code && isActive)
                    .map(({ code, name }) => (
                      <option key={code} value={`site ${code}`}>
                        {name}
                      </option>
                    ))}
                </optgroup>
              ))}
            </select>
            <input
              aria-label={`回避理由 ${at + 1}`}
              placeholder="理由，如组长曾在该区任职"
              value={one.reason}
              onChange={(event) => set(at, { reason: event.target.value })}
            />
            <button
              type="button"
              aria-label={`取消回避 ${at + 1}`}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              取消
            </button>
          </div>
        ))}
        <button
          type="button"
          disabled={units.length === 0}
          onClick={() => onChange([...value, { site: null, organisation: units[0]?.code ?? '', reason: '' }])}
        >
          添加回避
        </button>
      </div>
    </>
  );
}
