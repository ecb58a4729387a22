/**
 * One job at a time in one long-lived worker (parsing fonts is most of a first PDF); cancelling ends the worker, which holds no file open.
 * The runner itself tells the window how far a job is and that it has ended: a job that was refused ends nothing.
 */
import type { Worker } from 'node:worker_threads';
import type { AppEvent } from '../../shared/contract/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { JobKind, Jobs, Reply, Request } from './protocol.ts';

export type Progress = (stage: string, done: number, total: number) => void;
/** One step after another; each moves the bar of the whole. */
type Series = {
  /** Runs the jobs of the series. */
  readonly runner: Runner;
  /** What is made now, “催报单”. @throws AppError job.cancelled once the series was cancelled */
  readonly step: (stage: string) => void;
};
export type Runner = {
  /** Runs a job; rejects with job.busy when another is under way, job.cancelled when it was cancelled, or the worker's own error. */
  readonly run: <K extends JobKind>(kind: K, input: Jobs[K]['input']) => Promise<Jobs[K]['output']>;
  /** Ends what is running, or only a job of one kind. */
  readonly cancel: (kind?: JobKind) => void;
  /**
   * Jobs that belong together: the bar shows how far the whole is, nobody else's job comes between, and cancelling ends all of it. A job that is
   * under way (a page drawing its own paper) is let finish first.
   * @throws AppError job.busy when another series is under way
   */
  readonly series: <T>(steps: number, work: (series: Series) => Promise<T>) => Promise<T>;
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
  let series: { readonly steps: number; stage: string; done: number; inside: number; isCancelled: boolean } | null = null;

  const tell: Progress = (stage, done, total) => {
    // A job that was under way before a series tells its own progress to its end.
    if (!series || series.done < 0) emit({ kind: 'job.progress', stage, done, total });
    else {
      const { steps, done: before } = series;
      // A step of several papers never goes back to its beginning.
      series.inside = Math.max(series.inside, Math.min(1, done / Math.max(1, total)));
      emit({ kind: 'job.progress', stage: `${before + 1}/${steps} ${series.stage}`, done: before + series.inside, total: steps });
    }
  };

  let whenIdle: (() => void) | null = null;
  const finish = (error: unknown, output?: unknown): void => {
    const job = waiting;
    waiting = null;
    if (job && !series) emit({ kind: 'job.ended' });
    job?.settle(error, output);
    whenIdle?.();
  };
  const start = (): Worker => {
    const started = spawnWorker();
    started.on('message', (reply: Reply) => {
      if (waiting?.id !== reply.id) return;
      if (reply.kind === 'progress') tell(reply.stage, reply.done, reply.total);
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

  const perform: Runner['run'] = (kind, input) =>
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
    });
  const refuseBusy = async (): Promise<never> => {
    throw new AppError('job.busy', {});
  };

  const runner: Runner = {
    run: (kind, input) => (series ? refuseBusy() : perform(kind, input)),
    cancel: (kind) => {
      // A page that gives up its own paper does not end the series another one started.
      if (series && kind !== undefined) return;
      if (series) series.isCancelled = true;
      if (!waiting || (kind !== undefined && waiting.kind !== kind)) return;
      void stop();
      finish(new AppError('job.cancelled', {}));
    },
    series: async (steps, work) => {
      if (series) return refuseBusy();
      const own = { steps, stage: '', done: -1, inside: 0, isCancelled: false };
      series = own;
      const refuseCancelled = (): void => {
        if (own.isCancelled) throw new AppError('job.cancelled', {});
      };
      try {
        if (waiting) {
          await new Promise<void>((resume) => {
            whenIdle = resume;
          });
        }
        return await work({
          runner: {
            ...runner,
            run: async (kind, input) => {
              refuseCancelled();
              return perform(kind, input);
            },
          },
          step: (stage) => {
            refuseCancelled();
            own.stage = stage;
            own.done += 1;
            own.inside = 0;
            tell(stage, 0, 1);
          },
        });
      } finally {
        series = null;
        emit({ kind: 'job.ended' });
      }
    },
    close: stop,
  };
  return runner;
}
