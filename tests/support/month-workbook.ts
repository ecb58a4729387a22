/**
 * A month's workbook as an office keeps it: one sheet a list, title, merged block headings, units in the headings, figures as people type them.
 * Run as a program of its own, `node month-workbook.ts <file> <options>`: exceljs does not load under Playwright's module loader.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import Papa from 'papaparse';

const DEMO = join(import.meta.dirname, '../../resources/demo');
const table = (name: string): readonly Record<string, string>[] =>
  Papa.parse<Record<string, string>>(readFileSync(join(DEMO, `${name}.csv`), 'utf8'), { header: true, skipEmptyLines: true })
    .data;

type MonthOptions = {
  /** “2018年3月份”, in the title. */
  readonly title: string;
  /** unit → indicator name → text put in place of the figure. */
  readonly replace?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** Writes the made-up figures of 2018-02 as another month's workbook. Numbers over 999 get 千分位, every third text is full width. */
async function writeMonthWorkbook(file: string, { title, replace = {} }: MonthOptions): Promise<void> {
  const book = new ExcelJS.Workbook();
  const indicators = table('指标');
  const facts = table('演示数据').filter((row) => row.考核期 === '2018-02');
  for (const kind of ['区县', '专项小组']) {
    const units = table('单位').filter((row) => row.类别 === kind);
    const used = indicators.filter((row) => facts.some((fact) => isOf(fact, row) && units.some((unit) => isUnit(fact, unit))));
    const sheet = book.addWorksheet(kind);
    sheet.addRow([`${title}改革督察考核数据（${kind}）`]);
    sheet.mergeCells(1, 1, 1, used.length + 2);
    sheet.addRow(['序号', '单位', ...used.map((row) => row.分组)]);
    sheet.addRow(['', '', ...used.map((row) => `${row.名称}（${row.计量单位}）`)]);
    mergeAlike(
      sheet,
      used.map((row) => row.分组 ?? ''),
    );
    for (const [index, unit] of units.entries()) {
      const cells = used.map((indicator, column) => {
        const fact = facts.find((row) => isOf(row, indicator) && isUnit(row, unit));
        const put = replace[unit.名称 ?? '']?.[indicator.名称 ?? ''];
        return put ?? (fact ? asTyped(fact.数值 ?? '', index + column) : '');
      });
      sheet.addRow([index + 1, unit.名称, ...cells]);
    }
    sheet.addRow(['注：本表由各单位报送。']);
  }
  await book.xlsx.writeFile(file);
}

const isOf = (fact: Record<string, string>, indicator: Record<string, string>): boolean =>
  fact.指标 === indicator.编码 || fact.指标 === indicator.名称;
const isUnit = (fact: Record<string, string>, unit: Record<string, string>): boolean =>
  fact.单位 === unit.编码 || fact.单位 === unit.名称 || fact.单位 === unit.简称;

function asTyped(value: string, at: number): string | number {
  if (Number(value) > 999) return Number(value).toLocaleString('en-US');
  if (at % 3 === 0) return value.replace(/[0-9.]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  return Number(value);
}

function mergeAlike(sheet: ExcelJS.Worksheet, groups: readonly string[]): void {
  let from = 0;
  for (let at = 1; at <= groups.length; at += 1) {
    if (groups[at] === groups[from]) continue;
    if (at - from > 1) sheet.mergeCells(2, from + 3, 2, at + 2);
    from = at;
  }
  sheet.mergeCells(2, 1, 3, 1);
  sheet.mergeCells(2, 2, 3, 2);
}

const [file = '', options = '{}'] = process.argv.slice(2);
await writeMonthWorkbook(file, JSON.parse(options) as MonthOptions);
