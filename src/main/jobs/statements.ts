/** 得分说明书 and 一区一单, one after the other: the fonts are parsed for the first and serve them all. */
import { composeScoreStatement } from '../../shared/bulletin/score-statement.ts';
import { composeUnitLetter } from '../../shared/bulletin/unit-letter.ts';
import { makePaper } from './paper-make.ts';
import type { Papers } from './paper-typeset.ts';
import type { Jobs } from './protocol.ts';
import type { Progress } from './runner.ts';

type Job = Jobs['scoreStatements'];

/** @param onProgress one unit: the steps of its paper; several: “3/11 张店区” */
export async function makeStatements(input: Job['input'], onProgress: Progress): Promise<Job['output']> {
  const { facts, organisations, letters, ...form } = input;
  const made: Job['output'][number][] = [];
  const total = organisations.length;
  for (const [index, organisation] of organisations.entries()) {
    const unit = facts.list.evaluation.entries.find((entry) => entry.organisation === organisation)?.name ?? organisation;
    const kind = letters ? '一区一单' : '得分说明书';
    if (total > 1) onProgress(`正在生成${kind} ${index + 1}/${total} ${unit}`, index, total);
    const statement = composeScoreStatement({ ...facts, organisation });
    const letter = letters && composeUnitLetter({ ...facts, ...letters, organisation });
    const papers: Papers = letter ? [letter, statement] : statement;
    const paper = await makePaper({ ...form, facts: papers }, (all) => all, total === 1 ? onProgress : undefined);
    made.push({ organisation, name: (letter ?? statement).name, ...paper });
  }
  return made;
}
