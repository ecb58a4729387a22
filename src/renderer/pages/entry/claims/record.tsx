import { useEffect, useRef, useState } from 'react';
import type { ClaimEffect, ClaimEvent, ClaimRecord, ClaimRow, ClaimState } from '../../../../shared/contract/claims.ts';
import type { Lamp as LampKind } from '../../../../shared/contract/overview.ts';
import { formatPeriod } from '../../../../shared/period.ts';
import { claimStateName } from '../../../../shared/text.ts';
import { JudgementSheet } from '../../../components/AskSheet.tsx';
import { RecordFiles } from '../../../components/EvidenceFiles.tsx';
import { Confirm, Drawer, EventList, FactList, Lamp, Trouble, withReason } from '../../../components/parts.tsx';
import { useCall, useCommand } from '../../../queries.ts';

const LAMPS: Readonly<Record<ClaimState, LampKind>> = { pending: 'late', accepted: 'ok', refused: 'open', withdrawn: 'open' };
export function StateLamp({ state }: { readonly state: ClaimState }) {
  return <Lamp kind={LAMPS[state]} word={claimStateName[state]} />;
}

type Props = { readonly id: number; readonly unit: string; readonly onEdit: () => void; readonly onClose: () => void };

/** One claim: what it is, what proves it, what it does to the score, what happened to it, what is to be done. */
export function ClaimDrawer({ id, unit, onEdit, onClose }: Props) {
  const record = useCall('claims.record', { id }, { keep: true });
  const { data } = record;
  return (
    <Drawer title={data ? `${unit} ${data.claim.item} ${data.claim.itemName}` : unit} onClose={onClose}>
      <Trouble error={record.error} />
      {data ? <Record record={data} onEdit={onEdit} /> : null}
    </Drawer>
  );
}

function Record({ record, onEdit }: { readonly record: ClaimRecord; readonly onEdit: () => void }) {
  const { claim, line, events, effect } = record;
  const level = line?.levels.find((one) => one.level === claim.level);
  const start = useRef<HTMLDivElement>(null);
  // Enter in the list leads here; Esc leads back.
  useEffect(() => start.current?.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus(), []);
  const facts: readonly (readonly [string, string])[] = [
    ['级别', `${claim.levelName}${level ? `，每${level.unit || '件'} ${level.points} 分` : ''}`],
    ['文号或链接', claim.documentNumber],
    ['日期', claim.datedOn ?? ''],
    ['备注', claim.note],
  ];
  return (
    <div className="claim-view" data-testid="claim-record">
      <h3 className="claim-title">{claim.title}</h3>
      <p>
        <StateLamp state={claim.state} />
        {claim.reason === '' ? null : <span className="faint"> 理由：{claim.reason}</span>}
      </p>
      <FactList facts={facts} />
      {claim.doubts.map((sentence) => (
        <p key={sentence} className="finding">
          {sentence}
        </p>
      ))}
      <div ref={start}>
        <RecordFiles feature="claims" id={claim.id} files={claim.files} isOpen={claim.state === 'pending'} />
      </div>
      <h3>计分</h3>
      {claim.verdict ? <p>{claim.verdict.words}</p> : <p className="faint">不计。</p>}
      {effect ? <Effect claim={claim} effect={effect} fullPoints={line?.fullPoints ?? ''} kind={line?.kind ?? 'base'} /> : null}
      <h3>经过</h3>
      <EventList events={events.map((one) => ({ ...one, words: withReason(EVENTS[one.event], one.reason) }))} />
      <Actions record={record} onEdit={onEdit} />
    </div>
  );
}

function Effect({
  claim,
  effect,
  fullPoints,
  kind,
}: {
  readonly claim: ClaimRow;
  readonly effect: ClaimEffect;
  readonly fullPoints: string;
  readonly kind: 'base' | 'bonus' | 'deduction';
}) {
  const { cells, before, after, formula, overLine, overTotal, missing } = effect;
  const isPending = claim.state === 'pending';
  const most = kind === 'base' ? `满分 ${fullPoints} 分` : `最多${kind === 'bonus' ? '加' : '扣'} ${fullPoints} 分`;
  return (
    <div className="claim-effect">
      {cells.map((cell) => (
        <p key={`${cell.period} ${cell.name}`} className={cell.typedBy === null ? '' : 'finding'}>
          {cell.period === claim.period ? '' : formatPeriod(cell.period)}
          {cell.typedBy === null
            ? `${cell.name}：${cell.before ?? '空'} → ${cell.after} ${cell.unit}`
            : `${cell.name}现为 ${cell.typedBy}，与登记不一致，认定后改为 ${cell.after} ${cell.unit}`}
        </p>
      ))}
      {after === null ? (
        <p className="finding">本项还缺{missing.join('、')}，补齐（没有的填 0）后才有得分。</p>
      ) : (
        <>
          <p className="points">
            本项得分 <b>{isPending && before !== null && before !== after ? `${two(before)} → ${two(after)}` : two(after)}</b>
            <span className="faint">
              {' '}
              {most} · {formula}
            </span>
          </p>
          {overLine === null ? null : <p className="finding">本项封顶，多出的 {two(overLine)} 分不计。</p>}
        </>
      )}
      {overTotal === null ? null : (
        <p className="finding">
          {overTotal.formula}，多出的 {two(overTotal.lost)} 分不计。
        </p>
      )}
    </div>
  );
}

/** Screen only: two digits, up to four where there are more. */
const two = (text: string): string =>
  (/\.\d{3,}/.test(text) ? String(Number(Number(text).toFixed(4))) : Number(text).toFixed(2)).replace('-', '−');

const EVENTS: Readonly<Record<ClaimEvent['event'], string>> = {
  register: '登记',
  change: '修改',
  attach: '添加佐证',
  detach: '移除佐证',
  accept: '认定',
  refuse: '不予认定',
  reopen: '撤销认定',
  withdraw: '撤回',
};

type Asking = 'accept' | 'refuse' | 'reopen' | 'withdraw' | null;

function Actions({ record, onEdit }: { readonly record: ClaimRecord; readonly onEdit: () => void }) {
  const { claim, effect, hindrance } = record;
  const [asking, setAsking] = useState<Asking>(null);
  const accept = useCommand('claims.accept');
  const { id } = claim;
  const close = (): void => setAsking(null);
  const reopenName = claim.state === 'accepted' ? '撤销认定' : '重新审理';
  const typed = effect?.cells.filter(({ typedBy }) => typedBy !== null) ?? [];
  const doAccept = (replaceTyped: boolean): void => accept.mutate({ id, replaceTyped }, { onSuccess: close });
  if (claim.state === 'withdrawn') return null;
  const isSealed = hindrance !== null && claim.state !== 'pending';
  return (
    <div className="claim-actions">
      {hindrance === null ? null : <p className="faint">{hindrance}</p>}
      {asking === null ? <Trouble error={accept.error} /> : null}
      {claim.state === 'pending' ? (
        <div className="row">
          <button
            type="button"
            className="main"
            disabled={hindrance !== null || accept.isPending}
            onClick={() => (typed.length > 0 ? setAsking('accept') : doAccept(false))}
          >
            认定
          </button>
          <button type="button" onClick={() => setAsking('refuse')}>
            不予认定
          </button>
          <button type="button" onClick={onEdit}>
            修改
          </button>
          <button type="button" onClick={() => setAsking('withdraw')}>
            撤回
          </button>
        </div>
      ) : (
        <div className="row">
          <button type="button" disabled={isSealed} onClick={() => setAsking('reopen')}>
            {reopenName}
          </button>
        </div>
      )}
      {asking === 'accept' ? (
        <Confirm
          title="手工填报的数与登记件数不一致"
          verb="以登记件数为准并认定"
          width={560}
          error={accept.error}
          isBusy={accept.isPending}
          onYes={() => doAccept(true)}
          onClose={close}
        >
          <ul>
            {typed.map((cell) => (
              <li key={cell.name}>
                {cell.name}：现为 {cell.typedBy}，登记为 {cell.after} {cell.unit}
              </li>
            ))}
          </ul>
          <p className="faint" style={{ marginTop: 8 }}>
            原来填的数留在“本格经过”里，可以查到。如果手工填的数里还有没登记的事项，请先登记齐。
          </p>
        </Confirm>
      ) : null}
      <JudgementSheet
        feature="claims"
        id={id}
        asking={asking === 'accept' ? null : asking}
        titles={{ refuse: '不予认定', reopen: reopenName, withdraw: '撤回事项' }}
        reopenHint="退回到待认定，计入的件数随之减去。"
        onClose={close}
      />
    </div>
  );
}
