import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CountableClaim, judgeClaims } from '../../src/shared/claims/count.ts';
import { type ComparableClaim, doubtsAbout } from '../../src/shared/claims/doubts.ts';
import { isProgram, mediaTypeOf, refusalOfFile, sizeText } from '../../src/shared/claims/evidence.ts';
import { claimLines } from '../../src/shared/claims/lines.ts';
import { isSameMatter, matterKey } from '../../src/shared/claims/matter.ts';
import { claimSource, isClaimSource, verdictWords } from '../../src/shared/claims/words.ts';
import { schemeFile } from '../../src/shared/contract/schemes.ts';
import type { EngineIndicator } from '../../src/shared/engine/index.ts';
import { RESOURCES } from '../support/program.ts';

const POINTS: Readonly<Record<string, string>> = { national: '1', province: '0.6', city: '0.3' };
let last = 0;
/** A claim on E3 of 张店区 in February unless said otherwise. */
function claim(level: string, title: string, more: Partial<CountableClaim> = {}): CountableClaim {
  last += 1;
  const points = POINTS[level] ?? null;
  return { id: last, period: '2018-02', organisation: 'ZD', item: 'E3', level, points, title, documentNumber: '', ...more };
}
/** “1 counts”, “2 < 1” (not counted, because of 1), “3 counts > 1” (raises what 1 counted), “4 no line”; numbers by place. */
function judged(...claims: readonly CountableClaim[]): readonly string[] {
  const verdicts = judgeClaims(claims);
  const place = ({ id }: CountableClaim): number => claims.findIndex((one) => one.id === id) + 1;
  return claims.map((one) => {
    const verdict = verdicts.get(one.id);
    if (!verdict) return 'none';
    if (verdict.counts) return verdict.raises ? `counts > ${place(verdict.raises)}` : 'counts';
    return verdict.by ? `< ${place(verdict.by)}` : 'no line';
  });
}

describe('一事项', () => {
  it('is known by its title or its document number, however they are written', () => {
    expect(matterKey('“放管服”改革 —— 试点')).toBe(matterKey('放管服改革试点'));
    expect(matterKey('ＰＭ２.5 治理')).toBe(matterKey('PM2.5治理'));
    expect(matterKey('鲁改发〔2018〕3号')).toBe(matterKey('鲁改发 [2018] 3 号'));
    expect(matterKey('https://news.cn/a/1_23.html ')).toBe(matterKey('http://news.cn/a/1_23.html'));
  });
  it('is another one with another number, and two empty document numbers mean nothing', () => {
    expect(matterKey('鲁改发〔2018〕3号')).not.toBe(matterKey('鲁改发〔2018〕13号'));
    expect(matterKey('鲁改发〔2018〕3号')).not.toBe(matterKey('鲁改发〔20183〕号'));
    expect(matterKey('news.cn/1_23')).not.toBe(matterKey('news.cn/12_3'));
    expect(isSameMatter({ title: '甲事', documentNumber: '' }, { title: '乙事', documentNumber: '—' })).toBe(false);
    // A title is never taken for a document.
    expect(isSameMatter({ title: '鲁改发3号', documentNumber: '' }, { title: '乙事', documentNumber: '鲁改发3号' })).toBe(false);
  });
});

describe('同一事项只按最高级别计一次', () => {
  it('different matters all count', () => {
    expect(judged(claim('city', '甲'), claim('city', '乙'), claim('national', '丙'))).toEqual(['counts', 'counts', 'counts']);
  });
  it('in one month the highest level counts, of equals the first registered', () => {
    expect(judged(claim('city', '甲'), claim('province', '甲'), claim('city', ' 甲。'))).toEqual(['< 2', 'counts', '< 2']);
    expect(judged(claim('province', '甲'), claim('province', '甲'))).toEqual(['counts', '< 1']);
  });
  it('the same document under another title is the same matter', () => {
    const [a, b] = [{ documentNumber: '鲁办〔2018〕2号' }, { documentNumber: '鲁办(2018)2号' }];
    expect(judged(claim('city', '甲', a), claim('province', '乙', b))).toEqual(['< 2', 'counts']);
  });
  it('a third claim joins two: its title is the one’s, its document the other’s', () => {
    const claims = [
      claim('city', '甲'),
      claim('province', '乙', { documentNumber: '5号' }),
      claim('national', '甲', { documentNumber: '5号' }),
    ];
    expect(judged(...claims)).toEqual(['< 3', '< 3', 'counts']);
  });
  it('an earlier month at the same or a higher level has counted it', () => {
    expect(judged(claim('province', '甲', { period: '2018-01' }), claim('province', '甲'))).toEqual(['counts', '< 1']);
    expect(judged(claim('national', '甲', { period: '2018-01' }), claim('city', '甲'))).toEqual(['counts', '< 1']);
  });
  it('a later month at a higher level counts again, and names the lower one; then the higher one rules', () => {
    const claims = [
      claim('city', '甲', { period: '2018-01' }),
      claim('province', '甲', { period: '2018-03' }),
      claim('city', '甲', { period: '2018-04' }),
      claim('province', '甲', { period: '2018-05' }),
      claim('national', '甲', { period: '2018-06' }),
    ];
    expect(judged(...claims)).toEqual(['counts', 'counts > 1', '< 2', '< 2', 'counts > 2']);
  });
  it('a later claim never moves an earlier month, even one that joins two matters', () => {
    const early = [claim('city', '甲', { period: '2018-01' }), claim('city', '乙', { period: '2018-02', documentNumber: '5号' })];
    expect(judged(...early)).toEqual(['counts', 'counts']);
    const joining = claim('city', '甲', { period: '2018-03', documentNumber: '5号' });
    expect(judged(...early, joining).slice(0, 2)).toEqual(['counts', 'counts']);
    expect(judged(...early, joining)[2]).toMatch(/^< /);
  });
  it('the order in which claims are told does not matter', () => {
    const claims = [
      claim('city', '甲', { period: '2018-01' }),
      claim('province', '甲', { period: '2018-03' }),
      claim('city', '甲', { period: '2018-04' }),
    ];
    const verdicts = judgeClaims([...claims].reverse());
    expect(claims.map(({ id }) => verdicts.get(id)?.counts)).toEqual([true, true, false]);
  });
  it('another year, another unit and another line are counted by themselves', () => {
    const others = [{ period: '2017-12' }, { organisation: 'BS' }, { item: 'E1' }];
    expect(judged(claim('city', '甲'), ...others.map((other) => claim('city', '甲', other)))).toEqual(Array(4).fill('counts'));
  });
  it('a level the scheme does not have counts nothing and stands in nobody’s way', () => {
    expect(judged(claim('county', '甲'), claim('city', '甲'))).toEqual(['no line', 'counts']);
  });
  it('levels are compared as decimals, not as texts', () => {
    expect(judged(claim('x', '甲', { points: '9' }), claim('y', '甲', { points: '10' }))).toEqual(['< 2', 'counts']);
    expect(judged(claim('x', '甲', { points: '1.0' }), claim('y', '甲', { points: '1' }))).toEqual(['counts', '< 1']);
  });
});

describe('words', () => {
  const level = (period: string) => ({ period, levelName: '市级领导批示件数' });
  it('name the month and the level that counts instead', () => {
    expect(verdictWords('2018-02', { counts: true, raises: null })).toBe('计 1 件。');
    expect(verdictWords('2018-02', { counts: true, raises: level('2018-01') })).toContain('2018年1月已按“市级领导批示件数”计过');
    expect(verdictWords('2018-02', { counts: false, by: level('2018-01') })).toBe(
      '不计：同一事项已在2018年1月按“市级领导批示件数”计分。',
    );
    expect(verdictWords('2018-02', { counts: false, by: level('2018-02') })).toContain('本月已按');
    expect(verdictWords('2018-02', { counts: false, by: null })).toContain('没有这一级别');
  });
  it('a source says that claims made the figure, and no other source does', () => {
    expect(claimSource(3)).toBe('加分登记 3 件');
    expect(isClaimSource(claimSource(0))).toBe(true);
    for (const other of ['手工填报', '', '加分登记表.xlsx › 区县 › D7']) expect(isClaimSource(other)).toBe(false);
  });
});

describe('lines of the default scheme', () => {
  const { rules } = schemeFile.parse(JSON.parse(readFileSync(join(RESOURCES, 'schemes/default.json'), 'utf8')));
  const codes = [...new Set(rules.items.flatMap(({ inputs }) => Object.values(inputs)))];
  const indicators: readonly EngineIndicator[] = codes.map((code) => ({
    code,
    name: `指标${code}`,
    unit: '件',
    direction: 'higher',
    decimals: 0,
  }));
  const lines = claimLines(rules, 'district', indicators);
  it('are the bonus and deduction lines and 典型经验推介, their levels highest first', () => {
    expect(lines.map(({ code }) => code)).toEqual(['D3', 'E1', 'E2', 'E3', 'E4', 'F1', 'F2']);
    expect(lines.find(({ code }) => code === 'E4')?.levels.map(({ level, points }) => `${level} ${points}`)).toEqual([
      'centralFront 1',
      'central 0.5',
      'provinceFront 0.4',
      'province 0.2',
    ]);
    expect(lines.find(({ code }) => code === 'F1')?.levels).toMatchObject([{ level: 'value', indicator: 'F1', points: '5' }]);
  });
  it('leave out figures that a formula computes or nobody keeps', () => {
    const some = indicators.flatMap((one) =>
      one.code === 'E3a' ? [{ ...one, formula: 'E3b + 1' }] : one.code.startsWith('E2') ? [] : [one],
    );
    const left = claimLines(rules, 'district', some);
    expect(left.find(({ code }) => code === 'E3')?.levels.map(({ level }) => level)).toEqual(['province', 'city']);
    expect(left.some(({ code }) => code === 'E2')).toBe(false);
  });
});

describe('doubts', () => {
  const comparable = (id: number | null, title: string, more: Partial<ComparableClaim> = {}): ComparableClaim => ({
    id,
    period: '2018-02',
    organisation: 'ZD',
    organisationName: '张店区',
    item: 'E2',
    itemName: '试点获批',
    levelName: '新获批省级试点数',
    title,
    documentNumber: '',
    datedOn: null,
    ...more,
  });
  const about = (mine: ComparableClaim, ...others: ComparableClaim[]) => doubtsAbout(mine, others, []);
  it('name the same matter, another line, another unit, and titles that are alike', () => {
    const mine = comparable(null, '获批国家智慧城市试点');
    expect(about(mine, comparable(1, '获批国家智慧城市试点。', { period: '2018-01' }))[0]).toContain(
      '是同一事项，一年内只按最高级别',
    );
    expect(about(mine, comparable(1, '获批国家智慧城市试点', { item: 'E1', itemName: '信息化加分' }))[0]).toContain(
      '又登记在“E1 信息化加分”',
    );
    expect(about(mine, comparable(1, '获批国家智慧城市试点', { organisation: 'BS', organisationName: '博山区' }))[0]).toContain(
      '博山区也登记了这一事项',
    );
    expect(about(mine, comparable(1, '获批国家级智慧城市试点'))[0]).toContain('名称相近');
  });
  it('are silent about itself, about different matters and about like titles of another unit', () => {
    const mine = comparable(7, '获批国家智慧城市试点');
    expect(about(mine, mine)).toEqual([]);
    expect(about(mine, comparable(1, '获批省级养老服务试点'))).toEqual([]);
    expect(about(mine, comparable(1, '获批国家级智慧城市试点', { organisation: 'BS' }))).toEqual([]);
  });
  it('name the claim whose 佐证 is the same content, and a date that does not fit', () => {
    const shared = { fileName: '批复.pdf', otherName: '扫描件.pdf', period: '2018-01', organisationName: '博山区', title: '乙' };
    expect(doubtsAbout(comparable(1, '甲事'), [], [shared])).toEqual([
      '佐证“批复.pdf”与博山区2018年1月“乙”的佐证“扫描件.pdf”内容相同，请核对。',
    ]);
    expect(about(comparable(1, '甲事', { datedOn: '2018-03-01' }))[0]).toContain('晚于2018年2月');
    expect(about(comparable(1, '甲事', { datedOn: '2017-12-30' }))[0]).toContain('不在2018年');
    expect(about(comparable(1, '甲事', { datedOn: '2018-01-30' }))).toEqual([]);
  });
});

describe('a file', () => {
  it('is refused with a sentence that says what to do', () => {
    expect(refusalOfFile('批示件.pdf', 1)).toBeNull();
    expect(refusalOfFile('批示件.PDF', 10 * 1024 * 1024)).toBeNull();
    expect(refusalOfFile('批示件.pdf', 10 * 1024 * 1024 + 1)).toContain('有 10.1 MB');
    expect(refusalOfFile('批示件.pdf', 0)).toContain('空文件');
    expect(refusalOfFile('材料.zip', 5)).toContain('解开后逐个添加');
    for (const name of ['程序.exe', '脚本.bat', '无扩展名', '.pdf/', '网页.html'])
      expect(refusalOfFile(name, 5)).toContain('不是可以作佐证');
    expect(mediaTypeOf('照片.JPEG')).toBe('image/jpeg');
  });
  it('that is a program under another name is told by its first bytes', () => {
    expect(isProgram(new Uint8Array([0x4d, 0x5a, 0x90]))).toBe(true);
    expect(isProgram(new Uint8Array([0x7f, 0x45, 0x4c, 0x46]))).toBe(true);
    expect(isProgram(new TextEncoder().encode('%PDF-1.7'))).toBe(false);
    expect(isProgram(new Uint8Array([0x4d]))).toBe(false);
  });
  it('has its size in words', () => {
    expect([12, 2048, 1024 * 1024, 3.21 * 1024 * 1024].map(sizeText)).toEqual(['12 字节', '2 KB', '1.0 MB', '3.3 MB']);
  });
});
