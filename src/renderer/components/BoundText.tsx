/** A text with bound figures: shown, and edited with the figures as chips that nobody can type over. */
import { type ClipboardEvent, useEffect, useId, useRef } from 'react';
import { type BoundFigure, parseBound, renderBound, tokenText } from '../../shared/consultation/bound-text.ts';
import { openByArrows } from './list-keys.ts';
import './bound-text.css';

export function BoundText({ text, figures }: { readonly text: string; readonly figures: readonly BoundFigure[] }) {
  return renderBound(text, figures).map((run, at) =>
    run.figure ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text stay in their places
      <span key={at} className="bound-figure">
        {run.text}
      </span>
    ) : (
      run.text
    ),
  );
}

/** A figure as it stands in the field: whole, and left out by the caret. */
function chip(token: string, figures: readonly BoundFigure[]): HTMLElement {
  const span = document.createElement('span');
  span.className = 'bound-figure';
  span.contentEditable = 'false';
  span.dataset.token = token;
  span.title = token;
  span.textContent = figures.find((figure) => figure.token === token)?.text ?? '〔缺数〕';
  return span;
}

const nodesOf = (text: string, figures: readonly BoundFigure[]): readonly Node[] =>
  parseBound(text).map((piece) => (piece.kind === 'text' ? document.createTextNode(piece.text) : chip(piece.token, figures)));

/** What stands in the field, its chips as tokens again. */
const textOf = (field: HTMLElement): string =>
  [...field.childNodes]
    .map((node) => {
      if (!(node instanceof HTMLElement)) return node.textContent ?? '';
      return node.dataset.token === undefined
        ? node.tagName === 'BR'
          ? '\n'
          : (node.textContent ?? '')
        : tokenText(node.dataset.token);
    })
    .join('')
    .replace(/\n$/, '');

type Props = {
  readonly name: string;
  /** As it begins; afterwards the field holds what was typed. */
  readonly value: string;
  readonly figures: readonly BoundFigure[];
  readonly onChange: (text: string) => void;
  /** It was asked for by itself: the keyboard goes there. */
  readonly hasFocus?: boolean;
};

/** What is cut out with its figures is put in again with them. */
const BOUND = 'text/x-bound';

export function BoundTextField({ name, value, figures, onChange, hasFocus = false }: Props) {
  const id = useId();
  const field = useRef<HTMLDivElement>(null);
  const first = useRef({ value, figures });
  /** Where the caret was last, for a figure chosen from the list. */
  const caret = useRef<Range | null>(null);
  useEffect(() => {
    field.current?.replaceChildren(...nodesOf(first.current.value, first.current.figures));
    if (hasFocus) field.current?.focus();
  }, [hasFocus]);
  const said = (): void => {
    if (field.current) onChange(textOf(field.current));
  };
  const remember = (): void => {
    const selection = window.getSelection();
    const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    if (range && field.current?.contains(range.startContainer)) caret.current = range.cloneRange();
  };
  const insert = (text: string): void => {
    const own = field.current;
    if (!own || text === '') return;
    const range = caret.current ?? document.createRange();
    if (caret.current === null) {
      range.selectNodeContents(own);
      range.collapse(false);
    }
    const put = document.createDocumentFragment();
    put.append(...nodesOf(text, figures));
    range.deleteContents();
    range.insertNode(put);
    range.collapse(false);
    own.focus();
    const selection = window.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    caret.current = range.cloneRange();
    said();
  };
  const carry = (event: ClipboardEvent, isCut: boolean): void => {
    const selection = window.getSelection();
    if (!selection || selection.isCollapsed) return;
    const held = document.createElement('div');
    held.append(selection.getRangeAt(0).cloneContents());
    event.preventDefault();
    event.clipboardData.setData('text/plain', held.textContent ?? '');
    event.clipboardData.setData(BOUND, textOf(held));
    if (!isCut) return;
    selection.deleteFromDocument();
    said();
  };
  return (
    <>
      <span className="bound-label" id={id}>
        {name}
      </span>
      <div className="bound-edit">
        {/* The platform's own editing: a chip is one piece to it. */}
        {/* biome-ignore lint/a11y/useSemanticElements: a textarea holds no chips */}
        <div
          ref={field}
          role="textbox"
          tabIndex={0}
          aria-labelledby={id}
          aria-multiline="true"
          className="bound-field"
          contentEditable="plaintext-only"
          suppressContentEditableWarning
          onInput={said}
          onCopy={(event) => carry(event, false)}
          onCut={(event) => carry(event, true)}
          onPaste={(event) => {
            const held = event.clipboardData.getData(BOUND);
            if (held === '') return;
            event.preventDefault();
            remember();
            insert(held);
          }}
          // Dropped elsewhere a figure would be mere digits.
          onDragStart={(event) => event.preventDefault()}
          onKeyUp={remember}
          onMouseUp={remember}
          onBlur={remember}
        />
        <select
          aria-label={`${name} 插入数据`}
          value=""
          onKeyDown={openByArrows}
          onChange={(event) => insert(event.target.value === '' ? '' : tokenText(event.target.value))}
        >
          <option value="">插入数据</option>
          {figures.map(({ token, text }) => (
            <option key={token} value={token}>
              {token}（{text}）
            </option>
          ))}
        </select>
      </div>
    </>
  );
}
