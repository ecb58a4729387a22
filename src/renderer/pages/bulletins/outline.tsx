import { type DragEvent, type KeyboardEvent, useEffect, useState } from 'react';
import type { OutlinePart } from '../../../shared/bulletin/composition.ts';
import type { Change } from '../../../shared/bulletin/composition-change.ts';
import type { BulletinResult, DraftView } from '../../../shared/contract/bulletins.ts';
import type { Input } from '../../../shared/contract/index.ts';
import { Lamp, Trouble } from '../../components/parts.tsx';
import { useCommand } from '../../queries.ts';

/** Which paper. */
export type Asked = Pick<Input<'bulletins.arrange'>, 'period' | 'edition'>;

/** A bulletin, or a report of a 会诊 as it was made. */
export type Arranged = Asked | { readonly token: string };

/** Acts of the clerk on a paper. */
export function useArrange(asked: Arranged) {
  const bulletin = useCommand('bulletins.arrange');
  const report = useCommand('consultationReports.arrange');
  const { error, isPending } = 'token' in asked ? report : bulletin;
  return {
    /** @param done when it is kept */
    arrange: (act: Change, done?: () => void): void => {
      const change = act as Input<'bulletins.arrange'>['change'];
      const then = done ? { onSuccess: done } : undefined;
      if ('token' in asked) report.mutate({ ...asked, change }, then);
      else bulletin.mutate({ ...asked, change }, then);
    },
    error,
    isPending,
  };
}

const SHORT = 4000;
const LONG = 5000;

type Props = {
  readonly draft: DraftView;
  /** The part whose words are open. */
  readonly open: string | null;
  readonly checks: BulletinResult['checks'];
  /** How many were made. */
  readonly pages: number;
  readonly canDraft: boolean;
  readonly asked: Asked;
  readonly onOpen: (id: string) => void;
  readonly onPage: (number: number) => void;
  readonly onUndo: () => void;
  readonly onHistory: () => void;
};

/** The parts of the paper in their order; below them how long it is and whether its format holds. */
export function Outline({ draft, open, checks, pages, canDraft, asked, onOpen, onPage, onUndo, onHistory }: Props) {
  const { arrange, error, isPending } = useArrange(asked);
  const [dragged, setDragged] = useState<string | null>(null);
  const { outline, characters, doubts } = draft;
  const movable = (isAnnex: boolean): readonly OutlinePart[] =>
    outline.filter((part) => part.isAnnex === isAnnex && !part.isFixed);
  const put = (own: readonly string[]): void => {
    // The other kind keeps its order.
    const others = movable(!outline.find(({ id }) => id === own[0])?.isAnnex).map(({ id }) => id);
    arrange({ kind: 'order', ids: [...own, ...others] });
  };
  const move = (part: OutlinePart, by: number): void => {
    const ids = movable(part.isAnnex).map(({ id }) => id);
    const at = ids.indexOf(part.id);
    if (!canDraft || at < 0 || at + by < 0 || at + by >= ids.length) return;
    ids.splice(at, 1);
    ids.splice(at + by, 0, part.id);
    put(ids);
  };
  const drop = (onto: OutlinePart): void => {
    const part = outline.find(({ id }) => id === dragged);
    setDragged(null);
    if (!part || part.id === onto.id || part.isAnnex !== onto.isAnnex || onto.isFixed) return;
    const ids = movable(part.isAnnex).map(({ id }) => id);
    move(part, ids.indexOf(onto.id) - ids.indexOf(part.id));
  };
  const firstDoubt = outline.find(hasDoubt);
  const [length, lamp] =
    characters > LONG
      ? ([`超过 ${LONG} 字`, 'overdue'] as const)
      : characters > SHORT
        ? ([`超过 ${SHORT} 字，请压缩`, 'late'] as const)
        : ([`不超过 ${SHORT} 字`, 'ok'] as const);
  return (
    <nav className="bulletin-outline" aria-label="通报的各部分">
      <ul>
        {outline.map((part) => (
          <Row
            key={part.id}
            part={part}
            isOpen={part.id === open}
            isAimed={dragged !== null && dragged !== part.id}
            canDraft={canDraft}
            isSaving={isPending}
            onOpen={() => onOpen(part.id)}
            onMove={(by) => move(part, by)}
            onPrint={(isOn) => arrange({ kind: 'print', id: part.id, isOn })}
            onDrag={() => setDragged(part.id)}
            onDrop={() => drop(part)}
          />
        ))}
      </ul>
      <Trouble error={error} />
      <div className="bulletin-acts">
        <button type="button" disabled={!canDraft || !draft.canUndo} title="Ctrl+Z" onClick={onUndo}>
          撤销
        </button>
        <button type="button" onClick={onHistory}>
          经过
        </button>
        <button
          type="button"
          disabled={!canDraft || !outline.some((part) => part.isChanged || !part.isOn)}
          onClick={() => arrange({ kind: 'reset', id: null })}
        >
          全部恢复原文
        </button>
      </div>
      <ul className="bulletin-checks" aria-label="自查">
        {doubts.length > 0 ? (
          <li>
            <button type="button" className="link" onClick={() => firstDoubt && onOpen(firstDoubt.id)}>
              <Lamp kind="late" word={`待核 ${doubts.length} 处`} />
            </button>
          </li>
        ) : null}
        <li>
          <Lamp kind={lamp} word={`正文 ${characters} 字，${length}`} />
        </li>
        {checks
          .filter(({ words }) => !words.startsWith('篇幅'))
          .map((check) => (
            <Check key={check.words} check={check} pages={pages} onPage={onPage} />
          ))}
      </ul>
    </nav>
  );
}

const hasDoubt = ({ isOn, blocks }: OutlinePart): boolean =>
  isOn && blocks.some((block) => block.kind === 'paragraph' && block.doubts.length > 0);

type RowProps = {
  readonly part: OutlinePart;
  readonly isOpen: boolean;
  readonly isAimed: boolean;
  readonly canDraft: boolean;
  readonly isSaving: boolean;
  readonly onOpen: () => void;
  readonly onMove: (by: number) => void;
  readonly onPrint: (isOn: boolean) => void;
  readonly onDrag: () => void;
  readonly onDrop: () => void;
};

function Row({ part, isOpen, isAimed, canDraft, isSaving, onOpen, onMove, onPrint, onDrag, onDrop }: RowProps) {
  const name = part.title ?? (part.id === 'opening' ? '开头' : '结尾');
  const canMove = canDraft && !part.isFixed;
  const press = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    if (event.altKey) {
      if (canMove) onMove(by);
      return;
    }
    const all = [...(event.currentTarget.closest('ul')?.querySelectorAll<HTMLButtonElement>('button.part') ?? [])];
    all[all.indexOf(event.currentTarget) + by]?.focus();
  };
  const over = (event: DragEvent): void => {
    if (isAimed && !part.isFixed) event.preventDefault();
  };
  return (
    // Dragging is beside the keys of the row's button.
    <li
      data-open={isOpen}
      data-off={!part.isOn}
      draggable={canMove}
      onDragStart={onDrag}
      onDragOver={over}
      onDrop={(event) => {
        event.preventDefault();
        onDrop();
      }}
    >
      <PrintTick
        label={`印${name}`}
        isOn={part.isOn}
        isSaving={isSaving}
        disabled={!canDraft || part.isFixed}
        onPrint={onPrint}
      />
      <button
        type="button"
        className="part"
        data-testid={`part-${part.id}`}
        title={canMove ? '回车打开，Alt+↑↓ 或拖动调整次序' : undefined}
        onKeyDown={press}
        onClick={onOpen}
      >
        {part.isAnnex ? '附件 ' : part.number}
        {name}
        {part.isOn ? '' : '（不印）'}
      </button>
      {hasDoubt(part) ? <Lamp kind="late" word="待核" /> : part.isChanged ? <span className="faint">已改</span> : null}
    </li>
  );
}

type TickProps = {
  readonly id?: string;
  readonly label?: string;
  readonly isOn: boolean;
  readonly isSaving: boolean;
  readonly disabled: boolean;
  readonly onPrint: (isOn: boolean) => void;
};

/** Printed or not. The tick stands as it was clicked while it is being kept, and as it is kept afterwards. */
export function PrintTick({ id, label, isOn, isSaving, disabled, onPrint }: TickProps) {
  const [shown, setShown] = useState(isOn);
  useEffect(() => {
    if (!isSaving) setShown(isOn);
  }, [isOn, isSaving]);
  return (
    <input
      type="checkbox"
      id={id}
      aria-label={label}
      checked={shown}
      disabled={disabled}
      onChange={({ target }) => {
        setShown(target.checked);
        onPrint(target.checked);
      }}
    />
  );
}

/** A finding of the format; one that names a page leads to it. */
function Check({
  check: { ok, words },
  pages,
  onPage,
}: {
  readonly check: BulletinResult['checks'][number];
  readonly pages: number;
  readonly onPage: (number: number) => void;
}) {
  // 版记 stands on the last one.
  const page = words.startsWith('版记') ? pages : /第(\d+)页/.exec(words)?.[1];
  const lamp = <Lamp kind={ok ? 'ok' : 'late'} word={words} />;
  return (
    <li>
      {page === undefined ? (
        lamp
      ) : (
        <button type="button" className="link" onClick={() => onPage(Number(page))}>
          {lamp}
        </button>
      )}
    </li>
  );
}
