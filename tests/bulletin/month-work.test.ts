import { describe, expect, it } from 'vitest';
import { type MonthWork, reviveWork, workCounts } from '../../src/shared/bulletin/month-work.ts';
import { yearRuns } from '../../src/shared/bulletin/section-work.ts';
import { canonicalJson } from '../../src/shared/seal/canonical.ts';
import { aWork } from './work-fixture.ts';

const NOTHING: MonthWork = {
  asOf: '2017-12-31',
  ledger: null,
  agenda: null,
  notices: null,
  registers: null,
  inspections: null,
  publicity: null,
  claims: null,
};
const said = (work: MonthWork, year: string): Readonly<Record<string, string>> =>
  Object.fromEntries(yearRuns(work, year).map(({ area, runs }) => [area, runs.map(({ text }) => text).join('')]));

describe('a canonical record of the work', () => {
  it('comes back as it was: counts as numbers, words and decimals as they were written', () => {
    const work = aWork();
    expect(reviveWork(JSON.parse(canonicalJson(work)))).toEqual(work);
    expect(reviveWork(JSON.parse(canonicalJson(NOTHING)))).toEqual(NOTHING);
  });
});

describe('counts in a row', () => {
  it('has every count once, each with its measure and its register', () => {
    const counts = workCounts(aWork());
    const line = (name: string) => counts.find((count) => count.name === name);
    expect(line('提示单')).toEqual({ area: '三单一书', name: '提示单', count: 3, measure: '件', register: 'notices' });
    expect(line('责令书')).toMatchObject({ count: 1, measure: '期' });
    expect(line('改革试点累计')).toMatchObject({ count: 192, measure: '项', register: 'pilot' });
    expect(line('省级改革试点新增')).toMatchObject({ count: 2 });
    expect(line('督察点位')).toMatchObject({ count: 28 });
    expect(line('改革动态')).toMatchObject({ count: 12, measure: '条' });
    const names = counts.map(({ area, name }) => `${area} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });
  it('says nothing of registers that are not kept', () => {
    expect(workCounts(NOTHING)).toEqual([]);
    expect(yearRuns(NOTHING, '2017')).toEqual([]);
  });
});

describe('the year in words', () => {
  it('counts the year once, without 今年以来', () => {
    const work = aWork({ asOf: '2017-12-31' });
    const notices = work.notices && {
      ...work.notices,
      overdue: [],
      kinds: work.notices.kinds.map((one) => ({ ...one, issued: one.issuedInYear })),
    };
    expect(said({ ...work, notices }, '2017')).toMatchObject({
      三单一书: '本年度下发提示单25件、交办单20件、催办单15件、责令书4期，已签收6件（期），已办结4件（期）。',
      '方案、文件和试点':
        '累计改革方案79个（均为市级）。本年度印发改革文件9件，累计400件（均为市级）。本年度新获批改革试点3项（国家级1项、省级2项），累计192项（国家级81项、省级111项）。',
    });
  });
  it('every sentence is whole, whatever is nought', () => {
    let state = 5;
    const next = (below: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    /** Lists that may be empty whatever the counts beside them are. */
    const optional = ['overdue', 'absent', 'off', 'problems', 'promoted', 'chosen', 'units'];
    /** The work with some counts nought, some lists empty and some parts not kept. */
    const thinned = (value: unknown, depth = 0): unknown => {
      if (typeof value === 'number') return next(2) === 0 ? 0 : value;
      if (Array.isArray(value)) return value.map((member) => thinned(member, depth + 1));
      if (value === null || typeof value !== 'object') return value;
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => {
          if (depth === 0 && key !== 'asOf' && next(6) === 0) return [key, null];
          return [key, optional.includes(key) && next(3) === 0 ? [] : thinned(member, depth + 1)];
        }),
      );
    };
    for (let round = 0; round < 400; round += 1) {
      for (const [area, text] of Object.entries(said(thinned(aWork()) as MonthWork, '2018'))) {
        expect(text, area).not.toMatch(/undefined|NaN|null|\[object|[，、；：。（][，、；。）]|“”|^[，。、；]|：。|-\d/);
        expect(text, area).toMatch(/。$/);
      }
    }
  });
});
