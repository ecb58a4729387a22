import { dayText } from '../../../shared/calendar.ts';
import type { Lesson, Prescription, WorkFact } from '../../../shared/consultation/facts.ts';
import type { Plan, Route } from '../../../shared/consultation/route-plan.ts';
import { EFFORTS, effortName } from '../../../shared/consultation/route-words.ts';
import { exact, published } from '../../../shared/engine/decimal.ts';
import { Trouble } from '../../components/parts.tsx';
import { useCommand } from '../../queries.ts';
import { useDuty } from './record-bar.tsx';
import { WorkName } from './tests.tsx';
import type { PartProps } from './view.ts';

/** 处方: three plans of what is open, and whom to learn from. */
export function PrescriptionPart({ who, prescription }: { readonly who: PartProps; readonly prescription: Prescription }) {
  const { route, words, plans, repeats, levels, works, lessons, neighbours } = prescription;
  return (
    <>
      <p>
        <b>{words}</b>
      </p>
      {route ? (
        <>
          <p className="faint">按“下期其他情形与本期相同，下列未了事项不再少得分”推算，逐一重算得分核实。</p>
          {route.plans.map((plan, at) => (
            <PlanBlock
              key={plan.kind}
              who={who}
              plan={plan}
              words={plans[at] ?? ''}
              works={works}
              isRepeated={repeats[at] ?? false}
            />
          ))}
          <Efforts who={who} works={works} singles={route.singles} />
          {route.uncounted.length === 0 ? null : (
            <details>
              <summary>没有列入路线的 {route.uncounted.length} 件</summary>
              <ul>
                {route.uncounted.map(({ id, name, reason }) => (
                  <li key={id}>
                    {name} <span className="faint">{reason}</span>
                  </li>
                ))}
              </ul>
            </details>
          )}
          {levels.length === 0 ? null : (
            <details>
              <summary>只靠一项能不能追上（{levels.length} 项）</summary>
              <ul>
                {levels.map((level) => (
                  <li key={level}>{level}</li>
                ))}
              </ul>
            </details>
          )}
        </>
      ) : null}
      <h4>对标学习单</h4>
      <p>{neighbours.words}</p>
      {lessons.length === 0 ? (
        <p>失分多的几项没有单位做得更好。</p>
      ) : (
        <ul>
          {lessons.map((lesson) => (
            <li key={lesson.code}>{lesson.words}</li>
          ))}
        </ul>
      )}
      <Experiences lessons={lessons} go={who.go} />
    </>
  );
}

function PlanBlock({
  who,
  plan,
  words,
  works,
  isRepeated,
}: {
  readonly who: PartProps;
  readonly plan: Plan;
  readonly words: string;
  readonly works: readonly WorkFact[];
  /** Its works are those of the plan above. */
  readonly isRepeated: boolean;
}) {
  const byId = new Map(works.map((work) => [work.id, work]));
  const planned = plan.state === 'reached' ? plan.works : [];
  return (
    <div className="consultation-plan">
      <p>{words}</p>
      {isRepeated || planned.length === 0 ? null : (
        <table className="table">
          <thead>
            <tr>
              <th>办什么</th>
              <th>责任人</th>
              <th>时限</th>
              <th className="n">工作量</th>
              <th className="n">可得分</th>
            </tr>
          </thead>
          <tbody>
            {planned.map(({ id, effort, dueOn, gain }) => {
              const work = byId.get(id);
              return (
                <tr key={id}>
                  <td>{work ? <WorkName who={who} work={work} /> : id}</td>
                  <td>{work?.owner || '未明确'}</td>
                  <td className="day">{dueOn === null ? '随时' : dayText(dueOn, who.period.slice(0, 4))}</td>
                  <td className="n">{effort}</td>
                  <td className="n">{published(exact(gain), 2)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** 工作量, as the office judges it: the plans follow at once. */
function Efforts({
  who: { period, list, organisation },
  works,
  singles,
}: {
  readonly who: PartProps;
  readonly works: readonly WorkFact[];
  readonly singles: Route['singles'];
}) {
  const save = useCommand('consultations.setEffort');
  const denied = useDuty()(['entry']);
  if (singles.length === 0) return null;
  const byId = new Map(works.map((work) => [work.id, work]));
  return (
    <details>
      <summary>
        各件的工作量（{singles.length} 件）<span className="faint">由本办判断，改后路线重排</span>
      </summary>
      <table className="table">
        <thead>
          <tr>
            <th>事项</th>
            <th className="n">单独可得分</th>
            <th>工作量</th>
          </tr>
        </thead>
        <tbody>
          {singles.map(({ id, name, gain }) => {
            const isSaving = save.isPending && save.variables.work === id;
            return (
              <tr key={id}>
                <td>{name}</td>
                <td className="n">{published(exact(gain), 2)}</td>
                <td>
                  <select
                    aria-label={`工作量 ${name}`}
                    value={isSaving ? save.variables.effort : (byId.get(id)?.effort ?? 1)}
                    disabled={denied !== undefined}
                    title={denied}
                    onChange={({ target }) => {
                      const effort = EFFORTS.find((one) => String(one) === target.value);
                      if (effort) save.mutate({ period, list, organisation, work: id, effort });
                    }}
                  >
                    {EFFORTS.map((one) => (
                      <option key={one} value={one}>
                        {effortName[one]}（{one}）
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <Trouble error={save.error} />
    </details>
  );
}

/** What the units to learn from have registered, each unit once; whether it fits is for people to say. */
function Experiences({ lessons, go }: { readonly lessons: readonly Lesson[]; readonly go: PartProps['go'] }) {
  const teachers = lessons.filter(
    ({ teacher, experiences }, at) =>
      experiences.length > 0 && lessons.findIndex((one) => one.teacher.organisation === teacher.organisation) === at,
  );
  if (teachers.length === 0) return null;
  return (
    <>
      <p>
        这些单位在经验库里的登记，是否对路由会诊组判断：
        <button type="button" className="link" onClick={() => go({ name: 'publicity', view: 'experiences' })}>
          到经验库
        </button>
      </p>
      <ul>
        {teachers.map(({ teacher, experiences }) => (
          <li key={teacher.organisation}>
            {teacher.name}：{experiences.map(({ title, state }) => `${title}（${state}）`).join('；')}
          </li>
        ))}
      </ul>
    </>
  );
}
