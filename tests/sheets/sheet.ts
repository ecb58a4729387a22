/** Sheets, units and indicators for the import tests, written down as people would. */
import type { ImportContext, KnownIndicator, KnownOrganisation } from '../../src/shared/sheets/draft.ts';
import { BLANK, type CellText, type Merge, type SheetMatrix } from '../../src/shared/sheets/matrix.ts';
import { readImport } from '../../src/shared/sheets/read-import.ts';

type Given = string | number | null | CellText;

const cellOf = (given: Given): CellText => {
  if (given === null || given === '') return BLANK;
  if (typeof given === 'number') return { text: String(given), number: String(given), kind: 'number' };
  return typeof given === 'string' ? { text: given, kind: 'text' } : given;
};

/** A sheet from rows of texts and numbers; merges as people say them: 'A1:C1'. */
export function aSheet(name: string, rows: readonly (readonly Given[])[], merges: readonly string[] = []): SheetMatrix {
  return {
    name,
    rows: rows.length,
    columns: Math.max(0, ...rows.map((row) => row.length)),
    cells: rows.map((row) => row.map(cellOf)),
    merges: merges.map(areaOf),
  };
}

function areaOf(text: string): Merge {
  const [, left = '', top = '', right = '', bottom = ''] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(text) ?? [];
  const column = (letter: string): number => letter.charCodeAt(0) - 65;
  return { top: Number(top) - 1, left: column(left), bottom: Number(bottom) - 1, right: column(right) };
}

export const aUnit = (code: string, name: string, more: Partial<KnownOrganisation> = {}): KnownOrganisation => ({
  code,
  name,
  shortName: '',
  kind: 'district',
  groupName: '',
  parentCode: null,
  validFrom: null,
  validTo: null,
  aliases: [],
  ...more,
});

export const anIndicator = (code: string, name: string, unit: string, more: Partial<KnownIndicator> = {}): KnownIndicator => ({
  code,
  name,
  unit,
  direction: 'higher',
  decimals: null,
  frequency: 'month',
  formula: null,
  groupName: '',
  aliases: [],
  ...more,
});

export const UNITS: readonly KnownOrganisation[] = [
  aUnit('ZD', '张店区'),
  aUnit('ZC', '淄川区'),
  aUnit('BS', '博山区'),
  aUnit('HT', '桓台县'),
  aUnit('JKQ', '经济开发区', { aliases: ['经开区'], validFrom: '2017-01' }),
  aUnit('WCH', '文昌湖旅游度假区'),
];
export const FIGURES: readonly KnownIndicator[] = [
  anIndicator('AIR', '大气环境质量考核得分', '分', { decimals: 2 }),
  anIndicator('PM25', 'PM2.5浓度', 'µg/m³', { decimals: 0, direction: 'lower', aliases: ['PM2.5', '细颗粒物'] }),
  anIndicator('CO', 'CO浓度', 'mg/m³', { decimals: 1, direction: 'lower' }),
  anIndicator('GOOD', '优良天数', '天', { decimals: 0 }),
  anIndicator('RATE', '网上办理率', '%', { decimals: 2 }),
  anIndicator('GDP', '地区生产总值', '亿元', { frequency: 'year' }),
  anIndicator('REV', '一般公共预算收入', '万元'),
  anIndicator('GROW', '税收同比增长', '%', { decimals: 1 }),
  anIndicator('AQI', '空气质量综合指数', '', { formula: 'PM25 / 35 + CO / 4', direction: 'lower' }),
  anIndicator('USD', '进出口总额（美元）', '亿美元', { frequency: 'month' }),
];

const aContext = (more: Partial<ImportContext> = {}): ImportContext => ({
  fileName: '2月.xlsx',
  organisations: UNITS,
  indicators: FIGURES,
  choices: [],
  ...more,
});

export const read = (sheets: readonly SheetMatrix[], more: Partial<ImportContext> = {}) => readImport(sheets, aContext(more));

/** “ZD AIR 2018-02 = 82.31” for every observation. */
export const figures = (draft: ReturnType<typeof readImport>): readonly string[] =>
  draft.observations.map(
    ({ organisation, indicator, period, value, state }) => `${organisation} ${indicator} ${period} = ${value ?? state}`,
  );

/** “C7 value.notNumber” for every problem. */
export const faults = (draft: ReturnType<typeof readImport>): readonly string[] =>
  draft.problems.map(({ cell, code }) => `${cell} ${code}`);
