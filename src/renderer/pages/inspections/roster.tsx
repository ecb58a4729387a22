import { useState } from 'react';
import type { Inspector, Unit } from '../../../shared/contract/inspection-draws.ts';
import { readRecusals, recusalsText } from '../../../shared/inspections/roster.ts';
import { Sheet, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

/** As it is being written: 回避 in one line. */
type Row = Omit<Inspector, 'recusals'> & { readonly recusals: string; readonly isNew: boolean };

/** 督察人员: who may be sent. They are drawn together with the sites; whom they step aside for goes into the frozen list. */
export function RosterSheet({ onClose }: { readonly onClose: () => void }) {
  const view = useCall('inspections.inspectors', {}, { fresh: true });
  if (!view.data) return view.error ? <Trouble error={view.error} /> : null;
  return <Roster key={view.dataUpdatedAt} inspectors={view.data.inspectors} units={view.data.units} onClose={onClose} />;
}

function Roster({
  inspectors,
  units,
  onClose,
}: {
  readonly inspectors: readonly Inspector[];
  readonly units: readonly Unit[];
  readonly onClose: () => void;
}) {
  const [rows, setRows] = useState<readonly Row[]>(() => rowsOf(inspectors, units));
  const [trouble, setTrouble] = useState<string | null>(null);
  const save = useCommand('inspections.saveInspectors');
  const set = (at: number, change: Partial<Row>): void => {
    setRows(rows.map((row, index) => (index === at ? { ...row, ...change } : row)));
    setTrouble(null);
  };
  const write = (): void => {
    const read = readRows(rows, units);
    if (typeof read === 'string') setTrouble(read);
    else save.mutate({ inspectors: [...read] }, { onSuccess: onClose });
  };
  const footer = (
    <>
      <button type="button" onClick={() => setRows([...rows, blank(rows)])}>
        添加一人
      </button>
      <span className="spring" />
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button type="button" className="main" disabled={save.isPending} onClick={write}>
        保存
      </button>
    </>
  );
  return (
    <Sheet title="督察人员" say="与点位一并封存，用同一个随机数抽取" width={920} onClose={onClose} footer={footer}>
      <table className="table roster" aria-label="督察人员">
        <thead>
          <tr>
            <th>编号</th>
            <th>姓名</th>
            <th>单位</th>
            <th>熟悉的领域</th>
            <th>回避单位（理由）</th>
            <th className="c">参加</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is known by its place while it is written
            <tr key={at}>
              <td>
                {row.isNew ? <Cell name="编号" at={at} value={row.code} onChange={(code) => set(at, { code })} /> : row.code}
              </td>
              <td>
                <Cell name="姓名" at={at} value={row.name} onChange={(name) => set(at, { name })} />
              </td>
              <td>
                <Cell name="单位" at={at} value={row.unit} onChange={(unit) => set(at, { unit })} />
              </td>
              <td>
                <Cell name="领域" at={at} value={row.fields} onChange={(fields) => set(at, { fields })} />
              </td>
              <td>
                <Cell
                  name="回避"
                  at={at}
                  hint={at === 0 ? '如 张店区（曾任职）、博山区' : undefined}
                  value={row.recusals}
                  onChange={(recusals) => set(at, { recusals })}
                />
              </td>
              <td className="c">
                <input
                  type="checkbox"
                  aria-label={`参加 ${at + 1}`}
                  checked={row.isActive}
                  onChange={(event) => set(at, { isActive: event.target.checked })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint">
        单位写作“张店区委改革办”的，自动回避张店区。编号登记后不能改；不再参加的去掉“参加”，名单里仍然保留。
      </p>
      <Trouble error={trouble ?? save.error} />
    </Sheet>
  );
}

function Cell(props: {
  readonly name: string;
  readonly at: number;
  readonly hint?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <input
      aria-label={`${props.name} ${props.at + 1}`}
      placeholder={props.hint}
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

/** The next free number of the roster. */
function blank(rows: readonly Pick<Row, 'code'>[]): Row {
  const last = Math.max(0, ...rows.map(({ code }) => Number(/^R(\d+)$/.exec(code)?.[1] ?? 0)));
  const code = `R${String(last + 1).padStart(2, '0')}`;
  return { code, name: '', unit: '', fields: '', recusals: '', isActive: true, isNew: true };
}

/** The roster as it stands, or room for the first four. */
function rowsOf(inspectors: readonly Inspector[], units: readonly Unit[]): readonly Row[] {
  const rows: Row[] = inspectors.map((one) => ({ ...one, recusals: recusalsText(one.recusals, units), isNew: false }));
  while (inspectors.length === 0 && rows.length < 4) rows.push(blank(rows));
  return rows;
}

/** What was written, lines left empty passed over; or the sentence what is wrong with it. */
function readRows(rows: readonly Row[], units: readonly Unit[]): readonly Inspector[] | string {
  const people: Inspector[] = [];
  for (const { isNew, recusals: text, ...row } of rows) {
    const isEmpty = [row.name, row.unit, row.fields, text].every((one) => one.trim() === '');
    if (isNew && isEmpty) continue;
    if (row.name.trim() === '') return `编号 ${row.code} 还没有写姓名，请补齐；不要的请清空这一行。`;
    if (row.unit.trim() === '') return `“${row.name}”还没有写单位，请补齐。`;
    const { recusals, unknown } = readRecusals(text, units);
    if (unknown !== null) {
      return `“${row.name}”的回避单位里，没有名为“${unknown}”的单位。请写单位名称，用顿号隔开，理由写在括号里。`;
    }
    people.push({ ...row, recusals: [...recusals] });
  }
  return people.length === 0 ? '还没有填写督察人员。' : people;
}
