/** The third writer of papers: the same words, tables and figures as a workbook. */
import type { Paper } from '../../shared/bulletin/document.ts';
import { officePaper } from '../../shared/bulletin/office-text.ts';
import { paperSheets } from '../../shared/bulletin/paper-sheets.ts';
import type { MadePaper, Papers } from './paper-typeset.ts';
import { writeTableWorkbook } from './workbook-write.ts';

/** A workbook has no pages of its own and takes the fonts of the machine that opens it. */
export async function renderWorkbook(paper: Papers): Promise<MadePaper> {
  const papers: readonly Paper[] = ('sections' in paper ? [paper] : paper).map((one) => officePaper(one));
  return {
    bytes: await writeTableWorkbook(paperSheets(papers)),
    pages: 0,
    fonts: [],
    missingCharacters: [],
    checks: [],
  };
}
