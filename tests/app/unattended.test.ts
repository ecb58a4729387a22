/** The verbs whose answers are promised in the README: JSON on standard output, sentences on standard error, exit codes. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sourceParts } from '../../src/main/from-source.ts';
import { runUnattended } from '../../src/main/unattended.ts';
import { RESOURCES, temporaryFolder } from '../support/program.ts';

type Answer = { readonly code: number; readonly json: Record<string, unknown>; readonly said: string };

async function batch(...args: readonly string[]): Promise<Answer> {
  const printed: unknown[] = [];
  const said: string[] = [];
  const code = await runUnattended(args, {
    resources: RESOURCES,
    ...sourceParts,
    print: (json) => printed.push(json),
    say: (sentence) => said.push(sentence),
  });
  expect(printed.length).toBeLessThanOrEqual(1);
  return { code, json: (printed[0] ?? {}) as Record<string, unknown>, said: said.join('\n') };
}

describe('an office of its own', () => {
  it('starts empty, takes units, indicators and figures, ranks them with ties and missing values', async () => {
    const data = temporaryFolder();
    const files = temporaryFolder();
    const put = (name: string, text: string): string => {
      writeFileSync(join(files, name), text);
      return join(files, name);
    };
    expect((await batch('init', '--data', data)).json).toMatchObject({ created: true, organisations: 0, observations: 0 });
    expect((await batch('init', '--data', data)).json).toMatchObject({ created: false });
    const units = put(
      '单位.csv',
      '编码,名称,类别,上级,起,止\n010203,甲县,区县,,,\n2,乙县,区县,,,\n3,丙县,区县,,,\n4,丁县,区县,,,2017-12\n',
    );
    expect((await batch('import', units, '--data', data)).json).toMatchObject({ written: true, organisations: 4 });
    const figures = put(
      '指标.csv',
      '编码,名称,计量单位,方向,小数位,频度,公式\nPM25,PM2.5,µg/m³,越低越好,0,月,\nX,指数,,越低越好,2,月,PM25/35 + 1\n',
    );
    expect((await batch('import', figures, '--data', data)).code).toBe(0);
    const month = put(
      '数据.csv',
      '考核期,单位,指标,数值,备注\n2018-02,010203,PM25,35,\n2018-02,乙县,PM25,70,\n2018-02,丙县,PM25,35,\n',
    );
    expect((await batch('import', month, '--data', data)).json).toMatchObject({
      written: true,
      observations: 3,
      periods: ['2018-02'],
    });
    expect((await batch('import', month, '--data', data)).json).toMatchObject({ written: true, observations: 0 });
    const ranked = await batch('rank', '--data', data, '--period', '2018-02', '--indicator', 'X');
    expect(ranked.json).toEqual({
      period: '2018-02',
      list: '区县',
      indicator: 'X',
      entries: [
        { organisation: '甲县', value: '2.00', rank: 1 },
        { organisation: '丙县', value: '2.00', rank: 1 },
        { organisation: '乙县', value: '3.00', rank: 3 },
      ],
      missing: [],
    });
    const before = await batch('rank', '--data', data, '--period', '2017年12月', '--indicator', 'PM2.5');
    expect(before.json).toMatchObject({ entries: [], missing: ['甲县', '乙县', '丙县', '丁县'] });
  });
  it('writes nothing when a cell is bad, and the rest when told to', async () => {
    const data = temporaryFolder();
    await batch('init', '--demo', '--data', data);
    const file = join(temporaryFolder(), '三月.csv');
    writeFileSync(file, '考核期,单位,指标,数值,备注\n2018-03,张店区,C4,9O,\n2018-03,博山区,C4,91,\n');
    const refused = await batch('import', file, '--data', data);
    expect(refused.code).toBe(2);
    expect(refused.json).toMatchObject({ written: false, problems: [{ cell: 'D2', severity: 'error' }] });
    expect(refused.said).toContain('没有写入任何数据');
    expect((await batch('rank', '--data', data, '--period', '2018-03', '--indicator', 'C4')).json).toMatchObject({ entries: [] });
    expect((await batch('import', file, '--data', data, '--accept-good')).json).toMatchObject({ written: true, observations: 1 });
    expect((await batch('rank', '--data', data, '--period', '2018-03', '--indicator', 'C4')).json).toMatchObject({
      entries: [{ organisation: '博山区', rank: 1 }],
    });
  });
  it('exports the bulletin and the workbook of a month', async () => {
    const data = temporaryFolder();
    await batch('init', '--demo', '--data', data);
    const to = join(temporaryFolder(), '输出');
    const { json, code } = await batch('export', '--data', data, '--period', '2018-02', '--to', to);
    expect(code).toBe(0);
    expect(readdirSync(to).sort()).toEqual([...(json.files as string[])].sort());
  });
});

describe('what goes wrong', () => {
  it('is a sentence, JSON and a code', async () => {
    const data = temporaryFolder();
    await batch('init', '--demo', '--data', data);
    const empty = join(temporaryFolder(), '空.csv');
    writeFileSync(empty, '考核期,单位,指标,数值,备注\n');
    const taken = join(temporaryFolder(), '文件');
    writeFileSync(taken, '');
    for (const [args, code, error] of [
      [['rank', '--data', join(data, 'nowhere'), '--period', '2018-02'], 1, 'data.missing'],
      [['rank', '--data', data, '--period', '2018年13月'], 1, 'period.invalid'],
      [['rank', '--data', data, '--period', '2018-02', '--indicator', '没有'], 1, 'indicator.unknown'],
      [['rank', '--data', data, '--period', '2018-02', '--indicator', 'A1a'], 1, 'indicator.noDirection'],
      [['import', join(data, '没有.xlsx'), '--data', data], 1, 'file.notFound'],
      [['import', data, '--data', data], 1, 'file.unreadable'],
      [['export', '--data', data, '--period', '2030-02', '--to', taken], 1, 'ranking.none'],
      [['export', '--data', data, '--period', '2018-02', '--to', taken], 1, 'file.denied'],
    ] as const) {
      const answer = await batch(...args);
      expect([answer.code, (answer.json.error as { code: string }).code], args.join(' ')).toEqual([code, error]);
      expect(answer.said).toMatch(/[\u4e00-\u9fff]/);
    }
    expect((await batch('import', empty, '--data', data)).code).not.toBe(0);
    for (const args of [[], ['dance', '--data', data], ['rank'], ['import', '--data', data], ['rank', '--bogus']] as const) {
      const answer = await batch(...args);
      expect(answer.code, args.join(' ')).toBe(64);
      expect(answer.said).toContain('用法');
    }
    expect(existsSync(join(data, 'nowhere'))).toBe(false);
  });
});

describe('a file of steps', () => {
  const office = async (steps: unknown) => {
    const data = temporaryFolder();
    await batch('init', '--demo', '--data', data);
    const folder = temporaryFolder();
    const file = join(folder, '步骤.json');
    writeFileSync(file, typeof steps === 'string' ? steps : JSON.stringify(steps));
    return { folder, ...(await batch('steps', file, '--data', data)) };
  };
  const agenda = { do: 'registers.view', with: { kind: 'agenda', period: '2018-02' } };
  it('does what a clerk does, one step with the answer of another, files beside it', async () => {
    const { code, json, folder } = await office([
      { do: 'submissions.view', with: { period: '2018-02' }, as: '报送' },
      {
        do: 'submissions.submit',
        with: { period: '2018-02', tables: [{ organisation: '{{报送.lists[list=district].rows[1].organisation}}', block: 'A' }] },
        as: '已报',
      },
      { do: 'exports.ranking', with: { period: '2018-02' }, save: '排名.xlsx' },
    ]);
    expect(code).toBe(0);
    expect(json.steps).toBe(3);
    expect(json.answers).toHaveProperty('已报');
    expect(existsSync(join(folder, '排名.xlsx'))).toBe(true);
  });
  it('stops at the first that is refused and says which, why, and what was done', async () => {
    const { code, said, json } = await office([agenda, { do: 'submissions.submit', with: { period: '2018-02', tables: [] } }]);
    expect(code).toBe(1);
    expect(said).toContain('第 2 步（submissions.submit）没有办成');
    expect(said).toContain('前面的步骤已经办理');
    expect(json).toMatchObject({ error: { code: 'steps.failed' } });
  });
  it('refuses an answer nobody gave, a file nobody named, a method nobody knows, and what is no list of steps', async () => {
    expect((await office([{ do: 'registers.view', with: { kind: '{{登记.kind}}', period: '2018-02' } }])).said).toContain(
      '前面的步骤没有“登记.kind”',
    );
    expect((await office([{ do: 'exports.ranking', with: { period: '2018-02' } }])).said).toContain('用 save 写明文件名');
    expect((await office([{ do: 'tasks.teleport' }])).said).toContain('没有“tasks.teleport”这项功能');
    expect((await office('[{"do":')).said).toContain('不是步骤文件');
    expect((await office([{ make: 'x' }])).said).toContain('不是步骤文件');
  });
});
