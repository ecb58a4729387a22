/**
 * 提示单, 交办单, 催办单, 责令书 on paper: title, number, 主送, what it is about and by when, 署名 and date, and at the foot the 回执 that comes back.
 * Facts in, words out.
 */
import { type NoticeKind, noticeName } from '../notices/kinds.ts';
import { DEMO_SOURCE } from '../text.ts';
import { column, type DocumentBlock, type PlainPaper } from './document.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';

type NoticeFacts = {
  readonly kind: NoticeKind;
  /** 催办〔2018〕1号; null before 签发. */
  readonly number: string | null;
  readonly organisationName: string;
  readonly source: string;
  readonly matter: string;
  readonly basis: string;
  readonly requirement: string;
  /** 完成时限 of the item it is about, '2018-03-30'. */
  readonly deadline: string | null;
  /** Last day to reply; of a draft perhaps not said yet. */
  readonly dueOn: string | null;
  /** Working days to reply in by the rule, for a draft that does not name the day. */
  readonly usualDays: number;
  readonly signedBy: string;
  readonly issuedOn: string | null;
  readonly previousNumber: string | null;
  readonly receivedBy: string;
  readonly receivedOn: string | null;
  readonly reply: string;
  readonly isDemo: boolean;
};
export type NoticePaperFacts = {
  readonly issuer: string;
  readonly notices: readonly [NoticeFacts, ...NoticeFacts[]];
};

/** Composes one paper for each notice, in the order given. */
export function composeNoticePapers({ issuer, notices }: NoticePaperFacts): readonly [PlainPaper, ...PlainPaper[]] {
  const [first, ...others] = notices;
  return [paper(issuer, first), ...others.map((notice) => paper(issuer, notice))];
}

const OPENING: Readonly<Record<NoticeKind, string>> = {
  tip: '现将有关事项提示如下，请认真研究落实。',
  assign: '现将下列事项交由你单位承办，请按要求抓好落实。',
  urge: '你单位承办的下列事项需要加快办理，现予催办。',
  order: '你单位承办的下列事项未按要求办理，现责令限期整改。',
};

function paper(issuer: string, notice: NoticeFacts): PlainPaper {
  const { kind, number, organisationName, issuedOn } = notice;
  const name = noticeName[kind];
  return {
    name: number === null ? `${name}（待签发）` : `${name} ${number}`,
    title: [name],
    number: number ?? `${name.slice(0, 2)}〔　　〕${kind === 'order' ? '第　　期' : '　　号'}`,
    addressee: organisationName,
    sections: [{ id: 'text', title: null, blocks: [...paragraphs([words`${{ text: OPENING[kind] }}`]), facts(notice)] }],
    signature: { issuer, date: officialDate(issuedOn) },
    datedOn: issuedOn,
    running: `${organisationName} ${number ?? name}`,
    marks: [...(notice.isDemo ? [DEMO_SOURCE] : []), ...(number === null ? ['待签发'] : [])],
    receipt: receipt(notice),
  };
}

/** By when the reply is wanted: 2018年2月13日前, or of a draft 自下发之日起5个工作日内. */
const dueWords = ({ dueOn, usualDays }: NoticeFacts): string =>
  dueOn === null ? `自下发之日起${usualDays}个工作日内` : `${officialDate(dueOn)}前`;

function facts(notice: NoticeFacts): DocumentBlock {
  const { source, matter, previousNumber, basis, requirement, deadline, signedBy } = notice;
  const rows: readonly (readonly [string, string])[] = [
    ['事项', matter],
    ['来源文件', source],
    ['前次文书', previousNumber ?? ''],
    ['缘由', basis],
    ['要求', requirement],
    ['完成时限', deadline === null ? '' : officialDate(deadline)],
    ['反馈时限', dueWords(notice)],
    ['签发人', signedBy],
  ];
  return {
    kind: 'table',
    table: {
      columns: [column('项目', 22), column('内容', 134, 'left')],
      rows: rows.filter(([, text]) => text !== ''),
    },
  };
}

/** What comes back: who took it and when, and what was done. Filled in as far as it is known. */
function receipt(notice: NoticeFacts): readonly DocumentBlock[] {
  const { kind, number, organisationName, receivedBy, receivedOn, reply } = notice;
  return [
    ...paragraphs([
      [
        { text: '回执', bold: true },
        ...words`：${number ?? noticeName[kind]}收悉。请${{ text: dueWords(notice) }}将本回执连同反馈材料一并报送。`,
      ],
    ]),
    {
      kind: 'table',
      table: {
        isWhole: true,
        columns: [column('签收单位', 38), column('签收人', 24), column('签收日期', 44), column('反馈情况', 50, 'left')],
        rows: [[organisationName, receivedBy, officialDate(receivedOn), reply]],
      },
    },
  ];
}
