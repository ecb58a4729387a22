/** Where the sheets of a workbook are, and how its numbers are shown: the small parts, read before any sheet. */
import { type NumberFormat, readFormat } from '../../shared/sheets/cell-number.ts';
import type { Archive } from './workbook-archive.ts';
import { attribute, xmlOf } from './workbook-xml.ts';

export type WorkbookPlan = {
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly hidden: boolean }[];
  readonly stringsPart: string | null;
  /** Number formats by style index. */
  readonly formats: readonly NumberFormat[];
  readonly isDate1904: boolean;
};

/** Formats that have a number and no text in the file. 27–36 and 50–58 are those of Chinese Excel: 57 is “2018年2月”. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  39: '#,##0.00',
  40: '#,##0.00',
  48: '##0.0E+0',
};
const DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

/** Reads the plan; null when the archive holds no xlsx workbook. */
export async function planWorkbook(archive: Archive): Promise<WorkbookPlan | null> {
  const root = archive.has('_rels/.rels') ? relations(await xmlOf(archive, '_rels/.rels'), '') : [];
  const book = root.find(({ type }) => type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
  if (!archive.has(book) || !book.endsWith('.xml') || !book.includes('workbook')) return null;
  const folder = book.slice(0, book.lastIndexOf('/') + 1);
  const relationPart = `${folder}_rels/${book.slice(folder.length)}.rels`;
  const parts = archive.has(relationPart) ? relations(await xmlOf(archive, relationPart), folder) : [];
  const xml = await xmlOf(archive, book);
  const sheets = [...xml.matchAll(/<sheet\s[^>]*>/g)].flatMap(([tag]) => {
    const id = attribute(tag, '[\\w-]+:id');
    const target = parts.find((part) => part.id === id);
    if (!target?.type.endsWith('/worksheet') || !archive.has(target.part)) return [];
    const state = attribute(tag, 'state');
    return [{ name: attribute(tag, 'name') ?? '', part: target.part, hidden: state === 'hidden' || state === 'veryHidden' }];
  });
  const find = (type: string): string | null => {
    const part = parts.find((candidate) => candidate.type.endsWith(`/${type}`))?.part ?? null;
    return part !== null && archive.has(part) ? part : null;
  };
  const styles = find('styles');
  return {
    sheets,
    stringsPart: find('sharedStrings'),
    formats: styles === null ? [] : readFormats(await xmlOf(archive, styles)),
    isDate1904: /<workbookPr\s[^>]*date1904="(1|true)"/.test(xml),
  };
}

function readFormats(xml: string): readonly NumberFormat[] {
  const custom = new Map<number, string>();
  for (const [tag] of xml.matchAll(/<numFmt\s[^>]*>/g)) {
    custom.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '');
  }
  const isDate = (id: number): boolean => DATES.some(([first, last]) => id >= first && id <= last);
  const section = /<cellXfs[\s>]([\s\S]*?)<\/cellXfs>/.exec(xml)?.[1] ?? '';
  return [...section.matchAll(/<xf\s[^>]*>/g)].map(([tag]) => {
    const id = Number(attribute(tag, 'numFmtId') ?? 0);
    return readFormat(custom.get(id) ?? (isDate(id) ? 'yyyy-mm-dd' : BUILT_IN[id]));
  });
}

type Relation = { readonly id: string; readonly type: string; readonly part: string };

function relations(xml: string, folder: string): Relation[] {
  return [...xml.matchAll(/<Relationship\s[^>]*>/g)].map(([tag]) => {
    const target = attribute(tag, 'Target') ?? '';
    const part = target.startsWith('/') ? target.slice(1) : folder + target;
    return { id: attribute(tag, 'Id') ?? '', type: attribute(tag, 'Type') ?? '', part: part.replace(/[^/]+\/\.\.\//g, '') };
  });
}
