/**
 * 计分方法 as the office reads them: the name of each, what it says, its parameters and the figures it asks for. The rule itself, its source
 * and a worked example stand with each function in engine/methods.ts.
 */
import { divide, exact, hundred } from '../engine/decimal.ts';
import type { Method } from '../engine/types.ts';

type Kind = Method['kind'];
type Parameter = { readonly key: string; readonly name: string; readonly hint?: string };
type Input = { readonly key: string; readonly name: string };
type MethodText = {
  readonly name: string;
  readonly says: string;
  /** Parameters that are one number each; bands, levels and parts have their own tables. */
  readonly parameters: readonly Parameter[];
  /** Figures by their names in the rule; empty where a line may have any number of them. */
  readonly inputs: readonly Input[];
};

const VALUE: readonly Input[] = [{ key: 'value', name: '数值' }];
const TARGET: Parameter = { key: 'target', name: '目标值' };

export const METHODS: Readonly<Record<Kind, MethodText>> = {
  goalposts: {
    name: '区间法',
    says: '底线值得 0 分，目标值得满分，两者之间按比例。',
    parameters: [
      { key: 'floor', name: '底线值', hint: '大于目标值表示越低越好。' },
      { key: 'target', name: '目标值' },
    ],
    inputs: VALUE,
  },
  completionRate: {
    name: '目标完成率法',
    says: '数值除以目标值，达到目标得满分；越低越好的指标用目标值除以数值。',
    parameters: [TARGET],
    inputs: VALUE,
  },
  completionCapped: {
    name: '完成率加封顶',
    says: '达到目标得满分的一部分，每高低一个百分点加减分，有封顶。',
    parameters: [
      TARGET,
      { key: 'metShare', name: '达标得满分的几成', hint: '0.8 即满分的 80%。' },
      { key: 'perPoint', name: '每个百分点加减分' },
      { key: 'capMultiple', name: '封顶为满分的几倍' },
    ],
    inputs: VALUE,
  },
  perUnit: {
    name: '逐个加扣',
    says: '达到目标得满分，每多一个加分，每少一个扣分。',
    parameters: [
      TARGET,
      { key: 'gain', name: '每多一个加分' },
      { key: 'loss', name: '每少一个扣分' },
      { key: 'maxGain', name: '最多加分' },
    ],
    inputs: VALUE,
  },
  efficacyCoefficient: {
    name: '功效系数法',
    says: '（数值－不允许值）÷（满意值－不允许值）×40＋60，所得为满分的百分数。',
    parameters: [
      { key: 'satisfactory', name: '满意值' },
      { key: 'unacceptable', name: '不允许值' },
    ],
    inputs: VALUE,
  },
  banded: { name: '分档法', says: '达到哪一档，得满分的几成。', parameters: [], inputs: VALUE },
  linearGrades: { name: '线性分级', says: '各级之间按直线内插。', parameters: [], inputs: VALUE },
  deductFromFull: {
    name: '倒扣法',
    says: '从满分中扣，数值每 1 扣若干分，扣完为止。',
    parameters: [{ key: 'perUnit', name: '数值每 1 扣分' }],
    inputs: VALUE,
  },
  yesNo: {
    name: '是否达标',
    says: '达标得满分，不达标得 0 分。',
    parameters: [{ key: 'atLeast', name: '达标线' }],
    inputs: VALUE,
  },
  ballot: {
    name: '票决折算',
    says: '（好×100＋较好×80＋一般×60＋较差×40）÷有效票，所得为满分的百分数。',
    parameters: [],
    inputs: [
      { key: 'good', name: '好' },
      { key: 'fairlyGood', name: '较好' },
      { key: 'fair', name: '一般' },
      { key: 'poor', name: '较差' },
    ],
  },
  panel: {
    name: '评委打分',
    says: '取一个指标，就是评分结束后的得分；取几个，就去掉首尾各若干个后平均。百分制折成满分。',
    parameters: [],
    inputs: [],
  },
  improvementRate: {
    name: '改善率法',
    says: '比基数改善的百分数，达到目标得满分，不足按比例；不降反升的不得分。',
    parameters: [{ key: 'target', name: '改善目标（%）' }],
    inputs: [
      { key: 'value', name: '本期数值' },
      { key: 'base', name: '基数' },
    ],
  },
  countPoints: {
    name: '按件计分',
    says: '数值乘以每件分值。',
    parameters: [{ key: 'each', name: '每件分值' }],
    inputs: VALUE,
  },
  levelPoints: { name: '分级计件', says: '各级件数乘以该级分值，相加。', parameters: [], inputs: [] },
  composite: { name: '复合', says: '几部分各按自己的方法计分，按比例相加。', parameters: [], inputs: [] },
  lowest: { name: '取低', says: '几部分各按自己的方法计分，取最低的。', parameters: [], inputs: [] },
  ratioToBest: { name: '比例法', says: '数值除以各单位中的最好值。', parameters: [], inputs: VALUE },
  minMax: { name: '极差法', says: '（数值－最低）÷（最高－最低）。', parameters: [], inputs: VALUE },
  rankScore: {
    name: '位次法',
    says: '第一名得满分，每退一位减去满分的若干成。',
    parameters: [{ key: 'k', name: '每位减去满分的几成', hint: '0.05 即每位减 5%。' }],
    inputs: VALUE,
  },
};

/** A parameter by its key, as it was typed; empty when it was not. */
export function parameterOf(method: Method, key: string): string {
  const value = (method as unknown as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'string' ? value : '';
}

const NUMBER = /^-?\d{1,15}(\.\d{1,10})?$/;
/** Written as the store takes numbers: digits, at most one point, no thousands signs. */
export const isNumber = (text: string): boolean => NUMBER.test(text);

/** “0.95” → “95”: shares are kept as fractions and read as per cent. What is no number stays as it is. */
export const percentOf = (share: string): string => (isNumber(share) ? exact(share).times(hundred).toFixed() : share);
/** “95” → “0.95”. */
export const shareOf = (percent: string): string => (isNumber(percent) ? divide(exact(percent), hundred).toFixed() : percent);

/** Which figures of a line its method reads, by input name. */
export function neededInputs(method: Method): readonly string[] {
  if (method.kind === 'levelPoints') return Object.keys(method.points);
  if (method.kind === 'composite' || method.kind === 'lowest') {
    return [...new Set(method.parts.flatMap((part) => Object.values(part.inputs)))];
  }
  return METHODS[method.kind].inputs.map(({ key }) => key);
}

/**
 * A method with its numbers in one line: “区间法：底线值 60，目标值 100”.
 * @param nameOf the name of the figure behind an input
 */
export function methodWords(method: Method, nameOf: (input: string) => string): string {
  const { name, parameters } = METHODS[method.kind];
  const numbers = [
    ...parameters.map((one) => `${one.name} ${parameterOf(method, one.key)}`),
    ...(method.kind === 'completionRate' && method.step ? [`每差 ${method.step.per}% 扣 ${method.step.points} 分`] : []),
    ...(method.kind === 'banded' ? method.bands.map(bandWords) : []),
    ...(method.kind === 'linearGrades' ? method.grades.map(bandWords) : []),
    ...(method.kind === 'panel' ? [`首尾各去掉 ${method.trim} 个`] : []),
    ...(method.kind === 'levelPoints' ? Object.entries(method.points).map(([key, each]) => `${nameOf(key)} × ${each}`) : []),
    ...(method.kind === 'composite' || method.kind === 'lowest'
      ? method.parts.map((part) => {
          const share = method.kind === 'composite' ? `${percentOf(part.share)}% ` : '';
          const inner = (input: string): string => nameOf(part.inputs[input] ?? '');
          return `${share}${Object.keys(part.inputs).map(inner).join('、')} ${methodWords(part.method, inner)}`;
        })
      : []),
  ];
  const separator = method.kind === 'composite' || method.kind === 'lowest' ? '；' : '，';
  return numbers.length === 0 ? name : `${name}：${numbers.join(separator)}`;
}

const bandWords = (band: { readonly from: string; readonly share: string }): string =>
  `${band.from} 得 ${percentOf(band.share)}%`;
