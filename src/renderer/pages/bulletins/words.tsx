import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { OutlineBlock, OutlinePart } from '../../../shared/bulletin/composition.ts';
import { BoundText, BoundTextField } from '../../components/BoundText.tsx';
import { Drawer, Lamp, Trouble } from '../../components/parts.tsx';
import { type Arranged, PrintTick, useArrange } from './outline.tsx';

type Props = {
  readonly part: OutlinePart;
  readonly asked: Arranged;
  readonly canDraft: boolean;
  readonly onClose: () => void;
};

/** The words of one part: sentences can be put otherwise, their figures cannot; tables and charts are printed or not. */
export function WordsDrawer({ part, asked, canDraft, onClose }: Props) {
  const { arrange, error } = useArrange(asked);
  const [adding, setAdding] = useState(false);
  return (
    <Drawer title={`${part.isAnnex ? '附件 ' : part.number}${part.title ?? '没有标题的一段'}`} onClose={onClose}>
      <div className="bulletin-words">
        {part.blocks.map((block) => (
          <Block
            key={`${block.id} ${block.kind === 'paragraph' ? block.source : ''}`}
            block={block}
            asked={asked}
            canDraft={canDraft}
          />
        ))}
        <Trouble error={error} />
        {canDraft && part.id !== '' ? (
          <p className="bulletin-acts">
            {part.isAnnex ? null : (
              <button type="button" onClick={() => setAdding(true)}>
                在末尾加一段
              </button>
            )}
            <button type="button" disabled={!part.isChanged} onClick={() => arrange({ kind: 'reset', id: part.id })}>
              这一部分恢复原文
            </button>
          </p>
        ) : null}
        {adding ? (
          <OwnText
            value=""
            isNew
            asked={asked}
            onSave={(text, done) => arrange({ kind: 'add', section: part.id, after: part.blocks.at(-1)?.id ?? null, text }, done)}
            onClose={() => setAdding(false)}
          />
        ) : null}
      </div>
    </Drawer>
  );
}

type BlockProps<B> = { readonly block: B; readonly asked: Arranged; readonly canDraft: boolean };

function Block({ block, asked, canDraft }: BlockProps<OutlineBlock>) {
  if (block.kind === 'heading') return <h3>{block.text}</h3>;
  if (block.kind === 'exhibit') return <Exhibit {...{ block, asked, canDraft }} />;
  return <Sentence {...{ block, asked, canDraft }} />;
}

function Exhibit({ block, asked, canDraft }: BlockProps<Extract<OutlineBlock, { kind: 'exhibit' }>>) {
  const tick = useId();
  const { arrange, error, isPending } = useArrange(asked);
  return (
    <>
      <div className="exhibit" data-off={!block.isOn}>
        <PrintTick
          id={tick}
          isOn={block.isOn}
          isSaving={isPending}
          disabled={!canDraft}
          onPrint={(isOn) => arrange({ kind: 'print', id: block.id, isOn })}
        />
        <label htmlFor={tick}>
          {block.text}
          {block.isOn ? '' : '（不印）'}
        </label>
      </div>
      <Trouble error={error} />
    </>
  );
}

function Sentence({ block, asked, canDraft }: BlockProps<Extract<OutlineBlock, { kind: 'paragraph' }>>) {
  const { arrange, error, isPending } = useArrange(asked);
  const [isEditing, setEditing] = useState(false);
  const [isAdding, setAdding] = useState(false);
  const { id, source, text, figures, doubts, typed, isOn, lead } = block;
  const isOwn = source === 'added';
  const take = (): void => arrange(isOwn ? { kind: 'reword', id, text: '' } : { kind: 'word', id, text: '' });
  const isLost = text.match(/\$\{([^}]*)\}/g)?.some((token) => !figures.some((figure) => token === `\${${figure.token}}`));
  return (
    <div className="sentence" data-off={!isOn} data-testid={`sentence-${id}`}>
      {lead === null ? null : <strong>{lead}</strong>}
      {isEditing ? (
        <Edit block={block} asked={asked} onClose={() => setEditing(false)} />
      ) : (
        <button
          type="button"
          className="words"
          disabled={!canDraft || source === 'gone'}
          title={canDraft ? '回车或点击修改' : undefined}
          onClick={() => setEditing(true)}
        >
          <BoundText text={text} figures={figures} />
        </button>
      )}
      {doubts.map((doubt) => (
        <p key={doubt} className="doubt">
          <Lamp kind="late" word="待核" />
          {doubt}
        </p>
      ))}
      {typed.length > 0 ? <p className="faint">手写的数（{typed.join('、')}）不随数据变动，请自行核对。</p> : null}
      {canDraft && !isEditing ? (
        <p className="acts">
          {source === 'edited' ? <span className="faint">已改写</span> : isOwn ? <span className="faint">本办所加</span> : null}
          {doubts.length > 0 && source === 'edited' && !isLost ? (
            <button type="button" className="link" disabled={isPending} onClick={() => arrange({ kind: 'accept', id })}>
              核对无误
            </button>
          ) : null}
          {source === 'gone' ? null : (
            <button type="button" className="link" onClick={() => arrange({ kind: 'print', id, isOn: !isOn })}>
              {isOn ? '不印' : '恢复印'}
            </button>
          )}
          {source === 'template' ? null : (
            <button type="button" className="link" onClick={take}>
              {source === 'edited' ? '恢复原文' : '移除'}
            </button>
          )}
          {source === 'gone' || isOwn ? null : (
            <button type="button" className="link" onClick={() => setAdding(true)}>
              后面加一段
            </button>
          )}
        </p>
      ) : null}
      <Trouble error={error} />
      {isAdding ? (
        <OwnText
          value=""
          isNew
          asked={asked}
          onSave={(own, done) => arrange({ kind: 'add', section: id.split('/')[0] ?? '', after: id, text: own }, done)}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </div>
  );
}

type Editing = {
  readonly block: Extract<OutlineBlock, { kind: 'paragraph' }>;
  readonly asked: Arranged;
  readonly onClose: () => void;
};

/** A sentence being put otherwise; kept when the keyboard goes elsewhere or by Ctrl+回车, given up by Esc. */
function Edit({ block: { id, source, text, figures }, asked, onClose }: Editing) {
  const { arrange, error } = useArrange(asked);
  const [typed, setTyped] = useState(text);
  if (source === 'added') {
    return (
      <OwnText
        value={text}
        asked={asked}
        onSave={(own, done) => arrange({ kind: 'reword', id, text: own }, done)}
        onClose={onClose}
      />
    );
  }
  const keep = (): void => {
    const words = typed.replace(/\s*[\r\n]+\s*/g, '');
    if (words === text) onClose();
    else arrange({ kind: 'word', id, text: words }, onClose);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the field inside
    <div className="editing" onKeyDown={(event) => pressed(event, keep, onClose)} onBlur={(event) => left(event, keep)}>
      <BoundTextField name="这一段" value={text} figures={figures} onChange={setTyped} hasFocus />
      <p className="faint">数据可以移动、不能改写；点到别处即保存，Esc 放弃。</p>
      <Trouble error={error} />
    </div>
  );
}

type Own = {
  readonly value: string;
  readonly isNew?: boolean;
  readonly asked: Arranged;
  readonly onSave: (text: string, done: () => void) => void;
  readonly onClose: () => void;
};

/** A paragraph of the office's own; without figures of the month. */
function OwnText({ value, isNew = false, onSave, onClose }: Own) {
  const [text, setText] = useState(value);
  const field = useRef<HTMLTextAreaElement>(null);
  // It was asked for by itself: the keyboard goes there.
  useEffect(() => field.current?.focus(), []);
  const keep = (): void => {
    const words = text.replace(/\s*[\r\n]+\s*/g, '').trim();
    if (words === value || (isNew && words === '')) onClose();
    else onSave(words, onClose);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the field inside
    <div className="editing" onKeyDown={(event) => pressed(event, keep, onClose)} onBlur={(event) => left(event, keep)}>
      <textarea
        aria-label="另加的一段"
        rows={3}
        maxLength={2000}
        ref={field}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      <p className="faint">点到别处即保存，Esc 放弃。</p>
    </div>
  );
}

function pressed(event: KeyboardEvent, keep: () => void, giveUp: () => void): void {
  if (event.nativeEvent.isComposing) return;
  if (event.key === 'Escape') giveUp();
  else if (event.key === 'Enter') keep();
  else return;
  event.preventDefault();
  // The drawer closes by Esc as well; not while something is given up in it.
  event.stopPropagation();
}

function left(event: React.FocusEvent<HTMLElement>, keep: () => void): void {
  if (!event.currentTarget.contains(event.relatedTarget)) keep();
}
