import { useCallback, useState } from 'react';
import { dayText } from '../../../shared/calendar.ts';
import type { Candidates } from '../../../shared/consultation/facts.ts';
import {
  CONSULTATION_ACTS,
  type ConsultationAct,
  type ConsultationState,
  consultationStateName,
  ENTRY_ACTS,
  isOpenState,
} from '../../../shared/consultation/record.ts';
import type { BandDecision, ConsultationRecord } from '../../../shared/contract/consultation-records.ts';
import type { Role } from '../../../shared/contract/people.ts';
import { roleName } from '../../../shared/text.ts';
import { AreaField, ChoiceField, RecordSheet } from '../../components/fields.tsx';
import { Lamp, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import type { PartProps } from './view.ts';
import './records.css';

/** Whether whoever sits here holds one of these duties; a sentence where not. */
export function useDuty(): (roles: readonly Role[]) => string | undefined {
  const { data } = useCall('people.session', {});
  return (roles) =>
    data === undefined || roles.some((role) => data.roles.includes(role))
      ? undefined
      : `由有“${roles.map((role) => roleName[role]).join('”或“')}”职责的人员办理`;
}

const isEntry = (act: ConsultationAct): act is (typeof ENTRY_ACTS)[number] => (ENTRY_ACTS as readonly string[]).includes(act);

/** Where the record of the 会诊 stands, and what may be done with it next. */
export function RecordBar({ who }: { readonly who: PartProps }) {
  const { period, list, organisation } = who;
  const desk = useCall('consultationRecords.view', { period, list, organisation }, { fresh: true });
  const open = useCommand('consultationRecords.open');
  const duty = useDuty();
  if (!desk.data) return <Trouble error={desk.error} />;
  const { record } = desk.data;
  if (!record) {
    const denied = duty(['entry']);
    return (
      <div className="consultation-bar">
        <span className="faint">还没有拟定会诊，以下只是系统的分析。拟定以后填写会诊组、病因和处方。</span>
        <span className="acts">
          <button
            type="button"
            className="main"
            disabled={open.isPending || denied !== undefined}
            title={denied}
            onClick={() => open.mutate({ period, list, organisation })}
          >
            拟定会诊
          </button>
        </span>
        <Trouble error={open.error} />
      </div>
    );
  }
  return <Acts key={record.consultation.id} record={record} />;
}

/** Where the paper asks for what a state still lacks: ids of the buttons there. */
const PLACES: Readonly<Partial<Record<ConsultationState, string>>> = {
  planned: 'consultation-team-edit',
  held: 'consultation-prescribe',
};

function reveal(id: string): void {
  const found = document.getElementById(id);
  found?.scrollIntoView({ block: 'center' });
  found?.focus({ preventScroll: true });
}

const LAMPS = { planned: 'open', held: 'ok', followed: 'late', closed: 'done', withdrawn: 'open' } as const;

function Acts({ record }: { readonly record: ConsultationRecord }) {
  const { consultation, acts } = record;
  const { id, state } = consultation;
  const advance = useCommand('consultationRecords.advance');
  const judge = useCommand('consultationRecords.judge');
  const [asking, setAsking] = useState<ConsultationAct | null>(null);
  const [text, setText] = useState('');
  const duty = useDuty();
  const close = useCallback(() => setAsking(null), []);
  const act = (wanted: ConsultationAct, words: string): void => {
    const done = { onSuccess: close };
    if (isEntry(wanted)) advance.mutate({ id, act: wanted, text: words }, done);
    else judge.mutate({ id, act: wanted, text: words }, done);
  };
  const begin = (wanted: ConsultationAct): void => {
    setText('');
    if (CONSULTATION_ACTS[wanted].text === null) act(wanted, '');
    else setAsking(wanted);
  };
  const error = advance.error ?? judge.error;
  const place = isOpenState(state) && duty(['entry']) === undefined ? PLACES[state] : undefined;
  const hindrance = acts.find((one) => one.hindrance !== null)?.hindrance;
  return (
    <div className="consultation-bar" data-testid="consultation-bar">
      <Lamp kind={LAMPS[state]} word={consultationStateName[state]} />
      {consultation.heldOn === null || state === 'planned' ? null : <span>{dayText(consultation.heldOn)}</span>}
      <span className="acts">
        {acts.map((one, at) => {
          const denied = duty(isEntry(one.act) ? ['entry'] : ['review']);
          return (
            <button
              key={one.act}
              type="button"
              className={at === 0 && one.hindrance === null && one.act !== 'reopen' ? 'main' : ''}
              disabled={one.hindrance !== null || denied !== undefined}
              title={one.hindrance ?? denied}
              onClick={() => begin(one.act)}
            >
              {CONSULTATION_ACTS[one.act].name}
            </button>
          );
        })}
      </span>
      {hindrance === undefined ? null : (
        <p className="hindrance">
          下一步：{hindrance}
          {place === undefined ? null : (
            <button type="button" className="link" onClick={() => reveal(place)}>
              去填写
            </button>
          )}
        </p>
      )}
      {asking === null ? <Trouble error={error} /> : null}
      {asking === null ? null : (
        <RecordSheet
          title={CONSULTATION_ACTS[asking].name}
          verb={CONSULTATION_ACTS[asking].name}
          error={error}
          isBusy={advance.isPending || judge.isPending}
          onSave={() => act(asking, text)}
          onClose={close}
        >
          <AreaField
            name={CONSULTATION_ACTS[asking].text ?? ''}
            value={text}
            onChange={setText}
            hint={asking === 'close' ? '程序按以往起伏作出的复诊判断会一并记入。' : undefined}
          />
        </RecordSheet>
      )}
    </div>
  );
}

const CHOICES = [
  ['last', '只末位一个单位'],
  ['both', '难分伯仲的一并'],
] as const;

/** 难分伯仲: before anything is announced somebody decides whom it concerns, and why. */
export function BandGate({ candidates }: { readonly candidates: Candidates }) {
  const { period, list } = candidates;
  const decision = useCall('consultationRecords.decision', { period, list });
  const [isOpen, setOpen] = useState(false);
  const duty = useDuty();
  const close = useCallback(() => setOpen(false), []);
  if (candidates.within.length === 0 || decision.data === undefined) return null;
  const denied = duty(['review', 'seal']);
  return (
    <div className="consultation-gate" data-testid="band-gate">
      <span>
        {decision.data === null
          ? '一并列入，还是只列末位，还没有决定。'
          : `已决定：会诊${words(decision.data.consultation)}，表态发言${words(decision.data.speech)}。理由：${decision.data.reason}（${decision.data.actor}）`}
      </span>
      <button type="button" disabled={denied !== undefined} title={denied} onClick={() => setOpen(true)}>
        {decision.data === null ? '作出决定' : '重新决定'}
      </button>
      {isOpen ? <GateSheet period={period} list={list} before={decision.data} onClose={close} /> : null}
    </div>
  );
}

const words = (choice: BandDecision['speech']): string => (choice === 'both' ? '难分伯仲的一并' : '只末位一个单位');

function GateSheet({
  period,
  list,
  before,
  onClose,
}: Pick<Candidates, 'period' | 'list'> & { readonly before: BandDecision | null; readonly onClose: () => void }) {
  const [consultation, setConsultation] = useState(before?.consultation ?? 'last');
  const [speech, setSpeech] = useState(before?.speech ?? 'last');
  const [reason, setReason] = useState('');
  const decide = useCommand('consultationRecords.decide');
  return (
    <RecordSheet
      title="难分伯仲怎么办"
      verb="决定"
      error={decide.error}
      isBusy={decide.isPending}
      onSave={() => decide.mutate({ period, list, consultation, speech, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <ChoiceField name="会诊" value={consultation} choices={CHOICES} onChange={setConsultation} />
      <ChoiceField name="表态发言" value={speech} choices={CHOICES} onChange={setSpeech} />
      <AreaField name="理由" value={reason} onChange={setReason} hint="以前的决定留在操作记录里，以最后一次为准。" />
    </RecordSheet>
  );
}
