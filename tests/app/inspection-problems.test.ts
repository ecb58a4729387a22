/** 督察: 整改 to 销号 and back, what counts of it, recounts, and the package of a computer without network. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inspectionsFigures } from '../../src/main/handlers/inspection-figures.ts';
import { recomputeDraw } from '../../src/shared/draw/certificate.ts';
import { DEFAULT_CHECKLISTS } from '../../src/shared/inspections/checklists.ts';
import { verificationFactor } from '../../src/shared/inspections/factors.ts';
import { readPastedSites } from '../../src/shared/inspections/paste-sites.ts';
import { countDue, type ProblemStep, paretoOf } from '../../src/shared/inspections/problems.ts';
import { messageOf } from '../support/claims.ts';
import { certificateOf, draft, drawn, office, PERIOD, problemsIn, SITES, visited } from '../support/inspections.ts';

describe('整改', () => {
  it('goes from 待整改 to 已销号 and back, every step proved and dated', async () => {
    const desk = await office();
    const { app } = desk;
    await app.run('inspections.saveSites', { sites: SITES });
    await visited(desk);
    const id = (await problemsIn(desk)).find(({ text }) => text === '台账缺两个月')?.id ?? 0;
    const step = (onDay: string, words = '已补齐') => ({ id, onDay, words });
    expect(messageOf(await app.call('inspections.report', step('2018-02-12')))).toContain('请先添加佐证');
    desk.choose('整改照片.pdf', '%PDF 补齐的台账');
    await app.run('inspections.attach', { id });
    expect(messageOf(await app.call('inspections.report', step('2018-02-07')))).toContain('不能早于上一步的 2018-02-08');
    expect(messageOf(await app.call('inspections.close', { id, onDay: '2018-02-12' }))).toContain('现在是“待整改”，不能销号');
    await app.run('inspections.report', step('2018-02-12'));
    expect(messageOf(await app.call('inspections.attach', { id }))).toContain('现在是“已报整改”');
    await app.run('inspections.return', step('2018-02-13', '只补了一个月'));
    desk.choose('整改照片2.pdf', '%PDF 两个月');
    await app.run('inspections.attach', { id });
    await app.run('inspections.report', step('2018-02-14'));
    await app.run('inspections.revisit', step('2018-02-20', '张三、李四现场查看，已补齐'));
    await app.run('inspections.close', { id, onDay: '2018-02-22' });
    const record = await app.run('inspections.problem', { id, period: PERIOD });
    expect(record.problem).toMatchObject({ state: 'closed', lamp: 'done', word: '已销号' });
    expect(record.events.map(({ event }) => event)).toEqual([
      'attach',
      'report',
      'return',
      'attach',
      'report',
      'revisit',
      'close',
    ]);
    expect(() => app.context.db().exec("UPDATE inspection_problem_events SET words = ''")).toThrow('append-only');
    expect(() => app.context.db().exec('DELETE FROM evidence_files')).toThrow('evidence of a problem stays');
    expect(messageOf(await app.call('inspections.unsign', { id: record.problem.visit, reason: '改' }))).toContain('已经在整改');
    // B2 of 张店区: due and struck off in time; 博山区's problem is due and open.
    const figures = (organisation: string) =>
      Object.fromEntries(
        inspectionsFigures(app.context.reader(), PERIOD).flatMap((one) =>
          one.organisation === organisation ? [[one.indicator, one.value]] : [],
        ),
      );
    expect(figures('ZD')).toEqual({ B1a: '1', B1b: '87.5', B2a: '1', B2b: '1' });
    expect(figures('BS')).toEqual({ B2a: '1', B2b: '0' });
    await app.run('inspections.relapse', { ...step('2018-03-01', '又停更'), days: 3 });
    const again = (await app.run('inspections.problem', { id, period: '2018-03' })).problem;
    expect(again).toMatchObject({ state: 'relapsed', dueOn: '2018-03-06', isOverdue: true, lamp: 'overdue' });
    // What proved the first round does not prove the second.
    expect(messageOf(await app.call('inspections.report', step('2018-03-02')))).toContain('本次整改的佐证');
    // The round that was struck off stays counted; the new one is due in March.
    expect(figures('ZD')).toMatchObject({ B2a: '1', B2b: '1' });
    expect(inspectionsFigures(app.context.reader(), '2018-03').find(({ indicator }) => indicator === 'B2a')?.value).toBe('1');
  });
  it('counts what was reported in time and struck off since, whenever the office came to look', () => {
    const steps = (...rest: readonly (readonly [ProblemStep['event'], string, string?])[]): readonly ProblemStep[] =>
      [['record', '2018-02-01', '2018-02-10'] as const, ...rest].map(([event, onDay, dueOn]) => ({
        event,
        onDay,
        dueOn: dueOn ?? null,
      }));
    const count = (one: readonly ProblemStep[]) => countDue([one], '2018-02-01', '2018-02-31');
    expect(count(steps())).toEqual({ due: 1, onTime: 0 });
    expect(count(steps(['report', '2018-02-10'], ['close', '2018-03-05']))).toEqual({ due: 1, onTime: 1 });
    expect(count(steps(['report', '2018-02-11'], ['close', '2018-02-12']))).toEqual({ due: 1, onTime: 0 });
    expect(
      count(steps(['report', '2018-02-09'], ['return', '2018-02-10'], ['report', '2018-02-12'], ['close', '2018-02-13'])),
    ).toEqual({
      due: 1,
      onTime: 0,
    });
    const back = steps(['report', '2018-02-09'], ['close', '2018-02-10'], ['relapse', '2018-02-15', '2018-03-01']);
    expect(count(back)).toEqual({ due: 1, onTime: 1 });
    expect(countDue([back], '2018-03-01', '2018-03-31')).toEqual({ due: 1, onTime: 0 });
  });
  it('orders kinds by how much they make up', () => {
    expect(paretoOf(['甲', '乙', '乙', '丙', '乙'])).toEqual([
      { kind: '乙', count: 3, together: 60 },
      { kind: '丙', count: 1, together: 80 },
      { kind: '甲', count: 1, together: 100 },
    ]);
  });
});

describe('核实系数', () => {
  it('is flagged beyond 10 %, and where something was found that had not been reported', () => {
    expect(verificationFactor('40', '36')).toEqual({ value: '0.900', isOff: false });
    expect(verificationFactor('40', '35.99')).toEqual({ value: '0.900', isOff: true });
    expect(verificationFactor('10', '11')).toEqual({ value: '1.100', isOff: false });
    expect(verificationFactor('0', '0')).toEqual({ value: null, isOff: false });
    expect(verificationFactor('0', '2')).toEqual({ value: null, isOff: true });
  });
  it('stays with a unit until the next visit counts the figure again', async () => {
    const desk = await office();
    const { app } = desk;
    await app.run('inspections.saveSites', { sites: SITES });
    await visited(desk, { period: '2017-11', visitedOn: '2017-11-09' });
    const at = async (period: string) => (await app.run('inspections.coverage', { period })).factors;
    expect(await at('2017-10')).toEqual([]);
    expect(await at('2018-01')).toMatchObject([{ unitName: '张店区', value: '0.875', isOff: true, visitedOn: '2017-11-09' }]);
    await visited(desk, { recounts: [{ indicator: 'C2b', reported: '40', recounted: '40', note: '' }] });
    expect(await at('2018-02')).toMatchObject([{ value: '1.000', isOff: false, visitedOn: '2018-02-08' }]);
    const coverage = await app.run('inspections.coverage', { period: PERIOD });
    const unit = coverage.units.find(({ name }) => name === '张店区');
    expect(coverage.months).toHaveLength(12);
    expect([coverage.months[0], coverage.months.at(-1)]).toEqual(['2017-03', '2018-02']);
    expect([unit?.visits.at(-4), unit?.visits.at(-1), unit?.since]).toEqual([1, 1, 0]);
    expect(coverage.units.find(({ name }) => name === '高青县')?.since).toBeNull();
    expect(coverage.levels.find(({ level }) => level === 'township')).toMatchObject({ sites: 3, visited: 1 });
  });
});

describe('数据包', () => {
  it('takes a draw to a laptop and a visit back, after a look at what it adds; never twice', async () => {
    const desk = await office();
    const list = await drawn(desk);
    const [pick] = (await certificateOf(desk.app, list)).picks;
    const code = pick?.code ?? '';
    const out = desk.saveAs('任务.dcb');
    await desk.app.run('inspections.exportPackage', { list, visit: null });

    const laptop = await office();
    laptop.choose('任务.dcb', readFileSync(out));
    const preview = await laptop.app.run('inspections.choosePackage', {});
    expect(preview?.lines.map(({ verdict }) => verdict)).toEqual(['known', 'add', 'add', 'add']);
    expect((await laptop.app.run('inspections.sites', {})).sites).toEqual([]);
    await laptop.app.run('inspections.takePackage', { sha256: preview?.sha256 ?? '' });
    expect(recomputeDraw(await certificateOf(laptop.app, 1))).toBeNull();
    const block = SITES.find((one) => one.code === code)?.block ?? 'basics';
    const scores = DEFAULT_CHECKLISTS[block].map(({ points }) => ({ points, note: '' }));
    const { id } = await laptop.app.run('inspections.saveVisit', draft({ site: code, designation: '', scores }));
    laptop.saveAs('记录.dcb');
    expect(messageOf(await laptop.app.call('inspections.exportPackage', { list: null, visit: id }))).toContain('还没有签字确认');
    await laptop.app.run('inspections.sign', { id, signedBy: '王主任' });
    const back = laptop.saveAs('记录.dcb');
    await laptop.app.run('inspections.exportPackage', { list: null, visit: id });

    desk.choose('记录.dcb', readFileSync(back));
    const seen = await desk.app.run('inspections.choosePackage', {});
    expect(seen?.lines.filter(({ verdict }) => verdict === 'add')).toHaveLength(1);
    expect(await desk.app.run('inspections.takePackage', { sha256: seen?.sha256 ?? '' })).toEqual({
      lists: 0,
      visits: 1,
      sites: 0,
    });
    const row = (await desk.app.run('inspections.visits', { period: PERIOD })).rows.find((one) => one.site.code === code);
    // The clause it was signed under came along: a minor problem takes 1, made-up figures found to be grave take 10.
    expect(row).toMatchObject({ list: 1, score: code.startsWith('ZD') ? '99' : '90', problems: 2, isSigned: true });
    const visit = await desk.app.run('inspections.visit', { id: row?.id ?? 0 });
    expect(visit.origin).toContain('记录.dcb');
    expect(visit.uid).toBe((await laptop.app.run('inspections.visit', { id })).uid);

    const once = await desk.app.run('inspections.choosePackage', {});
    expect(once?.lines[0]).toMatchObject({ verdict: 'refuse', why: '同一数据包已经导入过，不能重复导入' });
    expect(messageOf(await desk.app.call('inspections.takePackage', { sha256: once?.sha256 ?? '' }))).toContain('已经导入过');
  });
  it('refuses what was touched, what is something else, and what contradicts this computer', async () => {
    const desk = await office();
    const list = await drawn(desk);
    const out = desk.saveAs('任务.dcb');
    await desk.app.run('inspections.exportPackage', { list, visit: null });
    const text = readFileSync(out, 'utf8');
    const look = async (content: string) => {
      desk.choose('来包.dcb', content);
      return messageOf(await desk.app.call('inspections.choosePackage', {}));
    };
    expect(await look(text.replace('ZD-01点位', 'ZD-09点位'))).toContain('内容与校验码不符');
    expect(await look('{')).toContain('不是督察数据包，或文件不完整');
    expect(await look('{"format":"别的"}')).toContain('请选择由本程序导出的数据包');
    expect(await look(text)).toBe('ok');

    const laptop = await office();
    await laptop.app.run('inspections.saveSites', { sites: SITES.map((one) => ({ ...one, level: 'base' as const })) });
    laptop.choose('任务.dcb', text);
    const preview = await laptop.app.run('inspections.choosePackage', {});
    expect(preview?.lines.find(({ verdict }) => verdict === 'refuse')?.why).toContain('单位、级别或内容不同');
    expect(messageOf(await laptop.app.call('inspections.takePackage', { sha256: preview?.sha256 ?? '' }))).toContain('不能导入');
    expect(messageOf(await laptop.app.call('inspections.takePackage', { sha256: 'x' }))).toContain('预览已失效');
  });
});

describe('粘贴登记', () => {
  it('reads lines off a sheet and names those it cannot read', () => {
    const units = [{ code: 'ZD', name: '张店区' }];
    const text = [
      '编码\t点位\t单位\t级别\t内容',
      'ZD-01\t马尚街道\t张店区\t镇办\t基础业务\t新村路',
      '',
      'ZD-01\t重复\tZD\t镇办\t基础业务',
      'ZD-02\t某处\t张店\t镇办\t基础业务',
      'ZD-03\t某处\tZD\t村级\t基础业务',
      'ZD-04\t某处\tZD\t基层\t党建',
    ].join('\r\n');
    const { sites, problems } = readPastedSites(text, units);
    expect(sites).toMatchObject([{ code: 'ZD-01', organisation: 'ZD', level: 'township', block: 'basics', address: '新村路' }]);
    expect(problems).toEqual([
      '第 4 行：编码 ZD-01 重复',
      '第 5 行：没有名为“张店”的单位',
      '第 6 行：级别“村级”应是市级、区县、镇办、基层之一',
      '第 7 行：内容“党建”应是文件落实、基础业务、小组运行之一',
    ]);
  });
});
