/** 病因 (methods.md §3.5): up to five whys on a coded dictionary. A step without evidence is 推测, on screen and on paper. */
import type { RecordLink } from '../contract/feeds.ts';

/** factor: why things go wrong anywhere; problem: the five kinds of problem the city itself published. */
export type CauseGroup = 'factor' | 'problem';
export const causeGroupName: Readonly<Record<CauseGroup, string>> = { factor: '八类因素', problem: '五类问题' };

export type CauseCode = {
  readonly code: string;
  readonly name: string;
  readonly group: CauseGroup;
  /** What belongs here. */
  readonly hint: string;
  /** Not offered any more; where it was used it stays. */
  readonly isActive: boolean;
};

const starting = (group: CauseGroup, code: string, name: string, hint: string): CauseCode => ({
  code,
  name,
  group,
  hint,
  isActive: true,
});

/** The dictionary an office begins with: methods.md §3.5, and the five problems of “六个一”督察制度 (domain.md §2.6, Z4). */
export const STARTING_CAUSES: readonly CauseCode[] = [
  starting('factor', 'Y1', '责任', '责任人不明确，压力没有传到位，督办不到位'),
  starting('factor', 'Y2', '人力', '人员不足、频繁调整、业务不熟'),
  starting('factor', 'Y3', '资金', '经费未列入预算，拨付不及时'),
  starting('factor', 'Y4', '政策', '上位政策未出台、不衔接或有变化'),
  starting('factor', 'Y5', '协同', '牵头和配合部门步调不一，会商少'),
  starting('factor', 'Y6', '技术', '系统、设备、标准跟不上'),
  starting('factor', 'Y7', '外部', '天气、市场、第三方等本单位不能左右的情况'),
  starting('factor', 'Y8', '数据口径', '统计口径、填报时点、漏报错报'),
  starting('problem', 'W1', '对上级改革精神把握不准', '学习研究不深，照抄照转，方向有偏差'),
  starting('problem', 'W2', '举措落实有“最后一公里”', '文件到了基层没有落地'),
  starting('problem', 'W3', '“上热下冷”', '基层积极性不高'),
  starting('problem', 'W4', '成果与群众获得感不匹配', '做了工作，群众感受不到'),
  starting('problem', 'W5', '职能发挥、资源整合、协调配套不到位', '牵头和配合单位脱节，配套跟不上'),
];

export const MOST_WHYS = 5;

/** What a step rests on. The figure is of the month and the unit itself: only its code is kept, its value is put in from the facts. */
export type CauseEvidence =
  | { readonly kind: 'file'; readonly sha256: string }
  | { readonly kind: 'figure'; readonly indicator: string }
  | { readonly kind: 'record'; readonly link: RecordLink };

export type CauseStep = {
  /** Of the dictionary. */
  readonly code: string;
  /** A bound text (bound-text.ts). */
  readonly text: string;
  readonly evidence: CauseEvidence | null;
};

/** Line of the scheme a chain speaks of; '' of the unit as a whole. */
export type CauseChain = { readonly line: string; readonly steps: readonly CauseStep[] };

/** What is printed before a step nothing proves. */
export const SUSPECTED = '推测';

/**
 * Where a chain ends, and whether it may be said for certain: a cause rests on every step above it.
 * @param proofs words of each step's evidence, null for what nothing proves (or what the evidence was is gone)
 */
export function rootOf<Step>(
  steps: readonly (Step & { readonly proof: string | null })[],
): { readonly step: Step; readonly isProven: boolean } | null {
  const step = steps.at(-1);
  return step ? { step, isProven: steps.every(({ proof }) => proof !== null) } : null;
}

/** Why a dictionary is not kept; null when it is. @param used codes some chain has */
export function refusalOfCauses(causes: readonly CauseCode[], used: readonly string[]): string | null {
  const codes = causes.map(({ code }) => code);
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice !== undefined) return `编码“${twice}”用了两次，请改成不同的编码。`;
  const names = causes.filter(({ isActive }) => isActive).map(({ name }) => name);
  const same = names.find((name, at) => names.indexOf(name) !== at);
  if (same !== undefined) return `“${same}”写了两次，请改成不同的名称。`;
  const gone = used.find((code) => !codes.includes(code));
  if (gone !== undefined) return `编码“${gone}”已经用在会诊里，不能删去；不再使用的请停用。`;
  return names.length === 0 ? '至少要留一个在用的病因。' : null;
}
