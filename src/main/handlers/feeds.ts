/** 一数一源: figures the office's own records know are counted from them; the clerk sees the difference before a cell changes. */
import { type FedFigure, type FedRow, type FigureRecords, filledCells, type RecordLink } from '../../shared/contract/feeds.ts';
import { exact } from '../../shared/engine/decimal.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { FEED_SOURCE, stateName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { listIndicators } from '../store/indicators.ts';
import { actsBehind, observationsIn, saveObservations } from '../store/observations.ts';
import { listOrganisations, organisationsIn } from '../store/organisations.ts';
import { auditRow } from '../store/records.ts';
import { isSealed } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { inspectionsFigures } from './inspection-figures.ts';
import { locksIn, refuseLocked } from './locks.ts';
import { noticesFigures } from './notice-figures.ts';
import { publicityFigures } from './publicity.ts';
import { registersFigures } from './registers.ts';
import { submissionsFigures } from './submissions.ts';
import { tasksFigures } from './task-rows.ts';

/** The act that fills figures in. */
const FILL = '按登记计数填入';

const sourceOf = ({ words }: FedFigure): string => `${FEED_SOURCE}：${words}`;

/** Every figure the records know of a period. A new register of facts adds its line here. */
export function figuresIn(context: Context, period: string): readonly FedFigure[] {
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

/**
 * The records behind the figures of a list, by unit and figure. Of an open month: as the registers have them now, and whether the cell says the
 * same. A sealed month keeps no registers, but the log it covers says which records a figure was filled in from: those are given, also where the
 * registers have nothing of them any more; for a figure that came from elsewhere, those of today.
 */
export function recordsOf(context: Context, period: string, list: RankingList): readonly FigureRecords[] {
  const db = context.reader();
  const sealed = isSealed(db, period);
  const filled = sealed ? filledIn(db, period) : [];
  const kept = new Set(filled.map(({ organisation, indicator }) => `${organisation}\n${indicator}`));
  const live = viewFeeds(context, period, list)
    .filter(({ organisation, indicator }) => !kept.has(`${organisation}\n${indicator}`))
    .map((row): FigureRecords => {
      const { organisation, indicator, entries } = row;
      return { organisation, indicator, entries, asOf: 'now', difference: differenceOf(row, sealed) };
    });
  return [...filled, ...live];
}

function differenceOf({ state, value, unit, current, currentWords }: FedRow, sealed: boolean): string | null {
  if (state === 'same') return null;
  const counted = `${value}${unit === '' ? '' : ` ${unit}`}`;
  if (current === null) return `登记计数为 ${counted}，这一格还没有填。`;
  if (sealed) return `登记现在计数为 ${counted}，封账的是 ${current}。`;
  if (state === 'open') return `登记现在计数为 ${counted}，填入时是 ${current}，请再“按登记计数”。`;
  return `登记计数为 ${counted}，填报的是 ${current}${currentWords === '' ? '' : `（${currentWords}）`}，两者不一致。`;
}

/** What the log says of figures that were filled in by 按登记计数 and still stand: the records they were counted from. */
function filledIn(db: Reader, period: string): readonly FigureRecords[] {
  const acts = new Map<number, ReadonlyMap<string, readonly RecordLink[]>>();
  const entriesOf = (auditId: number): ReadonlyMap<string, readonly RecordLink[]> => {
    const read = filledCells.safeParse(JSON.parse(auditRow(db, auditId)?.detail ?? 'null'));
    const cells = read.success ? read.data.cells : [];
    return new Map(cells.map(({ organisation, indicator, entries }) => [`${organisation}\n${indicator}`, entries]));
  };
  return actsBehind(db, period, { source: FEED_SOURCE, action: FILL }).flatMap(({ organisation, indicator, auditId }) => {
    const act = acts.get(auditId) ?? entriesOf(auditId);
    acts.set(auditId, act);
    const entries = act.get(`${organisation}\n${indicator}`);
    return entries ? [{ organisation, indicator, entries, asOf: 'filled' as const, difference: null }] : [];
  });
}

export const feeds = {
  'feeds.records': ({ period, list, organisation }, context) =>
    recordsOf(context, period, list).filter((row) => row.organisation === organisation),
  'feeds.view': ({ period, list }, context) => viewFeeds(context, period, list),
  'feeds.apply': ({ period, cells }, context) => {
    const db = context.reader();
    refuseLocked(db, period, cells);
    const counted = new Map(
      figuresIn(context, period).map((figure) => [`${figure.organisation}\n${figure.indicator}`, figure] as const),
    );
    const organisations = new Map(listOrganisations(db).map(({ code, id }) => [code, id]));
    const indicators = new Map(listIndicators(db).map(({ code, id }) => [code, id]));
    const figures = cells.map(({ organisation, indicator }) => {
      const figure = counted.get(`${organisation}\n${indicator}`);
      if (!figure) throw new AppError('data.missing', { what: `${organisation} ${indicator} 的登记计数` });
      return figure;
    });
    const rows = figures.flatMap((figure) => {
      const organisationId = organisations.get(figure.organisation);
      const indicatorId = indicators.get(figure.indicator);
      if (organisationId === undefined || indicatorId === undefined) return [];
      const { value } = figure;
      return [{ period, organisationId, indicatorId, value, state: 'reported' as const, source: sourceOf(figure), note: '' }];
    });
    // The records are named in the log: it is what a sealed figure can be followed by, whatever the registers say later.
    const detail = {
      cells: figures.map(({ organisation, indicator, value, entries }) => ({ organisation, indicator, value, entries })),
    };
    const act = { action: FILL, subject: `${formatPeriod(period)} ${rows.length} 格`, detail };
    return { saved: context.write(act, (tx) => saveObservations(tx, rows)) };
  },
} satisfies Partial<Handlers>;
