import { type ComparableClaim, doubtsAbout } from '../../shared/claims/doubts.ts';
import { EVIDENCE_EXTENSIONS } from '../../shared/claims/evidence.ts';
import type { Claim, ClaimDraft, ClaimRecord, ClaimRow, ClaimsView } from '../../shared/contract/claims.ts';
import type { RankingList } from '../../shared/engine/types.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod, periodWords } from '../../shared/period.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { hasAccounts } from '../store/accounts.ts';
import { claimAuthors, claimEvents, claimsOfYear, decideClaim, findClaim, saveClaim } from '../store/claims.ts';
import { attachFile, detachFile, filesElsewhere } from '../store/evidence.ts';
import { saveObservations } from '../store/observations.ts';
import { organisationsIn } from '../store/organisations.ts';
import { isSealed } from '../store/seals.ts';
import type { Reader, Writer } from '../store/transaction.ts';
import {
  type Book,
  type CountCell,
  countCells,
  countedClaims,
  differencesIn,
  effectOf,
  isAccepted,
  judgeRows,
  listOf,
  openBook,
  placeOf,
  toWrites,
  typedWords,
} from './claim-counts.ts';
import { keptFile, readEvidenceFile, saveKeptFile } from './evidence-files.ts';
import { refuseLocked, refuseNotHeld, refuseSealed } from './locks.ts';

const yearOf = (period: string): string => period.slice(0, 4);

/** A claim by its number, and its year around it. Throws claims.unknown. */
function find(db: Reader, id: number): { readonly claim: Claim; readonly ofYear: readonly Claim[] } {
  const claim = findClaim(db, id);
  if (!claim) throw new AppError('claims.unknown', {});
  return { claim, ofYear: claimsOfYear(db, yearOf(claim.period)) };
}

/** One that nobody has decided. Throws claims.unknown, claims.decided, submission.locked in a sealed month. */
function findPending(db: Reader, id: number): Claim {
  const { claim } = find(db, id);
  refuseSealed(db, claim.period);
  if (claim.state !== 'pending') throw new AppError('claims.decided', { title: claim.title });
  return claim;
}

const subjectOf = (book: Book, claim: Pick<Claim, 'period' | 'organisation' | 'item' | 'title'>): string =>
  `${formatPeriod(claim.period)} ${book.units.get(claim.organisation)?.name ?? claim.organisation} ${claim.item}“${claim.title}”`;

function comparable(book: Book, claim: Omit<ClaimDraft, 'note'>): ComparableClaim {
  const place = placeOf(book, claim);
  const unit = book.units.get(claim.organisation);
  return {
    ...claim,
    organisationName: unit?.name ?? claim.organisation,
    itemName: place?.line.name ?? '',
    levelName: place?.level.name ?? claim.level,
  };
}

const isAlive = ({ state }: Claim): boolean => state !== 'withdrawn';

function doubtsOf(db: Reader, book: Book, claim: Claim, ofYear: readonly Claim[]): readonly string[] {
  const nameOf = (sha256: string): string => claim.files.find((file) => file.sha256 === sha256)?.name ?? '';
  return doubtsAbout(
    comparable(book, claim),
    ofYear.filter(isAlive).map((other) => comparable(book, other)),
    filesElsewhere(db, claim.id).map(({ sha256, name, ...other }) => ({ ...other, fileName: nameOf(sha256), otherName: name })),
  );
}

/** Doubts matter until somebody has decided. */
const withDoubts = (db: Reader, book: Book, claims: readonly Claim[], ofYear: readonly Claim[]): readonly ClaimRow[] =>
  judgeRows(book, claims, ofYear).map((row) => ({
    ...row,
    doubts: row.state === 'pending' ? doubtsOf(db, book, row, ofYear) : [],
  }));

function viewClaims(db: Reader, period: string, list: RankingList): ClaimsView {
  const book = openBook(db);
  const units = organisationsIn(db, list, period).map(({ code, name }) => ({ code, name }));
  const codes = units.map(({ code }) => code);
  const ofYear = claimsOfYear(db, yearOf(period));
  const shown = ofYear.filter((claim) => claim.period === period && codes.includes(claim.organisation));
  return {
    units,
    lines: codes[0] === undefined ? [] : book.lines(period, codes[0]),
    claims: withDoubts(db, book, shown, ofYear),
    differences: isSealed(db, period) ? [] : differencesIn(book, period, codes, ofYear.filter(isAccepted)),
  };
}

/** Figures as they become when a claim is 认定 (or, without it, when it is not). */
function cellsWith(book: Book, claim: Claim, ofYear: readonly Claim[], isIn: boolean): readonly CountCell[] {
  const others = ofYear.filter((other) => isAccepted(other) && other.id !== claim.id);
  return countCells(book, claim, isIn ? [...others, claim] : others);
}

function viewRecord(context: Context, id: number): ClaimRecord {
  const db = context.reader();
  const { claim, ofYear } = find(db, id);
  const book = openBook(db);
  const [row] = withDoubts(db, book, [claim], ofYear);
  if (!row) throw new AppError('claims.unknown', {});
  const place = placeOf(book, claim);
  const list = listOf(book.units.get(claim.organisation));
  const isOpen = !isSealed(db, claim.period);
  const cells = isOpen && claim.state === 'pending' ? cellsWith(book, claim, ofYear, true) : [];
  const matters = claim.state === 'pending' || claim.state === 'accepted';
  return {
    claim: row,
    line: place?.line ?? null,
    events: claimEvents(db, id),
    effect: place && list && matters ? effectOf(db, claim, place.line, list, cells) : null,
    hindrance: hindranceOf(context, claim, book),
  };
}

/** Why the one at this desk may not decide a claim; the errors of `claims.accept` in the same words. */
function hindranceOf(context: Context, claim: Claim, book: Book): string | null {
  const db = context.reader();
  if (isSealed(db, claim.period)) return `${formatPeriod(claim.period)}已封账，登记的事项不能再改。`;
  if (claim.state !== 'pending') return null;
  if (isOwn(context, claim)) return '自己登记的事项由其他有“审核”职责的人员认定。';
  if (!placeOf(book, claim)) return `${periodWords(claim.period).own}方案没有这一级别，请修改后再认定。`;
  return claim.files.length === 0 ? '还没有佐证，添加后才能认定。' : null;
}

/** With accounts nobody decides what they wrote; one clerk alone has to. */
const isOwn = (context: Context, claim: Claim): boolean =>
  hasAccounts(context.reader()) && claimAuthors(context.reader(), claim.id).includes(context.actor());

/**
 * Writes counts into the figures inside the act that changed them.
 * @throws AppError submission.locked when a table was sent or a month sealed, claims.typed when a hand-typed figure would be replaced unseen
 */
function prepareCounts(db: Reader, book: Book, cells: readonly CountCell[], replaceTyped: boolean): (tx: Writer) => void {
  const typed = cells.filter(({ isTyped }) => isTyped);
  if (typed.length > 0 && !replaceTyped) {
    const detail = typed.map((cell) => `“${cell.name}”现为 ${typedWords(cell)}，登记为 ${cell.count} ${cell.unit}`).join('；');
    throw new AppError('claims.typed', { detail });
  }
  for (const cell of cells) refuseLocked(db, cell.period, [cell]);
  const writes = toWrites(db, book, cells);
  return (tx) => {
    saveObservations(tx, writes);
  };
}

function accept(context: Context, id: number, replaceTyped: boolean): void {
  const db = context.reader();
  const claim = findPending(db, id);
  const { ofYear } = find(db, id);
  const book = openBook(db);
  if (isOwn(context, claim)) throw new AppError('claims.own', {});
  if (!placeOf(book, claim)) throw new AppError('claims.line', { item: claim.item, period: formatPeriod(claim.period) });
  if (claim.files.length === 0) throw new AppError('claims.unproved', { title: claim.title });
  const cells = cellsWith(book, claim, ofYear, true);
  const writeCounts = prepareCounts(db, book, cells, replaceTyped);
  context.write({ action: '认定事项', subject: subjectOf(book, claim), detail: { claim: id, cells: said(cells) } }, (tx) => {
    decideClaim(tx, id, 'accept', '');
    writeCounts(tx);
  });
}

const said = (cells: readonly CountCell[]) =>
  cells.map(({ period, indicator, before, count }) => ({
    period,
    indicator,
    before: before?.value ?? before?.state ?? null,
    after: count,
  }));

function reopen(context: Context, id: number, reason: string): void {
  const db = context.reader();
  const { claim, ofYear } = find(db, id);
  refuseSealed(db, claim.period);
  if (claim.state !== 'accepted' && claim.state !== 'refused') throw new AppError('claims.undecided', { title: claim.title });
  const book = openBook(db);
  // What was typed over the count since then stays: it is not the count any more.
  const counted = claim.state === 'accepted' ? cellsWith(book, claim, ofYear, false).filter(({ isTyped }) => !isTyped) : [];
  const writeCounts = prepareCounts(db, book, counted, false);
  const action = claim.state === 'accepted' ? '撤销认定' : '重新审理';
  context.write({ action, subject: subjectOf(book, claim), detail: { claim: id, reason, cells: said(counted) } }, (tx) => {
    decideClaim(tx, id, 'reopen', reason);
    writeCounts(tx);
  });
}

/** @throws AppError organisation.unknown, claims.line, claims.decided, submission.locked */
function save(context: Context, draft: ClaimDraft): number {
  const db = context.reader();
  const book = openBook(db);
  const unit = book.units.get(draft.organisation);
  if (!unit) throw new AppError('organisation.unknown', { name: draft.organisation });
  refuseNotHeld(db, draft.period);
  refuseSealed(db, draft.period);
  if (!placeOf(book, draft)) throw new AppError('claims.line', { item: draft.item, period: formatPeriod(draft.period) });
  if (draft.id !== null) findPending(db, draft.id);
  const { organisation, ...rest } = draft;
  const action = draft.id === null ? '登记加分事项' : '修改加分事项';
  return context.write({ action, subject: subjectOf(book, draft) }, (tx) => saveClaim(tx, { ...rest, organisationId: unit.id }));
}

/** Keeps one file with a claim. Throws claims.file, file.unreadable. */
function attach(context: Context, claim: Claim, path: string): string {
  const content = readEvidenceFile(path, claim.files);
  const { name, sha256 } = content;
  const act = { action: '添加佐证', subject: `${subjectOf(openBook(context.reader()), claim)} ${name}`, detail: { sha256 } };
  context.write(act, (tx) => attachFile(tx, claim.id, content));
  return name;
}

/** A file of a claim with its bytes. Throws claims.unknown, claims.fileChanged when the bytes no longer have their hash. */
function readFileOf(db: Reader, id: number, sha256: string) {
  const file = find(db, id).claim.files.find((one) => one.sha256 === sha256);
  if (!file) throw new AppError('claims.unknown', {});
  return keptFile(db, file);
}

export const claims = {
  'claims.view': ({ period, list }, context) => viewClaims(context.reader(), period, list),
  'claims.record': ({ id }, context) => viewRecord(context, id),
  'claims.doubts': (draft, context) => {
    const db = context.reader();
    const book = openBook(db);
    const others = claimsOfYear(db, yearOf(draft.period)).filter(isAlive);
    return doubtsAbout(
      comparable(book, draft),
      others.map((other) => comparable(book, other)),
      [],
    );
  },
  'claims.counted': ({ period, organisation }, context) => countedClaims(context.reader(), period, organisation),
  'claims.save': (draft, context) => ({ id: save(context, draft) }),
  'claims.attach': async ({ id }, context) => {
    findPending(context.reader(), id);
    const path = await context.dialogs.openFile('选择佐证材料', EVIDENCE_EXTENSIONS, '佐证材料');
    // While the dialog stood open somebody may have decided it.
    return path === null ? null : { name: attach(context, findPending(context.reader(), id), path) };
  },
  'claims.detach': ({ id, sha256 }, context) => {
    const db = context.reader();
    const claim = findPending(db, id);
    const file = claim.files.find((one) => one.sha256 === sha256);
    if (!file) throw new AppError('claims.unknown', {});
    const act = { action: '移除佐证', subject: `${subjectOf(openBook(db), claim)} ${file.name}`, detail: { sha256 } };
    context.write(act, (tx) => detachFile(tx, { claim: id, name: file.name, sha256 }));
    return null;
  },
  'claims.withdraw': ({ id, reason }, context) => {
    const claim = findPending(context.reader(), id);
    const act = { action: '撤回事项', subject: subjectOf(openBook(context.reader()), claim), detail: { claim: id, reason } };
    context.write(act, (tx) => decideClaim(tx, id, 'withdraw', reason));
    return null;
  },
  'claims.accept': ({ id, replaceTyped }, context) => {
    accept(context, id, replaceTyped);
    return null;
  },
  'claims.refuse': ({ id, reason }, context) => {
    const claim = findPending(context.reader(), id);
    if (isOwn(context, claim)) throw new AppError('claims.own', {});
    const act = { action: '不予认定', subject: subjectOf(openBook(context.reader()), claim), detail: { claim: id, reason } };
    context.write(act, (tx) => decideClaim(tx, id, 'refuse', reason));
    return null;
  },
  'claims.reopen': ({ id, reason }, context) => {
    reopen(context, id, reason);
    return null;
  },
  'claims.recount': ({ period, organisation, item }, context) => {
    const db = context.reader();
    const book = openBook(db);
    const accepted = claimsOfYear(db, yearOf(period)).filter(isAccepted);
    const cells = countCells(book, { period, organisation, item }, accepted).filter((cell) => cell.period === period);
    const writeCounts = prepareCounts(db, book, cells, true);
    const unit = book.units.get(organisation)?.name ?? organisation;
    context.write({ action: '按登记件数更新', subject: `${formatPeriod(period)} ${unit} ${item}` }, writeCounts);
    return null;
  },
  'claims.bytes': ({ id, sha256 }, context) => readFileOf(context.reader(), id, sha256).bytes,
  'claims.saveFile': ({ id, sha256 }, context) => saveKeptFile(context, readFileOf(context.reader(), id, sha256)),
} satisfies Partial<Handlers>;
