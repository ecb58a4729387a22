/** 一数一源: figures the office's own records know are counted from them; the clerk sees the difference before a cell changes. */
import type { FedFigure, FedRow } from '../../shared/contract/feeds.ts';
import { exact } from '../../shared/engine/decimal.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { FEED_SOURCE, stateName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { listIndicators } from '../store/indicators.ts';
import { observationsIn, saveObservations } from '../store/observations.ts';
import { listOrganisations, organisationsIn } from '../store/organisations.ts';
import { inspectionsFigures } from './inspection-problems.ts';
import { locksIn, refuseLocked } from './locks.ts';
import { noticesFigures } from './notice-figures.ts';
import { publicityFigures } from './publicity.ts';
import { registersFigures } from './registers.ts';
import { submissionsFigures } from './submissions.ts';
import { tasksFigures } from './task-rows.ts';

const sourceOf = ({ words }: FedFigure): string => `${FEED_SOURCE}：${words}`;

/** Every figure the records know of a period. A new register of facts adds its line here. */
function figuresIn(context: Context, period: string): readonly FedFigure[] {
  const db = context.reader();
  return [
    ...tasksFigures(context, period),
    ...registersFigures(context, period),
    ...submissionsFigures(context, period),
    ...inspectionsFigures(db, period),
    ...noticesFigures(db, period),
    ...publicityFigures(db, period),
  ];
}

function viewFeeds(context: Context, period: string, list: RankingList): readonly FedRow[] {
  const db = context.reader();
  const units = new Map(organisationsIn(db, list, period).map(({ code, name }) => [code, name]));
  const indicators = new Map(listIndicators(db).map((row) => [row.code, row]));
  const cells = new Map(observationsIn(db, period).map((row) => [`${row.organisation}\n${row.indicator}`, row]));
  const lockOf = locksIn(db, period);
  return figuresIn(context, period).flatMap((figure): readonly FedRow[] => {
    const organisationName = units.get(figure.organisation);
    const indicator = indicators.get(figure.indicator);
    // An office with a scheme of its own may not keep this figure at all.
    if (organisationName === undefined || !indicator || indicator.formula !== null) return [];
    const cell = cells.get(`${figure.organisation}\n${figure.indicator}`);
    const isSame = cell?.state === 'reported' && cell.value !== null && exact(cell.value).eq(figure.value);
    const isOurs = cell === undefined || cell.source.startsWith(FEED_SOURCE);
    return [
      {
        ...figure,
        organisationName,
        indicatorName: indicator.name,
        unit: indicator.unit,
        current: cell ? (cell.value ?? stateName[cell.state]) : null,
        currentWords: cell ? [cell.source, cell.recordedBy].filter((part) => part !== '').join('，') : '',
        state: isSame ? 'same' : isOurs ? 'open' : 'typed',
        locked: lockOf(figure.organisation, figure.indicator),
      },
    ];
  });
}

export const feeds = {
  'feeds.view': ({ period, list }, context) => viewFeeds(context, period, list),
  'feeds.apply': ({ period, cells }, context) => {
    const db = context.reader();
    refuseLocked(db, period, cells);
    const counted = new Map(
      figuresIn(context, period).map((figure) => [`${figure.organisation}\n${figure.indicator}`, figure] as const),
    );
    const organisations = new Map(listOrganisations(db).map(({ code, id }) => [code, id]));
    const indicators = new Map(listIndicators(db).map(({ code, id }) => [code, id]));
    const rows = cells.map(({ organisation, indicator }) => {
      const figure = counted.get(`${organisation}\n${indicator}`);
      const organisationId = organisations.get(organisation);
      const indicatorId = indicators.get(indicator);
      if (!figure || organisationId === undefined || indicatorId === undefined) {
        throw new AppError('data.missing', { what: `${organisation} ${indicator} 的登记计数` });
      }
      return {
        period,
        organisationId,
        indicatorId,
        value: figure.value,
        state: 'reported' as const,
        source: sourceOf(figure),
        note: '',
      };
    });
    const act = { action: '按登记计数填入', subject: `${formatPeriod(period)} ${rows.length} 格`, detail: { cells } };
    return { saved: context.write(act, (tx) => saveObservations(tx, rows)) };
  },
} satisfies Partial<Handlers>;
