/** A record being changed: its fields in two columns, its errors below, 取消 and 保存. */
import type { ReactNode } from 'react';
import { Sheet, Trouble } from './parts.tsx';

type RecordSheetProps = {
  readonly title: string;
  /** What saving is called here. */
  readonly verb?: string;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

export function RecordSheet({ title, verb = '保存', error, isBusy, onSave, onClose, children }: RecordSheetProps) {
  const footer = (
    <>
      <button type="button" onClick={onClose}>
        取消
      </button>
      <button type="submit" form="record" className="main" disabled={isBusy}>
        {verb}
      </button>
    </>
  );
  return (
    <Sheet title={title} onClose={onClose} footer={footer}>
      <form
        id="record"
        className="fields"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        {children}
      </form>
      <Trouble error={error} />
    </Sheet>
  );
}

type FieldProps = { readonly name: string; readonly hint?: string | undefined };

/** One line of text, a month or a number. */
export function TextField(
  props: FieldProps & { readonly type?: string; readonly value: string; readonly onChange: (value: string) => void },
) {
  const id = `field-${props.name}`;
  return (
    <>
      <label htmlFor={id}>{props.name}</label>
      <input id={id} type={props.type ?? 'text'} value={props.value} onChange={(event) => props.onChange(event.target.value)} />
      {props.hint === undefined ? null : <p className="hint">{props.hint}</p>}
    </>
  );
}

/** Several lines of text. */
export function AreaField(props: FieldProps & { readonly value: string; readonly onChange: (value: string) => void }) {
  const id = `field-${props.name}`;
  return (
    <>
      <label htmlFor={id}>{props.name}</label>
      <textarea id={id} rows={3} value={props.value} onChange={(event) => props.onChange(event.target.value)} />
      {props.hint === undefined ? null : <p className="hint">{props.hint}</p>}
    </>
  );
}

/** One of a few, by key. */
export function ChoiceField<K extends string>(
  props: FieldProps & {
    readonly value: K;
    readonly choices: readonly (readonly [K, string])[];
    readonly onChange: (value: K) => void;
  },
) {
  const id = `field-${props.name}`;
  return (
    <>
      <label htmlFor={id}>{props.name}</label>
      <select id={id} value={props.value} onChange={(event) => props.onChange(event.target.value as K)}>
        {props.choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
      {props.hint === undefined ? null : <p className="hint">{props.hint}</p>}
    </>
  );
}

/** The entries of a table of names, in its order and with its keys. */
export const choicesOf = <K extends string>(names: Readonly<Record<K, string>>): readonly (readonly [K, string])[] =>
  Object.entries(names) as [K, string][];

/** Other spellings in one line, split by 顿号 or comma; what is being typed stays as it is until it is saved. */
export const splitNames = (text: string): readonly string[] =>
  text
    .split(/[、,，]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
