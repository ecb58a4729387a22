/** 督察评分表: for each of the three blocks its lines, 100 points together. */
import { exact, hundred, sum } from '../engine/decimal.ts';
import type { Block } from './words.ts';

export type ChecklistLine = { readonly text: string; readonly points: string };
export type Checklists = Readonly<Record<Block, readonly ChecklistLine[]>>;

/** What ships; the office changes it to its own. After the contents of domain.md §2.2; the points are ours. */
export const DEFAULT_CHECKLISTS: Checklists = {
  documents: [
    { text: '领导小组文件、会议精神及时传达学习，有记录', points: '15' },
    { text: '结合实际制定配套文件或实施方案', points: '20' },
    { text: '任务分解到岗，责任人和时限明确', points: '20' },
    { text: '按时间节点推进，现场成果与台账一致', points: '30' },
    { text: '群众和企业知晓，办事有实际变化', points: '15' },
  ],
  basics: [
    { text: '改革台账齐全，更新及时', points: '25' },
    { text: '填报数据真实，与原始记录一致', points: '25' },
    { text: '佐证材料齐全，可以核对', points: '20' },
    { text: '信息报送及时、准确', points: '15' },
    { text: '以往督察问题整改到位', points: '15' },
  ],
  groups: [
    { text: '小组会议按期召开，有议题、有记录、有落实', points: '25' },
    { text: '年度要点和任务分工明确', points: '20' },
    { text: '牵头单位定期调度，协调解决问题', points: '25' },
    { text: '试点任务推进有力', points: '15' },
    { text: '批示、交办事项按期办结', points: '15' },
  ],
};

/** Why a checklist cannot be used, in words; null for one that can. */
export function checklistRefusal(lines: readonly ChecklistLine[]): string | null {
  if (lines.length === 0) return '至少要有一项内容';
  if (lines.some(({ text }) => text.trim() === '')) return '有一项没有写内容';
  const whole = sum(lines.map(({ points }) => exact(points)));
  return whole.eq(hundred) ? null : `各项分值合计 ${whole.toFixed()} 分，应为 100 分`;
}

/** A visit's score: the sum of its lines; null while a line has no points. */
export function visitScore(points: readonly (string | null)[]): string | null {
  const given = points.flatMap((one) => (one === null ? [] : [exact(one)]));
  return given.length === points.length && points.length > 0 ? sum(given).toFixed() : null;
}
