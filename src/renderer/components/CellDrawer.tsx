/** A figure beside its own past: what is doubtful about it and why, the last twelve periods, who changed it. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CellChange, CellView } from '../../shared/contract/observations.ts';
import { formatPeriod } from '../../shared/period.ts';
import { stateName } from '../../shared/text.ts';
import { useCall } from '../queries.ts';
import { Drawer, Trouble, timeText } from './parts.tsx';
import './CellDrawer.css';

type Props = {
  readonly title: string;
  readonly period: string;
  readonly organisation: string;
  readonly indicator: string;
  /** Counts up whenever the clerk asks to explain the figure; the field is then focused if there is something to explain. */
  readonly asked: number;
  readonly onExplain: (note: string) => Promise<boolean>;
  readonly onClose: () => void;
};

export function CellDrawer({ title, period, organisation, indicator, asked, onExplain, onClose }: Props) {
  const view = useCall('observations.cell', { period, organisation, indicator }, { keep: true });
  const field = useRef<HTMLTextAreaElement>(null);
  const answered = useRef(0);
  const { data, isPlaceholderData } = view;
  const isReady = data !== undefined && !isPlaceholderData;
  useEffect(() => {
    if (!isReady || asked === answered.current) return;
    answered.current = asked;
    if (data.isDoubtful) field.current?.focus();
  }, [isReady, asked, data]);
  return (
    <Drawer title={title} onClose={onClose}>
      <Trouble error={view.error} />
      {data ? (
        <Figure view={data} period={period} field={field} place={`${organisation} ${indicator}`} onExplain={onExplain} />
      ) : null}
    </Drawer>
  );
}

type FieldRef = React.RefObject<HTMLTextAreaElement | null>;

function Figure({
  view: data,
  period,
  field,
  place,
  onExplain,
}: Pick<Props, 'period' | 'onExplain'> & { readonly view: CellView; readonly field: FieldRef; readonly place: string }) {
  const now = data.cell === null ? null : (data.cell.value ?? stateName[data.cell.state]);
  return (
    <div className="cell-view" data-testid="cell-drawer">
      <p className="now">
        {formatPeriod(period)} <b>{now ?? '未填'}</b>
        {data.cell?.value == null ? '' : ` ${data.unit}`}
      </p>
      {data.findings.map((finding) => (
        <p key={finding.sentence} className={data.isDoubtful ? 'finding' : 'finding is-explained'}>
          {finding.severity === 'refuse' ? '必须改正' : data.isDoubtful ? '有疑问' : '已说明'}：{finding.sentence}
        </p>
      ))}
      {data.cell === null ? null : (
        <Reason key={`${place} ${data.cell.note}`} field={field} note={data.cell.note} onSave={onExplain} />
      )}
      <h3>近 12 期</h3>
      <Course view={data} period={period} />
      <p className="faint">
        {data.median === null || data.range === null
          ? '有数的不足 6 期，暂不判断是否偏高偏低。'
          : `中位数 ${data.median}，通常在 ${data.range.low} 至 ${data.range.high} 之间。`}
      </p>
      <Values view={data} />
      <h3>本格经过</h3>
      <History changes={data.history} />
      <h3>核对规则</h3>
      <ul className="rules">
        {data.rules.map((rule) => (
          <li key={rule}>{rule}。</li>
        ))}
      </ul>
    </div>
  );
}

/** Enter saves; a line break has no place in a reason that goes into a table. */
function Reason({
  field,
  note,
  onSave,
}: {
  readonly field: FieldRef;
  readonly note: string;
  readonly onSave: (note: string) => Promise<boolean>;
}) {
  const [text, setText] = useState(note);
  const [isSaving, setSaving] = useState(false);
  const wanted = text.trim();
  const save = async (): Promise<void> => {
    if (wanted === note || isSaving) return;
    setSaving(true);
    await onSave(wanted);
    setSaving(false);
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void save();
  };
  return (
    <div className="reason">
      <label htmlFor="cell-reason">说明原因</label>
      <textarea
        id="cell-reason"
        ref={field}
        rows={2}
        maxLength={200}
        placeholder="如：集中清理历史办件，数值属实"
        value={text}
        onChange={(event) => setText(event.target.value.replace(/\n/g, ' '))}
        onKeyDown={press}
      />
      <button type="button" className="main" disabled={isSaving || wanted === note} onClick={() => void save()}>
        保存说明
      </button>
    </div>
  );
}

function Values({ view }: { readonly view: CellView }) {
  if (view.lastTwelve.every(({ value }) => value === null)) return null;
  return (
    <ul className="twelve">
      {view.lastTwelve.map((point) => (
        <li key={point.period}>
          <span>{shortPeriod(point.period)}</span>
          <b>{point.value ?? '—'}</b>
        </li>
      ))}
    </ul>
  );
}

/** 时间, 经办人, 事项, 由 → 为; the reason under it. */
function History({ changes }: { readonly changes: readonly CellChange[] }) {
  if (changes.length === 0) return <p className="faint">还没有填过。</p>;
  return (
    <ul className="history">
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two changes may agree in everything people see; newest first and never reordered
        <li key={`${change.at} ${index}`}>
          <span className="faint">
            {timeText(change.at)} · {change.actor} · {change.action}
          </span>
          <span>{changeWords(change)}</span>
          {change.note === '' ? null : <span>原因：{change.note}</span>}
        </li>
      ))}
    </ul>
  );
}

function changeWords({ before, after }: CellChange): string {
  const word = (text: string | null): string => (text === null ? '空' : ((stateName as Record<string, string>)[text] ?? text));
  return before === after ? `数值未变，仍为 ${word(after)}` : `由 ${word(before)} 改为 ${word(after)}`;
}

/** 17年3月, 17年一季度: short enough for a twelfth of the drawer. */
const shortPeriod = (period: string): string => formatPeriod(period).slice(2).replace('第', '');

const WIDTH = 336;
const HEIGHT = 104;
const EDGE = { left: 8, right: 64, top: 14, bottom: 10 };

/** The last twelve periods as a line with the usual range behind it and this period's figure as a dot. Positions only: no figure is computed here. */
function Course({ view, period }: { readonly view: CellView; readonly period: string }) {
  const past = view.lastTwelve.map(({ value }) => (value === null ? null : Number(value)));
  const now = view.cell?.value == null ? null : Number(view.cell.value);
  const range = view.range && view.median !== null ? [Number(view.range.low), Number(view.median), Number(view.range.high)] : [];
  const shown = [...past, now, ...range].filter((value) => value !== null);
  if (past.every((value) => value === null)) return <p className="faint">此前 12 期都没有数。</p>;
  const [least, most] = [Math.min(...shown), Math.max(...shown)];
  const x = (index: number): number => EDGE.left + (index * (WIDTH - EDGE.left - EDGE.right)) / past.length;
  const y = (value: number): number =>
    most === least ? HEIGHT / 2 : EDGE.top + ((most - value) * (HEIGHT - EDGE.top - EDGE.bottom)) / (most - least);
  const points = past.flatMap((value, index) => (value === null ? [] : [{ index, value }]));
  const path = points.map(({ index, value }, at) => `${points[at - 1]?.index === index - 1 ? 'L' : 'M'}${x(index)} ${y(value)}`);
  const [low, median, high] = range;
  const end = WIDTH - EDGE.right + 6;
  const words = view.lastTwelve.map((point) => `${formatPeriod(point.period)} ${point.value ?? '无'}`).join('，');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="cell-course" role="img" aria-label={`近 12 期：${words}`}>
      {low === undefined || median === undefined || high === undefined ? null : (
        <>
          <rect
            x={EDGE.left - 4}
            y={y(high)}
            width={end - EDGE.left + 4}
            height={Math.max(1, y(low) - y(high))}
            fill="var(--line)"
            opacity={0.6}
          />
          <line x1={EDGE.left - 4} x2={end} y1={y(median)} y2={y(median)} stroke="var(--second)" strokeDasharray="4 3" />
          <text x={end + 4} y={apart(y(median), now === null ? null : y(now)) + 4}>{`中 ${view.median}`}</text>
        </>
      )}
      <path d={path.join('')} fill="none" stroke="var(--second)" strokeWidth="1.5" />
      {points.map(({ index, value }) => (
        <circle key={index} cx={x(index)} cy={y(value)} r="2" fill="var(--second)" />
      ))}
      {now === null ? null : (
        <>
          <circle cx={x(past.length)} cy={y(now)} r="4" fill="var(--accent)">
            <title>{formatPeriod(period)}</title>
          </circle>
          <text x={end + 4} y={y(now) + 4} className="is-now">
            {view.cell?.value}
          </text>
        </>
      )}
    </svg>
  );
}

/** The median's label makes way for this period's. */
function apart(median: number, now: number | null): number {
  if (now === null || Math.abs(median - now) >= 14) return median;
  return median >= now ? Math.min(now + 14, HEIGHT - 6) : Math.max(now - 14, 8);
}
