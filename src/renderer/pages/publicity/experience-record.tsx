import { useEffect, useRef, useState } from 'react';
import type { Lamp as LampKind } from '../../../shared/contract/overview.ts';
import type { Experience, ExperienceEvent, ExperienceRecord, ExperienceState } from '../../../shared/contract/publicity.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { experienceEventName, experienceStateName, reachName } from '../../../shared/publicity/words.ts';
import { AskSheet } from '../../components/AskSheet.tsx';
import { ChoiceField, choicesOf, RecordSheet, TextField } from '../../components/fields.tsx';
import { Drawer, EventList, FactList, Lamp, Trouble, withReason } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

const LAMPS: Readonly<Record<ExperienceState, LampKind>> = {
  reported: 'late',
  selected: 'ok',
  promoted: 'ok',
  replicated: 'done',
  declined: 'open',
};
export function ExperienceLamp({ experience: { state, replications } }: { readonly experience: Experience }) {
  const word = `${experienceStateName[state]}${replications > 0 ? ` ${replications} 处` : ''}`;
  return <Lamp kind={LAMPS[state]} word={word} />;
}

type Props = {
  readonly id: number;
  readonly period: string;
  readonly onEdit: (experience: Experience) => void;
  readonly onClose: () => void;
};

/** One experience: what was done, its figures with their sources, how far it has come, the next step. */
export function ExperienceDrawer({ id, period, onEdit, onClose }: Props) {
  const record = useCall('publicity.experience', { id }, { keep: true });
  const { data } = record;
  return (
    <Drawer title={data?.experience.subject ?? ''} onClose={onClose}>
      <Trouble error={record.error} />
      {data ? <Record record={data} period={period} onEdit={onEdit} /> : null}
    </Drawer>
  );
}

function Record({ record, period, onEdit }: Pick<Props, 'period' | 'onEdit'> & { readonly record: ExperienceRecord }) {
  const { experience, events } = record;
  const { title, field, summary, figures, source, organisationName, subject } = experience;
  return (
    <div className="publicity-record" data-testid="experience-record">
      <h3 className="record-title">{title}</h3>
      <p>
        <ExperienceLamp experience={experience} />
        {field === '' ? null : <span className="faint"> {field}</span>}
      </p>
      <p className="summary">{summary}</p>
      {figures.length > 0 ? (
        <>
          <h3>数据</h3>
          <ul className="figures-list">
            {figures.map((figure) => (
              <li key={figure.name}>
                {figure.name} <b>{figure.value}</b>
                <div className="faint">来源：{figure.source}</div>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <FactList
        facts={[
          ['所属单位', organisationName === subject ? '' : (organisationName ?? '')],
          ['来源', source],
        ]}
      />
      <h3>经过</h3>
      <EventList events={events.map((event) => ({ ...event, words: eventWords(event) }))} />
      <Actions experience={experience} period={period} onEdit={onEdit} />
    </div>
  );
}

function eventWords({ event, level, words, period, organisationName, datedOn }: ExperienceEvent): string {
  const head =
    event === 'promote' && level !== null
      ? `${reachName[level]}推广`
      : event === 'replicate'
        ? `${organisationName ?? ''}复制`
        : experienceEventName[event];
  const day = datedOn === null ? '' : `（${datedOn}）`;
  return withReason(`${formatPeriod(period)} ${head}${day}`, words);
}

type Asking = 'decline' | 'reopen' | 'promote' | 'replicate' | null;

function Actions({ experience, period, onEdit }: Pick<Props, 'period' | 'onEdit'> & { readonly experience: Experience }) {
  const { id, state } = experience;
  const [asking, setAsking] = useState<Asking>(null);
  const select = useCommand('publicity.selectExperience');
  const decline = useCommand('publicity.declineExperience');
  const reopen = useCommand('publicity.reopenExperience');
  const row = useRef<HTMLDivElement>(null);
  // Enter in the list leads here; Esc leads back.
  useEffect(() => row.current?.querySelector<HTMLButtonElement>('button:not(:disabled)')?.focus(), []);
  const close = (): void => setAsking(null);
  const isSpread = state === 'promoted' || state === 'replicated';
  return (
    <div className="record-actions">
      <Trouble error={select.error} />
      <div className="row" ref={row}>
        {state === 'reported' ? (
          <>
            <button type="button" className="main" disabled={select.isPending} onClick={() => select.mutate({ id, period })}>
              遴选
            </button>
            <button type="button" onClick={() => setAsking('decline')}>
              不予入选
            </button>
            <button type="button" onClick={() => onEdit(experience)}>
              修改
            </button>
          </>
        ) : null}
        {state === 'selected' || isSpread ? (
          <button type="button" className={isSpread ? '' : 'main'} onClick={() => setAsking('promote')}>
            {isSpread ? '更高级别推广' : '推广'}
          </button>
        ) : null}
        {isSpread ? (
          <button type="button" className="main" onClick={() => setAsking('replicate')}>
            登记复制
          </button>
        ) : null}
        {state === 'selected' || state === 'declined' ? (
          <button type="button" onClick={() => setAsking('reopen')}>
            退回上报
          </button>
        ) : null}
      </div>
      {asking === 'decline' ? (
        <AskSheet
          title="不予入选"
          verb="不予入选"
          name="理由"
          command={decline}
          onSave={(reason) => decline.mutate({ id, period, reason }, { onSuccess: close })}
          onClose={close}
        />
      ) : null}
      {asking === 'reopen' ? (
        <AskSheet
          title="退回上报"
          verb="退回上报"
          name="理由"
          hint="退回后可以修改，再重新遴选。"
          command={reopen}
          onSave={(reason) => reopen.mutate({ id, period, reason }, { onSuccess: close })}
          onClose={close}
        />
      ) : null}
      {asking === 'promote' ? <PromoteSheet experience={experience} period={period} onClose={close} /> : null}
      {asking === 'replicate' ? <ReplicateSheet experience={experience} period={period} onClose={close} /> : null}
    </div>
  );
}

type StepProps = { readonly experience: Experience; readonly period: string; readonly onClose: () => void };

function PromoteSheet({ experience, period, onClose }: StepProps) {
  const { id, organisation } = experience;
  const promote = useCommand('publicity.promoteExperience');
  const [level, setLevel] = useState<keyof typeof reachName>('city');
  const [words, setWords] = useState('');
  const [day, setDay] = useState('');
  return (
    <RecordSheet
      title={`推广 ${experience.title}`}
      verb="推广"
      error={promote.error}
      isBusy={promote.isPending}
      onSave={() => promote.mutate({ id, period, level, words, datedOn: day || null }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <ChoiceField name="级别" value={level} choices={choicesOf(reachName)} onChange={setLevel} />
      <TextField
        name="推广文件或文章"
        value={words}
        hint={
          organisation === null
            ? undefined
            : `同时登记为${formatPeriod(period)}的“典型经验”条目，补上佐证、核实后计数，不用另填。`
        }
        onChange={setWords}
      />
      <TextField name="日期" type="date" value={day} onChange={setDay} />
    </RecordSheet>
  );
}

function ReplicateSheet({ experience, period, onClose }: StepProps) {
  const { id, organisation: own } = experience;
  const all = useCall('organisations.list', {});
  const replicate = useCommand('publicity.replicateExperience');
  const units = (all.data ?? []).filter(({ kind, code }) => kind !== 'city' && code !== own);
  const [chosen, setChosen] = useState<string | null>(null);
  const [words, setWords] = useState('');
  const [day, setDay] = useState('');
  const organisation = chosen ?? units[0]?.code ?? '';
  return (
    <RecordSheet
      title={`复制 ${experience.title}`}
      verb="登记复制"
      error={replicate.error}
      isBusy={replicate.isPending}
      onSave={() => replicate.mutate({ id, period, organisation, words, datedOn: day || null }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <ChoiceField
        name="复制单位"
        value={organisation}
        choices={units.map(({ code, name }) => [code, name] as const)}
        onChange={setChosen}
      />
      <TextField name="复制情况" value={words} hint="在哪里用了、有什么成效。" onChange={setWords} />
      <TextField name="日期" type="date" value={day} onChange={setDay} />
    </RecordSheet>
  );
}
