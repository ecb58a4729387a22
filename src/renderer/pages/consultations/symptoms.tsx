import { useMemo, useState } from 'react';
import { processOption } from '../../../shared/charts/process.ts';
import type { SignalRow, Symptoms } from '../../../shared/consultation/facts.ts';
import { COURSE_WORDS } from '../../../shared/consultation/gap-and-trend.ts';
import { Chart } from '../../components/Chart.tsx';
import { Course } from '../../components/parts.tsx';
import type { PartProps } from './view.ts';

const CALLED = { mean: '平均', above: '前一名', best: '第一名' } as const;

/** 症状: data first, then where the unit stands and which courses say more than chance. */
export function SymptomsPart({ who, symptoms }: { readonly who: PartProps; readonly symptoms: Symptoms }) {
  const { quality, gaps, course, total, lines, words } = symptoms;
  const { go, list, organisation } = who;
  return (
    <>
      {quality.length === 0 ? (
        <p className="faint">数据先看：没有疑问、离群和核实不符的数。</p>
      ) : (
        <div className="consultation-flags">
          <p>先核对这些数，它们会影响下面的判断：</p>
          <ul>
            {quality.map((flag) => (
              <li key={`${flag.kind} ${flag.indicator} ${flag.words}`}>
                {flag.words}{' '}
                <button
                  type="button"
                  className="link"
                  onClick={() => go({ name: 'entry', list, organisation, indicator: flag.indicator })}
                >
                  看这一格
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p>{words}</p>
      <table className="table">
        <thead>
          <tr>
            <th>与谁比</th>
            <th className="n">对方得分</th>
            <th className="n">相差</th>
          </tr>
        </thead>
        <tbody>
          {gaps.map(({ against, other, score, gap }) => (
            <tr key={against}>
              <td>
                {CALLED[against]}
                {against === 'mean' ? '' : ` ${other}`}
              </td>
              <td className="n">{score}</td>
              <td className="n">{signed(gap)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="consultation-course">
        近 {course.length} 期名次{' '}
        <Course ranks={course.map(({ rank }) => rank)} places={Math.max(...course.map(({ rank }) => rank ?? 1))} />
        <span className="faint">{course.map(({ rank }) => rank ?? '缺').join(' ')}</span>
      </p>
      <ProcessChart row={total} />
      <h4>各项走势</h4>
      <Lines lines={lines} />
    </>
  );
}

export const signed = (value: string): string => (Number(value) > 0 ? `+${value}` : value.replace('-', '−'));

function ProcessChart({ row }: { readonly row: SignalRow }) {
  const option = useMemo(() => processOption(row), [row]);
  return (
    <figure>
      <figcaption>
        {row.code === null ? '' : `${row.code} `}
        {row.name}：{row.words}
      </figcaption>
      <Chart option={option} label={`${row.name}：${row.words}`} height={216} />
    </figure>
  );
}

/** One row a line; its chart opens under it. */
function Lines({ lines }: { readonly lines: readonly SignalRow[] }) {
  const [open, setOpen] = useState<string | null>(null);
  const shown = lines.find(({ code }) => code === open);
  return (
    <>
      <table className="table">
        <thead>
          <tr>
            <th>项目</th>
            <th className="n">本期得分率（%）</th>
            <th>走势</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((row) => (
            <tr key={row.code} data-open={row.code === open}>
              <td>
                <button
                  type="button"
                  className="link"
                  aria-expanded={row.code === open}
                  onClick={() => setOpen(row.code === open ? null : row.code)}
                >
                  {row.code} {row.name}
                </button>
              </td>
              <td className="n">{row.points.at(-1)?.value ?? '—'}</td>
              <td>{courseText(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown ? <ProcessChart key={shown.code} row={shown} /> : null}
    </>
  );
}

/** An arrow only for a signal; a short course says 初步. */
function courseText({ course, segments }: SignalRow): string {
  const arrow = course === 'rising' ? '▲ ' : course === 'falling' ? '▼ ' : '';
  const isShort = segments.at(-1)?.word === '初步';
  return `${arrow}${COURSE_WORDS[course]}${isShort ? '（初步）' : ''}`;
}
