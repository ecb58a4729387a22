/** 考核周期: from when on which periods are held. What was held before a change stays as it was, sealed or open. */
import { beginnings, cutBy, withLine } from '../../shared/cadence.ts';
import type { Input } from '../../shared/contract/index.ts';
import type { CadenceView } from '../../shared/contract/settings.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod, monthAfter } from '../../shared/period.ts';
import { frequencyName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { saveSetting } from '../store/records.ts';
import { isSealed, lastSealedPeriod } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { localDay } from './deadlines.ts';
import { scoredPeriods } from './schemes.ts';
import { readCadence } from './settings.ts';

function viewCadence(db: Reader, now: string): CadenceView {
  const sealed = lastSealedPeriod(db);
  const scored = scoredPeriods(db);
  const last = scored[0] ?? sealed;
  return {
    lines: readCadence(db),
    earliest: sealed === null ? null : monthAfter(sealed),
    suggested: last === null ? localDay(now).slice(0, 7) : monthAfter(last),
    open: scored.filter((period) => !isSealed(db, period)),
  };
}

/** @throws AppError cadence.tooEarly when a sealed period would be held otherwise, cadence.cuts when one would be cut in two */
function save(context: Context, line: Input<'settings.saveCadence'>): void {
  const db = context.reader();
  const before = readCadence(db);
  const sealed = lastSealedPeriod(db);
  const wanted = formatPeriod(line.from);
  if (sealed !== null && line.from < monthAfter(sealed)) {
    throw new AppError('cadence.tooEarly', {
      wanted,
      earliest: formatPeriod(monthAfter(sealed)),
      sealed: formatPeriod(sealed),
    });
  }
  const cut = cutBy(line, before);
  if (cut !== null) {
    const [next = line.from] = beginnings(line.kind, line.from, before, 1);
    throw new AppError('cadence.cuts', { wanted, period: formatPeriod(cut), next: formatPeriod(next) });
  }
  const after = withLine(before, line);
  if (JSON.stringify(after) === JSON.stringify(before)) return;
  context.write({ action: '修改考核周期', subject: `自${wanted}起按${frequencyName[line.kind]}考核`, detail: after }, (tx) =>
    saveSetting(tx, 'cadence', after),
  );
}

export const cadence = {
  'settings.cadence': (_, context) => viewCadence(context.reader(), context.now()),
  'settings.saveCadence': (line, context) => {
    save(context, line);
    return null;
  },
} satisfies Partial<Handlers>;
