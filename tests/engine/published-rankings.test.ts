/** Rankings that were printed somewhere, with their scores: the program's places must be the printed places. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { rankValues } from '../../src/shared/engine/index.ts';

type Line = {
  readonly entity: string;
  readonly score: string | null;
  /** Printed place; null when the list printed none. */
  readonly place: number | null;
  /** 倒1 is the worst: the place is counted from the other end. */
  readonly fromBottom: boolean;
};
type List = { readonly id: string; readonly betterIs: string; readonly lines: readonly Line[] };

const file = readFileSync(new URL('../fixtures/published-rankings.csv', import.meta.url), 'utf8');
const { data, errors } = Papa.parse<Record<string, string>>(file, { header: true, skipEmptyLines: true });

function readLists(): readonly List[] {
  expect(errors).toEqual([]);
  const byId = new Map<string, { betterIs: string; lines: Line[] }>();
  for (const row of data) {
    const { dataset_id: id = '', entity = '', published_score: score, published_rank: rank = '', better_is: betterIs = '' } = row;
    const list = byId.get(id) ?? { betterIs, lines: [] };
    byId.set(id, list);
    list.lines.push({
      entity,
      score: score ? score : null,
      place: rank === '' ? null : Number(rank.replace('倒', '')),
      fromBottom: rank.startsWith('倒'),
    });
  }
  return [...byId].map(([id, { betterIs, lines }]) => ({ id, betterIs, lines }));
}

/** Ranks a list as the office would: best first by what the list says is better; a bottom list from the other end. */
function rank({ betterIs, lines }: List): ReadonlyMap<string, { readonly rank: number; readonly isTied: boolean }> {
  const best = betterIs === 'high' ? 'higher' : 'lower';
  const worst = betterIs === 'high' ? 'lower' : 'higher';
  const direction = lines.every((line) => line.fromBottom) ? worst : best;
  return rankValues(new Map(lines.map(({ entity, score }) => [entity, score])), { direction, decimals: null });
}

/** The same places from made-up keys that are equal where the printed places are equal. */
function replay({ lines }: List): readonly (number | undefined)[] {
  const keys = new Map(lines.map(({ entity, place }) => [entity, String(place)]));
  const ranks = rankValues(keys, { direction: 'lower', decimals: null });
  return lines.map(({ entity }) => ranks.get(entity)?.rank);
}

const lists = readLists();
const isNumbered = (list: List): boolean => list.lines.every((line) => line.place !== null);
const scoredLines = (list: List): number => list.lines.filter((line) => line.score !== null).length;
const complete = lists.filter((list) => isNumbered(list) && scoredLines(list) === list.lines.length);
const partly = lists.filter((list) => isNumbered(list) && scoredLines(list) > 0 && scoredLines(list) < list.lines.length);
const orderOnly = lists.filter((list) => isNumbered(list) && scoredLines(list) === 0);
const unnumbered = lists.filter((list) => !isNumbered(list));
const ids = (some: readonly List[]): readonly string[] => some.map(({ id }) => id);

/** Printed from figures before they were rounded to whole 亿元: 邹城市 869 is 13th, 历城区 869 is 14th. */
const exception = { id: 'shandong_2016_county_gdp_top23', entity: '历城区', printed: 14, computed: 13 };

describe('published rankings', () => {
  it('are 20 lists of 218 places: 12 with scores, 3 with some scores, 3 with places only, 2 without places', () => {
    expect(data).toHaveLength(218);
    expect(lists).toHaveLength(20);
    expect([complete, partly, orderOnly, unnumbered].map((some) => some.length)).toEqual([12, 3, 3, 2]);
    for (const { id, lines } of lists) expect(new Set(lines.map(({ entity }) => entity)).size, id).toBe(lines.length);
  });

  it.each(complete)('$id: every place is the printed place', (list) => {
    const ranks = rank(list);
    const differences = list.lines
      .filter(({ entity, place }) => ranks.get(entity)?.rank !== place)
      .map(({ entity, place }) => ({ id: list.id, entity, printed: place, computed: ranks.get(entity)?.rank }));
    expect(differences).toEqual(list.id === exception.id ? [exception] : []);
    const tied = list.lines.filter(({ entity }) => ranks.get(entity)?.isTied).map(({ entity }) => entity);
    expect(tied).toEqual(list.id === exception.id ? ['邹城市', '历城区'] : []);
  });

  it('bottom lists are counted from the other end', () => {
    const bottom = complete.filter(({ lines }) => lines.some((line) => line.fromBottom));
    expect(ids(bottom)).toEqual(['zibo_2018-02_town_bottom10', 'zaozhuang_2019-11_town_bottom6']);
    for (const list of bottom) {
      const wrongWay = rank({ ...list, betterIs: list.betterIs === 'high' ? 'low' : 'high' });
      expect(wrongWay.get(list.lines[0]?.entity ?? '')?.rank).toBe(list.lines.length);
    }
  });

  it('a unit without a figure has no place and takes none', () => {
    expect(ids(partly)).toEqual([
      'shandong_2018-12_county_pm25_top20',
      'shandong_2018-12_county_index_top20',
      'linyi_2016-04a_city5',
    ]);
    for (const list of partly) {
      const ranks = rank(list);
      const scored = list.lines.filter((line) => line.score !== null);
      // The printed order holds among those that have a figure; the others are left out.
      expect([...ranks.keys()], list.id).toEqual(scored.map(({ entity }) => entity));
      expect(
        [...ranks.values()].map((one) => one.rank),
        list.id,
      ).toEqual(scored.map((_, index) => index + 1));
      expect(scored[0]?.place, list.id).toBe(1);
    }
  });

  it.each([...partly, ...orderOnly])('$id: ties are numbered as printed', (list) => {
    expect(replay(list)).toEqual(list.lines.map(({ place }) => place));
  });

  it('the printed ties skip the next place: 5, 5, 7 and 10, 10, 12', () => {
    const places = (id: string) => lists.find((list) => list.id === id)?.lines.map(({ place }) => place);
    expect(places('shandong_2018-12_county_pm25_top20')).toEqual([
      1, 2, 3, 4, 5, 5, 7, 8, 9, 10, 11, 11, 13, 13, 15, 15, 17, 17, 19, 19,
    ]);
    expect(places('shandong_2018-12_county_index_top20')?.slice(8, 12)).toEqual([9, 10, 10, 12]);
  });

  it('lists without printed places: the best, the worst and the order are as the text says', () => {
    expect(ids(unnumbered)).toEqual(['jining_m08', 'zibo_2016-04_week_gooddays9']);
    const [index, days] = unnumbered.map(rank);
    expect(index?.get('鱼台县')?.rank).toBe(1);
    expect(index?.get('汶上县')?.rank).toBe(14);
    expect([...(index?.values() ?? [])].filter((one) => one.rank === 12)).toEqual([
      { rank: 12, isTied: true },
      { rank: 12, isTied: true },
    ]); // 高新区 and 兖州区, 4.13 both
    expect([...(days?.values() ?? [])].map((one) => one.rank)).toEqual([1, 2, 2, 2, 5, 5, 5, 5, 9]);
  });
});
