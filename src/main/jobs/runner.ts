/**
 * One job at a time in one long-lived worker (parsing fonts is most of a first PDF); cancelling ends the worker, which holds no file open.
 * The runner itself tells the window how far a job is and that it has ended: a job that was refused ends nothing.
 */
import type { Worker } from 'node:worker_threads';
import type { AppEvent } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { JobKind, Jobs, Reply, Request } from './protocol.ts';

export type Progress = (stage: string, done: number, total: number) => void;
export type Runner = {
  /** Runs a job; rejects with job.busy when another is under way, job.cancelled when it was cancelled, or the worker's own error. */
  readonly run: <K extends JobKind>(kind: K, input: Jobs[K]['input']) => Promise<Jobs[K]['output']>;
  /** Ends what is running, or only a job of one kind. */
  readonly cancel: (kind?: JobKind) => void;
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly id: number;
  readonly kind: JobKind;
  readonly settle: (error: unknown, output?: unknown) => void;
};

export function createRunner(spawnWorker: () => Worker, emit: (event: AppEvent) => void): Runner {
  let worker: Worker | null = null;
  let waiting: Waiting | null = null;
  let nextId = 1;

  const finish = (error: unknown, output?: unknown): void => {
    const job = waiting;
    waiting = null;
    if (job) emit({ kind: 'job.ended' });
    job?.settle(error, output);
  };
  const start = (): Worker => {
    const started = spawnWorker();
    started.on('message', (reply: Reply) => {
      if (waiting?.id !== reply.id) return;
      if (reply.kind === 'progress') emit({ kind: 'job.progress', stage: reply.stage, done: reply.done, total: reply.total });
      if (reply.kind === 'done') finish(null, reply.output);
      if (reply.kind === 'known') finish(new AppError(reply.code, reply.parameters));
      if (reply.kind === 'failed') finish(new Error(reply.stack));
    });
    started.on('error', (error) => {
      if (worker === started) worker = null;
      finish(error);
    });
    started.on('exit', () => {
      if (worker !== started) return;
      worker = null;
      finish(new Error('the worker ended before its job'));
    });
    // An idle worker must not keep an unattended run alive.
    started.unref();
    return started;
  };
  const stop = async (): Promise<void> => {
    const old = worker;
    worker = null;
    await old?.terminate();
  };

  return {
    run: (kind, input) =>
      new Promise((resolve, reject) => {
        if (waiting) {
          reject(new AppError('job.busy', {}));
          return;
        }
        const id = nextId;
        nextId += 1;
        worker ??= start();
        worker.ref();
        waiting = {
          id,
          kind,
          settle: (error, output) => {
            worker?.unref();
            if (error) reject(error instanceof Error ? error : new Error(String(error)));
            else resolve(output as Jobs[typeof kind]['output']);
          },
        };
        worker.postMessage({ id, kind, input } as Request);
      }),
    cancel: (kind) => {
      if (!waiting || (kind !== undefined && waiting.kind !== kind)) return;
      void stop();
      finish(new AppError('job.cancelled', {}));
    },
    close: stop,
  };
}
