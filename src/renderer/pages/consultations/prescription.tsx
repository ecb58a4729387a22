import type { Lesson, Prescription, WorkFact } from '../../../shared/consultation/facts.ts';
import type { Plan } from '../../../shared/consultation/route-plan.ts';
import { exact, published } from '../../../shared/engine/decimal.ts';
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
                  <td>{dueOn ?? '随时'}</td>
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
