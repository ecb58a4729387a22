import { useEffect, useState } from 'react';
import { call, subscribe } from '../bridge.ts';

type Running = { readonly stage: string; readonly done: number; readonly total: number };

/** What is being made, how far it is, and a way to stop it. Silent when nothing runs. */
export function JobBar() {
  const [running, setRunning] = useState<Running | null>(null);
  useEffect(() => subscribe((event) => setRunning(event.kind === 'job.progress' ? event : null)), []);
  if (!running) return <span aria-live="polite" />;
  return (
    <span aria-live="polite">
      {running.stage} <progress value={running.done} max={Math.max(1, running.total)} />{' '}
      <button type="button" className="link" onClick={() => void call('overview.cancelJob', {})}>
        取消
      </button>
    </span>
  );
}
