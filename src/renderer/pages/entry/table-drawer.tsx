/** One table of one unit: how it stands, what keeps it from being sent, everything that happened to it; and the sheet that asks for a reason. */
import { useState } from 'react';
import type { TableView } from '../../../shared/contract/submissions.ts';
import { eventName } from '../../../shared/text.ts';
import { Drawer, Lamp, Sheet, Trouble, timeText } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';

type DrawerProps = {
  readonly title: string;
  readonly period: string;
  readonly organisation: string;
  /** “3月7日” */
  readonly deadline: string;
  readonly table: TableView;
  readonly onCell: (indicator: string) => void;
  readonly onClose: () => void;
};

export function TableDrawer({ title, period, organisation, deadline, table, onCell, onClose }: DrawerProps) {
  const history = useCall('submissions.history', { period, organisation, block: table.block });
  const { state, filled, asked, doubts, open, last, daysLate } = table;
  const isWaiting = state === 'open' || state === 'returned';
  return (
    <Drawer title={title} onClose={onClose}>
      <div className="table-view" data-testid="table-drawer">
        <p>
          <Lamp kind={table.lamp} word={table.word} /> 已填 {filled}/{asked} 格{doubts > 0 ? `，${doubts} 格有疑问未说明` : ''}
        </p>
        <p>
          报送截止 {deadline}
          {daysLate > 0 ? `，${isWaiting ? '逾期' : '迟报'} ${daysLate} 个工作日` : ''}
        </p>
        {state === 'returned' ? <p className="finding">退回原因：{last?.reason}</p> : null}
        {isWaiting && open ? (
          <p>
            还不能报送，先看
            <button type="button" className="link" onClick={() => onCell(open.indicator)}>
              “{open.name}”
            </button>
            {filled < asked ? '，这一格还空着。' : '，这一格有疑问未说明。'}
          </p>
        ) : null}
        {isWaiting && !open ? <p>已填齐，可以报送。</p> : null}
        {isWaiting ? null : <p>报送后锁定；要改，由审核人员退回。</p>}
        <h3>经过</h3>
        <Trouble error={history.error} />
        {history.data?.length === 0 ? <p className="faint">还没有报送过。</p> : null}
        <ul className="events">
          {(history.data ?? []).map((event) => (
            <li key={`${event.at} ${event.event}`}>
              <span className="faint">{timeText(event.at)}</span>
              <span>
                {event.actor} <b>{eventName[event.event]}</b>
              </span>
              {event.reason === '' ? null : <span>原因：{event.reason}</span>}
            </li>
          ))}
        </ul>
      </div>
    </Drawer>
  );
}

type ReasonProps = {
  readonly title: string;
  readonly action: string;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onDone: (reason: string) => void;
  readonly onClose: () => void;
};

/** 退回 and 取消审核 say why. */
export function ReasonSheet({ title, action, error, isBusy, onDone, onClose }: ReasonProps) {
  const [reason, setReason] = useState('');
  const footer = (
    <>
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button type="submit" form="reason" className="main" disabled={isBusy || reason.trim() === ''}>
        {action}
      </button>
    </>
  );
  return (
    <Sheet title={title} width={520} onClose={onClose} footer={footer}>
      <form
        id="reason"
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          onDone(reason.trim());
        }}
      >
        <label htmlFor="reason-text">原因</label>
        <input
          id="reason-text"
          maxLength={200}
          placeholder="如：应完成节点数与台账不符，请核对"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
      <Trouble error={error} />
    </Sheet>
  );
}
