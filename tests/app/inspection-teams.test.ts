/** 督察: inspectors drawn with the sites; photos and papers of a visit, and both in the package of a computer without network. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Inspector } from '../../src/shared/contract/inspection-draws.ts';
import { recomputeDraw } from '../../src/shared/draw/certificate.ts';
import { DEFAULT_CHECKLISTS } from '../../src/shared/inspections/checklists.ts';
import { DEFAULT_CLAUSES } from '../../src/shared/inspections/clauses.ts';
import { messageOf } from '../support/claims.ts';
import {
  CALLED,
  certificateOf,
  type Desk,
  draft,
  office,
  PERIOD,
  problemsIn,
  RULES,
  SITES,
  visited,
} from '../support/inspections.ts';
import { handInMonth } from '../support/month.ts';
import { pdfText } from '../support/pdf-text.ts';

const person = (code: string, name: string, change: Partial<Inspector> = {}): Inspector => ({
  code,
  name,
  unit: '市委改革办',
  fields: '',
  recusals: [],
  isActive: true,
  ...change,
});
const ROSTER = [
  person('R01', '赵一'),
  person('R02', '钱二', { unit: '张店区委改革办' }),
  person('R03', '孙三', { recusals: [{ organisation: 'BS', reason: '曾任职' }] }),
  person('R04', '李四', { fields: '农村改革' }),
  person('R05', '周五', { isActive: false }),
];
/** A draw of sites and teams, with the roster. */
async function drawnWithTeams({ app }: Desk): Promise<number> {
  await app.run('inspections.saveSites', { sites: SITES });
  await app.run('inspections.saveInspectors', { inspectors: ROSTER });
  const { id } = await app.run('inspections.freeze', { ...RULES, inspectors: { by: 'site', size: 2 } });
  await app.run('inspections.draw', { id, ...CALLED });
  return id;
}

describe('督察人员', () => {
  it('are frozen with the sites, drawn from the same seed, on paper and in any browser; nothing of it changes', async () => {
    const desk = await office();
    const { app } = desk;
    const id = await drawnWithTeams(desk);
    const certificate = await certificateOf(app, id);
    expect(recomputeDraw(certificate)).toBeNull();
    expect(certificate.list.inspectors?.entries.map(({ code, recusals }) => [code, recusals.map(({ unit }) => unit)])).toEqual([
      ['R01', []],
      ['R02', ['张店区']],
      ['R03', ['博山区']],
      ['R04', []],
    ]);
    expect(certificate.teams).toHaveLength(2);
    const away = new Map([
      ['ZD', 'R02'],
      ['BS', 'R03'],
    ]);
    for (const { group, members } of certificate.teams ?? []) {
      expect(members).toHaveLength(2);
      expect(members.map(({ code }) => code)).not.toContain(away.get(group.slice(0, 2)));
    }
    expect(() => app.context.db().exec("UPDATE inspection_draws SET teams = '[]'")).toThrow('a draw never changes');
    expect(() => app.context.db().exec("DELETE FROM inspectors WHERE code = 'R05'")).toThrow('stays on the roster');
    const pdf = desk.saveAs('证书.pdf');
    await app.run('inspections.certificate', { id });
    const words = (await pdfText(readFileSync(pdf))).join('').replace(/\s/g, '');
    for (const part of ['督察人员（每个点位一组，每组2人）', '张店区委改革办', '博山区（曾任职）', '随机数/督察人员/点位编码']) {
      expect(words).toContain(part);
    }
    const html = desk.saveAs('核对.html');
    await app.run('inspections.verifier', { id });
    const inside = JSON.parse(/id="draw-certificate">(.*)<\/script>/.exec(readFileSync(html, 'utf8'))?.[1] ?? '');
    expect(recomputeDraw(inside)).toBeNull();
    expect(recomputeDraw({ ...inside, teams: [] })).toContain('第 1 个督察组');
  }, 60_000);
  it('a unit left without a team is refused before the list is frozen; a roster with a mistake is not kept', async () => {
    const { app } = await office();
    await app.run('inspections.saveSites', { sites: SITES });
    await app.run('inspections.saveInspectors', { inspectors: ROSTER });
    const four = { ...RULES, inspectors: { by: 'site' as const, size: 4 } };
    expect(messageOf(await app.call('inspections.freeze', four))).toContain('的督察人员只有 3 人，每组要 4 人');
    const save = (...inspectors: readonly Inspector[]) => app.call('inspections.saveInspectors', { inspectors: [...inspectors] });
    expect(messageOf(await save(person('R01', '赵一'), person('R01', '钱二')))).toContain('编号 R01 重复');
    expect(messageOf(await save(person('R09', '')))).toContain('姓名不能为空');
    expect(messageOf(await save(person('R09', '吴九', { unit: '' })))).toContain('请写明督察人员的单位');
    const unknown = { recusals: [{ organisation: 'XX', reason: '' }] };
    expect((await save(person('R09', '吴九', unknown))).ok).toBe(false);
  });
  it('who was drawn stands in the record; somebody else in their place needs a reason before it is signed', async () => {
    const desk = await office();
    const { app } = desk;
    await drawnWithTeams(desk);
    const row = (await app.run('inspections.visits', { period: PERIOD })).rows[0];
    if (!row) throw new Error('no row');
    expect(row.team).toHaveLength(2);
    const scores = DEFAULT_CHECKLISTS[row.site.block].map(({ points }) => ({ points, note: '' }));
    const own = { site: row.site.code, designation: '', scores, problems: [], recounts: [] };
    const { id } = await app.run('inspections.saveVisit', draft({ ...own, inspectors: [row.team[0] ?? '', '郑十'] }));
    const signed = () => app.call('inspections.sign', { id, signedBy: '王主任' });
    expect(messageOf(await signed())).toContain(`抽取的督察人员${row.team[1]}没有参加，请在备注写明换人的理由`);
    await app.run(
      'inspections.saveVisit',
      draft({ ...own, id, inspectors: [row.team[0] ?? '', '郑十'], note: '因病由郑十代替' }),
    );
    expect(messageOf(await signed())).toBe('ok');
  });
});

describe('照片和材料', () => {
  it('are kept with a visit, more may follow the signature, none goes after it; a sealed month takes none', async () => {
    const desk = await office();
    const { app } = desk;
    await app.run('inspections.saveSites', { sites: SITES });
    const { id } = await app.run('inspections.saveVisit', draft());
    const attach = (name: string, content: string) => {
      desk.choose(name, content);
      return app.call('inspections.attachVisit', { id });
    };
    expect(messageOf(await attach('现场.jpg', 'MZ not a photo'))).toContain('其实是一个程序');
    expect(messageOf(await attach('现场.jpg', 'text'))).toContain('内容与文件类型不符');
    expect(messageOf(await attach('现场.jpg', '\u00ff'))).not.toBe('ok');
    desk.choose('现场.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1]));
    await app.run('inspections.attachVisit', { id });
    const [photo] = (await app.run('inspections.visit', { id })).files;
    const file = { id, sha256: photo?.sha256 ?? '' };
    expect([...(await app.run('inspections.visitBytes', file))]).toEqual([0xff, 0xd8, 0xff, 0xe0, 1]);
    await app.run('inspections.detachVisit', file);
    expect((await app.run('inspections.visit', { id })).files).toEqual([]);
    expect(app.context.db().prepare('SELECT count(*) FROM evidence_files').pluck().get()).toBe(0);
    await app.run('inspections.attachVisit', { id });
    await app.run('inspections.sign', { id, signedBy: '王主任' });
    expect(messageOf(await app.call('inspections.detachVisit', file))).toContain('已经签字确认');
    expect(() => app.context.db().exec('DELETE FROM inspection_visit_files')).toThrow('a signed visit never changes');
    expect(messageOf(await attach('签字扫描件.pdf', '%PDF 签字'))).toBe('ok');
    await handInMonth(app, PERIOD);
    await app.run('seals.seal', { period: PERIOD, acceptDoubts: true });
    expect(messageOf(await attach('补充.pdf', '%PDF 补充'))).toContain('已封账');
  }, 30_000);
  it('travel with the record, its problems and its clauses; one that was touched is refused', async () => {
    const desk = await office();
    const list = await drawnWithTeams(desk);
    const clauses = { ...DEFAULT_CLAUSES, ledger: { ...DEFAULT_CLAUSES.ledger, found: { minor: '3', major: '4', grave: '5' } } };
    await desk.app.run('inspections.saveClauses', { period: PERIOD, clauses: clauses as never });
    const out = desk.saveAs('任务.dcb');
    await desk.app.run('inspections.exportPackage', { list, visit: null });

    const laptop = await office();
    laptop.choose('任务.dcb', readFileSync(out));
    const preview = await laptop.app.run('inspections.choosePackage', {});
    expect(preview?.lines[0]).toMatchObject({ text: '评分表和扣分条款', verdict: 'add' });
    await laptop.app.run('inspections.takePackage', { sha256: preview?.sha256 ?? '' });
    expect(recomputeDraw(await certificateOf(laptop.app, 1))).toBeNull();
    const rows = (await laptop.app.run('inspections.visits', { period: PERIOD })).rows;
    const row = rows.find(({ site }) => site.organisation === 'ZD');
    if (!row) throw new Error('no row');
    expect(row.team).toEqual(
      (await desk.app.run('inspections.visits', { period: PERIOD })).rows.find(({ site }) => site.code === row.site.code)?.team,
    );
    const scores = DEFAULT_CHECKLISTS[row.site.block].map(({ points }) => ({ points, note: '' }));
    const own = { site: row.site.code, designation: '', inspectors: [...row.team], scores };
    const { id } = await laptop.app.run('inspections.saveVisit', draft({ ...own, problems: draft().problems.slice(0, 1) }));
    laptop.choose('现场.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 7]));
    await laptop.app.run('inspections.attachVisit', { id });
    await laptop.app.run('inspections.sign', { id, signedBy: '王主任' });
    laptop.choose('问题.pdf', '%PDF 台账缺页');
    await laptop.app.run('inspections.attach', { id: (await problemsIn(laptop))[0]?.id ?? 0 });
    const back = laptop.saveAs('记录.dcb');
    await laptop.app.run('inspections.exportPackage', { list: null, visit: id });

    const text = readFileSync(back, 'utf8');
    const touched = text.replace(
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 7]).toString('base64'),
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 8]).toString('base64'),
    );
    expect(touched).not.toBe(text);
    desk.choose('改过.dcb', touched);
    expect(messageOf(await desk.app.call('inspections.choosePackage', {}))).toContain('“现场.png”缺失或与校验码不符');
    desk.choose('记录.dcb', text);
    const seen = await desk.app.run('inspections.choosePackage', {});
    expect(seen?.lines.at(-1)?.why).toContain('照片和材料 2 个');
    expect(messageOf(await desk.app.call('inspections.takePackage', { sha256: seen?.sha256 ?? '' }))).toBe('ok');
    const taken = (await desk.app.run('inspections.visits', { period: PERIOD })).rows.find(
      ({ site }) => site.code === row.site.code,
    );
    const visit = await desk.app.run('inspections.visit', { id: taken?.id ?? 0 });
    expect(visit).toMatchObject({ score: '97', taken: ['3'], files: [{ name: '现场.png', mediaType: 'image/png', size: 5 }] });
    const [problem] = await problemsIn(desk);
    const record = await desk.app.run('inspections.problem', { id: problem?.id ?? 0, period: PERIOD });
    expect(record.files.map(({ name }) => name)).toEqual(['问题.pdf']);
    expect(
      Buffer.from(
        await desk.app.run('inspections.bytes', { id: record.problem.id, sha256: record.files[0]?.sha256 ?? '' }),
      ).toString(),
    ).toBe('%PDF 台账缺页');
  });
  it('a package of before this version, without clauses and files, is still read', async () => {
    const desk = await office();
    await desk.app.run('inspections.saveSites', { sites: SITES });
    const id = await visited(desk);
    const path = desk.saveAs('旧.dcb');
    await desk.app.run('inspections.exportPackage', { list: null, visit: id });
    const { content } = JSON.parse(readFileSync(path, 'utf8'));
    const [{ files: _, problems, ...visit }] = content.visits;
    const old = {
      ...content,
      visits: [
        { ...visit, problems: problems.map(({ charge: __, files: ___, ...problem }: Record<string, unknown>) => problem) },
      ],
    };
    const { sha256Hex } = await import('../../src/shared/draw/sampler.ts');
    const { canonicalJson } = await import('../../src/shared/seal/canonical.ts');
    const other = await office();
    other.choose('旧.dcb', JSON.stringify({ format: '六个一督察数据包', sha256: sha256Hex(canonicalJson(old)), content: old }));
    const seen = await other.app.run('inspections.choosePackage', {});
    await other.app.run('inspections.takePackage', { sha256: seen?.sha256 ?? '' });
    const row = (await other.app.run('inspections.visits', { period: PERIOD })).rows.at(-1);
    // As it was signed: without a clause nothing is taken.
    expect(row).toMatchObject({ score: '88.5', problems: 2, isSigned: true });
  });
});
