/**
 * What is sealed of a month: everything its result was made from and the result itself, record by record. The engine that is given the
 * records of a sealed month makes the same bytes again; that is how anybody can check it.
 */
import type { SpeechFact } from '../bulletin/facts.ts';
import { type MonthWork, reviveWork } from '../bulletin/month-work.ts';
import type { Cell, EngineIndicator, Entry, EvaluationInput, RankingList, Rules } from '../engine/types.ts';
import { canonicalJson } from './canonical.ts';

/** 更正: whose, why, signed by whom; on the version it made. */
type SealedCorrection = {
  readonly number: number;
  readonly reason: string;
  readonly askedBy: string;
  readonly signedBy: string;
  readonly cells: readonly {
    readonly organisation: string;
    readonly indicator: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
};
type SealHead = {
  readonly period: string;
  /** 1 when sealed, one more with every 更正. */
  readonly version: number;
  readonly engineVersion: string;
  readonly sealedAt: string;
  readonly sealedBy: string;
  /** One person entered, reviewed and sealed: no accounts were kept. */
  readonly isOneClerk: boolean;
  readonly correction: SealedCorrection | null;
};
/** The scheme version in force; `rules` is the stored text, letter by letter. */
type SealedScheme = {
  readonly code: string;
  readonly name: string;
  readonly version: number;
  readonly effectiveFrom: string;
  readonly rules: string;
};
type Unit = EvaluationInput['organisations'][number];
export type SealedList = {
  readonly list: RankingList;
  readonly units: readonly (Unit & { readonly previousRank: number | null })[];
  readonly entries: readonly Entry[];
  readonly speeches: readonly SpeechFact[];
};
export type SealedCell = { readonly organisation: string; readonly indicator: string; readonly cell: Cell };
/** Rows of a table that only grows, from one number to another, with the SM3 of all of them: who did what stays provable, too. */
export type SealedLog = { readonly table: string; readonly from: number; readonly to: number; readonly sm3: string };

export type SealedMonth = {
  readonly head: SealHead;
  readonly scheme: SealedScheme;
  readonly indicators: readonly EngineIndicator[];
  readonly lists: readonly SealedList[];
  readonly cells: readonly SealedCell[];
  /** Bonus claims with the hashes of their evidence, marks of panels: plain data, kept and compared as they are. */
  readonly attachments: readonly Readonly<Record<string, unknown>>[];
  /** What the registers came to, for the bulletin; null in a month that was sealed before this record was kept. */
  readonly work: MonthWork | null;
  readonly logs: readonly SealedLog[];
};

type RecordKind = 'head' | 'scheme' | 'indicator' | 'unit' | 'cell' | 'attachment' | 'work' | 'result' | 'speech' | 'log';
/** One leaf of the tree. */
export type SealRecord = { readonly kind: RecordKind; readonly record: string };

/** The leaves of a month in their order; the same month always gives the same bytes. */
export function toRecords(month: SealedMonth): readonly SealRecord[] {
  const record = (kind: RecordKind, content: object): SealRecord => ({ kind, record: canonicalJson({ kind, ...content }) });
  return [
    record('head', month.head),
    record('scheme', month.scheme),
    ...month.indicators.map((indicator) => record('indicator', indicator)),
    ...month.lists.flatMap(({ list, units }) => units.map((unit) => record('unit', { list, ...unit }))),
    ...month.cells.map((cell) => record('cell', cell)),
    ...month.attachments.map((content) => record('attachment', { content })),
    ...(month.work === null ? [] : [record('work', month.work)]),
    ...month.lists.flatMap(({ list, entries }) => entries.map((entry) => record('result', { list, entry }))),
    ...month.lists.flatMap(({ list, speeches }) => speeches.map((speech) => record('speech', { list, speech }))),
    ...month.logs.map((log) => record('log', log)),
  ];
}

/** Numbers are text in a record; these are the places where the program counts with them. */
const whole = (value: unknown): number => Number(value);
const wholeOrNull = (value: unknown): number | null => (value === null ? null : Number(value));
const reviveEntry = (entry: Entry): Entry => ({
  ...entry,
  rank: wholeOrNull(entry.rank),
  change: wholeOrNull(entry.change),
  previousRank: wholeOrNull(entry.previousRank),
});

/**
 * A month from its records, whole or only some kinds of them.
 * @throws Error when the records hold no head or no scheme, SyntaxError when one is no JSON
 */
export function fromRecords(records: readonly string[]): SealedMonth {
  const lists = new Map<RankingList, { units: SealedList['units'][number][]; entries: Entry[]; speeches: SpeechFact[] }>();
  const listOf = (list: RankingList) => {
    const found = lists.get(list) ?? { units: [], entries: [], speeches: [] };
    lists.set(list, found);
    return found;
  };
  let head: SealHead | undefined;
  let scheme: SealedScheme | undefined;
  const indicators: EngineIndicator[] = [];
  const cells: SealedCell[] = [];
  const attachments: Record<string, unknown>[] = [];
  let work: MonthWork | null = null;
  const logs: SealedLog[] = [];
  for (const text of records) {
    const { kind, ...content } = JSON.parse(text);
    switch (kind as RecordKind) {
      case 'head':
        head = { ...content, version: whole(content.version) };
        if (head?.correction) head = { ...head, correction: { ...head.correction, number: whole(head.correction.number) } };
        break;
      case 'scheme':
        scheme = { ...content, version: whole(content.version) };
        break;
      case 'indicator':
        indicators.push({ ...content, decimals: wholeOrNull(content.decimals) });
        break;
      case 'unit': {
        const { list, previousRank, ...unit } = content;
        listOf(list).units.push({ ...unit, previousRank: wholeOrNull(previousRank) });
        break;
      }
      case 'cell':
        cells.push(content);
        break;
      case 'attachment':
        attachments.push(content.content);
        break;
      case 'work':
        work = reviveWork(content);
        break;
      case 'result':
        listOf(content.list).entries.push(reviveEntry(content.entry));
        break;
      case 'speech':
        listOf(content.list).speeches.push(content.speech);
        break;
      case 'log':
        logs.push({ ...content, from: whole(content.from), to: whole(content.to) });
        break;
    }
  }
  if (!head || !scheme) throw new Error('a sealed month needs its head and its scheme');
  return {
    head,
    scheme,
    indicators,
    lists: [...lists].map(([list, found]) => ({ list, ...found })),
    cells,
    attachments,
    work,
    logs,
  };
}

/** What the engine was given when the month was sealed. */
export function sealedInput(month: SealedMonth, list: RankingList): EvaluationInput {
  const values: Record<string, Record<string, Cell>> = {};
  for (const { organisation, indicator, cell } of month.cells) {
    values[organisation] ??= {};
    values[organisation][indicator] = cell;
  }
  const units = month.lists.find((one) => one.list === list)?.units ?? [];
  const previousRanks: Record<string, number> = {};
  for (const { code, previousRank } of units) if (previousRank !== null) previousRanks[code] = previousRank;
  return {
    period: month.head.period,
    list,
    rules: JSON.parse(month.scheme.rules) as Rules,
    organisations: units.map(({ previousRank: _, ...unit }) => unit),
    indicators: month.indicators,
    values,
    ...(Object.keys(previousRanks).length === 0 ? {} : { previousRanks }),
  };
}
