/** 抽取: a list frozen and hashed, a seed made in public, and the sites that follow from both (methods.md §11). */
import { basename } from 'node:path';
import type { DrawRules, DrawsView, ListView, PlanCell } from '../../shared/contract/inspection-draws.ts';
import {
  type DrawCertificate,
  drawPicks,
  drawTeams,
  type SeedKind,
  type SeedPart,
  seedOf,
  seedRefusal,
} from '../../shared/draw/certificate.ts';
import {
  type FrozenList,
  type InspectorList,
  type LeftOut,
  type ListEntry,
  listHash,
  orderList,
  riskTickets,
  teamRefusal,
} from '../../shared/draw/frozen-list.ts';
import { AppError } from '../../shared/errors.ts';
import { monthsBetween } from '../../shared/inspections/coverage.ts';
import { listedRecusals } from '../../shared/inspections/roster.ts';
import { BLOCKS, codesOf, LEVELS } from '../../shared/inspections/words.ts';
import { formatPeriod, periodMonths, periodWithin } from '../../shared/period.ts';
import { DRAW_ELEMENT, verifierPage } from '../../shared/seal/verifier-page.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import {
  addDraw,
  addList,
  findList,
  listInspectors,
  listSites,
  listsIn,
  type StoredList,
  type StoredSite,
  voidList,
} from '../store/inspection-draws.ts';
import { signedProblems, signedVisits } from '../store/inspections.ts';
import { listOrganisations } from '../store/organisations.ts';
import type { Reader } from '../store/transaction.ts';
import { localDay } from './deadlines.ts';
import { problemRows } from './inspection-problems.ts';
import { siteRows, unitsOf } from './inspection-sites.ts';
import { savePdf, visitRows } from './inspections.ts';
import { refuseNotHeld, refuseSealed } from './locks.ts';
import { demoMarks } from './paper-files.ts';
import { readOffice } from './settings.ts';

const listed = ({ code, name, organisationName, level, block }: StoredSite): Omit<LeftOut, 'reason'> => ({
  code,
  name,
  unit: organisationName,
  level: LEVELS[level],
  block: BLOCKS[block],
});

const STRATUM: Readonly<Record<DrawRules['strataBy'], (site: StoredSite) => string>> = {
  organisation: ({ organisationName }) => organisationName,
  level: ({ level }) => LEVELS[level],
  block: ({ block }) => BLOCKS[block],
  all: () => '全部点位',
};

/** Everybody who may be sent, with whom they step aside for. */
function inspectorsFor(db: Reader, { by, size }: NonNullable<DrawRules['inspectors']>): InspectorList {
  const units = unitsOf(db);
  const entries = listInspectors(db).flatMap(({ isActive, recusals, ...one }) =>
    isActive ? [{ ...one, recusals: listedRecusals({ ...one, recusals }, units) }] : [],
  );
  return { by, size, entries };
}

/**
 * The list as it would be frozen on a day: tickets by risk, 冷却期 and 回避 taken out with their reasons, and who may be sent.
 * @throws AppError inspections.nobody when nothing is left to draw from, inspections.inspectors when a team could not be drawn
 */
function candidates(db: Reader, rules: DrawRules, today: string): FrozenList {
  const { period, strataBy, count, coolDown, levels, blocks, recusals } = rules;
  const lists = listsIn(db, period);
  const { first } = periodMonths(period);
  const units = new Map(listOrganisations(db).map((row) => [row.code, row]));
  const lastVisits = new Map(
    signedVisits(db, `${periodMonths(period).last}-31`).map(({ site, visitedOn }) => [site.code, visitedOn]),
  );
  const overdue = new Map<string, number>();
  for (const { organisation, isOverdue } of problemRows(db, signedProblems(db), today)) {
    if (isOverdue) overdue.set(organisation, (overdue.get(organisation) ?? 0) + 1);
  }
  const drawn = new Map(lists.flatMap(({ number, draw }) => (draw?.picks ?? []).map(({ code }) => [code, number] as const)));
  const entries: ListEntry[] = [];
  const leftOut: LeftOut[] = [];
  for (const site of listSites(db)) {
    const unit = units.get(site.organisation);
    const isIn = site.isActive && levels.includes(site.level) && blocks.includes(site.block);
    if (!isIn || !unit || !periodWithin(period, unit.validFrom, unit.validTo)) continue;
    const visitedOn = lastVisits.get(site.code);
    const since = visitedOn === undefined ? null : Math.max(0, monthsBetween(visitedOn.slice(0, 7), first));
    const recusal = recusals.find((one) => (one.site === null ? one.organisation === site.organisation : one.site === site.code));
    const number = drawn.get(site.code);
    const reason = recusal
      ? `回避：${recusal.reason}`
      : number !== undefined
        ? `本期第 ${number} 次已抽中`
        : since !== null && coolDown > 0 && since <= coolDown
          ? `${visitedOn} 已督察，冷却期 ${coolDown} 个月`
          : null;
    if (reason !== null) leftOut.push({ ...listed(site), reason });
    else {
      const tickets = riskTickets({ overdue: overdue.get(site.organisation) ?? 0, monthsSinceVisit: since });
      entries.push({ ...listed(site), stratum: STRATUM[strataBy](site), ...tickets });
    }
  }
  if (entries.length === 0) throw new AppError('inspections.nobody', { period: formatPeriod(period) });
  const strata = [...new Set(entries.map(({ stratum }) => stratum))].map((name) => ({ name, count }));
  const list = orderList({
    period,
    number: lists.length + 1,
    title: `${formatPeriod(period)}随机督察`,
    strata,
    entries,
    leftOut,
    ...(rules.inspectors ? { inspectors: inspectorsFor(db, rules.inspectors) } : {}),
  });
  const unfit = teamRefusal(list);
  if (unfit !== null) throw new AppError('inspections.inspectors', { detail: unfit });
  return list;
}

/** Everything a draw was made from, as it is printed. null before the draw. */
function certificateOf(db: Reader, { content, sha256, frozenAt, frozenBy, draw }: StoredList): DrawCertificate | null {
  if (!draw) return null;
  return {
    office: readOffice(db).issuer,
    list: content,
    listHash: sha256,
    frozenAt,
    frozenBy,
    seed: seedOf(draw.seedParts),
    ...draw,
  };
}

const viewList = (db: Reader, stored: StoredList): ListView => {
  const { draw: _, content, sha256, ...list } = stored;
  return { ...list, title: content.title, hash: sha256, list: content, certificate: certificateOf(db, stored) };
};

/** What is to be visited by level and block: drawn, or 指定督察. */
function planOf(db: Reader, period: string): readonly PlanCell[] {
  const rows = visitRows(db, period);
  return codesOf(LEVELS).flatMap((level) =>
    codesOf(BLOCKS).map((block) => {
      const here = rows.filter(({ site }) => site.level === level && site.block === block);
      return { level, block, planned: here.length, visited: here.filter(({ isSigned }) => isSigned).length };
    }),
  );
}

function viewDraws(context: Context, period: string): DrawsView {
  const db = context.reader();
  return {
    lists: listsIn(db, period).map((list) => viewList(db, list)),
    plan: planOf(db, period),
    sites: siteRows(db, localDay(context.now())),
    units: unitsOf(db),
    inspectors: listInspectors(db),
  };
}

function findListOrThrow(db: Reader, id: number): StoredList {
  const list = findList(db, id);
  if (!list) throw new AppError('data.missing', { what: '这份名单' });
  return list;
}

/** One that nobody drew from. Throws inspections.listDone. */
function findOpenList(db: Reader, id: number): StoredList {
  const list = findListOrThrow(db, id);
  const { number, draw, voidReason } = list;
  if (draw !== null || voidReason !== '') throw new AppError('inspections.listDone', { number, isDrawn: draw !== null });
  return list;
}

const listSubject = ({ period, number }: StoredList): string => `${formatPeriod(period)} 第 ${number} 次名单`;

/** @throws AppError inspections.listDone, inspections.seed */
function draw(
  context: Context,
  id: number,
  made: { readonly seedKind: SeedKind; readonly seedParts: readonly SeedPart[]; readonly present: readonly string[] },
): void {
  const list = findOpenList(context.reader(), id);
  const seedParts = made.seedParts
    .map(({ name, digits }) => ({ name, digits: digits.normalize('NFKC').replace(/[\s,，、]/g, '') }))
    .filter(({ digits }) => digits !== '');
  const refusal = seedRefusal(made.seedKind, seedParts);
  if (refusal !== null) throw new AppError('inspections.seed', { detail: refusal });
  const present = [...new Set(made.present)];
  if (present.length < 2) throw new AppError('inspections.seed', { detail: '在场监督的至少写 2 人' });
  const seed = seedOf(seedParts);
  const picks = drawPicks(list.content, seed);
  const teams = drawTeams(list.content, seed);
  const act = { action: '抽取督察点位', subject: listSubject(list), detail: { seed, seedParts, picks, teams } };
  context.write(act, (tx) => {
    addDraw(tx, id, { seedKind: made.seedKind, seedParts, present, picks, teams, drawnAt: tx.at, drawnBy: tx.actor });
  });
}

/** “2018年2月5日 10:00:00”, on the office's clock. */
function localTime(instant: string): string {
  const day = localDay(instant);
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日${new Date(instant).toTimeString().slice(0, 8)}`;
}

/** A list that was drawn from, with its certificate. */
function findCertificate(db: Reader, id: number): { readonly list: StoredList; readonly certificate: DrawCertificate } {
  const list = findListOrThrow(db, id);
  const certificate = certificateOf(db, list);
  if (!certificate) throw new AppError('data.missing', { what: '这次抽取' });
  return { list, certificate };
}

export const inspectionDraws = {
  'inspections.draws': ({ period }, context) => viewDraws(context, period),
  'inspections.candidates': (rules, context) => candidates(context.reader(), rules, localDay(context.now())),
  'inspections.freeze': (rules, context) => {
    refuseNotHeld(context.reader(), rules.period);
    refuseSealed(context.reader(), rules.period);
    const content = candidates(context.reader(), rules, localDay(context.now()));
    const sha256 = listHash(content);
    const subject = `${formatPeriod(rules.period)} 第 ${content.number} 次名单 ${content.entries.length} 个点位`;
    const act = { action: '封存督察名单', subject, detail: { sha256, rules } };
    return { id: context.write(act, (tx) => addList(tx, { content, sha256, frozenAt: tx.at, frozenBy: tx.actor })) };
  },
  'inspections.voidList': ({ id, reason }, context) => {
    const list = findOpenList(context.reader(), id);
    context.write({ action: '作废督察名单', subject: listSubject(list), detail: { reason } }, (tx) => voidList(tx, id, reason));
    return null;
  },
  'inspections.draw': ({ id, ...made }, context) => {
    draw(context, id, made);
    return null;
  },
  'inspections.certificate': ({ id }, context) => {
    const { list, certificate } = findCertificate(context.reader(), id);
    const times = { frozen: localTime(certificate.frozenAt), drawn: localTime(certificate.drawnAt) };
    const facts = {
      kind: 'certificate' as const,
      certificate,
      drawnOn: localDay(certificate.drawnAt),
      times,
      marks: demoMarks(context.reader(), certificate.list.period),
    };
    return savePdf(context, '打印抽取证书', `${formatPeriod(list.period)}抽取证书（第${list.number}次）`, facts);
  },
  'inspections.verifier': async ({ id }, context) => {
    const { list, certificate } = findCertificate(context.reader(), id);
    const title = `${formatPeriod(list.period)}督察点位抽取核对（第${list.number}次）`;
    const file = await context.dialogs.saveFile('保存核对文件', `${title}.html`);
    if (file === null) return null;
    const page = verifierPage(title, DRAW_ELEMENT, certificate, await context.verifierScript());
    writeOutput(file, Buffer.from(page, 'utf8'));
    context.write({ action: '导出抽取核对文件', subject: basename(file) }, () => undefined);
    return { file: basename(file) };
  },
} satisfies Partial<Handlers>;
