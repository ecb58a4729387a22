import { describe, expect, it, onTestFinished } from 'vitest';
import { sourceParts } from '../../src/main/from-source.ts';
import { createRunner } from '../../src/main/jobs/runner.ts';
import type { AppEvent } from '../../src/shared/contract/index.ts';

const form = { period: '2018-02', listName: '区县', columns: [], rows: [], isDemo: false };

describe('the runner', () => {
  it('refuses a second job, and the refusal ends nothing; each job ends once', async () => {
    const events: AppEvent['kind'][] = [];
    const runner = createRunner(sourceParts.spawnWorker, (event) => events.push(event.kind));
    onTestFinished(() => runner.close());
    const first = runner.run('entryForm', form);
    await expect(runner.run('entryForm', form)).rejects.toMatchObject({ code: 'job.busy' });
    expect(events).toEqual([]);
    expect((await first).length).toBeGreaterThan(1000);
    expect(events.filter((kind) => kind === 'job.ended')).toHaveLength(1);
  });
  it('cancels only the kind it is told to, and goes on afterwards', async () => {
    const events: AppEvent['kind'][] = [];
    const runner = createRunner(sourceParts.spawnWorker, (event) => events.push(event.kind));
    onTestFinished(() => runner.close());
    const job = runner.run('entryForm', form);
    runner.cancel('bulletinPaper');
    expect(events).toEqual([]);
    runner.cancel();
    await expect(job).rejects.toMatchObject({ code: 'job.cancelled' });
    expect(events).toEqual(['job.ended']);
    expect((await runner.run('entryForm', form)).length).toBeGreaterThan(1000);
  });
});
