/** 提示单, 交办单, 催办单 and 责令书 on paper. */
import { heldPeriod } from '../../shared/cadence.ts';
import { noticeName } from '../../shared/notices/kinds.ts';
import type { Context } from '../context.ts';
import { findTask } from '../store/tasks.ts';
import { presentDay } from './deadlines.ts';
import { findKnown, subjectOf } from './notice-drafts.ts';
import { readNoticeRules } from './notice-ladder.ts';
import { demoMarks, savePaper } from './paper-files.ts';
import { readCadence, readOffice } from './settings.ts';

/** Asks for a file and writes the papers into it; null when the dialog was closed. */
export async function exportPapers(
  context: Context,
  ids: readonly number[],
): Promise<{ readonly file: string; readonly pages: number } | null> {
  const db = context.reader();
  const cadence = readCadence(db);
  const all = ids.map((id) => findKnown(db, id));
  const [first, ...others] = all.map((notice) => ({
    ...notice,
    previousNumber: notice.previousId === null ? null : findKnown(db, notice.previousId).number,
    deadline: notice.task === null ? null : (findTask(db, notice.task)?.deadline ?? null),
    usualDays: readNoticeRules(db).replyDays[notice.kind],
    isDemo: demoMarks(db, heldPeriod((notice.issuedOn ?? presentDay(context)).slice(0, 7), cadence)).length > 0,
  }));
  if (!first) return null;
  const one = all.length === 1 ? `${first.organisationName}${first.number ?? noticeName[first.kind]}` : `三单一书${all.length}份`;
  const facts = { issuer: readOffice(db).issuer, notices: [first, ...others] as const };
  return savePaper(
    context,
    { title: '保存三单一书', name: one },
    { kind: 'noticePaper', facts },
    { action: '导出三单一书', subject: all.map(subjectOf).slice(0, 3).join('；'), detail: { ids } },
  );
}
