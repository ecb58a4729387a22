/** Names in the rows of a file → units and indicators. Faults are told once for one spelling, not once a row. */
import { periodWithin } from '../period.ts';
import type { ImportChoice, KnownIndicator, KnownOrganisation, ProblemCode, Unknown } from './draft.ts';
import type { Findings, Place } from './findings.ts';
import { cellName } from './matrix.ts';
import { codeKey, nameKey } from './name-key.ts';
import { createMatcher, type Named } from './names.ts';

/** A unit or indicator of the file itself that did not pass its own checks: rows that use it wait for its correction. */
export type Rejected = { readonly code: string; readonly name: string; readonly sheet: string; readonly row: number };

export type Resolver = {
  /** The unit meant, and taking part in the period when one is given; null after saying why not. */
  readonly organisation: (text: string, place: Place, period: string | null) => KnownOrganisation | null;
  readonly indicator: (text: string, place: Place) => KnownIndicator | null;
  /** The first of several spellings that means an indicator, without saying anything. */
  readonly indicatorAmong: (texts: readonly string[]) => KnownIndicator | null;
  readonly isOrganisation: (text: string) => boolean;
  /** Tells the unknown names; called once, when all sheets are read. */
  readonly finish: () => readonly Unknown[];
};

type Outcome<T> =
  | { readonly kind: 'found'; readonly item: T }
  | { readonly kind: 'ambiguous' | 'notValid'; readonly items: readonly T[] }
  | { readonly kind: 'unknown' };
type Missing = { readonly kind: 'organisation' | 'indicator'; readonly text: string; readonly places: Place[]; count: number };

const WORDS = { organisation: '单位', indicator: '指标' } as const;
const MOST_PLACES = 5;
/** Nobody answers more questions than this; a file with more of them has the wrong column under the heading. */
const MOST_UNKNOWNS = 500;

export function createResolver(
  known: { readonly organisations: readonly KnownOrganisation[]; readonly indicators: readonly KnownIndicator[] },
  choices: readonly ImportChoice[],
  rejected: Readonly<Record<'organisation' | 'indicator', readonly Rejected[]>>,
  findings: Findings,
): Resolver {
  const choicesFor = (kind: ImportChoice['kind']) => choices.filter((choice) => choice.kind === kind);
  const organisations = createMatcher(
    known.organisations.map((item) => ({
      ...item,
      aliases: [...item.aliases, ...(item.shortName === '' ? [] : [item.shortName])],
      item,
    })),
    { kind: 'organisation', choices: choicesFor('organisation') },
  );
  const indicators = createMatcher(known.indicators, { kind: 'indicator', choices: choicesFor('indicator') });
  const missing = new Map<string, Missing>();
  const outcomes = new Map<string, Outcome<(typeof known.organisations)[number]>>();

  const miss = (kind: Missing['kind'], text: string, place: Place): null => {
    const key = `${kind}\n${nameKey(text)}`;
    const entry = missing.get(key) ?? { kind, text: text.trim(), places: [], count: 0 };
    missing.set(key, entry);
    entry.count += 1;
    if (entry.places.length < MOST_PLACES) entry.places.push(place);
    return null;
  };
  const organisationOutcome = (text: string, period: string | null): Outcome<KnownOrganisation> => {
    const key = `${period}\n${text}`;
    const cached = outcomes.get(key);
    if (cached) return cached;
    const levels = organisations.levels(text).map((level) => level.map(({ item }) => item));
    const outcome = settle(levels, ({ validFrom, validTo }) => period === null || periodWithin(period, validFrom, validTo));
    outcomes.set(key, outcome);
    return outcome;
  };

  return {
    organisation: (text, place, period) => {
      const outcome = organisationOutcome(text, period);
      switch (outcome.kind) {
        case 'found':
          return outcome.item;
        case 'unknown':
          return miss('organisation', text, place);
        case 'notValid':
          findings.error('organisation.notValid', place, notValid(outcome.items[0], period), text);
          return null;
        case 'ambiguous':
          findings.error('organisation.ambiguous', place, ambiguous(text, '单位', outcome.items), text);
          return null;
      }
    },
    indicator: (text, place) => {
      const outcome = settle(indicators.levels(text), () => true);
      if (outcome.kind === 'found') return outcome.item;
      if (outcome.kind === 'unknown') return miss('indicator', text, place);
      findings.error('indicator.ambiguous', place, ambiguous(text, '指标', outcome.items), text);
      return null;
    },
    indicatorAmong: (texts) => {
      for (const text of texts) {
        const [items] = indicators.levels(text);
        if (items?.length === 1) return items[0] ?? null;
      }
      return null;
    },
    isOrganisation: (text) => organisations.levels(text).length > 0,
    finish: () => {
      const unknowns: Unknown[] = [];
      for (const { kind, text, places, count } of missing.values()) {
        const place = places[0] ?? { sheet: '' };
        const waits = rejected[kind].find((item) => nameKey(item.name) === nameKey(text) || codeKey(item.code) === codeKey(text));
        const where = places.map(({ row = 0, column = 0 }) => cellName(row, column)).join('、');
        const extent = count === 1 ? '' : `（共 ${count} 处：${where}${count > places.length ? ' 等' : ''}）`;
        if (waits) {
          const at = `“${waits.sheet}”表第 ${waits.row + 1} 行`;
          findings.error('record.rejected', place, `${WORDS[kind]}“${text}”在${at}没有通过检查${extent}，请先改正那一行。`, text);
          continue;
        }
        const matcher = kind === 'organisation' ? organisations : indicators;
        const isListed = unknowns.length < MOST_UNKNOWNS;
        const candidates = isListed ? matcher.candidates(text) : [];
        const [best] = candidates;
        const nearest = best ? `，最接近的是“${best.name}”（${best.why}）` : '';
        const code: ProblemCode = `${kind}.unknown`;
        findings.error(
          code,
          place,
          `没有名为“${text}”的${WORDS[kind]}${extent}${nearest}。请改正名称，或选定它指的是哪个${WORDS[kind]}。`,
          text,
        );
        if (!isListed) continue;
        unknowns.push({
          kind,
          text,
          where: `${place.sheet}!${where}${count > places.length ? ` 等 ${count} 处` : ''}`,
          count,
          candidates,
        });
      }
      return unknowns;
    },
  };
}

/** The surest kind of match in which exactly one item is acceptable. */
function settle<T>(levels: readonly (readonly T[])[], accepts: (item: T) => boolean): Outcome<T> {
  for (const level of levels) {
    const [item, ...others] = level.filter(accepts);
    if (item === undefined) continue;
    return others.length === 0 ? { kind: 'found', item } : { kind: 'ambiguous', items: [item, ...others] };
  }
  return levels[0] ? { kind: 'notValid', items: levels[0] } : { kind: 'unknown' };
}

function notValid(unit: KnownOrganisation | undefined, period: string | null): string {
  const from = unit?.validFrom ? `${unit.validFrom} 起` : '';
  const to = unit?.validTo ? `${unit.validTo} 止` : '';
  return `“${unit?.name}”${from}${from && to ? '、' : ''}${to}，不参加 ${period} 的考核。请核对考核期，或在“单位”中改起止。`;
}

const ambiguous = (text: string, word: string, items: readonly Named[]): string =>
  `“${text.trim()}”对应不止一个${word}：${items.map(({ code, name }) => `${name}（${code}）`).join('、')}。请改用编码或全称。`;
