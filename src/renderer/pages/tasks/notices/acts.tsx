import { useState } from 'react';
import { dayText } from '../../../../shared/calendar.ts';
import type { NoticeAct, NoticeRecord } from '../../../../shared/contract/notices.ts';
import { isScored, noticeName } from '../../../../shared/notices/kinds.ts';
import { AreaField, RecordSheet, TextField } from '../../../components/fields.tsx';
import { useCommand } from '../../../queries.ts';

type Props = {
  readonly act: Exclude<NoticeAct, 'edit'>;
  readonly verb: string;
  readonly record: NoticeRecord;
  readonly signers: readonly string[];
  /** '2018-03-09' */
  readonly today: string;
  readonly onOpen: (id: number) => void;
  readonly onClose: () => void;
};

/** 签发, 签收, 反馈, 办结 with their day; 升级, 恢复办理, 撤销 with their reason. */
export function ActSheet(props: Props) {
  switch (props.act) {
    case 'issue':
      return <Issue {...props} />;
    case 'receive':
      return <Receive {...props} />;
    case 'reply':
      return <Reply {...props} />;
    case 'settle':
      return <Settle {...props} />;
    case 'escalate':
      return <Escalate {...props} />;
    case 'reopen':
      return <Reasoned {...props} method="notices.reopen" hint="退回到待办结，原来登记的反馈保留。" />;
    case 'withdraw':
      return <Reasoned {...props} method="notices.withdraw" hint="撤销后不能恢复，要用须重新起草；没有编号，不影响其他编号。" />;
  }
}

const titleOf = (verb: string, { notice }: NoticeRecord): string =>
  `${verb} · ${notice.number ?? noticeName[notice.kind]} ${notice.organisationName}`;

function Issue({ verb, record, signers, today, onClose }: Props) {
  const { notice, usualDueOn } = record;
  const issue = useCommand('notices.issue');
  const [issuedOn, setIssuedOn] = useState(today);
  const [signedBy, setSignedBy] = useState(notice.signedBy || (signers[0] ?? ''));
  const [dueOn, setDueOn] = useState(notice.dueOn ?? '');
  const usual = issuedOn === today ? `不填的按规则为${dayText(usualDueOn)}前。` : '不填的按规则从下发日算起。';
  return (
    <RecordSheet
      title={titleOf(verb, record)}
      verb="签发"
      error={issue.error}
      isBusy={issue.isPending}
      onSave={() => issue.mutate({ id: notice.id, issuedOn, signedBy, dueOn: dueOn || null }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        name="下发日"
        type="date"
        value={issuedOn}
        hint={isScored(notice.kind) ? '编号按下发日的年度编定，计入下发日所在考核期的得分。' : '编号按下发日的年度编定。'}
        onChange={setIssuedOn}
      />
      <TextField name="签发人" value={signedBy} onChange={setSignedBy} />
      <TextField name="反馈时限" type="date" value={dueOn} hint={usual} onChange={setDueOn} />
      <p className="hint">签发后编号，内容不能再改，也不能撤销。</p>
    </RecordSheet>
  );
}

function Receive({ verb, record, today, onClose }: Props) {
  const { notice } = record;
  const receive = useCommand('notices.receive');
  const [onDay, setOnDay] = useState(notice.receivedOn ?? today);
  const [person, setPerson] = useState(notice.receivedBy);
  return (
    <RecordSheet
      title={titleOf(verb, record)}
      error={receive.error}
      isBusy={receive.isPending}
      onSave={() => receive.mutate({ id: notice.id, onDay, person }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField name="签收日" type="date" value={onDay} onChange={setOnDay} />
      <TextField name="签收人" value={person} onChange={setPerson} />
    </RecordSheet>
  );
}

function Reply({ verb, record, today, onClose }: Props) {
  const { notice } = record;
  const reply = useCommand('notices.reply');
  const [onDay, setOnDay] = useState(notice.repliedOn ?? today);
  const [text, setText] = useState(notice.reply);
  return (
    <RecordSheet
      title={titleOf(verb, record)}
      error={reply.error}
      isBusy={reply.isPending}
      onSave={() => reply.mutate({ id: notice.id, onDay, text }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField
        name="反馈日"
        type="date"
        value={onDay}
        hint={notice.dueOn === null ? undefined : `应于${dayText(notice.dueOn)}前反馈，按实际收到的那一天填写。`}
        onChange={setOnDay}
      />
      <AreaField name="反馈内容" value={text} hint="反馈材料在保存后作为佐证添加。" onChange={setText} />
    </RecordSheet>
  );
}

function Settle({ verb, record, today, onClose }: Props) {
  const settle = useCommand('notices.settle');
  const [onDay, setOnDay] = useState(today);
  const { id } = record.notice;
  return (
    <RecordSheet
      title={titleOf(verb, record)}
      verb="办结"
      error={settle.error}
      isBusy={settle.isPending}
      onSave={() => settle.mutate({ id, onDay }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField name="办结日" type="date" value={onDay} onChange={setOnDay} />
    </RecordSheet>
  );
}

function Escalate({ verb, record, onOpen, onClose }: Props) {
  const escalate = useCommand('notices.escalate');
  const [reason, setReason] = useState('');
  return (
    <RecordSheet
      title={titleOf(verb, record)}
      verb="起草"
      error={escalate.error}
      isBusy={escalate.isPending}
      onSave={() =>
        escalate.mutate(
          { id: record.notice.id, reason },
          {
            onSuccess: ({ id }) => {
              onClose();
              onOpen(id);
            },
          },
        )
      }
      onClose={onClose}
    >
      <TextField
        name="理由"
        value={reason}
        hint="写入新一份的缘由，如：反馈内容与实际不符。新的一份签发后，本份即行了结。"
        onChange={setReason}
      />
    </RecordSheet>
  );
}

function Reasoned({
  verb,
  record,
  method,
  hint,
  onClose,
}: Props & { readonly method: 'notices.reopen' | 'notices.withdraw'; readonly hint: string }) {
  const command = useCommand(method);
  const [reason, setReason] = useState('');
  return (
    <RecordSheet
      title={titleOf(verb, record)}
      verb={verb}
      error={command.error}
      isBusy={command.isPending}
      onSave={() => command.mutate({ id: record.notice.id, reason }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <TextField name="理由" value={reason} hint={hint} onChange={setReason} />
    </RecordSheet>
  );
}
