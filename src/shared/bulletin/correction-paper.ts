/** 更正单 on paper: what is changed, why, who moves by it, who asked and who signed. Facts in, words out. */
import type { Correction, CorrectionEffect, Moved } from '../contract/corrections.ts';
import type { RankingList } from '../engine/types.ts';
import { formatPeriod } from '../period.ts';
import { listName } from '../text.ts';
import { column, type DocumentBlock, type PlainPaper, type Run } from './document.ts';
import type { SealMark } from './facts.ts';
import { officialDate } from './numerals.ts';
import { paragraphs, words } from './phrases.ts';
import { standingOf } from './standing.ts';
import { NONE } from './tables.ts';

type Version = { readonly seal: SealMark; readonly sealedOn: string };
export type CorrectionPaperFacts = {
  readonly correction: Correction;
  /** null for one that was refused or withdrawn: nobody moves. */
  readonly effect: CorrectionEffect | null;
  /** The version it is about and, once signed, the one it made. */
  readonly versions: readonly [Version] | readonly [Version, Version];
  /** '2018-03-09' */
  readonly askedOn: string;
  readonly decidedOn: string | null;
  readonly issuer: string;
  readonly isDemo: boolean;
};

/** On a sheet that changed nothing, or has not yet. */
const MARKS: Readonly<Record<Correction['state'], readonly string[]>> = {
  open: ['待签批'],
  signed: [],
  refused: ['不予更正'],
  withdrawn: ['已撤回'],
};

/** Composes the sheet of one 更正单, signed or not; room for both signatures is left on it. */
export function composeCorrectionPaper(facts: CorrectionPaperFacts): PlainPaper {
  const { correction, versions, decidedOn, issuer } = facts;
  const name = `${formatPeriod(correction.period)}考核数据更正单（第${correction.id}号）`;
  const { marks, seal } = standingOf({ isDemo: facts.isDemo, seal: (versions[1] ?? versions[0]).seal, isOneClerk: false });
  const isAppeal = correction.line !== null;
  return {
    name,
    title: [name],
    running: name,
    signature: { issuer, date: officialDate(decidedOn) },
    datedOn: decidedOn,
    marks: [...marks, ...MARKS[correction.state]],
    seal,
    sections: [
      { id: 'opening', title: null, blocks: paragraphs([opening(facts)]) },
      { id: 'cells', title: '更正内容', blocks: [cellTable(correction)] },
      {
        id: 'reason',
        title: isAppeal ? '申诉理由' : '更正理由',
        blocks: paragraphs([reasonRuns(correction)]),
      },
      { id: 'effect', title: '得分和名次变动', blocks: effectBlocks(facts) },
      { id: 'hands', title: '办理情况', blocks: [handTable(facts), versionTable(versions)] },
    ],
  };
}

/** 2018年2月考核数据已封账（第1版）。就“博山区 B1 现场督察”的得分提出申诉，涉及1个数据。 */
function opening({ correction, versions: [{ seal }] }: CorrectionPaperFacts): readonly Run[] {
  const { period, line, cells } = correction;
  const head = words`${formatPeriod(period)}考核数据已封账（第${seal.version}版）。`;
  if (line === null) return [...head, ...words`经核对，有${cells.length}个数据需要更正。`];
  return [...head, ...words`就“${line}”的得分提出申诉，涉及${cells.length}个数据。`];
}

/** What a 更正单 changes, figure by figure. */
export const cellTable = ({ cells }: Pick<Correction, 'cells'>): DocumentBlock => ({
  kind: 'table',
  table: {
    columns: [
      column('单位', 41, 'left'),
      column('数据', 51, 'left'),
      column('计量单位', 20),
      column('更正前', 22, 'right'),
      column('更正后', 22, 'right'),
    ],
    rows: cells.map((cell) => [
      cell.organisationName,
      cell.indicatorName,
      cell.unit === '' ? NONE : cell.unit,
      cell.before ?? NONE,
      cell.after,
    ]),
  },
});

function effectBlocks({ correction, effect }: CorrectionPaperFacts): readonly DocumentBlock[] {
  if (!effect) {
    const why = correction.state === 'refused' ? '不予更正' : '更正单已撤回';
    return paragraphs([words`${{ text: why }}，得分和名次不变。`]);
  }
  const { moved, speechesGone, speechesNew } = effect;
  if (moved.length === 0 && speechesGone.length === 0 && speechesNew.length === 0) {
    return paragraphs([words`没有单位的得分和名次变动。`]);
  }
  const lists = (['district', 'specialGroup'] as const).filter((list) => moved.some((one) => one.list === list));
  const when = correction.state === 'signed' ? '更正后' : '签批后';
  return [
    ...paragraphs([
      moved.length === 0
        ? words`没有单位的得分和名次变动。`
        : words`${{ text: when }}，${moved.length}个单位的得分或名次变动如下：`,
    ]),
    ...lists.map((list) => movedTable(moved, list, lists.length > 1)),
    ...paragraphs([
      speechesGone.length === 0 ? [] : words`取消${spoken(speechesGone)}。`,
      speechesNew.length === 0 ? [] : words`增加${spoken(speechesNew)}。`,
    ]),
  ];
}

function reasonRuns({ reason }: Correction): readonly Run[] {
  const said = reason.replace(/[。；，]+$/, '');
  return words`${said}${{ text: /[！？]$/.test(said) ? '' : '。' }}`;
}

/** “博山区 表态发言（当月排名最后）” as it reads in a sentence. */
export const spoken = (speeches: readonly string[]): string => speeches.map((speech) => speech.replace(' ', '')).join('、');

/** Who of one list moves, and how far. */
export const movedTable = (all: readonly Moved[], list: RankingList, isOneOfTwo: boolean): DocumentBlock => ({
  kind: 'table',
  ...(isOneOfTwo ? { caption: listName[list] } : {}),
  table: {
    columns: [
      column('单位', 60, 'left'),
      column('更正前', 18, 'right', '得分'),
      column('更正后', 18, 'right', '得分'),
      column('更正前', 18, 'center', '名次'),
      column('更正后', 18, 'center', '名次'),
      column('变动', 24),
    ],
    rows: all
      .filter((one) => one.list === list)
      .map(({ name, scoreBefore, scoreAfter, rankBefore, rankAfter }) => [
        name,
        scoreBefore ?? NONE,
        scoreAfter ?? NONE,
        String(rankBefore ?? NONE),
        String(rankAfter ?? NONE),
        moveWords(rankBefore, rankAfter),
      ]),
  },
});

/** 上升2位 · 下降1位 · 名次不变 */
function moveWords(before: number | null, after: number | null): string {
  if (before === null || after === null) return NONE;
  if (before === after) return '名次不变';
  return before > after ? `上升${before - after}位` : `下降${after - before}位`;
}

const STEP: Readonly<Record<Correction['state'], string>> = {
  open: '签批',
  signed: '签批',
  refused: '不予更正',
  withdrawn: '撤回',
};

function handTable({ correction, askedOn, decidedOn }: CorrectionPaperFacts): DocumentBlock {
  const { origin, state, askedBy, decidedBy, decision } = correction;
  return {
    kind: 'table',
    table: {
      columns: [column('环节', 22), column('办理人', 22), column('日期', 38), column('意见', 44, 'left'), column('签名', 30)],
      rows: [
        [origin === 'appeal' ? '提出申诉' : '提出', askedBy, officialDate(askedOn), '', ''],
        [STEP[state], decidedBy ?? '', decidedOn === null ? '' : officialDate(decidedOn), decision, ''],
      ],
    },
  };
}

const versionTable = (versions: CorrectionPaperFacts['versions']): DocumentBlock => ({
  kind: 'table',
  table: {
    columns: [column('版次', 22), column('封存码', 74), column('封账人', 22), column('封账日期', 38)],
    rows: versions.map(({ seal, sealedOn }) => [`第${seal.version}版`, seal.code, seal.sealedBy, officialDate(sealedOn)]),
  },
  ...(versions.length > 1 ? { note: '注：更正前的一版完整保存，可以随时核验。' } : {}),
});
