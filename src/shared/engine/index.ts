export { published, text as exactText } from './decimal.ts';
export { engineVersion, evaluate } from './evaluate.ts';
export { parseFormula } from './formula.ts';
export { createMemory } from './memory.ts';
export { dependsOnOthers } from './methods.ts';
export { rankValues } from './rank.ts';
export type * from './types.ts';
export { type Indicators, prepareIndicators, readIndicator } from './values.ts';
