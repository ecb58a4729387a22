/** 发文登记簿 as a paper: every number that was given, in the order of the numbers, with what the kept file can be known by. Facts in, words out. */
import { shortHash } from '../claims/evidence.ts';
import type { NumberRow, SignedBulletin } from '../contract/bulletins.ts';
import { column, type PlainPaper, type Table } from './document.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';
import { NONE } from './tables.ts';

export type RegisterPaperFacts = {
  readonly issuer: string;
  /** '2018-03-08' */
  readonly today: string;
  readonly marks: readonly string[];
  /** At least one number is in either of them. */
  readonly signed: readonly SignedBulletin[];
  readonly elsewhere: readonly NumberRow[];
};

/** 〔2018〕2号 as something to put in order. @returns year and serial in one number; 0 of a text that is no number of a paper */
export function orderOf(number: string): number {
  const [, year = '0', serial = '0'] = /〔(\d+)〕(\d+)号/.exec(number) ?? [];
  return Number(year) * 10_000 + Number(serial);
}

/** Composes the register as it stands today. */
export function composeRegisterPaper({ issuer, today, marks, signed, elsewhere }: RegisterPaperFacts): PlainPaper {
  const title = '发文登记簿';
  const others = elsewhere.length === 0 ? [] : words`，用于其他文件的文号${elsewhere.length}个`;
  return {
    name: `${title}（截至${officialDate(today)}）`,
    title: [title],
    running: title,
    signature: { issuer, date: officialDate(today) },
    datedOn: today,
    marks,
    sections: [
      {
        id: 'register',
        title: null,
        blocks: [
          ...paragraphs([words`截至${officialDate(today)}，共签发通报${signed.length}份${others}，登记如下：`]),
          {
            kind: 'table',
            table: registerTable(signed, elsewhere),
            note: '注：份数为存档的文件份数（PDF、套打 PDF、Word 文稿）；校验码为存档 PDF 文件 SHA-256 值的前8位。',
          },
        ],
      },
    ],
  };
}

function registerTable(signed: readonly SignedBulletin[], elsewhere: readonly NumberRow[]): Table {
  const rows = [
    ...signed.map((one) => ({ number: one.number, cells: signedCells(one) })),
    ...elsewhere.map(({ number, usedFor }) => ({
      number,
      cells: [`其他文件：${usedFor}`, ...Array.from({ length: 6 }, () => NONE)],
    })),
  ].sort((a, b) => orderOf(a.number) - orderOf(b.number));
  return {
    size: 'dense',
    columns: [
      column('序号', 10),
      column('文号', 22, 'left'),
      column('标题', 38, 'left'),
      column('版本', 14),
      column('成文日期', 25),
      column('签发人', 15),
      column('页数', 10),
      column('份数', 10),
      column('校验码', 20),
    ],
    rows: rows.map(({ number, cells }, index) => [String(index + 1), number, ...cells]),
  };
}

function signedCells({
  title,
  edition,
  signedOn,
  signedBy,
  pages,
  files,
  correctsNumber,
  correctedBy,
}: SignedBulletin): readonly string[] {
  const kept = files.filter(({ form }) => form !== 'content');
  const printed = files.find(({ form }) => form === 'full');
  const chain = [
    correctsNumber === null ? '' : `更正${correctsNumber}`,
    correctedBy.length === 0 ? '' : `已由${correctedBy.join('、')}更正`,
  ].filter((said) => said !== '');
  return [
    `${title}${chain.length === 0 ? '' : `（${chain.join('，')}）`}`,
    edition,
    officialDate(signedOn),
    signedBy,
    String(pages),
    String(kept.length),
    printed ? shortHash(printed.sha256) : NONE,
  ];
}
