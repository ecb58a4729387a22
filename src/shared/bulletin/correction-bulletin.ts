/**
 * 更正通报: a signed bulletin is never made again; after a 更正单 made a new version of its month, a bulletin with a number of its own says what was
 * published, what it is now, and who moves by it. Facts in, words out.
 */
import type { Correction, CorrectionEffect, Moved } from '../contract/corrections.ts';
import { formatPeriod, titlePeriod } from '../period.ts';
import { listName } from '../text.ts';
import { blocksById } from './composition.ts';
import { cellTable, movedTable, spoken } from './correction-paper.ts';
import { type Annex, boxedText, type DocumentBlock, type PaperDocument, type Run, type Section } from './document.ts';
import type { BulletinFacts } from './facts.ts';
import { divisions, rankedEntries } from './figures.ts';
import { officialDate } from './numerals.ts';
import { joined, paragraphs, words } from './phrases.ts';
import { textOf } from './plain-text.ts';
import { listsOf } from './section-overall.ts';
import { standingOf } from './standing.ts';
import { rankingTable } from './tables.ts';

export type CorrectionBulletinFacts = {
  /** The month as it is now, in the same edition. */
  readonly month: BulletinFacts;
  /** 发文字号 of the bulletin, and of the 更正通报 it had before. */
  readonly number: string;
  readonly earlier: readonly string[];
  /** The month's bulletin as it was published last, and as the office would have it from the month of today. */
  readonly published: PaperDocument;
  readonly now: PaperDocument;
  /** 更正单 signed since, the first first. */
  readonly corrections: readonly Correction[];
  readonly effect: CorrectionEffect;
};

/** Composes the 更正通报. 公开版 leaves out the figures under the scores, who asked for the change, and who speaks at the meeting. */
export function composeCorrectionBulletin(facts: CorrectionBulletinFacts): PaperDocument {
  const { month, published } = facts;
  const { office, edition } = month;
  const isInternal = edition === '内部版';
  const title = published.title.join('');
  const sections: readonly Section[] = [
    { id: 'opening', title: null, blocks: paragraphs([opening(facts, title)]) },
    ...(isInternal ? [{ id: 'cells', title: '更正的数据', blocks: facts.corrections.flatMap(cellBlocks) }] : []),
    { id: 'effect', title: '得分和名次变动', blocks: effectBlocks(facts.effect, isInternal) },
    { id: 'texts', title: '文字更正', blocks: paragraphs(changedTexts(published, facts.now)) },
    {
      id: 'closing',
      title: '其他事项',
      blocks: paragraphs([words`除上述内容外，《通报》其他内容不变；${{ text: '《通报》与本通报不一致的，以本通报为准。' }}`]),
    },
  ];
  return {
    ...published,
    name: `${titlePeriod(month.period)}全面深化改革“六个一”督察情况通报的更正通报${isInternal ? '' : '（公开版）'}`,
    title: [`关于更正${titlePeriod(month.period)}全面深化改革`, '“六个一”督察情况的通报'],
    redHead: office.redHead,
    documentNumber: office.documentNumber,
    addressee: office.addressee,
    sections: sections.filter(({ blocks }) => blocks.length > 0),
    annexes: rankAnnexes(facts, isInternal),
    signature: { issuer: office.issuer, date: officialDate(office.signedOn) },
    datedOn: office.signedOn,
    remark: isInternal ? null : '此件公开发布',
    colophon: {
      copyTo: office.copyTo === '' ? null : office.copyTo,
      issuedBy: office.issuedBy,
      issuedOn: officialDate(office.issuedOn),
    },
    ...standingOf(month),
  };
}

/** 《关于……的通报》（淄改办发〔2018〕2号，以下简称《通报》）印发后，2018年2月的考核数据有1个经复核更正，……现将更正情况通报如下： */
function opening({ month, number, earlier, corrections }: CorrectionBulletinFacts, title: string): readonly Run[] {
  const cells = corrections.reduce((sum, { cells: own }) => sum + own.length, 0);
  return [
    ...words`《${title}》（${number}，以下简称《通报》${earlier.length === 0 ? [] : words`，已由${earlier.join('、')}更正`}）印发后，`,
    ...words`${formatPeriod(month.period)}的考核数据有${cells}个经复核更正，`,
    { text: '有关得分和名次相应调整。现将更正情况通报如下：' },
  ];
}

function cellBlocks(correction: Correction): readonly DocumentBlock[] {
  const { id, askedBy, decidedBy, reason } = correction;
  const why = reason.replace(/[。；，]+$/, '');
  return [
    ...paragraphs([words`第${id}号更正单（${askedBy}提出，${decidedBy ?? ''}签批）：${why}。更正的数据如下：`], `更正单${id} `),
    { ...cellTable(correction), caption: `第${id}号更正单` } as DocumentBlock,
  ];
}

function effectBlocks({ moved, speechesGone, speechesNew }: CorrectionEffect, isInternal: boolean): readonly DocumentBlock[] {
  const lists = (['district', 'specialGroup'] as const).filter((list) => moved.some((one) => one.list === list));
  const speeches = paragraphs(
    [
      speechesGone.length === 0 || !isInternal ? [] : words`原定的${spoken(speechesGone)}取消。`,
      speechesNew.length === 0 || !isInternal ? [] : words`增加${spoken(speechesNew)}。`,
    ],
    '发言',
  );
  if (lists.length === 0) return [...paragraphs([words`各单位的得分和名次没有变动。`]), ...speeches];
  return [
    ...lists.flatMap((list): readonly DocumentBlock[] => {
      const own = moved.filter((one) => one.list === list);
      return [
        ...paragraphs([rankWords(own, listName[list])], listName[list]),
        { ...movedTable(moved, list, false), caption: `${listName[list]}得分和名次变动表` } as DocumentBlock,
      ];
    }),
    ...speeches,
  ];
}

/** 2个区县的得分或名次有变动：周村区由第11位升至第10位，博山区由第10位降至第11位。 */
function rankWords(moved: readonly Moved[], unit: string): readonly Run[] {
  const each = moved.flatMap(({ name, rankBefore, rankAfter }) => {
    if (rankBefore === rankAfter || rankBefore === null || rankAfter === null) return [];
    return [words`${name}由第${rankBefore}位${{ text: rankBefore > rankAfter ? '升至' : '降至' }}第${rankAfter}位`];
  });
  const head = words`${moved.length}个${{ text: unit }}的得分或名次有变动`;
  return each.length === 0
    ? [...head, { text: '，名次都没有变。' }]
    : [...head, { text: '：' }, ...joined(each, '，'), { text: '。' }];
}

/** Sentences that say something else now: “……”更正为“……”; one that is gone or new is said as that. Tables are in the annex. */
function changedTexts(published: PaperDocument, now: PaperDocument): readonly (readonly Run[])[] {
  const after = new Map(now.sections.map((section) => [section.id, blocksById(section.id, section.blocks)]));
  return published.sections.flatMap((section) => {
    const old = blocksById(section.id, section.blocks);
    const fresh = after.get(section.id) ?? new Map<string, DocumentBlock>();
    const place = section.title === null ? [] : words`“${{ text: section.title }}”部分，`;
    return [
      ...[...old].flatMap(([id, block]) => {
        const before = saidIn(block);
        if (before === null) return [];
        const next = fresh.get(id);
        const after = next ? saidIn(next) : null;
        if (after === null) return [[...place, ...words`删去${quoted(before)}`]];
        return after === before ? [] : [[...place, ...words`“${before}”更正为${quoted(after)}`]];
      }),
      ...[...fresh].flatMap(([id, block]) => {
        const said = saidIn(block);
        return said === null || old.has(id) ? [] : [[...place, ...words`增加${quoted(said)}`]];
      }),
    ];
  });
}

/** What a block says in words: a paragraph, a boxed note. Null of tables and charts. */
function saidIn(block: DocumentBlock): string | null {
  if (block.kind === 'paragraph') return textOf(block);
  return block.kind === 'table' ? boxedText(block.table) : null;
}

/** A quoted sentence that ends the one it stands in: its own full stop is enough. */
const quoted = (text: string): readonly Run[] => words`“${text}”${{ text: /[。！？]$/.test(text) ? '' : '。' }}`;

/** 附件: the lists in which somebody moved, as they are now. */
function rankAnnexes({ month, effect }: CorrectionBulletinFacts, isInternal: boolean): readonly Annex[] {
  const blocks = listsOf(month)
    .filter((list) => effect.moved.some((one) => one.list === list.evaluation.list) && rankedEntries(list).length > 0)
    .flatMap((list): readonly DocumentBlock[] =>
      divisions(list).map(({ name }) => ({
        kind: 'table',
        caption: `更正后的${name ?? listName[list.evaluation.list]}排名表`,
        table: rankingTable(list, name, isInternal),
      })),
    );
  return blocks.length === 0 ? [] : [{ title: '更正后的排名表', orientation: 'portrait', blocks }];
}
