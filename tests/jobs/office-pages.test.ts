import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderDocx } from '../../src/main/jobs/docx.ts';
import type { Papers } from '../../src/main/jobs/paper-typeset.ts';
import { renderPdf } from '../../src/main/jobs/pdf.ts';
import { writeRankingWorkbook } from '../../src/main/jobs/workbook-write.ts';
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import { composeScoreStatement } from '../../src/shared/bulletin/score-statement.ts';
import { aMonth } from '../bulletin/fixture.ts';
import { statementFacts } from '../bulletin/statement-fixture.ts';
import { hasLibreOffice, officePages } from '../support/libreoffice.ts';
import { EVERYTHING, LETTER } from './office-papers.ts';

const fontFolder = join(import.meta.dirname, '../../resources/fonts');

/** LibreOffice lays our Word and Excel files out; where it is not installed there is nobody to ask. */
const WHY = hasLibreOffice ? '' : '（本机没有 LibreOffice，跳过）';
describe.skipIf(!hasLibreOffice)(`files as LibreOffice opens them${WHY}`, () => {
  let folder = '';
  /** Pages of every file, by name. */
  let opened: ReadonlyMap<string, number> = new Map();
  const ours = new Map<string, number>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'office-'));
    const papers: Readonly<Record<string, Papers>> = {
      everything: EVERYTHING,
      letter: LETTER,
      month: composeBulletin(aMonth()),
      statement: composeScoreStatement(statementFacts('ZD')),
    };
    for (const [name, paper] of Object.entries(papers)) {
      ours.set(name, (await renderPdf(paper, { fontFolder })).pages);
      writeFileSync(join(folder, `${name}.docx`), (await renderDocx(paper, { fontFolder })).bytes);
    }
    writeFileSync(join(folder, 'ranking.xlsx'), await writeRankingWorkbook(aMonth()));
    const files = [...Object.keys(papers).map((name) => `${name}.docx`), 'ranking.xlsx'];
    opened = await officePages(
      files.map((name) => join(folder, name)),
      folder,
    );
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('a bulletin, a statement, a letter with its 回执, and a paper with every kind of block have as many pages in Word as in PDF', () => {
    expect([...ours].map(([name]) => [name, opened.get(name)])).toEqual([...ours]);
  });

  test('every sheet of the ranking workbook takes the pages its own widths and heights say', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(join(folder, 'ranking.xlsx'));
    const pages = workbook.worksheets.map((sheet) => {
      const { orientation, margins, fitToWidth = 1 } = sheet.pageSetup;
      const [long, short] = [841.9, 595.3];
      const [across, down] = orientation === 'landscape' ? [long, short] : [short, long];
      const room = {
        width: across - 72 * ((margins?.left ?? 0) + (margins?.right ?? 0)),
        height: down - 72 * ((margins?.top ?? 0) + (margins?.bottom ?? 0)),
      };
      // A column of n characters is 7n + 5 pixels of 96 to an inch.
      const width = sheet.columns.reduce((sum, column) => sum + ((column.width ?? 9) * 7 + 5) * 0.75, 0);
      const scale = Math.min(1, (room.width * fitToWidth) / width);
      let height = 0;
      sheet.eachRow((row) => {
        height += row.height * scale;
      });
      return fitToWidth * Math.ceil(height / room.height);
    });
    expect(pages.length).toBeGreaterThan(1);
    expect(opened.get('ranking')).toBe(pages.reduce((sum, one) => sum + one, 0));
  });
});
