/** Published lists that print both figures and places, through the program itself: units, indicator and figures imported, then ranked. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { fillWithScheme } from '../../src/main/handlers/fill.ts';
import { commitDraft, noAnswers, readFile } from '../../src/main/handlers/imports.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

type Row = Readonly<Record<'dataset_id' | 'entity' | 'published_score' | 'published_rank' | 'better_is', string>>;
const rows = Papa.parse<Row>(readFileSync(join(import.meta.dirname, '../fixtures/published-rankings.csv'), 'utf8'), {
  header: true,
  skipEmptyLines: true,
}).data;
const lists = new Map<string, Row[]>();
for (const row of rows) lists.set(row.dataset_id, [...(lists.get(row.dataset_id) ?? []), row]);
/** Every unit with its figure and a place counted from the top; lists of order only are covered in tests/engine. */
const complete = [...lists].filter(([, list]) =>
  list.every((row) => row.published_score !== '' && /^\d+$/.test(row.published_rank)),
);
const digitsOf = (text: string): number => text.split('.')[1]?.length ?? 0;

describe('published rankings', () => {
  it('has the lists it is meant to replay', () => {
    expect(complete.map(([name]) => name)).toEqual([
      'zibo_2018-02_air_score',
      'zibo_2018-02_town_top10',
      'zaozhuang_2019-11',
      'zaozhuang_2019-11_town_top6',
      'zaozhuang_2024-04',
      'shandong_2003_gdp17',
      'shandong_2016_county_gdp_top23',
      'shandong_2012_gdp17',
      'shandong_2016h1_gdp_top7',
      'shandong_2014q1_ecocomp_top4',
    ]);
  });
  it.each(complete)('%s', async (name, list) => {
    const folder = temporaryFolder();
    const decimals = Math.max(...list.map((row) => digitsOf(row.published_score)));
    const direction = list[0]?.better_is === 'low' ? '越低越好' : '越高越好';
    const files = {
      单位: [
        '编码,名称,类别,上级,起,止',
        ...list.map((row, index) => `${String(index + 1).padStart(3, '0')},${row.entity},区县,,,`),
      ],
      指标: ['编码,名称,计量单位,方向,小数位,频度,公式', `PUB,公布数值,,${direction},${decimals},月,`],
      数据: ['考核期,单位,指标,数值,备注', ...list.map((row) => `2018-02,${row.entity},公布数值,${row.published_score},`)],
    };
    const app = startProgram();
    await fillWithScheme(app.context);
    for (const [sheet, lines] of Object.entries(files)) {
      const file = join(folder, `${sheet}.csv`);
      writeFileSync(file, lines.join('\n'));
      commitDraft(app.context, await readFile(app.context, file, noAnswers), `${sheet}.csv`, noAnswers, false);
    }
    const { entries, missing } = await app.run('rankings.indicator', { period: '2018-02', indicator: 'PUB', list: 'district' });
    expect(missing).toEqual([]);
    const ranks = new Map(entries.map((entry) => [entry.organisation, entry.rank]));
    const wrong = list.filter((row) => ranks.get(row.entity) !== Number(row.published_rank)).map((row) => row.entity);
    // The one known exception: 869 and 869 were ranked before they were rounded, and print as 13 and 14.
    expect(wrong).toHaveLength(name === 'shandong_2016_county_gdp_top23' ? 1 : 0);
  });
});
