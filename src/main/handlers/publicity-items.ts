/** 宣传条目: registered, proved, 核实; one content once at its highest level. Points for 批示 and 媒体报道 come from 加分登记 alone. */
import { EVIDENCE_EXTENSIONS } from '../../shared/claims/evidence.ts';
import { isSameMatter } from '../../shared/claims/matter.ts';
import type { Claim, EvidenceFile } from '../../shared/contract/claims.ts';
import {
  type Item,
  type ItemDraft,
  type ItemRecord,
  type ItemRow,
  type ItemsView,
  pointRules,
} from '../../shared/contract/publicity.ts';
import type { RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { itemWords, judgeItems, matterOf, worthOf } from '../../shared/publicity/count.ts';
import { DEFAULT_POINTS, isInformation, kindName, type PointRules } from '../../shared/publicity/kinds.ts';
import { claimStateName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { hasAccounts } from '../store/accounts.ts';
import { claimsOfYear } from '../store/claims.ts';
import { listOrganisations, organisationsIn } from '../store/organisations.ts';
import { attachToItem, decideItem, detachFromItem, findItem, itemEvents, itemsOfYear, saveItem } from '../store/publicity.ts';
import { readSetting } from '../store/records.ts';
import { isSealed } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { keptFile, readEvidenceFile, saveKeptFile } from './evidence-files.ts';
import { refuseNotHeld, refuseSealed } from './locks.ts';

/** What items are worth and what channels are asked for; the proposed values until they are changed. */
export function readPointRules(db: Reader): PointRules {
  const saved = pointRules.safeParse(readSetting(db, 'publicity'));
  return saved.success ? saved.data : DEFAULT_POINTS;
}

/** @throws AppError data.missing */
function find(db: Reader, id: number): Item {
  const item = findItem(db, id);
  if (!item) throw new AppError('data.missing', { what: '这个条目' });
  return item;
}

/** One that nobody has decided. Throws data.missing, submission.locked in a sealed period, publicity.decided. */
function findPending(db: Reader, id: number): Item {
  const item = find(db, id);
  refuseSealed(db, item.period);
  if (item.state !== 'pending') throw new AppError('publicity.decided', { title: item.title });
  return item;
}

function subjectOf(
  db: Reader,
  { period, organisation, kind, title }: Pick<Item, 'period' | 'organisation' | 'kind' | 'title'>,
): string {
  const unit = listOrganisations(db).find(({ code }) => code === organisation)?.name ?? organisation;
  return `${formatPeriod(period)} ${unit} ${kindName[kind]}“${title}”`;
}

/** With accounts nobody decides what they wrote; one clerk alone has to. */
const isOwn = (context: Context, { id }: Item): boolean =>
  hasAccounts(context.reader()) &&
  itemEvents(context.reader(), id).some(
    ({ event, actor }) => (event === 'register' || event === 'change') && actor === context.actor(),
  );

/** The same matter of the same unit in 加分登记. */
function claimWords(item: Item, claims: readonly Claim[]): string | null {
  if (isInformation(item.kind)) return null;
  const same = claims.find(
    (claim) => claim.organisation === item.organisation && claim.state !== 'withdrawn' && isSameMatter(claim, matterOf(item)),
  );
  return same ? `加分登记 ${same.item}“${same.title}”（${formatPeriod(same.period)}，${claimStateName[same.state]}）` : null;
}

/** Items with what they count for; those that are not decided as they would count. */
export function judgeRows(db: Reader, items: readonly Item[], ofYear: readonly Item[]): readonly ItemRow[] {
  const rules = readPointRules(db);
  const accepted = ofYear.filter(({ state }) => state === 'accepted');
  const verdicts = judgeItems(accepted);
  const claims = new Map<string, readonly Claim[]>();
  const claimsIn = (year: string): readonly Claim[] => {
    const found = claims.get(year) ?? claimsOfYear(db, year);
    claims.set(year, found);
    return found;
  };
  return items.map((item) => {
    const verdict = item.state === 'pending' ? judgeItems([...accepted, item]).get(item.id) : verdicts.get(item.id);
    return {
      ...item,
      verdict: verdict
        ? {
            counts: verdict.counts,
            points: verdict.counts ? worthOf(item, rules) : '0',
            words: itemWords(item, verdict, rules),
          }
        : null,
      claim: claimWords(item, claimsIn(item.period.slice(0, 4))),
    };
  });
}

function viewItems(db: Reader, period: string, list: RankingList): ItemsView {
  const units = organisationsIn(db, list, period).map(({ code, name }) => ({ code, name }));
  const codes = new Set(units.map(({ code }) => code));
  const ofYear = itemsOfYear(db, period.slice(0, 4));
  const shown = ofYear.filter((item) => item.period === period && codes.has(item.organisation));
  return { units, items: judgeRows(db, shown, ofYear) };
}

function viewRecord(context: Context, id: number): ItemRecord {
  const db = context.reader();
  const item = find(db, id);
  const [row] = judgeRows(db, [item], itemsOfYear(db, item.period.slice(0, 4)));
  if (!row) throw new AppError('data.missing', { what: '这个条目' });
  return { item: row, events: itemEvents(db, id), hindrance: hindranceOf(context, item) };
}

/** Why the one at this desk may not decide an item; the errors of `publicity.accept` in the same words. */
function hindranceOf(context: Context, item: Item): string | null {
  if (isSealed(context.reader(), item.period)) return `${formatPeriod(item.period)}已封账，登记的条目不能再改。`;
  if (item.state !== 'pending') return null;
  if (isOwn(context, item)) return '自己登记的条目由其他有“审核”职责的人员核实。';
  return isUnproved(item) ? '还没有佐证，添加后才能核实；仅报送的信息不用佐证。' : null;
}
const isUnproved = ({ level, files }: Item): boolean => level !== 'filed' && files.length === 0;

/** @throws AppError organisation.unknown, period.notHeld, submission.locked, publicity.decided */
function save(context: Context, draft: ItemDraft): number {
  const db = context.reader();
  const unit = listOrganisations(db).find(({ code }) => code === draft.organisation);
  if (!unit) throw new AppError('organisation.unknown', { name: draft.organisation });
  refuseNotHeld(db, draft.period);
  refuseSealed(db, draft.period);
  if (draft.id !== null) findPending(db, draft.id);
  const { organisation, ...rest } = draft;
  const action = draft.id === null ? '登记宣传条目' : '修改宣传条目';
  return context.write({ action, subject: subjectOf(db, draft) }, (tx) => saveItem(tx, { ...rest, organisationId: unit.id }));
}

/** Keeps one file with an item. Throws claims.file, file.unreadable. */
function attach(context: Context, item: Item, path: string): string {
  const content = readEvidenceFile(path, item.files);
  const { name, sha256 } = content;
  const act = { action: '添加佐证', subject: `${subjectOf(context.reader(), item)} ${name}`, detail: { sha256 } };
  context.write(act, (tx) => attachToItem(tx, item.id, content));
  return name;
}

function decide(context: Context, item: Item, event: 'accept' | 'refuse' | 'reopen' | 'withdraw', reason: string): null {
  const actions = { accept: '核实条目', refuse: '不予核实', reopen: '撤销核实', withdraw: '撤回条目' } as const;
  const act = { action: actions[event], subject: subjectOf(context.reader(), item), detail: { item: item.id, reason } };
  context.write(act, (tx) => decideItem(tx, item.id, event, reason));
  return null;
}

/** A file of an item with its bytes. Throws data.missing, claims.fileChanged when the bytes no longer have their hash. */
const readFileOf = (db: Reader, id: number, sha256: string) => keptFile(db, fileOf(find(db, id), sha256));
function fileOf({ files }: Item, sha256: string): EvidenceFile {
  const file = files.find((one) => one.sha256 === sha256);
  if (!file) throw new AppError('data.missing', { what: '这个佐证' });
  return file;
}

export const publicityItems = {
  'publicity.items': ({ period, list }, context) => viewItems(context.reader(), period, list),
  'publicity.item': ({ id }, context) => viewRecord(context, id),
  'publicity.saveItem': (draft, context) => ({ id: save(context, draft) }),
  'publicity.attach': async ({ id }, context) => {
    findPending(context.reader(), id);
    const path = await context.dialogs.openFile('选择佐证材料', EVIDENCE_EXTENSIONS, '佐证材料');
    // While the dialog stood open somebody may have decided it.
    return path === null ? null : { name: attach(context, findPending(context.reader(), id), path) };
  },
  'publicity.detach': ({ id, sha256 }, context) => {
    const db = context.reader();
    const item = findPending(db, id);
    const file = fileOf(item, sha256);
    const act = { action: '移除佐证', subject: `${subjectOf(db, item)} ${file.name}`, detail: { sha256 } };
    context.write(act, (tx) => detachFromItem(tx, id, file));
    return null;
  },
  'publicity.accept': ({ id }, context) => {
    const item = findPending(context.reader(), id);
    if (isOwn(context, item)) throw new AppError('publicity.own', {});
    if (isUnproved(item)) throw new AppError('publicity.unproved', { title: item.title });
    return decide(context, item, 'accept', '');
  },
  'publicity.refuse': ({ id, reason }, context) => {
    const item = findPending(context.reader(), id);
    if (isOwn(context, item)) throw new AppError('publicity.own', {});
    return decide(context, item, 'refuse', reason);
  },
  'publicity.reopen': ({ id, reason }, context) => {
    const db = context.reader();
    const item = find(db, id);
    refuseSealed(db, item.period);
    if (item.state !== 'accepted' && item.state !== 'refused') throw new AppError('publicity.undecided', { title: item.title });
    return decide(context, item, 'reopen', reason);
  },
  'publicity.withdraw': ({ id, reason }, context) => decide(context, findPending(context.reader(), id), 'withdraw', reason),
  'publicity.bytes': ({ id, sha256 }, context) => readFileOf(context.reader(), id, sha256).bytes,
  'publicity.saveFile': ({ id, sha256 }, context) => saveKeptFile(context, readFileOf(context.reader(), id, sha256)),
} satisfies Partial<Handlers>;
