/** One lever of 推演: a slider and a number, each moving the other; whatever cannot be is said under it and moves nothing. */
import { memo } from 'react';
import { refusalOf, shareKind } from '../../../shared/checks/hard-range.ts';
import type { FigureLever, SandboxChange, WeightLever } from '../../../shared/consultation/sandbox.ts';
import { readNumber } from '../../../shared/sheets/number-text.ts';

/** What can be dragged, with what the page needs of it. */
export type Lever = {
  /** One lever, one key, across all units. */
  readonly key: string;
  /** Line of the scheme it stands under. */
  readonly item: string;
  readonly name: string;
  readonly unit: string;
  /** As it really is. */
  readonly official: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  readonly change: (value: string) => SandboxChange;
  /** Why a value cannot be; null when it can. */
  readonly refusal: (value: string) => string | null;
};

/** @param decimals digits the indicator is published with; null when never agreed */
export function figureLever(organisation: string, lever: FigureLever, decimals: number | null): Lever {
  const { indicator, item, name, unit, value } = lever;
  const step = 10 ** -(decimals ?? 2);
  const low = Number(lever.low);
  // A share ends at 100 whoever has what, and where everybody has nothing there still is something to try.
  const high = shareKind(lever) === 'certain' ? 100 : Math.max(Number(lever.high), low + 10 * step);
  return {
    key: `${organisation} ${indicator}`,
    item,
    name,
    unit,
    official: value,
    low,
    high,
    step,
    change: (next) => ({ kind: 'figure', organisation, indicator, value: next }),
    refusal: (next) => refusalOf({ name, unit, decimals }, next)?.sentence ?? null,
  };
}

export function weightLever({ item, name, fullPoints, high }: WeightLever): Lever {
  return {
    key: item,
    item,
    name: `${item} ${name}`,
    unit: '分',
    official: fullPoints,
    low: 0,
    high: Math.max(Number(high), 1),
    step: 0.1,
    change: (next) => ({ kind: 'weight', item, fullPoints: next }),
    refusal: (next) => (next.startsWith('-') ? '分值不能小于 0，请改后再试。' : null),
  };
}

/** What was typed or dragged, read: the change it makes (null: as it really is), or why it makes none. */
export function readDraft(lever: Lever, text: string): { readonly change: SandboxChange | null } | { readonly refusal: string } {
  const read = readNumber(text, lever.unit);
  if (!read.ok) return { refusal: read.reason };
  if (read.value === null) return { refusal: '请填一个数，或按“还原”。' };
  const refusal = lever.refusal(read.value);
  if (refusal !== null) return { refusal };
  return { change: Number(read.value) === Number(lever.official) ? null : lever.change(read.value) };
}

type LeverRowProps = {
  readonly lever: Lever;
  /** undefined: as it really is. */
  readonly draft: string | undefined;
  readonly onChange: (key: string, text: string | null) => void;
};

/** Drawn again only when it is the one that moves. */
export const LeverRow = memo(function LeverRow({ lever, draft, onChange }: LeverRowProps) {
  const { key, name, unit, official, low, high, step } = lever;
  const text = draft ?? official;
  const read = readDraft(lever, text);
  const refusal = 'refusal' in read ? read.refusal : null;
  // A slider knows numbers only: while the text is none it stays where the figure really is.
  const at = Number.isNaN(Number(text)) || text.trim() === '' ? official : text;
  return (
    <li data-moved={draft !== undefined}>
      <span className="name" title={name}>
        {name}
      </span>
      <input
        type="range"
        aria-label={name}
        aria-valuetext={`${text}${unit}`}
        min={low}
        max={high}
        step={step}
        value={at}
        onChange={(event) => onChange(key, event.target.value)}
      />
      <input
        aria-label={`${name}的数`}
        aria-invalid={refusal !== null}
        inputMode="decimal"
        value={text}
        onChange={(event) => onChange(key, event.target.value)}
      />
      <span className="unit">{unit}</span>
      <button type="button" disabled={draft === undefined} aria-label={`还原${name}`} onClick={() => onChange(key, null)}>
        还原
      </button>
      {draft === undefined ? null : <span className="was">原为 {official}</span>}
      {refusal === null ? null : (
        <p className="refusal" role="alert">
          {refusal}
        </p>
      )}
    </li>
  );
});
