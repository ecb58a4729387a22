import { useMemo, useState } from 'react';
import type { Indicator } from '../../../../shared/contract/indicators.ts';
import type { SchemeDraft, SchemeVersion } from '../../../../shared/contract/schemes.ts';
import type { Rules } from '../../../../shared/engine/types.ts';
import { formatPeriod } from '../../../../shared/period.ts';
import { type Change, type Comparison, compareRules } from '../../../../shared/schemes/compare.ts';
import { Empty } from '../../../components/parts.tsx';

type Props = {
  readonly versions: readonly SchemeVersion[];
  readonly draft: SchemeDraft | null;
  readonly basedOn: number | null;
  readonly indicators: readonly Indicator[];
};
type Side = { readonly key: string; readonly text: string; readonly rules: Rules };

/** Two rule books side by side; what differs is lit. */
export function CompareView({ versions, draft, basedOn, indicators }: Props) {
  const sides: readonly Side[] = [
    ...(draft ? [{ key: 'draft', text: '草稿', rules: draft.rules }] : []),
    ...versions.map((version) => ({
      key: String(version.id),
      text: `第 ${version.version} 版（${formatPeriod(version.effectiveFrom)}起）`,
      rules: version.rules,
    })),
  ];
  const [left, setLeft] = useState(String(draft && basedOn !== null ? basedOn : (versions[1]?.id ?? versions[0]?.id)));
  const [right, setRight] = useState(sides[0]?.key ?? '');
  const [isWhole, setWhole] = useState(false);
  const [before, after] = [sides.find(({ key }) => key === left), sides.find(({ key }) => key === right)];
  const names = useMemo(() => new Map(indicators.map(({ code, name }) => [code, name])), [indicators]);
  const compared = before && after ? compareRules(before.rules, after.rules, (code) => names.get(code) ?? code) : null;
  if (sides.length < 2) {
    return (
      <div className="content">
        <Empty text="只有一版方案，还没有可以对照的。起草以后，可以拿草稿和各版对照。" />
      </div>
    );
  }
  return (
    <>
      <div className="scheme-bar">
        <Choice label="左边" value={left} sides={sides} onChange={setLeft} />
        <Choice label="右边" value={right} sides={sides} onChange={setRight} />
        <label>
          <input type="checkbox" checked={isWhole} onChange={(event) => setWhole(event.target.checked)} /> 相同的也列出
        </label>
        <span className="faint">{compared ? countWords(compared) : ''}</span>
      </div>
      <div className="content">
        {compared && before && after ? (
          <table className="table scheme-compare">
            <thead>
              <tr>
                <th>项目</th>
                <th>{before.text}</th>
                <th>{after.text}</th>
              </tr>
            </thead>
            <tbody>
              {compared.whole.length > 0 ? <Row title="整体规定" state="changed" changes={compared.whole} /> : null}
              {compared.lines
                .filter((line) => isWhole || line.state !== 'same')
                .map((line) => (
                  <Row key={line.code} title={`${line.code} ${line.name}`} state={line.state} changes={line.changes} />
                ))}
            </tbody>
          </table>
        ) : null}
        {compared && !isWhole && compared.whole.length === 0 && compared.lines.every((line) => line.state === 'same') ? (
          <Empty text="两边完全相同。" />
        ) : null}
      </div>
    </>
  );
}

function Choice({
  label,
  value,
  sides,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly sides: readonly Side[];
  readonly onChange: (key: string) => void;
}) {
  return (
    <label>
      {label}{' '}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {sides.map((side) => (
          <option key={side.key} value={side.key}>
            {side.text}
          </option>
        ))}
      </select>
    </label>
  );
}

function countWords({ whole, lines }: Comparison): string {
  const count = (state: string): number => lines.filter((line) => line.state === state).length;
  return [
    whole.length > 0 ? `整体规定改动 ${whole.length} 处` : '',
    count('added') > 0 ? `新增 ${count('added')} 项` : '',
    count('removed') > 0 ? `取消 ${count('removed')} 项` : '',
    count('changed') > 0 ? `改动 ${count('changed')} 项` : '',
    `相同 ${count('same')} 项`,
  ]
    .filter((words) => words !== '')
    .join('，');
}

const STATE = { added: '新增', removed: '取消', changed: '有改动', same: '相同' } as const;

function Row({
  title,
  state,
  changes,
}: {
  readonly title: string;
  readonly state: keyof typeof STATE;
  readonly changes: readonly Change[];
}) {
  return (
    <tr data-state={state}>
      <td>
        {title}
        <span className="state">{STATE[state]}</span>
      </td>
      <td>{state === 'added' ? <span className="faint">无此项</span> : <Aspects changes={changes} side="before" />}</td>
      <td>{state === 'removed' ? <span className="faint">无此项</span> : <Aspects changes={changes} side="after" />}</td>
    </tr>
  );
}

function Aspects({ changes, side }: { readonly changes: readonly Change[]; readonly side: 'before' | 'after' }) {
  if (changes.length === 0) return <span className="faint">相同</span>;
  return (
    <ul>
      {changes
        .filter((change) => change[side] !== '' || change[side === 'before' ? 'after' : 'before'] !== '')
        .map((change) => (
          <li key={change.aspect}>
            <span className="faint">{change.aspect} </span>
            <mark>{change[side] || '无'}</mark>
          </li>
        ))}
    </ul>
  );
}
