import { type KeyboardEvent, useState } from 'react';
import { consultationStateName } from '../../../shared/consultation/record.ts';
import type { ConsultationRow } from '../../../shared/contract/consultation-records.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { listName } from '../../../shared/text.ts';
import { Empty, Lamp, Trouble } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { CausesPart } from './causes.tsx';
import { FollowUpPart } from './follow-up.tsx';
import { PrescribedPart } from './prescribed.tsx';
import { RecordBar } from './record-bar.tsx';
import { TeamPart } from './team.tsx';
import type { ConsultationViewProps } from './view.ts';
import './records.css';

/** 历次会诊: every one with how its 复诊 stands, at the left; one of them at the right. */
export function RecordsView({ period, list, organisation, go, views }: ConsultationViewProps) {
  const history = useCall('consultationRecords.history', {}, { fresh: true });
  const [open, setOpen] = useState<number | null>(null);
  const { data } = history;
  const asked = data?.find(
    (row) => row.period === period && row.list === (list ?? 'district') && row.organisation === organisation,
  );
  const shown = data?.find(({ id }) => id === open) ?? asked ?? data?.find(({ isDue }) => isDue) ?? data?.[0];
  return (
    <>
      <div className="heading">
        <h1>历次会诊</h1>
        <p className="say">{data ? stateWords(data) : ''}</p>
        <div className="actions">{views}</div>
      </div>
      <Trouble error={history.error} />
      {data?.length === 0 ? (
        <Empty text="还没有拟定过会诊。每月对排名末位的单位会诊，在会诊页上拟定。">
          <button type="button" className="main" onClick={() => go({ name: 'consultations' })}>
            到会诊页
          </button>
        </Empty>
      ) : null}
      {data && shown ? (
        <div className="consultation-history">
          <List rows={data} open={shown.id} onOpen={setOpen} />
          <section className="consultation-record" aria-label="会诊详情">
            <Record key={shown.id} row={shown} go={go} />
          </section>
        </div>
      ) : null}
    </>
  );
}

function stateWords(rows: readonly ConsultationRow[]): string {
  const due = rows.filter(({ isDue }) => isDue).length;
  const open = rows.filter(({ state }) => state !== 'closed').length;
  return `共 ${rows.length} 次，${open === 0 ? '都已办结' : `${open} 次没有办结`}${due === 0 ? '' : `，${due} 次该复诊`}`;
}

function List({
  rows,
  open,
  onOpen,
}: {
  readonly rows: readonly ConsultationRow[];
  readonly open: number;
  readonly onOpen: (id: number) => void;
}) {
  const move = (event: KeyboardEvent<HTMLElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const all = [...event.currentTarget.querySelectorAll('button')];
    const at = all.findIndex((button) => button.contains(document.activeElement));
    all[at + by]?.focus();
  };
  return (
    <nav className="consultation-list" aria-label="历次会诊" onKeyDown={move}>
      {rows.map((row) => (
        <button
          type="button"
          key={row.id}
          data-consultation={row.id}
          aria-current={row.id === open ? 'true' : undefined}
          onClick={() => onOpen(row.id)}
        >
          <span>
            {row.organisationName} {formatPeriod(row.period)}
          </span>
          <Lamp kind={row.lamp} word={row.word} />
          <span className="second">
            {row.list === 'specialGroup' ? `${listName.specialGroup} · ` : ''}
            {consultationStateName[row.state]}
            {row.prescriptions.all === 0 ? '' : ` · 处方办结 ${row.prescriptions.done}/${row.prescriptions.all}`}
            {row.verdict === '' ? '' : ` · ${row.verdict}`}
          </span>
        </button>
      ))}
    </nav>
  );
}

/** The stored part alone; what the figures say of the month is on its paper. */
function Record({ row, go }: { readonly row: ConsultationRow; readonly go: ConsultationViewProps['go'] }) {
  const { period, list, organisation, organisationName } = row;
  const who = { period, list, organisation, go };
  return (
    <div className="consultation-paper">
      <h2>
        {organisationName} {formatPeriod(period)}会诊
      </h2>
      <p>
        <button
          type="button"
          className="link"
          onClick={() => go({ name: 'consultations', view: 'diagnosis', list, organisation }, period)}
        >
          看当月的分析
        </button>
        {'　'}
        <button
          type="button"
          className="link"
          onClick={() => go({ name: 'consultations', view: 'report', list, organisation }, period)}
        >
          看专门情况报告
        </button>
      </p>
      <RecordBar who={who} />
      <section aria-label="疗程">
        <h3>疗程</h3>
        <FollowUpPart who={who} />
      </section>
      <section aria-label="处方">
        <h3>处方</h3>
        <PrescribedPart who={who} way={null} />
      </section>
      <section aria-label="病因">
        <h3>病因</h3>
        <CausesPart who={who} />
      </section>
      <section aria-label="责任">
        <h3>责任</h3>
        <TeamPart who={who} />
      </section>
    </div>
  );
}
