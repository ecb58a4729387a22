import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifyEvidence } from '../../src/main/store/evidence.ts';
import { accepted, messageOf, office, register, rowOf, sha256 } from '../support/claims.ts';

describe('佐证', () => {
  it('is kept once whatever it is called, and is still there for the other claim when one lets it go', async () => {
    const desk = await office();
    const one = await register(desk);
    const other = await register(desk, { title: '另一件事', organisation: 'BS' });
    expect(messageOf(await desk.attach(one, '批示件.pdf', '%PDF 同一内容'))).toBe('ok');
    expect(messageOf(await desk.attach(other, '扫描件.pdf', '%PDF 同一内容'))).toBe('ok');
    const kept = () => desk.app.context.db().prepare('SELECT sha256, size FROM evidence_files').all();
    expect(kept()).toEqual([{ sha256: sha256('%PDF 同一内容'), size: Buffer.byteLength('%PDF 同一内容') }]);
    expect((await rowOf(desk, other)).files.map(({ name }) => name)).toEqual(['扫描件.pdf']);
    // Both reviewers are told, whichever unit it is.
    expect((await rowOf(desk, one)).doubts.join()).toMatch(/博山区2018年2月“另一件事”的佐证“扫描件.pdf”内容相同/);
    expect((await rowOf(desk, other)).doubts.join()).toContain('张店区2018年2月');
    // The same content twice with one claim says which it is already.
    expect(messageOf(await desk.attach(one, '副本.pdf', '%PDF 同一内容'))).toContain(
      '“副本.pdf”与本事项已有的佐证“批示件.pdf”内容相同',
    );

    await desk.app.run('claims.detach', { id: one, sha256: sha256('%PDF 同一内容') });
    expect(kept()).toHaveLength(1);
    await desk.app.run('claims.detach', { id: other, sha256: sha256('%PDF 同一内容') });
    expect(kept()).toEqual([]);
  });
  it('over 10 MB, empty, of a wrong kind, a program in disguise, or one too many is refused with a sentence, and nothing is kept', async () => {
    const desk = await office();
    const id = await register(desk);
    const limit = 10 * 1024 * 1024;
    expect(messageOf(await desk.attach(id, '大.pdf', new Uint8Array(limit + 1)))).toBe(
      'claims.file “大.pdf”有 10.1 MB，单个佐证不能超过 10 MB，请压缩或拆分后再添加。',
    );
    expect(messageOf(await desk.attach(id, '空.pdf', ''))).toContain('是空文件');
    expect(messageOf(await desk.attach(id, '程序.exe', 'MZ'))).toContain('不是可以作佐证的文件');
    expect(messageOf(await desk.attach(id, '伪装.pdf', 'MZ\u0090 this is a program'))).toContain('其实是一个程序');
    expect(messageOf(await desk.attach(id, '假.pdf', '其实是文字'))).toContain('内容与文件类型不符');
    expect(messageOf(await desk.attach(id, '打包.zip', 'PK'))).toContain('请解开后逐个添加');
    expect((await rowOf(desk, id)).files).toEqual([]);
    expect(
      messageOf(
        await desk.attach(
          id,
          '正好.pdf',
          Uint8Array.from({ length: limit }, (_, at) => '%PDF'.charCodeAt(at) || 7),
        ),
      ),
    ).toBe('ok');
    for (let n = 2; n <= 10; n += 1) expect(messageOf(await desk.attach(id, `${n}.txt`, `第 ${n} 个`))).toBe('ok');
    expect(messageOf(await desk.attach(id, '11.txt', '第 11 个'))).toContain('每个事项最多 10 个佐证');
    expect((await rowOf(desk, id)).files).toHaveLength(10);
  });
  it('comes out as it went in; changed in the data file it does not come out at all', async () => {
    const desk = await office();
    const id = await accepted(desk);
    const [file] = (await rowOf(desk, id)).files;
    const hash = file?.sha256 ?? '';
    const path = desk.saveAs('取出.pdf');
    expect(await desk.app.run('claims.saveFile', { id, sha256: hash })).toEqual({ file: '取出.pdf' });
    expect(sha256(readFileSync(path))).toBe(hash);
    expect(verifyEvidence(desk.app.context.reader(), [hash])).toBeNull();

    // Nobody can do this through the program, nor with the file open in another one while its triggers stand.
    const db = desk.app.context.db();
    expect(() => db.exec("UPDATE evidence_files SET bytes = x'00', size = 1")).toThrow('evidence never changes');
    db.exec('DROP TRIGGER evidence_files_keep');
    db.prepare('UPDATE evidence_files SET bytes = ?, size = ?').run(
      Buffer.from('%PDF 第 9 件'),
      Buffer.byteLength('%PDF 第 9 件'),
    );
    const gone = desk.saveAs('改过.pdf');
    expect(messageOf(await desk.app.call('claims.saveFile', { id, sha256: hash }))).toContain(
      `佐证“批示件${id}.pdf”的内容与登记时不一致`,
    );
    expect(() => readFileSync(gone)).toThrow();
    expect(messageOf(await desk.app.call('claims.bytes', { id, sha256: hash }))).toContain('claims.fileChanged');
    expect(verifyEvidence(desk.app.context.reader(), [hash])).toEqual({ sha256: hash, name: `批示件${id}.pdf` });
    expect(verifyEvidence(desk.app.context.reader(), ['0'.repeat(64)])).toMatchObject({ sha256: '0'.repeat(64) });
  });
});
