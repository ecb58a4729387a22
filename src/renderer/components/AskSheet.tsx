import { useState } from 'react';
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
