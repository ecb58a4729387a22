/** What a clerk does to a composition, one act at a time. */
import { sentenceText, wordingOf } from './bound-sentence.ts';
import { type Arrangeable, AS_TEMPLATE, type Composition, isFixed, isParagraph, type Part, partsOf } from './composition.ts';

/** One act of the clerk on a composition. */
export type Change =
  | { readonly kind: 'order'; readonly ids: readonly string[] }
  /** A section, an annex or a block is printed or not. */
  | { readonly kind: 'print'; readonly id: string; readonly isOn: boolean }
  /** A sentence in the office's words; those of the program, or '' for one that is gone, take the office's away. */
  | { readonly kind: 'word'; readonly id: string; readonly text: string }
  /** 核对无误: the office's words fit what the program says now. */
  | { readonly kind: 'accept'; readonly id: string }
  | { readonly kind: 'add'; readonly section: string; readonly after: string | null; readonly text: string }
  /** A paragraph of the office's own in other words; '' takes it away. */
  | { readonly kind: 'reword'; readonly id: string; readonly text: string }
  /** Back to the program's: a paragraph, a part, or everything (null). */
  | { readonly kind: 'reset'; readonly id: string | null };

/** What a change came to, and what it is called in the history; null when there is nothing of that id. */
export function changed(
  template: Arrangeable,
  composition: Composition,
  change: Change,
): { readonly composition: Composition; readonly said: string } | null {
  const parts = partsOf(template);
  const partOf = (id: string): Part | undefined => parts.find((part) => part.id === id || id.startsWith(`${part.id}/`));
  const nameOfPart = (id: string): string => {
    const part = partOf(id);
    return part ? (part.title ?? (part === parts[0] ? '开头' : '结尾')) : '';
  };
  const { off, wordings, added } = composition;
  switch (change.kind) {
    case 'order':
      return { composition: { ...composition, order: change.ids }, said: '调整次序' };
    case 'print': {
      const { id, isOn } = change;
      const part = partOf(added.find((one) => one.id === id)?.section ?? id);
      if (!part || (part.id === id && isFixed(part))) return null;
      const whole = part.id === id;
      const what = whole ? `“${nameOfPart(id)}”` : `“${nameOfPart(part.id)}”的一段或一表`;
      return {
        composition: { ...composition, off: isOn ? off.filter((one) => one !== id) : [...new Set([...off, id])] },
        said: isOn ? `恢复印${what}` : `不印${what}`,
      };
    }
    case 'word': {
      const block = partOf(change.id)?.blocks.find(({ id }) => id === change.id)?.block;
      const { [change.id]: _, ...others } = wordings;
      if (!block || !isParagraph(block)) {
        return change.id in wordings ? { composition: { ...composition, wordings: others }, said: '移除改过的一段' } : null;
      }
      const isAsTemplate = change.text === '' || change.text === sentenceText(block.runs);
      return {
        composition: {
          ...composition,
          wordings: isAsTemplate ? others : { ...others, [change.id]: wordingOf(change.text, block.runs) },
        },
        said: `${isAsTemplate ? '恢复' : '改写'}“${nameOfPart(change.id)}”的一段`,
      };
    }
    case 'accept': {
      const block = partOf(change.id)?.blocks.find(({ id }) => id === change.id)?.block;
      const wording = wordings[change.id];
      if (!wording || !block || !isParagraph(block)) return null;
      return {
        composition: { ...composition, wordings: { ...wordings, [change.id]: wordingOf(wording.text, block.runs) } },
        said: `核对“${nameOfPart(change.id)}”的一段`,
      };
    }
    case 'add': {
      if (!parts.some(({ id }) => id === change.section)) return null;
      const last = Math.max(0, ...added.map(({ id }) => Number(id.slice(1))));
      const { section, after, text } = change;
      return {
        // Before those added there earlier: it stands right under what it was added to.
        composition: { ...composition, added: [{ id: `+${last + 1}`, section, after, text }, ...added] },
        said: `“${nameOfPart(section)}”另加一段`,
      };
    }
    case 'reword': {
      const own = added.find(({ id }) => id === change.id);
      if (!own) return null;
      const isGone = change.text === '';
      const next = isGone
        ? added.filter((one) => one !== own)
        : added.map((one) => (one === own ? { ...one, text: change.text } : one));
      return {
        composition: { ...composition, added: next, off: isGone ? off.filter((id) => id !== own.id) : off },
        said: `${isGone ? '移除' : '修改'}“${nameOfPart(own.section)}”另加的一段`,
      };
    }
    case 'reset': {
      const { id } = change;
      if (id === null) return { composition: AS_TEMPLATE, said: '全部恢复原文' };
      const isOwn = (one: string): boolean => one === id || one.startsWith(`${id}/`);
      const left = added.filter(({ section }) => section !== id);
      const removed = new Set(added.filter((one) => !left.includes(one)).map((one) => one.id));
      return {
        composition: {
          ...composition,
          off: off.filter((one) => !isOwn(one) && !removed.has(one)),
          wordings: Object.fromEntries(Object.entries(wordings).filter(([one]) => !isOwn(one))),
          added: left,
        },
        said: `恢复“${nameOfPart(id)}”${parts.some((part) => part.id === id) ? '' : '的一段'}原文`,
      };
    }
  }
}
