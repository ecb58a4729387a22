import { useEffect, useRef, useState } from 'react';
import type { Lamp as LampKind } from '../../../../shared/contract/overview.ts';
import type { PanelRater, PanelView, SheetState } from '../../../../shared/contract/panels.ts';
import { periodWords } from '../../../../shared/period.ts';
import { panelRules } from '../../../../shared/raters/panel-rules.ts';
import { RecordSheet, TextField } from '../../../components/fields.tsx';
import { SavedPaper } from '../../../components/PrintSaved.tsx';
import { Confirm, Lamp, Trouble, timeText } from '../../../components/parts.tsx';
import { useCall, useCommand } from '../../../queries.ts';
import { PanelResults } from './results.tsx';
import { MarkSheet } from './sheet.tsx';

const STATES: Readonly<Record<SheetState, readonly [LampKind, string]>> = {
  blank: ['open', '未填'],
  filling: ['late', '在填'],
  handedIn: ['done', '已交卷'],
  absent: ['open', '缺席'],
};
type Asked = { readonly kind: 'sheet' | 'absence'; readonly rater: PanelRater } | { readonly kind: 'close' | 'remove' };

/** One panel: its sheets while it is open, everything once it is closed. */
export function PanelRecord({ id, onEdit }: { readonly id: number; readonly onEdit: (panel: PanelView) => void }) {
  const view = useCall('panels.view', { id });
  const print = useCommand('panels.print');
  const [asked, setAsked] = useState<Asked | null>(null);
  const [handedIn, setHandedIn] = useState<string | null>(null);
  const stop = (): void => setAsked(null);
  const panel = view.data;
  if (!panel) {
    return (
      <div className="panel-record">
        <Trouble error={view.error} />
      </div>
    );
  }
  if (asked?.kind === 'sheet') {
    return (
      <MarkSheet
        panel={panel}
        rater={asked.rater}
        onDone={(name) => {
          setHandedIn(name);
          stop();
        }}
      />
    );
  }
  const isIn = panel.raters.some(({ state }) => state === 'handedIn');
  return (
    <section className="panel-record" aria-label={panel.title}>
      <div className="panel-head">
        <h2>{panel.title}</h2>
        {panel.result ? (
          <span className="faint">
            {panel.closedBy} {timeText(panel.closedAt)} 结束评分
          </span>
        ) : null}
        {panel.result || panel.isStarted ? null : (
          <button type="button" onClick={() => onEdit(panel)}>
            修改
          </button>
        )}
        {panel.result || isIn ? null : (
          <button type="button" onClick={() => setAsked({ kind: 'remove' })}>
            撤销
          </button>
        )}
        <button type="button" data-print="" disabled={print.isPending} onClick={() => print.mutate({ id })}>
          {panel.result ? '打印结果' : '打印评分表'}
        </button>
        {panel.result ? null : (
          <button type="button" className="main" onClick={() => setAsked({ kind: 'close' })}>
            结束评分
          </button>
        )}
      </div>
      <Trouble error={print.error} />
      {print.data ? <SavedPaper file={print.data.file} /> : null}
      {handedIn === null || panel.result ? null : <p className="said">“{handedIn}”的评分表已交卷，结束评分以前不再显示。</p>}
      <ul className="panel-rules">
        {panelRules(panel).map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      {panel.result ? (
        <PanelResults panel={panel} result={panel.result} />
      ) : (
        <Raters panel={panel} isNext={handedIn !== null} onAsk={setAsked} />
      )}
      {asked?.kind === 'absence' ? <AbsenceForm id={id} rater={asked.rater} onClose={stop} /> : null}
      {asked?.kind === 'close' ? <CloseDialog panel={panel} onClose={stop} /> : null}
      {asked?.kind === 'remove' ? <RemoveDialog panel={panel} onClose={stop} /> : null}
    </section>
  );
}

function Raters({
  panel,
  isNext,
  onAsk,
}: {
  readonly panel: PanelView;
  /** A sheet has just been handed in: the keyboard goes on with the next. */
  readonly isNext: boolean;
  readonly onAsk: (asked: Asked) => void;
}) {
  const next = useRef<HTMLButtonElement>(null);
  const first = panel.raters.find(({ mayOpen }) => mayOpen)?.ordinal;
  useEffect(() => {
    if (isNext) next.current?.focus();
  }, [isNext]);
  return (
    <table className="table panel-raters">
      <thead>
        <tr>
          <th>{panel.kind === 'mutual' ? '评分单位' : '评委'}</th>
          <th>评分表</th>
          <th>办理</th>
        </tr>
      </thead>
      <tbody>
        {panel.raters.map((rater) => {
          const [kind, word] = STATES[rater.state];
          return (
            <tr key={rater.ordinal}>
              <td>{rater.name}</td>
              <td>
                <Lamp kind={kind} word={rater.absence === '' ? word : `${word}：${rater.absence}`} />
              </td>
              <td>
                {rater.mayOpen ? (
                  <button
                    type="button"
                    ref={rater.ordinal === first ? next : null}
                    onClick={() => onAsk({ kind: 'sheet', rater })}
                  >
                    {rater.state === 'filling' ? '接着填' : '填写评分表'}
                  </button>
                ) : null}
                {rater.state === 'handedIn' ? (
                  <span className="faint">结束评分后公开</span>
                ) : (
                  <button type="button" onClick={() => onAsk({ kind: 'absence', rater })}>
                    {rater.state === 'absent' ? '取消缺席' : '缺席'}
                  </button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function AbsenceForm({ id, rater, onClose }: { readonly id: number; readonly rater: PanelRater; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const excuse = useCommand('panels.excuse');
  const isBack = rater.state === 'absent';
  const missing = !isBack && excuse.isIdle && reason.trim() === '';
  return (
    <RecordSheet
      title={isBack ? `取消 ${rater.name} 的缺席` : `${rater.name} 缺席`}
      verb={isBack ? '取消缺席' : '登记缺席'}
      error={excuse.error}
      isBusy={excuse.isPending || missing}
      onSave={() => excuse.mutate({ panel: id, rater: rater.ordinal, reason: isBack ? '' : reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      {isBack ? (
        <p style={{ gridColumn: '1 / -1' }}>原因是“{rater.absence}”。取消后要交评分表才能结束评分。</p>
      ) : (
        <TextField
          name="原因"
          value={reason}
          onChange={setReason}
          hint="已填的打分不再保留，结束评分不等这份评分表；原因随结果公开。"
        />
      )}
    </RecordSheet>
  );
}

type EndProps = { readonly panel: PanelView; readonly onClose: () => void };

function CloseDialog({ panel, onClose }: EndProps) {
  const close = useCommand('panels.close');
  return (
    <Confirm
      title={`结束 ${panel.title}`}
      verb="结束评分"
      error={close.error}
      isBusy={close.isPending}
      onYes={() => close.mutate({ id: panel.id }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>
        结束后全部打分公开，不能再改；{panel.units.length} 个单位的得分记入“{panel.indicatorName}”，覆盖
        {periodWords(panel.period).own}原有的数。
      </p>
    </Confirm>
  );
}

function RemoveDialog({ panel, onClose }: EndProps) {
  const remove = useCommand('panels.remove');
  return (
    <Confirm
      title={`撤销 ${panel.title}`}
      verb="撤销评分"
      error={remove.error}
      isBusy={remove.isPending}
      onYes={() => remove.mutate({ id: panel.id }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>还没有评分表交卷，可以撤销。{panel.isStarted ? '已经填的打分一并删去。' : ''}</p>
    </Confirm>
  );
}
