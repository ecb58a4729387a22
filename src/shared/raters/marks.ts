/** Marks as every function here takes them: a row a rater, a column a unit, null where a rater gave no mark. */
import type { Exact } from '../engine/decimal.ts';

export type Table<T> = readonly (readonly T[])[];
export type Marks = Table<Exact | null>;
