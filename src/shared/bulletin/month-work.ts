/**
 * 当月工作: what the office's registers come to in a period, counted once. The bulletin and the paper of the year speak from it, a seal keeps it. A part
 * is null where its register holds nothing of the period: then the papers say nothing of it. A year is a period like any other.
 */
import type { RegisterKind, RegisterLevel } from '../contract/registers.ts';
import type { Cause } from '../improvement/candidates.ts';
import type { CATEGORIES, ProblemState, SEVERITIES } from '../inspections/words.ts';
import { type NoticeKind, noticeMeasure, noticeName } from '../notices/kinds.ts';
import { type ItemKind, kindName } from '../publicity/kinds.ts';
import { levelName, registerKindName } from '../text.ts';

/** What fell due: how many, done by the last day, done after it. */
export type Counted = { readonly due: number; readonly onTime: number; readonly late: number };

/** An item of the 台账 past its day and not done; `dueOn` and `daysLate` (working days) are those of its oldest open node. */
type OverdueTask = {
  readonly name: string;
  readonly number: string;
  readonly title: string;
  readonly dueOn: string;
  readonly daysLate: number;
};
/** 台账: items without others under them, as A1 and A2 count them. */
export type LedgerWork = {
  readonly items: number;
  readonly running: number;
  readonly suspended: number;
  /** 已销号 of the year's items up to now, and those whose work was done in the period. */
  readonly closed: number;
  readonly closedNow: number;
  /** 改期 in the period. */
  readonly redates: number;
  /** 欠进度. */
  readonly slow: number;
  /** Nodes due in the period, of 改革任务 and of 配套文件. */
  readonly tasks: Counted;
  readonly documents: Counted;
  /** The latest first. */
  readonly overdue: readonly OverdueTask[];
  readonly units: readonly (Counted & {
    readonly name: string;
    readonly running: number;
    readonly overdue: number;
    readonly closedNow: number;
  })[];
};
/** 第一议题 and 三个第一时间: superior meetings whose relaying fell due in the period. */
export type AgendaWork = Counted & {
  readonly meetings: number;
  readonly carried: number;
  readonly matched: number;
  /** Units past the day that have not relayed. */
  readonly absent: readonly string[];
};
/** 三单一书: of those issued in the period, and since the first day of the year. */
export type NoticesWork = {
  readonly kinds: readonly {
    readonly kind: NoticeKind;
    readonly issued: number;
    readonly issuedInYear: number;
    readonly settledInYear: number;
  }[];
  readonly received: number;
  readonly settled: number;
  /** Replies that are late now, whenever the notice was issued. */
  readonly overdue: readonly {
    readonly name: string;
    readonly number: string;
    readonly matter: string;
    readonly daysLate: number;
  }[];
  readonly units: readonly ({ readonly name: string } & Readonly<Record<NoticeKind, number>>)[];
};
/** 改革方案, 改革文件, 改革试点: in the register so far, and added in the period. */
export type RegistersWork = readonly {
  readonly kind: Exclude<RegisterKind, 'agenda' | 'meeting'>;
  readonly levels: readonly { readonly level: RegisterLevel; readonly all: number; readonly added: number }[];
}[];
export type WorkProblem = {
  readonly name: string;
  readonly site: string;
  readonly text: string;
  readonly category: keyof typeof CATEGORIES;
  readonly severity: keyof typeof SEVERITIES;
  readonly dueOn: string;
  readonly state: ProblemState;
  /** Working days; 0 when it is not late. */
  readonly daysLate: number;
  readonly isOverdue: boolean;
};
export type InspectionsWork = {
  /** Sites in the frozen lists, drawn from them, visited of those; visited as 指定督察. */
  readonly pool: number;
  readonly drawn: number;
  readonly visited: number;
  readonly designated: number;
  /** Of the signed visits, two digits; null without any. */
  readonly mean: string | null;
  /** 销号 and 反弹 in the period. */
  readonly cleared: number;
  readonly relapsed: number;
  /** B2: due in the period, 按期整改销号 of those. */
  readonly due: number;
  readonly onTime: number;
  readonly open: number;
  /** Found in the period, the most frequent first. */
  readonly categories: readonly { readonly category: WorkProblem['category']; readonly count: number }[];
  readonly recounts: number;
  /** 核实系数 more than 10 % off. */
  readonly off: readonly {
    readonly name: string;
    readonly indicator: string;
    readonly unit: string;
    readonly reported: string;
    readonly recounted: string;
    readonly factor: string | null;
  }[];
  /** Found in the period, and older ones that are open. */
  readonly problems: readonly WorkProblem[];
  readonly units: readonly {
    readonly name: string;
    readonly visits: number;
    readonly found: number;
    readonly open: number;
  }[];
};
export type PublicityWork = {
  /** 已核实 items. */
  readonly kinds: readonly {
    readonly kind: ItemKind;
    readonly filed: number;
    readonly city: number;
    readonly province: number;
    readonly centre: number;
  }[];
  /** The experience library: 上报, 推广, 复制. */
  readonly sent: number;
  readonly promoted: readonly {
    readonly subject: string;
    readonly title: string;
    readonly level: 'city' | 'province' | 'centre';
  }[];
  readonly replicated: number;
  /** 入选. */
  readonly chosen: readonly { readonly name: string; readonly cause: Cause }[];
};
/** 加分事项 that are 已认定, and those of them that count, by line. */
export type ClaimsWork = {
  readonly accepted: number;
  readonly lines: readonly { readonly name: string; readonly counted: number }[];
};

export type MonthWork = {
  /** The day it is counted of: the last of the period, or today while it runs. */
  readonly asOf: string;
  readonly ledger: LedgerWork | null;
  readonly agenda: AgendaWork | null;
  readonly notices: NoticesWork | null;
  readonly registers: RegistersWork | null;
  readonly inspections: InspectionsWork | null;
  readonly publicity: PublicityWork | null;
  readonly claims: ClaimsWork | null;
};

/** Names under which a number stands anywhere in T. */
type NumberKey<T> = T extends readonly (infer Element)[]
  ? NumberKey<Element>
  : T extends object
    ? { [K in keyof T & string]: T[K] extends number ? K : NumberKey<T[K]> }[keyof T & string]
    : never;

/** Numbers are text in a sealed record; under these names the program counts with them. A new count that is missing here does not compile. */
const NUMBERS: Readonly<Record<NumberKey<MonthWork>, true>> = {
  accepted: true,
  added: true,
  all: true,
  assign: true,
  carried: true,
  centre: true,
  city: true,
  cleared: true,
  closed: true,
  closedNow: true,
  count: true,
  counted: true,
  daysLate: true,
  designated: true,
  drawn: true,
  due: true,
  filed: true,
  found: true,
  issued: true,
  issuedInYear: true,
  items: true,
  late: true,
  matched: true,
  meetings: true,
  onTime: true,
  open: true,
  order: true,
  overdue: true,
  pool: true,
  province: true,
  received: true,
  recounts: true,
  redates: true,
  relapsed: true,
  replicated: true,
  running: true,
  sent: true,
  settled: true,
  settledInYear: true,
  slow: true,
  suspended: true,
  tip: true,
  urge: true,
  visited: true,
  visits: true,
};

/** The work as it was before it was written down as a canonical record. */
export function reviveWork(content: unknown): MonthWork {
  const revive = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(revive);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        typeof member === 'string' && Object.hasOwn(NUMBERS, key) ? Number(member) : revive(member),
      ]),
    );
  };
  return revive(content) as MonthWork;
}

/** Registers a count can be looked up in. */
export type WorkRegister =
  | 'ledger'
  | 'closedTasks'
  | 'overdueTasks'
  | 'movedTasks'
  | 'notices'
  | Exclude<RegisterKind, 'meeting'>
  | 'visits'
  | 'problems'
  | 'draws'
  | 'items'
  | 'experiences'
  | 'candidates'
  | 'claims';
/** One count with the words around it: 三单一书 · 提示单 · 25件. */
export type WorkCount = {
  readonly area: '调度' | '三单一书' | '方案、文件和试点' | '督察' | '宣传' | '加分';
  readonly name: string;
  readonly count: number;
  readonly measure: string;
  readonly register: WorkRegister;
};

export const totalOf = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
/** 个 of 方案, 件 of 文件, 项 of 试点. */
export const registerMeasure = (kind: RegistersWork[number]['kind']): string =>
  ({ plan: '个', document: '件', pilot: '项' })[kind];
export const visitsOf = ({ visited, designated }: InspectionsWork): number => visited + designated;
export const foundOf = ({ categories }: InspectionsWork): number => totalOf(categories.map(({ count }) => count));
export const countedOf = ({ lines }: ClaimsWork): number => totalOf(lines.map(({ counted }) => counted));
export const itemsOf = ({ filed, city, province, centre }: PublicityWork['kinds'][number]): number =>
  filed + city + province + centre;

/** Every count of a period in a row, in the order of the six 一; the page of the year and the one-file verifier list them. */
export function workCounts(work: MonthWork): readonly WorkCount[] {
  return [
    ...ledgerCounts(work),
    ...noticeCounts(work),
    ...registerCounts(work),
    ...inspectionCounts(work),
    ...publicityCounts(work),
  ];
}

type Row = readonly [name: string, count: number, measure: string, register: WorkRegister];
const rowsOf = (area: WorkCount['area'], rows: readonly Row[]): readonly WorkCount[] =>
  rows.map(([name, count, measure, register]) => ({ area, name, count, measure, register }));

function ledgerCounts({ ledger, agenda }: MonthWork): readonly WorkCount[] {
  return rowsOf('调度', [
    ...(ledger
      ? ([
          ['台账任务', ledger.items, '项', 'ledger'],
          ['已销号', ledger.closed, '项', 'closedTasks'],
          ['到期节点', ledger.tasks.due + ledger.documents.due, '个', 'ledger'],
          ['按期完成', ledger.tasks.onTime + ledger.documents.onTime, '个', 'ledger'],
          ['逾期完成', ledger.tasks.late + ledger.documents.late, '个', 'ledger'],
          ['逾期任务', ledger.overdue.length, '项', 'overdueTasks'],
          ['改期', ledger.redates, '次', 'movedTasks'],
        ] as const)
      : []),
    ...(agenda
      ? ([
          ['应传达上级改革会议', agenda.meetings, '次', 'agenda'],
          ['应传达', agenda.due, '单位次', 'agenda'],
          ['按时传达', agenda.onTime, '单位次', 'agenda'],
        ] as const)
      : []),
  ]);
}

const noticeCounts = ({ notices }: MonthWork): readonly WorkCount[] =>
  rowsOf(
    '三单一书',
    (notices?.kinds ?? []).map(({ kind, issued }) => [noticeName[kind], issued, noticeMeasure(kind), 'notices']),
  );

const registerCounts = ({ registers }: MonthWork): readonly WorkCount[] =>
  rowsOf(
    '方案、文件和试点',
    (registers ?? []).flatMap(({ kind, levels }): readonly Row[] => {
      const measure = registerMeasure(kind);
      const own = levels.filter(({ all }) => all > 0);
      if (own.length === 0) return [];
      const name = registerKindName[kind];
      return [
        [`${name}累计`, totalOf(own.map(({ all }) => all)), measure, kind],
        [`${name}新增`, totalOf(own.map(({ added }) => added)), measure, kind],
        // What is all of one level has been said.
        ...(own.length > 1 ? own : []).flatMap(({ level, all, added }): readonly Row[] => [
          [`${levelName[level]}${name}累计`, all, measure, kind],
          [`${levelName[level]}${name}新增`, added, measure, kind],
        ]),
      ];
    }),
  );

const inspectionCounts = ({ inspections }: MonthWork): readonly WorkCount[] =>
  rowsOf(
    '督察',
    inspections
      ? [
          ['抽取点位', inspections.drawn, '个', 'draws'],
          ['督察点位', visitsOf(inspections), '个', 'visits'],
          ['发现问题', foundOf(inspections), '个', 'problems'],
          ['整改销号', inspections.cleared, '个', 'problems'],
          ['反弹', inspections.relapsed, '个', 'problems'],
          ['未销号问题', inspections.open, '个', 'problems'],
        ]
      : [],
  );

const publicityCounts = ({ publicity, claims }: MonthWork): readonly WorkCount[] => [
  ...rowsOf(
    '宣传',
    publicity
      ? [
          ...publicity.kinds.map((one): Row => [kindName[one.kind], itemsOf(one), '条', 'items']),
          ['推广经验', publicity.promoted.length, '项', 'experiences'],
          ['复制经验', publicity.replicated, '次', 'experiences'],
          ['入选单位', new Set(publicity.chosen.map(({ name }) => name)).size, '个', 'candidates'],
        ]
      : [],
  ),
  ...rowsOf(
    '加分',
    claims
      ? [
          ['认定加分事项', claims.accepted, '件', 'claims'],
          ['计分', countedOf(claims), '件', 'claims'],
        ]
      : [],
  ),
];
