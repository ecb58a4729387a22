/**
 * 公式指标: an expression over other indicators, such as 空气质量综合指数 = SO2/60 + NO2/40 + PM10/70 + PM25/35 + O3/160 + CO/4.
 * jsep parses, and only parses; the tree is walked here on exact decimals. Nothing is ever executed as code: any node that is not a
 * number, an indicator, + − × ÷, a sign, or one of the functions below is refused in words.
 */
import jsep from 'jsep';
import { divide, type Exact, exact, maxOf, minOf } from './decimal.ts';

export type Formula = { readonly expression: string; readonly indicators: readonly string[]; readonly tree: Node };
export type FormulaFailure = { readonly message: string };

type Node =
  | { readonly kind: 'number'; readonly value: Exact }
  | { readonly kind: 'indicator'; readonly code: string }
  | { readonly kind: 'sign'; readonly of: Node }
  | { readonly kind: 'operation'; readonly operator: '+' | '-' | '*' | '/'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'function'; readonly name: 'min' | 'max' | 'abs'; readonly of: readonly Node[] };

const FULL_WIDTH: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '＋': '+',
  '－': '-',
  '−': '-',
  '×': '*',
  '＊': '*',
  '÷': '/',
  '／': '/',
  '，': ',',
  '．': '.',
  '％': '%',
}; // prettier-ignore
const NAME_CHARACTER = /[\p{L}\p{N}_]/u;

/**
 * Reads a formula.
 * @param expression text as the office writes it; indicators by code or name, in [brackets] when the code is a bare number
 * @param known every indicator that may be named: code and name
 * @returns the tree and the codes it needs, or one Chinese sentence saying what is wrong
 */
export function parseFormula(
  expression: string,
  known: readonly { readonly code: string; readonly name: string }[],
): Formula | FormulaFailure {
  const prepared = substitute(expression, known);
  if ('message' in prepared) return prepared;
  try {
    const codes = new Set<string>();
    const tree = convert(jsep(prepared.text), prepared.codes, codes, expression);
    if ('message' in tree) return tree;
    return { expression, indicators: [...codes], tree };
  } catch (cause) {
    const at = (cause as { index?: number }).index;
    return {
      message: `公式“${expression}”写法有误${at === undefined ? '' : `（第 ${at + 1} 个字符附近）`}，请检查括号和运算符。`,
    };
  }
}

/**
 * Computes a formula.
 * @param lookup value of an indicator; it is asked only for the codes in `indicators`
 * @returns the value, or null when a divisor is zero (the figure does not exist for this unit: 不适用)
 */
export function evaluateFormula(formula: Formula, lookup: (code: string) => Exact): Exact | null {
  return compute(formula.tree, lookup);
}

/** Puts a plain identifier for every indicator, longest first, so that PM2.5, A1-应完成 or 优良天数 can be written as they are. */
function substitute(
  expression: string,
  known: readonly { readonly code: string; readonly name: string }[],
): { readonly text: string; readonly codes: ReadonlyMap<string, string> } | FormulaFailure {
  const spellings = known
    .flatMap(({ code, name }) => [
      { spelling: code, code },
      { spelling: name, code },
    ])
    .filter(({ spelling }) => spelling !== '' && !/^[\d.]+$/.test(spelling))
    .sort((a, b) => b.spelling.length - a.spelling.length);
  const codes = new Map<string, string>();
  const placeholder = (code: string): string => {
    for (const [name, used] of codes) if (used === code) return name;
    const name = `v${codes.size}_`;
    codes.set(name, code);
    return name;
  };
  let text = '';
  let at = 0;
  while (at < expression.length) {
    const character = expression[at] ?? '';
    if (character === '[' || character === '［' || character === '【') {
      const end = expression.slice(at).search(/[\]］】]/);
      const inside = end < 0 ? '' : expression.slice(at + 1, at + end).trim();
      const found = known.find(({ code, name }) => code === inside || name === inside);
      if (!found)
        return { message: `公式“${expression}”中的指标“${inside || expression.slice(at)}”不存在，请先建立该指标或改正编码。` };
      text += placeholder(found.code);
      at += end + 1;
      continue;
    }
    const match = spellings.find(({ spelling }) => startsAt(expression, at, spelling));
    if (match) {
      text += placeholder(match.code);
      at += match.spelling.length;
      continue;
    }
    if (/[A-Za-z_]/.test(character) || /\p{Script=Han}/u.test(character)) {
      const word = /^[\p{L}\p{N}_.]+/u.exec(expression.slice(at))?.[0] ?? character;
      if (!['min', 'max', 'abs'].includes(word.toLowerCase())) {
        return { message: `公式“${expression}”中的“${word}”不是已有的指标，请先建立该指标或改正编码。` };
      }
      text += word.toLowerCase();
      at += word.length;
      continue;
    }
    text += FULL_WIDTH[character] ?? character;
    at += 1;
  }
  return { text, codes };
}

/** A code is taken only as a whole word: A1 must not be found inside A11. */
function startsAt(expression: string, at: number, spelling: string): boolean {
  if (!expression.startsWith(spelling, at)) return false;
  const after = expression[at + spelling.length] ?? '';
  const last = spelling[spelling.length - 1] ?? '';
  const before = expression[at - 1] ?? '';
  const first = spelling[0] ?? '';
  const joins = (a: string, b: string) => /[A-Za-z0-9_]/.test(a) && NAME_CHARACTER.test(b) && /[A-Za-z0-9_]/.test(b);
  return !joins(last, after) && !joins(before, first);
}

function convert(
  node: jsep.Expression,
  codes: ReadonlyMap<string, string>,
  used: Set<string>,
  expression: string,
): Node | FormulaFailure {
  const inner = (of: unknown) => convert(of as jsep.Expression, codes, used, expression);
  const refuse = (what: string): FormulaFailure => ({
    message: `公式“${expression}”中有${what}，公式里只能用数字、指标、加减乘除和括号。`,
  });
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'number' ? { kind: 'number', value: exact(String(node.raw)) } : refuse('文字');
    case 'Identifier': {
      const code = codes.get(String(node.name));
      if (code === undefined) return refuse(`“${String(node.name)}”`);
      used.add(code);
      return { kind: 'indicator', code };
    }
    case 'UnaryExpression': {
      const of = inner(node.argument);
      if ('message' in of) return of;
      if (node.operator === '-') return { kind: 'sign', of };
      return node.operator === '+' ? of : refuse(`运算符“${String(node.operator)}”`);
    }
    case 'BinaryExpression': {
      const operator = String(node.operator);
      if (operator !== '+' && operator !== '-' && operator !== '*' && operator !== '/') return refuse(`运算符“${operator}”`);
      const left = inner(node.left);
      if ('message' in left) return left;
      const right = inner(node.right);
      return 'message' in right ? right : { kind: 'operation', operator, left, right };
    }
    case 'CallExpression': {
      const name = (node.callee as { name?: unknown }).name;
      if (name !== 'min' && name !== 'max' && name !== 'abs') return refuse('不认识的函数');
      const parts: Node[] = [];
      for (const argument of node.arguments as readonly unknown[]) {
        const part = inner(argument);
        if ('message' in part) return part;
        parts.push(part);
      }
      return parts.length > 0 ? { kind: 'function', name, of: parts } : refuse('空的函数');
    }
    default:
      return refuse('不能识别的写法');
  }
}

function compute(node: Node, lookup: (code: string) => Exact): Exact | null {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'indicator':
      return lookup(node.code);
    case 'sign':
      return compute(node.of, lookup)?.negated() ?? null;
    case 'function': {
      const parts = node.of.map((part) => compute(part, lookup));
      const values = parts.filter((part) => part !== null);
      if (values.length < parts.length) return null;
      if (node.name === 'abs') return values[0]?.abs() ?? null;
      return node.name === 'min' ? minOf(values) : maxOf(values);
    }
    case 'operation': {
      const left = compute(node.left, lookup);
      const right = compute(node.right, lookup);
      if (left === null || right === null) return null;
      if (node.operator === '+') return left.plus(right);
      if (node.operator === '-') return left.minus(right);
      if (node.operator === '*') return left.times(right);
      return right.isZero() ? null : divide(left, right);
    }
  }
}
