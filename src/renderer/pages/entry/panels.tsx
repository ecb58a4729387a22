import { useState } from 'react';
import type { PanelRow, PanelView } from '../../../shared/contract/panels.ts';
import { formatPeriod, periodWords } from '../../../shared/period.ts';
import { Empty, Lamp, Trouble } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { PanelForm } from './panels/form.tsx';
import { PanelRecord } from './panels/record.tsx';
import type { EntryViewProps } from './view.ts';
import './panels/panels.css';

const KIND = { raters: '评委打分', mutual: '区县互评' } as const;

/** 评分: the month's panels, blind until each is closed. */
export function PanelsView({ period, views }: EntryViewProps) {
  const list = useCall('panels.list', { period });
  const isSealed = Boolean(useCall('seals.mark', { period }).data);
  const [chosen, setChosen] = useState<number | null>(null);
  const [editing, setEditing] = useState<PanelView | 'new' | null>(null);
  const panels = list.data?.panels ?? [];
  const open = panels.find(({ id }) => id === chosen) ?? panels.find(({ isClosed }) => !isClosed) ?? panels[0];
  const add = (look: string) => (
    <button
      type="button"
      className={look}
      disabled={!list.data || isSealed}
      title={isSealed ? '已封账，要改动请办理更正单' : undefined}
      onClick={() => setEditing('new')}
    >
      新建评分
    </button>
  );
  return (
    <>
      <div className="heading">
        <h1>评分</h1>
        <p className="say">{list.data ? stateWords(panels) : ''}</p>
        <div className="actions">
          {views}
          {panels.length > 0 ? add('') : null}
        </div>
      </div>
      <Trouble error={list.error} />
      {list.data && !open ? (
        <div className="content">
          <Empty text={`${formatPeriod(period)}还没有评分。评委打分、区县互评的结果，结束评分后自动记入所选的指标。`}>
            {add('main')}
          </Empty>
        </div>
      ) : null}
      {open ? (
        <div className="panels">
          <nav aria-label={`${periodWords(period).own}评分`}>
            {panels.map((panel) => (
              <button type="button" key={panel.id} aria-current={panel.id === open.id} onClick={() => setChosen(panel.id)}>
                <b>{panel.title}</b>
                <span className="faint">{KIND[panel.kind]}</span>
                {panel.isClosed ? (
                  <Lamp kind="done" word="已结束" />
                ) : (
                  <Lamp kind="open" word={`已交 ${panel.handedIn}/${panel.expected} 份`} />
                )}
              </button>
            ))}
          </nav>
          <PanelRecord key={open.id} id={open.id} onEdit={setEditing} />
        </div>
      ) : null}
      {editing !== null && list.data ? (
        <PanelForm
          period={period}
          list={list.data}
          panel={editing === 'new' ? null : editing}
          onSaved={setChosen}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </>
  );
}

function stateWords(panels: readonly PanelRow[]): string {
  const closed = panels.filter(({ isClosed }) => isClosed).length;
  return `评分 ${panels.length} 次，已结束 ${closed} 次`;
}
