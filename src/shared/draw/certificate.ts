/** 抽取证书: everything a draw was made from and what came of it, and the same draw made again from that alone. */
import {
  type FrozenList,
  fitFor,
  type ListEntry,
  type ListedInspector,
  listHash,
  orderList,
  teamRefusal,
  ticketsOf,
} from './frozen-list.ts';
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

/** Who goes to a site, or to all sites drawn of a stratum. */
export type Team = {
  /** Code of the site, or name of the stratum. */
  readonly group: string;
  /** In the order drawn; i of the sampler, and whose place in the row of those who could go it hit. */
  readonly members: readonly Omit<Pick, 'stratum'>[];
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
  /** Absent or empty where no inspectors were drawn. */
  readonly teams?: readonly Team[] | undefined;
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

/** The seed of a team: the draw's own, so that nobody chooses who goes after it is known where. */
export const teamSeed = (seed: string, group: string): string => `${seed}/督察人员/${group}`;

/**
 * Every look of every team, in the order of the sites drawn. Who is in a team already is not in the row for the next one while there are enough
 * others; otherwise everybody who may go stands in it again.
 * @param list one that `teamRefusal` has nothing against
 */
export function teamLooks(
  list: FrozenList,
  seed: string,
): readonly {
  readonly group: string;
  /** What the team visits. */
  readonly sites: readonly ListEntry[];
  /** Who stood in the row, by code: ticket 1 is the first of them. */
  readonly row: readonly ListedInspector[];
  readonly looks: readonly Look<ListedInspector>[];
}[] {
  const { inspectors } = list;
  if (!inspectors) return [];
  const entries = new Map(list.entries.map((entry) => [entry.code, entry]));
  const groups = new Map<string, ListEntry[]>();
  for (const { code, stratum } of drawPicks(list, seed)) {
    const entry = entries.get(code);
    const group = inspectors.by === 'site' ? code : stratum;
    if (entry) groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  const sent = new Set<ListedInspector>();
  return [...groups].map(([group, sites]) => {
    const fit = fitFor(
      inspectors,
      sites.map(({ unit }) => unit),
    );
    const fresh = fit.filter((one) => !sent.has(one));
    const row = fresh.length >= inspectors.size ? fresh : fit;
    const looks = drawTickets(teamSeed(seed, group), row, inspectors.size);
    for (const { owner } of looks) sent.add(owner);
    return { group, sites, row, looks };
  });
}

/** Who goes where; empty where the list has no inspectors. */
export const drawTeams = (list: FrozenList, seed: string): readonly Team[] =>
  teamLooks(list, seed).map(({ group, looks }) => ({
    group,
    members: looks.flatMap(({ at, ticket, owner, isRepeated }) => (isRepeated ? [] : [{ at, ticket, code: owner.code }])),
  }));

/** Names of those drawn for a site; empty where nobody was drawn. */
export function teamNames(list: FrozenList, teams: readonly Team[], pick: Pick): readonly string[] {
  const names = new Map(list.inspectors?.entries.map(({ code, name }) => [code, name]));
  const group = list.inspectors?.by === 'stratum' ? pick.stratum : pick.code;
  return (teams.find((team) => team.group === group)?.members ?? []).map(({ code }) => names.get(code) ?? code);
}

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
  const unfit = teamRefusal(list);
  if (unfit !== null) return unfit;
  const again = drawPicks(list, seed);
  const place = Array.from({ length: Math.max(again.length, picks.length) }, (_, at) => at).find(
    (at) => JSON.stringify(spelled(again[at])) !== JSON.stringify(spelled(picks[at])),
  );
  if (place !== undefined) {
    return `第 ${place + 1} 个抽中点位算出是“${again[place]?.code ?? '无'}”，证书写的是“${picks[place]?.code ?? '无'}”`;
  }
  return differentTeam(drawTeams(list, seed), certificate.teams ?? []);
}

function differentTeam(again: readonly Team[], teams: readonly Team[]): string | null {
  const spell = (team: Team | undefined): string =>
    team ? JSON.stringify([team.group, team.members.map(({ at, ticket, code }) => [at, ticket, code])]) : '';
  const place = Array.from({ length: Math.max(again.length, teams.length) }, (_, at) => at).find(
    (at) => spell(again[at]) !== spell(teams[at]),
  );
  if (place === undefined) return null;
  const codes = (team: Team | undefined): string => team?.members.map(({ code }) => code).join('、') || '无';
  return `第 ${place + 1} 个督察组算出是“${codes(again[place])}”，证书写的是“${codes(teams[place])}”`;
}

const spelled = (pick: Pick | undefined): readonly unknown[] | null =>
  pick ? [pick.stratum, pick.at, pick.ticket, pick.code] : null;
