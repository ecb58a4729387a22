import { type KeyboardEvent, useState } from 'react';
import type { Indicator } from '../../../../shared/contract/indicators.ts';
import type { SchemeDraft } from '../../../../shared/contract/schemes.ts';
import { exact, sum } from '../../../../shared/engine/decimal.ts';
import type { Item, Rules } from '../../../../shared/engine/types.ts';
import { fullPointsOfList, type SchemeProblem } from '../../../../shared/schemes/check.ts';
import { addItem, moveItem } from '../../../../shared/schemes/edit.ts';
import { isNumber } from '../../../../shared/schemes/methods.ts';
import { listName } from '../../../../shared/text.ts';
import { CurvePanel } from './curve.tsx';
import { IndicatorNames } from './fields.tsx';
import { ItemForm } from './item-form.tsx';
import type { Draft } from './use-draft.ts';
import { WholeForm } from './whole-form.tsx';

type Props = {
  readonly draft: Draft;
  readonly period: string;
  readonly indicators: readonly Indicator[];
  readonly problems: readonly SchemeProblem[];
  readonly mayEdit: boolean;
};
/** A line by its place, or one of the two entries above the lines. */
type Chosen = number | 'whole' | 'problems';

/** At the left the tree with its sums, in the middle what is chosen, at the right what it gives and what is wrong with it. */
export function EditView({ draft, period, indicators, problems, mayEdit }: Props) {
  const [chosen, setChosen] = useState<Chosen>('whole');
  const value = draft.value;
  if (!value) return null;
  const { rules } = value;
  const item = typeof chosen === 'number' ? rules.items[chosen] : undefined;
  const setRules = (next: Rules): void => draft.change({ ...value, rules: next });
  const visit = (problem: SchemeProblem): void => {
    setChosen(problem.item ?? 'whole');
    // The form of that line is on the screen with the next frame.
    requestAnimationFrame(() => document.getElementById(`field-${problem.field}`)?.focus());
  };
  const own = problems.filter((problem) => (item ? problem.item === chosen : problem.item === null));
  return (
    <div className="scheme-edit">
      <Tree
        value={value}
        problems={problems}
        chosen={chosen}
        onChoose={setChosen}
        onAdd={(block) => {
          const next = addItem(rules, block);
          setRules(next);
          setChosen(next.items.findIndex((other) => !rules.items.includes(other)));
        }}
        mayEdit={mayEdit}
      />
      <IndicatorNames indicators={indicators} />
      <fieldset className="form" disabled={!mayEdit} onBlur={() => void draft.flush()}>
        {chosen === 'problems' ? <ProblemList problems={problems} items={rules.items} onVisit={visit} /> : null}
        {chosen === 'whole' ? <WholeForm draft={value} onChange={draft.change} /> : null}
        {item && typeof chosen === 'number' ? (
          <>
            <ItemForm
              key={chosen}
              item={item}
              rules={rules}
              indicators={indicators}
              onChange={(next) => setRules({ ...rules, items: rules.items.with(chosen, next) })}
            />
            <ItemActions
              rules={rules}
              index={chosen}
              onChange={(next, index) => {
                setRules(next);
                setChosen(index);
              }}
            />
          </>
        ) : null}
      </fieldset>
      {chosen === 'problems' ? null : (
        <aside className="side" aria-label="问题和曲线">
          {own.length > 0 ? (
            <ul className="problems" aria-label="这一页的问题">
              {own.map((problem) => (
                <li key={`${problem.field} ${problem.sentence}`} data-kind={problem.kind}>
                  <b>{problem.field}</b> {problem.sentence}
                </li>
              ))}
            </ul>
          ) : null}
          {item ? <CurvePanel key={chosen} item={item} period={period} indicators={indicators} /> : null}
          {!item && own.length === 0 ? <p className="faint">整体规定没有问题。选左边一项，这里画出它的计分曲线。</p> : null}
        </aside>
      )}
    </div>
  );
}

function ItemActions({
  rules,
  index,
  onChange,
}: {
  readonly rules: Rules;
  readonly index: number;
  readonly onChange: (rules: Rules, chosen: Chosen) => void;
}) {
  const move = (by: -1 | 1): void => {
    const moved = moveItem(rules, index, by);
    onChange(moved.rules, moved.index);
  };
  return (
    <div className="row item-actions">
      <button type="button" onClick={() => move(-1)}>
        上移
      </button>
      <button type="button" onClick={() => move(1)}>
        下移
      </button>
      <button
        type="button"
        onClick={() => onChange({ ...rules, items: rules.items.toSpliced(index, 1) }, Math.min(index, rules.items.length - 2))}
      >
        删去这一项
      </button>
    </div>
  );
}

type TreeProps = {
  readonly value: SchemeDraft;
  readonly problems: readonly SchemeProblem[];
  readonly chosen: Chosen;
  readonly onChoose: (chosen: Chosen) => void;
  readonly onAdd: (block: string) => void;
  readonly mayEdit: boolean;
};

function Tree({ value, problems, chosen, onChoose, onAdd, mayEdit }: TreeProps) {
  const { rules } = value;
  const count = problems.filter(({ kind }) => kind === 'problem').length;
  const marked = new Set(problems.filter(({ kind }) => kind === 'problem').map(({ item }) => item));
  return (
    <nav className="tree" aria-label="方案各项" onKeyDown={walk}>
      <ul>
        <li>
          <Entry isChosen={chosen === 'whole'} onChoose={() => onChoose('whole')} isMarked={marked.has(null)} name="整体规定" />
        </li>
        <li>
          <Entry
            isChosen={chosen === 'problems'}
            onChoose={() => onChoose('problems')}
            isMarked={count > 0}
            name={count === 0 ? '没有问题' : `问题 ${count} 处`}
          />
        </li>
      </ul>
      {rules.blocks.map((block) => {
        const items = rules.items.map((item, index) => ({ item, index })).filter(({ item }) => item.block === block.code);
        return (
          <section key={block.code}>
            <h3>
              {block.code} {block.name}
              <span className="n">{pointsOf(items.map(({ item }) => item))}</span>
              {mayEdit ? (
                <button type="button" className="link" aria-label={`在${block.name}新增一项`} onClick={() => onAdd(block.code)}>
                  新增
                </button>
              ) : null}
            </h3>
            <ul>
              {items.map(({ item, index }) => (
                <li key={index}>
                  <Entry
                    isChosen={chosen === index}
                    onChoose={() => onChoose(index)}
                    isMarked={marked.has(index)}
                    name={`${item.code} ${item.name || '（未命名）'}`}
                    points={item.kind === 'veto' ? '否决' : item.kind === 'deduction' ? `−${item.fullPoints}` : item.fullPoints}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      <Totals rules={rules} />
    </nav>
  );
}

/** Up and down go from entry to entry, as in a list. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const entries = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button.entry')];
  const next = entries[entries.indexOf(document.activeElement as HTMLButtonElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.click();
}

function Entry({
  isChosen,
  isMarked,
  name,
  points,
  onChoose,
}: {
  readonly isChosen: boolean;
  readonly isMarked: boolean;
  readonly name: string;
  readonly points?: string;
  readonly onChoose: () => void;
}) {
  return (
    <button type="button" className="entry" aria-current={isChosen ? 'true' : undefined} onClick={onChoose}>
      <span className="name">{name}</span>
      {isMarked ? (
        <span className="mark" title="有问题">
          ▲
        </span>
      ) : null}
      {points === undefined ? null : <span className="n">{points}</span>}
    </button>
  );
}

const pointsOf = (items: readonly Item[]): string =>
  sum(items.filter((item) => isNumber(item.fullPoints)).map((item) => exact(item.fullPoints))).toFixed();

/** 区县 100/100, 专项小组 60/100 折算: always in sight while points are moved about. */
function Totals({ rules }: { readonly rules: Rules }) {
  return (
    <p className="totals" aria-live="polite">
      {(['district', 'specialGroup'] as const).map((list) => {
        const points = fullPointsOfList(rules, list);
        const order = isNumber(rules.fullPoints) ? exact(points).comparedTo(rules.fullPoints) : 0;
        return (
          <span key={list}>
            {listName[list]} <b>{points}</b>/{rules.fullPoints} {order === 0 ? '●' : order > 0 ? '▲ 超出' : '折算'}
          </span>
        );
      })}
    </p>
  );
}

function ProblemList({
  problems,
  items,
  onVisit,
}: {
  readonly problems: readonly SchemeProblem[];
  readonly items: readonly Item[];
  readonly onVisit: (problem: SchemeProblem) => void;
}) {
  if (problems.length === 0) return <p className="said">没有问题，可以试算。</p>;
  return (
    <table className="table">
      <thead>
        <tr>
          <th>位置</th>
          <th>问题</th>
          <th> </th>
        </tr>
      </thead>
      <tbody>
        {problems.map((problem) => {
          const item = problem.item === null ? undefined : items[problem.item];
          return (
            <tr key={`${problem.item} ${problem.field} ${problem.sentence}`}>
              <td style={{ whiteSpace: 'nowrap' }}>
                {item ? `${item.code} ${item.name}` : '整体规定'}
                <br />
                <span className="faint">{problem.field}</span>
              </td>
              <td>
                {problem.kind === 'warning' ? '▲ 提醒：' : ''}
                {problem.sentence}
              </td>
              <td>
                <button type="button" className="link" onClick={() => onVisit(problem)}>
                  去改
                </button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
