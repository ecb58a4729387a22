/** The sheet 单位 (编码 名称 类别 上级 起 止): new and changed units. */
import type { KnownOrganisation, OrganisationDraft } from './draft.ts';
import type { Findings } from './findings.ts';
import type { Table } from './headings.ts';
import { cellName, type SheetMatrix } from './matrix.ts';
import { codeKey, nameKey } from './name-key.ts';
import { freeAliases, isNewAmong, isSame, merged, type ReadRecord, rejection, sameCode } from './record-identity.ts';
import { fitsLengths, type RecordRow, readAliases, readMonth, recordRows } from './record-rows.ts';
import type { Rejected } from './resolve.ts';

type Kind = KnownOrganisation['kind'];
type Row = RecordRow<'organisations'>;
type Read = ReadRecord<KnownOrganisation> & { readonly record: Row };

/** Words for 类别, with the ranking group that the finer ones imply (types.ts: 县区组 / 功能区组). */
const KINDS: readonly (readonly [RegExp, Kind, string])[] = [
  [/^(?:区县|县区|区\/县|district)$/, 'district', ''],
  [/^(?:区|县|市辖区|县级市)$/, 'district', '县区组'],
  [/^(?:功能区|开发区|园区)$/, 'district', '功能区组'],
  [/^(?:市?专项小组|专项组|小组|specialgroup|special_group)$/, 'specialGroup', ''],
  [/^(?:部门|市直部门|市直单位|市直|department)$/, 'department', ''],
  [/^(?:全市|市|市级|city)$/, 'city', ''],
];
const LENGTHS = { code: 40, name: 60, shortName: 20, group: 20 };
const KEPT = ['name', 'shortName', 'kind', 'groupName', 'parentCode', 'validFrom', 'validTo'] as const;

/**
 * Reads all 单位 tables of a file against the units already known.
 * Columns that are not there leave what is stored; other spellings are added to, never taken away, since remembered choices live there.
 */
export function readOrganisations(
  tables: readonly { readonly sheet: SheetMatrix; readonly table: Table<'organisations'> }[],
  known: readonly KnownOrganisation[],
  findings: Findings,
): { readonly drafts: readonly OrganisationDraft[]; readonly rejected: readonly Rejected[] } {
  const rejected: Rejected[] = [];
  const reads: Read[] = [];
  for (const { sheet, table } of tables) {
    for (const record of recordRows(sheet, table, findings)) {
      const read = readRow(record, known, findings);
      if (read === null || !isNewAmong(read, reads, known, findings)) rejected.push(rejection(record, record.place('code')));
      else reads.push(read);
    }
  }
  const all = merged(known, reads);
  const drafts: OrganisationDraft[] = [];
  for (const read of reads) {
    const { item, record } = read;
    const parentCode = record.text('parent') === '' ? item.parentCode : findParent(item, all, record, findings);
    if (parentCode === undefined) {
      rejected.push(rejection(record, record.place('code')));
      continue;
    }
    const complete = { ...item, parentCode, aliases: freeAliases(read, all, findings) };
    const before = known.find((other) => sameCode(other, item));
    if (before && isSame(before, complete, KEPT)) continue;
    const { sheet, row = 0, column = 0 } = record.place('code');
    drafts.push({ ...complete, change: before ? 'changed' : 'new', sheet, cell: cellName(row, column) });
  }
  return { drafts, rejected };
}

function readRow(record: Row, known: readonly KnownOrganisation[], findings: Findings): Read | null {
  const text = record.text;
  let isGood = fitsLengths('organisations', record, LENGTHS, findings);
  for (const [heading, word] of [
    ['code', '编码'],
    ['name', '名称'],
    ['kind', '类别'],
  ] as const) {
    if (text(heading) !== '') continue;
    isGood = false;
    findings.error('record.missing', record.place(heading), `缺${word}，请填写。`);
  }
  const kind = KINDS.find(([pattern]) => pattern.test(text('kind').toLowerCase()));
  if (!kind && text('kind') !== '') {
    isGood = false;
    findings.error(
      'record.kind',
      record.place('kind'),
      `“${text('kind')}”不是单位类别，请填 区县、专项小组、部门 或 全市。`,
      text('kind'),
    );
  }
  const from = readMonth(text('from'), 'from', record.place('from'), findings);
  const to = readMonth(text('to'), 'to', record.place('to'), findings);
  if (from && to && to < from) {
    isGood = false;
    findings.error('record.ends', record.place('to'), `止（${to}）早于起（${from}），请核对。`, text('to'));
  }
  if (!isGood || !kind || from === undefined || to === undefined) return null;
  const before = known.find((unit) => codeKey(unit.code) === codeKey(text('code')));
  const name = text('name');
  const oldNames = before ? [...before.aliases, ...(nameKey(before.name) === nameKey(name) ? [] : [before.name])] : [];
  const item: KnownOrganisation = {
    code: before?.code ?? text('code'),
    name,
    shortName: text('shortName') || (before?.shortName ?? ''),
    kind: kind[1],
    groupName: text('group') || kind[2] || (before?.groupName ?? ''),
    parentCode: record.has('parent') ? null : (before?.parentCode ?? null),
    validFrom: record.has('from') ? from : (before?.validFrom ?? null),
    validTo: record.has('to') ? to : (before?.validTo ?? null),
    aliases: readAliases([...oldNames, text('aliases')].join('、'), name),
  };
  return { item, row: record.row, place: record.place, record };
}

function findParent(
  unit: KnownOrganisation,
  all: readonly KnownOrganisation[],
  record: Row,
  findings: Findings,
): string | null | undefined {
  const text = record.text('parent');
  if (/^[-—–/]+$|^无$/.test(text)) return null;
  const parent = all.find((other) => codeKey(other.code) === codeKey(text) || nameKey(other.name) === nameKey(text));
  if (!parent) {
    findings.error('record.parent', record.place('parent'), `没有编码或名称为“${text}”的上级，请先建立它，或改正。`, text);
    return undefined;
  }
  if (sameCode(parent, unit)) {
    findings.error('record.parent', record.place('parent'), `“${unit.name}”的上级是它自己，请改正或留空。`, text);
    return undefined;
  }
  return parent.code;
}
