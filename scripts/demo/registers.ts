/** 登记: 第一议题 that come to A4, 专项小组会议 that come to A5, 改革方案 and 试点 as many as the published texts count, and the files the ledger issued. */
import { workingDaysAfter } from '../../src/shared/calendar.ts';
import type { RegisterKind, RegisterLevel } from '../../src/shared/contract/registers.ts';
import { relayDueOn } from '../../src/shared/tasks/count.ts';
import { levelName, registerKindName } from '../../src/shared/text.ts';
import { type Chance, chanceOf, csvText, daysAfter, workingDayBy, workingDays } from './chance.ts';
import { daysIn, figure, MONTHS, RANKED, TODAY, UNITS, type Unit } from './figures.ts';
import type { Item } from './items.ts';
import { FIELDS } from './words.ts';

type Entry = {
  readonly kind: RegisterKind;
  readonly level: RegisterLevel;
  readonly title: string;
  readonly number: string;
  readonly datedOn: string;
  readonly unit: Unit;
  readonly site: string;
  /** 传达学习, 研究贯彻, 出台措施. */
  readonly steps: readonly string[];
  /** 专项小组会议: the day it was held. */
  readonly heldOn?: string;
};

/** Superior meetings by the month in which they are to be relayed: ten working days later. The second of January is a real one. */
const MEETINGS: Readonly<Record<string, readonly (readonly [level: RegisterLevel, title: string, datedOn: string])[]>> = {
  '2018-01': [
    ['national', '中央改革工作会议精神（演示）', '2017-12-20'],
    ['provincial', '省委全面深化改革领导小组12月会议（演示）', '2017-12-22'],
    ['city', '市委全面深化改革领导小组12月会议（演示）', '2017-12-28'],
    ['provincial', '全省改革督察工作会议（演示）', '2018-01-08'],
  ],
  '2018-02': [
    ['national', '十九届中央全面深化改革领导小组第二次会议', '2018-01-23'],
    ['provincial', '省委全面深化改革领导小组1月会议（演示）', '2018-01-26'],
    ['city', '市委全面深化改革领导小组1月会议（演示）', '2018-01-30'],
    ['city', '全市改革督察情况通报会（演示）', '2018-02-02'],
  ],
};

/** 第一议题: each unit the meetings it was to relay, those in time first. */
function agendas(chance: Chance): readonly Entry[] {
  return RANKED.flatMap((unit) =>
    MONTHS.flatMap((month) => {
      const meetings = chance.shuffle(MEETINGS[month] ?? []).slice(0, figure(month, unit.code, 'A4a'));
      return meetings.map(([level, title, datedOn], at): Entry => {
        const due = relayDueOn(datedOn, 10, []);
        if (!due.startsWith(month)) throw new Error(`${title} is to be relayed by ${due}`);
        const inTime = chance.pick(workingDays(daysAfter(datedOn, 1), due));
        const late = workingDaysAfter(due, chance.between(2, 4));
        const relayed = at < figure(month, unit.code, 'A4b') ? inTime : unit.code === 'JKQ' ? '' : late;
        const carried = relayed === '' || chance.next() < 0.3 ? '' : workingDaysAfter(relayed, chance.between(1, 6));
        const matched = carried === '' || chance.next() < 0.6 ? '' : workingDaysAfter(carried, chance.between(3, 9));
        const steps = [relayed, carried, matched].map((day) => (day > TODAY ? '' : day));
        return { kind: 'agenda', level, title, number: '', datedOn, unit, site: '', steps };
      });
    }),
  );
}

/** 专项小组会议: as many as were planned, and as many of them held in the month as A5 says. */
function sessions(chance: Chance): readonly Entry[] {
  return RANKED.flatMap((unit) =>
    MONTHS.flatMap((month) => {
      const [first, last] = daysIn(month);
      const planned = figure(month, unit.code, 'A5a');
      const held = figure(month, unit.code, 'A5b');
      const days = [...chance.shuffle(workingDays(first, last)).slice(0, planned)].sort();
      const missed = new Set(chance.shuffle(days).slice(0, planned - held));
      const who = unit.kind === '区县' ? `${unit.name}改革专项小组` : unit.name;
      return days.map((datedOn, at): Entry => {
        const title = `${who}${Number(month.slice(5))}月第${at + 1}次会议`;
        const entry = { kind: 'meeting', level: unit.kind === '区县' ? 'district' : 'city', title, number: '', datedOn } as const;
        if (!missed.has(datedOn)) return { ...entry, unit, site: '', steps: [], heldOn: datedOn };
        // One that was put off is made up for in the month after, where there is one.
        const after = workingDaysAfter(last, chance.between(2, 6));
        return { ...entry, unit, site: '', steps: [], heldOn: after > TODAY ? '' : after };
      });
    }),
  );
}

const ALL = Object.entries(FIELDS).flatMap(([group, { topics }]) => topics.map(({ name }) => ({ group, name })));
const FORMS = ['实施方案', '实施意见', '工作办法', '行动计划'];
/** “79个” up to July 2017, 33 of them and of what followed in 2017 up to November. */
const PLANS: readonly (readonly [year: string, from: string, to: string, count: number])[] = [
  ['2014', '03', '12', 13],
  ['2015', '01', '12', 20],
  ['2016', '01', '12', 24],
  ['2017', '01', '07', 22],
  ['2017', '08', '11', 11],
  ['2018', '01', '02', 2],
];
/** “192项” up to July 2017: 19 and 30 of them in 2016, 23 and 37 in 2017. */
const PILOTS: readonly (readonly [year: string, from: string, to: string, national: number, provincial: number])[] = [
  ['2014', '05', '12', 12, 20],
  ['2015', '01', '12', 20, 31],
  ['2016', '01', '12', 19, 30],
  ['2017', '01', '07', 23, 37],
];

function plansAndPilots(chance: Chance): readonly Entry[] {
  const titles = [...chance.shuffle(ALL.flatMap((topic) => FORMS.map((form) => ({ ...topic, form }))))];
  const dayIn = (year: string, from: string, to: string): string => {
    const month = String(chance.between(Number(from), Number(to))).padStart(2, '0');
    return workingDayBy(`${year}-${month}-${String(chance.between(9, 27)).padStart(2, '0')}`);
  };
  const unitOf = (code: string): Unit => UNITS.find((unit) => unit.code === code) as Unit;
  const plans = PLANS.flatMap(([year, from, to, count]) =>
    Array.from({ length: count }, (): Entry => {
      const { group = '', name = '', form = '' } = titles.pop() ?? {};
      const title = `关于${name}的${form}`;
      return {
        kind: 'plan',
        level: 'city',
        title,
        number: '',
        datedOn: dayIn(year, from, to),
        unit: unitOf(group),
        site: '',
        steps: [],
      };
    }),
  );
  const places = [
    ...chance.shuffle(
      ALL.flatMap(({ group, name }) =>
        UNITS.filter(({ code, kind }) => kind !== '专项小组' || code === group).map((unit) => ({ unit, name })),
      ),
    ),
  ];
  const pilot = (level: RegisterLevel, datedOn: string, at?: Unit): Entry => {
    const index = at ? places.findIndex(({ unit }) => unit === at) : places.length - 1;
    const { unit, name } = places.splice(index, 1)[0] ?? { unit: UNITS[0] as Unit, name: '' };
    return { kind: 'pilot', level, title: `${name}试点`, number: '', datedOn, unit, site: '', steps: [] };
  };
  const early = PILOTS.flatMap(([year, from, to, national, provincial]) => [
    ...Array.from({ length: national }, () => pilot('national', dayIn(year, from, to))),
    ...Array.from({ length: provincial }, () => pilot('provincial', dayIn(year, from, to))),
  ]);
  // Since then: those the made-up figures count.
  const later = ['2017-08', '2017-09', '2017-10', '2017-11', '2017-12', ...MONTHS].flatMap((month) =>
    RANKED.flatMap((unit) =>
      (['national', 'provincial'] as const).flatMap((level) =>
        Array.from({ length: figure(month, unit.code, level === 'national' ? 'E2a' : 'E2b') }, () =>
          pilot(level, dayIn(month.slice(0, 4), month.slice(5), month.slice(5)), unit),
        ),
      ),
    ),
  );
  return [...plans, ...early, ...later];
}

export function makeRegisters(items: readonly Item[]): readonly Entry[] {
  const chance = chanceOf(20140222);
  const documents = items
    .filter(({ documentNumber }) => documentNumber !== '')
    .map(
      ({ title, documentNumber, unit, nodes }): Entry => ({
        kind: 'document',
        level: 'district',
        title: title.slice(2),
        number: documentNumber,
        datedOn: nodes[0]?.doneOn ?? TODAY,
        unit,
        site: '',
        steps: [],
      }),
    );
  return [...agendas(chance), ...plansAndPilots(chance), ...documents, ...sessions(chanceOf(20180105))];
}

export const registerTable = (entries: readonly Entry[]): string =>
  csvText(
    ['种类', '级别', '名称', '文号', '日期', '单位', '传达', '研究', '出台', '召开'],
    entries.map(
      ({ kind, level, title, number, datedOn, unit, steps: [relayed = '', carried = '', matched = ''], heldOn = '' }) => [
        registerKindName[kind],
        levelName[level],
        title,
        number,
        datedOn,
        unit.code,
        relayed,
        carried,
        matched,
        heldOn,
      ],
    ),
  );
