import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test } from 'vitest';
import { fillWithDemoWork } from '../../src/main/demo-work/fill.ts';
import { fillWithDemo } from '../../src/main/handlers/fill.ts';
import { hasLibreOffice, officePages } from '../support/libreoffice.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

/** Beginnings of the names of every kind of paper the demonstration month has. No correction is signed in it and no panel closed. */
const KINDS = [
  '2018年2月份全面深化改革“六个一”督察情况的通报',
  '2018年2月份全面深化改革“六个一”督察情况的通报（公开版）',
  '2018年2月催报单',
  '2018年2月抽取证书',
  '2018年2月改革督察通报会会议材料',
  '2018年2月督察单',
  '2018年2月督察问题清单',
  '一区一单',
  '三单一书',
  '得分说明书',
  '2017年区县改革督察年度成绩',
  '2017年专项小组改革督察年度成绩',
] as const;

const WHY = hasLibreOffice ? '' : '（本机没有 LibreOffice，跳过）';
describe.skipIf(!hasLibreOffice)(`the demonstration month as Word files${WHY}`, () => {
  test('every kind of paper has as many pages as its PDF', {
    timeout: 300_000,
  }, async () => {
    const folder = temporaryFolder();
    let format = 'pdf';
    const app = startProgram(temporaryFolder(), {
      chooseFolder: async () => folder,
      saveFile: async (_, name) => join(folder, '2018年2月材料', name.replace(/pdf$/, format)),
    });
    await fillWithDemo(app.context);
    fillWithDemoWork(app.context);
    await app.run('monthPapers.export', { period: '2018-02', formats: ['pdf', 'docx'] });
    for (format of ['pdf', 'docx']) {
      await app.run('scoreStatements.export', { period: '2018-02', list: 'district', organisation: 'ZD' });
      for (const list of ['district', 'specialGroup'] as const) await app.run('annual.export', { year: '2017', list });
    }
    const papers = join(folder, '2018年2月材料');
    const seen = new Map<string, number>();
    const files = readdirSync(papers)
      .filter((name) => name.endsWith('.docx') && existsSync(join(papers, name.replace(/docx$/, 'pdf'))))
      // Forms of twenty-five sites differ in a name and some words.
      .filter((name) => {
        const kind = name.split(' ')[0] ?? name;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        return !kind.endsWith('督察单') || (seen.get(kind) ?? 0) <= 2;
      })
      .map((name) => join(papers, name));
    for (const kind of KINDS)
      expect(
        files.some((file) => basename(file).startsWith(kind)),
        kind,
      ).toBe(true);
    const office = join(folder, 'office');
    mkdirSync(office);
    const inWord = await officePages(files, office);
    const ours = await Promise.all(
      files.map(async (file) => {
        const task = getDocument({ data: new Uint8Array(readFileSync(file.replace(/docx$/, 'pdf'))), verbosity: 0 });
        const pages = (await task.promise).numPages;
        await task.destroy();
        return [basename(file, '.docx'), pages] as const;
      }),
    );
    expect(ours.map(([name]) => [name, inWord.get(name)])).toEqual(ours);
  });
});
