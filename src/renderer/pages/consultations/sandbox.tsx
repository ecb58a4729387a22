/** 推演: figures and weights are dragged at the left, places follow at the right. Computed here and nowhere kept: leaving forgets it. */
import { type ClipboardEvent, useCallback, useMemo, useState } from 'react';
import { openSandbox, type Sandbox, type SandboxChange, type SandboxResult } from '../../../shared/consultation/sandbox.ts';
import type { SandboxMonth } from '../../../shared/contract/consultations.ts';
import { exact, published } from '../../../shared/engine/decimal.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { Empty, ListSwitch, Move, Switch, Trouble } from '../../components/parts.tsx';
import { useCall } from '../../queries.ts';
import { figureLever, type Lever, LeverRow, readDraft, weightLever } from './sandbox-lever.tsx';
import { signed } from './symptoms.tsx';
import type { ConsultationViewProps } from './view.ts';
import './sandbox.css';

const MARK = '演示不作数';

export function SandboxView({ period, go, list = 'district', organisation, views }: ConsultationViewProps) {
  // Always asked for anew: what it rests on may have changed, and what was tried last time is gone.
  const month = useCall('consultations.input', { period, list }, { fresh: true });
  const opened = useMemo(() => (month.data ? openMonth(month.data) : null), [month.data]);
  const lists = (
    <>
      {views}
      <ListSwitch value={list} onChange={(next) => go({ name: 'consultations', view: 'sandbox', list: next })} />
    </>
  );
  if (opened && 'sandbox' in opened && opened.official.rows.length > 0) {
    return <Bench key={`${period} ${list}`} {...opened} organisation={organisation} actions={lists} />;
  }
  return (
    <>
      <div className="heading">
        <h1>推演</h1>
        <p className="say" />
        <div className="actions">{lists}</div>
      </div>
      <div className="content">
        <Trouble error={month.error} />
        {opened ? (
          <Empty text={'reason' in opened ? opened.reason : `${formatPeriod(period)}还没有参加排名的单位，没有可以推演的。`} />
        ) : null}
      </div>
    </>
  );
}

type Opened = { readonly month: SandboxMonth; readonly sandbox: Sandbox; readonly official: SandboxResult };

/** The engine refuses a month it cannot compute in a sentence of its own. */
function openMonth(month: SandboxMonth): Opened | { readonly reason: string } {
  try {
    const sandbox = openSandbox(month.input);
    return { month, sandbox, official: sandbox.attempt([]) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

type Drafts = Readonly<Record<string, string>>;
type Kind = 'figures' | 'weights';

function Bench({
  month,
  sandbox,
  official,
  organisation,
  actions,
}: Opened & { readonly organisation: string | undefined; readonly actions: ConsultationViewProps['views'] }) {
  const { input, seal, isDemo } = month;
  const last = official.rows.findLast(({ rank }) => rank !== null)?.organisation ?? official.rows[0]?.organisation ?? '';
  const asked = input.organisations.some(({ code }) => code === organisation) ? organisation : undefined;
  const [unit, setUnit] = useState(asked ?? last);
  const [kind, setKind] = useState<Kind>('figures');
  const [drafts, setDrafts] = useState<Drafts>({});
  const levers = useMemo(() => leversOf(month, sandbox), [month, sandbox]);
  const names = useMemo(() => new Map(input.organisations.map(({ code, name }) => [code, name])), [input]);

  const onChange = useCallback((key: string, text: string | null): void => {
    setDrafts(({ [key]: _, ...others }) => (text === null ? others : { ...others, [key]: text }));
  }, []);
  const tried = useMemo(() => triedIn(drafts, levers.byKey), [drafts, levers]);
  const attempt = useMemo(() => attemptOf(sandbox, official, tried), [sandbox, official, tried]);

  const shown = kind === 'weights' ? levers.weights : (levers.figures.get(unit) ?? []);
  const state = seal ? '按封账数据' : '按现有数据，封账前可能变动';
  return (
    <>
      <div className="heading">
        <h1>推演</h1>
        <p className="say">
          {formatPeriod(input.period)} · {state}
          {isDemo ? ' · 含演示数据' : ''}
        </p>
        <div className="actions">
          {actions}
          <button type="button" disabled={Object.keys(drafts).length === 0} onClick={() => setDrafts({})}>
            全部还原
          </button>
        </div>
      </div>
      <section className="sandbox" aria-label={`推演，${MARK}`} onCopy={markCopied}>
        <div className="sandbox-levers">
          <div className="bar">
            <Switch<Kind>
              label="动什么"
              value={kind}
              options={[
                { value: 'figures', text: '数据' },
                { value: 'weights', text: '分值' },
              ]}
              onChange={setKind}
            />
            {kind === 'figures' ? (
              <select aria-label="哪个单位" value={unit} onChange={(event) => setUnit(event.target.value)}>
                {official.rows.map(({ organisation: code, name, rank }) => (
                  <option key={code} value={code}>
                    {rank === null ? '未排名' : `第 ${rank} 位`} {name}
                  </option>
                ))}
              </select>
            ) : (
              <span className="faint">合计不是 {input.rules.fullPoints} 分时按比例折算</span>
            )}
          </div>
          <Levers levers={shown} lines={levers.lines} drafts={drafts} onChange={onChange} />
        </div>
        <div className="sandbox-result">
          <p className="sandbox-banner">
            <b>{MARK}</b>　不保存、不留记录，离开本页即清除。
          </p>
          <Trouble error={attempt.trouble} />
          <p className="say" aria-live="polite">
            {wordsOf(attempt.result, tried.length)}
          </p>
          <Ranks result={attempt.result} unit={unit} decimals={input.rules.publishedDecimals} onPick={setUnit} />
          <Tried tried={tried} names={names} onUndo={(key) => onChange(key, null)} />
        </div>
      </section>
    </>
  );
}

type AllLevers = {
  readonly weights: readonly Lever[];
  readonly figures: ReadonlyMap<string, readonly Lever[]>;
  readonly byKey: ReadonlyMap<string, Lever>;
  /** Line → its name. */
  readonly lines: ReadonlyMap<string, string>;
};

function leversOf({ input }: SandboxMonth, sandbox: Sandbox): AllLevers {
  const decimals = new Map(input.indicators.map((indicator) => [indicator.code, indicator.decimals]));
  const weights = sandbox.weights.map(weightLever);
  const figures = new Map(
    input.organisations.map(({ code }) => [
      code,
      sandbox.figures(code).map((lever) => figureLever(code, lever, decimals.get(lever.indicator) ?? null)),
    ]),
  );
  return {
    weights,
    figures,
    byKey: new Map([...weights, ...[...figures.values()].flat()].map((lever) => [lever.key, lever])),
    lines: new Map(input.rules.items.map(({ code, name }) => [code, name])),
  };
}

type TriedChange = { readonly lever: Lever; readonly change: SandboxChange };

/** The drafts that say something other than what is. */
function triedIn(drafts: Drafts, byKey: AllLevers['byKey']): readonly TriedChange[] {
  return Object.entries(drafts).flatMap(([key, text]): readonly TriedChange[] => {
    const lever = byKey.get(key);
    const read = lever ? readDraft(lever, text) : null;
    return lever && read && 'change' in read && read.change ? [{ lever, change: read.change }] : [];
  });
}

/** All weights at 0, for one, is nothing the engine can rank by: it says so, and the month stands as it was. */
function attemptOf(
  sandbox: Sandbox,
  official: SandboxResult,
  tried: readonly TriedChange[],
): { readonly result: SandboxResult; readonly trouble: string | null } {
  if (tried.length === 0) return { result: official, trouble: null };
  try {
    return { result: sandbox.attempt(tried.map(({ change }) => change)), trouble: null };
  } catch (error) {
    return { result: official, trouble: error instanceof Error ? error.message : String(error) };
  }
}

function wordsOf({ rows, moved }: SandboxResult, count: number): string {
  if (count === 0) return '拖动左边的数，或在格里填写；右边的名次随着变。';
  const changes = rows
    .filter(({ organisation }) => moved.includes(organisation))
    .map(({ name, officialRank, rank }) => `${name}${placeOf(officialRank)}→${placeOf(rank)}`);
  return `改了 ${count} 处：${changes.length === 0 ? '名次都不变' : `${changes.length} 个单位名次有变，${changes.join('，')}`}。`;
}

const placeOf = (rank: number | null): string => (rank === null ? '未排名' : `第 ${rank} 位`);

/** Under the lines they feed. */
function Levers({
  levers,
  lines,
  drafts,
  onChange,
}: {
  readonly levers: readonly Lever[];
  readonly lines: AllLevers['lines'];
  readonly drafts: Drafts;
  readonly onChange: (key: string, text: string | null) => void;
}) {
  if (levers.length === 0) return <p className="faint">这个单位没有可以动的数：未报、不适用的不能推演。</p>;
  const isWeights = levers.every(({ key, item }) => key === item);
  const items = isWeights ? [''] : [...new Set(levers.map(({ item }) => item))];
  return (
    <>
      {items.map((item) => (
        <div key={item}>
          {item === '' ? null : (
            <h4>
              {item} {lines.get(item)}
            </h4>
          )}
          <ul>
            {levers
              .filter((lever) => isWeights || lever.item === item)
              .map((lever) => (
                <LeverRow key={lever.key} lever={lever} draft={drafts[lever.key]} onChange={onChange} />
              ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function Ranks({
  result,
  unit,
  decimals,
  onPick,
}: {
  readonly result: SandboxResult;
  readonly unit: string;
  readonly decimals: number;
  readonly onPick: (organisation: string) => void;
}) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th className="n">名次</th>
          <th>单位</th>
          <th className="n">得分</th>
          <th className="c">升降</th>
          <th className="n">实际名次</th>
          <th className="n">实际得分</th>
          <th className="n">得分相差</th>
        </tr>
      </thead>
      <tbody>
        {result.rows.map((row) => (
          <tr key={row.organisation} data-open={row.organisation === unit} data-moved={row.rank !== row.officialRank}>
            <td className="n">{row.rank ?? '—'}</td>
            <td>
              <button type="button" className="link" title="动这个单位的数据" onClick={() => onPick(row.organisation)}>
                {row.name}
              </button>
            </td>
            <td className="n">{row.score ?? '缺报'}</td>
            <td className="c">
              <Move change={row.moved} />
            </td>
            <td className="n">{row.officialRank ?? '—'}</td>
            <td className="n">{row.officialScore ?? '缺报'}</td>
            <td className="n">{row.difference === null ? '—' : signed(published(exact(row.difference), decimals))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What was moved, of whichever unit, since only one unit's levers are seen at a time. */
function Tried({
  tried,
  names,
  onUndo,
}: {
  readonly tried: readonly TriedChange[];
  readonly names: ReadonlyMap<string, string>;
  readonly onUndo: (key: string) => void;
}) {
  if (tried.length === 0) return null;
  return (
    <ul className="sandbox-tried" aria-label="改了什么">
      {tried.map(({ lever, change }) => (
        <li key={lever.key}>
          {change.kind === 'weight' ? `${lever.name}分值` : `${names.get(change.organisation) ?? ''} ${lever.name}`}：
          {lever.official} → {change.kind === 'weight' ? change.fullPoints : change.value}
          {lever.unit}
          <button type="button" className="link" onClick={() => onUndo(lever.key)}>
            还原
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Whatever is copied says what it is, wherever it is put. */
function markCopied(event: ClipboardEvent): void {
  const text = window.getSelection()?.toString() ?? '';
  // Out of a field the text alone is taken: it is one number.
  if (text === '' || event.target instanceof HTMLInputElement) return;
  event.clipboardData.setData('text/plain', `【${MARK}】\n${text}\n【${MARK}】`);
  event.preventDefault();
}
