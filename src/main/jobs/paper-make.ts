/** The one way from facts to a file. Writers load their libraries when first asked for. */
import type { MadePaper, Papers } from './paper-typeset.ts';
import type { PaperJob } from './protocol.ts';
import type { Progress } from './runner.ts';

/** A paper, or several as one file, composed of its facts and written as PDF, Word or workbook. */
export async function makePaper<Facts>(
  { facts, format, ...form }: PaperJob<Facts>['input'],
  compose: (facts: Facts) => Papers,
  onProgress?: Progress,
): Promise<MadePaper> {
  const options = { ...form, ...(onProgress ? { onProgress } : {}) };
  if (format === 'docx') return (await import('./docx.ts')).renderDocx(compose(facts), options);
  if (format === 'xlsx') return (await import('./workbook-paper.ts')).renderWorkbook(compose(facts));
  return (await import('./pdf.ts')).renderPdf(compose(facts), options);
}
