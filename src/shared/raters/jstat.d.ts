/** jstat ships no types; what is used of it. */
declare module 'jstat' {
  const jStat: {
    /** The F distribution; inv(p, d1, d2) is its p-quantile. */
    readonly centralF: { readonly inv: (p: number, d1: number, d2: number) => number };
    /** The normal distribution. */
    readonly normal: { readonly cdf: (x: number, mean: number, deviation: number) => number };
  };
  export = jStat;
}
