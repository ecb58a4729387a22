/**
 * 数据包: a draw or a visit as one file with its hash, from the office to a computer without network and back. Photos and papers travel beside the
 * hashed content, each known by the hash the content names it by.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { mediaTypeOf } from '../../shared/claims/evidence.ts';
import type { Site } from '../../shared/contract/inspection-draws.ts';
import { type PackageContent, type PackageVisit, packageContent } from '../../shared/contract/inspection-packages.ts';
import { drawPicks, drawTeams, seedOf } from '../../shared/draw/certificate.ts';
import { sha256Hex } from '../../shared/draw/sampler.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { canonicalJson } from '../../shared/seal/canonical.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import { type Content, hashOf as hashOfBytes } from '../store/evidence.ts';
import {
  addDraw,
  addList,
  addPackage,
  findList,
  findListByHash,
  listSites,
  packedDraw,
  type StoredList,
  saveSite,
} from '../store/inspection-draws.ts';
import {
  attachToProblem,
  attachToVisit,
  findVisit,
  hasVisit,
  problemFiles,
  problemsOf,
  recountsOf,
  saveVisit,
  signVisit,
  visitFiles,
} from '../store/inspections.ts';
import { listOrganisations } from '../store/organisations.ts';
import { saveSetting } from '../store/records.ts';
import { calendarDays } from '../store/submissions.ts';
import type { Writer } from '../store/transaction.ts';
import { localDay } from './deadlines.ts';
import { keptFile, refusalOfBytes } from './evidence-files.ts';
import { readClauses } from './inspection-figures.ts';
import { filesOf, judge, judgeRules, type NamedFile, type Packed } from './inspection-package-check.ts';
import { dueAfter } from './inspection-problems.ts';
import { readChecklists } from './inspections.ts';
import { readOffice } from './settings.ts';

const FORMAT = '六个一督察数据包';
const EXTENSION = '.dcb';
/** Two thousand sites are below one megabyte; ten photos of ten megabytes come to a third more in a package. */
const MOST_BYTES = 160 * 1024 * 1024;

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

const named = ({ name, sha256 }: NamedFile): NamedFile => ({ name, sha256 });

/** @throws AppError inspections.unsigned, data.missing */
function contentOf(
  context: Context,
  listId: number | null,
  visitId: number | null,
): { readonly content: PackageContent; readonly name: string; readonly files: readonly NamedFile[] } {
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
      content: {
        ...head,
        rules: structuredClone({ checklists: readChecklists(db), clauses: readClauses(db) }) as PackageContent['rules'],
        sites: picked,
        lists: [list],
        visits: [],
      },
      files: [],
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
    problems: problemsOf(db, visitId).map(({ id, organisation, category, severity, text, demand, days, charge }) => ({
      organisation,
      category,
      severity,
      text,
      demand,
      days,
      charge,
      files: problemFiles(db, id).map(named),
    })),
    files: visitFiles(db, visitId).map(named),
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
    files: filesOf(packed),
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
  let raw: { readonly format?: unknown; readonly sha256?: unknown; readonly content?: unknown; readonly files?: unknown } | null =
    null;
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
  const files = new Map<string, Uint8Array>();
  const carried = new Map(Object.entries((raw.files ?? {}) as Readonly<Record<string, unknown>>));
  for (const file of parsed.data.visits.flatMap(filesOf)) {
    const text = carried.get(file.sha256);
    const content = typeof text === 'string' ? Buffer.from(text, 'base64') : null;
    if (content === null || hashOfBytes(content) !== file.sha256) {
      return refuse(`其中的“${file.name}”缺失或与校验码不符，请重新导出`);
    }
    const refusal = refusalOfBytes(file.name, content);
    if (refusal !== null) return refuse(refusal);
    files.set(file.sha256, content);
  }
  return { content: parsed.data, sha256: raw.sha256, files };
}

function hashOf(content: unknown): string | null {
  try {
    return sha256Hex(canonicalJson(content));
  } catch {
    return null;
  }
}

/** Writes what is new; a refusal anywhere writes nothing. */
function take(context: Context, packed: Packed & { readonly file: string }) {
  const db = context.reader();
  const lines = judge(db, packed);
  const refused = lines.find(({ verdict }) => verdict === 'refuse');
  if (refused) throw new AppError('inspections.package', { name: packed.file, detail: `${refused.text}：${refused.why}` });
  const { content, sha256, file } = packed;
  const rules = judgeRules(db, content).some(({ verdict }) => verdict === 'add') ? content.rules : undefined;
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
    if (rules) {
      saveSetting(tx, 'inspections.checklists', rules.checklists);
      saveSetting(tx, 'inspections.clauses', rules.clauses);
    }
    for (const site of sites) saveSite(tx, site, units.get(site.organisation) ?? 0);
    for (const list of lists) takeList(tx, list);
    for (const visit of visits) takeVisit(tx, visit, origin, packed.files);
    addPackage(tx, sha256, file);
  });
  return counts;
}

function takeList(tx: Writer, { content, sha256, frozenAt, frozenBy, draw }: PackageContent['lists'][number]): void {
  const id = addList(tx, { content, sha256, frozenAt, frozenBy });
  const seed = seedOf(draw.seedParts);
  addDraw(tx, id, { ...draw, picks: drawPicks(content, seed), teams: drawTeams(content, seed) });
}

function takeVisit(tx: Writer, visit: PackageVisit, origin: string, files: Packed['files']): void {
  const list: StoredList | null = visit.list === null ? null : findListByHash(tx, visit.list);
  const own = calendarDays(tx);
  const id = saveVisit(tx, {
    ...visit,
    id: null,
    listId: list?.id ?? null,
    origin,
    problems: visit.problems.map((problem) => ({ ...problem, dueOn: dueAfter(visit.visitedOn, problem.days, own) })),
  });
  const contentOfFile = ({ name, sha256 }: NamedFile): Content => ({
    name,
    sha256,
    mediaType: mediaTypeOf(name) ?? '',
    bytes: files.get(sha256) ?? new Uint8Array(),
  });
  for (const file of visit.files) attachToVisit(tx, id, contentOfFile(file));
  signVisit(tx, id, visit.signedBy);
  const stored = problemsOf(tx, id);
  visit.problems.forEach((problem, at) => {
    const known = stored[at];
    if (known) for (const file of problem.files) attachToProblem(tx, known.id, contentOfFile(file), localDay(tx.at));
  });
}

export const inspectionPackages = {
  'inspections.exportPackage': async ({ list, visit }, context) => {
    const { content, name, files } = contentOf(context, list, visit);
    const path = await context.dialogs.saveFile('保存督察数据包', `${name}${EXTENSION}`);
    if (path === null) return null;
    const sha256 = sha256Hex(canonicalJson(content));
    const db = context.reader();
    const bytes = Object.fromEntries(
      files.map((file) => [file.sha256, Buffer.from(keptFile(db, file).bytes).toString('base64')]),
    );
    const text = JSON.stringify({ format: FORMAT, sha256, content, ...(files.length > 0 ? { files: bytes } : {}) }, null, 1);
    writeOutput(path, Buffer.from(`${text}\n`, 'utf8'));
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
