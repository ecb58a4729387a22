import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClipboardBlock, readClipboard } from '../../src/renderer/components/grid/clipboard.ts';
import { planClear, planFill, planPaste, planStep, planType, type Sheet } from '../../src/renderer/components/grid/grid-edits.ts';
import { fillTarget, hit, layOut, scrollFor, windowOf } from '../../src/renderer/components/grid/grid-geometry.ts';
import {
  type GridAction,
  type GridState,
  initialState,
  isTabAtEnd,
  reduce,
  selectionOf,
} from '../../src/renderer/components/grid/grid-state.ts';
import type { CellAt, GridColumn, GridEdit, GridRow } from '../../src/renderer/components/grid/grid-types.ts';
import { badCellWords, pasteWords } from '../../src/renderer/components/grid/paste-words.ts';
import { addEdits, dropEdits, dropSaved, markSaved, overlay } from '../../src/renderer/components/grid/unsaved.ts';
import { readNumber } from '../../src/shared/sheets/number-text.ts';

const at = (row: number, column: number): CellAt => ({ row, column });
const run = (state: GridState, ...actions: readonly GridAction[]) => actions.reduce(reduce, state);
const start = (rows = 10, columns = 6, active = at(0, 0)) => run(initialState(rows, columns), { type: 'goTo', at: active });
const tab: GridAction = { type: 'tab', back: false };
const enter: GridAction = { type: 'enter', back: false };
const step = (rows: number, columns: number, extend = false): GridAction => ({ type: 'step', rows, columns, extend });

describe('moving', () => {
  it('goes by arrows and stops at the edges', () => {
    expect(run(start(), step(1, 0), step(0, 1)).active).toEqual(at(1, 1));
    expect(run(start(), step(-1, 0), step(0, -1)).active).toEqual(at(0, 0));
    expect(run(start(3, 3, at(2, 2)), step(1, 0), step(0, 1)).active).toEqual(at(2, 2));
  });

  it('extends with Shift from the anchor and falls back to one cell without it', () => {
    const extended = run(start(10, 6, at(2, 2)), step(2, 0, true), step(0, -1, true));
    expect(extended.active).toEqual(at(2, 2));
    expect(selectionOf(extended)).toEqual({ top: 2, left: 1, bottom: 4, right: 2 });
    expect(selectionOf(run(extended, step(0, 1)))).toEqual({ top: 2, left: 3, bottom: 2, right: 3 });
  });

  it('goes down with Enter, up with Shift+Enter', () => {
    expect(run(start(), enter).active).toEqual(at(1, 0));
    expect(run(start(10, 6, at(5, 3)), { type: 'enter', back: true }).active).toEqual(at(4, 3));
  });

  it('returns with Enter to the column where the run of Tabs began, one row down', () => {
    expect(run(start(10, 6, at(2, 1)), tab, tab, tab, enter).active).toEqual(at(3, 1));
    // An arrow in between ends the run.
    expect(run(start(10, 6, at(2, 1)), tab, tab, step(0, 0), enter).active).toEqual(at(3, 3));
    // The second line of a form is a run of its own and begins in the same column.
    expect(run(start(10, 6, at(2, 1)), tab, tab, enter, tab, tab, enter).active).toEqual(at(4, 1));
  });

  it('goes on in the next row at the side of the table and lets go of Tab at its end', () => {
    expect(run(start(3, 3, at(0, 2)), tab).active).toEqual(at(1, 0));
    expect(run(start(3, 3, at(1, 0)), { type: 'tab', back: true }).active).toEqual(at(0, 2));
    expect(isTabAtEnd(start(3, 3, at(2, 2)), false)).toBe(true);
    expect(isTabAtEnd(start(3, 3, at(0, 0)), true)).toBe(true);
    expect(isTabAtEnd(start(3, 3, at(1, 2)), false)).toBe(false);
  });

  it('walks inside a selection with Enter and Tab and leaves it in place', () => {
    const selected = run(start(), { type: 'select', anchor: at(1, 1), head: at(2, 2) });
    const places = (action: GridAction) => {
      let state = selected;
      return Array.from({ length: 4 }, () => {
        state = reduce(state, action);
        expect(selectionOf(state)).toEqual({ top: 1, left: 1, bottom: 2, right: 2 });
        return [state.active.row, state.active.column].join();
      });
    };
    expect(places(enter)).toEqual(['2,1', '1,2', '2,2', '1,1']);
    expect(places(tab)).toEqual(['1,2', '2,1', '2,2', '1,1']);
  });

  it('jumps with Ctrl to the edge of a filled block as Excel does', () => {
    // Column 0: rows 0–2 filled, 3–5 empty, 6 filled, 7–9 empty.
    const isFilled = ({ row, column }: CellAt) => column === 0 && (row <= 2 || row === 6);
    const down = { type: 'jump', rows: 1, columns: 0, extend: false, isFilled } as const;
    const rows: number[] = [];
    let state = start();
    for (let turn = 0; turn < 4; turn += 1) {
      state = reduce(state, down);
      rows.push(state.active.row);
    }
    expect(rows).toEqual([2, 6, 9, 9]);
    expect(selectionOf(run(start(), { ...down, extend: true }))).toEqual({ top: 0, left: 0, bottom: 2, right: 0 });
  });

  it('goes to the edges with Home, End and Ctrl', () => {
    const edge = (name: 'rowStart' | 'rowEnd' | 'first' | 'last'): GridAction => ({ type: 'edge', edge: name, extend: false });
    const from = start(10, 6, at(4, 3));
    expect(run(from, edge('rowStart')).active).toEqual(at(4, 0));
    expect(run(from, edge('rowEnd')).active).toEqual(at(4, 5));
    expect(run(from, edge('first')).active).toEqual(at(0, 0));
    expect(run(from, edge('last')).active).toEqual(at(9, 5));
    expect(selectionOf(run(from, { type: 'all' }))).toEqual({ top: 0, left: 0, bottom: 9, right: 5 });
  });

  it('stays inside the table, whatever is pressed and however the table shrinks', () => {
    const action: fc.Arbitrary<GridAction> = fc.oneof(
      fc.record({
        type: fc.constant('step' as const),
        rows: fc.integer({ min: -9, max: 9 }),
        columns: fc.integer({ min: -9, max: 9 }),
        extend: fc.boolean(),
      }),
      fc.record({ type: fc.constant('tab' as const), back: fc.boolean() }),
      fc.record({ type: fc.constant('enter' as const), back: fc.boolean() }),
      fc.record({
        type: fc.constant('resize' as const),
        rows: fc.integer({ min: 1, max: 12 }),
        columns: fc.integer({ min: 1, max: 7 }),
      }),
      fc.constant({ type: 'all' as const }),
    );
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const state = run(start(), ...actions);
        for (const cell of [state.active, state.anchor, state.head]) {
          expect(cell.row).toBeGreaterThanOrEqual(0);
          expect(cell.row).toBeLessThan(state.rows);
          expect(cell.column).toBeGreaterThanOrEqual(0);
          expect(cell.column).toBeLessThan(state.columns);
        }
      }),
    );
  });
});

/** A table of texts with numbers to be entered; row 2 of column 1 is locked. */
function table(
  texts: readonly (readonly string[])[],
): Sheet & { readonly texts: string[][]; apply(edits: readonly GridEdit[]): void } {
  const held = texts.map((row) => [...row]);
  return {
    texts: held,
    apply: (edits) => {
      for (const { row, column, after } of edits) held[row]?.splice(column, 1, after);
    },
    rows: held.length,
    columns: held[0]?.length ?? 0,
    key: ({ row, column }) => ({ rowKey: `r${row}`, columnKey: `c${column}` }),
    value: ({ row, column }) => held[row]?.[column] ?? '',
    lock: ({ row, column }) => (row === 2 && column === 1 ? '本月已封账' : undefined),
    parse: (text) => readNumber(text, '万元'),
  };
}

const block = (plain: string, html = ''): ClipboardBlock => readClipboard(plain, html);
const blank = (rows: number, columns: number) => Array.from({ length: rows }, () => Array.from({ length: columns }, () => ''));

describe('planned edits', () => {
  it('pastes one block as one plan: conversions counted, bad cells listed, locked ones skipped', () => {
    const sheet = table(blank(4, 3));
    const plan = planPaste(sheet, block('1.2亿\t3\r\n1O2.5\t4\r\n5\t6\r\n'), { top: 0, left: 0, bottom: 0, right: 0 });
    expect(plan.edits.map(({ row, column, after }) => [row, column, after])).toEqual([
      [0, 0, '12000'],
      [0, 1, '3'],
      [1, 1, '4'],
      [2, 0, '5'],
    ]);
    expect(plan.bad).toEqual([{ at: at(1, 0), text: '1O2.5', reason: '“1O2.5”不是数字：第 2 个字符是字母 O' }]);
    expect(plan).toMatchObject({ locked: 1, lockReason: '本月已封账', outside: 0, emptied: 0 });
    expect(plan.conversions.map((one) => one.phrase)).toEqual(['“亿”已换算']);
  });

  it('counts what falls over the edge and what is emptied, and does not write what is there already', () => {
    const sheet = table([
      ['1', '2'],
      ['3', '4'],
    ]);
    const plan = planPaste(sheet, block('\t4\t9\r\n7\t\t\r\n'), { top: 1, left: 0, bottom: 1, right: 0 });
    expect(plan.edits.map((edit) => [edit.before, edit.after])).toEqual([['3', '']]);
    expect(plan).toMatchObject({ outside: 2, emptied: 1 });
  });

  it('repeats a block over a selection that is a multiple of it', () => {
    const sheet = table(blank(4, 3));
    const plan = planPaste(sheet, block('1\t2\t3\r\n'), { top: 0, left: 0, bottom: 3, right: 2 });
    sheet.apply(plan.edits);
    expect(sheet.texts).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
      ['1', '', '3'],
      ['1', '2', '3'],
    ]);
  });

  it('leaves cells alone that a short line of text does not name', () => {
    const sheet = table([
      ['1', '2'],
      ['3', '4'],
    ]);
    const plan = planPaste(sheet, block('7\t8\n9'), { top: 0, left: 0, bottom: 0, right: 0 });
    expect(plan.edits.map((edit) => edit.after)).toEqual(['7', '8', '9']);
  });

  it('fills in step with the source, in all directions', () => {
    const sheet = table([['1'], ['2'], ['3'], ['4'], ['5'], ['6']]);
    const source = { top: 2, left: 0, bottom: 3, right: 0 };
    sheet.apply(planFill(sheet, source, fillTarget(source, at(5, 0))).edits);
    expect(sheet.texts.flat()).toEqual(['1', '2', '3', '4', '3', '4']);
    sheet.apply(planFill(sheet, source, fillTarget(source, at(0, 0))).edits);
    expect(sheet.texts.flat()).toEqual(['3', '4', '3', '4', '3', '4']);
    expect(fillTarget({ top: 1, left: 1, bottom: 2, right: 2 }, at(3, 5))).toEqual({ top: 1, left: 1, bottom: 2, right: 5 });
    expect(fillTarget(source, at(3, 0))).toBe(source);
  });

  it('undoes and does again by keys, after re-sorting, skipping what has been locked since', () => {
    const sheet = table(blank(3, 2));
    const { edits } = planPaste(sheet, block('1\t2\r\n3\t4\r\n'), { top: 0, left: 0, bottom: 0, right: 0 });
    sheet.apply(edits);
    const turned: Sheet = {
      ...sheet,
      key: ({ row, column }) => ({ rowKey: `r${2 - row}`, columnKey: `c${column}` }),
      value: ({ row, column }) => sheet.value(at(2 - row, column)),
      lock: ({ row, column }) => (row === 2 && column === 1 ? '已报送' : undefined),
    };
    const undo = planStep(turned, edits, 'undo');
    expect(undo.edits.map(({ row, column, before, after }) => [row, column, before, after])).toEqual([
      [2, 0, '1', ''],
      [1, 0, '3', ''],
      [1, 1, '4', ''],
    ]);
    expect(undo).toMatchObject({ locked: 1, lockReason: '已报送', target: { top: 1, left: 0, bottom: 2, right: 1 } });
    expect(planStep({ ...sheet, rows: 1 }, edits, 'undo')).toMatchObject({ outside: 2 });
    expect(planStep(sheet, edits, 'redo').edits).toEqual([]);
  });

  it('clears without asking the column and reports a typed text that is no value', () => {
    const sheet = table([
      ['1', '2'],
      ['', '4'],
    ]);
    expect(planClear(sheet, { top: 0, left: 0, bottom: 1, right: 1 }).edits).toHaveLength(3);
    expect(planType(sheet, at(0, 0), '约12').bad[0]?.reason).toContain('请去掉“约”');
    expect(planType(sheet, at(0, 0), '1.0').edits).toEqual([]);
  });
});

describe('undo stack', () => {
  const edit = (after: string): GridEdit => ({
    row: 0,
    column: 0,
    rowKey: 'r',
    columnKey: 'c',
    before: '',
    after,
    conversions: [],
  });

  it('keeps at least 100 steps, a block being one', () => {
    let state = start();
    for (let turn = 0; turn < 150; turn += 1) state = reduce(state, { type: 'record', edits: [edit(String(turn))] });
    for (let turn = 149; turn >= 50; turn -= 1) {
      expect(state.undo.at(-1)?.[0]?.after).toBe(String(turn));
      state = reduce(state, { type: 'undone' });
    }
    expect(state.redo).toHaveLength(100);
  });

  it('forgets what was undone when something new is entered', () => {
    const state = run(
      start(),
      { type: 'record', edits: [edit('1')] },
      { type: 'record', edits: [edit('2')] },
      { type: 'undone' },
    );
    expect(run(state, { type: 'redone' }).undo).toHaveLength(2);
    expect(run(state, { type: 'record', edits: [edit('3')] })).toMatchObject({ redo: [], undo: [[edit('1')], [edit('3')]] });
    expect(run(start(), { type: 'undone' }, { type: 'redone' }, { type: 'record', edits: [] }).undo).toEqual([]);
  });
});

describe('the words of the strip', () => {
  const rows = ['张店区', '淄川区', '博山区', '临淄区'].map((label) => ({ label }));
  const columns = ['C1 试点任务推进', 'C2 网上办理率'].map((label) => ({ label }));

  it('says size, conversions by kind, bad cells by name, and what is left out', () => {
    const sheet = table(blank(4, 2));
    const html =
      '<table><tr><td>1.2亿</td><td>1亿</td></tr><tr><td x:num="1234">####</td><td>0.5亿</td></tr><tr><td>1O2.5</td><td>7</td></tr></table>';
    const copied = block('1.2亿\t1亿\r\n####\t0.5亿\r\n1O2.5\t7\r\n', html);
    const plan = planPaste(sheet, copied, { top: 0, left: 0, bottom: 0, right: 0 });
    expect(pasteWords(copied, plan, { rows, columns })).toBe(
      '粘贴 3×2，转换 4 处：3 处“亿”已换算，1 处“####”取真值；1 处不能识别（第 3 行（博山区）“C1 试点任务推进”列：“1O2.5”不是数字：第 2 个字符是字母 O）；1 格不能修改，跳过（本月已封账）；将写入 4 格',
    );
    expect(badCellWords({ at: at(3, 1), text: 'x', reason: '“x”不是数字' }, { rows, columns })).toBe(
      '第 4 行（临淄区）“C2 网上办理率”列：“x”不是数字',
    );
  });
});

describe('geometry', () => {
  const column = (index: number): GridColumn => ({ key: `c${index}`, label: `列 ${index}`, width: 100 });
  const columns = Array.from({ length: 100 }, (_, index) => column(index));
  const layout = layOut(columns, 200, { labelWidth: 120, frozen: 1, hasTotals: true });
  const view = { top: 640, left: 1000, width: 820, height: 600 };

  it('draws what is in view and a little more; all columns when there are few', () => {
    const drawn = windowOf(layout, view);
    expect(drawn.firstRow).toBe(12);
    expect(drawn.lastRow).toBe(45);
    expect(drawn.firstColumn).toBe(8);
    expect(drawn.lastColumn).toBe(20);
    const few = layOut(columns.slice(0, 60), 5, { labelWidth: 120, frozen: 0, hasTotals: false });
    expect(windowOf(few, view)).toMatchObject({ lastRow: 4, firstColumn: 0, lastColumn: 59 });
  });

  it('finds the cell under a point, also under frozen columns', () => {
    expect(hit(layout, view, 130, 100)).toEqual({ zone: 'cell', at: at(22, 0) });
    expect(hit(layout, view, 300, 100)).toEqual({ zone: 'cell', at: at(22, 11) });
    expect(hit(layout, view, 10, 100)).toMatchObject({ zone: 'rowHead', at: { row: 22 } });
    expect(hit(layout, view, 300, 10)).toMatchObject({ zone: 'columnHead', at: { column: 11 } });
    expect(hit(layout, view, 10, 10).zone).toBe('corner');
    expect(hit(layout, view, 300, 590).zone).toBe('none');
  });

  it('scrolls no further than needed, clear of heading, totals and frozen columns', () => {
    expect(scrollFor(layout, view, at(25, 12))).toEqual({ top: 640, left: 1000 });
    expect(scrollFor(layout, view, at(10, 12))).toEqual({ top: 320, left: 1000 });
    expect(scrollFor(layout, view, at(40, 12))).toEqual({ top: 41 * 32 - (600 - 36 - 32), left: 1000 });
    expect(scrollFor(layout, view, at(25, 3))).toEqual({ top: 640, left: 420 - 220 });
    expect(scrollFor(layout, view, at(25, 30))).toEqual({ top: 640, left: 3120 + 100 - 820 });
    expect(scrollFor(layout, view, at(25, 0))).toEqual({ top: 640, left: 1000 });
  });
});

describe('unsaved edits over the rows of the store', () => {
  const columns: readonly GridColumn[] = [{ key: 'c0', label: '甲' }];
  const row = (key: string, text: string): GridRow => ({ key, label: key, cells: [{ text }] });
  const rows = [row('r0', '1'), row('r1', '2')];
  const edit = (after: string): GridEdit => ({
    row: 0,
    column: 0,
    rowKey: 'r0',
    columnKey: 'c0',
    before: '1',
    after,
    conversions: [],
  });

  it('tints an edit until it is saved, shows it until the store has it, and leaves other rows as they are', () => {
    const added = addEdits(new Map(), [edit('5')]);
    const shown = overlay(rows, columns, added);
    expect(shown[0]?.cells[0]).toMatchObject({ text: '5', marks: ['unsaved'] });
    expect(shown[1]).toBe(rows[1]);
    const saved = markSaved(added, [edit('5')]);
    expect(overlay(rows, columns, saved)[0]?.cells[0]).toMatchObject({ text: '5', marks: [] });
    expect(overlay(rows, columns, dropSaved(saved))).toBe(rows);
    expect(overlay(rows, columns, dropEdits(added, [edit('5')]))).toBe(rows);
  });

  it('does not let the answer to an earlier save touch a later edit of the same cell', () => {
    const twice = addEdits(addEdits(new Map(), [edit('5')]), [edit('6')]);
    expect(markSaved(twice, [edit('5')])).toBe(twice);
    expect(dropEdits(twice, [edit('5')])).toBe(twice);
    expect(dropSaved(twice)).toBe(twice);
  });
});
