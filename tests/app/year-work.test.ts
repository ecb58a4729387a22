/**
 * 全年工作情况: the city's own counts of 2017, entered as an office enters them and read back from the paper of the year. Sources (domain.md §1.5): 提示单
 * 25, 交办单 20, 催办单 15, 责令书 4期; 79 改革方案 审议; 192 pilots of centre and province, 23 and 37 of them new in 2017, 19 and 30 in 2016. What of
 * them is older is not said by level there: 39 and 44 are made up so that the whole is 192, as are the 46 plans before 2017.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { App } from '../../src/main/app.ts';
import { workCounts } from '../../src/shared/bulletin/month-work.ts';
import type { RegisterDraft } from '../../src/shared/contract/registers.ts';
import { office } from '../support/inspections.ts';
import { pdfText } from '../support/pdf-text.ts';
import { ENTRY } from '../support/registers.ts';

const UNITS = ['ZD', 'ZC', 'BS', 'ZCU', 'LZ', 'HT', 'GQ', 'YY', 'GXQ', 'JKQ', 'WCH'];

/** So many entries of one kind and day, eleven units at a time. */
async function register(app: App, count: number, entry: Partial<RegisterDraft>): Promise<void> {
  for (let left = count; left > 0; left -= UNITS.length) {
    const title = `${entry.level ?? ''} ${entry.datedOn ?? ''} 第${left}批`;
    await app.run('registers.save', { ...ENTRY, title, ...entry, organisations: UNITS.slice(0, left) });
  }
}

/** 64 notices on paper, one a line, as they stand in the office's own sheet. */
function pastedNotices(): string {
  const counts = { 提示单: 25, 交办单: 20, 催办单: 15, 责令书: 4 } as const;
  const lines = Object.entries(counts).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, at) => {
      const month = String(1 + (at % 11)).padStart(2, '0');
      return `${kind}\t2017-${month}-16\t张店区\t${kind}第${at + 1}件\t王某\t${at % 2 === 0 ? '2017-12-20' : ''}`;
    }),
  );
  return ['种类\t下发日\t承办单位\t事项\t签发人\t办结日', ...lines].join('\n');
}

describe('the year the sources tell of', () => {
  it('comes back in the page of the year and in its paper, count by count', async () => {
    const desk = await office();
    const { app } = desk;
    expect(await app.run('notices.saveBatch', { text: pastedNotices() })).toEqual({ saved: 64 });
    for (const [level, datedOn, count] of [
      ['national', '2015-06-01', 39],
      ['provincial', '2015-06-01', 44],
      ['national', '2016-06-01', 19],
      ['provincial', '2016-06-01', 30],
      ['national', '2017-06-01', 23],
      ['provincial', '2017-06-01', 37],
    ] as const) {
      await register(app, count, { kind: 'pilot', level, datedOn });
    }
    await register(app, 46, { kind: 'plan', level: 'city', datedOn: '2016-11-01' });
    await register(app, 33, { kind: 'plan', level: 'city', datedOn: '2017-07-01' });
    // Of another year: not this one's.
    await register(app, 2, { kind: 'pilot', level: 'national', datedOn: '2018-01-05' });

    const counts = workCounts(await app.run('annual.work', { year: '2017' }));
    const counted = (name: string): string => {
      const line = counts.find((count) => count.name === name);
      return `${line?.count}${line?.measure} ${line?.register}`;
    };
    expect(['提示单', '交办单', '催办单', '责令书'].map(counted)).toEqual([
      '25件 notices',
      '20件 notices',
      '15件 notices',
      '4期 notices',
    ]);
    expect(counted('改革试点累计')).toBe('192项 pilot');
    expect(counted('国家级改革试点新增')).toBe('23项 pilot');
    expect(counted('省级改革试点新增')).toBe('37项 pilot');
    expect(counted('改革方案累计')).toBe('79个 plan');

    const file = desk.saveAs('年度.pdf');
    await app.run('annual.export', { year: '2017', list: 'district' });
    const text = (await pdfText(readFileSync(file))).join('').replace(/\s/g, '');
    for (const words of [
      '全年工作情况',
      '本年度下发提示单25件、交办单20件、催办单15件、责令书4期，已办结33件（期）。',
      '本年度审议改革方案33个，累计79个（均为市级）。',
      '本年度新获批改革试点60项（国家级23项、省级37项），累计192项（国家级81项、省级111项）。',
    ]) {
      expect(text).toContain(words);
    }
  });
  it('a year without registers says nothing of them, on page and paper', async () => {
    const desk = await office();
    expect(workCounts(await desk.app.run('annual.work', { year: '2017' }))).toEqual([]);
    const file = desk.saveAs('年度.pdf');
    await desk.app.run('annual.export', { year: '2017', list: 'district' });
    expect((await pdfText(readFileSync(file))).join('')).not.toContain('全年工作情况');
  });
});
