/** What is set smaller than the text: of a statement a line with its points and what they rest on, each kept with what follows; a QR code with its lines. */
import { encode } from 'uqr';
import type { DocumentBlock, Run } from '../../shared/bulletin/document.ts';
import { qrPath } from '../../shared/qr.ts';
import type { FontBook } from './fonts.ts';
import { type Box, type Flowable, space } from './paper-flow.ts';
import { baseline, captionStyle, cell } from './paper-format.ts';
import { mm, placeLine, type StyledText, setOneLine, setText, type TextStyle } from './paper-text.ts';

/** 小四黑体 for the line, 五号宋体 for what it rests on: 仿宋 is too light for so small a size. */
const entryStyle: TextStyle = { face: 'hei', size: 12 };
const labelStyle: TextStyle = { face: 'hei', size: 10.5 };
export const detailStyle: TextStyle = { face: 'song', size: 10.5 };
export const ENTRY_PITCH = 19;
export const DETAIL_PITCH = 14.5;
/** Air above a line with its points. */
export const ENTRY_AIR = 8;

/** “A1 改革任务按期推进        满分15分  得14.21分”; an aside that has no room beside its line stands under it. */
export function entryBoxes(runs: readonly Run[], aside: string, width: number, fonts: FontBook): readonly Flowable[] {
  const right = setOneLine(aside, entryStyle, fonts);
  const left = setOneLine(textOf(runs), entryStyle, fonts);
  const at = 4 + baseline(entryStyle.size);
  const isOneLine = fitsBeside(runs, aside, width, fonts);
  const lines = isOneLine ? [left] : setText([{ text: textOf(runs), style: entryStyle }], { width, em: entryStyle.size }, fonts);
  const boxes = lines.map((line, index): Box => {
    const isBeside = isOneLine && index === 0;
    return {
      height: ENTRY_PITCH,
      keepsNext: true,
      draw: (x, y) => [...placeLine(line, x, y + at), ...(isBeside ? placeLine(right, x + width - right.width, y + at) : [])],
    };
  });
  const under: Box = {
    height: ENTRY_PITCH,
    keepsNext: true,
    draw: (x, y) => placeLine(right, x + width - right.width, y + at),
  };
  return [space(ENTRY_AIR), ...boxes, ...(isOneLine ? [] : [under])];
}

/** Does the aside stand at the end of its line, two characters away? */
export function fitsBeside(runs: readonly Run[], aside: string, width: number, fonts: FontBook): boolean {
  const words = setOneLine(textOf(runs), entryStyle, fonts).width + setOneLine(aside, entryStyle, fonts).width;
  return words + 2 * entryStyle.size <= width;
}

/** Width of “条款：”, from which the text hangs. */
export const labelWidth = (label: string, fonts: FontBook): number => setOneLine(`${label}：`, labelStyle, fonts).width;

/** “条款：按期完成节点数……”, its further lines under the first word after the label. */
export function detailBoxes(label: string, runs: readonly Run[], width: number, fonts: FontBook): readonly Flowable[] {
  const head = setOneLine(`${label}：`, labelStyle, fonts);
  const blank = setOneLine(' ', detailStyle, fonts).width;
  const parts: readonly StyledText[] = runs.map((run) => ({ text: run.text, style: detailStyle }));
  return setText(parts, { width: width - head.width, em: detailStyle.size, isRagged: true }, fonts).map((line, index) => {
    // A formula broken beside a sign takes its blank along; the line begins with the sign all the same.
    const inset = line.items[0]?.text.startsWith(' ') ? blank : 0;
    return {
      height: DETAIL_PITCH,
      keepsNext: true,
      draw: (x, y) => [
        ...(index === 0 ? placeLine(head, x, y + 2 + baseline(detailStyle.size)) : []),
        ...placeLine(line, x + head.width - inset, y + 2 + baseline(detailStyle.size)),
      ],
    };
  });
}

const textOf = (runs: readonly Run[]): string => runs.map((run) => run.text).join('');

/** The square two characters in, its lines beside it from the top. */
export function codeBox({ text, sizeMm, beside }: Extract<DocumentBlock, { kind: 'code' }>, fonts: FontBook): Box {
  const side = mm(sizeMm);
  const { path, size } = qrPath(encode(text, { ecc: 'M', border: 0 }));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
  const lines = beside.map((line) => setOneLine(line, captionStyle, fonts));
  return {
    height: side,
    draw: (x, y) => [
      { kind: 'svg', x: x + 2 * cell, y, width: side, height: side, svg },
      ...lines.flatMap((line, at) =>
        placeLine(line, x + 2 * cell + side + mm(6), y + baseline(captionStyle.size) + at * captionStyle.size * 1.8),
      ),
    ],
  };
}
