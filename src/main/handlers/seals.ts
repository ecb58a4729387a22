/** 封账: closes a month with everything its result was made from, and checks that all sealed months are still what they were. */
import { basename } from 'node:path';
import type { Matrix } from '../../shared/contract/observations.ts';
import type { Obstacle, SealView, Verification } from '../../shared/contract/seals.ts';
import { type Block, engineVersion, type RankingList } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import { formatPeriod } from '../../shared/period.ts';
import { canonicalJson } from '../../shared/seal/canonical.ts';
import { checkSeal, type Difference, makeSeal, sealName } from '../../shared/seal/check.ts';
import { CHAIN_START, sm3Hex } from '../../shared/seal/hash.ts';
import { fromRecords, type SealedCell, type SealedList, type SealedMonth } from '../../shared/seal/month.ts';
import { PACKAGE_ELEMENT, verifierPage } from '../../shared/seal/verifier-page.ts';
import { listName } from '../../shared/text.ts';
import type { Handlers } from '../call.ts';
import type { Context } from '../context.ts';
import { writeOutput } from '../jobs/output-file.ts';
import { isOneClerk } from '../store/accounts.ts';
import { claimsIn } from '../store/claims.ts';
import { correctionById } from '../store/corrections.ts';
import { type BrokenFile, verifyEvidence } from '../store/evidence.ts';
import { listIndicators } from '../store/indicators.ts';
import { listOrganisations, organisationsIn } from '../store/organisations.ts';
import { listPanels, panelMarksIn } from '../store/panels.ts';
import { auditRow } from '../store/records.ts';
import { schemeFor, storedScheme } from '../store/schemes.ts';
import { addSeal, digestOf, isSealed, listSeals, newLogs, sealedRecords, sealOf, storedSeals } from '../store/seals.ts';
import type { Reader, Writer } from '../store/transaction.ts';
import { registerDifference } from './bulletin-register.ts';
import { checkMatrix } from './checks.ts';
import { cellsIn, engineIndicators, sealMarkOf, viewRanking } from './evaluation.ts';
import { tableStandings } from './locks.ts';
import { viewMatrix } from './matrix.ts';
import { gatherWork } from './month-work.ts';

/** The lists a month is sealed with: districts always, special groups where the office has them. */
const listsOf = (db: Reader, period: string): readonly RankingList[] =>
  (['district', 'specialGroup'] as const).filter((list) => organisationsIn(db, list, period).length > 0);

/** What is still in the way of a seal, and what is only strange. */
function viewSeal(db: Reader, period: string): SealView {
  const seal = sealMarkOf(db, period);
  const isAlone = isOneClerk(db);
  if (seal) return { period, seal, obstacles: [], doubts: [], isOneClerk: seal.isOneClerk };
  const rules = schemeFor(db, period)?.rules;
  if (!rules) {
    const sentence = `${formatPeriod(period)}没有可用的考核方案，先启用一个方案。`;
    return { period, seal, obstacles: [{ sentence, page: 'schemes' }], doubts: [], isOneClerk: isAlone };
  }
  const obstacles: Obstacle[] = [];
  const doubts: string[] = [];
  const organisations = listOrganisations(db);
  const lists = listsOf(db, period);
  if (lists.length === 0) obstacles.push({ sentence: `${formatPeriod(period)}没有参加排名的单位。`, page: 'entry' });
  // What a panel writes comes when it ends; after the seal it could never end.
  for (const { title, isClosed } of listPanels(db, period)) {
    if (!isClosed) obstacles.push({ sentence: `评分“${title}”没有结束，结束或撤销后再封账。`, page: 'panels' });
  }
  for (const list of lists) {
    const matrix = viewMatrix(db, period, list);
    const { evaluation } = viewRanking(db, period, list, 0).view;
    for (const { name, items } of evaluation.missing) {
      obstacles.push({ sentence: `${name}缺报 ${items.join('、')}，补齐或注明未报、不适用、缓报。`, page: 'entry' });
    }
    obstacles.push(...unreviewed(db, matrix, rules.blocks));
    const checks = checkMatrix(db, matrix, organisations);
    for (const row of matrix.rows) {
      for (const column of matrix.columns) {
        const check = checks[row.code]?.[column.indicator];
        const wrong = check?.findings.find((finding) => finding.severity === 'refuse');
        if (wrong) obstacles.push({ sentence: `${row.name} ${column.name}：${wrong.sentence}`, page: 'entry' });
        else if (check?.isDoubtful) doubts.push(`${row.name} ${column.name}：${check.findings[0]?.sentence ?? ''}`);
      }
    }
  }
  return { period, seal, obstacles, doubts, isOneClerk: isAlone };
}

/** Tables that are not reviewed yet, a sentence a unit. */
function unreviewed(db: Reader, { period, rows, columns }: Matrix, blocks: readonly Block[]): readonly Obstacle[] {
  const standing = tableStandings(db, period);
  const asked = blocks.filter(({ code }) => columns.some(({ table }) => table === code));
  return rows.flatMap((row): readonly Obstacle[] => {
    const open = asked.filter(({ code }) => standing(row.code, code).state !== 'reviewed').map(({ name }) => name);
    return open.length === 0 ? [] : [{ sentence: `${row.name}：${open.join('、')}没有审核。`, page: 'board' }];
  });
}

/** Everything a month's result rests on, as it stands in the file now. */
function gatherMonth(context: Context, tx: Writer, period: string): SealedMonth {
  const inForce = schemeFor(tx, period);
  const scheme = inForce && storedScheme(tx, inForce.code, inForce.version);
  if (!scheme) throw new AppError('rules.none', { period: formatPeriod(period) });
  const lists = listsOf(tx, period).map((list): SealedList => {
    const { view, evaluated } = viewRanking(tx, period, list);
    const { organisations, previousRanks = {} } = evaluated.input;
    return {
      list,
      units: organisations.map((unit) => ({ ...unit, previousRank: previousRanks[unit.code] ?? null })),
      entries: view.evaluation.entries,
      speeches: view.speeches,
    };
  });
  return {
    head: {
      period,
      version: 1,
      engineVersion,
      sealedAt: tx.at,
      sealedBy: tx.actor,
      isOneClerk: isOneClerk(tx),
      correction: null,
    },
    scheme,
    indicators: engineIndicators(tx),
    lists,
    cells: cellsOf(tx, period),
    attachments: attachmentsOf(tx, period),
    work: gatherWork(context, period),
    logs: [],
  };
}

/** What the figures rest on beside themselves: accepted claims with the hashes of their evidence, marks of the panels. */
const attachmentsOf = (db: Reader, period: string): SealedMonth['attachments'] => [
  ...claimsIn(db, period).map((claim) => ({ kind: 'claim', ...claim })),
  ...panelMarksIn(db, period),
];

/** Every figure of a period, in an order of its own. */
function cellsOf(db: Reader, period: string): readonly SealedCell[] {
  const values = cellsIn(db, period);
  return Object.keys(values)
    .sort()
    .flatMap((organisation) =>
      Object.entries(values[organisation] ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([indicator, cell]) => ({ organisation, indicator, cell })),
    );
}

/** Writes a month as the next link of the chain, with the log of acts since the link before. */
export function sealMonth(tx: Writer, month: SealedMonth): void {
  const last = storedSeals(tx).at(-1);
  const before = last ? fromRecords(sealedRecords(tx, last.id, ['head', 'scheme', 'log']).map(({ record }) => record)).logs : [];
  const whole = { ...month, logs: newLogs(tx, before, sm3Hex) };
  const { seal, records } = makeSeal(whole, (last?.id ?? 0) + 1, last?.chain ?? CHAIN_START);
  addSeal(tx, seal, records);
}

/**
 * Checks the chain from its first link: each seal by itself, then the rows beside it (figures, rules, log) against what was sealed; and
 * every file of evidence, whether the month it belongs to is sealed or not.
 * @returns the first thing that differs, by name
 */
export function verifySeals(db: Reader): Omit<Verification, 'milliseconds'> {
  const all = storedSeals(db);
  let chain = CHAIN_START;
  let count = 0;
  const { files, broken } = verifyEvidence(db);
  const answer = (difference: Difference | null) => ({ seals: all.length, records: count, files, difference });
  for (const [index, seal] of all.entries()) {
    if (seal.id !== index + 1) return answer({ where: `第 ${index + 1} 次封存`, what: '封存登记不见了，或编号被改动' });
    const records = sealedRecords(db, seal.id);
    const { difference, month } = checkSeal(seal, records, chain);
    if (difference) return answer(difference);
    const isLatest = !all.some((other) => other.period === seal.period && other.version > seal.version);
    const beside = besideDifference(db, seal.auditId, month, isLatest, broken);
    if (beside) return answer({ where: `${sealName(seal)}${beside.where}`, what: beside.what });
    chain = seal.chain;
    count += records.length;
  }
  const strays = db.prepare('SELECT 1 FROM sealed_records WHERE seal_id NOT IN (SELECT id FROM seals)').get();
  if (strays) return answer({ where: '封存记录', what: '有记录不属于任何一次封存，封存登记被删去' });
  const [file] = broken;
  if (file) return answer({ where: `${file.record}“${file.title}”的${file.kind}“${file.name}”`, what: '文件内容与登记时不一致' });
  return answer(registerDifference(db));
}

/** The rows a sealed month was taken from: they are still there, letter by letter. */
function besideDifference(
  db: Reader,
  auditId: number,
  month: SealedMonth,
  isLatest: boolean,
  broken: readonly BrokenFile[],
): Difference | null {
  const { head, scheme } = month;
  const act = auditRow(db, auditId);
  if (act?.at !== head.sealedAt || act.actor !== head.sealedBy)
    return { where: '封账记录', what: '封账人或封账时间与封存时不一致' };
  const stored = storedScheme(db, scheme.code, scheme.version);
  if (stored?.name !== scheme.name || stored.effectiveFrom !== scheme.effectiveFrom || stored.rules !== scheme.rules) {
    return { where: `考核方案 ${scheme.name}`, what: '现存的方案与封存时不一致' };
  }
  const { correction } = head;
  const paper = correction ? correctionById(db, correction.number) : undefined;
  if (correction && (paper?.state !== 'signed' || paper.version !== head.version || paper.decidedBy !== correction.signedBy)) {
    return { where: `第 ${correction.number} 号更正单`, what: '办理结果与封存时不一致' };
  }
  const row = isLatest ? (cellDifference(db, month) ?? attachmentDifference(db, month, broken)) : null;
  if (row) return row;
  for (const log of month.logs) {
    if (digestOf(db, log, sm3Hex) !== log.sm3) {
      return { where: '操作记录', what: `“${LOG_NAMES[log.table] ?? log.table}”第 ${log.from} 至 ${log.to} 条与封存时不一致` };
    }
  }
  return null;
}

function attachmentDifference(db: Reader, month: SealedMonth, broken: readonly BrokenFile[]): Difference | null {
  const now = attachmentsOf(db, month.head.period);
  for (const [index, before] of month.attachments.entries()) {
    // Numbers are text in a record: the spelling is compared, not the value.
    if (canonicalJson(before) === canonicalJson(now[index])) continue;
    const { title, panel } = before as { readonly title?: string; readonly panel?: { readonly title?: string } };
    return { where: `${before.kind === 'claim' ? '加分事项' : '评分'}“${title ?? panel?.title ?? ''}”`, what: '与封存时不一致' };
  }
  if (now.length > month.attachments.length) return { where: '加分事项和评分', what: '比封存时多，有人在封账后添加' };
  const sealed = claimsIn(db, month.head.period).flatMap(({ files }) => files);
  const file = sealed.find(({ sha256 }) => broken.some((one) => one.sha256 === sha256));
  return file ? { where: `佐证“${file.name}”`, what: '文件内容与封存时不一致' } : null;
}

const LOG_NAMES: Readonly<Record<string, string>> = {
  audit_log: '操作记录',
  observation_changes: '数据修改经过',
  submission_events: '报送和审核经过',
  claim_events: '加分事项经过',
  corrections: '更正单',
  correction_cells: '更正单内容',
};

function cellDifference(db: Reader, month: SealedMonth): Difference | null {
  const names = new Map(listOrganisations(db).map(({ code, name }) => [code, name]));
  const figures = new Map(listIndicators(db).map(({ code, name }) => [code, name]));
  // 批准缓报 takes a figure from an earlier month; which one it was is in the seal, the earlier month may have been corrected since.
  const spelled = ({ cell }: SealedCell): string =>
    JSON.stringify(cell.state === 'deferred' ? { ...cell, value: null, carriedFrom: null } : cell, Object.keys(cell).sort());
  const index = (cells: readonly SealedCell[]) =>
    new Map(cells.map((cell) => [`${cell.organisation}\n${cell.indicator}`, cell] as const));
  const now = index(cellsOf(db, month.head.period));
  const sealed = index(month.cells);
  for (const [key, cell] of [...sealed, ...now]) {
    const before = sealed.get(key);
    const after = now.get(key);
    if (before && after && spelled(before) === spelled(after)) continue;
    const said = (one: SealedCell | undefined): string => one?.cell.value ?? (one ? one.cell.state : '无');
    return {
      where: `数据 ${names.get(cell.organisation) ?? cell.organisation} ${figures.get(cell.indicator) ?? cell.indicator}`,
      what:
        said(before) === said(after)
          ? '来源、备注、填报人或填报时间与封存时不一致'
          : `封存的是 ${said(before)}，现存 ${said(after)}`,
    };
  }
  return null;
}

/** Writes the one-file verifier of a sealed month. @throws AppError seal.none */
export async function exportVerifier(context: Context, period: string, file: string): Promise<void> {
  const db = context.reader();
  const seal = sealOf(db, period);
  if (!seal) throw new AppError('seal.none', { period: formatPeriod(period) });
  const previousChain = storedSeals(db).find(({ id }) => id === seal.id - 1)?.chain ?? CHAIN_START;
  const content = { seal, previousChain, records: sealedRecords(db, seal.id) };
  const page = verifierPage(`${sealName(seal)}封存核验`, PACKAGE_ELEMENT, content, await context.verifierScript());
  writeOutput(file, Buffer.from(page, 'utf8'));
  context.write({ action: '导出核验文件', subject: `${sealName(seal)} ${basename(file)}` }, () => undefined);
}

export const seals = {
  'seals.exportVerifier': async ({ period }, context) => {
    const seal = sealOf(context.reader(), period);
    if (!seal) throw new AppError('seal.none', { period: formatPeriod(period) });
    const file = await context.dialogs.saveFile('保存核验文件', `${sealName(seal)}核验文件.html`);
    if (file === null) return null;
    await exportVerifier(context, period, file);
    return { file: basename(file) };
  },
  'seals.mark': ({ period }, context) => sealMarkOf(context.reader(), period),
  'seals.view': ({ period }, context) => viewSeal(context.reader(), period),
  'seals.list': (_, context) => listSeals(context.reader()),
  'seals.verify': (_, context) => {
    const started = performance.now();
    return { ...verifySeals(context.reader()), milliseconds: Math.round(performance.now() - started) };
  },
  'seals.seal': ({ period, acceptDoubts }, context) => {
    const db = context.reader();
    if (isSealed(db, period)) throw new AppError('seal.exists', { period: formatPeriod(period) });
    const { obstacles, doubts } = viewSeal(db, period);
    const [first] = obstacles;
    if (first) throw new AppError('seal.obstacles', { first: first.sentence, count: obstacles.length });
    if (doubts.length > 0 && !acceptDoubts) throw new AppError('seal.doubts', { first: doubts[0] ?? '', count: doubts.length });
    const lists = listsOf(db, period).map((list) => listName[list]);
    const act = { action: '封账', subject: `${formatPeriod(period)}${lists.join('、')}`, detail: { unexplained: doubts } };
    context.write(act, (tx) => sealMonth(tx, gatherMonth(context, tx, period)));
    const seal = sealOf(context.reader(), period);
    if (!seal) throw new Error(`no seal of ${period} after sealing`);
    return seal;
  },
} satisfies Partial<Handlers>;
