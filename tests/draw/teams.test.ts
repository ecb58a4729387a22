/** 双随机's other half: who goes is drawn from the same seed, recomputed from the certificate alone; older certificates hold as they did. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type DrawCertificate,
  drawPicks,
  drawTeams,
  recomputeDraw,
  teamLooks,
  teamNames,
} from '../../src/shared/draw/certificate.ts';
import {
  type FrozenList,
  type InspectorList,
  type ListEntry,
  listHash,
  listText,
  orderList,
  teamRefusal,
} from '../../src/shared/draw/frozen-list.ts';

const SEED = '31415926535897932384';
const site = (code: string, unit: string): ListEntry => ({
  code,
  name: `${code}点位`,
  unit,
  level: '基层',
  block: '基础业务',
  stratum: unit,
  tickets: 1,
  reason: '',
});
const person = (code: string, ...away: readonly string[]) => ({
  code,
  name: `${code}某`,
  unit: '市委改革办',
  fields: '经济体制',
  recusals: away.map((unit) => ({ unit, reason: '曾任职' })),
});
const team = (change: Partial<InspectorList> = {}): InspectorList => ({
  by: 'site',
  size: 2,
  entries: [person('R05'), person('R03', '张店区'), person('R01'), person('R02'), person('R04', '博山区', '张店区')],
  ...change,
});
const list = (inspectors: InspectorList | undefined): FrozenList =>
  orderList({
    period: '2018-02',
    number: 1,
    title: '2月随机督察',
    strata: [
      { name: '张店区', count: 2 },
      { name: '博山区', count: 1 },
    ],
    entries: [site('ZD-01', '张店区'), site('ZD-02', '张店区'), site('ZD-03', '张店区'), site('BS-01', '博山区')],
    leftOut: [],
    ...(inspectors ? { inspectors } : {}),
  });
const certificate = (inspectors: InspectorList | undefined, change: Partial<DrawCertificate> = {}): DrawCertificate => ({
  office: '市委改革办',
  list: list(inspectors),
  listHash: listHash(list(inspectors)),
  frozenAt: '2018-02-05T01:00:00.000Z',
  frozenBy: '张三',
  seedKind: 'called',
  seedParts: [
    { name: '甲', digits: SEED.slice(0, 7) },
    { name: '乙', digits: SEED.slice(7, 14) },
    { name: '丙', digits: SEED.slice(14) },
  ],
  seed: SEED,
  present: ['甲', '乙'],
  picks: drawPicks(list(inspectors), SEED),
  teams: drawTeams(list(inspectors), SEED),
  drawnAt: '2018-02-05T02:00:00.000Z',
  drawnBy: '李四',
  ...change,
});

describe('督察组', () => {
  it('is listed, hashed and drawn with the sites; the same from the certificate alone', () => {
    const printed = JSON.parse(JSON.stringify(certificate(team()))) as DrawCertificate;
    expect(recomputeDraw(printed)).toBeNull();
    expect(listText(printed.list).split('\n').slice(-7)).toEqual([
      '督察组\t每个点位一组\t2',
      '督察人员\tR01\tR01某\t市委改革办\t经济体制',
      '督察人员\tR02\tR02某\t市委改革办\t经济体制',
      '督察人员\tR03\tR03某\t市委改革办\t经济体制\t张店区\t曾任职',
      '督察人员\tR04\tR04某\t市委改革办\t经济体制\t博山区\t曾任职\t张店区\t曾任职',
      '督察人员\tR05\tR05某\t市委改革办\t经济体制',
      '',
    ]);
    expect(printed.teams?.map(({ group }) => group)).toEqual(printed.picks.map(({ code }) => code));
    // By hand, as the paper explains it: who may go to 博山区 stand in a row by code.
    const [first] = teamLooks(printed.list, SEED);
    expect(first?.row.map(({ code }) => code)).toEqual(['R01', 'R02', 'R03', 'R05']);
    const digest = createHash('sha256').update(`${SEED}/督察人员/${first?.group},1`).digest('hex');
    expect(first?.looks[0]?.ticket).toBe(1 + Number(BigInt(`0x${digest}`) % 4n));
    const [pick] = printed.picks;
    if (!pick) throw new Error('no pick');
    expect(teamNames(printed.list, printed.teams ?? [], pick)).toHaveLength(2);
  });
  it('a list without inspectors has the text it always had, and its certificate needs no teams', () => {
    expect(listText(list(undefined))).not.toContain('督察人员');
    expect(listText(list(undefined)).split('\n')[0]).toBe('督察抽取名单\t2018-02\t1\t2月随机督察');
    const { teams: _, ...old } = certificate(undefined);
    expect(recomputeDraw(old)).toBeNull();
  });
  it.each<[string, Partial<DrawCertificate>]>([
    ['第 1 个督察组算出是', { teams: [] }],
    ['名单被改动', { list: list(team({ size: 3, entries: [...team().entries, person('R06')] })) }],
    ['名单被改动', { list: list(team({ entries: team().entries.map((one) => ({ ...one, recusals: [] })) })) }],
    ['没有按编码排列', { list: { ...list(team()), inspectors: team() } }],
  ])('says what was touched: %s', (words, change) => {
    expect(recomputeDraw(certificate(team(), change))).toContain(words);
  });
  it('one who was put in a team by hand is found', () => {
    const { teams = [] } = certificate(team());
    const forged = teams.map((one, at) =>
      at === 0 ? { ...one, members: one.members.map((member) => ({ ...member, code: 'R04' })) } : one,
    );
    expect(recomputeDraw(certificate(team(), { teams: forged }))).toContain('证书写的是“R04、R04”');
  });
  it('refuses before the list is frozen when a unit is left without a team', () => {
    expect(teamRefusal(list(team()))).toBeNull();
    expect(teamRefusal(list(team({ size: 4 })))).toBe('除去回避的，可以去“张店区”的督察人员只有 3 人，每组要 4 人');
    expect(teamRefusal(list(team({ size: 1 })))).toContain('至少 2 人');
    const twice = { ...list(team()), inspectors: team({ entries: [person('R01'), person('R01')] }) };
    expect(teamRefusal(twice)).toContain('重复出现');
    expect(teamRefusal(list(undefined))).toBeNull();
  });
  it('a route goes to all sites drawn of a stratum', () => {
    const made = certificate(team({ by: 'stratum' }));
    expect(made.teams?.map(({ group }) => group)).toEqual(['博山区', '张店区']);
    expect(recomputeDraw(made)).toBeNull();
    const names = made.picks
      .filter(({ stratum }) => stratum === '张店区')
      .map((pick) => teamNames(made.list, made.teams ?? [], pick).join());
    expect(new Set(names).size).toBe(1);
  });
  it('nobody goes where they step aside, nobody twice while others wait, whatever the seed', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{20}$/), fc.constantFrom('site' as const, 'stratum' as const), (seed, by) => {
        const frozen = list(team({ by }));
        const units = new Map(frozen.entries.map(({ code, unit }) => [code, unit]));
        const people = new Map(frozen.inspectors?.entries.map((one) => [one.code, one]));
        const teams = drawTeams(frozen, seed);
        const isFit = teams.every(({ group, members }) =>
          members.every(({ code }) => !people.get(code)?.recusals.some(({ unit }) => unit === (units.get(group) ?? group))),
        );
        const isWhole = teams.every(({ members }) => new Set(members.map(({ code }) => code)).size === 2);
        // Two teams for 博山区 and then 张店区: four may go to the first, three to the second; two of those three are always left.
        const [one, two] = teams;
        const free = ['R01', 'R02', 'R05'].filter((code) => !one?.members.some((member) => member.code === code));
        const isFair = free.length < 2 || two?.members.every(({ code }) => free.includes(code)) === true;
        return isFit && isWhole && isFair;
      }),
      { numRuns: 60 },
    );
  });
});
