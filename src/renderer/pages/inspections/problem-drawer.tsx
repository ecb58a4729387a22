import { useState } from 'react';
import type { ProblemEffect, ProblemRecord } from '../../../shared/contract/inspections.ts';
import { exact, published } from '../../../shared/engine/decimal.ts';
import { chargeWords } from '../../../shared/inspections/clauses.ts';
import { CATEGORIES, EVENTS, SEVERITIES } from '../../../shared/inspections/words.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { RecordFiles } from '../../components/EvidenceFiles.tsx';
import { RecordSheet, TextField } from '../../components/fields.tsx';
import { Drawer, Lamp, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

/** One problem: what it is, what proves that it was put right, everything that happened to it, and the next step. */
export function ProblemDrawer({
  id,
  period,
  onClose,
}: {
  readonly id: number;
  readonly period: string;
  readonly onClose: () => void;
}) {
  const record = useCall('inspections.problem', { id, period }, { keep: true });
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
        <dt>扣分</dt>
        <dd>{chargeWords(problem.charge, record.isOwnSite)}</dd>
      </dl>
      <Effects record={record} />
      <RecordFiles
        feature="inspections"
        id={problem.id}
        name="整改佐证"
        files={record.files}
        isOpen={problem.state === 'open' || problem.state === 'relapsed'}
      />
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

/** What the problem does to the score of its unit, period by period: computed with it and without it. */
function Effects({ record }: { readonly record: ProblemRecord }) {
  const { effects, problem } = record;
  if (effects.length === 0) return null;
  return (
    <section className="effects" aria-label="对得分的影响">
      <h4>对{problem.organisationName}得分的影响</h4>
      {effects.map(({ period, lines, score, scoreWithout }) => (
        <div key={period}>
          <ul className="course">
            {lines.map((line) => (
              <li key={line.item} title={line.clause}>
                {formatPeriod(period)} {line.item} {line.itemName}：{line.counted.join('，')}
                <div>{pointsWords(line)}</div>
                {line.isFilled ? null : <div className="faint">表里还不是登记计数，“按登记计数”填入后得分才变动。</div>}
              </li>
            ))}
          </ul>
          <p>
            {score === null || scoreWithout === null
              ? '总分待数据填齐。'
              : score === scoreWithout
                ? `总分不变，${score} 分。`
                : `总分 ${score} 分，没有这个问题是 ${scoreWithout} 分。`}
          </p>
        </div>
      ))}
    </section>
  );
}

function pointsWords({ points, without }: ProblemEffect['lines'][number]): string {
  if (points === null) return '本项还不能计分';
  if (without === null) return `本项 ${shown(points)} 分，没有这个问题本项不适用`;
  const less = exact(without).minus(exact(points));
  // One that was put right in time raises the rate.
  const change = less.isZero() ? '不变' : `${less.isNegative() ? '多得' : '少得'} ${published(less.abs(), 2)} 分`;
  return `本项 ${shown(points)} 分，${change}`;
}
const shown = (points: string): string => published(exact(points), 2);

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
