import { useState } from 'react';
import type { CalendarDay } from '../../../shared/calendar.ts';
import type { CalendarView, DeadlineSettings } from '../../../shared/contract/submissions.ts';
import { Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';
import { CadenceSection } from './cadence.tsx';
import './calendar.css';

/** 期限: which periods are held, by which working day after them they are sent, and which days are worked. */
export function CalendarTab() {
  const [year, setYear] = useState(new Date().getFullYear());
  const view = useCall('submissions.calendar', { year: String(year) }, { keep: true });
  return (
    <>
      <div className="heading">
        <h1>期限</h1>
        <p className="say">按月、季、半年或年考核；报送截止按工作日算，法定节假日和调休以随附的表为准，有出入时在这里补录。</p>
      </div>
      <div className="content calendar">
        <Trouble error={view.error} />
        {view.data ? (
          <>
            <div>
              <CadenceSection />
              <DeadlineForm key={JSON.stringify(view.data.deadlines)} view={view.data} />
            </div>
            <section aria-label="工作日">
              <h2>
                <button type="button" aria-label="上一年" onClick={() => setYear(year - 1)}>
                  ◀
                </button>
                {year}年工作日
                <button type="button" aria-label="下一年" onClick={() => setYear(year + 1)}>
                  ▶
                </button>
              </h2>
              <OwnDays view={view.data} />
              <Shipped view={view.data} />
            </section>
          </>
        ) : null}
      </div>
    </>
  );
}

function DeadlineForm({ view }: { readonly view: CalendarView }) {
  const save = useCommand('submissions.saveDeadlines');
  const [day, setDay] = useState(String(view.deadlines.day));
  const [own, setOwn] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(Object.entries(view.deadlines.blocks).map(([block, at]) => [block, String(at)])),
  );
  const entered = (): DeadlineSettings => ({
    day: Number(day),
    blocks: Object.fromEntries(
      Object.entries(own).flatMap(([block, text]) => (text.trim() === '' ? [] : [[block, Number(text)] as const])),
    ),
  });
  return (
    <section aria-label="报送截止">
      <h2>报送截止</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(entered());
        }}
      >
        <div className="fields">
          <label htmlFor="deadline">次月第几个工作日</label>
          <input
            id="deadline"
            type="number"
            min={1}
            max={20}
            required
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
          {view.blocks.map(({ code, name }) => (
            <OwnDeadline
              key={code}
              name={`${code} ${name}`}
              usual={day}
              value={own[code] ?? ''}
              onChange={(text) => setOwn({ ...own, [code]: text })}
            />
          ))}
          <p className="hint">某张表另有期限的，填在它后面；留空的与上面相同。</p>
        </div>
        <p>
          <button type="submit" className="main" disabled={save.isPending}>
            保存
          </button>
        </p>
        <Trouble error={save.error} />
      </form>
    </section>
  );
}

type OwnProps = {
  readonly name: string;
  readonly usual: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
};

function OwnDeadline({ name, usual, value, onChange }: OwnProps) {
  const id = `deadline-${name}`;
  return (
    <>
      <label htmlFor={id}>{name}</label>
      <input
        id={id}
        type="number"
        min={1}
        max={20}
        placeholder={usual}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}

/** The office's own days: entered, listed, taken away. */
function OwnDays({ view }: { readonly view: CalendarView }) {
  const add = useCommand('submissions.saveDay');
  const remove = useCommand('submissions.removeDay');
  const [day, setDay] = useState('');
  const [name, setName] = useState('');
  const [kind, setKind] = useState<'rest' | 'work'>('rest');
  return (
    <>
      <form
        className="own-day"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ day, isWorking: kind === 'work', name }, { onSuccess: () => setName('') });
        }}
      >
        <input type="date" aria-label="日期" required value={day} onChange={(event) => setDay(event.target.value)} />
        <select aria-label="上班或休息" value={kind} onChange={(event) => setKind(event.target.value as typeof kind)}>
          <option value="rest">休息</option>
          <option value="work">上班</option>
        </select>
        <input
          aria-label="是什么日子"
          placeholder="是什么日子，如：调休"
          required
          maxLength={20}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" disabled={add.isPending}>
          补录
        </button>
      </form>
      <Trouble error={add.error ?? remove.error} />
      {view.own.length === 0 ? null : (
        <table className="table">
          <thead>
            <tr>
              <th>本单位补录</th>
              <th>日期</th>
              <th>安排</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {view.own.map((one) => (
              <tr key={one.day}>
                <td>{one.name}</td>
                <td>{short(one.day)}</td>
                <td>{one.isWorking ? '上班' : '休息'}</td>
                <td className="n">
                  <button
                    type="button"
                    className="link"
                    aria-label={`删除 ${one.name}`}
                    onClick={() => remove.mutate({ day: one.day })}
                  >
                    删除
                  </button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Shipped({ view }: { readonly view: CalendarView }) {
  if (view.shipped.length === 0) {
    return (
      <p className="board-warning">
        节假日表未含 {view.year} 年（到 {view.lastKnownYear}{' '}
        年为止），只按周末计算。国务院办公厅公布放假安排后，请在上面逐日补录。
      </p>
    );
  }
  return (
    <table className="table">
      <thead>
        <tr>
          <th>随附节假日表</th>
          <th>日期</th>
          <th>安排</th>
        </tr>
      </thead>
      <tbody>
        {runsOf(view.shipped).map(({ first, last, name, isWorking }) => (
          <tr key={first}>
            <td>{name}</td>
            <td>{first === last ? short(first) : `${short(first)}至${short(last)}`}</td>
            <td>{isWorking ? '上班' : '休息'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** 3月7日. */
const short = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;

type DayRun = { readonly first: string; readonly last: string; readonly name: string; readonly isWorking: boolean };

/** Days of one name that follow each other, as one line. */
function runsOf(days: readonly CalendarDay[]): readonly DayRun[] {
  const runs: DayRun[] = [];
  for (const { day, name, isWorking } of days) {
    const before = runs.at(-1);
    const follows = before && Date.parse(day) - Date.parse(before.last) === 86_400_000;
    if (before && follows && before.name === name) runs[runs.length - 1] = { ...before, last: day };
    else runs.push({ first: day, last: day, name, isWorking });
  }
  return runs;
}
