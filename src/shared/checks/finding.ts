/** What a check has to say about one figure. `refuse`: it cannot be right and is not saved; `doubt`: it is saved and asks for a reason. */
type FindingCode = 'negative' | 'share' | 'whole' | 'cumulative' | 'identity' | 'range' | 'same' | 'precision';

export type Finding = {
  readonly code: FindingCode;
  readonly severity: 'refuse' | 'doubt';
  /** What is wrong, against what, and what to do. */
  readonly sentence: string;
};

/** What the checks need to know of an indicator. */
export type CheckedIndicator = {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly decimals: number | null;
};
