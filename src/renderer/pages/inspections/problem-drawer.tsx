import { useState } from 'react';
import { shortHash, sizeText } from '../../../shared/claims/evidence.ts';
import type { ProblemRecord } from '../../../shared/contract/inspections.ts';
import { CATEGORIES, EVENTS, SEVERITIES } from '../../../shared/inspections/words.ts';
import { RecordSheet, TextField } from '../../components/fields.tsx';
import { Drawer, Lamp, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

/** One problem: what it is, what proves that it was put right, everything that happened to it, and the next step. */
export function ProblemDrawer({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const record = useCall('inspections.problem', { id }, { keep: true });
  const { data } = record;
  return (
    <Drawer title={data ? `${data.problem.organisationName} ${data.problem.siteName}` : '问题'} onClose={onClose}>
      <Trouble error={record.error} />
      {data ? <Record record={data} /> : null}
    </Drawer>
  );
}

function Record({ record }: { readonly record: ProblemRecord }) {
  const { problem, events } = record;
  return (
    <div className="problem-view" data-testid="problem-record">
      <h3>{problem.text}</h3>
      <p>
        <Lamp kind={problem.lamp} word={problem.word} />
      </p>
      <dl className="facts">
        <dt>类别</dt>
        <dd>
          {CATEGORIES[problem.category]}，{SEVERITIES[problem.severity]}
        </dd>
        {problem.demand === '' ? null : (
          <>
            <dt>整改要求</dt>
            <dd>{problem.demand}</dd>
          </>
        )}
        <dt>时限</dt>
        <dd>{problem.dueOn}</dd>
      </dl>
      <Files record={record} />
      <h4>经过</h4>
      <ul className="course">
        <li>
          <span className="faint">{problem.visitedOn}</span> 现场登记
        </li>
        {events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what happened stays in its place
          <li key={index}>
            <span className="faint">
              {event.onDay} {event.actor}
            </span>{' '}
            {EVENTS[event.event]}
            {event.words === '' ? '' : `：${event.words}`}
            {event.dueOn === null ? '' : `，${event.dueOn} 止`}
          </li>
        ))}
      </ul>
      <Steps record={record} />
    </div>
  );
}

function Files({ record }: { readonly record: ProblemRecord }) {
  const attach = useCommand('inspections.attach');
  const detach = useCommand('inspections.detach');
  const save = useCommand('inspections.saveFile');
  const { id, state } = record.problem;
  const isOpen = state === 'open' || state === 'relapsed';
  return (
    <section>
      <h4>整改佐证</h4>
      {record.files.length === 0 ? <p className="faint">还没有佐证，整改前后的照片、文件都可以。</p> : null}
      <ul className="course">
        {record.files.map(({ sha256, name, size }) => (
          <li key={sha256}>
            {name}{' '}
            <span className="faint">
              {sizeText(size)} · 校验码 {shortHash(sha256)}
            </span>{' '}
            <button type="button" className="link" aria-label={`另存 ${name}`} onClick={() => save.mutate({ id, sha256 })}>
              另存
            </button>{' '}
            {isOpen ? (
              <button type="button" className="link" aria-label={`移除 ${name}`} onClick={() => detach.mutate({ id, sha256 })}>
                移除
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {isOpen ? (
        <button type="button" disabled={attach.isPending} onClick={() => attach.mutate({ id })}>
          添加佐证
        </button>
      ) : null}
      {save.data ? <p className="said">已保存“{save.data.file}”。</p> : null}
      <Trouble error={attach.error ?? detach.error ?? save.error} />
    </section>
  );
}

type Step = 'report' | 'return' | 'revisit' | 'close' | 'relapse';
const NEXT: Readonly<Record<ProblemRecord['problem']['state'], readonly Step[]>> = {
  open: ['report'],
  relapsed: ['report'],
  reported: ['revisit', 'return'],
  revisited: ['close'],
  closed: ['relapse'],
};
/** What each step asks to be written; 销号 needs a day only. */
const WORDS: Readonly<Record<Step, string>> = {
  report: '整改情况',
  return: '退回理由',
  revisit: '回访情况',
  close: '',
  relapse: '反弹情况',
};

function Steps({ record }: { readonly record: ProblemRecord }) {
  const [step, setStep] = useState<Step | null>(null);
  const { problem } = record;
  return (
    <div className="steps-bar">
      {NEXT[problem.state].map((one, index) => (
        <button
          type="button"
          key={one}
          className={index === 0 && one !== 'relapse' ? 'main' : undefined}
          onClick={() => setStep(one)}
        >
          {EVENTS[one]}
        </button>
      ))}
      {step === null ? null : <StepSheet record={record} step={step} onClose={() => setStep(null)} />}
    </div>
  );
}

function StepSheet({
  record,
  step,
  onClose,
}: {
  readonly record: ProblemRecord;
  readonly step: Step;
  readonly onClose: () => void;
}) {
  const [onDay, setOnDay] = useState(record.today);
  const [words, setWords] = useState('');
  const [days, setDays] = useState('5');
  const commands = {
    report: useCommand('inspections.report'),
    return: useCommand('inspections.return'),
    revisit: useCommand('inspections.revisit'),
    close: useCommand('inspections.close'),
    relapse: useCommand('inspections.relapse'),
  };
  const { id } = record.problem;
  const { error, isPending } = commands[step];
  const save = (): void => commands[step].mutate({ id, onDay, words, days: Number(days) }, { onSuccess: onClose });
  return (
    <RecordSheet title={EVENTS[step]} verb={EVENTS[step]} error={error} isBusy={isPending} onSave={save} onClose={onClose}>
      <TextField name="日期" type="date" value={onDay} onChange={setOnDay} />
      {WORDS[step] === '' ? null : (
        <TextField
          name={WORDS[step]}
          value={words}
          hint={step === 'revisit' ? '写明谁去的、看到什么。' : undefined}
          onChange={setWords}
        />
      )}
      {step === 'relapse' ? (
        <TextField name="新的时限" type="number" value={days} hint="工作日，自反弹之日起算。" onChange={setDays} />
      ) : null}
    </RecordSheet>
  );
}
