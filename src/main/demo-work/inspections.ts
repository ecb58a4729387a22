/** The demonstration's 督察: lists frozen and drawn from, visits signed on the spot, problems and their way. */
import { drawPicks, type SeedPart, seedOf } from '../../shared/draw/certificate.ts';
import { type FrozenList, listHash, orderList } from '../../shared/draw/frozen-list.ts';
import { sha256Hex } from '../../shared/draw/sampler.ts';
import { DEFAULT_CHECKLISTS } from '../../shared/inspections/checklists.ts';
import { chargeOf, DEFAULT_CLAUSES } from '../../shared/inspections/clauses.ts';
import { BLOCKS, CATEGORIES, EVENTS, LEVELS, type ProblemState, SEVERITIES } from '../../shared/inspections/words.ts';
import { formatPeriod } from '../../shared/period.ts';
import { DEMO_SOURCE } from '../../shared/text.ts';
import type { Context } from '../context.ts';
import { dueAfter } from '../handlers/inspection-problems.ts';
import type { Content } from '../store/evidence.ts';
import { addDraw, addList, listSites, type StoredSite, saveSite } from '../store/inspection-draws.ts';
import { attachToProblem, moveProblem, problemsOf, saveVisit, signVisit } from '../store/inspections.ts';
import { calendarDays } from '../store/submissions.ts';
import type { Writer } from '../store/transaction.ts';
import { codeOf, type Row, readDemo, unitIds } from './table.ts';

/** Where a step leaves a problem. */
const BECOMES = { report: 'reported', return: 'open', revisit: 'revisited', close: 'closed', relapse: 'relapsed' } as const;
/** Working days that are given when a problem has come back. */
const AGAIN = 15;
const DRAWN_BY = `市委改革办（${DEMO_SOURCE}）`;

export function fillInspections(context: Context, tx: Writer, proof: (what: string) => Content): void {
  const unitId = unitIds(tx);
  for (const row of readDemo(context, '点位')) {
    const [code, name, organisation] = [row('编码'), row('点位'), row('单位')];
    const site = { code, name, organisation, level: codeOf(LEVELS, row('级别')), block: codeOf(BLOCKS, row('内容')) };
    saveSite(tx, { ...site, address: '', contact: '', isActive: true }, unitId(organisation));
  }
  const sites = new Map(listSites(tx).map((site) => [site.code, site]));
  const lists = fillDraws(context, tx, sites);
  fillVisits(context, tx, sites, lists, proof);
}

/** Ids of the lists, by period. */
function fillDraws(context: Context, tx: Writer, sites: ReadonlyMap<string, StoredSite>): ReadonlyMap<string, number> {
  const listed = readDemo(context, '名单');
  return new Map(
    readDemo(context, '抽取').map((row) => {
      const period = row('考核期');
      const content = listOf(
        period,
        listed.filter((one) => one('考核期') === period),
        sites,
      );
      const seedParts = row('报数')
        .split('、')
        .map((part): SeedPart => {
          const [name = '', digits = ''] = part.split('=');
          return { name, digits };
        });
      const id = addList(tx, { content, sha256: listHash(content), frozenAt: row('封存'), frozenBy: DRAWN_BY });
      const picks = drawPicks(content, seedOf(seedParts));
      addDraw(tx, id, {
        teams: [],
        seedKind: 'called',
        seedParts,
        present: row('在场').split('、'),
        picks,
        drawnAt: row('抽取'),
        drawnBy: DRAWN_BY,
      });
      return [period, id] as const;
    }),
  );
}

/** Two sites of every unit; a line without tickets takes no part. */
function listOf(period: string, rows: readonly Row[], sites: ReadonlyMap<string, StoredSite>): FrozenList {
  const listed = rows.flatMap((row) => {
    const site = sites.get(row('点位'));
    if (!site) return [];
    const { code, name, organisationName, level, block } = site;
    return [{ row, listed: { code, name, unit: organisationName, level: LEVELS[level], block: BLOCKS[block] } }];
  });
  const entries = listed.filter(({ row }) => row('票数') !== '');
  const strata = [...new Set(entries.map(({ listed: { unit } }) => unit))].map((name) => ({ name, count: 2 }));
  return orderList({
    period,
    number: 1,
    title: `${formatPeriod(period)}随机督察`,
    strata,
    entries: entries.map(({ row, listed: one }) => ({
      ...one,
      stratum: one.unit,
      tickets: Number(row('票数')),
      reason: row('理由'),
    })),
    leftOut: listed.filter(({ row }) => row('票数') === '').map(({ row, listed: one }) => ({ ...one, reason: row('理由') })),
  });
}

function fillVisits(
  context: Context,
  tx: Writer,
  sites: ReadonlyMap<string, StoredSite>,
  lists: ReadonlyMap<string, number>,
  proof: (what: string) => Content,
): void {
  const own = calendarDays(tx);
  const keyOf = (row: Row): string => `${row('考核期')} ${row('点位')}`;
  const problems = new Map<string, Row[]>();
  for (const row of readDemo(context, '问题')) problems.set(keyOf(row), [...(problems.get(keyOf(row)) ?? []), row]);
  for (const row of readDemo(context, '督察')) {
    const site = sites.get(row('点位'));
    if (!site) continue;
    const found = problems.get(keyOf(row)) ?? [];
    const points = row('得分').split('、');
    const notes = row('现场情况').split('|');
    const id = saveVisit(tx, {
      id: null,
      uid: sha256Hex(`${DEMO_SOURCE} ${keyOf(row)}`),
      period: row('考核期'),
      site: site.code,
      listId: row('指定理由') === '' ? (lists.get(row('考核期')) ?? null) : null,
      designation: row('指定理由'),
      visitedOn: row('日期'),
      inspectors: row('人员').split('、'),
      note: '',
      origin: '',
      scores: DEFAULT_CHECKLISTS[site.block].map((line, at) => ({
        text: line.text,
        fullPoints: line.points,
        points: points[at] ?? null,
        note: notes[at] ?? '',
      })),
      problems: found.map((problem) => {
        const [category, severity] = [codeOf(CATEGORIES, problem('类别')), codeOf(SEVERITIES, problem('程度'))];
        const days = Number(problem('时限'));
        return {
          organisation: problem('单位'),
          category,
          severity,
          text: problem('问题'),
          demand: problem('整改要求'),
          days,
          dueOn: dueAfter(row('日期'), days, own),
          charge: chargeOf(DEFAULT_CLAUSES, { category, severity }),
        };
      }),
      recounts: recountsOf(row('核实')),
    });
    signVisit(tx, id, `${site.organisationName}负责人`);
    for (const [at, problem] of problemsOf(tx, id).entries()) {
      const steps = (found[at]?.('经过') ?? '').split('|').filter((step) => step !== '');
      for (const step of steps) takeStep(tx, problem.id, step, own, proof);
    }
  }
}

/** “A1b=13→11” */
function recountsOf(text: string) {
  const [indicator = '', figures = ''] = text.split('=');
  const [reported = '', recounted = ''] = figures.split('→');
  if (indicator === '') return [];
  return [{ indicator, reported, recounted, note: reported === recounted ? '与台账一致' : '台账与现场不符' }];
}

/** “报整改 2018-02-05 已按要求整改，佐证附后” */
function takeStep(
  tx: Writer,
  problem: number,
  text: string,
  own: ReturnType<typeof calendarDays>,
  proof: (what: string) => Content,
): void {
  const [word = '', onDay = '', words = ''] = text.split(' ');
  const event = codeOf(EVENTS, word);
  if (event === 'attach' || event === 'detach') return;
  if (event === 'report') attachToProblem(tx, problem, proof(''), onDay);
  const state: ProblemState = BECOMES[event];
  moveProblem(tx, problem, state, { event, onDay, words, dueOn: event === 'relapse' ? dueAfter(onDay, AGAIN, own) : null });
}
