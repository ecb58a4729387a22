/** Sentences of the facts, which the page shows too, as a paper says them: figures bound, dates in words, no blanks around figures, lines by name. */
import type { Run } from './document.ts';
import { officialDate } from './numerals.ts';

/** A date in words, or a figure that stands alone: not the digits of a line's code (A1), of a name (PM2.5) or of a number of a paper (〔2018〕5号). */
const FIGURE = /(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年(?:\d{1,2}月)?|(?<![A-Za-z\d.〔〕])[−+±-]?\d+(?:\.\d+)?%?(?![\d〕])/gu;
const NAMED = /PM\d+(?:\.\d+)?/g;

/** “A1 改革任务按期推进” → “改革任务按期推进”: codes are for the tables. */
export const lineNamed = (text: string): string => text.replace(/(?<![A-Za-z\d])[A-Z]\d+[a-z]? (?=\p{Script=Han}|PM)/gu, '');

/** @example figured('总分 86.67，2018-02-09 核实') → 总分, 86.67 (figure), ，, 2018年2月9日 (figure), 核实 */
export function figured(text: string): readonly Run[] {
  const said = lineNamed(text)
    .replace(/\d{4}-\d{2}-\d{2}/g, (date) => officialDate(date))
    // A paper has blanks between two Latin words or figures only.
    .replace(/(?<![A-Za-z\d]) +| +(?![A-Za-z\d])/g, '');
  const names = [...said.matchAll(NAMED)].map(({ index, 0: name }) => [index, index + name.length] as const);
  const runs: Run[] = [];
  let at = 0;
  for (const found of said.matchAll(FIGURE)) {
    if (names.some(([from, to]) => found.index >= from && found.index < to)) continue;
    if (found.index > at) runs.push({ text: said.slice(at, found.index) });
    runs.push({ text: found[0], figure: true });
    at = found.index + found[0].length;
  }
  if (at < said.length) runs.push({ text: said.slice(at) });
  return runs;
}
