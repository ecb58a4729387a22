import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PizZip from 'pizzip';
import { expect, test } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { dropContent, hashOf, readEvidence } from '../../src/main/store/evidence.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

const PERIOD = '2018-02';

async function startOffice() {
  const folder = temporaryFolder();
  const answers = { open: '', save: '' };
  const app = startProgram(undefined, {
    openFile: async () => answers.open,
    saveFile: async (_, name) => join(folder, answers.save || name),
    chooseFolder: async () => join(folder, '函'),
  });
  await fillWithDemo(app.context);
  return { app, folder, answers };
}

const textOf = (file: string): string =>
  [...(new PizZip(readFileSync(file)).file('word/document.xml')?.asText() ?? '').matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)]
    .map(([, text]) => text)
    .join('');

test('a template is checked, kept by its hash, filled, saved again and put out of use, each in the record', async () => {
  const { app, folder, answers } = await startOffice();
  await expect(app.run('templates.make', { kind: 'bulletin', period: PERIOD })).rejects.toMatchObject({ code: 'template.none' });
  const { file = '' } = (await app.run('templates.sample', { kind: 'bulletin' })) ?? {};
  answers.open = join(folder, file);
  expect(await app.run('templates.choose', { kind: 'bulletin' })).toEqual({ file, problems: [] });
  const bytes = readFileSync(answers.open);
  const [view] = await app.run('templates.view', {});
  expect(view?.kept).toMatchObject({ name: file, sha256: hashOf(bytes) });

  const { evaluation } = await app.run('rankings.view', { period: PERIOD, list: 'district' });
  expect(await app.run('templates.make', { kind: 'bulletin', period: PERIOD })).toEqual({ files: ['通报 2018年2月.docx'] });
  const text = textOf(join(folder, '通报 2018年2月.docx'));
  for (const { name, score } of evaluation.entries) expect(text).toContain(`${name}${score}`);
  expect(text).not.toMatch(/[{}]/);

  answers.save = '另存.docx';
  await app.run('templates.save', { kind: 'bulletin' });
  expect(readFileSync(join(folder, '另存.docx')).equals(bytes)).toBe(true);
  // The same file as 佐证 somewhere, taken away there, stays as the template.
  app.context.write({ action: '移除佐证', subject: '' }, (tx) => dropContent(tx, hashOf(bytes)));
  expect(readEvidence(app.context.reader(), hashOf(bytes))).not.toBeNull();
  await app.run('templates.remove', { kind: 'bulletin' });
  expect((await app.run('templates.view', {}))[0]?.kept).toBeNull();
  const acts = (await app.run('audit.list', { before: null })).map(({ action }) => action);
  expect(acts).toEqual(expect.arrayContaining(['导出模板样本', '启用模板', '按模板导出通报', '导出模板', '停用模板']));
});

test('一区一单: one file a unit of both lists, its own figures in each', async () => {
  const { app, folder, answers } = await startOffice();
  const { file = '' } = (await app.run('templates.sample', { kind: 'letter' })) ?? {};
  answers.open = join(folder, file);
  await app.run('templates.choose', { kind: 'letter' });
  mkdirSync(join(folder, '函'));
  const made = await app.run('templates.make', { kind: 'letter', period: PERIOD });
  expect(made?.files).toHaveLength(19);
  expect(readdirSync(join(folder, '函'))).toHaveLength(19);
  const { evaluation } = await app.run('rankings.view', { period: PERIOD, list: 'district' });
  for (const { name, score, rank } of evaluation.entries) {
    expect(textOf(join(folder, '函', `一区一单 2018年2月 ${name}.docx`))).toContain(`你单位得${score}分，列第${rank}位`);
  }
});

test('one with a fault is not kept, the one in use stays; what is no Word file is said', async () => {
  const { app, folder, answers } = await startOffice();
  const { file = '' } = (await app.run('templates.sample', { kind: 'bulletin' })) ?? {};
  answers.open = join(folder, file);
  await app.run('templates.choose', { kind: 'bulletin' });
  const zip = new PizZip(readFileSync(answers.open));
  const xml = zip.file('word/document.xml')?.asText() ?? '';
  zip.file('word/document.xml', xml.replace('{{#排名表}}', ''));
  answers.open = join(folder, '写错的.docx');
  writeFileSync(answers.open, zip.generate({ type: 'uint8array' }));
  const chosen = await app.run('templates.choose', { kind: 'bulletin' });
  expect(chosen?.problems.map(({ words }) => words).join('')).toContain('{{/排名表}} 没有配对的 {{#排名表}}');
  expect((await app.run('templates.view', {}))[0]?.kept?.name).toBe(file);
  answers.open = join(folder, '假的.docx');
  writeFileSync(answers.open, 'PK\u0003\u0004');
  await expect(app.run('templates.choose', { kind: 'bulletin' })).rejects.toMatchObject({ code: 'template.unreadable' });
});
