/** 抽取证书: everything a draw was made from and what came of it, and the same draw made again from that alone. */
import { type FrozenList, listHash, orderList, ticketsOf } from './frozen-list.ts';
import { drawTickets, type Look } from './sampler.ts';

/** How the seed was made in public: dice, or digits called by several people in turn. */
export type SeedKind = 'dice' | 'called';
/** Who called which digits; of dice, one part: who threw them. */
export type SeedPart = { readonly name: string; readonly digits: string };

export type Pick = {
  readonly stratum: string;
  /** i of the sampler, within its stratum. */
  readonly at: number;
  readonly ticket: number;
  readonly code: string;
};

export type DrawCertificate = {
  readonly office: string;
  readonly list: FrozenList;
  readonly listHash: string;
  readonly frozenAt: string;
  readonly frozenBy: string;
  readonly seedKind: SeedKind;
  readonly seedParts: readonly SeedPart[];
  readonly seed: string;
  /** Who watched. */
  readonly present: readonly string[];
  readonly picks: readonly Pick[];
  readonly drawnAt: string;
  readonly drawnBy: string;
};

/** 20 dice hold 51 bits; as many called digits hold more. */
const SEED_LENGTH = 20;
const CALLERS = 3;

export const seedOf = (parts: readonly SeedPart[]): string => parts.map(({ digits }) => digits).join('');

/** Why a seed cannot be used, in words; null for one that can. */
export function seedRefusal(kind: SeedKind, parts: readonly SeedPart[]): string | null {
  const seed = seedOf(parts);
  const unnamed = parts.some(({ name, digits }) => name.trim() === '' && digits !== '');
  if (unnamed) return kind === 'dice' ? '请写明掷骰子的人' : '每一组数字都要写明是谁报的';
  if (kind === 'dice') {
    if (/[^1-6]/.test(seed)) return '骰子只有 1 至 6 点，请检查';
    return seed.length === SEED_LENGTH ? null : `要掷 ${SEED_LENGTH} 次骰子，现有 ${seed.length} 个点数`;
  }
  if (/\D/.test(seed)) return '报数只用 0 至 9 的数字，请检查';
  const callers = parts.filter(({ digits }) => digits !== '');
  const names = new Set(callers.map(({ name }) => name.trim()));
  if (names.size < callers.length) return '同一个人只报一组数字，请检查姓名';
  if (names.size < CALLERS) return `至少由 ${CALLERS} 人报数，现有 ${names.size} 人`;
  return seed.length >= SEED_LENGTH ? null : `报数合计至少 ${SEED_LENGTH} 位，现有 ${seed.length} 位`;
}

/** Every look of every stratum; each stratum has the seed of its own, seed + "/" + name. */
export const looksOf = (
  list: FrozenList,
  seed: string,
): readonly {
  readonly stratum: string;
  readonly size: number;
  readonly looks: readonly Look<FrozenList['entries'][number]>[];
}[] =>
  list.strata.map(({ name, count }) => {
    const tickets = ticketsOf(list, name);
    return { stratum: name, size: tickets.length, looks: drawTickets(`${seed}/${name}`, tickets, count) };
  });

/** The draw: what each stratum's seed picks, in the order drawn. */
export const drawPicks = (list: FrozenList, seed: string): readonly Pick[] =>
  looksOf(list, seed).flatMap(({ stratum, looks }) =>
    looks.flatMap(({ at, ticket, owner, isRepeated }) => (isRepeated ? [] : [{ stratum, at, ticket, code: owner.code }])),
  );

/**
 * Makes the draw again from what the certificate says alone.
 * @returns the first thing that is not as it says, in words; null when list, seed and picks agree
 */
export function recomputeDraw(certificate: DrawCertificate): string | null {
  const { list, seedKind, seedParts, seed, picks } = certificate;
  if (JSON.stringify(orderList(list)) !== JSON.stringify(list)) return '名单没有按编码排列，或抽取数与点位数不符';
  if (new Set(list.entries.map(({ code }) => code)).size < list.entries.length) return '名单里有点位重复出现';
  if (list.entries.some(({ tickets }) => !Number.isInteger(tickets) || tickets < 1 || tickets > 3))
    return '名单里有点位的票数不是 1 至 3';
  const hash = listHash(list);
  if (hash !== certificate.listHash) return `名单的校验码算出是 ${hash.slice(0, 16)}…，与证书不符，名单被改动`;
  if (seedOf(seedParts) !== seed) return '随机数与各人报出的数字不符';
  const refusal = seedRefusal(seedKind, seedParts);
  if (refusal !== null) return `随机数不合规定：${refusal}`;
  if (certificate.frozenAt >= certificate.drawnAt) return '名单封存时间不早于抽取时间';
  const again = drawPicks(list, seed);
  const place = Array.from({ length: Math.max(again.length, picks.length) }, (_, at) => at).find(
    (at) => JSON.stringify(spelled(again[at])) !== JSON.stringify(spelled(picks[at])),
  );
  if (place === undefined) return null;
  return `第 ${place + 1} 个抽中点位算出是“${again[place]?.code ?? '无'}”，证书写的是“${picks[place]?.code ?? '无'}”`;
}

const spelled = (pick: Pick | undefined): readonly unknown[] | null =>
  pick ? [pick.stratum, pick.at, pick.ticket, pick.code] : null;
