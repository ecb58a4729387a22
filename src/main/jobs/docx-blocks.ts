/** Blocks of a paper as Word's paragraphs and tables, in the measures the pages were set in (paper-layout.ts). */
import { AlignmentType, type Paragraph, type Table, TabStopType, TextRun } from 'docx';
import { encode } from 'uqr';
import type { DocumentBlock, Run } from '../../shared/bulletin/document.ts';
import { qrPath } from '../../shared/qr.ts';
import type { Draw } from './docx-picture.ts';
import { twips } from './docx-style.ts';
import { plainTable, tableContent } from './docx-table.ts';
import { air, type Content, fitted, line, type Work, words } from './docx-text.ts';
import { BODY_SIZE, blockAir, body, CAPTION_PITCH, cell, headingStyle, noteStyle, strongBody } from './paper-format.ts';
import { detailStyle, ENTRY_AIR, fitsBeside, labelWidth } from './paper-small.ts';
import { mm } from './paper-text.ts';

/** So much less above a line that stands on the grid here: what a table takes more in another program must not turn a page. */
const SPARE = 4;
/** Letters sit low on their lines in Word: there is less air to see above a table than below it. */
const AIR = { above: blockAir.above + 6, below: blockAir.below - 6 };

/** All of a block, or only its end, stays with what follows. */
type Keeps = 'all' | 'end' | 'nothing';
type SmallParagraph = Extract<DocumentBlock, { kind: 'paragraph' }> & {
  readonly small: NonNullable<Extract<DocumentBlock, { kind: 'paragraph' }>['small']>;
};
const isSmall = (block: DocumentBlock | undefined): block is SmallParagraph =>
  block?.kind === 'paragraph' && block.small !== undefined;

/** Blocks one after the other. @param keepsAt what of each block stays with the next */
export function blocksContent(
  blocks: readonly DocumentBlock[],
  width: number,
  work: Work,
  keepsAt: (index: number) => Keeps = () => 'nothing',
): readonly Content[] {
  const content: Content[] = [];
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at];
    if (!block) break;
    if (!isSmall(block)) {
      const joins = { above: isText(blocks[at - 1]) && isBare(block), below: isText(block) && isBare(blocks[at + 1]) };
      content.push(...blockContent(block, width, work, keepsAt(at), joins));
      continue;
    }
    const isAfterHeading = blocks[at - 1]?.kind === 'heading';
    const lines = smallLines(block, width, work);
    for (let next = blocks[at + 1]; isSmall(next) && next.small.form === 'detail'; next = blocks[at + 1]) {
      lines.push(...smallLines(next, width, work));
      at += 1;
    }
    content.push(air(ENTRY_AIR, isAfterHeading));
    const next = blocks[at + 1];
    if (next?.kind === 'table' && next.caption === undefined && next.table.isWhole) {
      at += 1;
      lines.push(air(blockAir.above, true));
      content.push(...tableBlock(next, width, work, keepsAt(at), lines));
    } else content.push(plainTable([twips(width)], [lines]));
  }
  return content;
}

const isText = (block: DocumentBlock | undefined): boolean =>
  block?.kind === 'heading' || (block?.kind === 'paragraph' && block.small === undefined);
const isBare = (block: DocumentBlock | undefined): boolean => block?.kind === 'table' && block.caption === undefined;

/** A line of a statement, or one of those it rests on. */
const smallLines = ({ small, runs }: SmallParagraph, width: number, work: Work): Paragraph[] =>
  small.form === 'entry' ? [...entry(runs, small.aside, width, work)] : [detail(small.label, runs, width, work)];

/**
 * @param joins a text and the table under it with no paragraph between them: LibreOffice holds a table to what is right above it, and turns all of
 *   them to the next page when there are more
 */
function blockContent(
  block: DocumentBlock,
  width: number,
  work: Work,
  keeps: Keeps,
  joins: { readonly above: boolean; readonly below: boolean },
): readonly Content[] {
  const { gap = 0, isFirst = false, leadsOn = false } = work.settings.get(block) ?? {};
  const spacing = {
    ...(gap > SPARE ? { before: twips(gap - SPARE) } : {}),
    ...(joins.below ? { after: twips(AIR.above) } : {}),
  };
  const around = Object.keys(spacing).length > 0 ? { spacing } : {};
  const keepNext = keeps !== 'nothing';
  const measure = { width, em: BODY_SIZE, indent: 2 * cell };
  switch (block.kind) {
    case 'heading': {
      const parts = [{ text: `${block.number ?? ''}${block.text}`, style: headingStyle(block.level) }];
      const style = `Heading${block.level}` as const;
      return [line(style, fitted(style, parts, measure, width, work), around)];
    }
    case 'paragraph': {
      const { lead, runs } = block;
      const parts = [
        ...(lead ? [{ text: `${lead.number ?? ''}${lead.text}`, style: headingStyle(lead.level) }] : []),
        ...joined(runs).map(({ text, bold }) => ({ text, style: bold ? strongBody : body })),
      ];
      return [
        line(
          'PaperText',
          fitted('PaperText', parts, measure, width, work),
          // Of a paragraph that goes with 署名 two lines at least.
          { ...around, keepNext: keepNext || leadsOn, ...(keepNext || leadsOn ? { widowControl: true } : {}) },
        ),
      ];
    }
    case 'table':
      return [
        ...(block.caption === undefined ? [] : [captionLine(block.caption, isFirst, work)]),
        ...(block.caption !== undefined || joins.above ? [] : [air(isFirst ? 1 : AIR.above, true)]),
        ...tableBlock(block, width, work, keeps),
      ];
    case 'chart': {
      const svg = work.chart(block.option);
      const picture = work.draw(svg, width, mm(block.heightMm), block.caption);
      // One row for both: LibreOffice keeps no caption with a picture that has to go to the next page.
      const both = [
        captionLine(block.caption, isFirst, work),
        line('PaperPicture', [picture], { keepNext: keepNext || block.note !== undefined }),
      ];
      return [plainTable([twips(width)], [both]), ...below(block.note, width, work, keepNext)];
    }
    case 'code':
      return [air(isFirst ? 1 : AIR.above, true), codeTable(block, work), air(AIR.below, keepNext)];
  }
}

/** @param lead what the table belongs to, in a row of its own */
function tableBlock(
  block: Extract<DocumentBlock, { kind: 'table' }>,
  width: number,
  work: Work,
  keeps: Keeps,
  lead: readonly Paragraph[] = [],
): readonly Content[] {
  const { table, note } = block;
  const { isTight = false, isWhole = false } = work.settings.get(block) ?? {};
  const keepNext = keeps !== 'nothing';
  const wantsWhole = keeps === 'all' || (isWhole && keeps !== 'end');
  return [
    tableContent(table, width, work, isTight, wantsWhole, keepNext || note !== undefined, lead),
    ...below(note, width, work, keepNext, lead.length > 0 ? blockAir.below : AIR.below),
  ];
}

const captionLine = (text: string, isFirst: boolean, work: Work): Paragraph =>
  line('PaperCaption', words(text, 'PaperCaption', work), {
    keepNext: true,
    spacing: { before: isFirst ? 0 : twips(AIR.above), line: twips(CAPTION_PITCH), lineRule: 'exact' },
  });

/** The note under a table or a picture, or the air there: two tables without a paragraph between them would be one. */
const below = (
  note: string | undefined,
  width: number,
  work: Work,
  keepNext: boolean,
  room: number = AIR.below,
): readonly Paragraph[] =>
  note === undefined
    ? [air(room, keepNext)]
    : [
        line('PaperNote', fitted('PaperNote', [{ text: note, style: noteStyle }], { width, em: noteStyle.size }, width, work), {
          keepNext,
          spacing: { after: twips(room) },
        }),
      ];

/** Neighbours set alike are one: a clerk who searches or marks words meets no seams. */
function joined(runs: readonly Run[]): readonly Run[] {
  const found: { text: string; bold: boolean }[] = [];
  for (const { text, bold = false } of runs) {
    const last = found.at(-1);
    if (last?.bold === bold) last.text += text;
    else found.push({ text, bold });
  }
  return found;
}

const textOf = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('');

function entry(runs: readonly Run[], aside: string, width: number, work: Work): readonly Paragraph[] {
  const style = 'PaperEntry';
  const right = words(aside, style, work);
  if (!fitsBeside(runs, aside, width, work.fonts)) {
    return [line(style, words(textOf(runs), style, work)), line(style, right, { alignment: AlignmentType.RIGHT })];
  }
  const tabStops = [{ type: TabStopType.RIGHT, position: twips(width) }];
  return [line(style, [...words(textOf(runs), style, work), new TextRun('\t'), ...right], { tabStops })];
}

function detail(label: string, runs: readonly Run[], width: number, work: Work): Paragraph {
  const style = 'PaperDetail';
  const hang = labelWidth(label, work.fonts);
  const hanging = twips(hang);
  const room = width - hang;
  const text = [{ text: textOf(runs), style: detailStyle }];
  const measure = { width: room, em: detailStyle.size, isRagged: true };
  return line(style, [...words(`${label}：`, style, work, 'hei'), ...fitted(style, text, measure, room, work)], {
    indent: { left: hanging, hanging },
  });
}

/** The square of a QR code. */
export function qrImage(text: string, side: number, draw: Draw, alt: string) {
  const { path, size } = qrPath(encode(text, { ecc: 'M', border: 0 }));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
  return draw(svg, side, side, alt);
}

/** The square two characters in, its lines beside it. */
function codeTable({ text, sizeMm, beside }: Extract<DocumentBlock, { kind: 'code' }>, work: Work): Table {
  const side = mm(sizeMm);
  const [first, second] = [twips(side + mm(6)), twips(mm(156) - 2 * cell - side - mm(6))];
  const picture = line('PaperPicture', [qrImage(text, side, work.draw, '二维码')]);
  const lines = beside.map((words_) =>
    line('PaperTable', words(words_, 'PaperTable', work, 'hei'), { spacing: { line: twips(12 * 1.8), lineRule: 'exact' } }),
  );
  return plainTable([first, second], [[picture], lines], twips(2 * cell));
}
