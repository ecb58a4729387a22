/** The worker's entry: everything slow happens here (PDF, workbooks, reading a file), never on the thread that answers the window. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { AppError } from '../../shared/errors.ts';
import { makePaper } from './paper-make.ts';
import type { Jobs, Reply, Request } from './protocol.ts';
import type { Progress } from './runner.ts';

const port = parentPort;
if (!port) throw new Error('worker.ts runs in a worker thread only');

port.on('message', (request: Request) => {
  const say = (reply: Reply): void => port.postMessage(reply);
  perform(request, (stage, done, total) => say({ id: request.id, kind: 'progress', stage, done, total })).then(
    (output) => say({ id: request.id, kind: 'done', output }),
    (error: unknown) =>
      say(
        error instanceof AppError
          ? { id: request.id, kind: 'known', code: error.code, parameters: error.parameters }
          : { id: request.id, kind: 'failed', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      ),
  );
});

/** Each kind loads its libraries when first asked for: an import must not wait for the fonts, nor a PDF for the spreadsheet reader. */
async function perform(request: Request, onProgress: Progress): Promise<Jobs[keyof Jobs]['output']> {
  switch (request.kind) {
    case 'readImport': {
      const { readSheets } = await import('./sheets-read.ts');
      const { readImport } = await import('../../shared/sheets/read-import.ts');
      const { file, context } = request.input;
      onProgress('正在读取文件', 0, 2);
      const bytes = readFileSync(file);
      const sheets = await readSheets(bytes, basename(file));
      onProgress('正在核对数据', 1, 2);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { ...readImport(sheets, context), sha256 };
    }
    case 'readRoadmap': {
      const { readTables } = await import('./docx-read.ts');
      const { readRoadmap } = await import('../../shared/tasks/roadmap.ts');
      const { file, context } = request.input;
      onProgress('正在读取文件', 0, 2);
      const bytes = readFileSync(file);
      const sheets = await readTables(bytes, basename(file));
      onProgress('正在核对路线图', 1, 2);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { ...readRoadmap(sheets, context), sha256 };
    }
    case 'scoreStatements': {
      const { makeStatements } = await import('./statements.ts');
      return makeStatements(request.input, onProgress);
    }
    case 'annualPaper': {
      const { composeAnnualPaper } = await import('../../shared/bulletin/annual-paper.ts');
      return makePaper(request.input, composeAnnualPaper, onProgress);
    }
    case 'reminderPaper': {
      const { composeReminder } = await import('../../shared/bulletin/reminder.ts');
      return makePaper(request.input, composeReminder, onProgress);
    }
    case 'panelPaper': {
      const { composePanelPaper } = await import('../../shared/bulletin/panel-paper.ts');
      return makePaper(request.input, composePanelPaper, onProgress);
    }
    case 'inspectionPaper': {
      const { composeInspectionPaper } = await import('../../shared/bulletin/inspection-papers.ts');
      return makePaper(request.input, composeInspectionPaper, onProgress);
    }
    case 'noticePaper': {
      const { composeNoticePapers } = await import('../../shared/bulletin/notice-paper.ts');
      return makePaper(request.input, composeNoticePapers, onProgress);
    }
    case 'correctionPaper': {
      const { composeCorrectionPaper } = await import('../../shared/bulletin/correction-paper.ts');
      return makePaper(request.input, composeCorrectionPaper, onProgress);
    }
    case 'bulletinPaper':
    case 'composedPaper':
      return makePaper(request.input, (papers) => papers, onProgress);
    case 'diagnosis': {
      const { diagnose } = await import('../../shared/consultation/diagnose.ts');
      return diagnose(request.input);
    }
    case 'rankingWorkbook': {
      const { writeRankingWorkbook } = await import('./workbook-write.ts');
      return writeRankingWorkbook(request.input);
    }
    case 'tableWorkbook': {
      const { writeTableWorkbook } = await import('./workbook-write.ts');
      onProgress('正在生成工作簿', 0, 1);
      return writeTableWorkbook(request.input);
    }
    case 'checkTemplate': {
      const { checkTemplate } = await import('./docx-template.ts');
      onProgress('正在核对模板', 0, 1);
      return checkTemplate(request.input.bytes, request.input.kind);
    }
    case 'fillTemplate': {
      const { fillTemplate } = await import('./docx-template.ts');
      const { template, data } = request.input;
      return data.map((one, index) => {
        onProgress(`正在按模板生成 ${index + 1}/${data.length}`, index, data.length);
        return fillTemplate(template, one);
      });
    }
    case 'sampleTemplate': {
      const { sampleTemplate } = await import('./docx-sample.ts');
      return sampleTemplate(request.input.kind);
    }
    case 'entryForm': {
      const { writeEntryForm } = await import('./workbook-write.ts');
      return writeEntryForm(request.input);
    }
  }
}
