/** Fields the scheme editor has beside those of every form. */
import { useState } from 'react';
import type { Indicator } from '../../../../shared/contract/indicators.ts';
import { percentOf, shareOf } from '../../../../shared/schemes/methods.ts';

/** Options of every figure field on the page. */
export function IndicatorNames({ indicators }: { readonly indicators: readonly Indicator[] }) {
  return (
    <datalist id="indicator-names">
      {indicators.map(({ code, name, unit }) => (
        <option key={code} value={name} label={unit === '' ? code : `${code}（${unit}）`} />
      ))}
    </datalist>
  );
}

type FigureProps = {
  readonly name: string;
  readonly code: string;
  readonly indicators: readonly Indicator[];
  readonly onChange: (code: string) => void;
};

/** An indicator by its name, with the names offered while one types; another text stays, and the problems say that it is none. */
export function FigureInput({ name, code, indicators, onChange }: FigureProps) {
  const shown = indicators.find((indicator) => indicator.code === code)?.name ?? code;
  const [typed, setTyped] = useState<string | null>(null);
  const take = (text: string): void => {
    const plain = text.trim();
    const found = indicators.find((indicator) => indicator.name === plain || indicator.code === plain);
    const next = found?.code ?? plain;
    if (next !== code) onChange(next);
  };
  return (
    <input
      id={`field-${name}`}
      aria-label={name}
      list="indicator-names"
      placeholder="输入名称选指标"
      value={typed ?? shown}
      onChange={(event) => {
        const { value } = event.target;
        setTyped(value);
        // A name picked from the list is taken at once; a code may still grow into another one.
        if (indicators.some((indicator) => indicator.name === value)) take(value);
      }}
      onBlur={() => {
        if (typed !== null) take(typed);
        setTyped(null);
      }}
    />
  );
}

export function FigureField(props: FigureProps) {
  return (
    <>
      <label htmlFor={`field-${props.name}`}>{props.name}</label>
      <FigureInput {...props} />
    </>
  );
}

/** A share, typed as per cent; “12.” keeps its point until the 5 comes. */
export function PercentInput({
  name,
  share,
  onChange,
}: {
  readonly name: string;
  readonly share: string;
  readonly onChange: (share: string) => void;
}) {
  const [text, setText] = useState(percentOf(share));
  const shown = shareOf(text) === share ? text : percentOf(share);
  return (
    <input
      aria-label={name}
      inputMode="decimal"
      value={shown}
      onChange={(event) => {
        setText(event.target.value);
        onChange(shareOf(event.target.value));
      }}
    />
  );
}
