import { useMemo, useState } from 'react';
import type { Indicator } from '../../../../shared/contract/indicators.ts';
import type { DraftView, SchemeDraft, SchemeVersion, TrialMonth } from '../../../../shared/contract/schemes.ts';
import { exact } from '../../../../shared/engine/decimal.ts';
import { formatPeriod, periodMonths } from '../../../../shared/period.ts';
import { changeSentences, compareRules } from '../../../../shared/schemes/compare.ts';
import { listName } from '../../../../shared/text.ts';
import { TextField } from '../../../components/fields.tsx';
import { Empty, Move, Sheet, Trouble } from '../../../components/parts.tsx';
import { useCall } from '../../../queries.ts';

type Props = {
  readonly view: DraftView;
  readonly draft: SchemeDraft;
  readonly versions: readonly SchemeVersion[];
  readonly indicators: readonly Indicator[];
  /** How many problems keep the draft from being tried. */
  readonly problems: number;
  readonly mayEdit: boolean;
  readonly onProblems: () => void;
  /** Held by the page: this view goes with the draft as soon as that is in force. */
  readonly activating: { readonly isPending: boolean; readonly error: unknown };
  readonly onActivate: (effectiveFrom: string) => void;
};
type Unit = TrialMonth['units'][number];

const isMoved = (unit: Unit): boolean => unit.before.rank !== unit.after.rank;
const keyOf = (month: TrialMonth): string => `${month.period} ${month.list}`;

/** 试算: past months under the draft, every rank that would have been another one listed; from here the draft comes into force. */
export function TrialView(props: Props) {
  const { problems, mayEdit, onProblems } = props;
  const trial = useCall('schemes.trial', {}, { fresh: true, enabled: problems === 0 });
  const [isActivating, setActivating] = useState(false);
  if (problems > 0) {
    return (
      <div className="content">
        <Empty text={`草稿还有 ${problems} 处问题，改好以后才能试算和生效。`}>
          <button type="button" className="main" onClick={onProblems}>
            去改
          </button>
        </Empty>
      </div>
    );
  }
  const months = trial.data ?? [];
  return (
    <>
      <div className="scheme-bar">
        <span>{trial.data ? `${summary(months)}试算不改动任何结果。` : '正在试算…'}</span>
        {mayEdit ? (
          <button type="button" className="main" disabled={!trial.data} onClick={() => setActivating(true)}>
            生效…
          </button>
        ) : null}
      </div>
      <Trouble error={trial.error} />
      {trial.data && months.length === 0 ? (
        <div className="content">
          <Empty text="还没有排过名次的月份，没有可以试算的。" />
        </div>
      ) : null}
      {months.length > 0 ? <Months months={months} /> : null}
      {isActivating ? <ActivateSheet {...props} months={months} onClose={() => setActivating(false)} /> : null}
    </>
  );
}

function summary(months: readonly TrialMonth[]): string {
  const periods = new Set(months.map(({ period }) => period)).size;
  const moved = months.filter(({ problem }) => problem === null).reduce((n, { units }) => n + units.filter(isMoved).length, 0);
  const failed = months.filter(({ problem }) => problem !== null).length;
  const words = moved === 0 ? '没有一个名次变动' : `名次变动 ${moved} 处`;
  return `近 ${periods} 个考核月按草稿试算：${words}${failed === 0 ? '' : `，${failed} 张榜算不全`}。`;
}

/** At the left the months, at the right every changed rank, or one month whole. */
function Months({ months }: { readonly months: readonly TrialMonth[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const month = months.find((one) => keyOf(one) === chosen);
  return (
    <div className="scheme-trial">
      <div className="months-table">
        <table className="table">
          <thead>
            <tr>
              <th>考核期</th>
              <th>榜</th>
              <th>原用</th>
              <th className="n">名次变动</th>
            </tr>
          </thead>
          <tbody>
            <tr data-open={month === undefined}>
              <td colSpan={3}>
                <button type="button" className="link" onClick={() => setChosen(null)}>
                  全部名次变动
                </button>
              </td>
              <td className="n">
                {months.reduce((n, one) => n + (one.problem === null ? one.units.filter(isMoved).length : 0), 0)}
              </td>
            </tr>
            {months.map((one) => (
              <tr key={keyOf(one)} data-open={keyOf(one) === chosen}>
                <td>
                  <button type="button" className="link" onClick={() => setChosen(keyOf(one))}>
                    {formatPeriod(one.period)}
                  </button>
                </td>
                <td>{listName[one.list]}</td>
                <td>{one.scheme}</td>
                <td className="n">{one.problem === null ? one.units.filter(isMoved).length : '▲ 算不全'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="units-table">{month ? <OneMonth month={month} /> : <AllChanges months={months} />}</div>
    </div>
  );
}

function AllChanges({ months }: { readonly months: readonly TrialMonth[] }) {
  const rows = months
    .filter(({ problem }) => problem === null)
    .flatMap((month) => month.units.filter(isMoved).map((unit) => ({ month, unit })));
  const failed = months.filter(({ problem }) => problem !== null);
  return (
    <>
      {failed.map((month) => (
        <p key={keyOf(month)} className="trouble">
          {formatPeriod(month.period)} {listName[month.list]}：{month.problem}
        </p>
      ))}
      {rows.length === 0 ? (
        <Empty text="按草稿计分，没有一个单位的名次变动。" />
      ) : (
        <table className="table">
          <caption>全部名次变动</caption>
          <Head>
            <th>考核期</th>
          </Head>
          <tbody>
            {rows.map(({ month, unit }) => (
              <UnitRow key={`${keyOf(month)} ${unit.code}`} unit={unit}>
                <td style={{ whiteSpace: 'nowrap' }}>{formatPeriod(month.period)}</td>
              </UnitRow>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function OneMonth({ month }: { readonly month: TrialMonth }) {
  return (
    <>
      {month.problem === null ? null : <p className="trouble">{month.problem}</p>}
      <table className="table">
        <caption>
          {formatPeriod(month.period)} {listName[month.list]}：原用{month.scheme}，名次变动的在前
        </caption>
        <Head />
        <tbody>
          {month.units.map((unit) => (
            <UnitRow key={unit.code} unit={unit} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Head({ children }: { readonly children?: React.ReactNode }) {
  return (
    <thead>
      <tr>
        {children}
        <th>单位</th>
        <th className="n">原名次</th>
        <th className="n">草稿名次</th>
        <th>升降</th>
        <th className="n">原得分</th>
        <th className="n">草稿得分</th>
        <th className="n">相差</th>
      </tr>
    </thead>
  );
}

function UnitRow({ unit, children }: { readonly unit: Unit; readonly children?: React.ReactNode }) {
  const { before, after } = unit;
  const gained = before.rank !== null && after.rank !== null ? before.rank - after.rank : null;
  return (
    <tr>
      {children}
      <td>{unit.name}</td>
      <td className="n">{before.rank ?? '—'}</td>
      <td className="n">{isMoved(unit) ? <b>{after.rank ?? '—'}</b> : (after.rank ?? '—')}</td>
      <td>
        <Move change={gained} />
      </td>
      <td className="n">{before.score ?? '—'}</td>
      <td className="n">{after.score ?? '—'}</td>
      <td className="n">{difference(before.score, after.score)}</td>
    </tr>
  );
}

function difference(before: string | null, after: string | null): string {
  if (before === null || after === null) return '—';
  const moved = exact(after).minus(before);
  if (moved.isZero()) return '0';
  // With the digits of the scores, two as a rule.
  return `${moved.gt(0) ? '+' : '−'}${moved.abs().toFixed(after.split('.')[1]?.length ?? 0)}`;
}

function ActivateSheet({
  view,
  draft,
  versions,
  indicators,
  months,
  activating,
  onActivate,
  onClose,
}: Props & { readonly months: readonly TrialMonth[]; readonly onClose: () => void }) {
  const [month, setMonth] = useState(view.suggested);
  const base = versions.find(({ id }) => id === view.basedOn);
  const names = useMemo(() => new Map(indicators.map(({ code, name }) => [code, name])), [indicators]);
  const changes = base ? changeSentences(compareRules(base.rules, draft.rules, (code) => names.get(code) ?? code)) : [];
  const isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(month);
  const rescored = isMonth ? view.openMonths.filter((one) => periodMonths(one).first >= month) : [];
  return (
    <Sheet
      title={`“${draft.name}”生效`}
      onClose={onClose}
      footer={
        <>
          <button type="button" onClick={onClose}>
            取消
          </button>
          <button
            type="button"
            className="main"
            disabled={!isMonth || month < view.earliest || activating.isPending}
            onClick={() => onActivate(month)}
          >
            {isMonth ? `自${formatPeriod(month)}起生效` : '生效'}
          </button>
        </>
      }
    >
      <div className="fields">
        <TextField
          name="生效月份"
          type="month"
          value={month}
          onChange={setMonth}
          hint={`最早可自${formatPeriod(view.earliest)}起；这个月和以后按新方案计分，以前的月份不变。`}
        />
      </div>
      <p style={{ marginTop: 12 }}>
        {rescored.length === 0
          ? '这个月起还没有数据，没有已算出的得分会变。'
          : `▲ ${rescored.map(formatPeriod).join('、')}已有数据、还没有封账，得分和名次将按新方案重新计算。`}
      </p>
      <p>{summary(months)}</p>
      <h3 style={{ fontSize: 14, margin: '12px 0 4px' }}>
        {changes.length === 0 ? `与第 ${base?.version ?? ''} 版没有不同` : `与第 ${base?.version ?? ''} 版不同的有`}
      </h3>
      <ul className="change-list">
        {changes.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="faint" style={{ marginTop: 12 }}>
        生效以后这一版不能再改；要改，另起一份草稿。
      </p>
      <Trouble error={activating.error} />
    </Sheet>
  );
}
