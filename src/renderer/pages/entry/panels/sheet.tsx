import { type KeyboardEvent, useRef, useState } from 'react';
import type { PanelRater, PanelView, SheetMark, SheetView } from '../../../../shared/contract/panels.ts';
import { exact } from '../../../../shared/engine/decimal.ts';
import { extremeMarks } from '../../../../shared/raters/extreme-marks.ts';
import { readNumber } from '../../../../shared/sheets/number-text.ts';
import { Trouble } from '../../../components/parts.tsx';
import { useCall, useCommand } from '../../../queries.ts';

type Props = {
  readonly panel: PanelView;
  readonly rater: PanelRater;
  /** The name once the sheet is in; null when it was left as it is. */
  readonly onDone: (handedIn: string | null) => void;
};

/** One rater's sheet: type, Enter, type, Enter; what is entered is kept at once. */
export function MarkSheet({ panel, rater, onDone }: Props) {
  const sheet = useCall('panels.sheet', { panel: panel.id, rater: rater.ordinal }, { fresh: true });
  return (
    <section className="panel-record" aria-label={`${rater.name} 评分表`}>
      <Trouble error={sheet.error} />
      {sheet.data ? <Rows panel={panel} rater={rater} sheet={sheet.data} onDone={onDone} /> : null}
    </section>
  );
}

type Row = { readonly text: string; readonly isAside: boolean; readonly reason: string };
const BLANK: Row = { text: '', isAside: false, reason: '' };

/** A row as it is stored; null for one that is empty, a sentence for one that is no mark. */
function markOf(organisation: string, { text, isAside, reason }: Row): SheetMark | null | string {
  if (isAside) return { organisation, mark: null, reason };
  const read = readNumber(text, '分');
  if (!read.ok) return read.reason;
  return read.value === null ? null : { organisation, mark: read.value, reason };
}

function Rows({ panel, rater, sheet, onDone }: Props & { readonly sheet: SheetView }) {
  const { units, low, high } = sheet;
  const [rows, setRows] = useState<Readonly<Record<string, Row>>>(() =>
    Object.fromEntries(
      sheet.marks.map(({ organisation, mark, reason }) => [organisation, { text: mark ?? '', isAside: mark === null, reason }]),
    ),
  );
  const [isDirty, setDirty] = useState(false);
  const save = useCommand('panels.saveSheet');
  const handIn = useCommand('panels.saveSheet');
  const form = useRef<HTMLTableSectionElement>(null);
  const read = units.map(({ code }) => markOf(code, rows[code] ?? BLANK));
  const marks = read.filter((mark): mark is SheetMark => mark !== null && typeof mark === 'object');
  const problem = read.find((mark) => typeof mark === 'string') ?? null;
  const extremes = extremeMarks(
    read.map((mark) => (mark !== null && typeof mark === 'object' && mark.mark !== null ? exact(mark.mark) : null)),
    { low: exact(low), high: exact(high) },
  );
  const set = (code: string, change: Partial<Row>): void => {
    setDirty(true);
    handIn.reset();
    setRows({ ...rows, [code]: { ...(rows[code] ?? BLANK), ...change } });
  };
  const sheetWith = (isFinal: boolean) => ({ panel: panel.id, rater: rater.ordinal, marks, isFinal });
  const keep = (): void => {
    if (!isDirty || problem !== null) return;
    setDirty(false);
    save.mutate(sheetWith(false));
  };
  const move = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const all = [...(form.current?.querySelectorAll<HTMLInputElement>('.mark:not(:disabled)') ?? [])];
    const next = all[all.indexOf(event.currentTarget) + step];
    if (next) next.focus();
    else if (step === 1) document.querySelector<HTMLElement>('.hand-in')?.focus();
  };
  return (
    <>
      <div className="panel-head">
        <h2>{rater.name} 评分表</h2>
        <span className="faint">
          已打 {marks.length}/{units.length}
        </span>
        <button type="button" disabled={problem !== null} onClick={() => onDone(null)}>
          返回
        </button>
        <button
          type="button"
          className="main hand-in"
          disabled={problem !== null || handIn.isPending}
          onClick={() => handIn.mutate(sheetWith(true), { onSuccess: () => onDone(rater.name) })}
        >
          交卷
        </button>
      </div>
      <p className="panel-rules">
        百分制，回车到下一个单位。低于 {low} 分、高于 {high} 分，或与其他打分相差过大的，要写理由。交卷以后不再显示，也不能再改。
      </p>
      <Trouble error={problem === null ? (handIn.error ?? save.error) : new Error(`${problem}。请改为 0 到 100 的数。`)} />
      <table className="table mark-sheet">
        <thead>
          <tr>
            <th>单位</th>
            <th className="n">打分</th>
            <th>回避</th>
            <th>理由</th>
          </tr>
        </thead>
        <tbody ref={form} onBlur={keep}>
          {units.map(({ code, name }, at) => {
            const row = rows[code] ?? BLANK;
            const why = row.isAside ? '回避的原因' : (extremes[at] ?? null);
            return (
              <tr key={code}>
                <td>{name}</td>
                <td className="n">
                  <input
                    // biome-ignore lint/a11y/noAutofocus: the sheet was opened to be typed into
                    autoFocus={at === 0}
                    className="mark"
                    aria-label={`${name} 打分`}
                    aria-invalid={typeof read[at] === 'string' || (why !== null && row.reason === '')}
                    inputMode="decimal"
                    disabled={row.isAside}
                    value={row.isAside ? '' : row.text}
                    onChange={(event) => set(code, { text: event.target.value })}
                    onKeyDown={move}
                  />
                </td>
                <td className="c">
                  <input
                    type="checkbox"
                    aria-label={`${name} 回避`}
                    checked={row.isAside}
                    onChange={(event) => set(code, { isAside: event.target.checked, text: '' })}
                  />
                </td>
                <td>
                  <input
                    className="why"
                    aria-label={`${name} 理由`}
                    placeholder={why === null ? '' : `请写理由：${why}`}
                    value={row.reason}
                    onChange={(event) => set(code, { reason: event.target.value })}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
