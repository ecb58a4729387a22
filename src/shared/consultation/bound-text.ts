/**
 * A text that clerks edit while its figures stay bound: a figure stands in it as a token, `${得分}`, and is put in from the facts each time it is shown
 * or printed. The same for 病因, the 专门情况报告 and the bulletin; plain data, no dialog of its own.
 *
 * What is refused (refusalOfBound) and why:
 * - a token the facts do not have, or one that is not written out: it would print as nothing;
 * - a token of the template that is gone: the sentence may be moved and reworded, its figure may not be dropped;
 * - a figure typed by hand where the program has one: a score (“72.31 分”), a place (“第 11 位”), or any number with a decimal point that is also one of the
 *   facts. Counts, dates, amounts (“3 项”, “3月20日”, “12 万元”) are the clerk's own words and pass;
 * - digits up against a token (“7${名次}”): they would read as one other number.
 */
import type { Run } from '../bulletin/document.ts';

export type BoundFigure = {
  /** What a clerk calls it: “得分”, “A1 得分率”. Without { } $. */
  readonly token: string;
  /** As it is published: “72.31”; a name where it is one. */
  readonly text: string;
};
export type BoundPiece = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'figure'; readonly token: string };

const TOKEN = /\$\{([^{}$]+)\}/gu;
const MISSING = '〔缺数〕';

export const tokenText = (token: string): string => `\${${token}}`;

/** @example “得 ${得分} 分” → text “得 ”, figure 得分, text “ 分” */
export function parseBound(text: string): readonly BoundPiece[] {
  const pieces: BoundPiece[] = [];
  let at = 0;
  for (const found of text.matchAll(TOKEN)) {
    if (found.index > at) pieces.push({ kind: 'text', text: text.slice(at, found.index) });
    pieces.push({ kind: 'figure', token: found[1] ?? '' });
    at = found.index + found[0].length;
  }
  if (at < text.length) pieces.push({ kind: 'text', text: text.slice(at) });
  return pieces;
}

/** Runs for the paper and the screen, figures marked; a token without a figure says 〔缺数〕. */
export function renderBound(text: string, figures: readonly BoundFigure[]): readonly Run[] {
  const known = new Map(figures.map((figure) => [figure.token, figure.text]));
  return parseBound(text).map((piece) =>
    piece.kind === 'text' ? { text: piece.text } : { text: known.get(piece.token) ?? MISSING, figure: true },
  );
}

/** Tokens of a text the facts do not have, each once. */
export function unknownTokens(text: string, figures: readonly BoundFigure[]): readonly string[] {
  const known = new Set(figures.map(({ token }) => token));
  return [...new Set(tokensOf(text))].filter((token) => !known.has(token));
}

const tokensOf = (text: string): readonly string[] =>
  parseBound(text).flatMap((piece) => (piece.kind === 'figure' ? [piece.token] : []));

/** 分钟, 分管, 分别 … are no points. */
const POINTS = /^\s*分(?![钟管之别工局类级组解批期为成支公析配头])/u;
const PLACE_BEFORE = /(第|列|排)\s*$/u;
const PLACE_AFTER = /^\s*[位名](?!单|称|额|下|义)/u;
const NUMBER = /\d+(?:\.\d+)?/g;

/**
 * Why a text is not kept, in a sentence; null when it is.
 * @param template the text as the program proposed it; its tokens must all be there still. Left out for a text of the clerk's own
 */
export function refusalOfBound(text: string, figures: readonly BoundFigure[], template = ''): string | null {
  const rest = text.replace(TOKEN, '');
  if (rest.includes('${')) return '“${”没有写完整，请删去，或重新选“插入数据”。';
  const [unknown] = unknownTokens(text, figures);
  if (unknown !== undefined) return `没有“${unknown}”这项数据，请删去，或重新选“插入数据”。`;
  const known = new Map(figures.map((figure) => [figure.token, figure.text]));
  const left = [...tokensOf(text)];
  for (const token of tokensOf(template)) {
    const at = left.indexOf(token);
    if (at < 0) return `这段话少了“${token}”（${known.get(token) ?? MISSING}），数据可以移动，不能删去，请恢复。`;
    left.splice(at, 1);
  }
  const pieces = parseBound(text);
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind !== 'text') continue;
    const typed = typedFigure(piece.text.normalize('NFKC'), figures);
    if (typed !== null) return `“${typed}”不能手工写，得分、名次和已有的数据请选“插入数据”填入，以后随数据更新。`;
    const glued = gluedDigits(piece.text, pieces[at - 1], pieces[at + 1], known);
    if (glued !== null) return `“${glued}”紧挨着数据，会读成另一个数，请隔开或删去。`;
  }
  return null;
}

/** The first figure of a literal text that the program should have put in. */
function typedFigure(text: string, figures: readonly BoundFigure[]): string | null {
  for (const found of text.matchAll(NUMBER)) {
    const [number] = found;
    const before = text.slice(0, found.index);
    const after = text.slice(found.index + number.length);
    if (POINTS.test(after)) return `${number} 分`;
    if (PLACE_BEFORE.test(before) && PLACE_AFTER.test(after)) return `第 ${number} ${after.trimStart()[0] ?? ''}`;
    if (number.includes('.') && figures.some((figure) => figure.text.replace(/%$/, '') === number)) return number;
  }
  return null;
}

function gluedDigits(
  text: string,
  before: BoundPiece | undefined,
  after: BoundPiece | undefined,
  known: ReadonlyMap<string, string>,
): string | null {
  const isNumber = (piece: BoundPiece | undefined): boolean =>
    piece?.kind === 'figure' && /^-?[\d.]+%?$/.test(known.get(piece.token) ?? '');
  if (isNumber(before)) {
    const found = /^[.．]?\p{Nd}+/u.exec(text);
    if (found) return found[0];
  }
  if (isNumber(after)) {
    const found = /\p{Nd}+[.．]?$/u.exec(text);
    if (found) return found[0];
  }
  return null;
}
