/** Measures of GB/T 9704—2012 党政机关公文格式, in points. Each with its clause. */
import type { HeadMode } from '../../shared/bulletin/document.ts';
import type { Frame } from './paper-flow.ts';
import { mm, type TextStyle } from './paper-text.ts';

/** 5.1: A4 (210 mm × 297 mm). */
export const A4 = { width: mm(210), height: mm(297) };
/** 5.2.1: 天头 37 mm，订口 28 mm，版心 156 mm × 225 mm; so 26 mm and 35 mm are left. */
export const margins = { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35) };
const core = { width: mm(156), height: mm(225) };

/** 5.2.2: 每面排22行，每行排28个字，并撑满版心. 156 mm ÷ 28 = 5.571 mm a character, 225 mm ÷ 22 = 10.227 mm a line. */
const LINES = 22;
const CHARACTERS = 28;
export const cell = core.width / CHARACTERS;
export const pitch = core.height / LINES;

/** 字号: 2号 22, 3号 16, 4号 14, 小四 12, 五号 10.5, 小五 9. */
export const TITLE_SIZE = 22;
export const BODY_SIZE = 16;
export const SMALL_SIZE = 14;
/** From one line of a title to the next. */
export const TITLE_PITCH = TITLE_SIZE * 1.55;

/** Red of the red head and its rule (interface.md: official red). */
const RED = '#c8102e';
/** Colour of what is red on a full paper; null: left blank. */
export const headColor: Readonly<Record<HeadMode, string | null>> = { full: RED, preprinted: null, draft: '#000000' };
export const marksOf = (marks: readonly string[], mode: HeadMode): readonly string[] =>
  mode === 'draft' ? ['草稿', ...marks] : marks;

/**
 * 10.1 信函格式: 发文机关标志上边缘至上页边为30 mm; 红色双线在其下4 mm处（上粗下细）, 另一条距下页边20 mm（上细下粗）, 线长均为170 mm，居中排布;
 * 发文字号在第一条红色双线下, 与该线的距离为3号汉字高度的7/8.
 */
export const letter = {
  top: mm(30),
  gap: mm(4),
  foot: mm(20),
  ruleWidth: mm(170),
  thick: mm(1),
  thin: mm(0.4),
  between: mm(0.5),
};

export const portrait: Frame & { readonly width: number } = {
  orientation: 'portrait',
  x: margins.left,
  top: margins.top,
  width: core.width,
  height: core.height,
  pitch,
};

/**
 * 7.6: A4纸型的表格横排时，页码位置与公文其他页码保持一致，单页码表头在订口一边，双页码表头在切口一边: the sheet is bound like all the others,
 * so the head of a lying page is the left edge of the upright one, and the margins turn with it.
 */
export const landscape: Frame & { readonly width: number } = {
  orientation: 'landscape',
  x: margins.bottom,
  top: margins.left,
  width: core.height,
  height: core.width,
  pitch,
};

const tracking = cell - BODY_SIZE;
/** 3号仿宋, the text of the paper. */
export const body: TextStyle = { face: 'fang', size: BODY_SIZE, latin: 'song', tracking };
/** 7.3.3: 第一层黑体、第二层楷体、第三层和第四层仿宋. */
export const headingStyle = (level: 1 | 2 | 3 | 4): TextStyle => {
  if (level === 1) return { face: 'hei', size: BODY_SIZE, tracking };
  return level === 2 ? { face: 'kai', size: BODY_SIZE, latin: 'song', tracking } : body;
};
export const strongBody: TextStyle = { face: 'hei', size: BODY_SIZE, tracking };
export const titleStyle: TextStyle = { face: 'biao', size: TITLE_SIZE };
/** 版记 4号仿宋 (7.4.2). */
export const colophonStyle: TextStyle = { face: 'fang', size: SMALL_SIZE, latin: 'song' };
/** 页码 4号半角宋体阿拉伯数字 (7.5). */
export const pageNumberStyle: TextStyle = { face: 'song', size: SMALL_SIZE };
export const captionStyle: TextStyle = { face: 'hei', size: 12 };
export const CAPTION_PITCH = 20;
export const noteStyle: TextStyle = { face: 'fang', size: 10.5, latin: 'song' };
export const NOTE_PITCH = 15;
/** Air above and below a table or a picture. */
export const blockAir = { above: 6, below: 8 };
/** 小五, beside the code at the foot. */
export const sealStyle: TextStyle = { face: 'song', size: 9, color: '#404040' };
export const markStyle: TextStyle = { face: 'hei', size: 10.5, color: '#595959' };

/** From the top of a line to its base line: all faces sit on one base line, the ascent of the square of a Han character above it. */
export const baseline = (size: number): number => size * 0.88;
