/** Small parts every page uses: a lamp with its word, a sentence about what went wrong, an empty page, a drawer, a dialog. */
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Lamp as LampKind } from '../../shared/contract/overview.ts';
import type { RankingList } from '../../shared/engine/types.ts';
import { listName } from '../../shared/text.ts';

const SHAPES: Readonly<Record<LampKind, string>> = { ok: '●', late: '▲', overdue: '■', open: '○', done: '✓' };

/** Shape, colour and word: legible without colour. */
export function Lamp({ kind, word }: { readonly kind: LampKind; readonly word: string }) {
  return (
    <span className={`lamp lamp-${kind}`}>
      <span aria-hidden="true">{SHAPES[kind]}</span>
      {word}
    </span>
  );
}

/** What happened and what to do, from the error's own sentence. */
export function Trouble({ error }: { readonly error: unknown }) {
  const ref = useRef<HTMLParagraphElement>(null);
  // Below a long form it would stand out of sight, and the button above would seem to do nothing.
  useEffect(() => {
    if (error !== null && error !== undefined) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  if (error === null || error === undefined) return null;
  return (
    <p className="trouble" role="alert" ref={ref}>
      {error instanceof Error ? error.message : String(error)}
    </p>
  );
}

export function Empty({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <p>{text}</p>
      {children}
    </div>
  );
}

/** Beside what it explains, never over it. Esc closes it. */
export function Drawer({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    // The keyboard goes on where it was.
    const before = document.activeElement;
    return () => {
      if (
        before instanceof HTMLElement &&
        (document.activeElement === document.body || ref.current?.contains(document.activeElement))
      )
        before.focus();
    };
  }, []);
  useEffect(() => {
    const close = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.isComposing && !document.querySelector('dialog[open]')) onClose();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [onClose]);
  return (
    <aside className="drawer" ref={ref} aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button type="button" onClick={onClose}>
          关闭 Esc
        </button>
      </header>
      <div className="body">{children}</div>
    </aside>
  );
}

/** A modal sheet on the platform's own dialog: focus stays inside, Esc closes; where something was filled in, the second Esc. */
export function Sheet({
  title,
  say,
  width,
  onClose,
  footer,
  children,
}: {
  readonly title: string;
  readonly say?: string;
  readonly width?: number;
  readonly onClose: () => void;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}) {
  const ref = useRef<HTMLDialogElement>(null);
  const [filled, setFilled] = useState<'no' | 'yes' | 'asked'>('no');
  useEffect(() => {
    const opener = document.activeElement;
    ref.current?.showModal();
    // Taken out of the page a dialog does not give the keyboard back by itself.
    return () => {
      if (opener instanceof HTMLElement && document.activeElement === document.body) opener.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={ref}
      aria-label={title}
      style={{ width: width ?? 640 }}
      onClose={onClose}
      onInput={({ target }) => {
        // What is only looked for is no loss.
        if (target instanceof Element && !target.closest('[data-unsaved="never"]')) setFilled('yes');
      }}
      onCancel={(event) => {
        event.preventDefault();
        if (filled === 'yes') setFilled('asked');
        else onClose();
      }}
    >
      <div className="sheet">
        <header>
          <h2>{title}</h2>
          {say === undefined ? null : <span className="faint">{say}</span>}
        </header>
        <div className="body">{children}</div>
        {filled === 'asked' ? (
          <p className="asked" role="alert">
            填写的内容还没有保存。再按一次 Esc 关闭并放弃，也可以接着填写。
          </p>
        ) : null}
        {footer === undefined ? null : <footer>{footer}</footer>}
      </div>
    </dialog>
  );
}

/** What cannot be taken back is asked once more, with what it does. */
export function Confirm({
  title,
  verb,
  cancel = '取消',
  width = 520,
  error,
  isBusy,
  onYes,
  onClose,
  children,
}: {
  readonly title: string;
  readonly verb: string;
  readonly cancel?: string;
  readonly width?: number;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onYes: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const footer = (
    <>
      <button type="button" onClick={onClose}>
        {cancel}
      </button>
      <button type="button" className="main" disabled={isBusy} onClick={onYes}>
        {verb}
      </button>
    </>
  );
  return (
    <Sheet title={title} width={width} onClose={onClose} footer={footer}>
      {children}
      <Trouble error={error} />
    </Sheet>
  );
}

/** Two or three views of the same thing. */
export function Switch<T extends string>({
  value,
  options,
  onChange,
  label,
}: {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly text: string }[];
  readonly onChange: (value: T) => void;
  readonly label: string;
}) {
  return (
    <fieldset className="switch" aria-label={label} style={{ border: 0, margin: 0, padding: 0 }}>
      {options.map((option) => (
        <button type="button" key={option.value} aria-pressed={option.value === value} onClick={() => onChange(option.value)}>
          {option.text}
        </button>
      ))}
    </fieldset>
  );
}

/** 区县 or 专项小组: the two ranked lists. */
export function ListSwitch({
  value,
  onChange,
}: {
  readonly value: RankingList;
  readonly onChange: (value: RankingList) => void;
}) {
  const options = (['district', 'specialGroup'] as const).map((list) => ({ value: list, text: listName[list] }));
  return <Switch label="单位范围" value={value} options={options} onChange={onChange} />;
}

/** “▲2” with the word for those who cannot see the triangle. */
export function Move({ change }: { readonly change: number | null }) {
  if (change === null) return <span className="faint">—</span>;
  if (change === 0) return <span className="faint">持平</span>;
  return (
    <span className={change > 0 ? 'up' : 'down'} title={change > 0 ? `上升 ${change} 位` : `下降 ${-change} 位`}>
      {change > 0 ? `▲${change}` : `▼${-change}`}
    </span>
  );
}

/** Ranks of the last twelve months as a line: first place on top. */
export function Course({ ranks, places }: { readonly ranks: readonly (number | null)[]; readonly places: number }) {
  const width = 84;
  const height = 18;
  const shown = ranks.slice(-12);
  const x = (index: number): number => (shown.length < 2 ? width / 2 : 3 + (index * (width - 6)) / (shown.length - 1));
  const y = (rank: number): number => 3 + ((rank - 1) * (height - 6)) / Math.max(1, places - 1);
  const points = shown.flatMap((rank, index) => (rank === null ? [] : [{ x: x(index), y: y(rank) }]));
  const last = points.at(-1);
  const words = shown.map((rank) => (rank === null ? '缺' : `${rank}`)).join('、');
  return (
    <svg width={width} height={height} role="img" aria-label={`近 ${shown.length} 个月名次：${words}`}>
      <polyline
        points={points.map((point) => `${point.x},${point.y}`).join(' ')}
        fill="none"
        stroke="var(--faint)"
        strokeWidth="1.2"
      />
      {last ? <circle cx={last.x} cy={last.y} r="2.5" fill="var(--accent)" /> : null}
    </svg>
  );
}

type Happened = { readonly at: string; readonly actor: string; readonly words: string };

/** 经过: what was done to a record, when, by whom. */
export function EventList({ events }: { readonly events: readonly Happened[] }) {
  return (
    <ul className="course">
      {events.map(({ at, actor, words }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what happened stays in its place
        <li key={index}>
          <span className="faint">
            {timeText(at)} · {actor}
          </span>{' '}
          {words}
        </li>
      ))}
    </ul>
  );
}

/** What was done, and the words it was done with. */
export const withReason = (name: string, reason: string): string => (reason === '' ? name : `${name}：${reason}`);

/** 11月22日 14:03 in the machine's own time. */
export function timeText(iso: string | null): string {
  if (iso === null) return '—';
  const time = new Date(iso);
  const clock = `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
  const isToday = time.toDateString() === new Date().toDateString();
  return isToday ? `今天 ${clock}` : `${time.getFullYear()}年${time.getMonth() + 1}月${time.getDate()}日 ${clock}`;
}

type Fact = readonly [name: string, text: string];
type FactsProps = {
  readonly facts: readonly Fact[];
  readonly className?: string;
  /** Takes a line of its own. */
  readonly isWide?: (fact: Fact) => boolean;
};

/** What is known of a record, each by its name; what is empty is left out. */
export function FactList({ facts, className, isWide }: FactsProps) {
  const known = facts.filter(([, text]) => text !== '');
  return (
    <dl className={className}>
      {known.map((fact) => (
        <div key={fact[0]} className={isWide?.(fact) ? 'wide' : undefined}>
          <dt>{fact[0]}</dt>
          <dd>{fact[1]}</dd>
        </div>
      ))}
    </dl>
  );
}

type UnitRowsProps<Row> = {
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly rows: readonly Row[];
  /** Of the table, for the name to stand across. */
  readonly columns: number;
  /** 件, 条 */
  readonly measure: string;
  readonly row: (row: Row) => ReactNode;
};

/** Rows of a register under the name of each unit that has any. */
export const UnitRows = <Row extends { readonly organisation: string }>(props: UnitRowsProps<Row>) =>
  props.units.map(({ code, name }) => {
    const own = props.rows.filter(({ organisation }) => organisation === code);
    if (own.length === 0) return null;
    return (
      <Fragment key={code}>
        <tr className="unit">
          <th colSpan={props.columns} scope="rowgroup">
            {name}{' '}
            <span className="faint">
              {own.length} {props.measure}
            </span>
          </th>
        </tr>
        {own.map(props.row)}
      </Fragment>
    );
  });

/** Characters of a paper that no font here can print. */
export const MissingCharacters = ({ characters }: { readonly characters: readonly string[] }) =>
  characters.length === 0 ? null : (
    <p className="trouble">
      有 {characters.length} 个字没有字体可印：{characters.join(' ')}。请换字，或装上含这些字的字体。
    </p>
  );
