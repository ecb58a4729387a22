/** The paper that can be worked on now: the month's bulletin until it is signed, a 更正通报 once a 更正单 made another version of the month. */
import { createHash } from 'node:crypto';
import { composeBulletin } from '../../shared/bulletin/compose.ts';
import { applyComposition, type Composed, doubtsOf } from '../../shared/bulletin/composition.ts';
import { type Change, changed } from '../../shared/bulletin/composition-change.ts';
import { composeCorrectionBulletin } from '../../shared/bulletin/correction-bulletin.ts';
import { countCharacters, type PaperDocument } from '../../shared/bulletin/document.ts';
import type { Edition } from '../../shared/bulletin/facts.ts';
import { refusalOfBound } from '../../shared/consultation/bound-text.ts';
import type { BulletinView, SignedBulletin } from '../../shared/contract/bulletins.ts';
import { formatPeriod } from '../../shared/period.ts';
import type { Context } from '../context.ts';
import {
  addComposition,
  compositionById,
  compositionHistory,
  compositionOf,
  type PaperKey,
  type StoredComposition,
  signedOf,
} from '../store/bulletins.ts';
import { sealOf } from '../store/seals.ts';
import type { Reader } from '../store/transaction.ts';
import { readContent, refuse } from './bulletin-register.ts';
import { effectBetween, readCorrections } from './corrections.ts';
import { type GatheredFacts, gatherFacts, type Signing } from './facts.ts';

export type Draft = {
  readonly key: PaperKey;
  readonly kind: 'month' | 'correction';
  /** The bulletin a 更正通报 is about. */
  readonly corrects: SignedBulletin | null;
  readonly composition: StoredComposition;
  /** As the program composes it. */
  readonly template: PaperDocument;
  readonly composed: Composed;
  /** The month's bulletin in the office's arrangement; of a month's draft it is the paper itself. */
  readonly month: PaperDocument;
  readonly results: GatheredFacts['results'];
};

/** What is to be worked on; null when everything of the month and edition is signed. */
function draftKey(
  db: Reader,
  period: string,
  edition: Edition,
): { readonly key: PaperKey; readonly chain: readonly SignedBulletin[] } | null {
  const chain = signedOf(db, period, edition);
  const last = chain.at(-1);
  if (!last) return { key: { period, edition, version: 0 }, chain };
  const version = sealOf(db, period)?.version ?? 0;
  return version > last.version ? { key: { period, edition, version }, chain } : null;
}

/**
 * The draft as it stands now.
 * @param signing the number and date it is signed with; those the clerk means to give it when left out
 * @throws AppError bulletins.refused when everything is signed; those of gatherFacts
 */
export function openDraft(context: Context, period: string, edition: Edition, signing: Signing | null = null): Draft {
  const db = context.reader();
  const wanted = draftKey(db, period, edition);
  if (!wanted) refuse(`${formatPeriod(period)}通报（${edition}）已经签发，不能改、不能重新生成；要打印请用存档的文件。`);
  const { key, chain } = wanted;
  const { facts, results } = gatherFacts(context, period, edition, signing);
  const own = composeBulletin(facts);
  const arrangement = compositionOf(db, { ...key, version: 0 });
  const month = applyComposition(own, arrangement.content);
  const [first] = chain;
  const last = chain.at(-1);
  if (!first || !last) {
    return {
      key,
      kind: 'month',
      corrects: null,
      composition: arrangement,
      template: own,
      composed: month,
      month: month.document,
      results,
    };
  }
  const corrections = readCorrections(db, period)
    .filter(({ state, version }) => state === 'signed' && version !== null && version > last.version && version <= key.version)
    .sort((a, b) => a.id - b.id);
  // The number the clerk means is that of the month's own bulletin.
  const office = signing ? facts.office : { ...facts.office, documentNumber: null, signedOn: null, issuedOn: null };
  const template = composeCorrectionBulletin({
    month: { ...facts, office },
    published: readContent(db, last).month,
    number: first.number,
    earlier: chain.slice(1).map(({ number }) => number),
    now: month.document,
    corrections,
    effect: effectBetween(db, period, last.version, key.version),
  });
  const composition = compositionOf(db, key);
  const composed = applyComposition(template, composition.content);
  return { key, kind: 'correction', corrects: first, composition, template, composed, month: month.document, results };
}

export const stampOf = ({ composed, month }: Pick<Draft, 'composed' | 'month'>): string =>
  createHash('sha256')
    .update(JSON.stringify([composed.document, month]))
    .digest('hex');

export function viewBulletin(context: Context, period: string, edition: Edition): BulletinView {
  const db = context.reader();
  const signed = signedOf(db, period, edition);
  const isSealed = sealOf(db, period) !== null;
  if (!draftKey(db, period, edition)) return { signed, draft: null, isSealed };
  const draft = openDraft(context, period, edition);
  const { outline, document } = draft.composed;
  return {
    signed,
    isSealed,
    draft: {
      kind: draft.kind,
      outline,
      characters: countCharacters(document.sections),
      doubts: doubtsOf(outline).map(({ part, doubt }) => `${part.title === null ? '' : `“${part.title}”：`}${doubt}`),
      stamp: stampOf(draft),
      canUndo: canUndo(db, draft.composition),
    },
  };
}

/** Is the state before another one? An undone act is not undone twice. */
const canUndo = (db: Reader, { id, previousId, content }: StoredComposition): boolean =>
  id !== null && JSON.stringify(compositionById(db, previousId).content) !== JSON.stringify(content);

const subjectOf = ({ period, edition, version }: PaperKey): string =>
  `${formatPeriod(period)}${version === 0 ? '通报' : '更正通报'}（${edition}）`;

/** One act of the clerk. @throws AppError bulletins.refused */
export function arrange(context: Context, period: string, edition: Edition, change: Change): void {
  const { key, composition, template, composed } = openDraft(context, period, edition);
  refuseWords(composed, change);
  const next = changed(template, composition.content, change);
  if (!next) refuse('没有找到这一段，数据可能刚有变动，请刷新后再改。');
  // A click that changes nothing is no act.
  if (JSON.stringify(next.composition) === JSON.stringify(composition.content)) return;
  context.write({ action: '编排通报', subject: `${subjectOf(key)} ${next.said}`, detail: change }, (tx) =>
    addComposition(tx, key, { content: next.composition, said: next.said, previousId: composition.id }),
  );
}

/** Figures are the month's: they are put in, not typed, and none is kept that is not there. */
export function refuseWords({ outline }: Pick<Composed, 'outline'>, change: Change): void {
  const blocks = outline.flatMap((part) => part.blocks);
  if (change.kind === 'accept') {
    const block = blocks.find(({ id }) => id === change.id);
    const text = block?.kind === 'paragraph' ? block.text : '';
    const refusal = block?.kind === 'paragraph' ? refusalOfBound(text, block.figures) : null;
    if (refusal !== null) refuse(refusal);
  }
  if (change.kind === 'word' && change.text !== '') {
    const block = blocks.find(({ id }) => id === change.id);
    const refusal = block?.kind === 'paragraph' ? refusalOfBound(change.text, block.figures) : null;
    if (refusal !== null) refuse(refusal);
  }
}

/** Back to the state before the last act. */
export function undo(context: Context, period: string, edition: Edition): void {
  const { key, composition } = openDraft(context, period, edition);
  if (!canUndo(context.reader(), composition)) refuse('没有可以撤销的改动。');
  const before = compositionById(context.reader(), composition.previousId);
  context.write({ action: '编排通报', subject: `${subjectOf(key)} 撤销上一步` }, (tx) =>
    addComposition(tx, key, { content: before.content, said: '撤销上一步', previousId: before.previousId }),
  );
}

export function history(context: Context, period: string, edition: Edition) {
  const wanted = draftKey(context.reader(), period, edition);
  return wanted ? compositionHistory(context.reader(), wanted.key) : [];
}

/** Back to a state of the history. */
export function restore(context: Context, period: string, edition: Edition, id: number): void {
  const { key, composition } = openDraft(context, period, edition);
  const state = history(context, period, edition).find((one) => one.id === id);
  if (!state) refuse('没有找到这一步，请刷新后再选。');
  const said = `恢复到“${state.said}”`;
  context.write({ action: '编排通报', subject: `${subjectOf(key)} ${said}`, detail: { id } }, (tx) =>
    addComposition(tx, key, { content: compositionById(tx, id).content, said, previousId: composition.id }),
  );
}
