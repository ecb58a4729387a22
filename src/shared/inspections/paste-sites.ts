/** 点位 pasted from a sheet: one a line, cells apart by tabs; a heading line says which column is which. */
import type { Site } from '../contract/inspection-draws.ts';
import { BLOCKS, codesOf, LEVELS } from './words.ts';

type Unit = { readonly code: string; readonly name: string };
export type PastedSites = { readonly sites: readonly Site[]; readonly problems: readonly string[] };

/** What a column may be called; without a heading line the columns stand in this order. */
const HEADINGS = {
  code: ['编码', '编号', '点位编码', '点位编号', '代码'],
  name: ['点位', '点位名称', '名称'],
  unit: ['单位', '所属单位', '责任单位', '区县', '单位名称'],
  level: ['级别', '层级', '点位级别'],
  block: ['内容', '督察内容', '类别'],
  address: ['地址', '点位地址'],
  contact: ['联系人', '联系方式', '联系人及电话', '联系电话'],
} as const;
type Column = keyof typeof HEADINGS;
const COLUMNS = Object.keys(HEADINGS) as readonly Column[];

const OPTIONAL: readonly Column[] = ['address', 'contact'];

/** Which column stands where, if a line is a heading line: it names the site and the unit, and nothing in it is anything else twice. */
function headingOf(cells: readonly string[]): Readonly<Partial<Record<Column, number>>> | null {
  const bare = cells.map((cell) => cell.replace(/[\s*（）()：:]/g, ''));
  const places = Object.fromEntries(
    COLUMNS.flatMap((column) => {
      const at = bare.findIndex((cell) => (HEADINGS[column] as readonly string[]).includes(cell));
      return at < 0 ? [] : [[column, at]];
    }),
  ) as Partial<Record<Column, number>>;
  if (places.name === undefined || places.unit === undefined) return null;
  // A heading that stops short leaves the last columns where they always stand.
  const rest = COLUMNS.flatMap((column, at) =>
    OPTIONAL.includes(column) && places[column] === undefined && at >= cells.length ? [[column, at] as const] : [],
  );
  return { ...places, ...Object.fromEntries(rest) };
}

/**
 * Reads what was pasted. Lines before the heading line (a title, an empty line) are passed over. A line that cannot be read is named with what is
 * wrong; nothing is guessed.
 */
export function readPastedSites(text: string, units: readonly Unit[]): PastedSites {
  const lines = text.split(/\r?\n/).map((line) => line.split('\t').map((cell) => cell.normalize('NFKC').trim()));
  const head = lines.findIndex((cells) => headingOf(cells) !== null);
  const places = headingOf(lines[head] ?? []) ?? Object.fromEntries(COLUMNS.map((column, at) => [column, at]));
  const missing = (['code', 'level', 'block'] as const).filter((column) => places[column] === undefined);
  if (missing.length > 0) {
    return { sites: [], problems: [`表头里没有“${missing.map((column) => HEADINGS[column][0]).join('”“')}”，请补上这一列`] };
  }
  const sites: Site[] = [];
  const problems: string[] = [];
  const seen = new Set<string>();
  lines.forEach((cells, index) => {
    if (index <= head || cells.every((cell) => cell === '')) return;
    const cell = (column: Column): string => cells[places[column] ?? -1] ?? '';
    const [code, name] = [cell('code'), cell('name')];
    const unit = units.find((one) => one.name === cell('unit') || one.code === cell('unit'));
    const level = codesOf(LEVELS).find((one) => LEVELS[one] === cell('level'));
    const block = codesOf(BLOCKS).find((one) => BLOCKS[one] === cell('block'));
    const wrong =
      code === ''
        ? '没有编码'
        : seen.has(code)
          ? `编码 ${code} 重复`
          : name === ''
            ? '没有点位名称'
            : !unit
              ? `没有名为“${cell('unit')}”的单位`
              : !level
                ? `级别“${cell('level')}”应是${Object.values(LEVELS).join('、')}之一`
                : !block
                  ? `内容“${cell('block')}”应是${Object.values(BLOCKS).join('、')}之一`
                  : null;
    seen.add(code);
    if (wrong !== null || !unit || !level || !block) problems.push(`第 ${index + 1} 行：${wrong}`);
    else {
      sites.push({
        code,
        name,
        organisation: unit.code,
        level,
        block,
        address: cell('address'),
        contact: cell('contact'),
        isActive: true,
      });
    }
  });
  return { sites, problems };
}
