/** A paper as text without layout, to be pasted into a site or a 公众号; and as places, for checks that have to say where. */
import type { TextPlace } from '../publicity/sensitive.ts';
import { type DocumentBlock, numbered, type PlainPaper } from './document.ts';
import { NONE } from './tables.ts';

const INDENT = '　　';

/**
 * Title, headings and paragraphs line by line, paragraphs indented by two characters; a table becomes one line a row.
 * @param without ids of sections that are left out
 */
export function paperText(paper: PlainPaper, without: readonly string[] = []): string {
  const sections = paper.sections.filter(({ id }) => !without.includes(id));
  const { issuer, date } = paper.signature;
  return [
    ...paper.title,
    '',
    ...numbered(sections).flatMap(blockLines),
    '',
    issuer,
    ...(/\d/.test(date) ? [date] : []),
    ...paper.marks,
  ]
    .filter((line, at, all) => line !== '' || all[at - 1] !== '')
    .join('\n')
    .trimEnd();
}

function blockLines(block: DocumentBlock): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return ['', `${block.number ?? ''}${block.text}`];
    case 'paragraph':
      return [`${INDENT}${textOf(block)}`];
    case 'table':
      return [...(block.caption ? ['', block.caption] : []), ...rowLines(block), ...(block.note ? [block.note] : [])];
    case 'chart':
      return [block.caption];
    case 'code':
      return block.beside;
  }
}

export const textOf = ({ lead, runs }: Extract<DocumentBlock, { kind: 'paragraph' }>): string =>
  `${lead?.number ?? ''}${lead?.text ?? ''}${runs.map(({ text }) => text).join('')}`;

/** 张店区　改革动态：2；工作信息：1 — what is empty or nought is not read out. */
function rowLines({ table: { columns, rows } }: Extract<DocumentBlock, { kind: 'table' }>): readonly string[] {
  return rows.map((row) => {
    const cells = row.flatMap((cell, at) =>
      at === 0 || cell === '0' || cell === NONE ? [] : [`${columns[at]?.heading ?? ''}：${cell}`],
    );
    return `${INDENT}${row[0] ?? ''}${INDENT.slice(1)}${cells.join('；')}`;
  });
}

/** Every text of a paper with its place: “二、典型经验 第 2 段”, “三、条目统计 表 1 第 3 行”. */
export function textPlaces(paper: PlainPaper): readonly TextPlace[] {
  let heading = '开头';
  let paragraph = 0;
  let table = 0;
  return [
    { place: '标题', text: paper.title.join('') },
    ...numbered(paper.sections).flatMap((block): readonly TextPlace[] => {
      if (block.kind === 'heading') {
        heading = `${block.number ?? ''}${block.text}`;
        paragraph = 0;
        table = 0;
        return [{ place: heading, text: block.text }];
      }
      if (block.kind === 'paragraph') {
        paragraph += 1;
        return [{ place: `${heading} 第 ${paragraph} 段`, text: textOf(block) }];
      }
      if (block.kind !== 'table') return [];
      table += 1;
      return block.table.rows.map((row, at) => ({ place: `${heading} 表 ${table} 第 ${at + 1} 行`, text: row.join('　') }));
    }),
  ];
}
