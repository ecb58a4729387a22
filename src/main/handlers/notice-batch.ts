/** 补录: notices that were issued on paper, pasted as a list. */
import type { NoticeDraft } from '../../shared/contract/notices.ts';
import { readBatch } from '../../shared/notices/batch.ts';
import { NOTICE_KINDS, noticeMeasure, noticeName, usualRequirement } from '../../shared/notices/kinds.ts';
import { replyDueOn } from '../../shared/notices/standing.ts';
import type { Context } from '../context.ts';
import { addNoticeEvent, issueNotice } from '../store/notices.ts';
import { listOrganisations } from '../store/organisations.ts';
import { calendarDays } from '../store/submissions.ts';
import { localDay } from './deadlines.ts';
import { refuse, writeDraft } from './notice-drafts.ts';
import { refuseScoredSealed } from './notice-figures.ts';
import { readNoticeRules } from './notice-ladder.ts';

/** A pasted list as it would be entered, with what is wrong with it. */
export const batchOf = (context: Context, text: string) =>
  readBatch(
    text,
    listOrganisations(context.reader()).filter(({ kind }) => kind !== 'city'),
    localDay(context.now()),
  );

/** All lines or none; numbers go by the day of 下发, and what was 办结 counts as replied to. */
export function saveBatch(context: Context, text: string): number {
  const db = context.reader();
  const { rows, problems } = batchOf(context, text);
  const [problem] = problems;
  if (problem) refuse(`第 ${problem.line} 行：${problem.words}。本次一行都没有补录。`);
  if (rows.length === 0) refuse('没有可以补录的内容，请从表格里复制后粘贴。');
  for (const { kind, issuedOn } of rows) refuseScoredSealed(db, kind, issuedOn);
  const rules = readNoticeRules(db);
  const own = calendarDays(db);
  const counted = NOTICE_KINDS.map((kind) => [kind, rows.filter((row) => row.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${noticeName[kind]} ${count} ${noticeMeasure(kind)}`);
  context.write({ action: '补录三单一书', subject: counted.join('、') }, (tx) => {
    for (const row of [...rows].sort((a, b) => (a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : a.line - b.line))) {
      const { kind, organisation, matter, issuedOn, signedBy, settledOn } = row;
      const requirement = usualRequirement[kind];
      const draft: NoticeDraft = {
        id: null,
        kind,
        organisation,
        task: null,
        source: '',
        matter,
        basis: '',
        requirement,
        dueOn: null,
        signedBy,
      };
      const id = writeDraft(context, tx, draft, null);
      issueNotice(tx, id, { kind, issuedOn, signedBy, dueOn: replyDueOn(kind, issuedOn, rules, own), text: '补录' });
      if (settledOn !== null) addNoticeEvent(tx, id, { event: 'settle', onDay: settledOn, text: '补录' });
    }
  });
  return rows.length;
}
