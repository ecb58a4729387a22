/** The draw: Rivest's published vectors, lists that hash to one text, certificates that fail by name when touched. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DrawCertificate, drawPicks, looksOf, recomputeDraw, seedRefusal } from '../../src/shared/draw/certificate.ts';
import {
  type FrozenList,
  type ListEntry,
  listHash,
  listText,
  orderList,
  riskTickets,
  ticketRanges,
} from '../../src/shared/draw/frozen-list.ts';
import { drawTickets, sha256Hex, ticketAt } from '../../src/shared/draw/sampler.ts';

const entry = (code: string, stratum: string, tickets = 1): ListEntry => ({
  code,
  name: `${code}点位`,
  unit: stratum,
  level: '基层',
  block: '基础业务',
  stratum,
  tickets,
  reason: tickets > 1 ? '7 个月未督察' : '',
});
const list = (change: Partial<FrozenList> = {}): FrozenList =>
  orderList({
    period: '2018-02',
    number: 1,
    title: '2月随机督察',
    strata: [
      { name: '张店区', count: 2 },
      { name: '博山区', count: 2 },
    ],
    entries: [entry('ZD-02', '张店区', 3), entry('ZD-01', '张店区'), entry('ZD-03', '张店区', 2), entry('BS-01', '博山区')],
    leftOut: [{ ...entry('BS-02', '博山区'), reason: '2018-01 已督察，冷却期 2 个月' }],
    ...change,
  });
const SEED = '31415926535897932384';
const certificate = (change: Partial<DrawCertificate> = {}): DrawCertificate => ({
  office: '市委改革办',
  list: list(),
  listHash: listHash(list()),
  frozenAt: '2018-02-05T01:00:00.000Z',
  frozenBy: '张三',
  seedKind: 'called',
  seedParts: [
    { name: '甲', digits: SEED.slice(0, 7) },
    { name: '乙', digits: SEED.slice(7, 14) },
    { name: '丙', digits: SEED.slice(14) },
  ],
  seed: SEED,
  present: ['甲', '乙', '丙'],
  picks: drawPicks(list(), SEED),
  drawnAt: '2018-02-05T02:00:00.000Z',
  drawnBy: '李四',
  ...change,
});

describe('the sampler', () => {
  it('agrees with the published vectors', () => {
    const first = (seed: string, size: number) => [1, 2, 3].map((at) => ticketAt(seed, at, size));
    expect(first('1', 1000)).toEqual([97, 89, 163]);
    expect(first('0', 2)).toEqual([1, 1, 2]);
    expect(first('0', 1000)).toEqual([905, 573, 160]);
  });
  it('hashes as every other tool does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => sha256Hex(text) === createHash('sha256').update(text).digest('hex')),
    );
  });
  it('passes over whoever was drawn before, and says so', () => {
    const looks = drawTickets('0', ['甲', '乙'], 2);
    expect(looks.map(({ at, ticket, owner, isRepeated }) => [at, ticket, owner, isRepeated])).toEqual([
      [1, 1, '甲', false],
      [2, 1, '甲', true],
      [3, 2, '乙', false],
    ]);
    expect(() => drawTickets('0', ['甲', '甲'], 2)).toThrow(RangeError);
  });
  it('draws everybody once when all are wanted', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.string(), (size, seed) => {
        const owners = Array.from({ length: size }, (_, at) => at);
        const drawn = drawTickets(seed, owners, size).flatMap(({ owner, isRepeated }) => (isRepeated ? [] : [owner]));
        return [...drawn].sort((a, b) => a - b).join() === owners.join();
      }),
    );
  });
  it('three tickets are drawn about three times as often as one', () => {
    const counts = { one: 0, three: 0 };
    for (let seed = 0; seed < 4000; seed += 1) {
      const owner = drawTickets(String(seed), ['one', 'three', 'three', 'three'] as const, 1)[0]?.owner;
      if (owner) counts[owner] += 1;
    }
    // 3000 expected, standard deviation 27.
    expect(Math.abs(counts.three - 3000)).toBeLessThan(140);
  });
});

describe('the frozen list', () => {
  it('has one text, whatever order it came in, and draws no more than a stratum holds', () => {
    const { entries, strata } = list();
    expect(entries.map(({ code }) => code)).toEqual(['BS-01', 'ZD-01', 'ZD-02', 'ZD-03']);
    expect(strata).toEqual([
      { name: '博山区', count: 1 },
      { name: '张店区', count: 2 },
    ]);
    expect(listHash(list({ entries: [...entries].reverse() }))).toBe(listHash(list()));
    expect(ticketRanges(list()).map(({ entry: { code }, first, last }) => `${code} ${first}-${last}`)).toEqual([
      'BS-01 1-1',
      'ZD-01 1-1',
      'ZD-02 2-4',
      'ZD-03 5-6',
    ]);
    expect(listText(list()).split('\n')).toEqual([
      '督察抽取名单\t2018-02\t1\t2月随机督察',
      '层\t博山区\t1\t1',
      '层\t张店区\t6\t2',
      '点位\t博山区\t1\t1\tBS-01\tBS-01点位\t博山区\t基层\t基础业务\t',
      '点位\t张店区\t1\t1\tZD-01\tZD-01点位\t张店区\t基层\t基础业务\t',
      '点位\t张店区\t2\t4\tZD-02\tZD-02点位\t张店区\t基层\t基础业务\t7 个月未督察',
      '点位\t张店区\t5\t6\tZD-03\tZD-03点位\t张店区\t基层\t基础业务\t7 个月未督察',
      '不参加\tBS-02\tBS-02点位\t博山区\t基层\t基础业务\t2018-01 已督察，冷却期 2 个月',
      '',
    ]);
    expect(listHash(list())).toBe(createHash('sha256').update(listText(list())).digest('hex'));
  });
  it('a tab inside a name cannot make two lists look alike', () => {
    const sly = list({ entries: [{ ...entry('A', '甲'), name: 'x\ty' }], strata: [{ name: '甲', count: 1 }] });
    expect(listText(sly).split('\n')[2]?.split('\t')).toHaveLength(10);
  });
  it('gives one to three tickets and says why', () => {
    expect(riskTickets({ overdue: 0, monthsSinceVisit: 5 })).toEqual({ tickets: 1, reason: '' });
    expect(riskTickets({ overdue: 2, monthsSinceVisit: 6 })).toEqual({
      tickets: 3,
      reason: '责任单位有 2 个问题逾期未销号；6 个月未督察',
    });
    expect(riskTickets({ overdue: 0, monthsSinceVisit: null })).toEqual({ tickets: 2, reason: '从未督察' });
  });
});

describe('the certificate', () => {
  it('is recomputed from what it says alone', () => {
    const printed = JSON.parse(JSON.stringify(certificate())) as DrawCertificate;
    expect(recomputeDraw(printed)).toBeNull();
    expect(printed.picks).toHaveLength(3);
    expect(looksOf(printed.list, printed.seed).map(({ size }) => size)).toEqual([1, 6]);
    // By hand, as the paper explains it.
    const digest = createHash('sha256').update(`${SEED}/张店区,1`).digest('hex');
    expect(printed.picks.find(({ stratum, at }) => stratum === '张店区' && at === 1)?.ticket).toBe(
      1 + Number(BigInt(`0x${digest}`) % 6n),
    );
  });
  it.each<[string, Partial<DrawCertificate>]>([
    ['名单被改动', { list: list({ leftOut: [] }) }],
    ['名单被改动', { list: list({ entries: [entry('ZD-01', '张店区'), entry('BS-01', '博山区')] }) }],
    ['随机数与各人报出的数字不符', { seed: SEED.replace('3', '4') }],
    ['第 1 个抽中点位', { picks: certificate().picks.slice(1) }],
    ['证书写的是“无”', { picks: certificate().picks.slice(0, -1) }],
    ['名单封存时间不早于抽取时间', { drawnAt: '2018-02-05T01:00:00.000Z' }],
    ['没有按编码排列', { list: { ...list(), entries: [...list().entries].reverse() } }],
    ['重复出现', { list: { ...list(), entries: [entry('BS-01', '博山区'), ...list().entries] } }],
    ['票数不是 1 至 3', { list: { ...list(), entries: [entry('A', '博山区', 9), ...list().entries] } }],
    ['至少由 3 人报数', { seedParts: [{ name: '甲', digits: SEED }] }],
  ])('says what was touched: %s', (words, change) => {
    expect(recomputeDraw(certificate(change))).toContain(words);
  });
  it('takes 20 dice, or 20 digits of three people', () => {
    const dice = (digits: string) => seedRefusal('dice', [{ name: '甲', digits }]);
    expect(dice('12345612345612345612')).toBeNull();
    expect(dice('1234561234561234561')).toContain('现有 19 个');
    expect(dice('12345612345612345617')).toContain('1 至 6 点');
    const part = (name: string, digits: string) => ({ name, digits });
    expect(seedRefusal('called', [part('甲', '1234567'), part('乙', '1234567'), part('丙', '123456')])).toBeNull();
    expect(seedRefusal('called', [part('甲', '1234567'), part('乙', '1234567'), part('丙', '12345')])).toContain('现有 19 位');
    expect(seedRefusal('called', [part('甲', '1234567'), part('甲', '1234567'), part('丙', '123456')])).toContain('同一个人');
    expect(seedRefusal('called', [part('甲', '1234567'), part(' ', '1234567'), part('丙', '123456')])).toContain('写明是谁报的');
    expect(seedRefusal('called', [part('甲', '1234567'), part('乙', '12x4567'), part('丙', '123456')])).toContain('0 至 9');
  });
});
