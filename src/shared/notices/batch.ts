/**
 * 补录: a list of notices that were issued on paper, pasted from a sheet, one a line with the columns 种类 下发日 承办单位 事项 签发人 办结日 (the last
 * may be empty). A heading line is passed over. Every line that cannot be taken is said with its number.
 */
import { isDay } from '../calendar.ts';
import { NOTICE_KINDS, type NoticeKind, noticeName } from './kinds.ts';

type BatchRow = {
  readonly line: number;
  readonly kind: NoticeKind;
  readonly issuedOn: string;
  readonly organisation: string;
  readonly organisationName: string;
  readonly matter: string;
  readonly signedBy: string;
  readonly settledOn: string | null;
};
type BatchProblem = { readonly line: number; readonly words: string };
export type Batch = { readonly rows: readonly BatchRow[]; readonly problems: readonly BatchProblem[] };

type Unit = { readonly code: string; readonly name: string; readonly shortName: string; readonly aliases: readonly string[] };

const LONGEST = 120;

/**
 * @param units whom a notice may be sent to
 * @param today nothing was issued or 办结 after it
 */
export function readBatch(text: string, units: readonly Unit[], today: string): Batch {
  const rows: BatchRow[] = [];
  const problems: BatchProblem[] = [];
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const cells = content.split('\t').map((cell) => cell.trim());
    if (cells.every((cell) => cell === '') || cells[0] === '种类') continue;
    const row = readLine(cells, index + 1, units, today);
    if (typeof row === 'string') problems.push({ line: index + 1, words: row });
    else rows.push(row);
  }
  return { rows, problems };
}

/** The row, or what is wrong with it. */
function readLine(cells: readonly string[], line: number, units: readonly Unit[], today: string): BatchRow | string {
  const [kindText = '', issuedText = '', unitText = '', matter = '', signedBy = '', settledText = ''] = cells;
  if (cells.length < 5)
    return `只有 ${cells.length} 列，应有种类、下发日、承办单位、事项、签发人、办结日，各列用制表符隔开（从表格里复制）`;
  const kind = NOTICE_KINDS.find((one) => noticeName[one] === kindText);
  if (!kind) return `种类“${kindText}”应是提示单、交办单、催办单、责令书之一`;
  const issuedOn = readDay(issuedText);
  if (issuedOn === null) return `下发日“${issuedText}”应写成 2017-06-03，并且确有这一天`;
  if (issuedOn > today) return `下发日“${issuedText}”还没有到`;
  const unit = units.find(({ name, shortName, aliases }) => [name, shortName, ...aliases].includes(unitText));
  if (!unit) return `没有名为“${unitText}”的单位`;
  if ([...matter].length < 2) return '没有写明事项';
  if ([...matter].length > LONGEST) return `事项超过 ${LONGEST} 个字`;
  if (signedBy === '') return '没有写明签发人';
  const settledOn = settledText === '' ? null : readDay(settledText);
  if (settledText !== '' && settledOn === null) return `办结日“${settledText}”应写成 2017-06-30，并且确有这一天`;
  if (settledOn !== null && settledOn < issuedOn) return `办结日“${settledText}”早于下发日`;
  if (settledOn !== null && settledOn > today) return `办结日“${settledText}”还没有到`;
  return { line, kind, issuedOn, organisation: unit.code, organisationName: unit.name, matter, signedBy, settledOn };
}

/** 2017-06-03, 2017/6/3, 2017.6.3, 2017年6月3日. */
function readDay(text: string): string | null {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.normalize('NFKC').replace(/\s/g, ''));
  if (!parts) return null;
  const day = `${parts[1]}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[3] ?? '').padStart(2, '0')}`;
  return isDay(day) ? day : null;
}
