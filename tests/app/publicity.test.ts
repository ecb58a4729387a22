import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fillWithDemo, fillWithTemplate } from '../../src/main/handlers/fill.ts';
import { publicityFigures } from '../../src/main/handlers/publicity.ts';
import type { Envelope } from '../../src/shared/contract/index.ts';
import type { Role } from '../../src/shared/contract/people.ts';
import type { ItemDraft } from '../../src/shared/contract/publicity.ts';
import { DEFAULT_POINTS } from '../../src/shared/publicity/kinds.ts';
import { accepted as acceptedClaim, office as claimsOffice } from '../support/claims.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const PERIOD = '2018-02';
const ITEM: ItemDraft = {
  id: null,
  period: PERIOD,
  organisation: 'ZD',
  kind: 'brief',
  level: 'city',
  channel: 'other',
  outlet: '《淄博改革工作信息》',
  isFrontPage: false,
  title: '张店区推进社会治理云平台建设',
  documentNumber: '2018年第6期',
  datedOn: '2018-02-08',
};
const messageOf = (envelope: Envelope): string => (envelope.ok ? 'ok' : `${envelope.error.code} ${envelope.error.message}`);

async function desk(fill = fillWithTemplate) {
  const folder = temporaryFolder();
  let open: string | null = null;
  let save: string | null = null;
  const app = startProgram(temporaryFolder(), { openFile: async () => open, saveFile: async () => save });
  await fill(app.context);
  const register = async (more: Partial<ItemDraft> = {}): Promise<number> =>
    (await app.run('publicity.saveItem', { ...ITEM, ...more })).id;
  const attach = (id: number): Promise<Envelope> => {
    open = join(folder, `采用件${id}.txt`);
    writeFileSync(open, `第 ${id} 件`);
    return app.call('publicity.attach', { id });
  };
  return {
    app,
    register,
    attach,
    accepted: async (more: Partial<ItemDraft> = {}): Promise<number> => {
      const id = await register(more);
      await attach(id);
      await app.run('publicity.accept', { id });
      return id;
    },
    saveAs: (name: string): string => {
      save = join(folder, name);
      return save;
    },
    figures: (period = PERIOD) =>
      Object.fromEntries(
        publicityFigures(app.context.reader(), period)
          .filter(({ organisation }) => organisation === 'ZD')
          .map(({ indicator, value }) => [indicator, value]),
      ),
  };
}

describe('条目', () => {
  it('count once at their highest level, within a month and a year, and say so', async () => {
    const { app, accepted, register, figures } = await desk();
    const january = await accepted({ period: '2018-01', level: 'filed', datedOn: null });
    const city = await accepted();
    const province = await accepted({ kind: 'news', level: 'province', title: '张店区推进“社会治理云平台”建设。' });
    const verdict = async (id: number) => (await app.run('publicity.item', { id })).item.verdict;
    expect(await verdict(january)).toMatchObject({ counts: true, points: '0' });
    expect((await verdict(city))?.words).toBe('不计：同一内容本月已按“省级采用”计过。');
    expect(await verdict(province)).toEqual({
      counts: true,
      points: '1',
      words: '同一内容2018年1月已按“仅报送”计过，现按更高级别计；计 1 分。',
    });
    expect(figures('2018-01')).toMatchObject({ D1a: '1', D1b: '0' });
    // Sent in January, taken up in February: no new item, one provincial adoption.
    expect(figures()).toMatchObject({ D1a: '0', D1b: '0', D1c: '1', D1d: '0', D3a: '0' });
    const waiting = await register({ title: '另一条信息' });
    expect(await verdict(waiting)).toEqual({ counts: true, points: '0.5', words: '计 0.5 分。' });
    expect(figures()).toMatchObject({ D1a: '0' });
    // One issue carries many texts; a link is one text.
    const link = 'https://www.zibo.gov.cn/1.html';
    const first = await accepted({ title: '网上一篇', documentNumber: link });
    const again = await accepted({ title: '网上一篇（转）', documentNumber: link });
    expect([(await verdict(first))?.counts, (await verdict(again))?.counts]).toEqual([true, false]);
  });
  it('double a front page by the settings, which do not move what counts', async () => {
    const { app, accepted } = await desk();
    const id = await accepted({ kind: 'media', level: 'centre', isFrontPage: true, outlet: '《人民日报》' });
    expect((await app.run('publicity.item', { id })).item.verdict?.points).toBe('1');
    const none = { filed: '0', city: '0', province: '0', centre: '0' };
    await app.run('publicity.saveRules', {
      ...DEFAULT_POINTS,
      points: { ...DEFAULT_POINTS.points, media: none },
      frontPage: '3',
    });
    expect((await app.run('publicity.item', { id })).item.verdict).toMatchObject({ counts: true, points: '0' });
    const bad = { ...DEFAULT_POINTS, frontPage: '两倍' };
    expect(messageOf(await app.call('publicity.saveRules', bad))).toContain('分值应是');
  });
  it('need 佐证 above 仅报送, are decided once and never change in the file', async () => {
    const { app, register, attach } = await desk();
    const id = await register();
    expect(messageOf(await app.call('publicity.accept', { id }))).toContain('publicity.unproved');
    expect((await app.run('publicity.item', { id })).hindrance).toContain('还没有佐证');
    await attach(id);
    expect(messageOf(await attach(id))).toContain('内容相同');
    await app.run('publicity.accept', { id });
    expect(messageOf(await app.call('publicity.refuse', { id, reason: '再办' }))).toContain('已经办结');
    expect(() => app.context.db().exec("UPDATE publicity_items SET title = '改'")).toThrow('a decided item never changes');
    expect(() => app.context.db().exec("UPDATE publicity_events SET reason = ''")).toThrow('append-only');
    await app.run('publicity.reopen', { id, reason: '链接失效' });
    const [file] = (await app.run('publicity.item', { id })).item.files;
    await app.run('publicity.detach', { id, sha256: file?.sha256 ?? '' });
    const left = app.context.db().prepare('SELECT count(*) FROM evidence_files').pluck().get();
    expect(left).toBe(0);
    expect((await app.run('publicity.item', { id })).events.map(({ event }) => event)).toEqual([
      'register',
      'attach',
      'accept',
      'reopen',
      'detach',
    ]);
    const filed = await register({ level: 'filed', title: '一条报送的信息' });
    await app.run('publicity.accept', { id: filed });
  });
  it('refuse what cannot be: no such level, no day, a front page of a 信息, a unit that is not there', async () => {
    const { app } = await desk();
    const attempt = (more: object) => app.call('publicity.saveItem', { ...ITEM, ...more }).then(messageOf);
    expect(await attempt({ kind: 'media', level: 'filed' })).toContain('没有“仅报送”');
    expect(await attempt({ isFrontPage: true })).toContain('只有媒体报道才有头版');
    expect(await attempt({ datedOn: '2018-02-30' })).toContain('没有这一天');
    expect(await attempt({ title: '。' })).toContain('请写明标题');
    expect(await attempt({ organisation: 'XX' })).toContain('organisation.unknown');
  });
  it('count channels only where they are written down, for districts only', async () => {
    const { app, accepted, figures } = await desk();
    await accepted();
    expect(figures()).not.toHaveProperty('D2');
    await accepted({ level: 'filed', channel: 'column', title: '专栏一篇' });
    await accepted({ level: 'filed', channel: 'wechat', title: '公众号一篇' });
    expect(figures()).toMatchObject({ D2: '1' });
    const all = publicityFigures(app.context.reader(), PERIOD);
    expect(all.find(({ organisation, indicator }) => organisation === 'BS' && indicator === 'D2')?.value).toBe('3');
    expect(all.some(({ organisation, indicator }) => organisation === 'G1' && indicator === 'D2')).toBe(false);
    expect(publicityFigures(app.context.reader(), '2018-03')).toEqual([]);
  });
  it('leave 典型经验 to 加分登记 where it was registered there, and show the claim', async () => {
    const office = await claimsOffice();
    const title = '社会治理云平台经验';
    const { id } = await office.app.run('publicity.saveItem', { ...ITEM, kind: 'experience', title });
    await office.app.run('publicity.saveItem', { ...ITEM, level: 'filed', title: '一条信息' });
    const items = (await office.app.run('publicity.items', { period: PERIOD, list: 'district' })).items;
    await office.app.run('publicity.accept', { id: items.find((item) => item.level === 'filed')?.id ?? 0 });
    const indicators = () =>
      publicityFigures(office.app.context.reader(), PERIOD).flatMap(({ organisation, indicator }) =>
        organisation === 'ZD' ? [indicator] : [],
      );
    expect(indicators()).toContain('D3a');
    await acceptedClaim(office, { item: 'D3', level: 'city', title });
    expect(indicators()).not.toContain('D3a');
    expect((await office.app.run('publicity.item', { id })).item.claim).toBe(`加分登记 D3“${title}”（2018年2月，已认定）`);
  });
  it('are 核实 by somebody else once there are accounts', async () => {
    const { app, register } = await desk();
    const account = (name: string, roles: Role[]) =>
      app.run('people.save', { id: null, name, roles, isActive: true, password: 'kaohe2018' });
    await account('张三', ['admin', 'entry', 'review']);
    await account('李四', ['review']);
    const id = await register({ level: 'filed' });
    expect(messageOf(await app.call('publicity.accept', { id }))).toContain('publicity.own');
    await app.run('people.signIn', { name: '李四', password: 'kaohe2018' });
    expect(messageOf(await app.call('publicity.saveItem', ITEM))).toContain('people.denied');
    await app.run('publicity.accept', { id });
    expect((await app.run('publicity.item', { id })).item).toMatchObject({ state: 'accepted', decidedBy: '李四' });
  });
});

describe('经验库', () => {
  it('takes in the seven of the sources once, each figure with its source', async () => {
    const { app } = await desk();
    expect(await app.run('publicity.addExemplars', {})).toEqual({ added: 7 });
    expect(await app.run('publicity.addExemplars', {})).toEqual({ added: 0 });
    const all = await app.run('publicity.experiences', {});
    expect(all.map(({ subject }) => subject)).toEqual([
      '山东海思堡服饰集团',
      '高新区华侨城小学',
      '桓台县',
      '张店区',
      '桓台县',
      '张店区',
      '桓台县',
    ]);
    expect(new Set(all.map(({ field }) => field)).size).toBe(5);
    expect(all.map(({ organisation }) => organisation)).toEqual([null, 'GXQ', 'HT', 'ZD', 'HT', 'ZD', 'HT']);
    expect(
      all.every(({ state, figures }) => state === 'promoted' && figures.every(({ source }) => source.startsWith('《淄博'))),
    ).toBe(true);
    expect(all[0]?.figures).toContainEqual({
      name: '服装生产工期',
      value: '由30天缩短到7天',
      source: '《淄博全面深化改革综述：聚力信息化 打出组合拳》（淄博市委宣传部）',
    });
  });
  it('goes 上报 遴选 推广 复制, in this order only; 推广 is one item as well', async () => {
    const { app, figures } = await desk();
    const { id } = await app.run('publicity.saveExperience', {
      id: null,
      period: PERIOD,
      organisation: 'ZD',
      subject: '张店区行政审批服务局',
      field: '政务服务',
      title: '“一次办好”改革',
      summary: '推行一窗受理、集成服务。',
      source: '张店区上报材料',
      figures: [{ name: '办理环节', value: '由12个减到5个', source: '张店区上报材料' }],
    });
    const promote = { id, period: PERIOD, level: 'city' as const, words: '淄改办发〔2018〕9号', datedOn: '2018-02-20' };
    expect(messageOf(await app.call('publicity.promoteExperience', promote))).toContain('现在是已上报，不能推广');
    await app.run('publicity.selectExperience', { id, period: PERIOD });
    expect(() => app.context.db().exec("UPDATE experiences SET summary = '改'")).toThrow('never changes');
    expect(() => app.context.db().exec('DELETE FROM experience_figures')).toThrow('never changes');
    const copy = { id, period: PERIOD, organisation: 'BS', words: '已在政务大厅推行', datedOn: null };
    expect(messageOf(await app.call('publicity.replicateExperience', copy))).toContain('不能复制');
    const { item } = await app.run('publicity.promoteExperience', promote);
    expect((await app.run('publicity.item', { id: item ?? 0 })).item).toMatchObject({
      kind: 'experience',
      level: 'city',
      title: '“一次办好”改革',
      experience: id,
      state: 'pending',
    });
    expect(figures()).toEqual({});
    expect(messageOf(await app.call('publicity.replicateExperience', { ...copy, organisation: 'ZD' }))).toContain(
      'publicity.ownCopy',
    );
    await app.run('publicity.replicateExperience', copy);
    const { experience, events } = await app.run('publicity.experience', { id });
    expect(experience).toMatchObject({ state: 'replicated', replications: 1 });
    expect(events.map(({ event }) => event)).toEqual(['report', 'select', 'promote', 'replicate']);
    expect(() => app.context.db().exec('DELETE FROM experience_events')).toThrow('append-only');
  });
  it('does not keep a figure without a source', async () => {
    const { app } = await desk();
    const draft = {
      id: null,
      period: PERIOD,
      organisation: null,
      subject: '某企业',
      field: '',
      title: '改革',
      summary: '做法',
      source: '',
    };
    const refused = await app.call('publicity.saveExperience', {
      ...draft,
      figures: [{ name: '工期', value: '7天', source: ' ' }],
    });
    expect(messageOf(refused)).toContain('请写明数据来源');
  });
});

describe('候选', () => {
  it('come from the demonstration’s scores with their evidence; 入选 needs one, a reason, and is taken back with one', async () => {
    const { app } = await desk(fillWithDemo);
    const view = () => app.run('publicity.candidates', { period: PERIOD, list: 'district' });
    const { top, improved, passed, none, basis, isDemo } = await view();
    expect(top.map(({ rank }) => rank).sort()).toEqual([1, 2, 3]);
    expect(improved.length === 0).toBe(none !== null);
    expect(basis).toContain('个单位的得分判断');
    expect(isDemo).toBe(true);
    // Everybody who moved up is either nominated or told why not.
    const ranking = await app.run('rankings.view', { period: PERIOD, list: 'district' });
    const risen = ranking.evaluation.entries.filter(({ change }) => (change ?? 0) > 0).map(({ organisation }) => organisation);
    const told = [...improved, ...passed].map(({ organisation }) => organisation);
    expect(told.sort()).toEqual(risen.sort());

    const first = { period: PERIOD, organisation: top[0]?.organisation ?? '', cause: 'top' as const };
    expect(messageOf(await app.call('publicity.choose', { ...first, reason: '' }))).toContain('请写明做法');
    await app.run('publicity.choose', { ...first, reason: '统筹推进改革任务' });
    expect(messageOf(await app.call('publicity.choose', { ...first, reason: '再记一次' }))).toContain('publicity.chosen');
    const last = ranking.evaluation.entries.at(-1)?.organisation ?? '';
    expect(messageOf(await app.call('publicity.choose', { ...first, organisation: last, reason: '照顾' }))).toContain(
      '不在2018年2月的候选之列',
    );
    expect((await view()).choices).toMatchObject([{ ...first, reason: '统筹推进改革任务', item: null }]);
    await app.run('publicity.cancelChoice', { ...first, reason: '材料不实' });
    expect((await view()).choices).toEqual([]);
    expect(() => app.context.db().exec('DELETE FROM publicity_choices')).toThrow('append-only');
  });
});

/** word/document.xml of a docx: the local file headers are read one after another. */
function documentXml(file: string): string {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  let at = bytes.readUInt32LE(end + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, packed, name, extra, comment, offset] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ];
    if (bytes.toString('utf8', at + 46, at + 46 + name) === 'word/document.xml') {
      const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
      const content = bytes.subarray(start, start + packed);
      return (method === 8 ? inflateRawSync(content) : content).toString('utf8');
    }
    at += 46 + name + extra + comment;
  }
  throw new Error('no word/document.xml');
}

describe('月报', () => {
  it('says what was chosen, spread and taken up, in Word and as text; 批示 stay a number', async () => {
    const { app, accepted, saveAs } = await desk(fillWithDemo);
    const { top } = await app.run('publicity.candidates', { period: PERIOD, list: 'district' });
    const organisation = top[0]?.organisation ?? '';
    await app.run('publicity.choose', { period: PERIOD, organisation, cause: 'top', reason: '每周调度改革任务，逐项销号' });
    await accepted({ kind: 'media', level: 'centre', outlet: '《人民日报》', title: '张店区办事更方便' });
    await accepted({ kind: 'instruction', level: 'city', title: '市领导批示原文' });
    const view = await app.run('publicity.digest', { period: PERIOD });
    expect(view.title).toBe('2018年2月份改革宣传月报');
    expect(view.marks).toEqual(['演示数据']);
    expect(view.site).toContain('每周调度改革任务，逐项销号。');
    expect(view.site).toContain('《人民日报》');
    expect(view.site).toContain('合计　媒体报道：1；批示：1；得分：0.8');
    expect(view.site).not.toContain('批示原文');
    expect(view.wechat).not.toContain('《人民日报》');
    expect(view.hits).toEqual([]);

    const docx = saveAs('月报.docx');
    expect(await app.run('publicity.export', { period: PERIOD, form: 'docx', isChecked: false })).toEqual({ file: '月报.docx' });
    const xml = documentXml(docx);
    expect(xml).toContain('2018年2月份改革宣传月报');
    expect(xml).toContain('w:val="PaperTitle"');
    expect(xml).toContain('w:linePitch="579"');
    const text = saveAs('公众号.txt');
    await app.run('publicity.export', { period: PERIOD, form: 'wechat', isChecked: false });
    expect(readFileSync(text, 'utf8')).toContain('（一）');
  });
  it('asks about every hit before it is written, and never writes a mark of 密级', async () => {
    const { app, accepted, saveAs } = await desk();
    const id = await accepted({ title: '居民王小明（13805331234）办事记' });
    saveAs('月报.txt');
    const attempt = (isChecked: boolean) =>
      app.call('publicity.export', { period: PERIOD, form: 'site', isChecked }).then(messageOf);
    const { hits } = await app.run('publicity.digest', { period: PERIOD });
    expect(hits.map(({ kind, place }) => [kind, place])).toEqual([
      ['person', '三、条目统计 表 2 第 1 行'],
      ['mobile', '三、条目统计 表 2 第 1 行'],
    ]);
    expect(await attempt(false)).toContain('脱敏检查发现 2 处，第一处在“三、条目统计 表 2 第 1 行”（个人姓名）');
    expect(await attempt(true)).toBe('ok');
    const [act] = await app.run('audit.list', { before: null });
    expect(act?.detail).toContain('手机号');
    expect(act?.detail).not.toContain('13805331234');
    await app.run('publicity.reopen', { id, reason: '改标题' });
    await app.run('publicity.saveItem', { ...ITEM, id, title: '机密★三年 某件' });
    await app.run('publicity.accept', { id });
    expect(await attempt(true)).toContain('带有密级标志，不能导出');
  });
});
