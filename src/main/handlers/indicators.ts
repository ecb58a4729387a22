import { parseFormula, prepareIndicators } from '../../shared/engine/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { Handlers } from '../call.ts';
import { listIndicators, saveIndicator } from '../store/indicators.ts';
import { inWords } from './evaluation.ts';

export const indicators = {
  'indicators.list': (_, context) => listIndicators(context.reader()),
  'indicators.save': (input, context) => {
    const others = listIndicators(context.reader()).filter((row) => row.id !== input.id);
    const taken = others.find((row) => row.code === input.code || row.name === input.name);
    if (taken)
      throw new AppError('indicator.duplicate', {
        name: taken.code === input.code ? `编码为“${input.code}”` : `名称为“${input.name}”`,
      });
    if (input.formula !== null) {
      const formula = parseFormula(input.formula, [...others, input]);
      if ('message' in formula) throw new AppError('rules.problem', { detail: formula.message });
      inWords(() => prepareIndicators([...others, input]));
    }
    const act = { action: input.id === null ? '新增指标' : '修改指标', subject: input.name, detail: input };
    const id = context.write(act, (tx) => saveIndicator(tx, input));
    return { ...input, id };
  },
} satisfies Partial<Handlers>;
