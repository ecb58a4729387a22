/** What of 存在问题 and 下步要求 follows from the registers: what is late, whose it is, and figures that were not so. 内部版 only. */
import { dayText } from '../calendar.ts';
import type { Run } from './document.ts';
import type { BulletinFacts } from './facts.ts';
import { joined, names, sentence, when, words } from './phrases.ts';
import { PROBLEMS, PROGRESS } from './work-annexes.ts';

type Runs = readonly Run[];

const NAMED = 3;

/** 博山区3项、高青县2项、张店区等5个单位各1项, the most first; 等9个单位共25项 once more than five have several. */
function byUnit(all: readonly { readonly name: string }[], measure: string): Runs {
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1);
  const order = [...counts].sort(([, a], [, b]) => b - a);
  const several = order.filter(([, count]) => count > 1);
  const single = order.filter(([, count]) => count === 1).map(([name]) => name);
  const shown = several.slice(0, NAMED + 2).map(([name, count]) => words`${name}${count}${{ text: measure }}`);
  if (several.length > shown.length)
    return words`${joined(shown, '、')}等${order.length}个单位共${all.length}${{ text: measure }}`;
  const rest = single.length > NAMED ? words`${single[0] ?? ''}等${single.length}个单位` : words`${single.join('、')}`;
  return joined(
    [...shown, single.length === 0 ? [] : words`${rest}${{ text: single.length > 1 ? '各' : '' }}1${{ text: measure }}`],
    '、',
  );
}

/** A point of 存在问题 or 下步要求: its heading that runs into the text, and what it says. */
export type Point = { readonly lead: string; readonly texts: readonly Runs[] };

/** What of 存在问题 comes from the registers. */
export function workProblems({ work, period }: BulletinFacts): readonly Point[] {
  if (!work) return [];
  const { ledger, agenda, notices, inspections } = work;
  const year = period.slice(0, 4);
  const day = dayText(work.asOf, year);
  const overdue = ledger?.overdue ?? [];
  const late = notices?.overdue ?? [];
  const problems = (inspections?.problems ?? []).filter(({ isOverdue }) => isOverdue);
  const relapsed = (inspections?.problems ?? []).filter(({ state }) => state === 'relapsed');
  const several = (count: number): string => (count > 2 ? '部分' : '个别');
  const longest = Math.max(0, ...problems.map(({ daysLate }) => daysLate));
  return [
    {
      lead: `${several(overdue.length)}任务逾期未办结`,
      texts: [
        when(overdue.length, [
          ...words`截至${day}，逾期任务${overdue.length}项：${joined(
            overdue
              .slice(0, NAMED)
              .map(
                ({ name, title, dueOn, daysLate }) =>
                  words`${name}“${title}”应于${dayText(dueOn, year)}办结，逾期${daysLate}个工作日`,
              ),
            '；',
          )}`,
          { text: overdue.length > NAMED ? `；其余见附件《${PROGRESS}》。` : '。' },
        ]),
      ],
    },
    {
      lead: '学习传达不够及时',
      texts: [
        when(agenda?.absent.length ?? 0, words`${names(agenda?.absent ?? [], NAMED + 2, '个单位')}未按期传达上级改革会议精神。`),
      ],
    },
    {
      lead: '三单一书反馈不够及时',
      texts: [
        when(
          late.length,
          words`${joined(
            late.slice(0, NAMED).map(({ name, number, daysLate }) => words`${name}对${number}逾期${daysLate}个工作日未反馈`),
            '，',
          )}${when(Math.max(0, late.length - NAMED), words`，另有${late.length - NAMED}件（期）逾期`)}。`,
        ),
      ],
    },
    {
      lead: '督察问题整改不够到位',
      texts: [
        when(
          problems.length,
          words`${byUnit(problems, '个')}督察问题逾期未整改，${{ text: problems.length > 1 ? '最长的' : '' }}逾期${longest}个工作日，详见附件《${{ text: PROBLEMS }}》。`,
        ),
        when(relapsed.length, words`${byUnit(relapsed, '个')}问题整改后反弹。`),
      ],
    },
    {
      lead: '个别数据不够准确',
      texts: [
        sentence(
          (inspections?.off ?? [])
            .slice(0, NAMED)
            .map(
              ({ name, indicator, unit, reported, recounted, factor }) =>
                words`${name}“${indicator}”上报${reported}${{ text: unit }}，现场核实为${recounted}${{ text: unit }}${
                  factor === null ? [] : words`（核实系数${factor}）`
                }`,
            ),
          '；',
        ),
      ],
    },
  ];
}

/** 限期办结: whoever is late with a task, a reply or a rectification. */
export function lateUnits({ work }: BulletinFacts): readonly string[] {
  const problems = work?.inspections?.problems.filter(({ isOverdue }) => isOverdue) ?? [];
  return [...new Set([...(work?.ledger?.overdue ?? []), ...(work?.notices?.overdue ?? []), ...problems].map(({ name }) => name))];
}
