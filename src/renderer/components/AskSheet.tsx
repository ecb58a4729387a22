import { useState } from 'react';
import { useCommand } from '../queries.ts';
import { AreaField, RecordSheet, TextField } from './fields.tsx';

type Props = {
  readonly title: string;
  readonly verb: string;
  /** 理由, 做法: what is asked for. */
  readonly name: string;
  readonly hint?: string | undefined;
  /** Several lines. */
  readonly isLong?: boolean;
  readonly command: { readonly error: unknown; readonly isPending: boolean };
  readonly onSave: (text: string) => void;
  readonly onClose: () => void;
};

/** One text before a step is taken. */
export function AskSheet({ title, verb, name, hint, isLong = false, command, onSave, onClose }: Props) {
  const [text, setText] = useState('');
  const Field = isLong ? AreaField : TextField;
  return (
    <RecordSheet
      title={title}
      verb={verb}
      error={command.error}
      isBusy={command.isPending}
      onSave={() => onSave(text)}
      onClose={onClose}
    >
      <Field name={name} value={text} hint={hint} onChange={setText} />
    </RecordSheet>
  );
}

type Judgement = 'refuse' | 'reopen' | 'withdraw';
type JudgementProps = {
  /** Whose records are judged by the acts refuse, reopen and withdraw. */
  readonly feature: 'claims' | 'publicity';
  readonly id: number;
  /** What is asked about; null: nothing. */
  readonly asking: Judgement | null;
  /** Heading and button of each. */
  readonly titles: Readonly<Record<Judgement, string>>;
  /** What 重新审理 does. */
  readonly reopenHint: string;
  readonly onClose: () => void;
};

/** The reason a record is refused, judged anew or withdrawn for. */
export function JudgementSheet({ feature, id, asking, titles, reopenHint, onClose }: JudgementProps) {
  const commands = {
    refuse: useCommand(`${feature}.refuse`),
    reopen: useCommand(`${feature}.reopen`),
    withdraw: useCommand(`${feature}.withdraw`),
  };
  if (asking === null) return null;
  const hints = { refuse: undefined, reopen: reopenHint, withdraw: '撤回后不能恢复，要用须重新登记。理由可以不填。' };
  const command = commands[asking];
  return (
    <AskSheet
      title={titles[asking]}
      verb={titles[asking]}
      name="理由"
      hint={hints[asking]}
      command={command}
      onSave={(reason) => command.mutate({ id, reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
