/**
 * 编排: what the office does to the paper the program composes: which parts are printed and in which order, what is left out, which sentences are said in
 * the office's own words (bound-sentence.ts), which paragraphs are added. A composition holds nothing of the month's figures: laid over the paper of
 * today it gives today's figures. Parts and sentences are known by the ids below, never by their numbers.
 */
import type { BoundFigure } from '../consultation/bound-text.ts';
import { renderWording, sentenceFigures, sentenceText, typedNumbers, type Wording } from './bound-sentence.ts';
import { type Annex, type DocumentBlock, numbered, type PaperDocument, type Run, type Section } from './document.ts';

/** A paragraph of the office's own, after a block of its section, or at its head (null). */
type AddedParagraph = {
  readonly id: string;
  readonly section: string;
  readonly after: string | null;
  readonly text: string;
};

export type Composition = {
  /** Sections and annexes as the office put them; the rest follows what it follows in the template. */
  readonly order: readonly string[];
  /** Sections, annexes and blocks that are not printed. */
  readonly off: readonly string[];
  /** By block. */
  readonly wordings: Readonly<Record<string, Wording>>;
  readonly added: readonly AddedParagraph[];
};

/** The paper as the program composes it. */
export const AS_TEMPLATE: Composition = { order: [], off: [], wordings: {}, added: [] };

type Paragraph = Extract<DocumentBlock, { kind: 'paragraph' }>;
export const isParagraph = (block: DocumentBlock): block is Paragraph => block.kind === 'paragraph';

export type Part = {
  readonly id: string;
  readonly title: string | null;
  readonly isAnnex: boolean;
  readonly blocks: readonly Known[];
};
type Known = { readonly id: string; readonly block: DocumentBlock };

/** Blocks with their ids: “overall/1”, under a heading “dispatch/区县得分/A1”. The second of the same id gets a number. */
function known(part: string, blocks: readonly DocumentBlock[]): readonly Known[] {
  let under = '';
  const seen = new Map<string, number>();
  return blocks.map((block) => {
    if (block.kind === 'heading') under = `${block.text}/`;
    const id = `${part}/${block.kind === 'heading' ? '' : under}${nameOf(block)}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return { id: count === 1 ? id : `${id}#${count}`, block };
  });
}

function nameOf(block: DocumentBlock): string {
  switch (block.kind) {
    case 'heading':
      return `标题 ${block.text}`;
    case 'paragraph':
      return block.slot ?? block.lead?.text ?? '段';
    case 'table':
      return `表 ${block.caption ?? ''}`;
    case 'chart':
      return `图 ${block.caption}`;
    case 'code':
      return '码';
  }
}

/** Blocks of a section by their ids, so that two papers of one month can be laid beside each other. */
export const blocksById = (section: string, blocks: readonly DocumentBlock[]): ReadonlyMap<string, DocumentBlock> =>
  new Map(known(section, blocks).map(({ id, block }) => [id, block]));

const annexId = ({ title }: Annex): string => `附件 ${title}`;

/** Sections, then annexes, with their blocks by id. */
/** What a composition is laid over: any paper with parts. */
export type Arrangeable = Pick<PaperDocument, 'sections' | 'annexes'>;

export const partsOf = ({ sections, annexes }: Arrangeable): readonly Part[] => [
  ...sections.map(({ id, title, blocks }) => ({ id, title, isAnnex: false, blocks: known(id, blocks) })),
  ...annexes.map((annex) => ({
    id: annexId(annex),
    title: annex.title,
    isAnnex: true,
    blocks: known(annexId(annex), annex.blocks),
  })),
];

/** Text before the first heading and after the last section stays where it is and is always printed. */
export const isFixed = (part: Part): boolean => part.title === null;

/** Ids in the office's order; one it did not put anywhere follows the one it follows in the template. */
function inOrder(template: readonly string[], order: readonly string[]): readonly string[] {
  const result = order.filter((id) => template.includes(id));
  template.forEach((id, at) => {
    if (result.includes(id)) return;
    const before = template.slice(0, at).findLast((one) => result.includes(one));
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, id);
  });
  return result;
}

function arranged(parts: readonly Part[], order: readonly string[], isAnnex: boolean): readonly Part[] {
  const own = parts.filter((part) => part.isAnnex === isAnnex);
  const movable = own.filter((part) => !isFixed(part));
  const ids = inOrder(
    movable.map(({ id }) => id),
    order,
  );
  const next = ids.values();
  return own.flatMap((part) => {
    if (isFixed(part)) return [part];
    const id = next.next().value;
    return movable.filter((one) => one.id === id);
  });
}

/** A block as the page lists it. */
export type OutlineBlock =
  | { readonly kind: 'heading'; readonly id: string; readonly text: string }
  | { readonly kind: 'exhibit'; readonly id: string; readonly text: string; readonly isOn: boolean }
  | {
      readonly kind: 'paragraph';
      readonly id: string;
      readonly lead: string | null;
      readonly isOn: boolean;
      /** template: the program's words; edited: the office's words for it; added: the office's own; gone: words for a sentence the program does not say any more. */
      readonly source: 'template' | 'edited' | 'added' | 'gone';
      /** With figures as tokens. */
      readonly text: string;
      /** Those the sentence may hold, with their text of today. */
      readonly figures: readonly BoundFigure[];
      /** 待核: what somebody has to look at, each a sentence. */
      readonly doubts: readonly string[];
      /** Numbers typed by hand, which do not follow the month. */
      readonly typed: readonly string[];
    };

export type OutlinePart = {
  readonly id: string;
  /** null: text without a heading. */
  readonly title: string | null;
  /** 一、 as it is printed; '' for what is not printed or has no number. */
  readonly number: string;
  readonly isAnnex: boolean;
  readonly isFixed: boolean;
  readonly isOn: boolean;
  /** The office changed something in it. */
  readonly isChanged: boolean;
  readonly blocks: readonly OutlineBlock[];
};

export type Composed<D extends Arrangeable = PaperDocument> = { readonly document: D; readonly outline: readonly OutlinePart[] };

type Laid = { readonly shown: OutlineBlock; readonly printed: DocumentBlock | null };

/**
 * The paper as the office wants it.
 * @param template the paper as the program composes it today
 */
export function applyComposition<D extends Arrangeable>(template: D, composition: Composition): Composed<D> {
  const parts = partsOf(template);
  const off = new Set(composition.off);
  const order = [...arranged(parts, composition.order, false), ...arranged(parts, composition.order, true)];
  const laid = order.map((part) => ({
    part,
    isOn: isFixed(part) || !off.has(part.id),
    blocks: layBlocks(part, composition, off),
  }));
  const printed = laid.filter(({ isOn }) => isOn).map(({ part, blocks }) => ({ part, blocks: withoutEmptyHeadings(blocks) }));
  const sections: readonly Section[] = printed
    .filter(({ part, blocks }) => !part.isAnnex && blocks.length > 0)
    .map(({ part, blocks }) => ({ id: part.id, title: part.title, blocks }));
  const annexes: readonly Annex[] = printed.flatMap(({ part, blocks }): readonly Annex[] => {
    const annex = template.annexes.find((one) => part.isAnnex && annexId(one) === part.id);
    return annex && blocks.length > 0 ? [{ ...annex, blocks }] : [];
  });
  const homeless = homelessBlocks(parts, composition);
  const gone = template.annexes.filter(({ title }) => !annexes.some((annex) => annex.title === title));
  const numbers = numbersOf(sections);
  return {
    document: { ...template, sections, annexes },
    outline: [
      ...laid.map(({ part, isOn, blocks }): OutlinePart => {
        const shown = blocks.map((block) => (isOn ? withMissingAnnexes(block.shown, gone) : block.shown));
        return {
          id: part.id,
          title: part.title,
          number: numbers.get(part.id) ?? '',
          isAnnex: part.isAnnex,
          isFixed: isFixed(part),
          isOn,
          isChanged: shown.some((block) => (block.kind === 'paragraph' && block.source !== 'template') || isOff(block)),
          blocks: shown,
        };
      }),
      ...(homeless.length === 0 ? [] : [{ ...HOMELESS, blocks: homeless }]),
    ],
  };
}

/** Stands last in the outline: what the office wrote for parts the paper does not have any more. */
const HOMELESS = {
  id: '',
  title: '原文已没有的部分',
  number: '',
  isAnnex: false,
  isFixed: true,
  isOn: true,
  isChanged: true,
} as const;

function homelessBlocks(parts: readonly Part[], { wordings, added }: Composition): readonly OutlineBlock[] {
  const hasPart = (id: string): boolean => parts.some((part) => part.id === id || id.startsWith(`${part.id}/`));
  return [
    ...Object.entries(wordings).flatMap(([id, wording]) => (hasPart(id) ? [] : [goneBlock(id, wording)])),
    ...added.flatMap(({ id, section, text }) => (hasPart(section) ? [] : [goneBlock(id, { text, template: '', figures: [] })])),
  ];
}

const isOff = (block: OutlineBlock): boolean => block.kind !== 'heading' && !block.isOn;

function layBlocks(part: Part, { wordings, added }: Composition, off: ReadonlySet<string>): readonly Laid[] {
  const own = added.filter(({ section }) => section === part.id);
  const after = (id: string | null): readonly Laid[] => own.filter((one) => one.after === id).map((one) => layAdded(one, off));
  const ids = new Set(part.blocks.map(({ id }) => id));
  // What the office added last stands first in the list; at the end of the part it follows what was added before.
  const orphans = own
    .filter((one) => one.after !== null && !ids.has(one.after))
    .reverse()
    .map((one) => layAdded(one, off));
  const gone = Object.entries(wordings)
    .filter(([id]) => id.startsWith(`${part.id}/`) && !ids.has(id))
    .map(([id, wording]): Laid => ({ shown: goneBlock(id, wording), printed: null }));
  return [
    ...after(null),
    ...part.blocks.flatMap(({ id, block }) => [layBlock(id, block, wordings[id], !off.has(id)), ...after(id)]),
    ...orphans,
    ...gone,
  ];
}

function layBlock(id: string, block: DocumentBlock, wording: Wording | undefined, isOn: boolean): Laid {
  if (block.kind === 'heading') return { shown: { kind: 'heading', id, text: block.text }, printed: block };
  if (!isParagraph(block)) {
    const text = block.kind === 'code' ? '二维码' : `${block.kind === 'table' ? '表' : '图'}：${block.caption ?? '（没有表题）'}`;
    return { shown: { kind: 'exhibit', id, text, isOn }, printed: isOn ? block : null };
  }
  const { runs, doubts } = wording ? renderWording(wording, block.runs) : { runs: block.runs, doubts: [] };
  const shown: OutlineBlock = {
    kind: 'paragraph',
    id,
    lead: block.lead?.text ?? null,
    isOn,
    source: wording ? 'edited' : 'template',
    text: wording ? wording.text : sentenceText(block.runs),
    figures: sentenceFigures(block.runs),
    doubts: isOn ? doubts : [],
    typed: wording ? typedBeside(wording, block.runs) : [],
  };
  return { shown, printed: isOn ? { ...block, runs } : null };
}

/** Numbers in the office's words that are not in the program's. */
function typedBeside({ text }: Wording, runs: readonly Run[]): readonly string[] {
  const said = typedNumbers(sentenceText(runs));
  return typedNumbers(text).filter((number) => !said.includes(number));
}

function layAdded({ id, text }: AddedParagraph, off: ReadonlySet<string>): Laid {
  const isOn = !off.has(id);
  const typed = typedNumbers(text);
  return {
    shown: { kind: 'paragraph', id, lead: null, isOn, source: 'added', text, figures: [], doubts: [], typed },
    printed: isOn ? { kind: 'paragraph', runs: [{ text }] } : null,
  };
}

const goneBlock = (id: string, { text, figures }: Wording): OutlineBlock => ({
  kind: 'paragraph',
  id,
  lead: null,
  isOn: true,
  source: 'gone',
  text,
  figures,
  doubts: ['数据变动后，原文没有这一段了，改过的话没有印。不用就移除；要用，请照抄到另加的一段里。'],
  typed: [],
});

/** A heading under which nothing is printed is not printed. */
function withoutEmptyHeadings(blocks: readonly Laid[]): readonly DocumentBlock[] {
  const printed = blocks.flatMap((block) => (block.printed ? [block.printed] : []));
  return printed.filter((block, at) => {
    if (block.kind !== 'heading') return true;
    const next = printed[at + 1];
    return next !== undefined && !(next.kind === 'heading' && next.level <= block.level);
  });
}

/** A sentence that sends the reader to an annex which is not printed. */
function withMissingAnnexes(block: OutlineBlock, gone: readonly Annex[]): OutlineBlock {
  if (block.kind !== 'paragraph' || !block.isOn || block.source === 'gone') return block;
  const missing = gone.filter(({ title }) => block.text.includes(`附件《${title}》`));
  const doubts = missing.map(({ title }) => `文中提到附件《${title}》，而这个附件没有印。请改写这句话，或恢复印附件。`);
  return doubts.length === 0 ? block : { ...block, doubts: [...block.doubts, ...doubts] };
}

/** Section → 一、 as it is printed. */
function numbersOf(sections: readonly Section[]): ReadonlyMap<string, string> {
  const titled = sections.filter(({ title }) => title !== null);
  const headings = numbered(titled).flatMap((block) =>
    block.kind === 'heading' && block.level === 1 ? [block.number ?? ''] : [],
  );
  return new Map(titled.map(({ id }, at) => [id, headings[at] ?? '']));
}

/** What is 待核, with its part, in the order of the paper. */
export const doubtsOf = (outline: readonly OutlinePart[]): readonly { readonly part: OutlinePart; readonly doubt: string }[] =>
  outline
    .filter(({ isOn }) => isOn)
    .flatMap((part) =>
      part.blocks.flatMap((block) => (block.kind === 'paragraph' ? block.doubts.map((doubt) => ({ part, doubt })) : [])),
    );
