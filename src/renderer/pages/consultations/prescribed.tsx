import { useCallback, useState } from 'react';
import { dayText } from '../../../shared/calendar.ts';
import type { Prescription } from '../../../shared/consultation/facts.ts';
import { isOpenState } from '../../../shared/consultation/record.ts';
import { planName } from '../../../shared/consultation/route-words.ts';
import type { ConsultationDesk, ShownPrescription } from '../../../shared/contract/consultation-records.ts';
import { exact, published } from '../../../shared/engine/decimal.ts';
import { AreaField, ChoiceField, RecordSheet, TextField } from '../../components/fields.tsx';
import { Lamp, Trouble } from '../../components/parts.tsx';
import { pageOfRecord } from '../../page.ts';
import { runCommand, useCall, useCommand } from '../../queries.ts';
import { useDuty } from './record-bar.tsx';
import type { PartProps } from './view.ts';

type Asking = 'plan' | 'hand' | ShownPrescription | null;

/**
 * 处方 as it was given, each with how it stands in its register.
 * @param way what the plans of the diagnosis name; null where it is not at hand
 */
export function PrescribedPart({ who, way }: { readonly who: PartProps; readonly way: Prescription | null }) {
  const { period, list, organisation, go } = who;
  const desk = useCall('consultationRecords.view', { period, list, organisation }, { fresh: true });
  const [asking, setAsking] = useState<Asking>(null);
  const close = useCallback(() => setAsking(null), []);
  const duty = useDuty();
  const { data } = desk;
  if (!data?.record) return <Trouble error={desk.error} />;
  const { consultation, prescriptions, points } = data.record;
  const mayWrite = isOpenState(consultation.state) && duty(['entry']) === undefined;
  return (
    <div data-testid="prescribed">
      <h4>开列的处方</h4>
      {prescriptions.length === 0 ? (
        <p className="faint">还没有开列处方。从路线中选，或自行开列；新开列的进入台账，待立项。</p>
      ) : null}
      {prescriptions.length === 0 ? null : (
        <table className="table consultation-prescribed">
          <thead>
            <tr>
              <th>措施</th>
              <th>责任单位</th>
              <th>会诊时限</th>
              <th className="n">预计提分</th>
              <th>情况</th>
              {mayWrite ? <th /> : null}
            </tr>
          </thead>
          <tbody>
            {prescriptions.map((one) => (
              <tr key={one.id}>
                <td>
                  <button type="button" className="link" onClick={() => go(pageOfRecord(one.link, list), period)}>
                    {one.title}
                  </button>
                  <span className="note">{one.isNew ? '新立台账任务' : '已有登记'}</span>
                </td>
                <td>{one.ownerName}</td>
                <td className="day">{dayText(one.dueOn, period.slice(0, 4))}</td>
                <td className="n">{one.expected ?? '不估算'}</td>
                <td>
                  <Lamp kind={one.lamp} word={one.word} />
                </td>
                {mayWrite ? (
                  <td className="acts">
                    <button type="button" className="link" aria-label={`撤下 ${one.title}`} onClick={() => setAsking(one)}>
                      撤下
                    </button>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {points.words === '' ? null : <p>{points.words}</p>}
      {mayWrite ? (
        <p className="row">
          {way ? (
            <button type="button" disabled={way.works.length === 0} onClick={() => setAsking('plan')}>
              从路线中选
            </button>
          ) : (
            <button type="button" onClick={() => go({ name: 'consultations', list, organisation }, period)}>
              到会诊页从路线中选
            </button>
          )}
          <button type="button" id="consultation-prescribe" onClick={() => setAsking('hand')}>
            自行开列
          </button>
        </p>
      ) : null}
      {asking === 'plan' && way ? (
        <PlanSheet id={consultation.id} desk={data} way={way} organisation={organisation} onClose={close} />
      ) : null}
      {asking === 'hand' ? <HandSheet id={consultation.id} desk={data} organisation={organisation} onClose={close} /> : null}
      {asking !== null && typeof asking === 'object' ? <DropSheet id={consultation.id} one={asking} onClose={close} /> : null}
    </div>
  );
}

type SheetProps = {
  readonly id: number;
  readonly desk: ConsultationDesk;
  readonly organisation: string;
  readonly onClose: () => void;
};

const unitChoices = ({ units }: ConsultationDesk) => units.map(({ code, name }) => [code, name] as const);

/** The works of a plan, ticked together; what was given already is left out. */
function PlanSheet({ id, desk, way, organisation, onClose }: SheetProps & { readonly way: Prescription }) {
  const given = new Set(desk.record?.prescriptions.map(({ work }) => work));
  const works = way.works.filter((work) => !given.has(work.id));
  const gains = new Map(way.route?.singles.map(({ id: work, gain }) => [work, gain]));
  const plans = (way.route?.plans ?? []).flatMap((plan) => (plan.state === 'reached' ? [plan] : []));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(plans[0]?.works.map((work) => work.id)));
  const [owner, setOwner] = useState(organisation);
  const [dueOn, setDueOn] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const picked = works.filter((work) => chosen.has(work.id));
  const save = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      // One by one: what was refused names itself, what went before stands.
      for (const work of picked) {
        await runCommand('consultationRecords.prescribe', {
          id,
          work: work.id,
          // What is only missing has a name, but no task yet.
          title: work.link === null ? `补办：${work.title}` : work.title,
          owner,
          leader: work.owner.slice(0, 40),
          dueOn,
          task: null,
        });
      }
      onClose();
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <RecordSheet
      title="从路线中选处方"
      verb={`开列 ${picked.length} 件`}
      error={error}
      isBusy={isBusy || picked.length === 0}
      onSave={() => void save()}
      onClose={onClose}
    >
      {plans.length === 0 ? <p className="hint">三条路线下期都达不到，仍可从未了的事项中选。</p> : null}
      {plans.length === 0 ? null : (
        <>
          <span className="bound-label">按路线</span>
          <span className="row">
            {plans.map((plan) => (
              <button type="button" key={plan.kind} onClick={() => setChosen(new Set(plan.works.map((work) => work.id)))}>
                {planName[plan.kind]}
              </button>
            ))}
          </span>
        </>
      )}
      <ChoiceField name="责任单位" value={owner} choices={unitChoices(desk)} onChange={setOwner} />
      <TextField
        name="会诊时限"
        type="date"
        value={dueOn}
        onChange={setDueOn}
        hint="已有登记的事项不重复立项，原来的时限不变，这里是会诊要求的时限。"
      />
      <div className="consultation-step consultation-works">
        <table className="table" style={{ gridColumn: '1 / -1' }}>
          <tbody>
            {works.map((work) => (
              <tr key={work.id}>
                <td>
                  <label>
                    <input
                      type="checkbox"
                      checked={chosen.has(work.id)}
                      onChange={() =>
                        setChosen((all) => {
                          const next = new Set(all);
                          if (!next.delete(work.id)) next.add(work.id);
                          return next;
                        })
                      }
                    />{' '}
                    {work.title}
                  </label>
                </td>
                <td className="faint">{work.kindName}</td>
                <td className="n">{gains.has(work.id) ? `${published(exact(gains.get(work.id) ?? 0), 2)} 分` : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </RecordSheet>
  );
}

function HandSheet({ id, desk, organisation, onClose }: SheetProps) {
  const [title, setTitle] = useState('');
  const [owner, setOwner] = useState(organisation);
  const [leader, setLeader] = useState('');
  const [dueOn, setDueOn] = useState('');
  const [task, setTask] = useState('');
  const prescribe = useCommand('consultationRecords.prescribe');
  const known = desk.tasks.find((one) => String(one.id) === task);
  return (
    <RecordSheet
      title="自行开列处方"
      verb="开列"
      error={prescribe.error}
      isBusy={prescribe.isPending}
      onSave={() =>
        prescribe.mutate(
          { id, work: null, title: title || (known?.name ?? ''), owner, leader, dueOn, task: known ? known.id : null },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <ChoiceField
        name="台账已有"
        value={task}
        choices={[['', '没有，新立一项任务'], ...desk.tasks.map((one) => [String(one.id), one.name] as const)]}
        onChange={setTask}
        hint="就是台账里这项任务的，选上它，不重复登记。"
      />
      <TextField name="措施" value={title} onChange={setTitle} hint={known ? '不写的，用台账上的名称。' : undefined} />
      <ChoiceField name="责任单位" value={owner} choices={unitChoices(desk)} onChange={setOwner} />
      <TextField name="牵头领导" value={leader} onChange={setLeader} />
      <TextField name="会诊时限" type="date" value={dueOn} onChange={setDueOn} />
    </RecordSheet>
  );
}

function DropSheet({ id, one, onClose }: { readonly id: number; readonly one: ShownPrescription; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const drop = useCommand('consultationRecords.drop');
  return (
    <RecordSheet
      title={`撤下处方“${one.title}”`}
      verb="撤下"
      error={drop.error}
      isBusy={drop.isPending}
      onSave={() => drop.mutate({ id, prescription: one.id, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <AreaField
        name="理由"
        value={reason}
        onChange={setReason}
        hint="登记里的事项不受影响；新立的台账任务如不再办，另在台账里撤销。"
      />
    </RecordSheet>
  );
}
