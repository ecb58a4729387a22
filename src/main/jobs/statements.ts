/** 得分说明书 as PDF, one after the other: the fonts are parsed for the first and serve them all. */
import { composeScoreStatement } from '../../shared/bulletin/score-statement.ts';
import { renderPdf } from './pdf.ts';
import type { Jobs } from './protocol.ts';
import type { Progress } from './runner.ts';

type Job = Jobs['scoreStatements'];

/** @param onProgress one unit: the steps of its PDF; several: “3/11 张店区” */
export async function makeStatements(input: Job['input'], onProgress: Progress): Promise<Job['output']> {
  const { facts, organisations, fontFolder, preferOfficeFonts } = input;
  const made: Job['output'][number][] = [];
  const total = organisations.length;
  for (const [index, organisation] of organisations.entries()) {
    const unit = facts.list.evaluation.entries.find((entry) => entry.organisation === organisation)?.name ?? organisation;
    if (total > 1) onProgress(`正在生成得分说明书 ${index + 1}/${total} ${unit}`, index, total);
    const document = composeScoreStatement({ ...facts, organisation });
    const { bytes, pages } = await renderPdf(document, {
      fontFolder,
      preferOfficeFonts,
      ...(total === 1 ? { onProgress } : {}),
    });
    made.push({ organisation, name: document.name, bytes, pages });
  }
  return made;
}
