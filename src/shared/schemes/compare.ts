/** Two rule books side by side: what was added, taken away and changed, in words. For the page, the record of acts and the question before 生效. */
import type { Item, Rules } from '../engine/types.ts';
import { listName } from '../text.ts';
import { methodWords } from './methods.ts';

export type Change = { readonly aspect: string; readonly before: string; readonly after: string };
type LineChange = {
  readonly code: string;
  readonly name: string;
  readonly state: 'added' | 'removed' | 'changed' | 'same';
  /** What differs; for a line that stands on one side only, everything it says. */
  readonly changes: readonly Change[];
};
export type Comparison = { readonly whole: readonly Change[]; readonly lines: readonly LineChange[] };

export const itemKindName: Readonly<Record<Item['kind'], string>> = {
  base: '基本分',
  bonus: '加分',
  deduction: '扣分',
  veto: '一票否决',
};

/** Aspects in the order people read them; texts that are equal are no change. */
type Aspects = readonly (readonly [string, string])[];

/**
 * @param indicatorName name of an indicator by its code
 * @returns lines in the order of `after`, those that are gone last
 */
export function compareRules(before: Rules, after: Rules, indicatorName: (code: string) => string): Comparison {
  const words = (rules: Rules, item: Item): Aspects => itemWords(rules, item, indicatorName);
  const old = new Map(before.items.map((item) => [item.code, item]));
  const codes = new Set(after.items.map((item) => item.code));
  return {
    whole: differences(wholeWords(before), wholeWords(after)),
    lines: [
      ...after.items.map((item): LineChange => {
        const was = old.get(item.code);
        const head = { code: item.code, name: item.name };
        if (!was) return { ...head, state: 'added', changes: differences([], words(after, item)) };
        const changes = differences(words(before, was), words(after, item));
        return { ...head, state: changes.length === 0 ? 'same' : 'changed', changes };
      }),
      ...before.items
        .filter((item) => !codes.has(item.code))
        .map(
          (item): LineChange => ({
            code: item.code,
            name: item.name,
            state: 'removed',
            changes: differences(words(before, item), []),
          }),
        ),
    ],
  };
}

function differences(before: Aspects, after: Aspects): readonly Change[] {
  const [old, fresh] = [new Map(before), new Map(after)];
  const aspects = [...new Set([...before, ...after].map(([aspect]) => aspect))];
  return aspects
    .map((aspect) => ({ aspect, before: old.get(aspect) ?? '', after: fresh.get(aspect) ?? '' }))
    .filter((change) => change.before !== change.after);
}

const signed = (item: Item): string => (item.kind === 'deduction' ? `−${item.fullPoints}` : item.fullPoints);

function itemWords(rules: Rules, item: Item, indicatorName: (code: string) => string): Aspects {
  const block = rules.blocks.find(({ code }) => code === item.block)?.name ?? '';
  const nameOf = (input: string): string => indicatorName(item.inputs[input] ?? '');
  const figures = [...new Set(Object.values(item.inputs))].map(indicatorName);
  const difficulty = Object.entries(item.difficulty ?? {}).map(([unit, factor]) => `${unit} ${factor}`);
  return [
    ['名称', item.name],
    ['板块', `${block} ${itemKindName[item.kind]}`],
    ['适用', item.applies.map((list) => listName[list]).join('、')],
    ...(item.kind === 'veto' ? [] : ([['分值', signed(item)]] as const)),
    ...(item.kind === 'veto' ? [] : ([['计分方法', methodWords(item.method, nameOf)]] as const)),
    ['数值取自', figures.join('、')],
    ['计分条款', item.clause],
    ['佐证', item.evidence ?? ''],
    ['难度系数', difficulty.join('、')],
  ];
}

/** What holds for the whole scheme, as said under its name. */
export function wholeWords(rules: Rules): Aspects {
  const or = (value: string | null, words: (value: string) => string): string => (value === null ? '不设' : words(value));
  const { veto } = rules;
  return [
    ['基本分合计', `${rules.fullPoints} 分`],
    ['得分保留', `${rules.publishedDecimals} 位小数`],
    ['加分合计封顶', or(rules.bonusCap, (cap) => `${cap} 分`)],
    ['扣分合计封顶', or(rules.deductionCap, (cap) => `${cap} 分`)],
    ['总分下限', or(rules.floor, (floor) => `${floor} 分`)],
    ['总分上限', or(rules.ceiling, (ceiling) => `${ceiling} 分`)],
    ['一票否决', veto.effect === 'zero' ? '总分计 0' : `总分不高于 ${veto.at} 分`],
    ['排名', rules.rankInGroups ? '分组排名' : '统一排名'],
    ['计分方法范围', rules.allowDependentMethods ? '允许用会因其他单位成绩变动的方法' : '只用看本单位成绩的方法'],
    ['板块', rules.blocks.map(({ code, name }) => `${code} ${name}`).join('、')],
  ];
}

/** Everything that differs, one short sentence each: for the record of acts and the question before 生效. */
export function changeSentences({ whole, lines }: Comparison): readonly string[] {
  const say = ({ aspect, before, after }: Change): string =>
    aspect === '计分条款' || aspect === '佐证' ? `${aspect}有改动` : `${aspect} ${before || '无'} → ${after || '无'}`;
  return [
    ...whole.map(say),
    ...lines.flatMap(({ code, name, state, changes }) => {
      if (state === 'same') return [];
      if (state === 'added') return [`新增 ${code} ${name}`];
      if (state === 'removed') return [`取消 ${code} ${name}`];
      return [`${code} ${name}：${changes.map(say).join('；')}`];
    }),
  ];
}
