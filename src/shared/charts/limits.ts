/** 环境空气质量二级标准(年平均浓度限值), the S of 空气质量综合指数 = Σ Cᵢ ÷ Sᵢ. */
const LIMITS: readonly { readonly name: RegExp; readonly unit: string; readonly value: string }[] = [
  { name: /^PM2\.5/i, unit: 'µg/m³', value: '35' },
  { name: /^PM10/i, unit: 'µg/m³', value: '70' },
  { name: /^SO2/i, unit: 'µg/m³', value: '60' },
  { name: /^NO2/i, unit: 'µg/m³', value: '40' },
  { name: /^O3/i, unit: 'µg/m³', value: '160' },
  { name: /^CO(?![a-z])/i, unit: 'mg/m³', value: '4' },
];

/** The dashed line of a concentration, with its words; null for everything else. */
export function limitOf(name: string, unit: string): { readonly value: string; readonly words: string } | null {
  const limit = LIMITS.find((one) => one.unit === unit && one.name.test(name));
  return limit ? { value: limit.value, words: `二级标准 ${limit.value}` } : null;
}
