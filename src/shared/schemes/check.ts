/**
 * What stands between a draft and its coming into force: every problem with its place and a sentence. Pure; the page shows it while a clerk types,
 * and the program asks it once more before a version is made.
 */
import { exact, one, sum, zero } from '../engine/decimal.ts';
import { dependsOnOthers } from '../engine/methods.ts';
import type { Band, EngineIndicator, Item, Method, RankingList, Rules } from '../engine/types.ts';
import { listName } from '../text.ts';
import { isNumber, METHODS, neededInputs, parameterOf } from './methods.ts';
import { refuseActivity, refusePersons } from './refusals.ts';

export type SchemeProblem = {
  /** Place of the line among the items; null for what belongs to the whole scheme. */
  readonly item: number | null;
  /** Name of the field as the form shows it. */
  readonly field: string;
  /** 不能生效的问题, or something to be known. */
  readonly kind: 'problem' | 'warning';
  readonly sentence: string;
};
type Indicators = readonly Pick<EngineIndicator, 'code' | 'name' | 'direction'>[];
type Say = (field: string, sentence: string, kind?: SchemeProblem['kind']) => void;

const LISTS: readonly RankingList[] = ['district', 'specialGroup'];
const isPositive = (text: string): boolean => isNumber(text) && exact(text).gt(0);

/** Base points of a list; a line whose points are no number counts as 0. */
export const fullPointsOfList = (rules: Rules, list: RankingList): string =>
  sum(
    rules.items
      .filter((item) => item.kind === 'base' && item.applies.includes(list) && isNumber(item.fullPoints))
      .map((item) => exact(item.fullPoints)),
  ).toFixed();

/**
 * Every problem of a draft, those of the whole scheme first, then line by line.
 * Points: the fullest list must hold exactly the full points of the scheme, no list more; a list with fewer is scored by 折算 (domain.md §3.4).
 */
export function checkScheme(
  { name, rules }: { readonly name: string; readonly rules: Rules },
  indicators: Indicators,
): readonly SchemeProblem[] {
  const problems: SchemeProblem[] = [];
  const at =
    (item: number | null): Say =>
    (field, sentence, kind = 'problem') =>
      problems.push({ item, field, kind, sentence });
  if (name.trim() === '') at(null)('方案名称', '方案还没有名称，请填写。');
  checkWhole(rules, at(null));
  const known = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  for (const [index, item] of rules.items.entries()) checkItem(item, index, rules, known, at(index));
  return problems;
}

function checkWhole(rules: Rules, say: Say): void {
  if (!isPositive(rules.fullPoints)) say('基本分合计', '基本分合计应是大于 0 的数，一般为 100。');
  const caps = [
    ['加分合计封顶', rules.bonusCap],
    ['扣分合计封顶', rules.deductionCap],
    ['总分下限', rules.floor],
    ['总分上限', rules.ceiling],
  ] as const;
  for (const [field, value] of caps) {
    if (value === null) continue;
    if (!isNumber(value)) say(field, `${field}“${value}”不是数字，请改正；不设的留空。`);
    else if (exact(value).lt(0)) say(field, `${field}不能小于 0，请改正。`);
  }
  const { floor, ceiling, veto } = rules;
  if (floor !== null && ceiling !== null && isNumber(floor) && isNumber(ceiling) && exact(floor).gte(ceiling)) {
    say('总分上限', `总分上限 ${ceiling} 应大于总分下限 ${floor}，请改正其中一个。`);
  }
  if (veto.effect === 'cap' && !(isNumber(veto.at) && exact(veto.at).gte(0)))
    say('否决后最高得分', '一票否决后的最高得分应是 0 或正数，请填写。');
  checkBlocks(rules, say);
  if (rules.items.length === 0) {
    say('板块', '方案还没有一项，请在左侧新增。');
    return;
  }
  checkTotals(rules, say);
  if (rules.allowDependentMethods) {
    const used = rules.items.filter((item) => dependsOnOthers(item.method)).map((item) => item.code);
    const which = used.length === 0 ? '，目前没有一项用到' : `，用到的有 ${used.join('、')}`;
    say(
      '计分方法范围',
      `已允许比例法、极差法、位次法${which}。用了以后，一个单位自己的数据不变，得分和名次也会因别的单位变动。`,
      'warning',
    );
  }
}

function checkBlocks(rules: Rules, say: Say): void {
  const seen = new Set<string>();
  for (const { code, name } of rules.blocks) {
    if (code.trim() === '' || name.trim() === '') say('板块', '有一个板块的编号或名称是空的，请填写，或删去这个板块。');
    else if (seen.has(code.trim())) say('板块', `板块编号“${code}”用了两次，请改正其中一个。`);
    seen.add(code.trim());
  }
}

function checkTotals(rules: Rules, say: Say): void {
  if (!isPositive(rules.fullPoints)) return;
  const totals = LISTS.map((list) => ({ list, points: fullPointsOfList(rules, list) }));
  const words = totals.map(({ list, points }) => `${listName[list]} ${points} 分`).join('，');
  const over = totals.find(({ points }) => exact(points).gt(rules.fullPoints));
  if (over) {
    const more = exact(over.points).minus(rules.fullPoints).toFixed();
    say('基本分合计', `${listName[over.list]}的基本分合计 ${over.points} 分，比 ${rules.fullPoints} 分多 ${more} 分，请减下来。`);
  } else if (!totals.some(({ points }) => exact(points).eq(rules.fullPoints))) {
    const most = totals.reduce((a, b) => (exact(b.points).gt(a.points) ? b : a));
    const less = exact(rules.fullPoints).minus(most.points).toFixed();
    say('基本分合计', `基本分合计不到 ${rules.fullPoints} 分（${words}），还差 ${less} 分，请补足。`);
  }
}

function checkItem(item: Item, index: number, rules: Rules, known: ReadonlyMap<string, Indicators[number]>, say: Say): void {
  const same = rules.items.findIndex((other) => other.code.trim() === item.code.trim());
  if (item.code.trim() === '') say('编号', '这一项还没有编号，请填写。');
  else if (same !== index) say('编号', `编号“${item.code}”与“${rules.items[same]?.name ?? ''}”重复，请换一个。`);
  if (item.name.trim() === '') say('名称', '这一项还没有名称，请填写。');
  if (!rules.blocks.some((block) => block.code === item.block)) say('所属板块', '这一项不属于任何板块，请选一个。');
  if (item.applies.length === 0) say('适用', '这一项不适用于任何一类单位，请至少选一类，或删去这一项。');
  if (item.clause.trim() === '') say('计分条款', '还没有写计分条款。得分说明书和通报要照它写，请填写。');
  checkPoints(item, say);
  checkInputs(item, known, say);
  if (item.kind !== 'veto') checkMethod(item.method, '', { item, known, rules, say });
  for (const [unit, text] of Object.entries(item.difficulty ?? {})) {
    if (!isPositive(text)) say('难度系数', `难度系数“${text}”（单位编码 ${unit}）应是大于 0 的数，不用系数的留空。`);
  }
  checkRefusals(item, known, say);
}

function checkPoints(item: Item, say: Say): void {
  if (item.kind === 'veto') return;
  const field = item.kind === 'base' ? '满分' : '封顶';
  if (item.fullPoints.trim() === '') say(field, `还没有填${field}，请填写。`);
  else if (!isPositive(item.fullPoints)) say(field, `${field}“${item.fullPoints}”应是大于 0 的数，请改正。`);
  if (item.kind !== 'base' && (item.evidence ?? '').trim() === '')
    say('佐证', `${item.kind === 'bonus' ? '加分' : '扣分'}要凭佐证认定，请写明凭什么材料。`);
}

function checkInputs(item: Item, known: ReadonlyMap<string, Indicators[number]>, say: Say): void {
  const needed = item.kind === 'veto' ? Object.keys(item.inputs) : neededInputs(item.method);
  const isFree = item.kind === 'veto' || item.method.kind === 'panel';
  if (isFree && Object.keys(item.inputs).length === 0) say('数值取自', '还没有选数值取自哪个指标，请至少选一个。');
  for (const input of isFree ? Object.keys(item.inputs) : needed) {
    const field = inputField(item, input);
    const code = item.inputs[input] ?? '';
    if (code === '') say(field, `还没有选${field}哪个指标，请选定。`);
    else if (!known.has(code)) say(field, `没有名称或编码为“${code}”的指标，请重选，或先在“系统 › 指标”中建立。`);
  }
  const extra = isFree ? [] : Object.keys(item.inputs).filter((input) => !needed.includes(input));
  for (const input of extra) {
    const name = known.get(item.inputs[input] ?? '')?.name ?? input;
    say('数值取自', `“${name}”没有被计分方法用到，却要各单位填报，请换一种方法再换回来，去掉它。`);
  }
}

/** The form's name for a figure of a line. */
export function inputField(item: Item, input: string): string {
  const named = METHODS[item.method.kind].inputs;
  if (item.kind === 'veto' || named.length < 2) return '数值取自';
  return `${named.find(({ key }) => key === input)?.name ?? ''}取自`;
}

type MethodPlace = {
  readonly item: Item;
  readonly known: ReadonlyMap<string, Indicators[number]>;
  readonly rules: Rules;
  readonly say: Say;
};

/** @param prefix “第1部分” inside a combined method */
function checkMethod(method: Method, prefix: string, place: MethodPlace): void {
  const { item, rules } = place;
  const say: Say = (field, sentence, kind) =>
    place.say(`${prefix}${field}`, prefix === '' ? sentence : `${prefix}：${sentence}`, kind);
  if (prefix === '' && dependsOnOthers(method) && !rules.allowDependentMethods) {
    say(
      '计分方法',
      '这种计分方法会因其他单位的成绩而变动，方案没有允许使用。请改用区间法、目标完成率法等只看本单位成绩的方法，或在“整体规定”中允许。',
    );
  }
  const { name, parameters } = METHODS[method.kind];
  for (const parameter of parameters) {
    const text = parameterOf(method, parameter.key);
    if (text === '') say(parameter.name, `${name}还没有填“${parameter.name}”，请填写。`);
    else if (!isNumber(text)) say(parameter.name, `“${parameter.name}”填的“${text}”不是数字，请改正。`);
  }
  const sound = (key: string): boolean => isNumber(parameterOf(method, key));
  const positive = (key: string): void => {
    const parameter = parameters.find((candidate) => candidate.key === key);
    if (parameter && sound(key) && !isPositive(parameterOf(method, key)))
      say(parameter.name, `“${parameter.name}”应大于 0，请改正。`);
  };
  const code = item.inputs.value;
  const direction = (code === undefined ? undefined : place.known.get(code)?.direction) ?? 'higher';
  switch (method.kind) {
    case 'goalposts':
      if (!sound('floor') || !sound('target')) break;
      if (exact(method.floor).eq(method.target)) {
        say('目标值', '目标值与底线值相同，中间没有分数可给。请改正其中一个；达到就得满分的，用“是否达标”。');
      } else if (prefix === '' && exact(method.floor).lt(method.target) !== (direction !== 'lower') && direction !== 'none') {
        say(
          '目标值',
          `取数的指标${direction === 'lower' ? '越低越好，目标值却高于底线值' : '越高越好，目标值却低于底线值'}，请核对。`,
          'warning',
        );
      }
      break;
    case 'completionRate':
      positive('target');
      if (method.step && !(isPositive(method.step.per) && isPositive(method.step.points)))
        say('每差百分之几', '“每差百分之几扣几分”的两个数都应大于 0，请填写。');
      break;
    case 'completionCapped':
      for (const key of ['target', 'metShare', 'capMultiple']) positive(key);
      if (sound('metShare') && sound('capMultiple') && exact(method.capMultiple).lt(method.metShare))
        say('封顶为满分的几倍', '封顶比达标时的得分还低，请改正其中一个。');
      if (sound('perPoint') && exact(method.perPoint).lt(0)) say('每个百分点加减分', '“每个百分点加减分”不能小于 0，请改正。');
      break;
    case 'perUnit':
      for (const key of ['gain', 'loss', 'maxGain'] as const) {
        const parameter = parameters.find((candidate) => candidate.key === key);
        if (parameter && sound(key) && exact(method[key]).lt(0)) say(parameter.name, `“${parameter.name}”不能小于 0，请改正。`);
      }
      break;
    case 'efficacyCoefficient':
      if (sound('satisfactory') && sound('unacceptable') && exact(method.satisfactory).eq(method.unacceptable))
        say('满意值', '满意值与不允许值相同，功效系数无从计算，请改正其中一个。');
      break;
    case 'banded':
      checkBands(method.bands, direction === 'lower' ? 'falling' : 'rising', say);
      break;
    case 'linearGrades':
      if (method.grades.length < 2) say('分级', '线性分级至少要有两级，请补上。');
      checkBands(method.grades, 'either', say);
      break;
    case 'deductFromFull':
      positive('perUnit');
      break;
    case 'panel': {
      const marks = Object.keys(item.inputs).length;
      // One figure is the result of a panel, its first and last marks already gone.
      if (prefix === '' && marks > 1 && method.trim * 2 >= marks)
        say('首尾各去掉', `只有 ${marks} 个打分，首尾各去掉 ${method.trim} 个就没有剩余，请减少。`);
      break;
    }
    case 'improvementRate':
      positive('target');
      break;
    case 'countPoints':
      positive('each');
      break;
    case 'levelPoints':
      if (Object.keys(method.points).length === 0) say('各级分值', '还没有一级，请新增。');
      for (const each of Object.values(method.points)) {
        if (!isPositive(each)) say('各级分值', `每件分值“${each}”应是大于 0 的数，请改正。`);
      }
      break;
    case 'composite':
    case 'lowest':
      checkParts(method, place, say);
      break;
    case 'rankScore':
      if (sound('k') && (exact(method.k).lte(0) || exact(method.k).gte(1)))
        say('每位减去满分的几成', '每退一位减去的应在 0 与 1 之间，请改正。');
      break;
  }
}

/** The form's name for a part of a combined method; its fields begin with it. */
export const partName = (index: number): string => `第${index + 1}部分`;

/** Bounds one after another, and shares that go the way the bounds do. */
function checkBands(bands: readonly Band[], way: 'rising' | 'falling' | 'either', say: Say): void {
  if (bands.length === 0) {
    say('分级', '还没有一级，请新增。');
    return;
  }
  if (bands.some((band) => !isNumber(band.from) || !isNumber(band.share))) {
    say('分级', '每一级的界限和得满分的百分数都要是数字，请补齐。');
    return;
  }
  if (bands.some((band) => exact(band.share).lt(zero) || exact(band.share).gt(one)))
    say('分级', '得满分的百分数应在 0 到 100 之间，请改正。');
  const runs = (values: readonly string[], isUp: boolean, mayStay: boolean): boolean =>
    values.every((value, index) => {
      const before = values[index - 1];
      if (before === undefined) return true;
      const order = exact(value).comparedTo(before);
      return isUp ? order > 0 || (mayStay && order === 0) : order < 0 || (mayStay && order === 0);
    });
  const bounds = bands.map((band) => band.from);
  const isUp = runs(bounds, true, false);
  if (!isUp && !runs(bounds, false, false)) {
    say('分级', '各级的界限要从低到高或从高到低依次排列，不能重复，请改正。');
    return;
  }
  const shares = bands.map((band) => band.share);
  const rises = runs(shares, isUp, true);
  const falls = runs(shares, !isUp, true);
  if (way === 'rising' ? !rises : way === 'falling' ? !falls : !rises && !falls) {
    const wish =
      way === 'falling' ? '数值越低，得分应越多' : way === 'rising' ? '数值越高，得分应越多' : '得分要一路升高或一路降低';
    say('分级', `${wish}，现在的顺序不是这样，请改正。`);
  }
}

function checkParts(method: Extract<Method, { kind: 'composite' | 'lowest' }>, place: MethodPlace, say: Say): void {
  if (method.parts.length === 0) {
    say('组成部分', '还没有组成部分，请新增。');
    return;
  }
  if (method.kind === 'composite') {
    const shares = method.parts.map((part) => part.share);
    if (!shares.every(isPositive)) say('组成部分', '每一部分所占的百分数都应大于 0，请填写。');
    else if (!sum(shares.map(exact)).eq(one))
      say('组成部分', `各部分所占的百分数合计 ${sum(shares.map(exact)).times(100).toFixed()}%，应为 100%，请改正。`);
  }
  for (const [index, part] of method.parts.entries()) {
    const prefix = partName(index);
    for (const { key, name } of METHODS[part.method.kind].inputs) {
      if (part.inputs[key] === undefined) place.say(`${prefix}${name}取自`, `${prefix}还没有选${name}取自哪个指标，请选定。`);
    }
    const own = { ...place.item, inputs: renameInputs(part.inputs, place.item.inputs) };
    checkMethod(part.method, prefix, { ...place, item: own });
  }
}

/** The figures of a part under the names its own method knows. */
const renameInputs = (
  names: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(names).flatMap(([name, of]) => (inputs[of] === undefined ? [] : [[name, inputs[of]]])));

function checkRefusals(item: Item, known: ReadonlyMap<string, Indicators[number]>, say: Say): void {
  const figures = [...new Set(Object.values(item.inputs))].map((code) => known.get(code)?.name ?? '');
  const texts = [['名称', item.name], ['计分条款', item.clause], ...figures.map((name) => ['数值取自', name] as const)] as const;
  for (const [field, text] of texts) {
    const reason = refuseActivity(text) ?? refusePersons(text);
    if (reason !== null) {
      say(field, reason);
      return;
    }
  }
}
