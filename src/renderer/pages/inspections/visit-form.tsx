import { useState } from 'react';
import type { ProblemDraft, RecountDraft, Visit, VisitDraft, VisitsView } from '../../../shared/contract/inspections.ts';
import { visitScore } from '../../../shared/inspections/checklists.ts';
import { verificationFactor } from '../../../shared/inspections/factors.ts';
import { BLOCKS, CATEGORIES, LEVELS, SEVERITIES } from '../../../shared/inspections/words.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { call } from '../../bridge.ts';
import { choicesOf, RecordSheet, splitNames, TextField } from '../../components/fields.tsx';
import { Trouble } from '../../components/parts.tsx';
import { useCall, useCommand } from '../../queries.ts';

type Open = { readonly site: string | null; readonly visit: number | null; readonly isDrawn: boolean };
type Props = {
  readonly period: string;
  readonly view: VisitsView;
  readonly open: Open;
  readonly onSaved: (visit: number) => void;
  readonly onClose: () => void;
};

/** One visit: a new one is written at once, an old one is waited for. */
export function VisitForm(props: Props) {
  const { visit } = props.open;
  const stored = useCall('inspections.visit', { id: visit ?? 0 }, { enabled: visit !== null });
  if (visit !== null && !stored.data) return <Trouble error={stored.error} />;
  return <Form key={`${visit} ${stored.dataUpdatedAt}`} {...props} stored={stored.data ?? null} />;
}

/** Sites that do not wait for a visit by the draw already: only those can be 指定督察. */
const undrawn = ({ sites, rows }: VisitsView): VisitsView['sites'] =>
  sites.filter(({ code, isActive }) => isActive && !rows.some(({ id, site }) => id === null && site.code === code));

function blank({ period, view, open }: Props): VisitDraft {
  return {
    id: null,
    period,
    site: open.site ?? undrawn(view)[0]?.code ?? '',
    designation: '',
    visitedOn: view.today,
    inspectors: [],
    note: '',
    scores: [],
    problems: [],
    recounts: [],
  };
}

const draftOf = (visit: Visit): VisitDraft => ({
  id: visit.id,
  period: visit.period,
  site: visit.site.code,
  designation: visit.designation,
  visitedOn: visit.visitedOn,
  inspectors: [...visit.inspectors],
  note: visit.note,
  scores: visit.scores.map(({ points, note }) => ({ points, note })),
  problems: visit.problems.map(({ organisation, category, severity, text, demand, days }) => ({
    organisation,
    category,
    severity,
    text,
    demand,
    days,
  })),
  recounts: visit.recounts.map(({ indicator, reported, recounted, note }) => ({ indicator, reported, recounted, note })),
});

function Form(props: Props & { readonly stored: Visit | null }) {
  const { period, view, open, stored, onSaved, onClose } = props;
  const [draft, setDraft] = useState<VisitDraft>(() => (stored ? draftOf(stored) : blank(props)));
  const [people, setPeople] = useState(draft.inspectors.join('、'));
  const [asking, setAsking] = useState<'sign' | 'unsign' | null>(null);
  const save = useCommand('inspections.saveVisit');
  const remove = useCommand('inspections.removeVisit');
  const form = useCommand('inspections.form');
  const pack = useCommand('inspections.exportPackage');
  const [saved, setSaved] = useState<string | null>(null);
  const set = (change: Partial<VisitDraft>): void => setDraft({ ...draft, ...change });
  const site = stored?.site ?? view.sites.find(({ code }) => code === draft.site);
  const lines =
    stored?.scores ?? (site ? view.checklists[site.block].map(({ text, points }) => ({ text, fullPoints: points })) : []);
  const isSigned = stored !== null && stored.signedBy !== '';
  const isLocked = isSigned || view.isSealed;
  const whole: VisitDraft = {
    ...draft,
    inspectors: [...splitNames(people)],
    scores: lines.map((_, at) => draft.scores[at] ?? { points: null, note: '' }),
  };
  const isChanged = stored === null || JSON.stringify(whole) !== JSON.stringify(draftOf(stored));
  const keep = { onSuccess: (answer: { readonly file: string } | null) => setSaved(answer?.file ?? null) };
  const problemCount = draft.problems.length;
  return (
    <>
      <div className="heading">
        <h1>{site?.name ?? '督察记录'}</h1>
        <p className="say">
          {formatPeriod(period)} · {site ? `${site.organisationName}，${LEVELS[site.level]}，${BLOCKS[site.block]}` : ''}
          {isSigned ? ` · ${stored.signedBy}已签字确认` : ''}
        </p>
        <div className="actions">
          <button type="button" onClick={onClose}>
            返回
          </button>
          {stored ? (
            <button
              type="button"
              disabled={isChanged || form.isPending}
              title={isChanged ? '先保存' : undefined}
              onClick={() => form.mutate({ period, site: stored.site.code, visit: stored.id }, keep)}
            >
              打印
            </button>
          ) : null}
          {isSigned ? (
            <>
              <button type="button" disabled={pack.isPending} onClick={() => pack.mutate({ list: null, visit: stored.id }, keep)}>
                交回数据包
              </button>
              <button type="button" disabled={view.isSealed} onClick={() => setAsking('unsign')}>
                撤销确认
              </button>
            </>
          ) : (
            <>
              {stored ? (
                <button type="button" onClick={() => remove.mutate({ id: stored.id }, { onSuccess: onClose })}>
                  删除
                </button>
              ) : null}
              <button
                type="button"
                className={isChanged ? 'main' : undefined}
                disabled={isLocked || save.isPending || !isChanged}
                onClick={() => save.mutate(whole, { onSuccess: ({ id }) => onSaved(id) })}
              >
                保存
              </button>
              <button
                type="button"
                className={isChanged ? undefined : 'main'}
                disabled={isLocked || isChanged}
                title={isChanged ? '先保存' : undefined}
                onClick={() => setAsking('sign')}
              >
                签字确认
              </button>
            </>
          )}
        </div>
      </div>
      <div className="content visit" data-testid="visit-form">
        <Trouble error={save.error ?? remove.error ?? form.error ?? pack.error} />
        {saved === null ? null : <p className="said">已保存“{saved}”。</p>}
        {stored?.origin ? <p className="faint">由数据包导入：{stored.origin}</p> : null}
        <fieldset disabled={isLocked} className="plain">
          <div className="visit-head">
            {stored === null && !open.isDrawn ? (
              <label>
                点位
                <select value={draft.site} onChange={(event) => set({ site: event.target.value, scores: [] })}>
                  {undrawn(view).map(({ code, name, organisationName }) => (
                    <option key={code} value={code}>
                      {organisationName} {name}
                    </option>
                  ))}
                </select>
              </label>
            ) : null}
            {(stored ? stored.list === null : !open.isDrawn) ? (
              <label className="grow">
                指定督察的理由
                <input value={draft.designation} onChange={(event) => set({ designation: event.target.value })} />
              </label>
            ) : null}
            <label>
              督察日期
              <input type="date" value={draft.visitedOn} onChange={(event) => set({ visitedOn: event.target.value })} />
            </label>
            <label className="grow">
              督察人员
              <input placeholder="至少 2 人，用顿号隔开" value={people} onChange={(event) => setPeople(event.target.value)} />
            </label>
          </div>
          <table className="table">
            <thead>
              <tr>
                <th>督察内容</th>
                <th className="n">分值</th>
                <th className="n">得分</th>
                <th>现场情况</th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ text, fullPoints }, at) => {
                const given = whole.scores[at] ?? { points: null, note: '' };
                const change = (more: Partial<typeof given>): void =>
                  set({ scores: whole.scores.map((one, index) => (index === at ? { ...one, ...more } : one)) });
                return (
                  <tr key={text}>
                    <td>{text}</td>
                    <td className="n">{fullPoints}</td>
                    <td className="n">
                      <input
                        aria-label={`得分 ${at + 1}`}
                        className="points"
                        inputMode="decimal"
                        value={given.points ?? ''}
                        onChange={(event) => change({ points: event.target.value.trim() || null })}
                      />
                    </td>
                    <td>
                      <input
                        aria-label={`现场情况 ${at + 1}`}
                        className="wide-input"
                        value={given.note}
                        onChange={(event) => change({ note: event.target.value })}
                      />
                    </td>
                  </tr>
                );
              })}
              <tr>
                <th scope="row">合计</th>
                <td className="n">100</td>
                <td className="n">
                  <b>{scoreText(whole)}</b>
                </td>
                <td />
              </tr>
            </tbody>
          </table>
          <h2 className="part">问题清单{problemCount > 0 ? ` ${problemCount} 个` : ''}</h2>
          <Problems
            value={draft.problems}
            due={stored?.problems.map(({ dueOn }) => dueOn) ?? []}
            units={view.units}
            unit={site?.organisation ?? ''}
            onChange={(problems) => set({ problems })}
          />
          <h2 className="part">数据核实</h2>
          <Recounts
            period={period}
            unit={site?.organisation ?? ''}
            value={draft.recounts}
            indicators={view.indicators}
            onChange={(recounts) => set({ recounts })}
          />
        </fieldset>
      </div>
      {asking !== null && stored ? (
        <SignSheet visit={stored} isUndoing={asking === 'unsign'} onClose={() => setAsking(null)} />
      ) : null}
    </>
  );
}

const isPoints = (text: string): boolean => /^\d{1,3}(\.\d)?$/.test(text);
const scoreText = ({ scores }: VisitDraft): string =>
  scores.every(({ points }) => points !== null && isPoints(points))
    ? (visitScore(scores.map(({ points }) => points)) ?? '—')
    : '—';

function Problems({
  value,
  due,
  units,
  unit,
  onChange,
}: {
  readonly value: readonly ProblemDraft[];
  readonly due: readonly string[];
  readonly units: VisitsView['units'];
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
            {units.map(({ code, name }) => (
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

/** Figures counted again: the reported one comes from the table, the factor is shown at once. */
function Recounts({
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
      <select aria-label="添加核实的数据" value={adding} onChange={(event) => void add(event.target.value)}>
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

function SignSheet({
  visit,
  isUndoing,
  onClose,
}: {
  readonly visit: Visit;
  readonly isUndoing: boolean;
  readonly onClose: () => void;
}) {
  const [text, setText] = useState('');
  const sign = useCommand('inspections.sign');
  const unsign = useCommand('inspections.unsign');
  const done = { onSuccess: onClose };
  const { error, isPending } = isUndoing ? unsign : sign;
  return (
    <RecordSheet
      title={isUndoing ? '撤销确认' : '签字确认'}
      verb={isUndoing ? '撤销确认' : '确认'}
      error={error}
      isBusy={isPending}
      onSave={() =>
        isUndoing ? unsign.mutate({ id: visit.id, reason: text }, done) : sign.mutate({ id: visit.id, signedBy: text }, done)
      }
      onClose={onClose}
    >
      <TextField
        name={isUndoing ? '理由' : '被督察单位签字人'}
        value={text}
        hint={
          isUndoing
            ? '撤销后可以修改，再重新签字确认；问题已开始整改的不能撤销。'
            : '打印一式两份，双方在纸上签字后登记。确认后得分计入、问题进入整改，记录不再改动。'
        }
        onChange={setText}
      />
    </RecordSheet>
  );
}
