/** The made-up figures the registers have to agree with, and the units they are of. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { schemeFile } from '../../src/shared/contract/schemes.ts';
import type { EngineIndicator, Rules } from '../../src/shared/engine/types.ts';
import { root } from '../run.ts';

const readTable = (name: string): readonly Record<string, string>[] =>
  Papa.parse<Record<string, string>>(readFileSync(path.join(root, 'resources', 'demo', `${name}.csv`), 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data;

export type Unit = { readonly code: string; readonly name: string; readonly short: string; readonly kind: string };

/** 区县, 专项小组 and 部门, in official order. */
export const UNITS: readonly Unit[] = readTable('单位')
  .filter((row) => row.类别 !== '全市')
  .map((row) => ({ code: row.编码 ?? '', name: row.名称 ?? '', short: row.简称 ?? '', kind: row.类别 ?? '' }));
export const DISTRICTS = UNITS.filter(({ kind }) => kind === '区县');
export const GROUPS = UNITS.filter(({ kind }) => kind === '专项小组');
export const DEPARTMENTS = UNITS.filter(({ kind }) => kind === '部门');
export const RANKED: readonly Unit[] = [...DISTRICTS, ...GROUPS];

/** Months whose counts are the figures, and the day the office stands on. */
export const MONTHS = ['2018-01', '2018-02'] as const;
export const TODAY = '2018-02-28';
/** First and last day. */
export const daysIn = (month: string): readonly [first: string, last: string] => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return [`${month}-01`, new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)];
};

const names = new Map(UNITS.map(({ code, name }) => [name, code]));
const codes = new Map(readTable('指标').map((row) => [row.名称 ?? '', row.编码 ?? '']));
const values = new Map(
  readTable('演示数据').map((row) => [
    `${row.考核期} ${names.get(row.单位 ?? '')} ${codes.get(row.指标 ?? '')}`,
    Number(row.数值),
  ]),
);
/** A figure of the made-up year; 0 where the unit has none. */
export const figure = (period: string, unit: string, indicator: string): number =>
  values.get(`${period} ${unit} ${indicator}`) || 0;

/** The default scheme with its figures: which lines count claims. */
const scheme = schemeFile.parse(JSON.parse(readFileSync(path.join(root, 'resources', 'schemes', 'default.json'), 'utf8')));
export const RULES: Rules = scheme.rules;
export const INDICATORS: readonly EngineIndicator[] = readTable('指标').map((row) => ({
  code: row.编码 ?? '',
  name: row.名称 ?? '',
  unit: row.计量单位 ?? '',
  direction: 'none',
  decimals: row.小数位 ? Number(row.小数位) : null,
  formula: row.公式 || null,
}));
