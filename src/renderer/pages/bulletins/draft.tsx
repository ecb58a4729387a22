import { useCallback, useEffect, useRef, useState } from 'react';
import type { BulletinResult, BulletinView, DraftView as Draft } from '../../../shared/contract/bulletins.ts';
import { formatPeriod } from '../../../shared/period.ts';
import { call } from '../../bridge.ts';
import { MonthPapersButton } from '../../components/MonthPapers.tsx';
import { PdfPages } from '../../components/PdfPages.tsx';
import { SavedPaper } from '../../components/PrintSaved.tsx';
import { Empty, MissingCharacters, Trouble } from '../../components/parts.tsx';
import { runCommand, useCall, useCommand } from '../../queries.ts';
import type { PaperProps } from '../bulletins.tsx';
import { HistorySheet } from './history.tsx';
import { Outline } from './outline.tsx';
import { SignDialog } from './signing.tsx';
import { WordsDrawer } from './words.tsx';

type Props = PaperProps & { readonly view: BulletinView; readonly draft: Draft };

/** The paper being put together: its parts, its pages, and the words of the part that is open. */
export function DraftView(props: Props) {
  const { period, edition, head, view, draft, views, modes, go, onChoose } = props;
  const asked = { period, edition };
  const { made, isMaking, error, retry, spoil } = usePages(`${period} ${edition}`, draft.stamp, { ...asked, head });
  const [open, setOpen] = useState<string | null>(null);
  const [dialog, setDialog] = useState<'sign' | 'history' | null>(null);
  const save = useCommand('bulletins.export');
  const undo = useCommand('bulletins.undo');
  const session = useCall('people.session', {});
  const roles = session.data?.roles ?? [];
  const canDraft = roles.includes('entry') || roles.includes('review');
  const pages = useRef<HTMLDivElement>(null);
  const part = draft.outline.find(({ id }) => id === open);
  const isCorrection = draft.kind === 'correction';

  const back = useCallback((): void => {
    if (draft.canUndo && canDraft) undo.mutate({ period, edition });
  }, [draft.canUndo, canDraft, undo.mutate, period, edition]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable]');
      if (!event.ctrlKey || event.key.toLowerCase() !== 'z' || isTyping || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      back();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [back]);
  /** What is being typed is saved by the way it loses the keyboard. */
  const leave = useCallback((then: () => void) => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    then();
  }, []);
  const close = useCallback(() => leave(() => setOpen(null)), [leave]);
  const showPage = (number: number): void =>
    pages.current?.querySelector(`[data-page="${number}"]`)?.scrollIntoView({ block: 'start' });
  const firstDoubt = draft.outline.find(
    ({ isOn, blocks }) => isOn && blocks.some((block) => block.kind === 'paragraph' && block.doubts.length > 0),
  );

  return (
    <>
      <div className="heading">
        <h1>{isCorrection ? '更正通报' : '通报'}</h1>
        <p className="say" title={made ? `字体：${made.fonts.join('、')}` : undefined}>
          {isMaking ? '正在生成……' : made ? `${made.pages} 页` : ''}
          {view.isSealed ? '' : ' · 没有封账，每页印“试算”'}
        </p>
        <div className="actions">
          {views}
          <MonthPapersButton period={period} />
          <button
            type="button"
            disabled={!made || isMaking || save.isPending}
            onClick={() => made && save.mutate({ token: made.token })}
          >
            另存为 PDF
          </button>
          <button
            type="button"
            className="main"
            disabled={!roles.includes('seal')}
            title={roles.includes('seal') ? undefined : '由有“封账”职责的人员签发'}
            onClick={() => leave(() => setDialog('sign'))}
          >
            签发
          </button>
        </div>
      </div>
      <div className="bulletin-modes">
        {modes}
        {isCorrection ? (
          <span>
            {view.signed[0]?.number}签发后数据已更正
            <button type="button" className="link" onClick={() => onChoose(view.signed.at(-1)?.id ?? 'draft')}>
              看已签发的
            </button>
          </span>
        ) : (
          <NumberForm key={period} period={period} onSaving={spoil} />
        )}
      </div>
      <div className="beside bulletin">
        <Outline
          draft={draft}
          open={open}
          checks={made?.checks ?? []}
          pages={made?.pages ?? 0}
          canDraft={canDraft}
          onOpen={(id) => leave(() => setOpen(id))}
          onPage={showPage}
          onUndo={back}
          onHistory={() => setDialog('history')}
          asked={asked}
        />
        <div className="content bulletin-pages" ref={pages}>
          <Trouble error={save.error ?? undo.error} />
          {save.data && save.variables?.token === made?.token ? <SavedPaper file={save.data.file} /> : null}
          <MissingCharacters characters={made?.missingCharacters ?? []} />
          {error === null ? null : (
            <Empty text={error instanceof Error ? error.message : String(error)}>
              <button type="button" onClick={retry}>
                重新生成
              </button>
            </Empty>
          )}
          {made ? <PdfPages token={made.token} /> : null}
        </div>
        {part ? <WordsDrawer key={part.id} part={part} asked={asked} canDraft={canDraft} onClose={close} /> : null}
      </div>
      {dialog === 'sign' ? (
        <SignDialog
          {...asked}
          view={view}
          draft={draft}
          go={go}
          onDoubt={() => {
            setDialog(null);
            if (firstDoubt) setOpen(firstDoubt.id);
          }}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'history' ? <HistorySheet asked={asked} canDraft={canDraft} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

const WAIT = 500;
type Asked = Parameters<typeof runCommand<'bulletins.make'>>[1];

/**
 * The pages of what the outline says. While they are made anew the old ones stay; changes that come meanwhile are made together afterwards.
 * @param paper pages of another paper are not shown meanwhile
 * @param stamp another whenever anything printed is another
 */
function usePages(paper: string, stamp: string, asked: Asked) {
  const [made, setMade] = useState<{ readonly paper: string; readonly key: string; readonly result: BulletinResult } | null>(
    null,
  );
  const [failed, setFailed] = useState<{ readonly key: string; readonly cause: unknown } | null>(null);
  const key = `${paper} ${asked.head ?? ''} ${stamp}`;
  const wanted = useRef<{ readonly key: string; readonly paper: string; readonly asked: Asked } | null>(null);
  const isRunning = useRef(false);
  const isFirst = useRef(true);
  const latest = useRef({ paper, asked, key });
  latest.current = { paper, asked, key };

  const run = useCallback(async (): Promise<void> => {
    if (isRunning.current) return;
    isRunning.current = true;
    // One that the page left behind when it was closed.
    if (isFirst.current) await call('bulletins.cancel', {});
    isFirst.current = false;
    while (wanted.current) {
      const now = wanted.current;
      const answer = await runCommand('bulletins.make', now.asked).then(
        (result) => ({ result, cause: null }),
        (cause: unknown) => ({ result: null, cause }),
      );
      if (wanted.current !== now) continue;
      wanted.current = null;
      if (answer.result) setMade({ paper: now.paper, key: now.key, result: answer.result });
      setFailed(answer.result ? null : { key: now.key, cause: answer.cause });
    }
    isRunning.current = false;
  }, []);
  const start = useCallback((): void => {
    wanted.current = { ...latest.current };
    setFailed(null);
    void run();
  }, [run]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: made anew for every other key, and for nothing else
  useEffect(() => {
    const timer = setTimeout(start, made ? WAIT : 0);
    return () => clearTimeout(timer);
  }, [key, start]);
  // Whoever has left wants nothing.
  useEffect(
    () => () => {
      wanted.current = null;
    },
    [],
  );
  const isMaking = made?.key !== key && failed?.key !== key;
  return {
    made: made?.paper === paper ? made.result : null,
    isMaking,
    error: failed?.key === key ? failed.cause : null,
    retry: start,
    /** What is shown will be another in a moment: it must not be saved. */
    spoil: useCallback(() => setMade((before) => (before ? { ...before, key: '' } : before)), []),
  };
}

/** 文号 and 成文日期 the clerk means to give it; 签发 gives them for good. */
function NumberForm({ period, onSaving }: { readonly period: string; readonly onSaving: () => void }) {
  const stored = useCall('settings.bulletin', { period });
  const office = useCall('settings.view', {});
  const save = useCommand('settings.saveBulletin');
  const [draft, setDraft] = useState<{ readonly number: string; readonly signedOn: string } | null>(null);
  if (!stored.data || !office.data) return null;
  const shown = draft ?? { number: stored.data.number?.toString() ?? '', signedOn: stored.data.signedOn ?? '' };
  const year = shown.signedOn === '' ? new Date().getFullYear() : shown.signedOn.slice(0, 4);
  return (
    <form
      className="bulletin-number"
      title={`${formatPeriod(period)}通报拟用的文号和日期，签发时再定`}
      onSubmit={(event) => {
        event.preventDefault();
        const number = shown.number === '' ? null : Number(shown.number);
        onSaving();
        save.mutate(
          { period, number, signedOn: shown.signedOn === '' ? null : shown.signedOn },
          { onSuccess: () => setDraft(null) },
        );
      }}
    >
      <label htmlFor="bulletin-number">
        文号 {office.data.numberPrefix}〔{year}〕
      </label>
      <input
        id="bulletin-number"
        inputMode="numeric"
        pattern="[1-9][0-9]{0,3}"
        title="1 至 9999 的整数"
        value={shown.number}
        onChange={(event) => setDraft({ ...shown, number: event.target.value.trim() })}
      />
      号<label htmlFor="bulletin-date">成文日期</label>
      <input
        id="bulletin-date"
        type="date"
        value={shown.signedOn}
        onChange={(event) => setDraft({ ...shown, signedOn: event.target.value })}
      />
      <button type="submit" disabled={draft === null || save.isPending}>
        按此生成
      </button>
      <Trouble error={save.error} />
    </form>
  );
}
