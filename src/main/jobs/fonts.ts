/**
 * The faces of an official paper and which of them has a character. pdfmake prints a box where a font lacks a glyph, so every text is split
 * into runs first, code point by code point: own face → 宋体 (full) → 楷体. Files are read and parsed once in a worker's life.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { create, type Font } from 'fontkit';
import { fontNames } from './font-names.ts';

/** 仿宋 text · 楷体 second headings · 黑体 first headings · 小标宋 titles · 宋体 digits, page numbers and whatever the others lack. */
export type FaceName = 'fang' | 'kai' | 'hei' | 'heiBold' | 'biao' | 'song';

export type Face = {
  /** Key of the font inside the PDF; one file has one key. */
  readonly key: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly font: Font;
  readonly isOfficeFont: boolean;
  /** Above and below the base line, in ems; pdfmake hangs a line from its ascent. */
  readonly ascent: number;
  readonly descent: number;
};

type Piece = { readonly text: string; readonly face: Face };

export type FontBook = {
  readonly face: (name: FaceName) => Face;
  /** The face that prints this character; characters no font has are noted and print as 〓. */
  readonly faceFor: (character: string, name: FaceName) => Piece;
  /** Runs of one face each. */
  readonly split: (text: string, name: FaceName) => readonly Piece[];
  /** Advance of one character in ems. */
  readonly advance: (piece: Piece) => number;
  readonly missingCharacters: () => readonly string[];
  /** Characters a face printed for another that lacks them. */
  readonly lentBy: (face: Face) => readonly string[];
  /** Faces this document has asked for so far. */
  readonly opened: () => ReadonlyMap<FaceName, Face>;
};

export type FontOptions = {
  /** resources/fonts. */
  readonly fontFolder: string;
  /** Use 方正小标宋, 仿宋_GB2312 and the others where the office has them: they are what the standard means, and may not be shipped. */
  readonly preferOfficeFonts?: boolean;
};

const bundled: Readonly<Record<FaceName, readonly string[]>> = {
  fang: ['FangSong-Regular.otf', 'FangSong-Regular.ttf'],
  kai: ['KaiTi-Regular.ttf'],
  hei: ['HeiTi-Regular.ttf'],
  heiBold: ['HeiTi-Bold.ttf'],
  biao: ['XiaoBiaoSong-Bold.ttf'],
  song: ['Song-Regular.ttf'],
};

/** File names as Windows, 方正 and the 麒麟 and 统信 desktops install them, best first. 宋体 stays the shipped one: it has every character. */
const officeFiles: Readonly<Partial<Record<FaceName, readonly string[]>>> = {
  fang: ['仿宋_gb2312.ttf', 'fangsong_gb2312.ttf', 'simfang.ttf', 'fzfsk.ttf', 'fzfs_gbk.ttf'],
  kai: ['楷体_gb2312.ttf', 'kaiti_gb2312.ttf', 'simkai.ttf', 'fzktk.ttf', 'fzkt_gbk.ttf'],
  hei: ['simhei.ttf', 'fzhtk.ttf', 'fzht_gbk.ttf'],
  biao: ['fzxbsjw.ttf', '方正小标宋简体.ttf', 'fzxbsk.ttf', '方正小标宋_gbk.ttf', 'fzxbs_gbk.ttf'],
};

/** What those fonts call themselves, for files that were renamed. */
const officeNames: Readonly<Partial<Record<FaceName, readonly string[]>>> = {
  fang: ['仿宋_GB2312', 'FangSong_GB2312', '方正仿宋_GBK', '方正仿宋简体', '仿宋', 'FangSong'],
  kai: ['楷体_GB2312', 'KaiTi_GB2312', '方正楷体_GBK', '方正楷体简体', '楷体', 'KaiTi'],
  hei: ['黑体', 'SimHei', '方正黑体_GBK', '方正黑体简体'],
  biao: ['方正小标宋简体', 'FZXiaoBiaoSong-B05S', '方正小标宋_GBK', 'FZXiaoBiaoSong-B05'],
};

const labels: Readonly<Record<FaceName, string>> = {
  fang: '仿宋',
  kai: '楷体',
  hei: '黑体',
  heiBold: '黑体（粗）',
  biao: '小标宋',
  song: '宋体',
};

const SUBSTITUTE = '〓';
/** Marks that only choose a form or join, and print nothing of their own: zero-width signs, line separators, variation selectors. */
const INVISIBLE: readonly (readonly [number, number])[] = [
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x2064],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xe0100, 0xe01ef],
];
const isInvisible = (point: number): boolean => INVISIBLE.some(([from, to]) => point >= from && point <= to);

const parsed = new Map<string, Face>();
let officeFonts: OfficeFonts | null = null;

/** Opens the faces of one document. Throws when a shipped face is not in its folder: a paper without its letters must not be made. */
export function openFonts(options: FontOptions): FontBook {
  const faces = new Map<FaceName, Face>();
  const face = (name: FaceName): Face => {
    const known = faces.get(name);
    if (known) return known;
    const found = (options.preferOfficeFonts === true ? officeFace(name) : null) ?? shippedFace(name, options.fontFolder);
    faces.set(name, found);
    return found;
  };
  const missing = new Set<string>();
  const lent = new Map<Face, readonly string[]>();
  const chosen = new Map<string, Piece>();
  const faceFor = (character: string, name: FaceName): Piece => {
    const key = `${name}${character}`;
    const known = chosen.get(key);
    if (known) return known;
    const point = character.codePointAt(0) ?? 0x20;
    const lender = ([name, 'song', 'kai'] as const).find((candidate) => hasGlyph(face(candidate), point));
    const owner = lender && face(lender);
    if (owner && owner !== face(name)) lent.set(owner, [...(lent.get(owner) ?? []), character]);
    const piece = owner ? { text: character, face: owner } : { text: SUBSTITUTE, face: face('song') };
    if (!owner) missing.add(character);
    chosen.set(key, piece);
    return piece;
  };
  const split = (text: string, name: FaceName): readonly Piece[] => {
    const pieces: { text: string; face: Face }[] = [];
    for (const character of printable(text)) {
      const piece = faceFor(character, name);
      const last = pieces.at(-1);
      if (last?.face === piece.face) last.text += piece.text;
      else pieces.push({ ...piece });
    }
    return pieces;
  };
  const widths = new Map<string, number>();
  const advance = ({ text, face: owner }: Piece): number => {
    const key = `${owner.key}${text}`;
    const known = widths.get(key);
    if (known !== undefined) return known;
    const glyph = owner.font.glyphForCodePoint(text.codePointAt(0) ?? 0x20);
    const width = glyph.advanceWidth / owner.font.unitsPerEm;
    widths.set(key, width);
    return width;
  };
  return {
    face,
    faceFor,
    split,
    advance,
    missingCharacters: () => [...missing],
    lentBy: (face) => [...new Set(lent.get(face))],
    opened: () => faces,
  };
}

/** The characters of a text that print something, by code point. Tabs and line ends become spaces: official text has neither. */
export function* printable(text: string): Generator<string> {
  for (const character of text) {
    if (isInvisible(character.codePointAt(0) ?? 0)) continue;
    yield /\s/.test(character) && character !== '\u3000' ? ' ' : character;
  }
}

/** So many lent characters are named, of more the number. */
const NAMED = 20;

/** How the document log names a face: 仿宋：FangSong（simfang.ttf，本机字体）; 宋体：PaperSong（Song-Regular.ttf），代印㙟垚. */
export function fontLabel(name: FaceName, face: Face, lent: readonly string[] = []): string {
  const own = `${labels[name]}：${face.font.postscriptName ?? face.font.familyName}（${basename(face.file)}${face.isOfficeFont ? '，本机字体' : ''}）`;
  if (lent.length === 0) return own;
  return `${own}，代印${lent.slice(0, NAMED).join('')}${lent.length > NAMED ? `等${lent.length}字` : ''}`;
}

const hasGlyph = (face: Face, point: number): boolean => face.font.hasGlyphForCodePoint(point);

function shippedFace(name: FaceName, folder: string): Face {
  const file = bundled[name].map((fileName) => join(folder, fileName)).find((candidate) => existsSync(candidate));
  if (file === undefined) throw new Error(`font file missing: ${bundled[name].join(' or ')} in ${folder}`);
  return read(file, false);
}

/** null where the office has no such font, or has one that cannot be read: a damaged private font must not stop a bulletin. */
function officeFace(name: FaceName): Face | null {
  officeFonts ??= listOfficeFonts();
  const office = officeFonts;
  for (const fileName of officeFiles[name] ?? []) {
    const file = office.byFile.get(fileName);
    const face = file === undefined ? null : usable(file);
    if (face) return face;
  }
  for (const wanted of officeNames[name] ?? []) {
    const file = office.byName().get(wanted);
    const face = file === undefined ? null : usable(file);
    if (face) return face;
  }
  return null;
}

/** A font for Chinese has 淄. */
function usable(file: string): Face | null {
  try {
    const face = read(file, true);
    return hasGlyph(face, 0x6dc4) ? face : null;
  } catch (error) {
    console.warn(`office font ${file} cannot be read, the shipped one is used:`, error);
    return null;
  }
}

function read(file: string, isOfficeFont: boolean): Face {
  const known = parsed.get(file);
  if (known) return known;
  const bytes = readFileSync(file);
  const font = create(bytes);
  if ('fonts' in font) throw new Error(`${file} is a collection of fonts`);
  const face: Face = {
    key: `font${parsed.size + 1}`,
    file,
    bytes,
    font,
    isOfficeFont,
    ascent: font.ascent / font.unitsPerEm,
    descent: -font.descent / font.unitsPerEm,
  };
  parsed.set(file, face);
  return face;
}

/** Font files of the machine by lower-case file name, and, looked into only when asked for, by what they call themselves. */
type OfficeFonts = { readonly byFile: ReadonlyMap<string, string>; readonly byName: () => ReadonlyMap<string, string> };

function listOfficeFonts(): OfficeFonts {
  const folders =
    process.platform === 'win32'
      ? [
          join(process.env.SystemRoot ?? 'C:\\Windows', 'Fonts'),
          join(process.env.LOCALAPPDATA ?? homedir(), 'Microsoft', 'Windows', 'Fonts'),
        ]
      : ['/usr/share/fonts', '/usr/local/share/fonts', join(homedir(), '.local', 'share', 'fonts'), join(homedir(), '.fonts')];
  const files = new Map<string, string>();
  for (const folder of folders) collectFonts(folder, files);
  let named: Map<string, string> | null = null;
  return {
    byFile: files,
    byName: () => {
      named ??= new Map([...files.values()].flatMap((file) => namesOf(file).map((name) => [name, file] as const)));
      return named;
    },
  };
}

function namesOf(file: string): readonly string[] {
  try {
    return fontNames(file);
  } catch (error) {
    if (!isUnlistable(error)) throw error;
    return [];
  }
}

function collectFonts(folder: string, files: Map<string, string>): void {
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const name = entry.name.toLowerCase();
      if (!entry.isDirectory() && /\.[ot]tf$/.test(name) && !files.has(name)) files.set(name, join(entry.parentPath, entry.name));
    }
  } catch (error) {
    // A folder that is not there or may not be listed holds no font for this paper; anything else is a fault and goes on.
    if (!isUnlistable(error)) throw error;
  }
}

const isUnlistable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(String(error.code));
