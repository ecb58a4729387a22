/** The lines of a visit below its score: problems, and figures counted again. */
import { useState } from 'react';
import type { ProblemDraft, RecountDraft, VisitDraft, VisitsView } from '../../../shared/contract/inspections.ts';
import { chargeOf, chargeWords, SITE_SCORES } from '../../../shared/inspections/clauses.ts';
import { verificationFactor } from '../../../shared/inspections/factors.ts';
import { CATEGORIES, SEVERITIES } from '../../../shared/inspections/words.ts';
import { call } from '../../bridge.ts';
import { choicesOf } from '../../components/fields.tsx';
import { openByArrows } from '../../components/list-keys.ts';

/** What was found: each problem with its clause, unit and time limit. */
export function Problems({
  value,
  due,
  view,
  unit,
  onChange,
}: {
  readonly value: readonly ProblemDraft[];
  readonly due: readonly string[];
  readonly view: Pick<VisitsView, 'units' | 'clauses' | 'clauseChoices'>;
  /** Whose site it is. */
  readonly unit: string;
  readonly onChange: (value: ProblemDraft[]) => void;
}) {
  const set = (at: number, change: Partial<ProblemDraft>): void =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <div className="problem-lines">
      {value.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a problem is known by its place in the list
        <div key={at} className="problem-line">
          <span className="number">{at + 1}</span>
          <input
            aria-label={`问题 ${at + 1}`}
            placeholder="问题"
            value={one.text}
            onChange={(event) => set(at, { text: event.target.value })}
          />
          <select
            aria-label={`类别 ${at + 1}`}
            value={one.category}
            onChange={(event) => set(at, { category: event.target.value as ProblemDraft['category'] })}
          >
            {choicesOf(CATEGORIES).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
          <select
            aria-label={`程度 ${at + 1}`}
            value={one.severity}
            onChange={(event) => set(at, { severity: event.target.value as ProblemDraft['severity'] })}
          >
            {choicesOf(SEVERITIES).map(([code, name]) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
          <button
            type="button"
            aria-label={`删除问题 ${at + 1}`}
            onClick={() => onChange(value.filter((_, index) => index !== at))}
          >
            删除
          </button>
          <input
            aria-label={`整改要求 ${at + 1}`}
            className="second"
            placeholder="整改要求"
            value={one.demand}
            onChange={(event) => set(at, { demand: event.target.value })}
          />
          <select
            aria-label={`责任单位 ${at + 1}`}
            value={one.organisation}
            onChange={(event) => set(at, { organisation: event.target.value })}
          >
            {view.units.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
          <label className="days">
            时限
            <input
              aria-label={`时限 ${at + 1}`}
              type="number"
              min={1}
              max={250}
              value={Number.isNaN(one.days) ? '' : one.days}
              onChange={(event) => set(at, { days: event.target.valueAsNumber })}
            />
            个工作日
          </label>
          <span className="faint">{due[at] ? `${due[at]} 止` : ''}</span>
          <p className="clause">{clauseWords(view, one, unit)}</p>
        </div>
      ))}
      <button
        type="button"
        onClick={() =>
          onChange([...value, { organisation: unit, category: 'progress', severity: 'minor', text: '', demand: '', days: 10 }])
        }
      >
        添加问题
      </button>
    </div>
  );
}

/** What problems being written take off the score of a site of a unit, by the clauses in force. */
export const takenBy = (
  { clauses, clauseChoices }: Pick<VisitsView, 'clauses' | 'clauseChoices'>,
  { problems }: Pick<VisitDraft, 'problems'>,
  unit: string,
): readonly string[] =>
  problems.flatMap((problem) => {
    const charge = problem.organisation === unit ? chargeOf(clauses, problem) : null;
    return charge?.indicator === SITE_SCORES && clauseChoices.some(({ indicator }) => indicator === SITE_SCORES)
      ? [charge.points]
      : [];
  });

/** What the clause in force takes for a problem as it is being written. */
function clauseWords({ clauses, clauseChoices }: Pick<VisitsView, 'clauses' | 'clauseChoices'>, one: ProblemDraft, unit: string) {
  const charge = chargeOf(clauses, one);
  const choice = clauseChoices.find(({ indicator }) => indicator === charge?.indicator);
  return chargeWords(charge && choice ? { ...charge, ...choice } : null, one.organisation === unit);
}

/** Figures counted again: the reported one comes from the table, the factor is shown at once. */
export function Recounts({
  period,
  unit,
  value,
  indicators,
  onChange,
}: {
  readonly period: string;
  readonly unit: string;
  readonly value: readonly RecountDraft[];
  readonly indicators: VisitsView['indicators'];
  readonly onChange: (value: RecountDraft[]) => void;
}) {
  const [adding, setAdding] = useState('');
  const set = (at: number, change: Partial<RecountDraft>): void =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...change } : one)));
  const add = async (indicator: string): Promise<void> => {
    setAdding('');
    const { value: reported } = await call('inspections.reported', { period, organisation: unit, indicator });
    onChange([...value, { indicator, reported: reported ?? '', recounted: '', note: '' }]);
  };
  return (
    <div className="recounts">
      {value.map((one, at) => {
        const indicator = indicators.find(({ code }) => code === one.indicator);
        const isWhole = isDecimal(one.reported) && isDecimal(one.recounted);
        const factor = isWhole ? verificationFactor(one.reported, one.recounted) : null;
        return (
          <div key={one.indicator} className="row">
            <span className="name">
              {indicator?.name}
              {indicator?.unit ? `（${indicator.unit}）` : ''}
            </span>
            <label>
              上报数
              <input
                aria-label={`上报数 ${at + 1}`}
                value={one.reported}
                onChange={(event) => set(at, { reported: event.target.value })}
              />
            </label>
            <label>
              核实数
              <input
                aria-label={`核实数 ${at + 1}`}
                value={one.recounted}
                onChange={(event) => set(at, { recounted: event.target.value })}
              />
            </label>
            <span className={factor?.isOff ? 'off' : 'faint'}>
              {factor ? `核实系数 ${factor.value ?? '—'}${factor.isOff ? ' ▲ 偏差超过 10%' : ''}` : ''}
            </span>
            <button
              type="button"
              aria-label={`删除核实 ${at + 1}`}
              onClick={() => onChange(value.filter((_, index) => index !== at))}
            >
              删除
            </button>
          </div>
        );
      })}
      <select
        aria-label="添加核实的数据"
        value={adding}
        onKeyDown={openByArrows}
        onChange={(event) => void add(event.target.value)}
      >
        <option value="">添加要核实的数据…</option>
        {indicators
          .filter(({ code }) => value.every(({ indicator }) => indicator !== code))
          .map(({ code, name }) => (
            <option key={code} value={code}>
              {code} {name}
            </option>
          ))}
      </select>
      <p className="faint">核实系数只作提示，不参与计分。</p>
    </div>
  );
}

const isDecimal = (text: string): boolean => /^-?\d{1,15}(\.\d{1,10})?$/.test(text);
