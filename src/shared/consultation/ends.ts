/** 首位和末位: what a ranking under another assumption is compared by. */
export type Placed = {
  readonly organisation: string;
  readonly name: string;
  /** null: not ranked; takes no part. */
  readonly rank: number | null;
};
export type Standing = readonly Placed[];

/** Who held an end before and who holds it now; several when the place is shared. */
export type EndChange = { readonly before: readonly Placed[]; readonly after: readonly Placed[] };
export type EndsChange = { readonly first: EndChange | null; readonly last: EndChange | null };

/** Holders of the first and of the last place. One unit alone is both. */
export function endsOf(standing: Standing): { readonly first: readonly Placed[]; readonly last: readonly Placed[] } {
  const ranks = standing.flatMap(({ rank }) => rank ?? []);
  const at = (place: number): readonly Placed[] =>
    standing.flatMap(({ organisation, name, rank }) => (rank === place ? [{ organisation, name, rank }] : []));
  return ranks.length === 0 ? { first: [], last: [] } : { first: at(Math.min(...ranks)), last: at(Math.max(...ranks)) };
}

/**
 * @returns what changed at either end; null when both ends are held by the same units. A place newly shared or no longer shared has changed.
 * @example 甲 乙 丙 → 甲 丙 乙: first null, last 丙 → 乙
 */
export function endsChange(before: Standing, after: Standing): EndsChange | null {
  const [old, now] = [endsOf(before), endsOf(after)];
  const change = (end: 'first' | 'last'): EndChange | null => {
    const codes = (placed: readonly Placed[]): string =>
      placed
        .map(({ organisation }) => organisation)
        .sort()
        .join('\n');
    return codes(old[end]) === codes(now[end]) ? null : { before: old[end], after: now[end] };
  };
  const found = { first: change('first'), last: change('last') };
  return found.first || found.last ? found : null;
}
