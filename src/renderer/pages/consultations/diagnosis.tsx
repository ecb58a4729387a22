import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { dayText } from '../../../shared/calendar.ts';
import type { Candidates, ConsultationHead, Diagnosis, Symptoms } from '../../../shared/consultation/facts.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { call } from '../../bridge.ts';
import { Empty, Trouble } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { CausesPart } from './causes.tsx';
import { FirmnessPart } from './firmness.tsx';
import { FollowUpPart } from './follow-up.tsx';
import { LearningButton } from './learning.tsx';
import { PrescribedPart } from './prescribed.tsx';
import { PrescriptionPart } from './prescription.tsx';
import { BandGate, RecordBar } from './record-bar.tsx';
import { SymptomsPart } from './symptoms.tsx';
import { TeamPart } from './team.tsx';
import { TestsPart } from './tests.tsx';
import type { ConsultationViewProps, PartProps } from './view.ts';
import { useWhom } from './whom.tsx';

/** 会诊: the paper, from top to bottom. */
export function DiagnosisView(props: ConsultationViewProps) {
  const { period, go, list = 'district' } = props;
  const { data, chosen, choice, error } = useWhom(props, 'diagnosis');
  return (
    <>
      <div className="heading">
        <h1>会诊</h1>
        <p className="say" title={data ? stateWords(data) : undefined}>
          {data ? stateWords(data) : ''}
        </p>
        <div className="actions">{choice}</div>
      </div>
      <div className="content consultation-room">
        <Trouble error={error} />
        {data && chosen === undefined ? (
          <Empty text={data.refusal ?? `${formatPeriod(period)}还没有排出名次，补齐数据后再会诊。`}>
            <button type="button" className="main" onClick={() => go({ name: 'entry', view: 'board', list })}>
              到“报送”
            </button>
          </Empty>
        ) : null}
        {data && chosen !== undefined ? (
          <Paper key={`${period} ${chosen}`} period={period} list={list} organisation={chosen} go={go} candidates={data} />
        ) : null}
      </div>
    </>
  );
}

/** Who is last first: in a narrow window the end is cut, and the month stands above. */
function stateWords({ seal, last, within, word, refusal }: Candidates): string {
  const state = seal ? '已封账' : '试算';
  if (last.length === 0) return `${refusal === null ? '' : `${refusal} · `}${state}`;
  const names = [...last, ...(word === '难分伯仲' ? within : [])].map(({ name }) => name).join('、');
  return `末位${word ?? ''}：${names} · ${state}`;
}

const PARTS = [
  ['symptoms', '症状'],
  ['tests', '化验'],
  ['causes', '病因'],
  ['grounds', '依据'],
  ['prescription', '处方'],
  ['course', '疗程'],
  ['duty', '责任'],
] as const;

/** While the worker makes a paper the diagnosis waits its turn. */
const isBusy = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'job.busy';

function Paper({ candidates, ...who }: PartProps & { readonly candidates: Candidates }) {
  const { period, list, organisation } = who;
  const asked = { period, list, organisation };
  const view = useCall('consultations.view', asked, { fresh: true });
  const diagnosis = useQuery({
    queryKey: ['consultations.diagnosis', asked],
    queryFn: () => call('consultations.diagnosis', asked),
    enabled: view.data !== undefined,
    gcTime: 0,
    retry: (_, error) => isBusy(error),
    retryDelay: 400,
  });
  if (view.error) return <Trouble error={view.error} />;
  if (!view.data) return null;
  const { head, symptoms } = view.data;
  return (
    <div className="consultation">
      <Contents />
      <article className="consultation-paper" aria-label={`${head.name}${formatPeriod(period)}会诊`}>
        <Head head={head} candidates={candidates} go={who.go} />
        {head.note === null ? null : <BandGate candidates={candidates} />}
        <RecordBar who={who} />
        <Body who={who} head={head} symptoms={symptoms} diagnosis={diagnosis.data ?? null} error={diagnosis.error} />
      </article>
    </div>
  );
}

/** The way through the paper: up and down, Enter goes there. */
function Contents() {
  const ref = useRef<HTMLElement>(null);
  const move = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const all = [...(ref.current?.querySelectorAll('button') ?? [])];
    all[all.indexOf(event.currentTarget) + by]?.focus();
  };
  return (
    <nav className="consultation-contents" aria-label="目录" ref={ref}>
      {PARTS.map(([id, name]) => (
        <button
          type="button"
          key={id}
          onKeyDown={move}
          onClick={() => document.getElementById(`consultation-${id}`)?.scrollIntoView({ block: 'start' })}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}

function Head({
  head,
  candidates,
  go,
}: {
  readonly head: ConsultationHead;
  readonly candidates: Candidates;
  readonly go: PartProps['go'];
}) {
  const { name, period, rank, units, score, isTied, basis, scheme, note, isDemo, list, organisation } = head;
  const others = candidates.opened.filter((one) => one.organisation !== organisation);
  return (
    <header className="consultation-head">
      <h2>
        {name} {formatPeriod(period)}会诊
      </h2>
      <p className="consultation-score">
        <button type="button" className="link" onClick={() => go({ name: 'rankings', list, organisation })} title="看得分由来">
          {score}
        </button>
        <span>
          {isTied ? '并列' : ''}第 {rank} 位，共 {units} 个单位
        </span>
      </p>
      <p className="faint">
        {basis}。{scheme.name}第 {scheme.version} 版。{isDemo ? '含演示数据。' : ''}
      </p>
      {note === null ? null : (
        <p className="consultation-note" role="note">
          {note}
        </p>
      )}
      {others.length === 0 ? null : (
        <p className="faint">
          本期会诊对象还有：
          {others.map((one) => (
            <button
              key={one.organisation}
              type="button"
              className="link"
              onClick={() => go({ name: 'consultations', list, organisation: one.organisation })}
            >
              {one.name}
            </button>
          ))}
        </p>
      )}
    </header>
  );
}

type BodyProps = {
  readonly who: PartProps;
  readonly head: ConsultationHead;
  readonly symptoms: Symptoms;
  readonly diagnosis: Diagnosis | null;
  readonly error: unknown;
};

/** 症状 stand at once; what the engine has to be run for some hundred times follows. */
function Body({ who, head, symptoms, diagnosis, error }: BodyProps) {
  const waiting = error ? <Trouble error={error} /> : <p className="faint">正在计算…</p>;
  return (
    <>
      <Part id="symptoms">
        <SymptomsPart who={who} symptoms={symptoms} />
      </Part>
      <Part id="tests">{diagnosis ? <TestsPart who={who} tests={diagnosis.tests} grid={symptoms.grid} /> : waiting}</Part>
      <Part id="causes">
        <p>{diagnosis?.tests.chain?.words ?? '病因要有证据：文件、数据或现场记录；没有的只能写作推测。'}</p>
        <CausesPart who={who} />
      </Part>
      <Part id="grounds">{diagnosis ? <FirmnessPart head={head} firmness={diagnosis.firmness} /> : waiting}</Part>
      <Part id="prescription">
        {diagnosis ? <PrescriptionPart who={who} prescription={diagnosis.prescription} /> : waiting}
        {diagnosis && diagnosis.prescription.lessons.length > 0 ? <LearningButton who={who} /> : null}
        <PrescribedPart who={who} way={diagnosis?.prescription ?? null} />
      </Part>
      <Part id="course">
        <p>会诊后的一至三期复诊，按以往起伏扣除自然回升，再看有没有效果。</p>
        <FollowUpPart who={who} />
      </Part>
      <Part id="duty">
        <TeamPart who={who} />
        {diagnosis ? <Duty name={head.name} period={head.period} works={diagnosis.prescription.works} /> : waiting}
      </Part>
    </>
  );
}

function Part({ id, children }: { readonly id: (typeof PARTS)[number][0]; readonly children: ReactNode }) {
  const name = PARTS.find(([own]) => own === id)?.[1];
  return (
    <section id={`consultation-${id}`} aria-label={name}>
      <h3>{name}</h3>
      {children}
    </section>
  );
}

/** Who answers for what is open, as the registers have it. */
function Duty({
  name,
  period,
  works,
}: Pick<ConsultationHead, 'name' | 'period'> & { readonly works: Diagnosis['prescription']['works'] }) {
  if (works.length === 0) return <p>登记里没有未了的事项。</p>;
  return (
    <>
      <h4>未了事项</h4>
      <table className="table">
        <thead>
          <tr>
            <th>事项</th>
            <th>责任人</th>
            <th>时限</th>
          </tr>
        </thead>
        <tbody>
          {works.map((work) => (
            <tr key={work.id}>
              <td>{work.title}</td>
              <td>{work.owner === '' ? `${name}（没有写到人）` : work.owner}</td>
              <td className="day">{work.dueOn === null ? '没有时限' : dayText(work.dueOn, period.slice(0, 4))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
