import { useEffect, useRef, useState } from 'react';
import type { Lamp as LampKind } from '../../../shared/contract/overview.ts';
import type { ItemRecord, ItemState } from '../../../shared/contract/publicity.ts';
import { channelName, kindName, levelName } from '../../../shared/publicity/kinds.ts';
import { itemEventName, itemStateName } from '../../../shared/publicity/words.ts';
import { JudgementSheet } from '../../components/AskSheet.tsx';
import { RecordFiles } from '../../components/EvidenceFiles.tsx';
import { Drawer, EventList, FactList, Lamp, Trouble, withReason } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

const LAMPS: Readonly<Record<ItemState, LampKind>> = { pending: 'late', accepted: 'ok', refused: 'open', withdrawn: 'open' };
export function ItemLamp({ state }: { readonly state: ItemState }) {
  return <Lamp kind={LAMPS[state]} word={itemStateName[state]} />;
}

type Props = {
  readonly id: number;
  readonly unit: string;
  readonly onEdit: () => void;
  /** To 加分登记. */
  readonly onClaims: () => void;
  readonly onClose: () => void;
};

/** One item: what it is, what proves it, what it counts for, what happened to it, what is to be done. */
export function ItemDrawer({ id, unit, onEdit, onClaims, onClose }: Props) {
  const record = useCall('publicity.item', { id }, { keep: true, fresh: true });
  const { data } = record;
  return (
    <Drawer title={data ? `${unit} ${kindName[data.item.kind]}` : unit} onClose={onClose}>
      <Trouble error={record.error} />
      {data ? <Record record={data} onEdit={onEdit} onClaims={onClaims} /> : null}
    </Drawer>
  );
}

function Record({ record, onEdit, onClaims }: Pick<Props, 'onEdit' | 'onClaims'> & { readonly record: ItemRecord }) {
  const { item, events } = record;
  const { kind, level, isFrontPage, channel, outlet, documentNumber, datedOn } = item;
  const start = useRef<HTMLDivElement>(null);
  // Enter in the list leads here; Esc leads back.
  useEffect(() => start.current?.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus(), []);
  const facts: readonly (readonly [string, string])[] = [
    ['级别', `${levelName(kind, level)}${isFrontPage ? '，头版' : ''}`],
    ['渠道', channelName[channel]],
    ['刊播单位', outlet],
    ['期号或链接', documentNumber],
    ['日期', datedOn ?? ''],
  ];
  const isClaimed = kind === 'media' || kind === 'instruction';
  return (
    <div className="publicity-record" data-testid="item-record">
      <h3 className="record-title">{item.title}</h3>
      <p>
        <ItemLamp state={item.state} />
        {item.reason === '' ? null : <span className="faint"> 理由：{item.reason}</span>}
      </p>
      <FactList facts={facts} />
      <div ref={start}>
        <RecordFiles feature="publicity" id={item.id} files={item.files} isOpen={item.state === 'pending'} />
      </div>
      <h3>计分</h3>
      <p>{item.verdict?.words ?? '不计。'}</p>
      {item.claim !== null || isClaimed ? (
        <p className="claim-link">
          {item.claim === null ? '考核加分须在“数据 › 加分”登记，这里只作统计。' : `考核加分见${item.claim}，这里不重复计。`}
          <button type="button" className="link" onClick={onClaims}>
            到“加分”
          </button>
        </p>
      ) : null}
      <h3>经过</h3>
      <EventList events={events.map((one) => ({ ...one, words: withReason(itemEventName[one.event], one.reason) }))} />
      <Actions record={record} onEdit={onEdit} />
    </div>
  );
}

type Asking = 'refuse' | 'reopen' | 'withdraw' | null;

function Actions({ record, onEdit }: Pick<Props, 'onEdit'> & { readonly record: ItemRecord }) {
  const { item, hindrance } = record;
  const { id, state } = item;
  const [asking, setAsking] = useState<Asking>(null);
  const accept = useCommand('publicity.accept');
  if (state === 'withdrawn') return null;
  const close = (): void => setAsking(null);
  const reopenName = state === 'accepted' ? '撤销核实' : '重新核实';
  return (
    <div className="record-actions">
      {hindrance === null ? null : <p className="faint">{hindrance}</p>}
      <Trouble error={accept.error} />
      <div className="row">
        {state === 'pending' ? (
          <>
            <button
              type="button"
              className="main"
              disabled={hindrance !== null || accept.isPending}
              onClick={() => accept.mutate({ id })}
            >
              核实
            </button>
            <button type="button" onClick={() => setAsking('refuse')}>
              不予核实
            </button>
            <button type="button" onClick={onEdit}>
              修改
            </button>
            <button type="button" onClick={() => setAsking('withdraw')}>
              撤回
            </button>
          </>
        ) : (
          <button type="button" disabled={hindrance !== null} onClick={() => setAsking('reopen')}>
            {reopenName}
          </button>
        )}
      </div>
      <JudgementSheet
        feature="publicity"
        id={id}
        asking={asking}
        titles={{ refuse: '不予核实', reopen: reopenName, withdraw: '撤回条目' }}
        reopenHint="退回到待核实，计入的条数随之减去。"
        onClose={close}
      />
    </div>
  );
}
