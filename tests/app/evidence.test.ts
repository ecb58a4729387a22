import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sourceParts } from '../../src/main/from-source.ts';
import { verifyEvidence } from '../../src/main/store/evidence.ts';
import { runUnattended } from '../../src/main/unattended.ts';
import { accepted, DRAFT, messageOf, office, register, rowOf, sha256 } from '../support/claims.ts';
import { office as inspectors, problemsIn, SITES, visited } from '../support/inspections.ts';
import { RESOURCES } from '../support/program.ts';
import { assigned } from '../support/tasks.ts';

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
    expect(verifyEvidence(desk.app.context.reader())).toEqual({ files: 1, broken: [] });

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
    const broken = [
      { sha256: hash, name: `批示件${id}.pdf`, record: '加分事项', title: '省领导批示肯定“一次办好”改革', kind: '佐证' },
    ];
    expect(verifyEvidence(desk.app.context.reader())).toEqual({ files: 1, broken });
    // Taken out with the file open in another program, where nothing holds the rows together.
    db.pragma('foreign_keys = OFF');
    db.exec('DROP TRIGGER evidence_files_stay');
    db.exec('DELETE FROM evidence_files');
    expect(verifyEvidence(desk.app.context.reader())).toEqual({ files: 0, broken });
  });
});

describe('全部核验', () => {
  /** One file with a record of every kind that shows files, in a month nobody has sealed. */
  async function everyKind() {
    const desk = await inspectors();
    const { app } = desk;
    const claim = (await app.run('claims.save', DRAFT)).id;
    const task = await assigned({ app });
    const notice = await app.run('notices.save', {
      ...{ id: null, kind: 'urge', organisation: 'ZD', task: null, source: '', matter: '报送改革方案', basis: '' },
      ...{ requirement: '请按期反馈。', dueOn: null, signedBy: '' },
    });
    await app.run('notices.issue', { id: notice.id, issuedOn: '2018-02-05', signedBy: '王某某', dueOn: null });
    const item = await app.run('publicity.saveItem', {
      ...{ id: null, period: '2018-02', organisation: 'ZD', kind: 'news', level: 'city', channel: 'other', outlet: '淄博日报' },
      ...{ isFrontPage: false, title: '一窗受理改革见成效', documentNumber: '', datedOn: '2018-02-09' },
    });
    await app.run('inspections.saveSites', { sites: SITES });
    await visited(desk);
    const problem = (await problemsIn(desk))[0]?.id ?? 0;
    const add = async (
      method: 'claims.attach' | 'tasks.attach' | 'notices.attach' | 'publicity.attach' | 'inspections.attach',
      id: number,
    ) => {
      desk.choose(`${method}.pdf`, `%PDF ${method}`);
      await app.run(method, { id });
    };
    await add('claims.attach', claim);
    await add('tasks.attach', task);
    await add('notices.attach', notice.id);
    await add('publicity.attach', item.id);
    await add('inspections.attach', problem);
    return app;
  }
  it('reads every file of every register, sealed or not, and names the record of the one with a changed byte', async () => {
    const app = await everyKind();
    expect(await app.run('seals.verify', {})).toMatchObject({ seals: 0, files: 5, difference: null });
    const db = app.context.db();
    db.exec('DROP TRIGGER evidence_files_keep');
    const put = db.prepare('UPDATE evidence_files SET bytes = ? WHERE sha256 = ?');
    const named: string[] = [];
    for (const { sha256: hash, bytes } of db
      .prepare<[], { sha256: string; bytes: Buffer }>('SELECT sha256, bytes FROM evidence_files ORDER BY audit_id')
      .all()) {
      const changed = Buffer.from(bytes);
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      put.run(changed, hash);
      const { difference } = await app.run('seals.verify', {});
      named.push(`${difference?.where} ${difference?.what}`);
      put.run(bytes, hash);
    }
    expect(named).toEqual([
      '加分事项“省领导批示肯定“一次办好”改革”的佐证“claims.attach.pdf” 文件内容与登记时不一致',
      '任务“深化“一次办好”改革”的佐证“tasks.attach.pdf” 文件内容与登记时不一致',
      '三单一书“报送改革方案”的佐证“notices.attach.pdf” 文件内容与登记时不一致',
      '宣传条目“一窗受理改革见成效”的佐证“publicity.attach.pdf” 文件内容与登记时不一致',
      '督察问题“台账缺两个月”的佐证“inspections.attach.pdf” 文件内容与登记时不一致',
    ]);
    expect((await app.run('seals.verify', {})).difference).toBeNull();
  });
  it('answers the unattended verb with 3 and the same name', async () => {
    const app = await everyKind();
    const { folder } = app.context;
    const db = app.context.db();
    const trigger = db.prepare<[], { sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 'evidence_files_keep'").get();
    db.exec('DROP TRIGGER evidence_files_keep');
    db.exec(
      "UPDATE evidence_files SET bytes = CAST('%PDF tasks.attacX' AS BLOB) WHERE bytes = CAST('%PDF tasks.attach' AS BLOB)",
    );
    db.exec(trigger?.sql ?? '');
    await app.close();
    const printed: unknown[] = [];
    const said: string[] = [];
    const code = await runUnattended(['verify', '--data', folder], {
      resources: RESOURCES,
      ...sourceParts,
      print: (json) => printed.push(json),
      say: (sentence) => said.push(sentence),
    });
    const where = '任务“深化“一次办好”改革”的佐证“tasks.attach.pdf”';
    expect(code).toBe(3);
    expect(printed).toMatchObject([{ seals: 0, files: 5, difference: { where } }]);
    expect(said).toEqual([`${where}：文件内容与登记时不一致。`]);
  });
});
