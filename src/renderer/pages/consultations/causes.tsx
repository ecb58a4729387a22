import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type CauseGroup,
  type CauseStep,
  causeGroupName,
  MOST_WHYS,
  rootOf,
  SUSPECTED,
} from '../../../shared/consultation/causes.ts';
import { isOpenState } from '../../../shared/consultation/record.ts';
import type { ChainDraft, ConsultationDesk, ShownChain } from '../../../shared/contract/consultation-records.ts';
import { BoundText, BoundTextField } from '../../components/BoundText.tsx';
import { choicesOf, RecordSheet } from '../../components/fields.tsx';
import { openByArrows } from '../../components/list-keys.ts';
import { Confirm, Trouble } from '../../components/parts.tsx';
import { pageOfRecord } from '../../page.ts';
import { useCall, useCommand } from '../../queries.ts';
import { CausesSheet } from './cause-codes.tsx';
import { useDuty } from './record-bar.tsx';
import type { PartProps } from './view.ts';

const WHYS = ['一问', '二问', '三问', '四问', '五问'];

/** 病因: a chain of whys for each weak spot; what nothing proves says 推测. */
export function CausesPart({ who }: { readonly who: PartProps }) {
  const { period, list, organisation } = who;
  const desk = useCall('consultationRecords.view', { period, list, organisation }, { fresh: true });
  const remove = useCommand('consultationRecords.removeChain');
  const [editing, setEditing] = useState<string | null>(null);
  const [isDictionary, setDictionary] = useState(false);
  const [removing, setRemoving] = useState<ShownChain | null>(null);
  const close = useCallback(() => {
    setEditing(null);
    setRemoving(null);
    setDictionary(false);
  }, []);
  const duty = useDuty();
  const { data } = desk;
  if (!data?.record) return <Trouble error={desk.error} />;
  const { consultation, chains } = data.record;
  const mayWrite = isOpenState(consultation.state) && duty(['entry']) === undefined;
  const free = data.lines.filter(({ code }) => !chains.some(({ line }) => line === code));
  return (
    <>
      {chains.length === 0 ? (
        <p className="faint">会诊组还没有填写病因。每一项短板最多追问五层，每层要有依据，没有的写作推测。</p>
      ) : null}
      {chains.map((chain) => (
        <div key={chain.line} data-testid="cause-chain">
          <h4>{chain.lineName}</h4>
          <ol className="consultation-whys">
            {chain.steps.map((step, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a why stands in its place
              <li key={at}>
                <span className="why">{WHYS[at]}</span>
                <span>
                  {step.proof === null ? <span className="consultation-suspected">{SUSPECTED}</span> : null}
                  <span className="cause">{step.name}</span>
                  <BoundText text={step.text} figures={data.figures} />
                </span>
                {step.proof === null ? null : (
                  <span className="proof">
                    依据：
                    {step.evidence?.kind === 'record' ? (
                      <RecordButton who={who} link={step.evidence.link} words={step.proof} />
                    ) : (
                      step.proof
                    )}
                  </span>
                )}
              </li>
            ))}
          </ol>
          <p>{rootWords(chain)}</p>
          {mayWrite ? (
            <p className="row">
              <button type="button" onClick={() => setEditing(chain.line)} aria-label={`修改病因 ${chain.lineName}`}>
                修改
              </button>
              <button type="button" aria-label={`删去病因 ${chain.lineName}`} onClick={() => setRemoving(chain)}>
                删去
              </button>
            </p>
          ) : null}
        </div>
      ))}
      {removing === null ? null : (
        <Confirm
          title={`删去病因“${removing.lineName}”`}
          verb="删去"
          error={remove.error}
          isBusy={remove.isPending}
          onYes={() => remove.mutate({ id: consultation.id, line: removing.line }, { onSuccess: close })}
          onClose={close}
        >
          <p>这一项的 {removing.steps.length} 层原因一并删去，报告里不再写；原来的文字留在操作记录里。</p>
        </Confirm>
      )}
      {mayWrite ? (
        <p className="row">
          <select
            aria-label="追问哪一项短板"
            value=""
            onKeyDown={openByArrows}
            onChange={(event) => setEditing(event.target.value)}
            disabled={free.length === 0}
          >
            <option value="">追问一项短板…</option>
            {free.map(({ code, name, words }) => (
              // The unit as a whole has no code; an empty value would be the heading's.
              <option key={code} value={code === '' ? WHOLE : code} title={words}>
                {name}
              </option>
            ))}
          </select>
          <button type="button" onClick={() => setDictionary(true)}>
            病因字典
          </button>
        </p>
      ) : null}
      {editing === null || editing === '' ? null : (
        <ChainSheet key={editing} id={consultation.id} line={editing === WHOLE ? '' : editing} desk={data} onClose={close} />
      )}
      {isDictionary ? <CausesSheet onClose={close} /> : null}
    </>
  );
}

const WHOLE = '总体';

/** A record that proves something, to be opened. */
function RecordButton({
  who,
  link,
  words,
}: {
  readonly who: PartProps;
  readonly link: Extract<CauseStep['evidence'], { kind: 'record' }>['link'];
  readonly words: string;
}) {
  return (
    <button type="button" className="link" onClick={() => who.go(pageOfRecord(link, who.list), who.period)}>
      {words}
    </button>
  );
}

function rootWords({ steps }: ShownChain): string {
  const root = rootOf(steps);
  if (!root) return '';
  return root.isProven ? `病根：${root.step.name}。` : `病根可能是${root.step.name}：其中有推测，请补依据。`;
}

type Choice = {
  readonly value: string;
  readonly text: string;
  readonly evidence: NonNullable<ChainDraft['steps'][number]['evidence']>;
};

const keyOf = (evidence: ChainDraft['steps'][number]['evidence']): string =>
  evidence === null
    ? ''
    : evidence.kind === 'file'
      ? `file ${evidence.sha256}`
      : evidence.kind === 'figure'
        ? `figure ${evidence.indicator}`
        : `record ${evidence.feature} ${evidence.record}`;

/** As it is asked for: a record goes by its id. */
const draftOf = (evidence: CauseStep['evidence']): ChainDraft['steps'][number]['evidence'] =>
  evidence?.kind === 'record' ? { kind: 'record', feature: evidence.link.feature, record: evidence.link.id } : evidence;

function choicesFor({ proofs, record }: ConsultationDesk): readonly (readonly [string, readonly Choice[]])[] {
  const choice = (text: string, evidence: Choice['evidence']): Choice => ({ value: keyOf(evidence), text, evidence });
  const stored = (record?.chains ?? []).flatMap(({ steps }) =>
    steps.flatMap(({ evidence }) => (evidence?.kind === 'record' ? [evidence.link] : [])),
  );
  const records = [...proofs.records, ...stored].filter(
    (link, at, all) => all.findIndex(({ feature, id }) => feature === link.feature && id === link.id) === at,
  );
  return [
    ['文件', (record?.consultation.files ?? []).map(({ name, sha256 }) => choice(name, { kind: 'file', sha256 }))],
    ['记录', records.map(({ feature, id, words }) => choice(words, { kind: 'record', feature, record: id }))],
    ['当月数据', proofs.figures.map(({ indicator, words }) => choice(words, { kind: 'figure', indicator }))],
  ];
}

type Draft = ChainDraft['steps'][number] & { readonly key: number };

function ChainSheet({
  id,
  line,
  desk,
  onClose,
}: {
  readonly id: number;
  readonly line: string;
  readonly desk: ConsultationDesk;
  readonly onClose: () => void;
}) {
  const before = desk.record?.chains.find((chain) => chain.line === line);
  const first = desk.causes.find(({ isActive }) => isActive)?.code ?? '';
  const [steps, setSteps] = useState<readonly Draft[]>(() =>
    before
      ? before.steps.map(({ code, text, evidence }, key) => ({ key, code, text, evidence: draftOf(evidence) }))
      : [{ key: 0, code: first, text: '', evidence: null }],
  );
  const save = useCommand('consultationRecords.saveChain');
  const asked = useRef(steps.length);
  // The next why was asked for: the keyboard goes there.
  useEffect(() => {
    const last = steps.at(-1);
    if (last && steps.length > asked.current) document.getElementById(`cause-${last.key}`)?.focus();
    asked.current = steps.length;
  }, [steps]);
  const change = (at: number, more: Partial<Draft>): void =>
    setSteps((all) => all.map((step, index) => (index === at ? { ...step, ...more } : step)));
  const choices = choicesFor(desk);
  const spot = desk.lines.find(({ code }) => code === line);
  return (
    <RecordSheet
      title={`病因 · ${before?.lineName ?? spot?.name ?? line}`}
      error={save.error}
      isBusy={save.isPending}
      onSave={() =>
        save.mutate({ id, line, steps: steps.map(({ key: _, ...step }) => step) } as Parameters<typeof save.mutate>[0], {
          onSuccess: onClose,
        })
      }
      onClose={onClose}
    >
      <p className="hint">{spot?.words}</p>
      {steps.map((step, at) => (
        <div key={step.key} className="consultation-step">
          <h4>{WHYS[at]}：为什么？</h4>
          <label htmlFor={`cause-${step.key}`}>病因</label>
          <select id={`cause-${step.key}`} value={step.code} onChange={(event) => change(at, { code: event.target.value })}>
            {choicesOf<CauseGroup>(causeGroupName).map(([group, name]) => (
              <optgroup key={group} label={name}>
                {desk.causes
                  .filter((cause) => cause.group === group && (cause.isActive || cause.code === step.code))
                  .map(({ code, name: cause, hint }) => (
                    <option key={code} value={code} title={hint}>
                      {cause}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
          <BoundTextField name="说明" value={step.text} figures={desk.figures} onChange={(text) => change(at, { text })} />
          <label htmlFor={`proof-${step.key}`}>依据</label>
          <select
            id={`proof-${step.key}`}
            value={keyOf(step.evidence)}
            onChange={({ target }) => {
              const found = choices.flatMap(([, all]) => all).find(({ value }) => value === target.value);
              change(at, { evidence: found?.evidence ?? null });
            }}
          >
            <option value="">没有依据（写作推测）</option>
            {choices.map(([name, all]) =>
              all.length === 0 ? null : (
                <optgroup key={name} label={name}>
                  {all.map(({ value, text }) => (
                    <option key={value} value={value}>
                      {text}
                    </option>
                  ))}
                </optgroup>
              ),
            )}
          </select>
        </div>
      ))}
      <p className="hint">
        <button
          type="button"
          disabled={steps.length >= MOST_WHYS}
          onClick={() =>
            setSteps((all) => [
              ...all,
              { key: Math.max(...all.map(({ key }) => key)) + 1, code: first, text: '', evidence: null },
            ])
          }
        >
          再追问一层
        </button>{' '}
        <button type="button" disabled={steps.length < 2} onClick={() => setSteps((all) => all.slice(0, -1))}>
          去掉最后一层
        </button>
      </p>
    </RecordSheet>
  );
}
