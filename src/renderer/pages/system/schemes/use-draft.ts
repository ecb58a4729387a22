/** The draft on the screen: shown as it is typed, stored when a field is left or the hands rest. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftView, SchemeDraft } from '../../../../shared/contract/schemes.ts';
import { runCommand } from '../../../queries.ts';

const REST_MS = 1500;

export type Draft = {
  /** null while there is none. */
  readonly value: SchemeDraft | null;
  readonly change: (next: SchemeDraft) => void;
  /** Stores what is not stored yet. */
  readonly flush: () => Promise<void>;
  /** Forgets what is not stored: the draft is being given up. */
  readonly drop: () => void;
  readonly isOpen: boolean;
  readonly error: unknown;
};

export function useDraft(view: DraftView | null): Draft {
  const [held, setHeld] = useState<{ readonly startedAt: string; readonly draft: SchemeDraft } | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const pending = useRef<SchemeDraft | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // What is typed is ahead of what is stored, so only another draft replaces it.
  if (held?.startedAt !== view?.startedAt) {
    setHeld(view ? { startedAt: view.startedAt, draft: { name: view.name, rules: view.rules } } : null);
  }

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const draft = pending.current;
    if (!draft) return;
    pending.current = null;
    try {
      await runCommand('schemes.saveDraft', draft);
      setError(null);
    } catch (cause) {
      pending.current ??= draft;
      setError(cause);
    }
    setOpen(pending.current !== null);
  }, []);

  useEffect(() => {
    const leave = (): void => void flush();
    window.addEventListener('blur', leave);
    return () => {
      window.removeEventListener('blur', leave);
      leave();
    };
  }, [flush]);

  const change = (next: SchemeDraft): void => {
    setHeld((now) => (now ? { ...now, draft: next } : now));
    pending.current = next;
    setOpen(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void flush(), REST_MS);
  };
  const drop = (): void => {
    clearTimeout(timer.current);
    pending.current = null;
    setOpen(false);
    setError(null);
  };
  return { value: held?.draft ?? null, change, flush, drop, isOpen, error };
}
