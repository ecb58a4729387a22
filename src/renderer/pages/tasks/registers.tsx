import { useState } from 'react';
import {
  REGISTER_KINDS,
  REGISTER_LEVELS,
  type RegisterDraft,
  type RegisterKind,
  type RegisterRow,
  type RegistersView as View,
} from '../../../shared/contract/registers.ts';
import { daysOf } from '../../../shared/tasks/count.ts';
import { levelName, registerKindName } from '../../../shared/text.ts';
import { ExportRows } from '../../components/ExportRows.tsx';
import { ChoiceField, RecordSheet, TextField } from '../../components/fields.tsx';
import { useReveal } from '../../components/list-keys.ts';
import { Empty, Lamp, Switch, Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import type { TasksViewProps } from './view.ts';

const WORDS: Readonly<Record<RegisterKind, { readonly dated: string; readonly unit: string; readonly about: string }>> = {
  plan: { dated: '审议日期', unit: '牵头单位', about: '深改组会议审议的改革方案逐件登记，按级别计数。' },
  document: { dated: '印发日期', unit: '印发单位', about: '已印发的改革文件逐件登记，按级别计数。' },
  pilot: { dated: '获批日期', unit: '承担单位', about: '国家、省、市改革试点逐项登记，写明点位的可以抽到督察。' },
  agenda: {
    dated: '会议日期',
    unit: '传达单位',
    about: '上级深改会议后，各单位何时传达学习、研究贯彻、出台措施；按时传达的计入“第一议题传达率”。',
  },
  meeting: {
    dated: '计划日期',
    unit: '召开单位',
    about: '各单位计划召开的专项小组会议逐次登记，开过以后填召开日期；当期召开的计入“专项小组运行”。',
  },
};
const OPTIONS = REGISTER_KINDS.map((value) => ({ value, text: registerKindName[value] }));

/** 登记簿: 改革方案, 改革文件, 改革试点, 第一议题 and 专项小组会议. */
export function RegistersView({ period, register, views }: TasksViewProps) {
  const [kind, setKind] = useState<RegisterKind>(register?.kind ?? 'plan');
  useReveal(register?.id === undefined ? null : `[data-testid="register-${register.id}"] button`);
  const [editing, setEditing] = useState<RegisterRow | 'new' | null>(null);
  const [removing, setRemoving] = useState<RegisterRow | null>(null);
  const view = useCall('registers.view', { kind, period }, { keep: true });
  const data = view.data?.rows.every((row) => row.kind === kind) ? view.data : undefined;
  return (
    <>
      <div className="heading">
        <h1>登记簿</h1>
        <p className="say">{data ? countWords(data, period.slice(0, 4)) : ''}</p>
        <div className="actions">
          {views}
          <Switch label="登记簿" value={kind} options={OPTIONS} onChange={setKind} />
          <ExportRows key={kind} register={kind} period={period} rows={data?.rows ?? []} />
          <button type="button" className="main" disabled={!data} onClick={() => setEditing('new')}>
            登记
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={view.error} />
        {data && data.rows.length === 0 ? <Empty text={WORDS[kind].about} /> : null}
        {data && data.rows.length > 0 ? (
          <RegisterTable kind={kind} rows={data.rows} open={register?.id} onEdit={setEditing} onRemove={setRemoving} />
        ) : null}
      </div>
      {editing !== null && data ? (
        <RegisterForm
          kind={kind}
          view={data}
          row={editing === 'new' ? null : editing}
          period={period}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {removing === null ? null : <RemoveSheet row={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

const countWords = ({ counts }: View, year: string): string =>
  counts
    .filter(({ all }) => all > 0)
    .map(({ level, all, inYear }) => `${levelName[level]} ${all}（${year}年 ${inYear}）`)
    .join('，') || '还没有登记';

function RegisterTable({
  kind,
  rows,
  open,
  onEdit,
  onRemove,
}: {
  readonly kind: RegisterKind;
  readonly rows: readonly RegisterRow[];
  /** The one another page asked for. */
  readonly open: number | undefined;
  readonly onEdit: (row: RegisterRow) => void;
  readonly onRemove: (row: RegisterRow) => void;
}) {
  const isAgenda = kind === 'agenda';
  return (
    <table className="table registers">
      <thead>
        <tr>
          <th>{isAgenda ? '上级会议' : '名称'}</th>
          <th>级别</th>
          <th>{WORDS[kind].dated}</th>
          <th>{WORDS[kind].unit}</th>
          {isAgenda ? (
            <>
              <th>传达学习</th>
              <th>研究贯彻</th>
              <th>出台措施</th>
              <th>情况</th>
            </>
          ) : kind === 'meeting' ? (
            <>
              <th>召开日期</th>
              <th>情况</th>
            </>
          ) : (
            <>
              <th>文号</th>
              <th>备注</th>
            </>
          )}
          <th />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-open={row.id === open} data-testid={`register-${row.id}`}>
            <td className="title">
              {row.title}
              {row.site === '' ? null : <span className="faint"> 点位：{row.site}</span>}
            </td>
            <td>{levelName[row.level]}</td>
            <td className="day">{row.datedOn}</td>
            <td>{row.organisationName}</td>
            {isAgenda ? (
              <>
                <td className="day">{row.relayedOn ?? '—'}</td>
                <td className="day">{row.carriedOn ?? '—'}</td>
                <td className="day">{row.matchedOn ?? '—'}</td>
                <td>{row.due ? <Lamp kind={row.due.lamp} word={row.due.word} /> : null}</td>
              </>
            ) : kind === 'meeting' ? (
              <>
                <td className="day">{row.heldOn ?? '—'}</td>
                <td>{row.due ? <Lamp kind={row.due.lamp} word={row.due.word} /> : null}</td>
              </>
            ) : (
              <>
                <td>{row.number}</td>
                <td>{row.note}</td>
              </>
            )}
            <td className="acts">
              <button
                type="button"
                className="link"
                aria-label={`修改 ${row.title} ${row.organisationName}`}
                onClick={() => onEdit(row)}
              >
                修改
              </button>
              <button
                type="button"
                className="link"
                aria-label={`删除 ${row.title} ${row.organisationName}`}
                onClick={() => onRemove(row)}
              >
                删除
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Values of the unit choice that stand for many. */
const ALL: Readonly<Record<string, string>> = {
  'all:district': '各区县',
  'all:specialGroup': '各专项小组',
  'all:department': '各部门',
};

function RegisterForm({
  kind,
  view,
  row,
  period,
  onClose,
}: {
  readonly kind: RegisterKind;
  readonly view: View;
  readonly row: RegisterRow | null;
  readonly period: string;
  readonly onClose: () => void;
}) {
  const save = useCommand('registers.save');
  const [unit, setUnit] = useState(
    row?.organisation ??
      (kind === 'agenda' ? 'all:district' : kind === 'meeting' ? 'all:specialGroup' : (view.units[0]?.code ?? '')),
  );
  const [draft, setDraft] = useState<Omit<RegisterDraft, 'organisations'>>(
    () =>
      row ?? {
        ...BLANK,
        kind,
        level: kind === 'agenda' ? 'national' : 'city',
        datedOn: kind === 'meeting' ? daysOf(period).first : `${period.slice(0, 4)}-01-01`,
      },
  );
  const set = (change: Partial<typeof draft>): void => setDraft({ ...draft, ...change });
  const day = (name: string, key: 'relayedOn' | 'carriedOn' | 'matchedOn' | 'heldOn') => (
    <TextField name={name} type="date" value={draft[key] ?? ''} onChange={(text) => set({ [key]: text === '' ? null : text })} />
  );
  const organisations = unit.startsWith('all:')
    ? view.units.filter((one) => one.kind === unit.slice(4)).map(({ code }) => code)
    : [unit];
  const many = row === null ? Object.entries(ALL) : [];
  const { id, level, title, number, datedOn, site, note, relayedOn, carriedOn, matchedOn, heldOn } = draft;
  return (
    <RecordSheet
      title={`${row === null ? '登记' : '修改'}${registerKindName[kind]}`}
      error={save.error}
      isBusy={save.isPending}
      onSave={() =>
        save.mutate(
          { id, kind, level, title, number, datedOn, organisations, site, note, relayedOn, carriedOn, matchedOn, heldOn },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <TextField name={kind === 'agenda' ? '上级会议' : '名称'} value={title} onChange={(text) => set({ title: text })} />
      <ChoiceField
        name="级别"
        value={level}
        choices={REGISTER_LEVELS.map((one) => [one, levelName[one]] as const)}
        onChange={(next) => set({ level: next })}
      />
      <TextField name={WORDS[kind].dated} type="date" value={datedOn} onChange={(text) => set({ datedOn: text })} />
      <ChoiceField
        name={WORDS[kind].unit}
        value={unit}
        choices={[...many, ...view.units.map(({ code, name }) => [code, name] as const)]}
        onChange={setUnit}
      />
      {kind === 'agenda' ? (
        <>
          {day('传达学习', 'relayedOn')}
          {day('研究贯彻', 'carriedOn')}
          {day('出台措施', 'matchedOn')}
        </>
      ) : kind === 'meeting' ? (
        day('召开日期', 'heldOn')
      ) : (
        <TextField name="文号" value={number} onChange={(text) => set({ number: text })} />
      )}
      {kind === 'pilot' ? <TextField name="点位" value={site} onChange={(text) => set({ site: text })} /> : null}
      <TextField name="备注" value={note} onChange={(text) => set({ note: text })} />
    </RecordSheet>
  );
}

const BLANK = {
  id: null,
  title: '',
  number: '',
  site: '',
  note: '',
  relayedOn: null,
  carriedOn: null,
  matchedOn: null,
  heldOn: null,
} as const;

function RemoveSheet({ row, onClose }: { readonly row: RegisterRow; readonly onClose: () => void }) {
  const remove = useCommand('registers.remove');
  const [reason, setReason] = useState('');
  return (
    <RecordSheet
      title={`删除“${row.title}” ${row.organisationName}`}
      verb="删除"
      error={remove.error}
      isBusy={remove.isPending}
      onSave={() => remove.mutate({ id: row.id, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField name="理由" value={reason} hint="登记的内容和理由留在“系统 › 日志”里。" onChange={setReason} />
    </RecordSheet>
  );
}
