import { useCallback, useState } from 'react';
import { dayText } from '../../../shared/calendar.ts';
import { isOpenState, type MemberRole, MOST_ROUNDS, memberRoleName } from '../../../shared/consultation/record.ts';
import type { Consultation, ConsultationEvent, Member } from '../../../shared/contract/consultation-records.ts';
import { RecordFiles } from '../../components/EvidenceFiles.tsx';
import { AreaField, ChoiceField, choicesOf, RecordSheet, TextField } from '../../components/fields.tsx';
import { EventList, Trouble, withReason } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { useDuty } from './record-bar.tsx';
import type { PartProps } from './view.ts';

/** 责任: who sat together, when and where, what was said, and what has happened since. Signatures stand on paper. */
export function TeamPart({ who }: { readonly who: PartProps }) {
  const { period, list, organisation } = who;
  const desk = useCall('consultationRecords.view', { period, list, organisation }, { fresh: true });
  const [isEditing, setEditing] = useState(false);
  const close = useCallback(() => setEditing(false), []);
  const duty = useDuty();
  if (!desk.data?.record) return <Trouble error={desk.error} />;
  const { consultation, events } = desk.data.record;
  const { members, heldOn, place, minutes, state, rounds } = consultation;
  const mayWrite = isOpenState(state) && duty(['entry']) === undefined;
  return (
    <div data-testid="consultation-team">
      <h4>会诊组</h4>
      {members.length === 0 ? (
        <p className="faint">还没有填写会诊组。</p>
      ) : (
        <table className="table">
          <thead>
            <tr>
              <th>职责</th>
              <th>姓名</th>
              <th>单位职务</th>
              <th>签字</th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ name, unit, role }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may have one name
              <tr key={at}>
                <td>{memberRoleName[role]}</td>
                <td>{name}</td>
                <td>{unit}</td>
                <td className="faint">在纸上签</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <dl>
        <dt>时间</dt>
        <dd>{heldOn === null ? '未定' : dayText(heldOn)}</dd>
        <dt>地点</dt>
        <dd>{place || '未定'}</dd>
        <dt>疗程</dt>
        <dd>复诊 {rounds} 期</dd>
        <dt>纪要</dt>
        <dd>{minutes || '未填'}</dd>
      </dl>
      {mayWrite ? (
        <p className="row">
          <button type="button" id="consultation-team-edit" onClick={() => setEditing(true)}>
            填写会诊组和纪要
          </button>
        </p>
      ) : null}
      <RecordFiles feature="consultationRecords" id={consultation.id} files={consultation.files} isOpen={mayWrite} />
      <details>
        <summary>经过（{events.length} 步）</summary>
        <EventList events={events.map((one) => ({ ...one, words: withReason(EVENTS[one.event], one.text) }))} />
      </details>
      {isEditing ? <TeamSheet consultation={consultation} onClose={close} /> : null}
    </div>
  );
}

const EVENTS: Readonly<Record<ConsultationEvent['event'], string>> = {
  open: '拟定会诊',
  change: '填写会诊组和纪要',
  causes: '填写病因',
  prescribe: '开列处方',
  drop: '撤下处方',
  attach: '添加佐证',
  detach: '移除佐证',
  hold: '登记会诊',
  follow: '转入复诊',
  close: '办结',
  reopen: '恢复办理',
  withdraw: '撤销',
};

type Row = Member & { readonly key: number };
const STARTING: readonly Omit<Row, 'key'>[] = [
  { role: 'leader', name: '', unit: '' },
  { role: 'member', name: '', unit: '' },
  { role: 'recorder', name: '', unit: '' },
];
const ROUNDS = Array.from({ length: MOST_ROUNDS }, (_, at) => [String(at + 1), `${at + 1} 期`] as const);

function TeamSheet({ consultation, onClose }: { readonly consultation: Consultation; readonly onClose: () => void }) {
  const { id } = consultation;
  const [rows, setRows] = useState<readonly Row[]>(() =>
    (consultation.members.length === 0 ? STARTING : consultation.members).map((member, key) => ({ ...member, key })),
  );
  const [heldOn, setHeldOn] = useState(consultation.heldOn ?? '');
  const [place, setPlace] = useState(consultation.place);
  const [minutes, setMinutes] = useState(consultation.minutes);
  const [rounds, setRounds] = useState(String(consultation.rounds));
  const save = useCommand('consultationRecords.saveTeam');
  const change = (key: number, more: Partial<Member>): void =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, ...more } : row)));
  // A line nobody wrote in is no member.
  const members = rows.filter(({ name, unit }) => name.trim() !== '' || unit.trim() !== '').map(({ key: _, ...row }) => row);
  return (
    <RecordSheet
      title="会诊组和纪要"
      error={save.error}
      isBusy={save.isPending}
      onSave={() =>
        save.mutate(
          { id, members, heldOn: heldOn === '' ? null : heldOn, place, minutes, rounds: Number(rounds) },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <div className="consultation-members">
        {rows.map(({ key, role, name, unit }, at) => (
          <div key={key}>
            <select
              aria-label={`职责 ${at + 1}`}
              value={role}
              onChange={(event) => change(key, { role: event.target.value as MemberRole })}
            >
              {choicesOf<MemberRole>(memberRoleName).map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </select>
            <input
              aria-label={`姓名 ${at + 1}`}
              placeholder="姓名"
              value={name}
              onChange={(event) => change(key, { name: event.target.value })}
            />
            <input
              aria-label={`单位职务 ${at + 1}`}
              placeholder="单位职务"
              value={unit}
              onChange={(event) => change(key, { unit: event.target.value })}
            />
            <button type="button" aria-label={`去掉 ${at + 1}`} onClick={() => setRows(rows.filter((row) => row.key !== key))}>
              去掉
            </button>
          </div>
        ))}
        <div>
          <button
            type="button"
            onClick={() =>
              setRows([...rows, { key: Math.max(-1, ...rows.map(({ key }) => key)) + 1, role: 'member', name: '', unit: '' }])
            }
          >
            加一人
          </button>
        </div>
      </div>
      <TextField name="会诊日期" type="date" value={heldOn} onChange={setHeldOn} />
      <TextField name="地点" value={place} onChange={setPlace} />
      <ChoiceField name="复诊" value={rounds} choices={ROUNDS} onChange={setRounds} hint="会诊以后看几期得分。" />
      <AreaField name="纪要" value={minutes} onChange={setMinutes} />
    </RecordSheet>
  );
}
