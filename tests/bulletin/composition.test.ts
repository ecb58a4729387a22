/** 编排: the office's arrangement laid over the paper of today. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: figures stand in a text as tokens.
import { describe, expect, it } from 'vitest';
import { renderWording, wordingOf } from '../../src/shared/bulletin/bound-sentence.ts';
import {
  AS_TEMPLATE,
  applyComposition,
  type Composition,
  doubtsOf,
  type OutlineBlock,
  type OutlinePart,
} from '../../src/shared/bulletin/composition.ts';
import { type Change, changed } from '../../src/shared/bulletin/composition-change.ts';
import type { PaperDocument } from '../../src/shared/bulletin/document.ts';
import type { MonthWork } from '../../src/shared/bulletin/month-work.ts';
import { said, section, small } from './small-month.ts';
import { aWork } from './work-fixture.ts';

const arranged = (template: PaperDocument, ...changes: readonly Change[]): Composition =>
  changes.reduce((composition, change) => {
    const next = changed(template, composition, change);
    if (!next) throw new Error(`nothing changed by ${JSON.stringify(change)}`);
    return next.composition;
  }, AS_TEMPLATE);
const partOf = (outline: readonly OutlinePart[], id: string): OutlinePart => {
  const part = outline.find((one) => one.id === id);
  if (!part) throw new Error(`no part ${id}`);
  return part;
};
type Paragraph = Extract<OutlineBlock, { kind: 'paragraph' }>;
const paragraphs = (part: OutlinePart): readonly Paragraph[] =>
  part.blocks.filter((block): block is Paragraph => block.kind === 'paragraph');
const firstOf = (template: PaperDocument, id: string): Paragraph => {
  const [first] = paragraphs(partOf(applyComposition(template, AS_TEMPLATE).outline, id));
  if (!first) throw new Error(`no paragraph in ${id}`);
  return first;
};
const headings = (document: PaperDocument): readonly string[] =>
  said(document).filter((line) => /^[一二三四五六七八九十]+、/.test(line));

describe('the program’s own', () => {
  it('is what an empty composition gives, block by block', () => {
    const template = small({ facts: { work: aWork() } });
    expect(said(applyComposition(template, AS_TEMPLATE).document)).toEqual(said(template));
    const ids = applyComposition(template, AS_TEMPLATE).outline.flatMap(({ blocks }) => blocks.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('sections', () => {
  it('move, and 一、二、三 follow; text without a heading stays where it is', () => {
    const template = small();
    const before = headings(template);
    const ids = template.sections.filter(({ title }) => title !== null).map(({ id }) => id);
    const { document, outline } = applyComposition(template, arranged(template, { kind: 'order', ids: [...ids].reverse() }));
    expect(document.sections[0]?.id).toBe('opening');
    expect(headings(document).map((line) => line.replace(/^.+?、/, ''))).toEqual(
      [...before].reverse().map((line) => line.replace(/^.+?、/, '')),
    );
    expect(headings(document)[0]).toMatch(/^一、/);
    expect(outline.find(({ id }) => id === ids.at(-1))?.number).toBe('一、');
  });
  it('switched off are not printed and take no number; the outline still has them', () => {
    const template = small();
    const { document, outline } = applyComposition(template, arranged(template, { kind: 'print', id: 'ranking', isOn: false }));
    expect(said(document).join()).not.toContain('排名情况');
    expect(headings(document)).toHaveLength(headings(template).length - 1);
    expect(partOf(outline, 'ranking')).toMatchObject({ isOn: false, number: '' });
    const back = arranged(template, { kind: 'print', id: 'ranking', isOn: false }, { kind: 'print', id: 'ranking', isOn: true });
    expect(applyComposition(template, back).document).toEqual(applyComposition(template, AS_TEMPLATE).document);
  });
  it('a new one of the program follows the one it follows in the template', () => {
    const template = small();
    const ids = template.sections.filter(({ title }) => title !== null).map(({ id }) => id);
    const [first = '', second = '', ...rest] = ids;
    const without = { ...template, sections: template.sections.filter(({ id }) => id !== second) };
    const composition = arranged(without, { kind: 'order', ids: [...rest, first] });
    const order = applyComposition(template, composition).outline.filter(({ isAnnex, isFixed }) => !isAnnex && !isFixed);
    expect(order.map(({ id }) => id)).toEqual([...rest, first, second]);
  });
  it('the opening cannot be switched off', () => {
    expect(changed(small(), AS_TEMPLATE, { kind: 'print', id: 'opening', isOn: false })).toBeNull();
  });
  it('a heading with nothing left under it goes', () => {
    const template = small({ facts: { work: aWork() } });
    const part = partOf(applyComposition(template, AS_TEMPLATE).outline, 'ranking');
    const off = part.blocks.flatMap(({ kind, id }): readonly Change[] =>
      kind === 'heading' ? [] : [{ kind: 'print', id, isOn: false }],
    );
    const { document } = applyComposition(template, arranged(template, ...off));
    expect(document.sections.some(({ id }) => id === 'ranking')).toBe(false);
  });
});

/** A month whose registers are as they are, changed in a few counts of the ledger. */
const month = (ledger: Partial<NonNullable<MonthWork['ledger']>> = {}): PaperDocument =>
  small({ facts: { work: aWork({ ledger: { ...(aWork().ledger as NonNullable<MonthWork['ledger']>), ...ledger } }) } });
const dispatch = (template: PaperDocument, composition: Composition) => {
  const { document, outline } = applyComposition(template, composition);
  return { lines: section(document, 'dispatch'), first: paragraphs(partOf(outline, 'dispatch'))[0], doubts: doubtsOf(outline) };
};

describe('a sentence in the office’s words', () => {
  const { id, text, figures } = firstOf(month(), 'dispatch');
  const word = (own: string): Composition => arranged(month(), { kind: 'word', id, text: own });

  it('has its figures by the words around them', () => {
    expect(text).toContain('台账共有任务${台账共有任务…项}项');
    expect(figures).toContainEqual({ token: '台账共有任务…项', text: '45' });
    expect(new Set(figures.map(({ token }) => token)).size).toBe(figures.length);
  });
  it('keeps its words and takes the figures of today', () => {
    const composition = word(`暂缓的有\${暂缓…项}项，在全部\${台账共有任务…项}项中占比不高。`);
    expect(dispatch(month(), composition).lines[0]).toBe('暂缓的有2项，在全部45项中占比不高。');
    const later = dispatch(month({ items: 51, suspended: 3 }), composition);
    expect(later.lines[0]).toBe('暂缓的有3项，在全部51项中占比不高。');
    expect(later.doubts).toEqual([]);
    expect(later.first).toMatchObject({ source: 'edited', typed: [] });
  });
  it('names a figure that is not there any more, prints a gap for it, and is 待核', () => {
    const later = dispatch(month({ suspended: 0 }), word('暂缓的有${暂缓…项}项，全部${台账共有任务…项}项。'));
    expect(later.lines[0]).toBe('暂缓的有〔缺数〕项，全部45项。');
    expect(later.doubts.map(({ doubt }) => doubt)).toEqual([
      '“暂缓…项”一处的数（原为“2”）现在没有了，请改写这句话，或恢复原文。',
    ]);
  });
  it('is 待核 when the program words it otherwise now, until somebody has looked', () => {
    const template = month({ suspended: 0 });
    const composition = word('全部任务${台账共有任务…项}项。');
    const later = dispatch(template, composition);
    expect(later.lines[0]).toBe('全部任务45项。');
    expect(later.doubts.map(({ doubt }) => doubt)).toEqual(['数据变动后，原文换了说法，改过的话可能不再合适，请核对。']);
    const accepted = changed(template, composition, { kind: 'accept', id });
    expect(dispatch(template, accepted?.composition ?? AS_TEMPLATE).doubts).toEqual([]);
  });
  it('does not take 下降 for 提高: a figure under other words is another figure', () => {
    const rising = [
      { text: '平均得分' },
      { text: '88.10', figure: true },
      { text: '分，比1月提高' },
      { text: '0.53', figure: true },
      { text: '分。' },
    ];
    const falling = [
      { text: '平均得分' },
      { text: '87.00', figure: true },
      { text: '分，比1月下降' },
      { text: '1.10', figure: true },
      { text: '分。' },
    ];
    const wording = wordingOf(`提高了\${比1月提高…分}分，达到\${平均得分…分}分。`, rising);
    expect(
      renderWording(wording, rising)
        .runs.map((run) => run.text)
        .join(''),
    ).toBe('提高了0.53分，达到88.10分。');
    const later = renderWording(wording, falling);
    expect(later.runs.map((run) => run.text).join('')).toBe('提高了〔缺数〕分，达到87.00分。');
    expect(later.doubts).toEqual(['“比1月提高…分”一处的数（原为“0.53”）现在没有了，请改写这句话，或恢复原文。']);
  });
  it('that the program does not say any more is not printed and not lost', () => {
    const without = small({ facts: { work: aWork({ ledger: null }) } });
    const { document, outline } = applyComposition(without, word('全部任务${台账共有任务…项}项。'));
    expect(section(document, 'dispatch').join()).not.toContain('全部任务');
    const gone = paragraphs(partOf(outline, 'dispatch')).find(({ source }) => source === 'gone');
    expect(gone).toMatchObject({ id, text: '全部任务${台账共有任务…项}项。' });
    expect(doubtsOf(outline)).toHaveLength(1);
    // A whole part that is gone keeps what was written for it, too.
    const partless = { ...without, sections: without.sections.filter((one) => one.id !== 'dispatch') };
    expect(partOf(applyComposition(partless, word('甲')).outline, '').blocks).toHaveLength(1);
    const removed = changed(partless, word('甲'), { kind: 'word', id, text: '' });
    expect(applyComposition(partless, removed?.composition ?? AS_TEMPLATE).outline.some((part) => part.id === '')).toBe(false);
  });
  it('typed again as the program has it is the program’s again', () => {
    const composition = arranged(month(), { kind: 'word', id, text: '甲' }, { kind: 'word', id, text });
    expect(composition).toEqual(AS_TEMPLATE);
  });
  it('says which numbers were typed and will not follow', () => {
    expect(dispatch(month(), word('力争3月底前完成${台账共有任务…项}项的80%。')).first?.typed).toEqual(['3', '80%']);
  });
});

describe('paragraphs of the office’s own', () => {
  it('stand after the sentence they were added to, also when they are reworded, and go', () => {
    const template = month();
    const { id } = firstOf(template, 'dispatch');
    const add = { kind: 'add', section: 'dispatch', after: id, text: '各区县要抓紧。' } as const;
    const one = arranged(template, add);
    expect(dispatch(template, one).lines[1]).toBe('各区县要抓紧。');
    const [added] = one.added;
    const reworded = changed(template, one, { kind: 'reword', id: added?.id ?? '', text: '请抓紧办理。' });
    expect(dispatch(template, reworded?.composition ?? one).lines[1]).toBe('请抓紧办理。');
    const gone = changed(template, one, { kind: 'reword', id: added?.id ?? '', text: '' });
    expect(gone?.composition).toEqual(AS_TEMPLATE);
  });
  it('stay when the sentence before them is not said any more', () => {
    const { id } = firstOf(month(), 'dispatch');
    const composition = arranged(month(), { kind: 'add', section: 'dispatch', after: id, text: '各区县要抓紧。' });
    const without = small({ facts: { work: aWork({ ledger: null }) } });
    expect(dispatch(without, composition).lines).toContain('各区县要抓紧。');
  });
});

describe('annexes and references', () => {
  it('a sentence that sends the reader to an annex that is not printed is 待核', () => {
    const template = month();
    const annex = partOf(applyComposition(template, AS_TEMPLATE).outline, '附件 督察问题清单');
    const { document, outline } = applyComposition(template, arranged(template, { kind: 'print', id: annex.id, isOn: false }));
    expect(document.annexes.map(({ title }) => title)).not.toContain('督察问题清单');
    expect(
      doubtsOf(outline)
        .map(({ doubt }) => doubt)
        .join(),
    ).toContain('附件《督察问题清单》');
  });
});

describe('back to the program’s', () => {
  it('a sentence, a part, or everything', () => {
    const template = month();
    const { id } = firstOf(template, 'dispatch');
    const all: readonly Change[] = [
      { kind: 'word', id, text: '甲' },
      { kind: 'add', section: 'dispatch', after: null, text: '乙' },
      { kind: 'print', id: 'ranking', isOn: false },
    ];
    expect(arranged(template, ...all, { kind: 'reset', id }).wordings).toEqual({});
    expect(arranged(template, ...all, { kind: 'reset', id: 'dispatch' })).toEqual({ ...AS_TEMPLATE, off: ['ranking'] });
    expect(arranged(template, ...all, { kind: 'reset', id: null })).toEqual(AS_TEMPLATE);
  });
});
