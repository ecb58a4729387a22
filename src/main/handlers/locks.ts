/** Which cells of a month cannot be changed, why, and who can lift it. Every door through which a figure comes in asks here. */
import { heldPeriod, isHeld } from '../../shared/cadence.ts';
import type { Notices, TableNotice } from '../../shared/contract/observations.ts';
import type { TableEvent, TableState } from '../../shared/contract/submissions.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod, periodMonths } from '../../shared/period.ts';
import { roleName } from '../../shared/text.ts';
import { hasAccounts, listAccounts } from '../store/accounts.ts';
import { listIndicators } from '../store/indicators.ts';
import { listOrganisations } from '../store/organisations.ts';
import { schemeFor } from '../store/schemes.ts';
import { isSealed } from '../store/seals.ts';
import { submissionEvents } from '../store/submissions.ts';
import type { Reader } from '../store/transaction.ts';
import { entryColumns } from './matrix.ts';
import { readCadence } from './settings.ts';

/** How one table stands: what its events add up to. */
export type Standing = {
  readonly state: TableState;
  readonly last: TableEvent | null;
  /** Who sent it last. */
  readonly submittedBy: string | null;
  /** When it was sent for the first time; a table that came in time and was sent back is not late. */
  readonly firstSent: string | null;
};

const AFTER = { submit: 'submitted', return: 'returned', review: 'reviewed', reopen: 'submitted' } as const;
const OPEN: Standing = { state: 'open', last: null, submittedBy: null, firstSent: null };
const keyOf = (organisation: string, block: string): string => `${organisation}\n${block}`;

function readStandings(
  db: Reader,
  period: string,
): ReadonlyMap<string, Standing & { readonly organisation: string; readonly block: string }> {
  const standings = new Map<string, Standing & { readonly organisation: string; readonly block: string }>();
  for (const { organisation, block, ...last } of submissionEvents(db, period)) {
    const before = standings.get(keyOf(organisation, block)) ?? OPEN;
    const isSent = last.event === 'submit';
    standings.set(keyOf(organisation, block), {
      organisation,
      block,
      state: AFTER[last.event],
      last,
      submittedBy: isSent ? last.actor : before.submittedBy,
      firstSent: before.firstSent ?? (isSent ? last.at : null),
    });
  }
  return standings;
}

/** How every table of a month stands. */
export function tableStandings(db: Reader, period: string): (organisation: string, block: string) => Standing {
  const standings = readStandings(db, period);
  return (organisation, block) => standings.get(keyOf(organisation, block)) ?? OPEN;
}

const sealedSentence = (period: string): string => `${formatPeriod(period)}已封账，数据不能修改。要改请办理更正单。`;

/** @throws AppError period.notHeld for a period the office does not hold as one: no result of it is official */
export function refuseNotHeld(db: Reader, period: string): void {
  const cadence = readCadence(db);
  if (isHeld(period, cadence)) return;
  const held = heldPeriod(periodMonths(period).first, cadence);
  throw new AppError('period.notHeld', { period: formatPeriod(period), held: formatPeriod(held) });
}

/** @throws AppError submission.locked when the month is sealed */
export function refuseSealed(db: Reader, period: string): void {
  if (isSealed(db, period)) throw new AppError('submission.locked', { sentence: sealedSentence(period), cells: 0 });
}

/** “请在“数据 › 报送”中退回”, and by whom where there are accounts. */
function whoLifts(db: Reader): string {
  const how = '在“数据 › 报送”中退回';
  if (!hasAccounts(db)) return `请${how}`;
  const names = listAccounts(db).flatMap(({ name, roles, isActive }) => (isActive && roles.includes('review') ? [name] : []));
  return `请${names.length > 0 ? `${names.join('、')}（${roleName.review}）` : `有“${roleName.review}”职责的人员`}${how}`;
}

/** What the grid says of a month's tables: locked ones, and those that were sent back. */
export function noticesIn(db: Reader, period: string): Notices {
  const whole = isSealed(db, period) ? sealedSentence(period) : null;
  const standings = readStandings(db, period);
  const tables: Record<string, Record<string, TableNotice>> = {};
  if (standings.size > 0) {
    const units = new Map(listOrganisations(db).map(({ code, name }) => [code, name]));
    const blocks = new Map(schemeFor(db, period)?.rules.blocks.map(({ code, name }) => [code, `${code} ${name}`]));
    const lift = whoLifts(db);
    for (const { organisation, block, state, last } of standings.values()) {
      const table = `“${units.get(organisation) ?? organisation} ${blocks.get(block) ?? block}”`;
      const sentence =
        state === 'returned'
          ? `${table}已退回：${last?.reason ?? ''}`
          : `${table}${state === 'reviewed' ? '已审核' : '已报送待审核'}，不能修改。要改${lift}。`;
      tables[organisation] = { ...tables[organisation], [block]: { isLocked: state !== 'returned', sentence } };
    }
  }
  return { whole, tables };
}

/** The sentence why a cell of a month cannot be changed; null for one that can. */
export function locksIn(db: Reader, period: string): (organisation: string, indicator: string) => string | null {
  const { whole, tables } = noticesIn(db, period);
  if (whole !== null) return () => whole;
  if (Object.keys(tables).length === 0) return () => null;
  const rules = schemeFor(db, period)?.rules ?? null;
  const indicators = listIndicators(db);
  const tablesOf = (list: RankingList): ReadonlyMap<string, string | null> =>
    new Map(entryColumns(indicators, rules, list, period).map(({ indicator, table }) => [indicator, table]));
  const lists = { district: tablesOf('district'), specialGroup: tablesOf('specialGroup') };
  const kinds = new Map(listOrganisations(db).map(({ code, kind }) => [code, kind]));
  return (organisation, indicator) => {
    const kind = kinds.get(organisation);
    const table = kind === 'district' || kind === 'specialGroup' ? lists[kind].get(indicator) : null;
    const notice = table ? tables[organisation]?.[table] : undefined;
    return notice?.isLocked ? notice.sentence : null;
  };
}

/**
 * Keeps figures out of tables that were sent, and of sealed months.
 * @throws AppError submission.locked naming the first table, why it is locked and who can lift it
 */
export function refuseLocked(
  db: Reader,
  period: string,
  cells: readonly { readonly organisation: string; readonly indicator: string }[],
): void {
  const lockOf = locksIn(db, period);
  for (const { organisation, indicator } of cells) {
    const sentence = lockOf(organisation, indicator);
    if (sentence !== null) throw new AppError('submission.locked', { sentence, cells: cells.length });
  }
}
