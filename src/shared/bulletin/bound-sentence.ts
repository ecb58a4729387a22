/**
 * A sentence of a paper as a text with bound figures (bound-text.ts), so that the office can put it into its own words. Figures of a sentence have no
 * names; each is called by the words around it up to the next mark: “平均得分…分”, “逾期…项”. A figure that says something else under other words
 * (提高0.5分, later 下降0.2分) therefore is another figure, and a text that held the first has lost it rather than says the wrong thing.
 */
import { type BoundFigure, renderBound, tokenText, unknownTokens } from '../consultation/bound-text.ts';
import type { Run } from './document.ts';

const MARKS = /[，。；：、]/;
const BARRED = /[{}$]/g;

/** Texts between the figures, one more than there are figures. */
function frameOf(runs: readonly Run[]): readonly string[] {
  const texts = [''];
  for (const { text, figure } of runs) {
    if (figure) texts.push('');
    else texts[texts.length - 1] += text;
  }
  return texts;
}

/** The figures of a sentence, named by the words around them; where two have the same words around them the later one is called 其2. */
export function sentenceFigures(runs: readonly Run[]): readonly BoundFigure[] {
  const frame = frameOf(runs);
  const seen = new Map<string, number>();
  return runs
    .filter(({ figure }) => figure)
    .map(({ text }, at) => {
      const before = (frame[at] ?? '').split(MARKS).at(-1) ?? '';
      const after = (frame[at + 1] ?? '').split(MARKS)[0] ?? '';
      const name = `${before}…${after}`.replace(BARRED, '');
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { token: count === 1 ? name : `${name}其${count}`, text };
    });
}

/** The sentence with its figures as tokens. */
export function sentenceText(runs: readonly Run[]): string {
  const figures = sentenceFigures(runs);
  let at = 0;
  return runs.map(({ text, figure }) => (figure ? tokenText(figures[at++]?.token ?? '') : text.replace(BARRED, ''))).join('');
}

/** A sentence in the office's words, and how the program worded it when the office last looked at it. */
export type Wording = {
  readonly text: string;
  readonly template: string;
  readonly figures: readonly BoundFigure[];
};

/** @param runs the program's sentence of today */
export const wordingOf = (text: string, runs: readonly Run[]): Wording => ({
  text,
  template: sentenceText(runs),
  figures: sentenceFigures(runs),
});

/**
 * The office's words with the figures of today.
 * @param now the program's sentence of today; empty when it has nothing to say any more
 * @returns `doubts`: what somebody has to look at before it is printed, each a sentence; a figure that is gone prints as 〔缺数〕
 */
export function renderWording(
  { text, template, figures }: Wording,
  now: readonly Run[],
): { readonly runs: readonly Run[]; readonly doubts: readonly string[] } {
  const known = sentenceFigures(now);
  const lost = unknownTokens(text, known);
  const before = new Map(figures.map((figure) => [figure.token, figure.text]));
  const named = lost.map(
    (token) => `“${token}”一处的数（原为“${before.get(token) ?? ''}”）现在没有了，请改写这句话，或恢复原文。`,
  );
  const isReworded = lost.length === 0 && sentenceText(now) !== template;
  return {
    runs: renderBound(text, known),
    doubts: isReworded ? ['数据变动后，原文换了说法，改过的话可能不再合适，请核对。'] : named,
  };
}

/** Numbers in a text of the office's own: they stay as they are when the figures change. */
export const typedNumbers = (text: string): readonly string[] =>
  text.replace(/\$\{[^}]*\}/g, '').match(/\d+(?:\.\d+)?[%％]?/g) ?? [];
