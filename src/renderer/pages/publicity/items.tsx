import { useCallback, useState } from 'react';
import type { ItemRow, ItemState, ItemsView as View } from '../../../shared/contract/publicity.ts';
import { kindName, levelName } from '../../../shared/publicity/kinds.ts';
import { ExportRows } from '../../components/ExportRows.tsx';
import { moveInTable, useReveal } from '../../components/list-keys.ts';
import { Empty, ListSwitch, Trouble, UnitRows } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { ItemForm } from './item-form.tsx';
import { ItemDrawer, ItemLamp } from './item-record.tsx';
import { RulesSheet } from './rules.tsx';
import type { PublicityViewProps } from './view.ts';

/** 条目: what a unit sent in, had taken up, and was reported on; each counts once, at its highest level. */
export function ItemsView({ period, go, list = 'district', item, views }: PublicityViewProps) {
  const [open, setOpen] = useState<number | null>(item ?? null);
  useReveal(item === undefined ? null : `[data-testid="item-${item}"] button`);
  const [editing, setEditing] = useState<ItemRow | 'new' | null>(null);
  const [hasRules, setRules] = useState(false);
  const view = useCall('publicity.items', { period, list }, { keep: true, fresh: true });
  const { data } = view;
  const close = useCallback(() => {
    setOpen(null);
    document.querySelector<HTMLButtonElement>(`[data-testid="item-${open}"] button`)?.focus();
  }, [open]);
  const stopEditing = useCallback(() => setEditing(null), []);
  const closeRules = useCallback(() => setRules(false), []);
  const shown = data?.items.find(({ id }) => id === open);
  return (
    <>
      <div className="heading">
        <h1>宣传条目</h1>
        <p className="say">{data ? stateWords(data) : ''}</p>
        <div className="actions">
          {views}
          <ListSwitch
            value={list}
            onChange={(value) => {
              setOpen(null);
              go({ name: 'publicity', view: 'items', list: value });
            }}
          />
          <ExportRows key={list} register="items" period={period} list={list} rows={inUnits(data)} />
          <button type="button" onClick={() => setRules(true)}>
            计分办法
          </button>
          <button type="button" className="main" disabled={!data || data.units.length === 0} onClick={() => setEditing('new')}>
            登记条目
          </button>
        </div>
      </div>
      <div className="beside">
        <div className="content">
          <Trouble error={view.error} />
          {data && data.items.length === 0 ? (
            <Empty text="改革动态、工作信息、典型经验、媒体报道、批示逐条登记，核实后计入信息报送与采用等指标。">
              <button type="button" className="main" disabled={data.units.length === 0} onClick={() => setEditing('new')}>
                登记条目
              </button>
            </Empty>
          ) : null}
          {data && data.items.length > 0 ? <ItemTable view={data} open={open} onOpen={setOpen} /> : null}
        </div>
        {shown ? (
          <ItemDrawer
            key={shown.id}
            id={shown.id}
            unit={data?.units.find(({ code }) => code === shown.organisation)?.name ?? ''}
            onEdit={() => setEditing(shown)}
            onClaims={() => go({ name: 'entry', view: 'claims', list, organisation: shown.organisation })}
            onClose={close}
          />
        ) : null}
      </div>
      {editing !== null && data ? (
        <ItemForm
          period={period}
          units={data.units}
          item={editing === 'new' ? null : editing}
          unit={shown?.organisation}
          onSaved={setOpen}
          onClose={stopEditing}
        />
      ) : null}
      {hasRules ? <RulesSheet onClose={closeRules} /> : null}
    </>
  );
}

/** As the table lists them, unit by unit. */
const inUnits = (view: View | undefined): readonly ItemRow[] =>
  view?.units.flatMap(({ code }) => view.items.filter(({ organisation }) => organisation === code)) ?? [];

function stateWords({ items }: View): string {
  if (items.length === 0) return '还没有登记';
  const count = (state: ItemState): number => items.filter((item) => item.state === state).length;
  const waiting = count('pending');
  return `登记 ${items.length} 条，已核实 ${count('accepted')} 条${waiting > 0 ? `，待核实 ${waiting} 条` : ''}`;
}

function ItemTable({
  view,
  open,
  onOpen,
}: {
  readonly view: View;
  readonly open: number | null;
  readonly onOpen: (id: number) => void;
}) {
  return (
    <table className="table items">
      <thead>
        <tr>
          <th>标题</th>
          <th>类别</th>
          <th>级别</th>
          <th className="side">刊播</th>
          <th className="n">计分</th>
          <th className="n side">佐证</th>
          <th>状态</th>
        </tr>
      </thead>
      <tbody>
        <UnitRows
          units={view.units}
          rows={view.items}
          columns={7}
          measure="条"
          row={(item) => (
            <tr
              key={item.id}
              className="pick"
              data-open={item.id === open}
              data-testid={`item-${item.id}`}
              onClick={() => onOpen(item.id)}
            >
              <td className="title">
                <button type="button" className="link" onKeyDown={moveInTable} onClick={() => onOpen(item.id)}>
                  {item.title}
                </button>
              </td>
              <td>{kindName[item.kind]}</td>
              <td>
                {levelName(item.kind, item.level)}
                {item.isFrontPage ? ' 头版' : ''}
              </td>
              <td className="side">{item.outlet === '' ? '—' : item.outlet}</td>
              <td className="n">{pointsWord(item)}</td>
              <td className="n side">{item.files.length === 0 ? '无' : `${item.files.length} 个`}</td>
              <td>
                <ItemLamp state={item.state} />
              </td>
            </tr>
          )}
        />
      </tbody>
    </table>
  );
}

function pointsWord({ verdict }: ItemRow): string {
  if (verdict === null) return '—';
  return verdict.counts ? verdict.points : '不计';
}
