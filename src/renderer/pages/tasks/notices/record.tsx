import { useCallback, useEffect, useState } from 'react';
import { dayText } from '../../../../shared/calendar.ts';
import type { NoticeAct, NoticeEvent, NoticeRecord, NoticeRow, NoticesView } from '../../../../shared/contract/notices.ts';
import type { Role, SessionView } from '../../../../shared/contract/people.ts';
import { kindAbove, noticeMeasure, noticeName } from '../../../../shared/notices/kinds.ts';
import { formatPeriod } from '../../../../shared/period.ts';
import { roleName } from '../../../../shared/text.ts';
import { RecordFiles } from '../../../components/EvidenceFiles.tsx';
import { PrintSaved } from '../../../components/PrintSaved.tsx';
import { EventList, FactList, Lamp, Trouble, withReason } from '../../../components/parts.tsx';
import { useCall, useCommand } from '../../../queries.ts';
import { ActSheet } from './acts.tsx';

type Props = {
  readonly id: number;
  readonly period: string;
  readonly view: NoticesView;
  readonly onEdit: (notice: NoticeRow) => void;
  readonly onOpen: (id: number) => void;
};

/** One of them: what it says, how it stands, what came back, what it does to the score, what happened; and what can be done next. */
export function NoticeRecordView({ id, period, view, onEdit, onOpen }: Props) {
  const record = useCall('notices.record', { id, period }, { keep: true });
  const session = useCall('people.session', {});
  const { data } = record;
  useEffect(() => {
    // Enter in the list leads here; Esc leads back.
    const leave = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.isComposing || document.querySelector('dialog[open]')) return;
      document.querySelector<HTMLElement>('.notice-row[aria-current="true"]')?.focus();
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, []);
  return (
    <section className="task-record" aria-label="三单一书详情" data-testid="notice-record">
      <Trouble error={record.error} />
      {data && session.data ? (
        <>
          <div className="task-body">
            <Head record={data} />
            <Chain record={data} onOpen={onOpen} />
            <Effect record={data} />
            {data.notice.state === 'issued' ? <Reply record={data} session={session.data} /> : null}
            <h3>经过</h3>
            <EventList events={data.events.map((event) => ({ ...event, words: eventWords(event) }))} />
          </div>
          <Actions record={data} view={view} session={session.data} onEdit={onEdit} onOpen={onOpen} />
        </>
      ) : null}
    </section>
  );
}

function Head({ record: { notice, task } }: { readonly record: NoticeRecord }) {
  const { standing, issuedOn, dueOn } = notice;
  const due = dueOn === null ? '签发时按规则定' : `${dayText(dueOn)}前`;
  const facts: readonly (readonly [string, string])[] = [
    ['承办单位', notice.organisationName],
    ['签发人', notice.signedBy],
    ['下发日', issuedOn === null ? '' : dayText(issuedOn)],
    ['反馈时限', due],
    ['签收', notice.receivedOn === null ? '' : `${dayText(notice.receivedOn)} ${notice.receivedBy}`],
    ['办结日', notice.settledOn === null ? '' : dayText(notice.settledOn)],
    ['来源文件', notice.source],
    ['台账任务', task ? `第 ${task.number} 项，完成时限${dayText(task.deadline)}` : ''],
    ['事项', notice.matter],
    ['缘由', notice.basis],
    ['要求', notice.requirement],
  ];
  return (
    <>
      <h2>{notice.number ?? `${noticeName[notice.kind]}（待编号）`}</h2>
      <p className="task-light">
        <Lamp kind={standing.lamp} word={standing.word} />
        {standing.lamp === 'overdue' ? <span className="faint">应于{due}反馈。</span> : null}
        {standing.lamp === 'overdue' && notice.kind === 'order' ? (
          <span className="faint">责令书逾期未反馈的，报通报和分管领导。</span>
        ) : null}
      </p>
      <FactList
        className="task-facts"
        facts={facts}
        isWide={([name, text]) => text.length > 20 || name === '事项' || name === '缘由'}
      />
    </>
  );
}

/** The rungs of the same matter; nothing to show while there is one. */
function Chain({ record: { notice, chain }, onOpen }: { readonly record: NoticeRecord; readonly onOpen: (id: number) => void }) {
  if (chain.length < 2) return null;
  return (
    <>
      <h3>同一事项</h3>
      <ul className="notice-chain">
        {chain.map(({ id, kind, number, word }) => (
          <li key={id}>
            {id === notice.id ? (
              <b>{number ?? noticeName[kind]}</b>
            ) : (
              <button type="button" className="link" onClick={() => onOpen(id)}>
                {number ?? noticeName[kind]}
              </button>
            )}
            <span className="faint"> {word}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Effect({ record: { notice, effect } }: { readonly record: NoticeRecord }) {
  if (!effect) return null;
  const { period, urges, orders, clause } = effect;
  const counted = [
    ...(urges > 0 ? [`催办单 ${urges} ${noticeMeasure('urge')}`] : []),
    ...(orders > 0 ? [`责令书 ${orders} ${noticeMeasure('order')}`] : []),
  ];
  return (
    <>
      <h3>计分</h3>
      <p>
        {notice.organisationName}
        {formatPeriod(period)}收到{counted.join('、')}。
      </p>
      {clause === '' ? <p className="faint">这一期的方案没有按三单一书计分的条款。</p> : <p className="faint">{clause}</p>}
    </>
  );
}

function Reply({ record: { notice }, session }: { readonly record: NoticeRecord; readonly session: SessionView }) {
  const { id, standing } = notice;
  const isOpen = standing.stage === 'unsigned' || standing.stage === 'waiting' || standing.stage === 'replied';
  return (
    <>
      <h3>反馈</h3>
      {notice.repliedOn === null ? (
        <p className="faint">还没有反馈。</p>
      ) : (
        <p className="task-text">
          <span className="faint">{dayText(notice.repliedOn)} </span>
          {notice.reply}
        </p>
      )}
      <RecordFiles feature="notices" id={id} files={notice.files} isOpen={isOpen && session.roles.includes('entry')} />
    </>
  );
}

const EVENTS: Readonly<Record<NoticeEvent['event'], string>> = {
  draft: '起草',
  change: '修改',
  withdraw: '撤销',
  issue: '签发',
  receive: '签收',
  reply: '反馈',
  settle: '办结',
  reopen: '恢复办理',
  attach: '添加佐证',
  detach: '移除佐证',
};

const eventWords = ({ event, onDay, person, text }: NoticeEvent): string =>
  withReason([EVENTS[event], onDay === null ? '' : dayText(onDay), person].filter((part) => part !== '').join(' '), text);

/** Who does what, as contract/roles.ts has it. */
const ROLES: Readonly<Record<NoticeAct, readonly Role[]>> = {
  edit: ['entry'],
  issue: ['review', 'seal'],
  withdraw: ['entry'],
  receive: ['entry'],
  reply: ['entry'],
  settle: ['review'],
  escalate: ['entry'],
  reopen: ['review'],
};

type ActionsProps = {
  readonly record: NoticeRecord;
  readonly view: NoticesView;
  readonly session: SessionView;
  readonly onEdit: (notice: NoticeRow) => void;
  readonly onOpen: (id: number) => void;
};

function Actions({ record, view, session, onEdit, onOpen }: ActionsProps) {
  const { notice, acts } = record;
  const [asking, setAsking] = useState<Exclude<NoticeAct, 'edit'> | null>(null);
  const print = useCommand('notices.export');
  const close = useCallback(() => setAsking(null), []);
  const above = kindAbove(notice.kind);
  const names: Readonly<Record<NoticeAct, string>> = {
    edit: '修改',
    issue: '签发',
    withdraw: '撤销',
    receive: notice.receivedOn === null ? '登记签收' : '更改签收',
    reply: notice.repliedOn === null ? '登记反馈' : '更改反馈',
    settle: '办结',
    escalate: above === null ? '' : `升级为${noticeName[above]}`,
    reopen: '恢复办理',
  };
  return (
    <div className="task-actions">
      <div className="row">
        {acts.map((act, index) => {
          const may = ROLES[act].some((role) => session.roles.includes(role));
          return (
            <button
              key={act}
              type="button"
              className={index === 0 && act !== 'reopen' ? 'main' : ''}
              disabled={!may}
              title={may ? undefined : `由有“${ROLES[act].map((role) => roleName[role]).join('”或“')}”职责的人员办理`}
              onClick={() => (act === 'edit' ? onEdit(notice) : setAsking(act))}
            >
              {names[act]}
            </button>
          );
        })}
        <button type="button" data-print="" disabled={print.isPending} onClick={() => print.mutate({ ids: [notice.id] })}>
          打印
        </button>
        {print.data ? (
          <span className="faint notice-printed">
            已保存“{print.data.file}”。
            <PrintSaved file={print.data.file} />
          </span>
        ) : null}
      </div>
      <Trouble error={print.error} />
      {asking === null ? null : (
        <ActSheet
          act={asking}
          verb={names[asking]}
          record={record}
          signers={view.signers}
          today={view.today}
          onOpen={onOpen}
          onClose={close}
        />
      )}
    </div>
  );
}
