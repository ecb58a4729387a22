/** What is missing of a visit as it is being written down, by the name of the field it is missing in. */
import type { VisitDraft } from '../contract/inspections.ts';

/** What a visit must have to be kept at all, in words: 督察人员, and something that was found; empty when it has both. */
export function missingOf({ inspectors, scores, problems, recounts }: VisitDraft): readonly string[] {
  const isFound =
    scores.some(({ points, note }) => points !== null || note.trim() !== '') || problems.length + recounts.length > 0;
  return [...(inspectors.length === 0 ? ['督察人员'] : []), ...(isFound ? [] : ['评分、问题或核实的数据（至少一项）'])];
}

const isWhole = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= 250;
const isDecimal = (text: string): boolean => /^-?\d{1,15}(\.\d{1,10})?$/.test(text);

/** The first field that cannot be kept as it is, with what to do; null when all can. */
export function fieldTrouble({ visitedOn, scores, problems, recounts }: VisitDraft): string | null {
  if (visitedOn === '') return '请填写督察日期。';
  const score = scores.findIndex(({ points }) => points !== null && !/^\d{1,3}(\.\d)?$/.test(points));
  if (score >= 0) return `第 ${score + 1} 项的得分“${scores[score]?.points}”不对，请写成 0 至 100 的数，最多一位小数。`;
  for (const [at, { text, days }] of problems.entries()) {
    if (text.trim() === '') return `问题 ${at + 1} 还没有写内容，请写明问题；不要的请删除这一条。`;
    if (!isWhole(days)) return `问题 ${at + 1} 的时限应是 1 至 250 的整数（工作日），请填写时限。`;
  }
  for (const [at, { reported, recounted }] of recounts.entries()) {
    if (!isDecimal(reported)) return `数据核实第 ${at + 1} 项的上报数应是数字，请填写；没有上报的写 0。`;
    if (!isDecimal(recounted)) return `数据核实第 ${at + 1} 项的核实数应是数字，请填写。`;
  }
  return null;
}
