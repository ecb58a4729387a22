/** 完成 ≤ 应完成: read off the scheme's own formulas, so that nobody has to write the rule a second time. */
import { type Exact, exact, hundred, one, sum, text, zero } from '../engine/decimal.ts';
import { type Formula, parseFormula } from '../engine/formula.ts';
import type { CheckedIndicator, Finding } from './finding.ts';
import { isCount, shareKind } from './hard-range.ts';

type Node = Formula['tree'];
type Named = { readonly code: string; readonly name: string };
/** Σ parts ≤ Σ whole, because parts ÷ whole × 100 is a share. */
export type Identity = { readonly parts: readonly Named[]; readonly whole: readonly Named[] };
type FormulaIndicator = CheckedIndicator & { readonly formula: string | null };

/** Every identity among the indicators: a formula `(a + b × 0.5) ÷ c × 100` in % says a + b ≤ c. */
export function identitiesOf(indicators: readonly FormulaIndicator[]): readonly Identity[] {
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  return indicators.flatMap((ratio): readonly Identity[] => {
    if (ratio.formula === null || ratio.unit !== '%') return [];
    const formula = parseFormula(ratio.formula, indicators);
    const found = 'message' in formula ? null : partsOf(formula.tree);
    if (!found) return [];
    const parts = found.parts.flatMap((code) => byCode.get(code) ?? []);
    const whole = found.whole.flatMap((code) => byCode.get(code) ?? []);
    const all = [...parts, ...whole];
    // 完成投资 ÷ 计划投资 may pass 100; 完成节点 ÷ 应完成节点 may not.
    if (all.some((part) => part.formula !== null) || (shareKind(ratio) === null && !all.every(isCount))) return [];
    return parts.every((part) => whole.includes(part)) ? [] : [{ parts, whole }];
  });
}

/** parts ÷ whole × 100, ×100 wherever it stands. */
function partsOf(tree: Node): { readonly parts: readonly string[]; readonly whole: readonly string[] } | null {
  const ratio = ratioOf(tree);
  const parts = ratio && termsOf(ratio.above);
  const whole = ratio && termsOf(ratio.below);
  if (!parts || !whole || whole.some(({ factor }) => !factor.eq(1)) || parts.some(({ factor }) => factor.gt(1))) return null;
  return { parts: parts.map(({ code }) => code), whole: whole.map(({ code }) => code) };
}

function ratioOf(node: Node): { readonly above: Node; readonly below: Node } | null {
  if (node.kind !== 'operation') return null;
  const { operator, left, right } = node;
  if (operator === '*') {
    const inner = isHundred(left) ? right : isHundred(right) ? left : null;
    return inner?.kind === 'operation' && inner.operator === '/' ? { above: inner.left, below: inner.right } : null;
  }
  if (operator !== '/' || left.kind !== 'operation' || left.operator !== '*') return null;
  const above = isHundred(left.left) ? left.right : isHundred(left.right) ? left.left : null;
  return above ? { above, below: right } : null;
}

const isHundred = (node: Node): boolean => node.kind === 'number' && node.value.eq(hundred);

/** A sum of indicators, each with a positive factor; null for anything else: a difference is no part of a whole. */
function termsOf(node: Node): readonly { readonly code: string; readonly factor: Exact }[] | null {
  if (node.kind === 'indicator') return [{ code: node.code, factor: one }];
  if (node.kind !== 'operation') return null;
  const { operator, left, right } = node;
  if (operator === '+') {
    const [a, b] = [termsOf(left), termsOf(right)];
    return a && b ? [...a, ...b] : null;
  }
  if (operator !== '*') return null;
  const [by, of] = left.kind === 'number' ? [left.value, right] : right.kind === 'number' ? [right.value, left] : [null, null];
  if (by === null || by.lte(zero)) return null;
  return termsOf(of)?.map(({ code, factor }) => ({ code, factor: factor.times(by) })) ?? null;
}

/** Is the identity broken by one unit's figures? A part that is not there yet counts as nothing; without the whole there is no statement. */
export function brokenIdentity({ parts, whole }: Identity, figureOf: (code: string) => string | null): Finding | null {
  const known = parts.flatMap((part) => figureOf(part.code) ?? []).map(exact);
  const all = whole.flatMap((part) => figureOf(part.code) ?? []).map(exact);
  if (known.length === 0 || all.length < whole.length) return null;
  const [done, due] = [sum(known), sum(all)];
  if (done.lte(due)) return null;
  const several = parts.length > 1 ? `合计 ${text(done)}` : ` ${text(done)}`;
  const sentence = `${names(parts)}${several}，多于${names(whole)} ${text(due)}，请改正有误的一格；确实如此请说明原因。`;
  return { code: 'identity', severity: 'doubt', sentence };
}

const names = (parts: readonly Named[]): string => parts.map(({ name }) => `“${name}”`).join('加');

/** “按期完成节点数”加“逾期完成节点数”不多于“应完成节点数”. */
export const identityWords = ({ parts, whole }: Identity): string => `${names(parts)}不多于${names(whole)}`;
