/** 数据包: a draw or a visit as one file with its hash, from the office to a computer without network and back. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  type PackageContent,
  type PackagePreview,
  type PackageVisit,
  packageContent,
  type Site,
} from '../../shared/contract/inspections.ts';
import { drawPicks, recomputeDraw, seedOf } from '../../shared/draw/certificate.ts';
import { sha256Hex } from '../../shared/draw/sampler.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { canonicalJson } from '../../shared/seal/canonical.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import { listIndicators } from '../store/indicators.ts';
import {
  addDraw,
  addList,
  addPackage,
  findList,
  findListByHash,
  findVisit,
  hasPackage,
  hasVisit,
  listSites,
  listsIn,
  packedDraw,
  problemsOf,
  recountsOf,
  type StoredList,
  saveSite,
  saveVisit,
  signVisit,
} from '../store/inspections.ts';
import { listOrganisations } from '../store/organisations.ts';
import { isSealed } from '../store/seals.ts';
import { calendarDays } from '../store/submissions.ts';
import type { Reader, Writer } from '../store/transaction.ts';
import { dueAfter } from './inspection-problems.ts';
import { readOffice } from './settings.ts';

const FORMAT = '六个一督察数据包';
const EXTENSION = '.dcb';
/** A package of one visit is a few kilobytes; of two thousand sites below one megabyte. */
const MOST_BYTES = 8 * 1024 * 1024;

type Packed = { readonly content: PackageContent; readonly sha256: string };
/** What was looked at last, until it is taken in or another one is looked at. */
const looked = new WeakMap<Context, Packed & { readonly file: string }>();

const withoutId = ({ code, name, organisation, level, block, address, contact, isActive }: Site): Site => ({
  code,
  name,
  organisation,
  level,
  block,
  address,
  contact,
  isActive,
});

/** @throws AppError inspections.unsigned, data.missing */
function contentOf(
  context: Context,
  listId: number | null,
  visitId: number | null,
): { readonly content: PackageContent; readonly name: string } {
  const db = context.reader();
  const head = { office: readOffice(db).issuer, madeBy: context.actor(), madeAt: context.now() };
  const sites = new Map(listSites(db).map((site) => [site.code, withoutId(site)]));
  const drawn = (id: number | null): readonly [PackageContent['lists'][number], readonly string[]] | null => {
    const list = id === null ? null : findList(db, id);
    const { draw } = list ?? {};
    return list && draw ? [packedDraw({ ...list, draw }), draw.picks.map(({ code }) => code)] : null;
  };
  if (visitId === null) {
    const pack = drawn(listId);
    if (!pack) throw new AppError('data.missing', { what: '这次抽取' });
    const [list, codes] = pack;
    const picked = codes.flatMap((code) => sites.get(code) ?? []);
    const { period, number } = list.content;
    return {
      content: { ...head, sites: picked, lists: [list], visits: [] },
      name: `${formatPeriod(period)}外出督察任务（第${number}次）`,
    };
  }
  const visit = findVisit(db, visitId);
  if (!visit) throw new AppError('data.missing', { what: '这条督察记录' });
  if (visit.signedBy === '') throw new AppError('inspections.unsigned', { site: visit.site.name });
  const pack = drawn(visit.listId);
  const needed = new Set([visit.site.code, ...(pack?.[1] ?? [])]);
  const packed: PackageVisit = {
    uid: visit.uid,
    period: visit.period,
    site: visit.site.code,
    list: pack?.[0].sha256 ?? null,
    designation: visit.designation,
    visitedOn: visit.visitedOn,
    inspectors: [...visit.inspectors],
    note: visit.note,
    signedBy: visit.signedBy,
    scores: visit.scores.map(({ text, fullPoints, points, note }) => ({ text, fullPoints, points: points ?? '0', note })),
    problems: problemsOf(db, visitId).map(({ organisation, category, severity, text, demand, days }) => ({
      organisation,
      category,
      severity,
      text,
      demand,
      days,
    })),
    recounts: recountsOf(db, [visitId]).map(({ indicator, reported, recounted, note }) => ({
      indicator,
      reported,
      recounted,
      note,
    })),
  };
  return {
    content: {
      ...head,
      sites: [...needed].flatMap((code) => sites.get(code) ?? []),
      lists: pack ? [pack[0]] : [],
      visits: [packed],
    },
    name: `${formatPeriod(visit.period)}督察记录 ${visit.site.name}`,
  };
}

/** Reads a package and holds it against its own hash. @throws AppError inspections.package, file.unreadable */
function readPackage(path: string): Packed {
  const name = basename(path);
  const refuse = (detail: string): never => {
    throw new AppError('inspections.package', { name, detail });
  };
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new AppError('file.unreadable', { name }, { cause });
  }
  if (bytes.length > MOST_BYTES) refuse('文件过大，不是督察数据包');
  let raw: { readonly format?: unknown; readonly sha256?: unknown; readonly content?: unknown } | null = null;
  try {
    raw = JSON.parse(bytes.toString('utf8'));
  } catch {
    refuse('不是督察数据包，或文件不完整，请重新导出');
  }
  if (raw?.format !== FORMAT || typeof raw.sha256 !== 'string') return refuse('不是督察数据包，请选择由本程序导出的数据包');
  // The hash is of what was written, not of what the schema makes of it.
  if (hashOf(raw.content) !== raw.sha256) refuse('内容与校验码不符，文件被改动或已损坏，请重新导出');
  const parsed = packageContent.safeParse(raw.content);
  if (!parsed.success) return refuse('内容不完整，或由更新版本的程序导出');
  return { content: parsed.data, sha256: raw.sha256 };
}

function hashOf(content: unknown): string | null {
  try {
    return sha256Hex(canonicalJson(content));
  } catch {
    return null;
  }
}

type Line = PackagePreview['lines'][number];

/** What each part of a package would add here, or why it cannot. */
function judge(db: Reader, { content, sha256 }: Packed): readonly Line[] {
  const again: Line | null = hasPackage(db, sha256)
    ? { text: '整个数据包', verdict: 'refuse', why: '同一数据包已经导入过，不能重复导入' }
    : null;
  const known = new Map(listSites(db).map((site) => [site.code, site]));
  const units = new Map(listOrganisations(db).map(({ code, name }) => [code, name]));
  const siteNames = new Map(
    [...known, ...content.sites.map((site) => [site.code, site] as const)].map(([code, { name }]) => [code, name]),
  );
  const packedLists = new Set(content.lists.map((list) => list.sha256));
  return [
    ...(again ? [again] : []),
    ...content.sites.map((site) => judgeSite(site, known.get(site.code), units)),
    ...content.lists.map((list) => judgeList(db, list, siteNames)),
    ...content.visits.map((visit) => judgeVisit(db, visit, siteNames, units, packedLists)),
  ];
}

function judgeSite(site: Site, here: Site | undefined, units: ReadonlyMap<string, string>): Line {
  const text = `点位 ${site.code} ${site.name}`;
  const unit = units.get(site.organisation);
  if (unit === undefined) return { text, verdict: 'refuse', why: `本机没有编码为“${site.organisation}”的单位，请先建立` };
  if (!here) return { text, verdict: 'add', why: `新登记，${unit}` };
  const isSame =
    here.name === site.name && here.organisation === site.organisation && here.level === site.level && here.block === site.block;
  return isSame
    ? { text, verdict: 'known', why: '已有，不变' }
    : { text, verdict: 'refuse', why: `同一编码在本机是“${here.name}”，单位、级别或内容不同，请先核对` };
}

function judgeList(db: Reader, list: PackageContent['lists'][number], siteNames: ReadonlyMap<string, string>): Line {
  const { period, number } = list.content;
  const text = `${formatPeriod(period)}第 ${number} 次抽取`;
  const difference = recomputeDraw(certificateOf(list));
  if (difference !== null) return { text, verdict: 'refuse', why: `重新抽取与包内不符：${difference}` };
  const missing = drawPicks(list.content, seedOf(list.draw.seedParts)).find(({ code }) => !siteNames.has(code));
  if (missing) return { text, verdict: 'refuse', why: `抽中的点位 ${missing.code} 不在包内` };
  const here = findListByHash(db, list.sha256);
  if (here?.draw) {
    const isSame = canonicalJson(packedDraw({ ...here, draw: here.draw })) === canonicalJson(list);
    return isSame
      ? { text, verdict: 'known', why: '已有，不变' }
      : { text, verdict: 'refuse', why: '本机对同一名单另有一次抽取，两次结果不能并存' };
  }
  if (here) return { text, verdict: 'refuse', why: '本机也封存了这份名单而没有抽取，请先在本机作废' };
  if (listsIn(db, period).some((other) => other.number === number)) {
    return { text, verdict: 'refuse', why: `本机已有${formatPeriod(period)}第 ${number} 次名单，内容不同` };
  }
  return { text, verdict: 'add', why: `重新抽取，结果相同，${list.content.entries.length} 个点位` };
}

const certificateOf = ({ content, sha256, frozenAt, frozenBy, draw }: PackageContent['lists'][number]) => ({
  office: '',
  list: content,
  listHash: sha256,
  frozenAt,
  frozenBy,
  ...draw,
  seed: seedOf(draw.seedParts),
  // A package carries no picks: they follow from list and seed.
  picks: drawPicks(content, seedOf(draw.seedParts)),
});

function judgeVisit(
  db: Reader,
  visit: PackageVisit,
  siteNames: ReadonlyMap<string, string>,
  units: ReadonlyMap<string, string>,
  packedLists: ReadonlySet<string>,
): Line {
  const text = `${visit.visitedOn} ${siteNames.get(visit.site) ?? visit.site} 督察记录，问题 ${visit.problems.length} 个`;
  if (hasVisit(db, visit.uid)) return { text, verdict: 'known', why: '已有，不再写入' };
  if (isSealed(db, visit.period)) return { text, verdict: 'refuse', why: `${formatPeriod(visit.period)}已封账` };
  if (!siteNames.has(visit.site)) return { text, verdict: 'refuse', why: '点位不在包内，本机也没有' };
  if (visit.list !== null && !packedLists.has(visit.list)) return { text, verdict: 'refuse', why: '所依据的抽取不在包内' };
  if (visit.list === null && visit.designation === '')
    return { text, verdict: 'refuse', why: '没有抽取依据，也没有指定督察的理由' };
  if (visit.inspectors.length < 2) return { text, verdict: 'refuse', why: '督察人员不足 2 人' };
  const unit = visit.problems.find(({ organisation }) => !units.has(organisation));
  if (unit) return { text, verdict: 'refuse', why: `本机没有编码为“${unit.organisation}”的责任单位` };
  const indicators = new Set(listIndicators(db).map(({ code }) => code));
  const figure = visit.recounts.find(({ indicator }) => !indicators.has(indicator));
  if (figure) return { text, verdict: 'refuse', why: `本机没有指标 ${figure.indicator}` };
  return { text, verdict: 'add', why: `${visit.signedBy}签字，${visit.inspectors.join('、')}督察` };
}

/** Writes what is new; a refusal anywhere writes nothing. */
function take(context: Context, packed: Packed & { readonly file: string }) {
  const db = context.reader();
  const refused = judge(db, packed).find(({ verdict }) => verdict === 'refuse');
  if (refused) throw new AppError('inspections.package', { name: packed.file, detail: `${refused.text}：${refused.why}` });
  const { content, sha256, file } = packed;
  const known = new Set(listSites(db).map(({ code }) => code));
  const sites = content.sites.filter(({ code }) => !known.has(code));
  const lists = content.lists.filter((list) => !findListByHash(db, list.sha256));
  const visits = content.visits.filter(({ uid }) => !hasVisit(db, uid));
  const units = new Map(listOrganisations(db).map(({ code, id }) => [code, id]));
  const origin = `${content.madeBy}（${content.office}）${file}`;
  const counts = { lists: lists.length, visits: visits.length, sites: sites.length };
  const act = {
    action: '导入督察数据包',
    subject: file,
    detail: { sha256, ...counts, madeBy: content.madeBy, madeAt: content.madeAt },
  };
  context.write(act, (tx) => {
    for (const site of sites) saveSite(tx, site, units.get(site.organisation) ?? 0);
    for (const list of lists) takeList(tx, list);
    for (const visit of visits) takeVisit(tx, visit, origin);
    addPackage(tx, sha256, file);
  });
  return counts;
}

function takeList(tx: Writer, { content, sha256, frozenAt, frozenBy, draw }: PackageContent['lists'][number]): void {
  const id = addList(tx, { content, sha256, frozenAt, frozenBy });
  addDraw(tx, id, { ...draw, picks: drawPicks(content, seedOf(draw.seedParts)) });
}

function takeVisit(tx: Writer, visit: PackageVisit, origin: string): void {
  const list: StoredList | null = visit.list === null ? null : findListByHash(tx, visit.list);
  const own = calendarDays(tx);
  const id = saveVisit(tx, {
    ...visit,
    id: null,
    listId: list?.id ?? null,
    origin,
    problems: visit.problems.map((problem) => ({ ...problem, dueOn: dueAfter(visit.visitedOn, problem.days, own) })),
  });
  signVisit(tx, id, visit.signedBy);
}

export const inspectionPackages = {
  'inspections.exportPackage': async ({ list, visit }, context) => {
    const { content, name } = contentOf(context, list, visit);
    const path = await context.dialogs.saveFile('保存督察数据包', `${name}${EXTENSION}`);
    if (path === null) return null;
    const sha256 = sha256Hex(canonicalJson(content));
    writeOutput(path, Buffer.from(`${JSON.stringify({ format: FORMAT, sha256, content }, null, 1)}\n`, 'utf8'));
    context.write({ action: '导出督察数据包', subject: basename(path), detail: { sha256 } }, () => undefined);
    return { file: basename(path) };
  },
  'inspections.choosePackage': async (_, context) => {
    const path = await context.dialogs.openFile('选择督察数据包', [EXTENSION.slice(1)], '督察数据包');
    if (path === null) return null;
    const packed = { ...readPackage(path), file: basename(path) };
    looked.set(context, packed);
    const { office, madeBy, madeAt } = packed.content;
    return { file: packed.file, sha256: packed.sha256, office, madeBy, madeAt, lines: judge(context.reader(), packed) };
  },
  'inspections.takePackage': ({ sha256 }, context) => {
    const packed = looked.get(context);
    if (packed?.sha256 !== sha256) throw new AppError('import.expired', {});
    const counts = take(context, packed);
    looked.delete(context);
    return counts;
  },
} satisfies Partial<Handlers>;
