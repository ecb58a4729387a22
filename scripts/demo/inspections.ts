/** 督察: sites, three draws that anybody can make again, visits whose points come to B1, and problems whose rounds come to B2. */
import { nthWorkingDay, workingDaysAfter, workingDaysBetween } from '../../src/shared/calendar.ts';
import { drawPicks, seedOf } from '../../src/shared/draw/certificate.ts';
import { type FrozenList, orderList, riskTickets } from '../../src/shared/draw/frozen-list.ts';
import { DEFAULT_CHECKLISTS } from '../../src/shared/inspections/checklists.ts';
import { type Category, chargeOf, DEFAULT_CLAUSES, type Severity } from '../../src/shared/inspections/clauses.ts';
import { monthsBetween } from '../../src/shared/inspections/coverage.ts';
import { BLOCKS, type Block, CATEGORIES, codesOf, LEVELS, SEVERITIES } from '../../src/shared/inspections/words.ts';
import { formatPeriod } from '../../src/shared/period.ts';
import { type Chance, chanceOf, csvText, daysAfter, workingDays } from './chance.ts';
import { DEPARTMENTS, DISTRICTS, daysIn, figure, GROUPS, TODAY, type Unit } from './figures.ts';
import { PROBLEMS, SEEN } from './words.ts';

type Site = {
  readonly code: string;
  readonly name: string;
  readonly unit: Unit;
  readonly level: keyof typeof LEVELS;
  readonly block: Block;
};
type Problem = {
  readonly unit: Unit;
  readonly category: Category;
  readonly severity: Severity;
  readonly text: string;
  readonly demand: string;
  readonly dueOn: string;
  /** “报整改 2018-02-05”, oldest first. */
  readonly steps: readonly (readonly [step: string, onDay: string, words: string])[];
};
type Visit = {
  readonly period: string;
  readonly site: Site;
  readonly designation: string;
  readonly visitedOn: string;
  readonly inspectors: string;
  /** Of the site, after what its problems take. */
  readonly score: number;
  readonly recount: string;
  readonly problems: Problem[];
};
type Draw = {
  readonly list: FrozenList;
  readonly frozenAt: string;
  readonly drawnAt: string;
  readonly called: readonly string[];
};

/** The month before is visited as well: what was found there falls due in January. */
const VISITED: readonly (readonly [period: string, next: string, from: string, to: string])[] = [
  ['2017-12', '2018-01', '2017-12-11', '2017-12-22'],
  ['2018-01', '2018-02', '2018-01-15', '2018-01-24'],
  ['2018-02', '2018-03', '2018-02-05', '2018-02-13'],
];

/** Kinds of places, no place of its own name: nothing made up is said of anybody's village. */
const PLACES: readonly (readonly [name: string, level: Site['level'], block: Block])[] = [
  ['政务服务中心', 'district', 'basics'],
  ['改革专项小组办公室', 'district', 'groups'],
  ['城区街道便民服务中心', 'township', 'documents'],
  ['中心镇综合治理中心', 'township', 'basics'],
  ['社区居家养老服务站', 'base', 'documents'],
  ['村级为民服务站', 'base', 'basics'],
  ['改革试点项目现场', 'base', 'documents'],
];

const SITES: readonly Site[] = [
  ...DISTRICTS.flatMap((unit) =>
    PLACES.map(
      ([name, level, block], at): Site => ({ code: `${unit.code}-${at + 1}`, name: `${unit.short}${name}`, unit, level, block }),
    ),
  ),
  ...DEPARTMENTS.map(
    (unit): Site => ({ code: `${unit.code}-1`, name: `${unit.short}改革办事窗口`, unit, level: 'city', block: 'basics' }),
  ),
];

const CALLERS = ['市纪委监督员', '区县代表', '专项小组代表', '市委改革办'];

/** A list of the month: who was there a month ago takes no part, who was not for long or has problems overdue has more tickets. */
function listOf(period: string, frozenOn: string, visits: readonly Visit[]): FrozenList {
  const last = new Map(visits.map(({ site, visitedOn }) => [site.code, visitedOn]));
  const isOverdue = ({ dueOn, steps }: Problem): boolean => dueOn < frozenOn && steps.every(([, onDay]) => onDay >= frozenOn);
  const problems = visits.flatMap((visit) => visit.problems);
  const entries: FrozenList['entries'][number][] = [];
  const leftOut: FrozenList['leftOut'][number][] = [];
  for (const { code, name, unit, level, block } of SITES) {
    if (level === 'city') continue;
    const listed = { code, name, unit: unit.name, level: LEVELS[level], block: BLOCKS[block] };
    const visitedOn = last.get(code);
    const since = visitedOn === undefined ? null : monthsBetween(visitedOn.slice(0, 7), period);
    if (since !== null && since <= 1) {
      leftOut.push({ ...listed, reason: `${visitedOn} 已督察，冷却期 1 个月` });
      continue;
    }
    const overdue = problems.filter((problem) => problem.unit === unit && isOverdue(problem)).length;
    entries.push({ ...listed, stratum: unit.name, ...riskTickets({ overdue, monthsSinceVisit: since }) });
  }
  const strata = DISTRICTS.map(({ name }) => ({ name, count: 2 }));
  return orderList({ period, number: 1, title: `${formatPeriod(period)}随机督察`, strata, entries, leftOut });
}

const takenBy = (category: Category, severity: Severity): number =>
  Number(chargeOf(DEFAULT_CLAUSES, { category, severity })?.points ?? 0);
/** What the problems of a visit take from its score: those its own unit answers for. */
const takenAt = ({ site, problems }: Visit): number =>
  problems.reduce((all, { unit, category, severity }) => all + (unit === site.unit ? takenBy(category, severity) : 0), 0);

/** Points of the lines of a checklist that come to the score before its problems, in halves; beside a line that lost many, what was seen. */
function pointsOf(chance: Chance, visit: Visit): { readonly points: readonly string[]; readonly notes: readonly string[] } {
  const lines = DEFAULT_CHECKLISTS[visit.site.block];
  const points = lines.map((line) => Number(line.points));
  for (let left = 100 - visit.score - takenAt(visit); left > 0; left -= 0.5) {
    const at = chance.between(0, lines.length - 1);
    if ((points[at] ?? 0) < Number(lines[at]?.points) * 0.4) left += 0.5;
    else points[at] = (points[at] ?? 0) - 0.5;
  }
  const notes = lines.map(({ text, points: full }, at) =>
    (points[at] ?? 0) <= Number(full) * 0.88 ? (SEEN.find(([line]) => text.includes(line))?.[1] ?? '') : '',
  );
  return { points: points.map(String), notes };
}

/** Where it may be 严重. */
const GRAVE: ReadonlySet<Category> = new Set<Category>(['figures', 'progress', 'duty']);
const CODES = new Map(codesOf(CATEGORIES).map((code) => [CATEGORIES[code] as string, code]));

/** Steps of a problem that was put right in time, or in one of the ways in which it was not. */
function stepsOf(chance: Chance, dueOn: string, visitedOn: string, way: number | null): Problem['steps'] {
  const words = ['已按要求整改，佐证附后', '到现场核对，整改属实', ''];
  const close = (reportedOn: string): Problem['steps'] => {
    const seenOn = workingDaysAfter(reportedOn, chance.between(1, 3));
    return [
      ['报整改', reportedOn, words[0] ?? ''],
      ['回访核实', seenOn, words[1] ?? ''],
      ['销号', nthWorkingDay(seenOn, chance.between(1, 2)), ''],
    ];
  };
  const early = workingDays(daysAfter(visitedOn, 2), dueOn);
  const inTime = early[Math.max(0, early.length - chance.between(1, 4))] ?? dueOn;
  if (way === null) return close(inTime);
  const late = workingDaysAfter(dueOn, chance.between(2, 4));
  if (way === 1) return close(late).filter(([, onDay]) => onDay <= TODAY);
  if (way === 2) return [['报整改', late, words[0] ?? '']];
  if (way === 3)
    return [
      ['报整改', inTime, words[0] ?? ''],
      ['退回整改', workingDaysAfter(inTime, 2), '佐证看不出已经整改，请补充'],
    ];
  return [];
}

/**
 * Problems of a unit to be put right in a month: so many of them in time. They are found where the site's points leave room for what they take, else
 * at a site of somebody else.
 */
function problemsOf(
  chance: Chance,
  unit: Unit,
  { due, onTime, next }: { readonly due: number; readonly onTime: number; readonly next: string },
  hosts: readonly Visit[],
  others: readonly Visit[],
): void {
  const texts = chance.shuffle(
    Object.entries(PROBLEMS).flatMap(([category, all]) => all.map((one) => ({ category: CODES.get(category) as Category, one }))),
  );
  const [first] = daysIn(next);
  const isAhead = next === '2018-03';
  for (let at = 0; at < due; at += 1) {
    const room = (visit: Visit): number => (visit.site.unit === unit ? 100 - visit.score - takenAt(visit) : 100);
    const open = hosts.filter((visit) => room(visit) >= 2);
    const host = (open.length > 0 ? open : others)[at % (open.length > 0 ? open : others).length] as Visit;
    const fresh = texts.filter(({ one: [text] }) => host.problems.every((other) => other.text !== text));
    const { category, one } = (fresh[at % fresh.length] ?? texts[0]) as (typeof texts)[number];
    const wanted: Severity = chance.next() < 0.65 ? 'minor' : GRAVE.has(category) && chance.next() < 0.3 ? 'grave' : 'major';
    const dueOn = chance.pick(workingDays(first, `${next}-13`));
    // Of those beyond the count each went wrong in a way of its own; what is due in March is reported early by some.
    const way = at < onTime ? null : next !== '2018-01' ? (at - onTime) % 4 : unit.code === 'ZCU' ? 0 : 1;
    const early: Problem['steps'] = chance.next() < 0.25 ? [['报整改', '2018-02-27', '已先行整改，佐证附后']] : [];
    host.problems.push({
      unit,
      category,
      severity: takenBy(category, wanted) <= room(host) ? wanted : 'minor',
      text: one[0],
      demand: one[1],
      dueOn,
      steps: isAhead ? early : stepsOf(chance, dueOn, host.visitedOn, way),
    });
  }
}

/** 反弹: put right in February, found again at its end. */
function relapse(visits: readonly Visit[]): void {
  for (const code of ['ZCU', 'WCH']) {
    const visit = visits.find(
      ({ period, problems }) =>
        period === '2018-01' && problems.some(({ unit, steps }) => unit.code === code && steps.length === 3),
    );
    const at = visit?.problems.findIndex(({ unit, steps }) => unit.code === code && steps.length === 3) ?? -1;
    const problem = visit?.problems[at];
    if (!visit || !problem) continue;
    const steps = [...problem.steps, ['反弹', TODAY, '回头看发现同一问题再次出现'] as const];
    visit.problems[at] = { ...problem, steps };
  }
}

export function makeInspections(): { readonly draws: readonly Draw[]; readonly visits: readonly Visit[] } {
  const chance = chanceOf(20180228);
  const visits: Visit[] = [];
  const draws: Draw[] = [];
  for (const [period, next, from, to] of VISITED) {
    const frozenOn = workingDays(daysAfter(from, -6), daysAfter(from, -1)).at(0) ?? from;
    const list = listOf(period, frozenOn, visits);
    const called = CALLERS.map((name) => `${name}=${Array.from({ length: 6 }, () => chance.between(0, 9)).join('')}`);
    const seed = seedOf(called.map((one) => ({ name: one.split('=')[0] ?? '', digits: one.split('=')[1] ?? '' })));
    draws.push({ list, frozenAt: `${frozenOn}T01:00:00.000Z`, drawnAt: `${frozenOn}T02:30:00.000Z`, called });
    const days = workingDays(from, to);
    const made: Visit[] = [];
    const visit = (site: Site, score: number, designation: string, recount: string): Visit => {
      const team = chance.between(1, 4);
      const inspectors = `督察${team}组组长、督察${team}组成员`;
      return { period, site, designation, visitedOn: chance.pick(days), inspectors, score, recount, problems: [] };
    };
    const picks = drawPicks(list, seed);
    for (const unit of DISTRICTS) {
      const [one, other] = picks
        .filter(({ stratum }) => stratum === unit.name)
        .map(({ code }) => SITES.find((site) => site.code === code));
      if (!one || !other) throw new Error(`${unit.name}: two sites are drawn`);
      const total = figure(period, unit.code, 'B1b');
      const higher = Math.min(98, Math.round(total) / 2 + chance.between(0, 5) / 2);
      const reported = figure(period, unit.code, 'A1b');
      const recounted = unit.code === 'ZCU' ? reported - 2 : reported;
      const recount = period === '2018-02' && ['ZCU', 'ZD', 'YY', 'HT'].includes(unit.code) ? `A1b=${reported}→${recounted}` : '';
      made.push(visit(one, higher, '', recount), visit(other, total - higher, '', ''));
    }
    const designated = chance
      .shuffle(DEPARTMENTS)
      .slice(0, 3)
      .map((unit) => {
        const site = SITES.find((one) => one.unit === unit) as Site;
        return visit(site, 90 + chance.between(0, 10) / 2, '群众来信反映集中，改革办指定督察', '');
      });
    const isAhead = next === '2018-03';
    for (const unit of [...DISTRICTS, ...GROUPS]) {
      const due = isAhead ? chance.between(1, unit.code === 'ZCU' ? 5 : 3) : figure(next, unit.code, 'B2a');
      const hosts = DISTRICTS.includes(unit)
        ? made.filter(({ site }) => site.unit === unit)
        : chance.shuffle([...made, ...designated]);
      problemsOf(chance, unit, { due, onTime: figure(next, unit.code, 'B2b'), next }, hosts, designated);
    }
    made.push(...designated);
    visits.push(...made);
  }
  relapse(visits);
  return { draws, visits };
}

/** 点位, 抽取, 名单, 督察 and 问题. */
export function inspectionTables({ draws, visits }: ReturnType<typeof makeInspections>): ReadonlyMap<string, string> {
  const seen = chanceOf(20180314);
  const days = ({ visitedOn }: Visit, { dueOn }: Problem): number => workingDaysBetween(visitedOn, dueOn);
  return new Map([
    [
      '点位',
      csvText(
        ['编码', '点位', '单位', '级别', '内容'],
        SITES.map(({ code, name, unit, level, block }) => [code, name, unit.code, LEVELS[level], BLOCKS[block]]),
      ),
    ],
    [
      '抽取',
      csvText(
        ['考核期', '封存', '抽取', '报数', '在场'],
        draws.map(({ list, frozenAt, drawnAt, called }) => [
          list.period,
          frozenAt,
          drawnAt,
          called.join('、'),
          CALLERS.join('、'),
        ]),
      ),
    ],
    [
      '名单',
      csvText(
        ['考核期', '点位', '票数', '理由'],
        draws.flatMap(({ list }) => [
          ...list.entries.map(({ code, tickets, reason }) => [list.period, code, tickets, reason]),
          ...list.leftOut.map(({ code, reason }) => [list.period, code, '', reason]),
        ]),
      ),
    ],
    [
      '督察',
      csvText(
        ['考核期', '点位', '指定理由', '日期', '人员', '得分', '现场情况', '核实'],
        visits.map((visit) => {
          const { period, site, designation, visitedOn, inspectors, recount } = visit;
          const { points, notes } = pointsOf(seen, visit);
          return [period, site.code, designation, visitedOn, inspectors, points.join('、'), notes.join('|'), recount];
        }),
      ),
    ],
    [
      '问题',
      csvText(
        ['考核期', '点位', '单位', '类别', '程度', '问题', '整改要求', '时限', '经过'],
        visits.flatMap((visit) =>
          visit.problems.map((problem) => [
            visit.period,
            visit.site.code,
            problem.unit.code,
            CATEGORIES[problem.category],
            SEVERITIES[problem.severity],
            problem.text,
            problem.demand,
            days(visit, problem),
            problem.steps.map(([step, onDay, words]) => `${step} ${onDay}${words === '' ? '' : ` ${words}`}`).join('|'),
          ]),
        ),
      ),
    ],
  ]);
}
