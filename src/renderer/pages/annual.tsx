import { useMemo, useState } from 'react';
import { rankHistoryOption } from '../../shared/charts/rank-history.ts';
import type { AnnualView } from '../../shared/contract/annual.ts';
import type { AnnualEntry } from '../../shared/engine/annual.ts';
import type { RankingList } from '../../shared/engine/types.ts';
import { periodInYear } from '../../shared/period.ts';
import { annualWords } from '../../shared/text.ts';
import { Chart } from '../components/Chart.tsx';
import { SavedPaper } from '../components/PrintSaved.tsx';
import { Empty, ListSwitch, Switch, Trouble } from '../components/parts.tsx';
import type { PageProps } from '../page.ts';
import { useCall, useCommand } from '../queries.ts';
import { MarksTable } from './annual/marks.tsx';
import { AnnualSettingsSheet } from './annual/settings.tsx';
import { YearWork } from './annual/work.tsx';

type Mode = 'standing' | 'course' | 'marks' | 'work';

/** 年度: where everybody stands, what can still change, and the year-end half; and what the office did. The year is that of the period on top. */
export function AnnualPage({ period, go }: PageProps) {
  const year = period.slice(0, 4);
  const [list, setList] = useState<RankingList>('district');
  const [mode, setMode] = useState<Mode>('standing');
  const [isEditing, setEditing] = useState(false);
  const view = useCall('annual.view', { year, list }, { keep: true });
  const save = useCommand('annual.export');
  const months = view.data?.months.length ?? 0;
  return (
    <>
      <div className="heading">
        <h1>{year}年度</h1>
        <p className="say">{view.data ? stateWords(view.data) : ''}</p>
        <div className="actions">
          <Switch
            label="看法"
            value={mode}
            options={[
              { value: 'standing', text: '年度成绩' },
              { value: 'course', text: '名次走势' },
              { value: 'marks', text: '年终评分' },
              { value: 'work', text: '工作情况' },
            ]}
            onChange={setMode}
          />
          {mode === 'work' ? null : <ListSwitch value={list} onChange={setList} />}
          <button
            type="button"
            data-print=""
            disabled={months === 0 || save.isPending}
            onClick={() => save.mutate({ year, list })}
          >
            打印
          </button>
          <button type="button" disabled={!view.data} onClick={() => setEditing(true)}>
            考核办法
          </button>
        </div>
      </div>
      <div className="content">
        <Trouble error={view.error ?? save.error} />
        {save.data ? <SavedPaper file={save.data.file} /> : null}
        {view.data && months === 0 && mode !== 'work' ? (
          <Empty text={`${year}年还没有可以排名的${view.data.isMonthly ? '月份' : '考核期'}。`} />
        ) : null}
        {view.data && months > 0 && mode === 'standing' ? <Standing view={view.data} /> : null}
        {view.data && months > 0 && mode === 'course' ? <Course view={view.data} /> : null}
        {mode === 'work' ? <YearWork year={year} go={go} /> : null}
        {view.data && mode === 'marks' ? <MarksTable key={`${year} ${list}`} view={view.data} /> : null}
      </div>
      {isEditing && view.data ? <AnnualSettingsSheet view={view.data} onClose={() => setEditing(false)} /> : null}
    </>
  );
}

function stateWords(view: AnnualView): string {
  const { months, planned, settings, entries } = view;
  const { score, count } = annualWords(view);
  const share = Number(settings.monthlyShare) * 100;
  const waiting = entries.filter((entry) => entry.yearEnd === null).length;
  const end = waiting === 0 ? '年终评分已齐' : `${waiting} 个单位年终评分未齐`;
  return `已考核 ${months.length} ${count}，计划 ${planned} ${count} · ${score}占 ${share}% · ${end}`;
}

function Standing({ view }: { readonly view: AnnualView }) {
  const { entries, settings } = view;
  const left = Math.max(0, view.planned - view.months.length);
  const { mean, place, count, each, half } = annualWords(view);
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th className="n">名次</th>
            <th>单位</th>
            <th className="n">{mean}</th>
            <th className="n">{place}</th>
            <th className="n">年终考核</th>
            <th className="n">年度总分</th>
            <th>等次</th>
            <th className="n">{mean}还能到</th>
            <th>位次还能在</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.code}>
              <td className="n">{entry.rank ?? '—'}</td>
              <td>{entry.name}</td>
              <td className="n">{entry.mean ?? '—'}</td>
              <td className="n">
                {entry.meanRank ?? '—'}
                {entry.isMeanTied ? <span className="faint"> 并列</span> : null}
              </td>
              <td className="n">{entry.yearEnd ?? '未齐'}</td>
              <td className="n">
                <b>{entry.total ?? '—'}</b>
              </td>
              <td title={entry.gradeNote ?? undefined}>
                {entry.grade ?? '—'}
                {entry.gradeNote === null ? null : <span className="faint"> {entry.gradeNote}</span>}
              </td>
              <td className="n">{entry.bounds ? `${two(entry.bounds.low)} – ${two(entry.bounds.high)}` : '—'}</td>
              <td>{chance(entry)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint" style={{ marginTop: 8, fontSize: 12 }}>
        “还能到”按余下 {left} {count}
        {each}得 {settings.lowest} 分到 {settings.highest} 分推算，只看{half}；年终考核未定，总分不作推算。
      </p>
    </>
  );
}

const two = (text: string): string => Number(text).toFixed(2);

function chance({ bounds }: AnnualEntry): string {
  if (!bounds) return '—';
  const { best, worst } = bounds;
  return best === worst ? `第 ${best} 名已定` : `第 ${best} 至第 ${worst} 名`;
}

function Course({ view }: { readonly view: AnnualView }) {
  const option = useMemo(
    () =>
      rankHistoryOption({
        periods: view.months.map(periodInYear),
        units: view.entries.map((entry) => ({
          name: entry.name,
          ranks: (view.course[entry.code] ?? []).map((month) => month.rank),
        })),
        highlight: view.entries.slice(0, 1).map((entry) => entry.name),
      }),
    [view],
  );
  return (
    <>
      <Chart option={option} label={`${view.year}年名次走势`} height={340} />
      <div style={{ overflowX: 'auto', marginTop: 8 }}>
        <table className="table">
          <thead>
            <tr>
              <th>单位</th>
              {view.months.map((month) => (
                <th key={month} className="n">
                  {periodInYear(month)}
                </th>
              ))}
              <th className="n">平均</th>
            </tr>
          </thead>
          <tbody>
            {view.entries.map((entry) => (
              <tr key={entry.code}>
                <td style={{ whiteSpace: 'nowrap' }}>{entry.name}</td>
                {(view.course[entry.code] ?? []).map((month, index) => (
                  <td key={view.months[index]} className="n">
                    {month.score ?? '—'}
                    <span className="faint"> {month.rank === null ? '' : `（${month.rank}）`}</span>
                  </td>
                ))}
                <td className="n">
                  <b>{entry.mean ?? '—'}</b>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
