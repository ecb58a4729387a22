/** A bulletin of four districts, and what it says as a reader sees it. */
import { composeBulletin } from '../../src/shared/bulletin/compose.ts';
import { type DocumentBlock, numbered, type PaperDocument, type Section } from '../../src/shared/bulletin/document.ts';
import type { BulletinFacts, RankRecord } from '../../src/shared/bulletin/facts.ts';
import { blocks, evaluateList, listFacts, office, SEAL, type Values } from './fixture.ts';

export const FOUR = [
  ['ZD', '张店区'],
  ['ZC', '淄川区'],
  ['BS', '博山区'],
  ['HT', '桓台县'],
] as const;

/** Body and annexes as a reader sees them, a line a block. */
export function said(document: PaperDocument): readonly string[] {
  return [...numbered(document.sections), ...document.annexes.flatMap((annex) => [...annex.blocks])].map(sayBlock);
}
export function sayBlock(block: DocumentBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${block.number ?? ''}${block.text}`;
    case 'paragraph':
      return `${block.lead?.number ?? ''}${block.lead?.text ?? ''}${block.runs.map((run) => run.text).join('')}`;
    case 'table':
      return `[表 ${block.caption}] ${block.table.rows.map((row) => row.join(' ')).join(' / ')}${block.note ? ` ${block.note}` : ''}`;
    case 'chart':
      return `[图 ${block.caption}]`;
    case 'code':
      return block.text;
  }
}
export const section = (document: PaperDocument, id: string): readonly string[] => {
  const found = document.sections.find((one) => one.id === id);
  return found ? numbered([{ ...found, title: null } satisfies Section]).map(sayBlock) : [];
};

type Options = {
  readonly values?: Values;
  readonly usual?: string;
  readonly previousRanks?: Record<string, number>;
  readonly history?: Readonly<Record<string, readonly RankRecord[]>>;
  readonly facts?: Partial<BulletinFacts>;
  readonly organisations?: readonly (readonly [string, string])[];
};
export function small(options: Options = {}): PaperDocument {
  const { values, usual, previousRanks, history = {}, facts = {}, organisations = FOUR } = options;
  const evaluation = evaluateList('district', organisations, {
    ...(values ? { values } : {}),
    ...(usual ? { usual } : {}),
    ...(previousRanks ? { previousRanks } : {}),
  });
  return composeBulletin({
    period: '2018-02',
    edition: '内部版',
    office,
    blocks,
    districts: listFacts(evaluation, history),
    groups: null,
    indicatorTables: [],
    work: null,
    isDemo: false,
    seal: SEAL,
    isOneClerk: false,
    ...facts,
  });
}

/** All base lines of a unit at one level. */
export const level = (value: string, change: Record<string, string> = {}): Record<string, string> => ({
  ...Object.fromEntries(
    ['A1', 'A2', 'A3', 'A4', 'A5', 'B1', 'B2', 'B3', 'C1', 'C2', 'C3', 'C4', 'D1', 'D2', 'D3'].map((code) => [code, value]),
  ),
  ...change,
});
