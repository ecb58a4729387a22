/** The grid's doings: typing, committing, pasting, undoing. Keys, mouse and drawing call these and know nothing of each other. */
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import { type ClipboardBlock, readClipboard, serialiseHtml, serialiseTsv } from './clipboard.ts';
import { type Plan, planClear, planFill, planPaste, planStep, planType, type Sheet } from './grid-edits.ts';
import { initialState, reduce, selectionOf } from './grid-state.ts';
import { type CellAt, type EditKind, type GridProps, isSingle, type Rect } from './grid-types.ts';

/** `asking`: shown and not yet carried out. `done`: carried out, but something was left out that must be read. */
export type Paste = {
  readonly block: ClipboardBlock;
  readonly selection: Rect;
  readonly done: Plan | null;
};

export type GridControl = ReturnType<typeof useGrid>;

function sheetOf({ rows, columns, parse }: GridProps): Sheet {
  const cell = (at: CellAt) => rows[at.row]?.cells[at.column];
  return {
    rows: rows.length,
    columns: columns.length,
    key: (at) => ({ rowKey: rows[at.row]?.key ?? '', columnKey: columns[at.column]?.key ?? '' }),
    value: (at) => cell(at)?.value ?? cell(at)?.text ?? '',
    lock: (at) => cell(at)?.readOnly,
    parse: (text, at) => parse(text, at.row, at.column),
  };
}

/** State and commands of one grid. */
export function useGrid(props: GridProps) {
  const { rows, columns, parse, start, onChange, onActiveChange, onRefused } = props;
  const [state, dispatch] = useReducer(reduce, null, () => initialState(rows.length, columns.length));
  const [paste, setPaste] = useState<Paste | null>(null);
  const [isInvalid, setInvalid] = useState(false);
  const editor = useRef<HTMLTextAreaElement>(null);
  /** What is true between two drawings: a mouse press that ends a composition commits before React has drawn again. */
  const session = useRef({ isEditing: false, isComposing: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: sheetOf reads exactly these three
  const sheet = useMemo(() => sheetOf(props), [rows, columns, parse]);
  const plan = useMemo(() => (paste && !paste.done ? planPaste(sheet, paste.block, paste.selection) : null), [sheet, paste]);

  useLayoutEffect(() => dispatch({ type: 'resize', rows: rows.length, columns: columns.length }), [rows.length, columns.length]);

  const [startRow, startColumn] = [start?.row, start?.column];
  useLayoutEffect(() => {
    if (startRow !== undefined && startColumn !== undefined)
      dispatch({ type: 'goTo', at: { row: startRow, column: startColumn } });
  }, [startRow, startColumn]);

  const tellActive = useEffectEvent((at: CellAt) => {
    if (at.row < rows.length && at.column < columns.length) onActiveChange?.(at.row, at.column);
  });
  const { row: activeRow, column: activeColumn } = state.active;
  useEffect(() => tellActive({ row: activeRow, column: activeColumn }), [activeRow, activeColumn]);

  const refuse = (reason: string) => onRefused?.(reason);

  /** Hands the edits over and says what was left out. */
  function carryOut(todo: Plan, kind: EditKind): void {
    if (todo.edits.length > 0) {
      onChange(todo.edits, kind);
      if (kind !== 'undo' && kind !== 'redo') dispatch({ type: 'record', edits: todo.edits });
    }
    const [bad] = todo.bad;
    if (kind === 'paste') return;
    if (bad) refuse(todo.bad.length > 1 ? `${bad.reason}；共 ${todo.bad.length} 格没有填入` : bad.reason);
    else if (todo.locked > 0) refuse(todo.locked > 1 ? `${todo.locked} 格没有改动：${todo.lockReason}` : (todo.lockReason ?? ''));
  }

  function closeEditor(): void {
    session.current.isEditing = false;
    if (editor.current) editor.current.value = '';
    setInvalid(false);
    dispatch({ type: 'mode', mode: 'move' });
  }

  /** Ends an edit. False when the text is no value for the cell: then the editor stays open with the text in it. */
  function commit(): boolean {
    if (!session.current.isEditing || !editor.current) return true;
    const text = editor.current.value;
    if (text !== sheet.value(state.active)) {
      const todo = planType(sheet, state.active, text);
      carryOut(todo, 'type');
      if (todo.bad.length > 0) {
        setInvalid(true);
        return false;
      }
    }
    closeEditor();
    return true;
  }

  /** F2 and double click: the cell's text in the editor, caret at its end. */
  function beginEdit(): void {
    const reason = sheet.lock(state.active);
    if (reason !== undefined) refuse(reason);
    if (reason !== undefined || !editor.current || rows.length === 0) return;
    const text = sheet.value(state.active);
    editor.current.value = text;
    editor.current.setSelectionRange(text.length, text.length);
    session.current.isEditing = true;
    dispatch({ type: 'mode', mode: 'edit' });
  }

  /** The first character, or the first syllable of an input method, has arrived in the empty editor. */
  function beginType(): void {
    if (session.current.isEditing || !editor.current) return;
    const reason = paste && !paste.done ? '请先应用或取消粘贴' : sheet.lock(state.active);
    if (reason === undefined && rows.length > 0) {
      session.current.isEditing = true;
      dispatch({ type: 'mode', mode: 'type' });
      return;
    }
    // A composition cannot be refused, only thrown away when it ends.
    if (!session.current.isComposing) editor.current.value = '';
    if (reason !== undefined) refuse(reason);
  }

  /** A composition that is still open is ended as if the clerk had confirmed it, then everything typed is committed. */
  function commitAll(): boolean {
    if (session.current.isComposing) {
      editor.current?.blur();
      editor.current?.focus({ preventScroll: true });
    }
    return commit();
  }

  function clear(): void {
    carryOut(planClear(sheet, selectionOf(state)), 'clear');
  }

  function fill(source: Rect, target: Rect): void {
    carryOut(planFill(sheet, source, target), 'fill');
    select(target);
  }

  /** Ctrl+D and Ctrl+R: the first row (column) of the selection into the rest; from a single one, the neighbour before it into it. */
  function fillFrom(side: 'top' | 'left'): void {
    const rect = selectionOf(state);
    const [start, end] = side === 'top' ? (['top', 'bottom'] as const) : (['left', 'right'] as const);
    const isOne = rect[start] === rect[end];
    if (isOne && rect[start] === 0) return;
    const from = isOne ? rect[start] - 1 : rect[start];
    carryOut(planFill(sheet, { ...rect, [start]: from, [end]: from }, rect), 'fill');
  }

  function step(direction: 'undo' | 'redo'): void {
    const last = state[direction].at(-1);
    if (!last) return;
    const todo = planStep(sheet, last, direction);
    const word = direction === 'undo' ? '撤销' : '重做';
    if (todo.outside > 0) refuse(`${todo.outside} 格不在当前表中，没有${word}`);
    if (todo.edits.length === 0 && todo.outside + todo.locked > 0) {
      if (todo.locked > 0) refuse(`没有${word}：${todo.lockReason}`);
      return;
    }
    carryOut(todo, direction);
    dispatch({ type: direction === 'undo' ? 'undone' : 'redone' });
    if (todo.edits.length > 0) select(todo.target);
  }

  function select(rect: Rect): void {
    dispatch({ type: 'goTo', at: { row: rect.top, column: rect.left } });
    dispatch({ type: 'select', anchor: { row: rect.top, column: rect.left }, head: { row: rect.bottom, column: rect.right } });
  }

  function copyTo(clipboard: DataTransfer): void {
    const rect = selectionOf(state);
    const block: string[][] = [];
    for (let row = rect.top; row <= rect.bottom; row += 1) {
      const line: string[] = [];
      for (let column = rect.left; column <= rect.right; column += 1) line.push(sheet.value({ row, column }));
      block.push(line);
    }
    clipboard.setData('text/plain', serialiseTsv(block));
    clipboard.setData('text/html', serialiseHtml(block));
  }

  /** One plain cell is taken at once, as from the keyboard; everything else is shown first. */
  function askPaste(clipboard: DataTransfer): void {
    if (rows.length === 0 || columns.length === 0) return;
    const plain = clipboard.getData('text/plain');
    const html = clipboard.getData('text/html');
    if (plain === '' && html === '') {
      refuse('剪贴板中没有文字，没有粘贴');
      return;
    }
    const block = readClipboard(plain, html);
    const selection = selectionOf(state);
    const todo = planPaste(sheet, block, selection);
    const isOneCell = block.rows.length === 1 && block.rows[0]?.length === 1 && isSingle(todo.target);
    const refusal = todo.bad[0]?.reason ?? todo.lockReason;
    setPaste(null);
    if (isOneCell && refusal !== undefined) refuse(refusal);
    else if (isOneCell && todo.conversions.length === 0) carryOut(todo, 'paste');
    else setPaste({ block, selection, done: null });
  }

  function applyPaste(): void {
    if (!paste || !plan) return;
    carryOut(plan, 'paste');
    select(plan.target);
    setPaste(plan.bad.length > 0 || plan.locked > 0 ? { ...paste, done: plan } : null);
    editor.current?.focus({ preventScroll: true });
  }

  function closePaste(): void {
    setPaste(null);
    editor.current?.focus({ preventScroll: true });
  }

  return {
    state,
    dispatch,
    sheet,
    editor,
    session,
    paste,
    plan,
    isInvalid,
    setInvalid,
    commit,
    commitAll,
    closeEditor,
    beginEdit,
    beginType,
    clear,
    fill,
    fillFrom,
    undo: () => step('undo'),
    redo: () => step('redo'),
    copyTo,
    askPaste,
    applyPaste,
    closePaste,
  };
}
