import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { renderDocx } from '../../src/main/jobs/docx.ts';
import type { MadePaper } from '../../src/main/jobs/paper-typeset.ts';
import { openArchive, READ_LIMITS } from '../../src/main/jobs/workbook-archive.ts';
import type { HeadMode, Paper, PlainPaper } from '../../src/shared/bulletin/document.ts';
import { EVERYTHING, LETTER } from './office-papers.ts';

const fontFolder = join(import.meta.dirname, '../../resources/fonts');
const make = (paper: Paper, head: HeadMode = 'full'): Promise<MadePaper> => renderDocx(paper, { fontFolder, head });
async function partsOf({ bytes }: MadePaper): Promise<(name: string) => Promise<string>> {
  const archive = await openArchive(bytes, READ_LIMITS);
  return async (name) => new TextDecoder().decode(await archive.read(name));
}
const documentOf = async (paper: Paper, head?: HeadMode): Promise<string> =>
  (await partsOf(await make(paper, head)))('word/document.xml');
const textOf = (xml: string): string => [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join('');
const sections = (xml: string): readonly string[] => [...xml.matchAll(/<w:sectPr.*?<\/w:sectPr>/g)].map(([section]) => section);
const numbers = (xml: string, pattern: RegExp): readonly number[] => [...xml.matchAll(pattern)].map(([, value]) => Number(value));

describe('the Word file of a paper', () => {
  let part: (name: string) => Promise<string>;
  let xml = '';
  beforeAll(async () => {
    part = await partsOf(await make(EVERYTHING));
    xml = await part('word/document.xml');
  });

  test('every section has the margins, the grid of 22 lines and 28 characters, and footers for odd and even pages', () => {
    const own = sections(xml);
    expect(own).toHaveLength(3);
    for (const section of own) {
      expect(section).toContain('w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-805"');
      for (const kind of ['default', 'even']) expect(section).toContain(`<w:footerReference w:type="${kind}"`);
    }
    const [upright, lying] = own;
    // 37 and 28 mm; the others within a millimetre of 35 and 26.
    expect(upright).toMatch(/w:top="2098" w:right="1468" w:bottom="1965" w:left="1588"/);
    expect(upright).toContain('<w:pgSz w:w="11906" w:h="16838"');
    expect(lying).toContain('<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"');
    // Bound like all the others: the head of the lying page is the left edge of the upright one.
    expect(lying).toMatch(/w:top="1588" w:right="2098" w:bottom="1468" w:left="1965"/);
  });

  test('body: 三号 on exact lines of 28.95 pt, 28 of its characters within the width', async () => {
    const styles = await part('word/styles.xml');
    const body = /<w:style [^>]*w:styleId="PaperText".*?<\/w:style>/.exec(styles)?.[0] ?? '';
    expect(body).toContain('w:line="579" w:lineRule="exact"');
    expect(body).toContain('<w:sz w:val="32"/>');
    const spacing = Number(/<w:rPr>.*<w:spacing w:val="(-?\d+)"\/>/.exec(body)?.[1]);
    const width = 11906 - 1468 - 1588;
    expect(28 * (320 + spacing)).toBeLessThanOrEqual(width);
    expect(29 * (320 + spacing)).toBeGreaterThan(width);
    expect(22 * 579).toBeLessThanOrEqual(16838 - 2098 - 1965);
    for (const level of [1, 2, 3, 4]) expect(styles).toContain(`w:styleId="Heading${level}"`);
  });

  test('tables: heads repeated, widths of grid and cells the same, none inside another; no text box, no field but the page number', async () => {
    const tables = [...xml.matchAll(/<w:tbl>.*?<\/w:tbl>/g)].map(([table]) => table);
    expect(tables.length).toBeGreaterThan(2);
    for (const table of tables) {
      expect(table.indexOf('<w:tbl>', 1)).toBe(-1);
      const total = Number(/<w:tblW [^>]*w:w="(\d+)"/.exec(table)?.[1]);
      expect(numbers(table, /<w:gridCol w:w="(\d+)"/g).reduce((sum, width) => sum + width, 0)).toBe(total);
      for (const [row] of table.matchAll(/<w:tr>.*?<\/w:tr>/g)) {
        expect(numbers(row, /<w:tcW [^>]*w:w="(\d+)"/g).reduce((sum, width) => sum + width, 0)).toBe(total);
      }
    }
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(4);
    for (const forbidden of ['txbxContent', 'w:fldSimple', 'TOC', 'instrText']) expect(xml).not.toContain(forbidden);
    expect(await part('word/footer1.xml')).toContain('PAGE');
  });

  test('says what the paper says: every text, every figure, in order', () => {
    const text = textOf(xml);
    for (const wanted of [
      '淄改办发〔2018〕2号',
      '一、排名情况',
      '（一）区县排名',
      '（二）任务推进不够平衡。',
      '注：得分保留两位小数。',
      '附件：1.得分明细表2.排名走势',
      '（此件公开发布）',
      '抄送：市委、市政府领导，各专项小组组长。',
      '2018年3月5日印发',
    ]) {
      expect(text).toContain(wanted);
    }
    for (const block of EVERYTHING.sections.flatMap(({ blocks }) => blocks)) {
      if (block.kind === 'table') for (const row of block.table.rows) expect(text).toContain(row.join(''));
    }
  });

  test('a line of a statement and what it rests on stand in the table below them, above its head, on one page', async () => {
    const letter = await documentOf(LETTER);
    const table = [...letter.matchAll(/<w:tbl>.*?<\/w:tbl>/g)]
      .map(([one]) => one)
      .find((one) => one.includes('改革任务按期推进'));
    const rows = [...(table ?? '').matchAll(/<w:tr>.*?<\/w:tr>/g)].map(([row]) => row);
    expect(textOf(rows[0] ?? '')).toMatch(/^A1 改革任务按期推进.*条款：/);
    expect(textOf(rows[1] ?? '')).toContain('名次');
    // Every row but the last is kept with the next.
    expect(rows.slice(1, -1).every((row) => row.includes('<w:keepNext/>'))).toBe(true);
  });

  test('a chart goes in as SVG with its words, and as a picture for programs that show none', async () => {
    const names = [...(await part('word/_rels/document.xml.rels')).matchAll(/Target="(media\/[^"]*)"/g)].map(
      ([, name]) => name ?? '',
    );
    const svg = await part(`word/${names.find((name) => name.endsWith('.svg'))}`);
    expect(names.some((name) => name.endsWith('.png'))).toBe(true);
    expect(svg).toContain('张店区');
    expect(svg).toMatch(/font-family[:=]"?'黑体'/);
    // Not by colour: black, white and greys.
    for (const [colour] of svg.matchAll(/#[0-9a-f]{6}/gi)) expect(new Set(colour.slice(1).match(/../g))).toHaveLength(1);
  });

  test('a character its face lacks is set in the face that has it', async () => {
    const rare = await documentOf({
      ...LETTER,
      sections: [{ id: 'a', title: null, blocks: [{ kind: 'paragraph', runs: [{ text: '淄博㙟村' }] }] }],
    });
    expect(rare).toMatch(/w:eastAsia="宋体"[^>]*\/><\/w:rPr><w:t[^>]*>㙟</);
  });
});

describe('the file itself', () => {
  test('is the same whenever it is written, dated on the day of the paper', async () => {
    const [first, second] = [await make(EVERYTHING), await make(EVERYTHING)];
    expect(Buffer.compare(Buffer.from(first.bytes), Buffer.from(second.bytes))).toBe(0);
    const core = await (await partsOf(first))('docProps/core.xml');
    expect(core.match(/2018-03-05T00:00:00Z/g)).toHaveLength(2);
  });

  test('lets punctuation give up its blank half and puts no air around figures', async () => {
    const part = await partsOf(await make(LETTER));
    expect(await part('word/settings.xml')).toMatch(/<w:characterSpacingControl w:val="compressPunctuation"\/><w:compat>/);
    const styles = await part('word/styles.xml');
    const own = [...styles.matchAll(/<w:style w:type="paragraph"[^>]*w:styleId="(?:Normal|Paper)\w*".*?<\/w:style>/g)].map(
      ([style]) => style,
    );
    expect(own.length).toBeGreaterThan(10);
    for (const style of own) expect(style).toContain('<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>');
  });

  test('of several papers: single pages follow each other with their number written down, a longer one begins on a front at 1', async () => {
    const single: Paper = { ...LETTER, sections: [], receipt: [], title: ['函'] };
    const form: PlainPaper = { ...single, letterhead: undefined as never };
    const xml = await (await partsOf(await renderDocx([form, form, EVERYTHING, form], { fontFolder })))('word/document.xml');
    const own = sections(xml);
    expect(own).toHaveLength(6);
    expect(own.map((section) => /<w:type w:val="(\w+)"/.exec(section)?.[1])).toEqual([
      'nextPage',
      'nextPage',
      'oddPage',
      'nextPage',
      expect.stringMatching(/Page$/),
      'nextPage',
    ]);
    expect(own.map((section) => /<w:pgNumType w:start="1"\/>/.test(section))).toEqual([false, false, true, false, false, false]);
    expect(own.map((section) => section.includes('w:type="first"'))).toEqual([true, true, false, false, false, true]);
  });

  test('署名 is kept with two lines', async () => {
    const short = { kind: 'paragraph', runs: [{ text: '请遵照执行。' }] } as const;
    const long = { kind: 'paragraph', runs: [{ text: '请各单位遵照执行。'.repeat(6) }] } as const;
    const kept = async (...blocks: readonly (typeof short | typeof long)[]): Promise<readonly boolean[]> => {
      const xml = await documentOf({ ...LETTER, receipt: [], sections: [{ id: 'a', title: null, blocks }] });
      const own = [...xml.matchAll(/<w:p>.*?<\/w:p>/g)].map(([paragraph]) => paragraph).filter((one) => one.includes('遵照执行'));
      return own.map((one) => one.includes('<w:keepNext/>'));
    };
    expect(await kept(short, short, short)).toEqual([false, true, true]);
    expect(await kept(short, short, long)).toEqual([false, false, true]);
  });
});

describe('the three heads', () => {
  const RED = 'c8102e';
  test('in red; left blank; in black with 草稿 on every page: nothing else of the file differs', async () => {
    const [full, blank, draft] = [
      await documentOf(EVERYTHING),
      await documentOf(EVERYTHING, 'preprinted'),
      await documentOf(EVERYTHING, 'draft'),
    ];
    expect(full).toContain(RED);
    expect(blank).not.toContain(RED);
    expect(textOf(full).replace(EVERYTHING.redHead, '')).toBe(textOf(blank));
    expect(draft).not.toContain(RED);
    expect(textOf(draft)).toBe(textOf(full));
    // Drawings are numbered anew in every file.
    const bare = (xml: string): string => xml.replace(/<w:drawing>.*?<\/w:drawing>/g, '').replace(/"(000000|c8102e)"/g, '"x"');
    expect(bare(draft) === bare(full)).toBe(true);
    expect(textOf(await (await partsOf(await make(EVERYTHING, 'draft')))('word/header1.xml'))).toBe('【草稿·演示数据】');
  });

  test('a letter: its name and both double rules in head and foot of the first page, which has no number', async () => {
    const part = await partsOf(await make(LETTER));
    const xml = await part('word/document.xml');
    expect(sections(xml)[0]).toContain('<w:titlePg/>');
    const first = async (kind: 'header' | 'footer'): Promise<string> => {
      const id = new RegExp(`<w:${kind}Reference w:type="first" r:id="([^"]*)"`).exec(xml)?.[1];
      const target = new RegExp(`Id="${id}"[^>]*Target="([^"]*)"|Target="([^"]*)"[^>]*Id="${id}"`).exec(
        await part('word/_rels/document.xml.rels'),
      );
      return part(`word/${target?.[1] ?? target?.[2]}`);
    };
    const [header, footer] = [await first('header'), await first('footer')];
    expect(textOf(header)).toContain(LETTER.letterhead);
    expect(header).toContain('w:val="thickThinSmallGap"');
    expect(footer).toContain('w:val="thinThickSmallGap"');
    expect(footer).not.toContain('PAGE');
    expect(textOf(xml)).toContain('回执：来函收悉。');
  });
});
