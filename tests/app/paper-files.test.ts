import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

it('a paper is written for Word where its name ends so, else as PDF; the record names its fonts', async () => {
  const folder = temporaryFolder();
  const asked: { readonly name: string; readonly others: readonly string[] | undefined }[] = [];
  let file = '';
  const app = startProgram(folder, {
    saveFile: async (_, name, others) => {
      asked.push({ name, others });
      return join(folder, file);
    },
  });
  await fillWithDemo(app.context);
  const head = (): string => readFileSync(join(folder, file)).subarray(0, 4).toString('latin1');

  file = '年度成绩.DOCX';
  await app.run('annual.export', { year: '2017', list: 'district' });
  expect(head()).toBe('PK\x03\x04');
  expect(asked).toEqual([{ name: '2017年区县改革督察年度成绩.pdf', others: expect.arrayContaining(['.docx']) }]);
  const row = app.context
    .db()
    .prepare<[], { subject: string; detail: string }>("SELECT subject, detail FROM audit_log WHERE action = '导出年度成绩'")
    .get();
  expect(row?.subject).toBe('年度成绩.DOCX');
  expect(JSON.parse(row?.detail ?? '{}')).toMatchObject({
    missingCharacters: [],
    fonts: expect.arrayContaining([expect.stringMatching(/^黑体：/)]),
  });

  file = '年度成绩.pdf';
  await app.run('annual.export', { year: '2017', list: 'district' });
  expect(head()).toBe('%PDF');

  // A bulletin shown as PDF is made once more, of the same facts, for Word.
  const { token, checks } = await app.run('bulletins.make', { period: '2018-02', edition: '公开版' });
  expect(checks.find(({ words }) => words.startsWith('版心'))?.ok).toBe(true);
  file = '通报.docx';
  expect(await app.run('bulletins.export', { token })).toEqual({ file: '通报.docx' });
  expect(head()).toBe('PK\x03\x04');
});
