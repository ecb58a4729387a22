/** 《分解立项台账》, 三单一书, 问题清单, 宣传条目, 加分 and the other registers as printed sheets: the rows the page shows, in their order; and 差在哪里. */
import type { ClaimRow } from '../contract/claims.ts';
import type { DecompositionRow, DecompositionView } from '../contract/decompositions.ts';
import type { ProblemRow } from '../contract/inspections.ts';
import type { NoticeRow } from '../contract/notices.ts';
import type { ItemRow } from '../contract/publicity.ts';
import type { RegisterKind, RegisterRow } from '../contract/registers.ts';
import type { TaskRow } from '../contract/tasks.ts';
import { CATEGORIES, SEVERITIES } from '../inspections/words.ts';
import { noticeName } from '../notices/kinds.ts';
import { titlePeriod } from '../period.ts';
import { channelName, levelName as itemLevel, kindName } from '../publicity/kinds.ts';
import { itemStateName } from '../publicity/words.ts';
import { escalationName } from '../tasks/escalation.ts';
import { claimStateName, levelName, registerKindName } from '../text.ts';
import { officeText } from './office-text.ts';
import { figureFormat, type SheetCell, type SheetColumn, type SheetTable } from './sheet-table.ts';
import { NONE } from './tables.ts';

/** What stands above a register: which one, of which period, by which office, and whether it was made up. */
export type RegisterHead = { readonly period: string; readonly issuer: string; readonly marks: readonly string[] };

type Column<Row> = Omit<SheetColumn, 'align'> & {
  readonly align?: SheetColumn['align'];
  readonly of: (row: Row, index: number) => SheetCell;
};

function registerSheet<Row>(
  name: string,
  title: string,
  { issuer, marks }: RegisterHead,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): SheetTable {
  const numbered: readonly Column<Row>[] = [
    { heading: '序号', width: 5, align: 'center', format: '0', of: (_, index) => index + 1 },
    ...columns,
  ];
  return {
    name,
    title,
    unit: issuer,
    marks,
    columns: numbered.map(({ of: _, align = 'left', ...column }) => ({ ...column, align })),
    rows: rows.map((row, index) => numbered.map(({ of }) => of(row, index))),
    size: 'dense',
    frozenColumns: 3,
  };
}

/** 《分解立项台账》: 改革事项 with who leads, who answers, by when, and how it stands. */
export const ledgerSheet = (head: RegisterHead, rows: readonly TaskRow[]): SheetTable =>
  registerSheet<TaskRow>(
    '分解立项台账',
    `${head.period.slice(0, 4)}年改革任务分解立项台账`,
    head,
    [
      { heading: '编号', width: 6, align: 'center', of: ({ number }) => number },
      { heading: '改革事项', width: 24, of: ({ title }) => title },
      { heading: '类别', width: 5.5, align: 'center', of: ({ kind }) => (kind === 'task' ? '改革任务' : '配套文件') },
      { heading: '牵头领导', width: 8, align: 'center', of: ({ leader }) => leader },
      { heading: '责任单位', width: 11, of: ({ organisationName }) => organisationName },
      { heading: '配合单位', width: 13, of: ({ supporting }) => supporting },
      { heading: '任务措施', width: 28, of: ({ measures }) => measures },
      { heading: '成果形式', width: 11, of: ({ outcome }) => outcome },
      { heading: '文号', width: 12, of: ({ documentNumber }) => documentNumber },
      { heading: '完成时限', width: 9.5, align: 'center', of: ({ deadline }) => deadline },
      { heading: '进度', width: 6, align: 'right', format: '0"%"', of: ({ percent }) => percent ?? NONE },
      { heading: '情况', width: 11, of: ({ light, escalation }) => standing(light.word, escalation) },
      { heading: '改期', width: 5, align: 'center', format: '0', of: ({ redates }) => (redates === 0 ? NONE : redates) },
    ],
    rows,
  );

const standing = (word: string, escalation: TaskRow['escalation']): string =>
  escalation === null ? word : `${word}，已提级${escalationName[escalation.level]}`;

/** 三单一书 register: number, whom it went to, what for, and every day of its course. */
export const noticesSheet = (head: RegisterHead, rows: readonly NoticeRow[]): SheetTable =>
  registerSheet<NoticeRow>(
    '三单一书',
    `${head.period.slice(0, 4)}年提示单、交办单、催办单、责令书登记表`,
    head,
    [
      { heading: '类别', width: 6.5, align: 'center', of: ({ kind }) => noticeName[kind] },
      { heading: '编号', width: 13, of: ({ number }) => number ?? '（未编号）' },
      { heading: '承办单位', width: 11, of: ({ organisationName }) => organisationName },
      { heading: '事项', width: 22, of: ({ matter }) => matter },
      { heading: '来源文件', width: 13, of: ({ source }) => source },
      { heading: '要求', width: 24, of: ({ requirement }) => requirement },
      { heading: '签发人', width: 7, align: 'center', of: ({ signedBy }) => signedBy },
      { heading: '下发日', width: 9.5, align: 'center', of: ({ issuedOn }) => issuedOn ?? NONE },
      { heading: '反馈时限', width: 9.5, align: 'center', of: ({ dueOn }) => dueOn ?? NONE },
      { heading: '签收日', width: 9.5, align: 'center', of: ({ receivedOn }) => receivedOn ?? NONE },
      { heading: '反馈日', width: 9.5, align: 'center', of: ({ repliedOn }) => repliedOn ?? NONE },
      { heading: '办结日', width: 9.5, align: 'center', of: ({ settledOn }) => settledOn ?? NONE },
      { heading: '情况', width: 11, of: ({ standing: { word } }) => word },
    ],
    rows,
  );

/** 督察问题清单. */
export const problemsSheet = (head: RegisterHead, rows: readonly ProblemRow[]): SheetTable =>
  registerSheet<ProblemRow>(
    '督察问题清单',
    `${titlePeriod(head.period)}改革督察问题清单`,
    head,
    [
      { heading: '责任单位', width: 11, of: ({ organisationName }) => organisationName },
      { heading: '问题', width: 36, of: ({ text }) => text },
      { heading: '点位', width: 16, of: ({ siteName }) => siteName },
      { heading: '督察日期', width: 9.5, align: 'center', of: ({ visitedOn }) => visitedOn },
      { heading: '类别', width: 12, of: ({ category }) => CATEGORIES[category] },
      { heading: '程度', width: 6, align: 'center', of: ({ severity }) => SEVERITIES[severity] },
      { heading: '整改要求', width: 26, of: ({ demand }) => demand },
      { heading: '整改时限', width: 9.5, align: 'center', of: ({ dueOn }) => dueOn },
      { heading: '情况', width: 18, of: ({ word }) => word },
    ],
    rows,
  );

/** 宣传条目 of a period and list. @param names unit code → name */
export const itemsSheet = (head: RegisterHead, rows: readonly ItemRow[], names: ReadonlyMap<string, string>): SheetTable =>
  registerSheet<ItemRow>(
    '宣传条目',
    `${titlePeriod(head.period)}改革宣传条目`,
    head,
    [
      { heading: '单位', width: 11, of: ({ organisation }) => names.get(organisation) ?? organisation },
      { heading: '标题', width: 34, of: ({ title }) => title },
      { heading: '类别', width: 9, align: 'center', of: ({ kind }) => kindName[kind] },
      {
        heading: '级别',
        width: 13,
        align: 'center',
        of: ({ kind, level, isFrontPage }) => `${itemLevel(kind, level)}${isFrontPage ? ' 头版' : ''}`,
      },
      { heading: '渠道', width: 13, of: ({ channel }) => channelName[channel] },
      { heading: '刊播单位', width: 15, of: ({ outlet }) => outlet },
      { heading: '期号或链接', width: 19, of: ({ documentNumber }) => documentNumber },
      { heading: '日期', width: 9.5, align: 'center', of: ({ datedOn }) => datedOn ?? NONE },
      {
        heading: '计分',
        width: 8,
        align: 'right',
        format: 'General',
        of: ({ verdict }) => (verdict === null ? NONE : verdict.counts ? verdict.points : '不计'),
      },
      {
        heading: '佐证',
        width: 5.5,
        align: 'center',
        format: '0',
        of: ({ files }) => (files.length === 0 ? '无' : files.length),
      },
      { heading: '状态', width: 7, align: 'center', of: ({ state }) => itemStateName[state] },
    ],
    rows,
  );

/** 加分登记 of a period and list. @param names unit code → name */
export const claimsSheet = (head: RegisterHead, rows: readonly ClaimRow[], names: ReadonlyMap<string, string>): SheetTable =>
  registerSheet<ClaimRow>(
    '加分登记',
    `${titlePeriod(head.period)}改革加分、扣分事项登记簿`,
    head,
    [
      { heading: '单位', width: 14, of: ({ organisation }) => names.get(organisation) ?? organisation },
      { heading: '事项', width: 38, of: ({ title }) => title },
      { heading: '条款', width: 17, of: ({ item, itemName }) => `${item} ${itemName}` },
      { heading: '级别', width: 17, of: ({ levelName: level }) => level },
      { heading: '文号或链接', width: 20, of: ({ documentNumber }) => documentNumber },
      { heading: '日期', width: 9.5, align: 'center', of: ({ datedOn }) => datedOn ?? NONE },
      {
        heading: '佐证',
        width: 5.5,
        align: 'center',
        format: '0',
        of: ({ files }) => (files.length === 0 ? '无' : files.length),
      },
      { heading: '状态', width: 8, align: 'center', of: ({ state }) => claimStateName[state] },
      { heading: '认定人', width: 8, align: 'center', of: ({ decidedBy }) => decidedBy ?? NONE },
      { heading: '计分', width: 20, of: ({ verdict }) => (verdict === null ? NONE : officeText(verdict.words)) },
    ],
    rows,
  );

/** 差在哪里: every line of a comparison and the total it adds up to; the sentence stands below. */
export function decompositionSheet({ issuer, marks }: RegisterHead, view: DecompositionView): SheetTable {
  const { heads, rows, total, change } = view;
  const hasRule = change?.hasRule === true;
  const decimals = total?.shown.split('.')[1]?.length ?? 2;
  const plain = figureFormat(decimals);
  const signed = `"+"${plain};"−"${plain};${plain}`;
  const figure = (heading: string, format: string): SheetColumn => ({ heading, width: 13, align: 'right', format });
  const line = ({ code, name, kind, own, other, work, rule, shown, note, mark }: DecompositionRow): readonly SheetCell[] => [
    kind === 'base' || kind === 'bonus' || kind === 'deduction' ? `${code} ${name}` : name,
    own ?? NONE,
    other ?? NONE,
    ...(hasRule ? [work ?? NONE, rule ?? NONE] : []),
    shown,
    [mark, officeText(note)].filter((said) => said !== '').join('；'),
  ];
  return {
    name: '差在哪里',
    title: officeText(view.title),
    unit: `${issuer}　单位：分`,
    marks,
    columns: [
      { heading: '项目', width: 28, align: 'left' },
      figure(heads.own, plain),
      figure(heads.other, plain),
      ...(hasRule ? [figure('工作影响', signed), figure('规则影响', signed)] : []),
      figure(heads.difference, signed),
      { heading: '说明', width: 34, align: 'left' },
    ],
    rows: [
      ...rows.map(line),
      ...(total
        ? [['合计', total.own, total.other, ...(hasRule && change ? [change.work, change.rule] : []), total.shown, '']]
        : []),
    ],
    ...(total ? { strong: [rows.length] } : {}),
    frozenColumns: 1,
    note: officeText(view.sentence),
  };
}

const REGISTER_WORDS: Readonly<Record<RegisterKind, { readonly dated: string; readonly unit: string }>> = {
  plan: { dated: '审议日期', unit: '牵头单位' },
  document: { dated: '印发日期', unit: '印发单位' },
  pilot: { dated: '获批日期', unit: '承担单位' },
  agenda: { dated: '会议日期', unit: '传达单位' },
  meeting: { dated: '计划日期', unit: '召开单位' },
};

/** 改革方案, 改革文件, 改革试点, 第一议题 or 专项小组会议 up to the end of the period. */
export function recordsSheet(head: RegisterHead, kind: RegisterKind, rows: readonly RegisterRow[]): SheetTable {
  const { dated, unit } = REGISTER_WORDS[kind];
  const day = (heading: string, of: (row: RegisterRow) => string | null): Column<RegisterRow> => ({
    heading,
    width: 12,
    align: 'center',
    of: (row) => of(row) ?? NONE,
  });
  const own: readonly Column<RegisterRow>[] =
    kind === 'agenda'
      ? [
          day('传达学习', ({ relayedOn }) => relayedOn),
          day('研究贯彻', ({ carriedOn }) => carriedOn),
          day('出台措施', ({ matchedOn }) => matchedOn),
          { heading: '情况', width: 16, of: ({ due }) => due?.word ?? '' },
        ]
      : kind === 'meeting'
        ? [day('召开日期', ({ heldOn }) => heldOn), { heading: '情况', width: 16, of: ({ due }) => due?.word ?? '' }]
        : [
            { heading: '文号', width: 24, of: ({ number }) => number },
            ...(kind === 'pilot' ? [{ heading: '点位', width: 18, of: ({ site }: RegisterRow) => site }] : []),
          ];
  return registerSheet<RegisterRow>(
    registerKindName[kind],
    `${registerKindName[kind]}登记簿（截至${titlePeriod(head.period)}）`,
    head,
    [
      { heading: unit, width: 16, of: ({ organisationName }) => organisationName },
      { heading: kind === 'agenda' ? '上级会议' : '名称', width: 40, of: ({ title }) => title },
      { heading: '级别', width: 8, align: 'center', of: ({ level }) => levelName[level] },
      day(dated, ({ datedOn }) => datedOn),
      ...own,
      { heading: '备注', width: 22, of: ({ note }) => note },
    ],
    rows,
  );
}
