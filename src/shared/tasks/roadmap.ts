/**
 * The office's own 路线图、时间表 → items of the ledger. Its tables are known by their headings, in whatever order and words the office uses;
 * everything that cannot be read is told at its cell, and nothing is written here.
 */
import type { KnownOrganisation, Problem } from '../sheets/draft.ts';
import { createFindings, type Findings } from '../sheets/findings.ts';
import { isBlankRow, type SheetMatrix } from '../sheets/matrix.ts';
import { nameKey } from '../sheets/name-key.ts';
import { createMatcher, type NameMatcher } from '../sheets/names.ts';
import { type DueDate, isOpenEnded, readDueDates } from './due-dates.ts';
import { groupsOf, type Heading, headingName, type Line, linesOf, REQUIRED, tableOf } from './roadmap-table.ts';

/** As the ledger keeps them. */
const LIMITS: Readonly<Partial<Record<Heading, number>>> = {
  number: 20,
  title: 120,
  field: 40,
  leader: 40,
  claimedBy: 40,
  supporting: 400,
  measures: 1000,
  outcome: 200,
  documentNumber: 120,
  site: 120,
};

export type RoadmapContext = {
  readonly year: string;
  readonly organisations: readonly KnownOrganisation[];
  /** Items the year has already. */
  readonly known: readonly { readonly number: string; readonly title: string }[];
};

type RoadmapItem = {
  readonly number: string;
  /** Number of the item it stands under. */
  readonly parent: string | null;
  readonly kind: 'task' | 'document';
  readonly title: string;
  readonly field: string;
  readonly leader: string;
  readonly claimedBy: string;
  /** Code. */
  readonly organisation: string;
  readonly supporting: string;
  readonly measures: string;
  readonly outcome: string;
  readonly documentNumber: string;
  readonly site: string;
  readonly startsOn: string;
  readonly deadline: string;
  readonly nodes: readonly { readonly title: string; readonly dueOn: string }[];
  readonly isKnown: boolean;
};

export type RoadmapDraft = {
  readonly items: readonly RoadmapItem[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
};

/** Reads every table of a file. */
export function readRoadmap(sheets: readonly SheetMatrix[], context: RoadmapContext): RoadmapDraft {
  const findings = createFindings();
  const visible = sheets.filter((sheet) => !sheet.hidden && sheet.cells.some((_, row) => !isBlankRow(sheet, row)));
  const found = visible.flatMap((sheet) => tableOf(sheet, findings) ?? []);
  const tables = found.filter((table) => table !== 'incomplete');
  if (visible.length === 0) findings.error('file.empty', { sheet: '' }, '文件里没有内容，请检查是否选对了文件。');
  else if (found.length === 0) {
    const asked = REQUIRED.map((heading) => `“${headingName(heading)}”`).join('、');
    findings.error('file.unrecognised', { sheet: '' }, `认不出文件里的路线图。表头至少要有${asked}，请补上表头后重新导入。`);
  }
  const items = itemsOf(
    tables.flatMap((table) => groupsOf(linesOf(table, findings))),
    context,
    findings,
  );
  const { problems, notes } = findings.finish(sheets.map(({ name }) => name));
  return { items, problems, notes };
}

function itemsOf(groups: readonly (readonly Line[])[], context: RoadmapContext, findings: Findings): readonly RoadmapItem[] {
  const units = createMatcher(context.organisations, { kind: 'organisation' });
  const numbers = new Set(context.known.map(({ number }) => number));
  const items: RoadmapItem[] = [];
  for (const group of groups) {
    const item = itemOf(group, context, units, findings);
    if (item === null) continue;
    const known = context.known.find(({ title }) => nameKey(title) === nameKey(item.title));
    if (known) {
      items.push({ ...item, number: known.number, isKnown: true });
      continue;
    }
    const number = freeNumber(item.number, numbers);
    const [first] = group;
    if (first && item.number !== '' && number !== item.number) {
      findings.warn(
        'record.duplicateCode',
        placeOf(first, 'number'),
        `编号 ${item.number} 已经用过，改编为 ${number}。要用别的编号请改后重新导入。`,
        item.number,
      );
    }
    numbers.add(number);
    items.push({ ...item, number });
  }
  return withParents(items);
}

/** Its own number when nobody has it, else the next that is free. */
function freeNumber(wanted: string, taken: ReadonlySet<string>): string {
  if (wanted !== '' && !taken.has(wanted)) return wanted;
  let next = 1;
  while (taken.has(String(next))) next += 1;
  // After the highest one rather than into a gap: a gap is an item that was struck out.
  for (const number of taken) if (/^\d{1,6}$/.test(number)) next = Math.max(next, Number(number) + 1);
  return String(next);
}

/** 3.1 and 3-1 stand under 3, where there is a 3. */
function withParents(items: readonly RoadmapItem[]): readonly RoadmapItem[] {
  const numbers = new Set(items.map(({ number }) => number));
  return items.map((item) => {
    const above = /^(.+)[.\-–—．][^.\-–—．]+$/.exec(item.number)?.[1];
    return above !== undefined && numbers.has(above) ? { ...item, parent: above } : item;
  });
}

const placeOf = ({ sheet, row, column }: Line, heading: Heading) => {
  const at = column(heading);
  return { sheet: sheet.name, row, ...(at === undefined ? {} : { column: at }) };
};

function itemOf(
  group: readonly Line[],
  { year }: RoadmapContext,
  units: NameMatcher<KnownOrganisation>,
  findings: Findings,
): RoadmapItem | null {
  const [first] = group;
  if (!first) return null;
  const all = (heading: Heading): string =>
    [...new Set(group.map((line) => line.text(heading)))].filter((text) => text !== '').join('\n');
  const oneLine = (heading: Heading): string => all(heading).replaceAll('\n', heading === 'supporting' ? '、' : '');
  const title = oneLine('title');
  if (title === '') {
    findings.error('record.missing', placeOf(first, 'title'), `没有写${headingName('title')}，请补上或删去这一行。`);
    return null;
  }
  const lead = leadUnit(first, units, findings);
  const dates = datesOf(group, year, findings);
  const start = startOf(first, year, findings);
  const field = oneLine('field') === '' ? first.section : oneLine('field');
  const texts = {
    number: first
      .text('number')
      .replace(/[、.．]$/, '')
      .replace(/^[（(](.+)[）)]$/, '$1'),
    title,
    field,
    leader: oneLine('leader').replace(/\s+/g, ' '),
    claimedBy: oneLine('claimedBy'),
    supporting: [lead?.others ?? '', oneLine('supporting')].filter((text) => text !== '').join('、'),
    // A line with several dates is kept as it was written: the words of the last one have no node of their own.
    measures: [all('measures'), dates && dates.length > 1 ? `时限：${all('deadline')}` : '']
      .filter((text) => text !== '')
      .join('\n'),
    outcome: oneLine('outcome'),
    documentNumber: oneLine('documentNumber'),
    site: oneLine('site'),
  };
  const fits = (Object.keys(LIMITS) as (keyof typeof texts)[]).map((heading) => {
    const most = LIMITS[heading] ?? 0;
    const { length } = texts[heading];
    if (length > most) {
      findings.error(
        'record.tooLong',
        placeOf(first, heading),
        `${headingName(heading)}有 ${length} 个字，不能超过 ${most} 个，请缩短。`,
      );
    }
    return length <= most;
  });
  const last = dates?.at(-1);
  if (lead === null || dates === null || last === undefined || start === null || fits.includes(false)) return null;
  const startsOn = start === '' || start > last.dueOn ? earlier(`${year}-01-01`, last.dueOn) : start;
  return {
    ...texts,
    parent: null,
    kind: /配套|文件/.test(first.text('kind')) ? 'document' : 'task',
    organisation: lead.code,
    startsOn,
    deadline: last.dueOn,
    nodes: dates
      .slice(0, -1)
      .map(({ dueOn, words }, index) => ({ dueOn, title: (words || `第 ${index + 1} 个节点`).slice(0, 80) })),
    isKnown: false,
  };
}

const earlier = (a: string, b: string): string => (a < b ? a : b);

/** The unit that answers for an item is the first one named; the others work with it. */
function leadUnit(
  line: Line,
  units: NameMatcher<KnownOrganisation>,
  findings: Findings,
): { readonly code: string; readonly others: string } | null {
  const text = line.text('unit').replaceAll('\n', '、');
  const place = placeOf(line, 'unit');
  if (text === '') {
    findings.error('organisation.missing', place, `没有写${headingName('unit')}，请补上。`);
    return null;
  }
  const [whole] = units.levels(text)[0] ?? [];
  if (whole) return { code: whole.code, others: '' };
  const [name = '', ...others] = text
    .replace(/^牵头(?:单位)?[:：]/, '')
    .split(/[、，,;；\s]+|配合(?:单位)?[:：]|(?<=[)）])/)
    .map((part) => part.replace(/[(（](?:牵头|负责)[)）]$/, '').trim())
    .filter((part) => part !== '');
  const found = units.levels(name)[0] ?? [];
  const [unit] = found;
  if (unit && found.length === 1) return { code: unit.code, others: others.join('、') };
  const near = units.candidates(name).slice(0, 3);
  const hint = near.length === 0 ? '' : `最接近的是${near.map((one) => `“${one.name}”`).join('、')}。`;
  findings.error(
    'organisation.unknown',
    place,
    `“${name}”不在单位名单里，${hint}请改成名单里的名称，或先在“系统 › 单位”中建立。`,
    name,
  );
  return null;
}

/** All dates of an item, in order of time; null after saying what is wrong. */
function datesOf(group: readonly Line[], year: string, findings: Findings): readonly DueDate[] | null {
  const dates: DueDate[] = [];
  const seen = new Set<string>();
  for (const line of group) {
    const text = line.text('deadline');
    const place = placeOf(line, 'deadline');
    // A date merged over several lines is one date.
    if (text === '' || seen.has(text)) continue;
    seen.add(text);
    const found = readDueDates(text, year);
    if (found.length === 0 && isOpenEnded(text)) {
      findings.warn('period.invalid', place, `“${text}”没有写日期，按${year}年12月31日读入。`, text);
      dates.push({ dueOn: `${year}-12-31`, words: '' });
    } else if (found.length === 0) {
      findings.error('period.invalid', place, `“${text}”读不出日期，请写成 ${year}-06-30、6月底前、第二季度 这样的时限。`, text);
      return null;
    } else {
      const own = group.length > 1 ? line.text('measures').split('\n')[0] : '';
      dates.push(...found.map((date) => (date.words === '' && own ? { ...date, words: own } : date)));
    }
  }
  const [first] = group;
  if (dates.length === 0 && first) {
    findings.error('record.missing', placeOf(first, 'deadline'), `没有写${headingName('deadline')}，请补上。`);
    return null;
  }
  return dates.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
}

/** The day it begins; '' when the table does not say, null after saying what is wrong. A month begins with its first day. */
function startOf(line: Line, year: string, findings: Findings): string | null {
  const text = line.text('start');
  if (text === '') return '';
  const [date] = readDueDates(text, year);
  if (!date) {
    findings.error('period.invalid', placeOf(line, 'start'), `“${text}”读不出日期，请写成 ${year}-03-01 或 3月。`, text);
    return null;
  }
  return /日|[-./]\d{1,2}[-./]\d{1,2}/.test(text) ? date.dueOn : `${date.dueOn.slice(0, 7)}-01`;
}
