/**
 * Chance that can be repeated: mulberry32, a counter and a mixer of 32 bits. The same seed gives the same sequence on every machine, so
 * that a paper printed again says the same. Not for secrets.
 * @param seed a whole number, printed beside what was made with it
 * @returns a function that gives the next number of [0, 1)
 * @example seed 1 → 0.6270739405881613, 0.002735721180215478, 0.5274470399599522
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
