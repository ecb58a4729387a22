/** 扣分条款: what a clause takes, what it may name, what a site's score becomes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemeFile } from '../../src/shared/contract/schemes.ts';
import type { EngineIndicator } from '../../src/shared/engine/index.ts';
import {
  type Clause,
  chargeOf,
  chargeWords,
  clauseChoices,
  clausesRefusal,
  DEFAULT_CLAUSES,
  itemUsing,
  siteScore,
} from '../../src/shared/inspections/clauses.ts';
import { laterCharges, type ProblemStep } from '../../src/shared/inspections/problems.ts';
import { RESOURCES } from '../support/program.ts';

const { rules } = schemeFile.parse(JSON.parse(readFileSync(join(RESOURCES, 'schemes/default.json'), 'utf8')));
/** The figures that ship, as their sheet says. */
const indicators: readonly EngineIndicator[] = readFileSync(join(RESOURCES, 'demo/指标.csv'), 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => {
    const [code = '', name = '', unit = '', direction, decimals, , formula = ''] = line.split(',');
    const way = direction === '越高越好' ? 'higher' : direction === '越低越好' ? 'lower' : 'none';
    return { code, name, unit, direction: way, decimals: Number(decimals), formula: formula || null };
  });

describe('扣分条款', () => {
  it('a category and a severity make what a problem takes; a clause that takes nothing is none', () => {
    expect(chargeOf(DEFAULT_CLAUSES, { category: 'ledger', severity: 'minor' })).toEqual({
      indicator: 'B1b',
      points: '1',
      overdue: '0',
      relapsed: '0',
    });
    expect(chargeOf(DEFAULT_CLAUSES, { category: 'figures', severity: 'grave' })?.points).toBe('10');
    const with_ = (change: Partial<Clause>) => ({ ...DEFAULT_CLAUSES, ledger: { ...DEFAULT_CLAUSES.ledger, ...change } });
    expect(chargeOf(with_({ indicator: null }), { category: 'ledger', severity: 'grave' })).toBeNull();
    const none = { minor: '0', major: '0', grave: '0.0' };
    expect(chargeOf(with_({ found: none }), { category: 'ledger', severity: 'grave' })).toBeNull();
    expect(chargeOf(with_({ found: none, relapsed: '0.5' }), { category: 'ledger', severity: 'grave' })?.relapsed).toBe('0.5');
  });
  it('a site keeps what is left, never less than nothing; a checklist half done has no score', () => {
    expect(siteScore('88.5', ['1', '0.5'])).toBe('87');
    expect(siteScore('3', ['5'])).toBe('0');
    expect(siteScore(null, ['5'])).toBeNull();
    const tenths = fc.integer({ min: 0, max: 1000 });
    fc.assert(
      fc.property(tenths, fc.array(tenths, { maxLength: 8 }), (whole, taken) => {
        const left = Math.max(0, whole - taken.reduce((sum, one) => sum + one, 0));
        return (
          siteScore(
            `${whole / 10}`,
            taken.map((one) => `${one / 10}`),
          ) === String(left / 10)
        );
      }),
    );
  });
  it('may name the score of sites and figures nothing else counts, under the line of the scheme that uses them', () => {
    expect(itemUsing(rules, indicators, 'B1b')?.code).toBe('B1');
    expect(itemUsing(rules, indicators, 'B2b')?.code).toBe('B2');
    expect(itemUsing(rules, indicators, 'nothing')).toBeNull();
    // A3, B3 and D2 are counted by registers of their own; F1 and F2 claim by claim.
    expect(clauseChoices(rules, indicators).map(({ indicator, item }) => `${item} ${indicator}`)).toEqual(['B1 B1b']);
    const own: EngineIndicator = { code: 'B4', name: '督察问题扣分', unit: '分', direction: 'lower', decimals: 1, formula: null };
    const [first] = rules.items;
    if (!first) throw new Error('no items');
    const item = {
      ...first,
      code: 'B4',
      name: '督察问题',
      inputs: { value: 'B4' },
      method: { kind: 'deductFromFull', perUnit: '1' } as const,
    };
    const wider = { ...rules, items: [...rules.items, item] };
    expect(clauseChoices(wider, [...indicators, own]).at(-1)).toEqual({
      indicator: 'B4',
      name: '督察问题扣分',
      item: 'B4',
      itemName: '督察问题',
    });
  });
  it('refuses a figure the scheme does not have, and later points on a site that is gone home from', () => {
    const choices = clauseChoices(rules, indicators);
    expect(clausesRefusal(DEFAULT_CLAUSES, choices)).toBeNull();
    const change = (more: Partial<Clause>) =>
      clausesRefusal({ ...DEFAULT_CLAUSES, service: { ...DEFAULT_CLAUSES.service, ...more } }, choices);
    expect(change({ indicator: 'Z9' })).toBe('“群众办事不便”的条款 Z9 不在本期方案里，请重新选择');
    expect(change({ overdue: '1' })).toContain('这两栏应为 0');
    expect(change({ indicator: null, overdue: '1' })).toBeNull();
  });
  it('says in words what it takes', () => {
    const charge = { indicator: 'B1b', points: '2', overdue: '0', relapsed: '0', item: 'B1', itemName: '现场督察评分' };
    expect(chargeWords(charge, true)).toBe('按〈B1 现场督察评分〉从点位得分扣 2 分');
    expect(chargeWords(charge, false)).toContain('责任单位不是被督察单位');
    expect(chargeWords({ ...charge, indicator: 'B4', overdue: '0.5', relapsed: '1' }, true)).toBe(
      '按〈B1 现场督察评分〉扣 2 分，逾期未改再扣 0.5 分，反弹一次再扣 1 分',
    );
    expect(chargeWords(null, true)).toContain('整改率');
  });
  it('takes more for each round that ended late, and for each time it came back, in the month it happened', () => {
    const steps: readonly ProblemStep[] = [
      { event: 'record', onDay: '2018-02-01', dueOn: '2018-02-10' },
      { event: 'report', onDay: '2018-02-12', dueOn: null },
      { event: 'close', onDay: '2018-02-13', dueOn: null },
      { event: 'relapse', onDay: '2018-02-20', dueOn: '2018-03-05' },
    ];
    const in_ = (from: string, to: string) => laterCharges(steps, { overdue: '0.5', relapsed: '1' }, from, to);
    expect(in_('2018-02-01', '2018-02-28')).toEqual([
      { what: 'overdue', points: '0.5' },
      { what: 'relapsed', points: '1' },
    ]);
    expect(in_('2018-03-01', '2018-03-31')).toEqual([{ what: 'overdue', points: '0.5' }]);
    expect(in_('2018-04-01', '2018-04-30')).toEqual([]);
    expect(laterCharges(steps, { overdue: '0', relapsed: '0' }, '2018-02-01', '2018-03-31')).toEqual([]);
  });
});
