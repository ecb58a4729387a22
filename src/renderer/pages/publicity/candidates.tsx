import { useState } from 'react';
import type { Choice, CandidatesView as View } from '../../../shared/contract/publicity.ts';
import type { Candidate } from '../../../shared/improvement/candidates.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { causeName } from '../../../shared/publicity/words.ts';
import { AskSheet } from '../../components/AskSheet.tsx';
import { moveInTable } from '../../components/list-keys.ts';
import { Empty, Lamp, ListSwitch, Trouble, timeText } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import type { PublicityViewProps } from './view.ts';

/** 候选: who stands near the top, who moved up by more than luck, each with the figures; and who was 入选. */
export function CandidatesView({ period, go, list = 'district', views }: PublicityViewProps) {
  const view = useCall('publicity.candidates', { period, list }, { keep: true, fresh: true });
  const { data } = view;
  return (
    <>
      <div className="heading">
        <h1>宣传候选</h1>
        <p className="say">{data ? stateWords(data) : ''}</p>
        <div className="actions">
          {views}
          <ListSwitch value={list} onChange={(value) => go({ name: 'publicity', view: 'candidates', list: value })} />
        </div>
      </div>
      <div className="content">
        <Trouble error={view.error} />
        {data?.trouble ? (
          <Empty text={data.trouble}>
            <button type="button" className="main" onClick={() => go({ name: 'entry', view: 'board', list })}>
              到“报送”
            </button>
          </Empty>
        ) : null}
        {data && data.trouble === null ? <Lists key={`${period} ${list}`} period={period} view={data} /> : null}
      </div>
    </>
  );
}

const stateWords = ({ top, improved, choices }: View): string =>
  `候选 ${new Set([...top, ...improved].map(({ organisation }) => organisation)).size} 个单位，已入选 ${new Set(choices.map(({ organisation }) => organisation)).size} 个`;

type Asking = { readonly kind: 'choose'; readonly candidate: Candidate } | { readonly kind: 'cancel'; readonly choice: Choice };

function Lists({ period, view }: { readonly period: string; readonly view: View }) {
  const [asking, setAsking] = useState<Asking | null>(null);
  const choose = useCommand('publicity.choose');
  const cancel = useCommand('publicity.cancelChoice');
  const close = (): void => setAsking(null);
  const rows = (candidates: readonly Candidate[]) =>
    candidates.map((candidate) => (
      <CandidateRow
        key={candidate.organisation}
        candidate={candidate}
        choice={view.choices.find(
          ({ organisation, cause }) => organisation === candidate.organisation && cause === candidate.cause,
        )}
        onAsk={setAsking}
      />
    ));
  // Chosen, but no candidate any more: the scores have changed since.
  const orphans = view.choices.filter(
    ({ organisation, cause }) =>
      !(cause === 'top' ? view.top : view.improved).some((candidate) => candidate.organisation === organisation),
  );
  return (
    <>
      <table className="table candidates" aria-label={`${formatPeriod(period)}宣传候选`}>
        <thead>
          <tr>
            <th>单位</th>
            <th className="n">名次</th>
            <th>依据</th>
            <th>入选</th>
          </tr>
        </thead>
        <tbody>
          <tr className="group">
            <th colSpan={4} scope="rowgroup">
              {causeName.top} <span className="faint">前三名，并列的都列入</span>
            </th>
          </tr>
          {rows(view.top)}
          <tr className="group">
            <th colSpan={4} scope="rowgroup">
              {causeName.improved} <span className="faint">{view.basis}</span>
            </th>
          </tr>
          {rows(view.improved)}
          {view.none === null ? null : (
            <tr>
              <td colSpan={4} className="none">
                {view.none}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      {orphans.map((choice) => (
        <p key={`${choice.organisation} ${choice.cause}`} className="candidate-orphan">
          {choice.name}已按“{causeName[choice.cause]}”入选，但得分变动后不再是候选，请核对。
          <button type="button" className="link" onClick={() => setAsking({ kind: 'cancel', choice })}>
            取消入选
          </button>
        </p>
      ))}
      {view.passed.length > 0 ? (
        <section className="passed">
          <h2>名次上升而没有提名的</h2>
          <dl>
            {view.passed.map(({ organisation, name, reason }) => (
              <div key={organisation}>
                <dt>{name}</dt>
                <dd>{reason}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
      {asking?.kind === 'choose' ? (
        <AskSheet
          title={`${asking.candidate.name}入选（${causeName[asking.candidate.cause]}）`}
          verb="入选"
          name="做法"
          hint="写明推介的做法和成效，原样进入宣传月报。不写个人信息。"
          isLong
          command={choose}
          onSave={(reason) => {
            const { organisation, cause } = asking.candidate;
            choose.mutate({ period, organisation, cause, reason }, { onSuccess: close });
          }}
          onClose={close}
        />
      ) : null}
      {asking?.kind === 'cancel' ? (
        <AskSheet
          title={`取消入选 ${asking.choice.name}`}
          verb="取消入选"
          name="理由"
          hint="入选和取消都留在记录里。"
          command={cancel}
          onSave={(reason) => {
            const { organisation, cause } = asking.choice;
            cancel.mutate({ period, organisation, cause, reason }, { onSuccess: close });
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function CandidateRow({
  candidate,
  choice,
  onAsk,
}: {
  readonly candidate: Candidate;
  readonly choice: Choice | undefined;
  readonly onAsk: (asking: Asking) => void;
}) {
  const { organisation, name, cause, rank, evidence } = candidate;
  return (
    <tr data-testid={`candidate-${cause}-${organisation}`}>
      <td>{name}</td>
      <td className="n">{rank}</td>
      <td className="evidence-words">
        {evidence}
        {choice ? (
          <div className="faint">
            做法：{choice.reason}（{choice.chosenBy}，{timeText(choice.chosenAt)}）
          </div>
        ) : null}
      </td>
      <td className="chosen">
        {choice ? <Lamp kind="ok" word="已入选" /> : null}
        <button
          type="button"
          className="link"
          onKeyDown={moveInTable}
          aria-label={`${name} ${causeName[cause]} ${choice ? '取消入选' : '入选'}`}
          onClick={() => onAsk(choice ? { kind: 'cancel', choice } : { kind: 'choose', candidate })}
        >
          {choice ? '取消' : '入选'}
        </button>
      </td>
    </tr>
  );
}
