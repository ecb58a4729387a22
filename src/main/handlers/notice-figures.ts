/** What 催办单 and 责令书 take off a score: the figures of B3, the clause that says so, and the month that takes no more of them. */
import { heldPeriod } from '../../shared/cadence.ts';
import { dayText } from '../../shared/calendar.ts';
import type { FedFigure } from '../../shared/contract/feeds.ts';
import type { Notice, NoticeRecord } from '../../shared/contract/notices.ts';
import { AppError } from '../../shared/errors.ts';
import { isScored, type NoticeKind, noticeMeasure, noticeName } from '../../shared/notices/kinds.ts';
import { formatPeriod } from '../../shared/period.ts';
import { daysOf } from '../../shared/tasks/count.ts';
import { listIndicators } from '../store/indicators.ts';
import { hasIssued, noticesIssued } from '../store/notices.ts';
import { organisationsIn } from '../store/organisations.ts';
import { schemeFor } from '../store/schemes.ts';
import { isSealed } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { readCadence } from './settings.ts';

/** The period a day is scored in. */
const periodAt = (db: Reader, day: string): string => heldPeriod(day.slice(0, 7), readCadence(db));

/** The figures that hold the 催办单 and 责令书 of a unit; raw indicators of the default scheme. */
export const FIGURES = { urge: 'B3a', order: 'B3b' } as const;

export function effectOf(db: Reader, { kind, issuedOn, organisation }: Notice): NoticeRecord['effect'] {
  if (!isScored(kind) || issuedOn === null) return null;
  const period = periodAt(db, issuedOn);
  const { first, last } = daysOf(period);
  const count = (of: NoticeKind): number =>
    noticesIssued(db, of, first, last).filter((one) => one.organisation === organisation).length;
  const formulas = new Map(listIndicators(db).map(({ code, formula }) => [code, formula ?? '']));
  const line = schemeFor(db, period)?.rules.items.find(({ inputs }) =>
    Object.values(inputs).some((code) => code === FIGURES.urge || /\bB3a\b/.test(formulas.get(code) ?? '')),
  );
  return {
    period,
    urges: count('urge'),
    orders: count('order'),
    clause: line ? `${line.code} ${line.name}：${line.clause}` : '',
  };
}

/** What a sealed month was scored by stays as it was counted. */
export function refuseScoredSealed(db: Reader, kind: NoticeKind, issuedOn: string): void {
  const period = periodAt(db, issuedOn);
  if (isScored(kind) && isSealed(db, period)) {
    throw new AppError('notices.refused', {
      sentence: `${formatPeriod(period)}已封账，${noticeName[kind]}不能再计入那一期。请把下发日改在没有封账的考核期。`,
    });
  }
}

/**
 * B3 of a period: 催办单 and 责令书 issued to each ranked unit in it; 0 is a figure as well, since a unit that got none keeps its points. Before the
 * first notice of all nobody keeps count here, and nothing is said.
 */
export function noticesFigures(db: Reader, period: string): readonly FedFigure[] {
  const { first, last } = daysOf(period);
  if (!hasIssued(db, last)) return [];
  const units = (['district', 'specialGroup'] as const).flatMap((list) => organisationsIn(db, list, period));
  return (['urge', 'order'] as const).flatMap((kind) => {
    const issued = noticesIssued(db, kind, first, last);
    return units.map(({ code }): FedFigure => {
      const own = issued.filter(({ organisation }) => organisation === code);
      return {
        organisation: code,
        indicator: FIGURES[kind],
        value: String(own.length),
        records: own.length,
        words:
          own.length === 0
            ? `三单一书登记没有${noticeName[kind]}`
            : `三单一书登记 ${own.length} ${noticeMeasure(kind)}（${own.map(({ number }) => number).join('、')}）`,
        entries: own.map(({ id, number, matter, issuedOn }) => ({
          feature: 'notices',
          id: String(id),
          words: `${number} ${matter}（${dayText(issuedOn, period.slice(0, 4))}下发）`,
        })),
      };
    });
  });
}
