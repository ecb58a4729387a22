/** 推演: what the window computes with by itself. Read only; nothing of it comes back. */
import type { SandboxMonth } from '../../shared/contract/consultations.ts';
import type { Cell } from '../../shared/engine/index.ts';
import type { Handlers } from '../call.ts';
import { openList } from './consultation-case.ts';
import { figuresOf } from './evaluation.ts';

export const consultationSandbox = {
  'consultations.input': ({ period, list }, context): SandboxMonth => {
    const { evaluated, seal, isDemo } = openList(context, period, list);
    const { rules, organisations, indicators, values } = evaluated.input;
    const items = rules.items.filter(({ applies }) => applies.includes(list));
    const used = figuresOf({ ...rules, items }, indicators);
    // Who entered a figure and where it came from moves no score, and is most of what there is.
    const bare = (cells: Readonly<Record<string, Cell>> = {}): Record<string, Cell> =>
      Object.fromEntries(
        Object.entries(cells)
          .filter(([code]) => used.has(code))
          .map(([code, { value, state }]) => [code, { value, state }]),
      );
    return {
      input: {
        period,
        list,
        rules: { ...rules, items },
        organisations,
        indicators: indicators.filter(({ code }) => used.has(code)),
        values: Object.fromEntries(organisations.map(({ code }) => [code, bare(values[code])])),
      },
      seal,
      isDemo,
    };
  },
} satisfies Partial<Handlers>;
