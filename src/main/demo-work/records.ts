/** The demonstration's 三单一书 and its registers of 第一议题, 专项小组会议, 方案, 文件 and 试点. */
import { noticeName, usualRequirement } from '../../shared/notices/kinds.ts';
import { replyDueOn } from '../../shared/notices/standing.ts';
import { DEMO_SOURCE, levelName, registerKindName } from '../../shared/text.ts';
import type { Context } from '../context.ts';
import { readNoticeRules } from '../handlers/notice-ladder.ts';
import { addNoticeEvent, issueNotice, saveNotice } from '../store/notices.ts';
import { saveRegister } from '../store/registers.ts';
import { calendarDays } from '../store/submissions.ts';
import type { Writer } from '../store/transaction.ts';
import { codeOf, readDemo, unitIds } from './table.ts';

export function fillRegisters(context: Context, tx: Writer): void {
  const unitId = unitIds(tx);
  for (const row of readDemo(context, '登记')) {
    const kind = codeOf(registerKindName, row('种类'));
    const entry = {
      id: null,
      kind,
      level: codeOf(levelName, row('级别')),
      title: row('名称'),
      number: row('文号'),
      datedOn: row('日期'),
    };
    const steps = {
      relayedOn: row('传达') || null,
      carriedOn: row('研究') || null,
      matchedOn: row('出台') || null,
      heldOn: row('召开') || null,
    };
    saveRegister(tx, { ...entry, ...steps, site: '', note: DEMO_SOURCE }, unitId(row('单位')));
  }
}

/**
 * In the order of the table: numbers follow from it.
 * @param tasks ids by 编号
 */
export function fillNotices(context: Context, tx: Writer, tasks: ReadonlyMap<string, number>): void {
  const unitId = unitIds(tx);
  const rules = readNoticeRules(tx);
  const own = calendarDays(tx);
  const ids: number[] = [];
  for (const row of readDemo(context, '三单一书')) {
    const kind = codeOf(noticeName, row('种类'));
    const issuedOn = row('下发日');
    const signedBy = issuedOn === '' ? '' : row('签发人');
    const id = saveNotice(tx, {
      id: null,
      kind,
      organisationId: unitId(row('单位')),
      task: tasks.get(row('台账')) ?? null,
      source: '',
      matter: row('事项'),
      basis: row('缘由'),
      requirement: usualRequirement[kind],
      dueOn: null,
      signedBy,
      previousId: ids[Number(row('上一件')) - 1] ?? null,
    });
    ids.push(id);
    if (issuedOn === '') continue;
    issueNotice(tx, id, { kind, issuedOn, dueOn: replyDueOn(kind, issuedOn, rules, own), signedBy });
    if (row('签收日') !== '') addNoticeEvent(tx, id, { event: 'receive', onDay: row('签收日'), person: '改革办文书' });
    if (row('反馈日') !== '') addNoticeEvent(tx, id, { event: 'reply', onDay: row('反馈日'), text: row('反馈') });
    if (row('办结日') !== '') addNoticeEvent(tx, id, { event: 'settle', onDay: row('办结日') });
  }
}
