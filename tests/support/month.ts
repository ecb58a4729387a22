/** A month brought to where it can be sealed: every doubt explained, every table sent and reviewed by the one clerk. */
import type { App } from '../../src/main/app.ts';
import { reviewAll } from '../../src/main/unattended.ts';

export async function handInMonth(app: App, period: string): Promise<void> {
  for (const list of ['district', 'specialGroup'] as const) {
    const { cells, checks } = await app.run('observations.matrix', { period, list });
    const edits = Object.entries(cells).flatMap(([organisation, row]) =>
      Object.entries(row).flatMap(([indicator, { value, state }]) =>
        checks[organisation]?.[indicator]?.isDoubtful
          ? [{ organisation, indicator, value, state, note: '已核对，情况属实' }]
          : [],
      ),
    );
    if (edits.length > 0) await app.run('observations.save', { period, edits });
  }
  await reviewAll(app, period);
}
