import { z } from 'zod';
import { answer, code, command, nothing, query } from './method.ts';

const indicatorInput = z.object({
  id: z.number().int().nullable(),
  code,
  name: z.string().trim().min(1, '名称不能为空').max(60, '名称不能超过 60 个字'),
  unit: z.string().trim().max(20, '计量单位不能超过 20 个字'),
  direction: z.enum(['higher', 'lower', 'none']),
  decimals: z.number('小数位应是数字').int('小数位应是整数').min(0, '小数位不能小于 0').max(6, '小数位不能大于 6').nullable(),
  frequency: z.enum(['month', 'quarter', 'half', 'year']),
  /** Expression over other indicators; null for a figure that is reported. */
  formula: z.string().trim().min(1).max(500).nullable(),
  groupName: z.string().trim().max(20),
  aliases: z.array(z.string().trim().min(1).max(60)).readonly(),
});
export type IndicatorInput = z.infer<typeof indicatorInput>;
export type Indicator = IndicatorInput & { readonly id: number };

export const indicators = {
  'indicators.list': query(nothing, answer<readonly Indicator[]>()),
  'indicators.save': command(indicatorInput, answer<Indicator>(), [
    'indicators',
    'observations',
    'claims',
    'rankings',
    'overview',
    'submissions',
    'audit',
  ]),
};
