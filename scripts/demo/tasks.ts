/** 台账: a 路线图 whose nodes of each month come to A1 and A2 of every unit, and what is left of the year before. */
import { nthWorkingDay } from '../../src/shared/calendar.ts';
import type { TaskState } from '../../src/shared/tasks/states.ts';
import { type Chance, chanceOf, daysAfter, workingDayBy } from './chance.ts';
import { DEPARTMENTS, daysIn, figure, GROUPS, MONTHS, RANKED, TODAY, type Unit } from './figures.ts';
import { careOf, type Item, type Node } from './items.ts';
import { redate, report } from './progress.ts';
import {
  CITY_LEADERS,
  DISTRICT_LEADERS,
  DOCUMENT_FORMS,
  FIELDS,
  KNOWN,
  LATER_STAGES,
  OUTCOMES,
  STAGES,
  type Topic,
} from './words.ts';

const JANUARY_DAYS = ['2018-01-10', '2018-01-15', '2018-01-19', '2018-01-24', '2018-01-31'];
const FEBRUARY_DAYS = ['2018-02-05', '2018-02-08', '2018-02-12', '2018-02-14', '2018-02-26'];
const LATER_DAYS = ['2018-04-20', '2018-05-31', '2018-07-31', '2018-08-31', '2018-10-31'];
const FINAL_DAYS = ['2018-06-29', '2018-09-28', '2018-11-30', '2018-12-20'];
const START = '2018-01-02';

/** One matter of each field is followed in several districts under one plan of its special group. */
const PLANS: readonly (readonly [group: string, topic: number, districts: readonly string[]])[] = [
  ['G1', 3, ['ZC', 'GQ', 'YY', 'HT']],
  ['G2', 0, ['ZD', 'ZCU', 'GXQ', 'LZ', 'BS']],
  ['G3', 2, ['BS', 'YY', 'WCH']],
  ['G4', 1, ['ZC', 'JKQ', 'ZCU', 'GXQ']],
  ['G5', 5, ['HT', 'GQ', 'ZD', 'WCH']],
  ['G6', 2, ['BS', 'LZ', 'YY', 'JKQ', 'ZCU']],
  ['G7', 6, ['ZD', 'LZ', 'HT']],
  ['G8', 5, ['ZC', 'ZCU', 'GQ', 'JKQ']],
];

type Matter = Topic & { readonly field: string };
const ALL: readonly Matter[] = Object.values(FIELDS).flatMap(({ name, topics }) =>
  topics.map((topic) => ({ ...topic, field: name })),
);
const matterOf = (group: string, at: number): Matter => ({
  ...(FIELDS[group]?.topics[at] as Topic),
  field: FIELDS[group]?.name ?? '',
});

/** A unit's matters, its own and those of a plan first, each once. */
function mattersOf(chance: Chance, unit: Unit): readonly Matter[] {
  if (unit.kind === '专项小组') {
    const own = chance.shuffle(
      (FIELDS[unit.code]?.topics ?? []).map((topic) => ({ ...topic, field: FIELDS[unit.code]?.name ?? '' })),
    );
    const [, planned] = PLANS.find(([group]) => group === unit.code) ?? [];
    const plan = planned === undefined ? null : matterOf(unit.code, planned);
    return own.filter(
      ({ name }) =>
        name !== plan?.name && !LEFT.some(([code, group, at]) => code === unit.code && matterOf(group, at).name === name),
    );
  }
  const planned = PLANS.filter(([, , districts]) => districts.includes(unit.code)).map(([group, at]) => matterOf(group, at));
  const known = (KNOWN[unit.code] ?? []).flatMap((name) => ALL.filter((matter) => matter.name === name));
  const left = new Set(LEFT.filter(([code]) => code === unit.code).map(([, group, at]) => matterOf(group, at).name));
  const others = chance.shuffle(ALL).filter(({ name }) => !left.has(name));
  return [...new Map([...planned, ...known, ...others].map((matter) => [matter.name, matter])).values()];
}

function itemOf(chance: Chance, unit: Unit, matter: Matter, kind: Item['kind'], title: string): Item {
  const isDistrict = unit.kind === '区县';
  return {
    year: '2018',
    number: '',
    parent: '',
    kind,
    title,
    name: matter.name,
    field: matter.field,
    leader: isDistrict ? chance.pick(DISTRICT_LEADERS) : chance.pick(CITY_LEADERS),
    claimedBy: chance.next() < 0.6 ? (isDistrict ? chance.pick(DISTRICT_LEADERS) : chance.pick(CITY_LEADERS)) : '',
    unit,
    supporting: chance.next() < 0.4 ? chance.pick(DEPARTMENTS).short : '',
    outcome: kind === 'document' ? '制度文件' : chance.pick(OUTCOMES),
    documentNumber: '',
    site: isDistrict && kind === 'task' && chance.next() < 0.25 ? `${unit.short}${matter.name}现场` : '',
    startsOn: START,
    state: 'assigned',
    reason: '',
    isProved: false,
    nodes: [],
    reports: [],
  };
}

const nodeOf = (title: string, dueOn: string): Node => ({ title, dueOn, doneOn: '', movedFrom: '', reason: '' });
const lastDayOf = (dueOn: string): string => nthWorkingDay(dueOn, 1);

/** Marks nodes of a month as done in time, done late, or not done, as often as the figures say. */
function settle(
  chance: Chance,
  unit: Unit,
  month: string,
  nodes: readonly Node[],
  counts: readonly [onTime: number, late: number],
): void {
  const [onTime, late] = counts;
  // The latest of an item stay open, so that nothing stands done behind what is not.
  const open = nodes.slice(onTime + late);
  const [first] = daysIn(month);
  for (const [at, node] of nodes.entries()) {
    if (open.includes(node)) continue;
    if (at < onTime) {
      const day = workingDayBy(daysAfter(node.dueOn, -chance.between(0, 4)));
      node.doneOn = day < first ? node.dueOn : day;
    } else if (month === '2018-02' && (unit.code === 'ZCU' || node.dueOn > '2018-02-14')) {
      // Done in the first days of March: late on the day the office stands on, done late by the day figures are due.
      node.doneOn = chance.pick(['2018-03-01', '2018-03-02', '2018-03-05']);
    } else {
      node.doneOn = nthWorkingDay(daysAfter(lastDayOf(node.dueOn), 1), chance.between(1, 4));
    }
  }
}

/** 改革任务 of a unit: as many nodes due in each month as A1a says. */
function tasksOf(chance: Chance, unit: Unit, matters: readonly Matter[]): readonly Item[] {
  const count = (month: string, of: string): number => figure(month, unit.code, of);
  const [january, february] = MONTHS;
  const size = Math.max(...MONTHS.map((month) => Math.ceil(count(month, 'A1a') * 0.55)));
  const items = matters.slice(0, size).map((matter) => itemOf(chance, unit, matter, 'task', matter.title));
  // Whoever is stuck since January has nothing due in February.
  const undone = count(january, 'A1a') - count(january, 'A1b') - count(january, 'A1c');
  const stuck = chance.shuffle(items).slice(0, undone);
  const others = items.filter((item) => !stuck.includes(item));
  const dueIn = (month: string, days: readonly string[], on: readonly Item[], nodes: number): readonly Node[] => {
    const made: Node[] = [];
    for (let at = 0; at < nodes; at += 1) {
      const item = on[at % on.length] as Item;
      const before = item.nodes.filter(({ dueOn }) => dueOn.startsWith(month));
      // Two of a month stand apart: the second on one of the later days.
      const day = before.length === 0 ? chance.pick(days.slice(0, 3)) : days[2 + before.length];
      const node = nodeOf(chance.pick(STAGES.filter((stage) => item.nodes.every(({ title }) => title !== stage))), day ?? TODAY);
      item.nodes.push(node);
      made.push(node);
    }
    return made;
  };
  dueIn(january, JANUARY_DAYS.slice(0, 4), stuck, undone);
  const ofJanuary = dueIn(january, JANUARY_DAYS, others, count(january, 'A1a') - undone);
  settle(chance, unit, january, chance.shuffle(ofJanuary), [count(january, 'A1b'), count(january, 'A1c')]);
  const ofFebruary = dueIn(february, FEBRUARY_DAYS, [...others].reverse(), count(february, 'A1a'));
  settle(chance, unit, february, ofFebruary, [count(february, 'A1b'), count(february, 'A1c')]);
  for (const item of items) finishTask(chance, item, stuck.includes(item));
  return items;
}

/** What is still to come of an item, and the state that follows from its nodes. */
function finishTask(chance: Chance, item: Item, isStuck: boolean): void {
  item.nodes.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const last = item.nodes.at(-1);
  const isDone = !isStuck && item.nodes.length > 1 && item.nodes.every(({ doneOn }) => doneOn !== '' && doneOn <= TODAY);
  if (isDone && last?.dueOn.startsWith('2018-02') && chance.next() < 0.22) {
    item.state = chance.pick(['closed', 'closed', 'closed', 'verified', 'submitted'] as const);
    item.isProved = true;
    return;
  }
  const deadline = chance.pick(FINAL_DAYS);
  const later = LATER_DAYS.filter((day) => day < deadline);
  for (const day of chance.shuffle(later).slice(0, chance.between(0, 2))) {
    item.nodes.push(nodeOf(chance.pick(LATER_STAGES.filter((stage) => item.nodes.every(({ title }) => title !== stage))), day));
  }
  item.nodes.push(nodeOf('', deadline));
  item.nodes.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  item.state = item.nodes.some(({ doneOn }) => doneOn !== '') ? 'active' : 'assigned';
  item.isProved = item.state === 'active' && chance.next() < careOf(item.unit) - 0.4;
}

let documentNumber = 0;

/** 配套文件 of a district: one node each, as many as A2a says, and one for later. */
function documentsOf(chance: Chance, unit: Unit, matters: readonly Matter[]): readonly Item[] {
  const left = [...matters];
  const next = (deadline: string): Item => {
    const matter = left.shift() as Matter;
    const item = itemOf(chance, unit, matter, 'document', `制定${matter.name}${chance.pick(DOCUMENT_FORMS)}`);
    item.nodes = [nodeOf('', deadline)];
    return item;
  };
  const due = MONTHS.flatMap((month) => {
    const [asked, onTime] = [figure(month, unit.code, 'A2a'), figure(month, unit.code, 'A2b')];
    return Array.from({ length: asked }, (_, at) => {
      const item = next(chance.pick(month === '2018-01' ? JANUARY_DAYS : FEBRUARY_DAYS));
      const [node] = item.nodes;
      if (at >= onTime || !node) {
        item.state = 'active';
        return item;
      }
      node.doneOn = workingDayBy(daysAfter(node.dueOn, -chance.between(0, 3)));
      documentNumber += 1;
      item.documentNumber = `演示〔2018〕${documentNumber}号`;
      item.state = month === '2018-01' ? 'closed' : chance.pick(['closed', 'closed', 'verified', 'submitted'] as const);
      item.isProved = true;
      return item;
    });
  });
  const later = next(chance.pick(['2018-03-06', '2018-03-30', '2018-04-27', '2018-05-31']));
  later.state = chance.next() < 0.5 ? 'active' : 'assigned';
  return [...due, later];
}

/** 待立项, 暂缓, 无需配套, 已退回, 已撤销: what a ledger has beside the work that goes on. */
function sideItems(chance: Chance, spare: ReadonlyMap<string, readonly Matter[]>): readonly Item[] {
  return SIDE.map(([code, kind, state, reason, deadline], index) => {
    const unit = RANKED.find((one) => one.code === code) as Unit;
    const own = spare.get(code) ?? [];
    const matter = (own.at(-1) ?? ALL[index]) as Matter;
    const item = itemOf(chance, unit, matter, kind, kind === 'task' ? matter.title : `制定${matter.name}工作办法`);
    return { ...item, state, reason, site: '', isProved: state === 'returned', nodes: [nodeOf('', deadline)] };
  });
}
const SIDE: readonly (readonly [string, Item['kind'], TaskState, string, string])[] = [
  ['YY', 'document', 'draft', '', '2018-05-31'],
  ['ZC', 'document', 'draft', '', '2018-06-29'],
  ['HT', 'document', 'draft', '', '2018-06-29'],
  ['GQ', 'task', 'draft', '', '2018-11-30'],
  ['BS', 'task', 'suspended', '上级试点方案正在调整，经小组会议研究暂缓', '2018-11-30'],
  ['GXQ', 'task', 'suspended', '与机构改革衔接，待“三定”明确后恢复', '2018-10-31'],
  ['ZD', 'document', 'noNeed', '上级文件已直接规定到区县，经认定无需另行配套', '2018-03-30'],
  ['LZ', 'document', 'noNeed', '内容已并入年度要点，经认定无需另行配套', '2018-04-27'],
  ['JKQ', 'task', 'returned', '总结材料没有反映试点单位情况，退回补充', '2018-03-30'],
  ['G4', 'task', 'returned', '佐证与台账所列节点不一致，退回核对', '2018-04-27'],
];

/** What the year before left behind, and some of what it finished; 2017年 items by unit and what became of them. */
const LEFT: readonly (readonly [unit: string, group: string, topic: number, deadline: string, end: 'overdue' | 'closed'])[] = [
  ['ZCU', 'G7', 9, '2017-11-30', 'overdue'],
  ['ZCU', 'G5', 9, '2017-12-20', 'overdue'],
  ['ZCU', 'G6', 8, '2017-12-29', 'overdue'],
  ['JKQ', 'G1', 9, '2017-12-20', 'overdue'],
  ['JKQ', 'G3', 7, '2017-12-29', 'overdue'],
  ['G5', 'G5', 7, '2017-12-20', 'overdue'],
  ['WCH', 'G3', 5, '2017-12-29', 'overdue'],
  ['ZD', 'G4', 0, '2017-11-30', 'closed'],
  ['ZD', 'G5', 0, '2017-12-20', 'closed'],
  ['ZC', 'G3', 1, '2017-10-31', 'closed'],
  ['BS', 'G6', 3, '2017-12-20', 'closed'],
  ['LZ', 'G3', 0, '2017-09-29', 'closed'],
  ['LZ', 'G5', 3, '2017-12-20', 'closed'],
  ['HT', 'G5', 1, '2017-11-30', 'closed'],
  ['HT', 'G2', 1, '2017-12-20', 'closed'],
  ['GQ', 'G1', 10, '2017-12-20', 'closed'],
  ['YY', 'G1', 3, '2017-12-20', 'closed'],
  ['GXQ', 'G5', 2, '2017-10-31', 'closed'],
  ['GXQ', 'G1', 2, '2017-12-20', 'closed'],
  ['G2', 'G2', 0, '2017-11-30', 'closed'],
  ['G6', 'G6', 0, '2017-10-31', 'closed'],
  ['G7', 'G7', 1, '2017-12-20', 'closed'],
  ['G8', 'G8', 3, '2017-12-20', 'closed'],
];

function itemsOf2017(chance: Chance): readonly Item[] {
  return LEFT.map(([code, group, topic, deadline, end], index) => {
    const unit = RANKED.find((one) => one.code === code) as Unit;
    const matter = matterOf(group, topic);
    const item = {
      ...itemOf(chance, unit, matter, 'task', matter.title),
      year: '2017',
      number: `${index + 1}`,
      startsOn: '2017-03-01',
    };
    item.nodes = [
      nodeOf(chance.pick(STAGES.slice(0, 5)), '2017-05-31'),
      nodeOf(chance.pick(LATER_STAGES), '2017-08-31'),
      nodeOf('', deadline),
    ];
    for (const node of item.nodes.slice(0, end === 'closed' ? 3 : 2))
      node.doneOn = workingDayBy(daysAfter(node.dueOn, -chance.between(0, 6)));
    item.state = end === 'closed' ? 'closed' : 'active';
    item.isProved = end === 'closed';
    return item;
  });
}

/** The plan of a special group; those under it follow the same matter in their districts. */
function plansOf(chance: Chance, items: readonly Item[]): readonly Item[] {
  return PLANS.map(([group, topic, districts], index) => {
    const unit = GROUPS.find(({ code }) => code === group) as Unit;
    const matter = matterOf(group, topic);
    const plan = itemOf(chance, unit, matter, 'task', `统筹${matter.title}`);
    plan.number = `${index + 1}`;
    plan.nodes = [nodeOf('', '2018-12-20')];
    plan.state = 'active';
    const own = items.filter((item) => item.kind === 'task' && item.title === matter.title && districts.includes(item.unit.code));
    for (const [at, item] of own.entries()) {
      item.parent = plan.number;
      item.number = `${plan.number}.${at + 1}`;
    }
    return plan;
  });
}

/** The whole ledger. */
export function makeTasks(): readonly Item[] {
  const chance = chanceOf(20180101);
  documentNumber = 0;
  const spare = new Map<string, readonly Matter[]>();
  const ranked = RANKED.flatMap((unit) => {
    const matters = mattersOf(chance, unit);
    const tasks = tasksOf(chance, unit, matters);
    const documents = unit.kind === '区县' ? documentsOf(chance, unit, matters.slice(tasks.length)) : [];
    spare.set(unit.code, matters.slice(tasks.length + documents.length));
    return [...tasks, ...documents];
  });
  const plans = plansOf(chance, ranked);
  const departments = DEPARTMENTS.map((unit) => {
    const item = itemOf(chance, unit, chance.pick(ALL), 'task', '');
    const whole = { ...item, title: `牵头推进${item.name}` };
    whole.nodes = [nodeOf('制定年度安排', '2018-01-31'), nodeOf('', '2018-11-30')];
    whole.nodes[0] = { ...nodeOf('制定年度安排', '2018-01-31'), doneOn: '2018-01-30' };
    whole.state = 'active';
    return whole;
  });
  const side = sideItems(chance, spare);
  let next = plans.length;
  for (const item of [...ranked, ...departments, ...side]) {
    if (item.number !== '') continue;
    next += 1;
    item.number = `${next}`;
  }
  const all = [...itemsOf2017(chance), ...plans, ...ranked, ...departments, ...side];
  redate(chance, all);
  report(chance, all);
  return all;
}
