import { useEffect, useRef, useState } from 'react';
import type { Correction } from '../../../../shared/contract/corrections.ts';
import type { Lamp as LampKind } from '../../../../shared/contract/overview.ts';
import type { SessionView } from '../../../../shared/contract/people.ts';
import { EffectTable } from '../../../components/CorrectionEffect.tsx';
import { RecordSheet, TextField } from '../../../components/fields.tsx';
import { SavedPaper } from '../../../components/PrintSaved.tsx';
import { Drawer, Lamp, Trouble, timeText } from '../../../components/parts.tsx';
import type { Page } from '../../../page.ts';
import { useCall, useCommand } from '../../../queries.ts';

const LAMPS: Readonly<Record<Correction['state'], readonly [LampKind, string]>> = {
  open: ['late', '待签批'],
  signed: ['ok', '已签批'],
  refused: ['open', '不予更正'],
  withdrawn: ['open', '已撤回'],
};
export function StateLamp({ correction: { state, version } }: { readonly correction: Correction }) {
  const [kind, word] = LAMPS[state];
  return <Lamp kind={kind} word={version === null ? word : `${word}（第 ${version} 版）`} />;
}

type Props = { readonly correction: Correction; readonly go: (page: Page) => void; readonly onClose: () => void };

/** One 更正单: what it changes, why, who moves, what happened to it, what is to be done. */
export function CorrectionDrawer({ correction, go, onClose }: Props) {
  const { id, origin, line, cells, reason, state } = correction;
  const effect = useCall('corrections.effect', { id });
  return (
    <Drawer title={`第 ${id} 号更正单`} onClose={onClose}>
      <div className="correction-view" data-testid="correction-record">
        <p>
          <StateLamp correction={correction} />
        </p>
        {line === null ? null : <p>申诉事项：{line}</p>}
        <h3>更正内容</h3>
        <ul className="cells">
          {cells.map((cell) => (
            <li key={`${cell.organisation} ${cell.indicator}`}>
              <span>
                {cell.organisationName} {cell.indicatorName}
              </span>
              <span>
                {cell.before ?? '没有填'} → <b>{cell.after}</b> {cell.unit}
              </span>
            </li>
          ))}
        </ul>
        <h3>{origin === 'appeal' ? '申诉理由' : '更正理由'}</h3>
        <p className="reason">{reason}</p>
        <h3>{state === 'open' ? '签批后得分和名次的变动' : '得分和名次的变动'}</h3>
        <Trouble error={effect.error} />
        {effect.data ? <EffectTable effect={effect.data} /> : null}
        {effect.data === null ? <p>没有更正，得分和名次不变。</p> : null}
        <h3>经过</h3>
        <Course correction={correction} />
        <Actions correction={correction} go={go} />
      </div>
    </Drawer>
  );
}

const DECIDED: Readonly<Record<Correction['state'], string>> = {
  open: '',
  signed: '签批',
  refused: '不予更正',
  withdrawn: '撤回',
};

function Course({ correction: { origin, state, askedBy, askedAt, decidedBy, decidedAt, decision } }: Pick<Props, 'correction'>) {
  return (
    <ul className="course">
      <li>
        <span className="faint">
          {timeText(askedAt)} · {askedBy}
        </span>{' '}
        {origin === 'appeal' ? '提出申诉' : '提出更正'}
      </li>
      {decidedBy === null ? null : (
        <li>
          <span className="faint">
            {timeText(decidedAt)} · {decidedBy}
          </span>{' '}
          {DECIDED[state]}
          {decision === '' ? '' : `：${decision}`}
        </li>
      )}
    </ul>
  );
}

/** Why the one who is signed in cannot sign; null for one who can. */
function hindranceOf(session: SessionView, askedBy: string): string | null {
  if (session.mode !== 'signedIn') return '签批要由另一位有“封账”职责的人员办理，现在没有账户，请先在“系统 › 人员”里建立。';
  if (session.name === askedBy) return `由${askedBy}提出，须由另一位有“封账”职责的人员签批。`;
  return session.roles.includes('seal') ? null : '由有“封账”职责的人员签批，当前账户没有这项职责。';
}

function Actions({ correction, go }: Pick<Props, 'correction' | 'go'>) {
  const { id, state, askedBy } = correction;
  const session = useCall('people.session', {});
  const start = useRef<HTMLDivElement>(null);
  const isReady = session.data !== undefined;
  // Enter in the list leads here; Esc leads back.
  useEffect(() => {
    if (isReady) start.current?.querySelector('button')?.focus();
  }, [isReady]);
  const print = useCommand('corrections.export');
  const [asking, setAsking] = useState<'sign' | 'refuse' | 'withdraw' | null>(null);
  if (!session.data) return null;
  const hindrance = hindranceOf(session.data, askedBy);
  const isOpen = state === 'open';
  return (
    <div className="correction-actions" ref={start}>
      {isOpen && hindrance !== null ? <p className="faint">{hindrance}</p> : null}
      <Trouble error={print.error} />
      {print.data ? <SavedPaper file={print.data.file} /> : null}
      <div className="row">
        {isOpen && hindrance === null ? (
          <>
            <button type="button" className="main" onClick={() => setAsking('sign')}>
              签批
            </button>
            <button type="button" onClick={() => setAsking('refuse')}>
              不予更正
            </button>
          </>
        ) : null}
        {isOpen && session.data.mode === 'signedIn' && session.data.name === askedBy ? (
          <button type="button" onClick={() => setAsking('withdraw')}>
            撤回
          </button>
        ) : null}
        {isOpen && session.data.mode === 'open' ? (
          <button type="button" onClick={() => go({ name: 'system', tab: 'people' })}>
            去建账户
          </button>
        ) : null}
        <button
          type="button"
          disabled={print.isPending}
          data-print=""
          title="存为 PDF 或 Word 文件，再从 PDF 打印"
          onClick={() => print.mutate({ id })}
        >
          打印更正单
        </button>
      </div>
      {asking === 'withdraw' ? <Withdraw id={id} onClose={() => setAsking(null)} /> : null}
      {asking === 'sign' || asking === 'refuse' ? <Decide id={id} decision={asking} onClose={() => setAsking(null)} /> : null}
    </div>
  );
}

function Decide({
  id,
  decision,
  onClose,
}: {
  readonly id: number;
  readonly decision: 'sign' | 'refuse';
  readonly onClose: () => void;
}) {
  const [words, setWords] = useState('');
  const decide = useCommand('corrections.decide');
  const isSigning = decision === 'sign';
  const verb = isSigning ? '签批' : '不予更正';
  return (
    <RecordSheet
      title={`${verb} · 第 ${id} 号更正单`}
      verb={verb}
      error={decide.error}
      isBusy={decide.isPending}
      onSave={() => decide.mutate({ id, decision, words }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        name={isSigning ? '意见' : '理由'}
        value={words}
        hint={
          isSigning
            ? '可以不填。签批后改数据，重算得分和名次，另成一版，封存码随之更换；原来一版保留。'
            : '要写明理由，印在更正单上。数据、得分和名次不变。'
        }
        onChange={setWords}
      />
    </RecordSheet>
  );
}

function Withdraw({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const withdraw = useCommand('corrections.withdraw');
  return (
    <RecordSheet
      title={`撤回 · 第 ${id} 号更正单`}
      verb="撤回"
      error={withdraw.error}
      isBusy={withdraw.isPending}
      onSave={() => withdraw.mutate({ id }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p style={{ gridColumn: '1 / -1' }}>撤回后不能恢复，需要时另提一张。</p>
    </RecordSheet>
  );
}
