/** 通报 from 编排 to 签发: the office's words with the month's figures, a number, bytes that never change, and a 更正通报 beside the old one. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { fillWithDemoWork } from '../../src/main/demo-work/fill.ts';
import { exportMonth } from '../../src/main/unattended.ts';
import type { OutlineBlock } from '../../src/shared/bulletin/composition.ts';
import type { Input } from '../../src/shared/contract/index.ts';
import { pdfText } from '../support/pdf-text.ts';
import { temporaryFolder } from '../support/program.ts';
import { as, demoProgram, saidBy, sealedProgram } from '../support/sealed.ts';

const PERIOD = '2018-02';
const paper = { period: PERIOD, edition: '内部版' } as const;
const signature = (change: Partial<Input<'bulletins.sign'>> = {}): Input<'bulletins.sign'> => ({
  ...paper,
  signedOn: '2018-03-05',
  signedBy: '王主任',
  number: 1,
  usedFor: '',
  ...change,
});

const textOf = async (bytes: Uint8Array): Promise<string> => (await pdfText(bytes)).join('').replace(/\s/g, '');

type Paragraph = Extract<OutlineBlock, { kind: 'paragraph' }>;
async function overall(app: App): Promise<readonly Paragraph[]> {
  const { draft } = await app.run('bulletins.view', paper);
  const part = draft?.outline.find(({ id }) => id === 'overall');
  return (part?.blocks ?? []).filter((block): block is Paragraph => block.kind === 'paragraph');
}
/** The sentence with the mean of the districts. */
async function meanOf(app: App): Promise<Paragraph> {
  const found = (await overall(app)).find(({ text }) => text.includes('区县平均得分'));
  if (!found) throw new Error('no mean');
  return found;
}
/** A 更正单 by two people that moves the last district; returns whose score it is. */
async function correct(app: App, value: string): Promise<string> {
  const { evaluation } = await app.run('rankings.view', { period: PERIOD, list: 'district' });
  const entry = evaluation.entries.at(-1);
  const use = entry?.items.find(({ code }) => code === 'C4')?.inputs[0];
  if (!entry || !use) throw new Error('no C4');
  as(app, '张三');
  const cells = [{ organisation: entry.organisation, indicator: use.indicator, value, state: 'reported' as const }];
  const { id } = await app.run('corrections.ask', { period: PERIOD, reason: '满意度调查报告更正数据', cells, appeal: null });
  as(app, '李四');
  await app.run('corrections.decide', { id, decision: 'sign', words: '属实' });
  return entry.name;
}

describe('编排', () => {
  it('keeps the office’s words, takes the month’s figures, and goes back step by step', async () => {
    const app = await demoProgram();
    const { id, text } = await meanOf(app);
    await app.run('bulletins.arrange', { ...paper, change: { kind: 'word', id, text: `从得分看，${text}` } });
    await app.run('bulletins.arrange', { ...paper, change: { kind: 'print', id: 'problems', isOn: false } });
    const { token } = await app.run('bulletins.make', paper);
    const printed = await textOf(await app.run('bulletins.bytes', { token }));
    expect(printed).toContain('从得分看，区县平均得分');
    expect(printed).not.toContain('、存在问题');
    const before = (await meanOf(app)).figures[0]?.text;
    await app.run('observations.save', {
      period: PERIOD,
      edits: [{ organisation: 'BS', indicator: (await lastFigure(app)).indicator, value: '100', state: 'reported', note: '' }],
    });
    const changed = await meanOf(app);
    expect(changed.source).toBe('edited');
    expect(changed.figures[0]?.text).not.toBe(before);
    const again = await app.run('bulletins.make', paper);
    expect(await textOf(await app.run('bulletins.bytes', again))).toContain(
      `从得分看，区县平均得分${changed.figures[0]?.text}分`,
    );

    await app.run('bulletins.undo', paper);
    const undone = await app.run('bulletins.view', paper);
    expect(undone.draft?.outline.find((part) => part.id === 'problems')?.isOn).toBe(true);
    expect((await meanOf(app)).source).toBe('edited');
    await app.run('bulletins.undo', paper);
    expect((await meanOf(app)).source).toBe('template');
    expect(await saidBy(app.run('bulletins.undo', paper))).toBe('没有可以撤销的改动。');
    const states = await app.run('bulletins.history', paper);
    expect(states.map(({ said }) => said)).toEqual(['撤销上一步', '撤销上一步', '不印“存在问题”', '改写“总体情况”的一段']);
    await app.run('bulletins.restore', { ...paper, id: states[2]?.id ?? 0 });
    expect((await meanOf(app)).source).toBe('edited');
    // The other edition is another paper.
    const open = await app.run('bulletins.view', { period: PERIOD, edition: '公开版' });
    expect(open.draft?.outline.every(({ isChanged }) => !isChanged)).toBe(true);
  });
  it('does not let a figure be typed over', async () => {
    const app = await demoProgram();
    const { id } = await meanOf(app);
    const said = await saidBy(
      app.run('bulletins.arrange', { ...paper, change: { kind: 'word', id, text: '平均得分 88.88 分。' } }),
    );
    expect(said).toContain('“88.88 分”不能手工写');
    expect((await meanOf(app)).source).toBe('template');
    expect(
      await saidBy(app.run('bulletins.arrange', { ...paper, change: { kind: 'print', id: 'nothing', isOn: false } })),
    ).toContain('没有找到这一段');
  });
  it('is for whoever enters or reviews; 签发 for whoever seals', async () => {
    const app = await sealedProgram();
    app.context.session.set({ name: '王五', roles: ['view'] });
    const answer = await app.call('bulletins.arrange', { ...paper, change: { kind: 'reset', id: null } });
    expect(answer).toMatchObject({ ok: false, error: { code: 'people.denied' } });
    as(app, '张三');
    expect(await app.call('bulletins.sign', signature())).toMatchObject({ ok: false, error: { code: 'people.denied' } });
  });
});

/** A figure of the last district that moves the mean. */
async function lastFigure(app: App) {
  const { evaluation } = await app.run('rankings.view', { period: PERIOD, list: 'district' });
  const use = evaluation.entries.find(({ organisation }) => organisation === 'BS')?.items.find(({ code }) => code === 'C4')
    ?.inputs[0];
  if (!use) throw new Error('no C4');
  return use;
}

describe('签发', () => {
  it('is refused while the month is open, and says the way out', async () => {
    const app = await demoProgram();
    expect(await saidBy(app.run('bulletins.sign', signature()))).toContain(
      '还没有封账，数据还会变，通报不能签发。请先在“排名”页封账',
    );
    expect((await app.run('bulletins.register', {})).signed).toEqual([]);
  });
  it('gives the number, freezes the very bytes, and enters them in the register', async () => {
    const folder = temporaryFolder();
    const app = await sealedProgram({ saveFile: async (_, name) => join(folder, name) });
    as(app, '李四');
    expect(await saidBy(app.run('bulletins.sign', signature({ number: 3 })))).toContain('1至2号用于哪些文件，请写明');
    expect(await saidBy(app.run('bulletins.sign', signature({ signedOn: '2030-01-01' })))).toContain('还没有到');
    expect(await app.run('bulletins.sign', signature({ number: 3, usedFor: '年度要点等两份文件' }))).toEqual({
      number: '淄改办发〔2018〕3号',
    });
    const { signed, elsewhere } = await app.run('bulletins.register', {});
    const [own] = signed;
    const seal = (await app.run('seals.list', {})).at(-1);
    expect(own).toMatchObject({
      number: '淄改办发〔2018〕3号',
      edition: '内部版',
      signedOn: '2018-03-05',
      signedBy: '王主任',
      actor: '李四',
      sealCode: seal?.code,
      version: 1,
      correctedBy: [],
    });
    expect(elsewhere.map(({ number, usedFor }) => `${number} ${usedFor}`)).toEqual([
      '淄改办发〔2018〕2号 年度要点等两份文件',
      '淄改办发〔2018〕1号 年度要点等两份文件',
    ]);
    const id = own?.id ?? 0;
    const bytes = await app.run('bulletins.signedBytes', { id, form: 'full' });
    const text = await textOf(bytes);
    expect(text).toContain('淄改办发〔2018〕3号');
    expect(text).toContain('2018年3月5日');
    expect(text).toContain(`封存码${seal?.code}`);
    // Taken out twice, the same bytes; pre-printed sheets get no red head.
    for (const form of ['full', 'preprinted', 'word'] as const) await app.run('bulletins.saveSigned', { id, form });
    const names = readdirSync(folder).sort();
    expect(names).toHaveLength(3);
    const pdf = names.find((name) => name.endsWith('3号）.pdf')) ?? '';
    expect(readFileSync(join(folder, pdf)).equals(Buffer.from(bytes))).toBe(true);
    expect(await textOf(await app.run('bulletins.signedBytes', { id, form: 'preprinted' }))).toContain('封存码');
    // Nothing makes it again.
    expect(await saidBy(app.run('bulletins.sign', signature({ number: 4 })))).toContain('已经签发，不能改、不能重新生成');
    expect(await saidBy(app.run('bulletins.make', paper))).toContain('已经签发');
    expect(await app.run('bulletins.view', paper)).toMatchObject({ draft: null, isSealed: true });
    expect(() => app.context.db().exec("UPDATE signed_bulletins SET title = 'x'")).toThrow('never changes');
    expect(() => app.context.db().exec('DELETE FROM evidence_files')).toThrow();
    // The month's folder gets what was signed.
    const out = temporaryFolder();
    const files = await exportMonth(app, PERIOD, out);
    expect(files).toContain(pdf);
    expect(readFileSync(join(out, pdf)).equals(Buffer.from(bytes))).toBe(true);
    // The other edition is a paper of its own, with the next number.
    expect(await app.run('bulletins.sign', signature({ edition: '公开版', number: 4 }))).toEqual({
      number: '淄改办发〔2018〕4号',
    });
    expect(await saidBy(app.run('bulletins.number', { signedOn: '2018-03-05' }))).toBe('');
    expect(await app.run('bulletins.number', { signedOn: '2018-03-05' })).toMatchObject({ next: 5, signers: ['王主任'] });
    expect(await app.run('bulletins.number', { signedOn: '2019-03-05' })).toMatchObject({ next: 1 });
  }, 120_000);
  it('is refused while something is 待核', async () => {
    const app = await sealedProgram();
    as(app, '李四');
    const { draft } = await app.run('bulletins.view', paper);
    const annex = draft?.outline.find(({ isAnnex }) => isAnnex);
    const opening = draft?.outline[0]?.blocks[0];
    if (!annex?.title || opening?.kind !== 'paragraph') throw new Error('no annex');
    const text = `${opening.text}详见附件《${annex.title}》。`;
    await app.run('bulletins.arrange', { ...paper, change: { kind: 'word', id: opening.id, text } });
    await app.run('bulletins.arrange', { ...paper, change: { kind: 'print', id: annex.id, isOn: false } });
    expect(await saidBy(app.run('bulletins.sign', signature()))).toContain(
      `还有 1 处待核，先核对再签发。文中提到附件《${annex.title}》`,
    );
  });
});

describe('发文登记簿', () => {
  it('comes out on paper: every number in its order, with what the kept PDF is known by', async () => {
    const folder = temporaryFolder();
    const app = await sealedProgram({ saveFile: async (_, name) => join(folder, name), print: async () => 'asked' });
    expect(await saidBy(app.run('bulletins.exportRegister', {}))).toBe('还没有签发的通报，没有可以导出的登记。');
    as(app, '李四');
    await app.run('bulletins.sign', signature({ number: 2, usedFor: '会议通知' }));
    const saved = await app.run('bulletins.exportRegister', {});
    expect(saved?.file).toBe('发文登记簿（截至2026年11月22日）.pdf');
    const [signed] = (await app.run('bulletins.register', {})).signed;
    const sha256 = signed?.files.find(({ form }) => form === 'full')?.sha256 ?? '';
    const text = await textOf(readFileSync(join(folder, saved?.file ?? '')));
    expect(text).toContain('共签发通报1份，用于其他文件的文号1个');
    expect(text).toMatch(/1淄改办发〔2018〕1号其他文件：会议通知.*2淄改办发〔2018〕2号关于2018年2月份/);
    expect(text).toContain(`内部版2018年3月5日王主任${signed?.pages}3${sha256.slice(0, 8)}`);
    expect(await app.run('papers.print', { file: saved?.file ?? '' })).toEqual({ printed: 'asked' });
  }, 60_000);
});

describe('the demonstration month', () => {
  it('keeps within 4000 characters, and says 难分伯仲 in a box before 会诊 and 表态发言 are announced', async () => {
    const app = await demoProgram();
    fillWithDemoWork(app.context);
    const { draft } = await app.run('bulletins.view', paper);
    expect(draft?.characters).toBeLessThanOrEqual(4000);
    const { token } = await app.run('bulletins.make', paper);
    const text = await textOf(await app.run('bulletins.bytes', { token }));
    const at = text.indexOf('特别说明：末位难分伯仲周村区与经济开发区只差0.07分，');
    expect(at).toBeGreaterThan(text.indexOf('七、会诊对象'));
    expect(at).toBeLessThan(text.indexOf('区县排名末位的是周村区'));
    expect(text.indexOf('表态发言：')).toBeGreaterThan(at);
    expect(text).not.toMatch(/“[^”]*“/);
    expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}/);
  }, 60_000);
});

describe('核验', () => {
  it('hashes every kept file again and compares the register with the paper', async () => {
    const app = await sealedProgram();
    as(app, '李四');
    await app.run('bulletins.sign', signature());
    expect(await app.run('seals.verify', {})).toMatchObject({ difference: null });
    const db = app.context.db();
    db.exec('DROP TRIGGER signed_bulletins_keep');
    db.exec("UPDATE signed_bulletins SET signed_on = '2018-03-06'");
    expect((await app.run('seals.verify', {})).difference).toMatchObject({ where: '发文登记簿 淄改办发〔2018〕1号' });
    db.exec("UPDATE signed_bulletins SET signed_on = '2018-03-05'");
    expect(await app.run('seals.verify', {})).toMatchObject({ difference: null });
    db.exec('DROP TRIGGER evidence_files_keep');
    db.exec("UPDATE evidence_files SET bytes = zeroblob(size) WHERE media_type = 'application/pdf'");
    const { difference } = await app.run('seals.verify', {});
    expect(difference?.where).toMatch(/^签发的通报“关于2018年2月份全面深化改革“六个一”督察情况的通报”的签发文件“/);
    const [own] = (await app.run('bulletins.register', {})).signed;
    expect(await saidBy(app.run('bulletins.signedBytes', { id: own?.id ?? 0, form: 'full' }))).toContain(
      '与签发时不一致，不能使用',
    );
  }, 60_000);
});

describe('更正通报', () => {
  it('says what was published and what it is now; the old one stays and is marked', async () => {
    const app = await sealedProgram();
    as(app, '李四');
    await app.run('bulletins.sign', signature());
    const [first] = (await app.run('bulletins.register', {})).signed;
    const before = await app.run('bulletins.signedBytes', { id: first?.id ?? 0, form: 'full' });
    const name = await correct(app, '100');
    const view = await app.run('bulletins.view', paper);
    expect(view.draft?.kind).toBe('correction');
    const { token } = await app.run('bulletins.make', paper);
    const text = await textOf(await app.run('bulletins.bytes', { token }));
    expect(text).toContain('关于更正2018年2月份全面深化改革');
    expect(text).toContain('（淄改办发〔2018〕1号，以下简称《通报》）印发后');
    expect(text).toContain('第1号更正单（张三提出，李四签批）：满意度调查报告更正数据');
    expect(text).toContain(`${name}由第11位升至第`);
    expect(text).toMatch(/“总体情况”部分，“区县平均得分.+?”更正为“区县平均得分/);
    // It has words of its own, too.
    await app.run('bulletins.arrange', { ...paper, change: { kind: 'add', section: 'effect', after: null, text: '特此说明。' } });
    expect(await app.run('bulletins.sign', signature({ number: 2, signedOn: '2018-03-20' }))).toEqual({
      number: '淄改办发〔2018〕2号',
    });
    const { signed } = await app.run('bulletins.register', {});
    expect(
      signed.map(({ number, correctsNumber, correctedBy, version }) => ({ number, correctsNumber, correctedBy, version })),
    ).toEqual([
      { number: '淄改办发〔2018〕2号', correctsNumber: '淄改办发〔2018〕1号', correctedBy: [], version: 2 },
      { number: '淄改办发〔2018〕1号', correctsNumber: null, correctedBy: ['淄改办发〔2018〕2号'], version: 1 },
    ]);
    const after = await app.run('bulletins.signedBytes', { id: first?.id ?? 0, form: 'full' });
    expect(Buffer.from(after).equals(Buffer.from(before))).toBe(true);
    expect(await textOf(await app.run('bulletins.signedBytes', { id: signed[0]?.id ?? 0, form: 'full' }))).toContain(
      '特此说明。',
    );
    expect((await app.run('bulletins.view', paper)).draft).toBeNull();
    // Corrected once more, it tells the difference to what the first 更正通报 published.
    await correct(app, '20');
    const second = await app.run('bulletins.make', paper);
    const told = await textOf(await app.run('bulletins.bytes', { token: second.token }));
    expect(told).toContain('以下简称《通报》，已由淄改办发〔2018〕2号更正）');
    expect(told).toContain('第2号更正单');
    expect(told).not.toContain('第1号更正单');
    expect(await app.run('seals.verify', {})).toMatchObject({ difference: null });
  }, 120_000);
});
