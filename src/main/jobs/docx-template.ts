/**
 * An office's own Word template: checked for what it names, and filled. docxtemplater finds a placeholder wherever Word has cut it into pieces,
 * repeats the row of a table and keeps every style of the template; nothing of it is executed (docx-templates runs JavaScript out of the file,
 * `patchDocument` of docx repeats no rows and does not say what it did not find, easy-template-x says less of what is wrong and where).
 */
import Docxtemplater, { type DXT } from 'docxtemplater';
import InspectModule from 'docxtemplater/js/inspect-module.js';
import PizZip from 'pizzip';
import {
  likeliest,
  type TemplateData,
  type TemplateKind,
  type TemplateProblem,
  templatePlaces,
} from '../../shared/bulletin/template-places.ts';
import { AppError } from '../../shared/errors.ts';

/** Unpacked, a template of an office is a few megabytes; more is a bomb. */
const LARGEST = 60_000_000;

/** @throws AppError template.unreadable when it is no Word document */
function openTemplate(bytes: Uint8Array): PizZip {
  try {
    const zip = new PizZip(bytes);
    const sizes = Object.values(zip.files).map((file) => (file as unknown as Packed)._data?.uncompressedSize ?? 0);
    if (zip.file('word/document.xml') && sizes.reduce((sum, size) => sum + size, 0) <= LARGEST) return zip;
  } catch (cause) {
    throw new AppError('template.unreadable', {}, { cause });
  }
  throw new AppError('template.unreadable', {});
}
type Packed = { readonly _data?: { readonly uncompressedSize?: number } };

const OPTIONS = {
  delimiters: { start: '{{', end: '}}' },
  paragraphLoop: true,
  linebreaks: true,
  errorLogging: false,
  // A name is looked up and nothing else: no paths, no code, and not what every object has from its prototype.
  parser: (tag: string) => ({
    get: (scope: Readonly<Record<string, unknown>>) => (Object.hasOwn(scope, tag.trim()) ? scope[tag.trim()] : undefined),
  }),
} as const;

/**
 * Everything that is wrong with a template: placeholders that are not closed, that nobody knows, tables without their row; each with where it
 * stands. Nothing means that it can be filled.
 * @throws AppError template.unreadable
 */
export function checkTemplate(bytes: Uint8Array, kind: TemplateKind): readonly TemplateProblem[] {
  const zip = openTemplate(bytes);
  const texts = paragraphs(zip);
  const at = (tag: string): Pick<TemplateProblem, 'place' | 'text'> => {
    const found = texts.find(({ text }) => text.replace(/\s/g, '').includes(tag.replace(/\s/g, '')));
    return found ?? { place: '正文', text: tag };
  };
  const inspect = new InspectModule();
  try {
    new Docxtemplater(zip, { ...OPTIONS, modules: [inspect] });
  } catch (error) {
    return brokenTags(error).map(({ tag, words }) => ({ ...at(tag), words }));
  }
  const tags = inspect
    .getAllStructuredTags()
    .map(
      ({ value, module, subparsed }): Tag => ({ name: value.trim(), rows: module === 'loop' ? namesIn(subparsed ?? []) : null }),
    );
  if (tags.length === 0) return [{ place: '正文', text: '', words: '模板里没有 {{ }} 写的占位符，每个月写出来都一样。' }];
  return tags.flatMap((tag) => tagFaults(tag, kind)).map(({ tag, words }) => ({ ...at(tag), words }));
}

/** A placeholder as it is used: a word, or with `rows` the names inside it. */
type Tag = { readonly name: string; readonly rows: readonly string[] | null };
const namesIn = (parts: readonly DXT.Part[]): readonly string[] =>
  parts.flatMap(({ type, value, subparsed }) => [...(type === 'placeholder' ? [value.trim()] : []), ...namesIn(subparsed ?? [])]);

type Found = { readonly tag: string; readonly words: string };

/** A name that is not of this kind of template, or is used as what it is not. */
function tagFaults({ name, rows }: Tag, kind: TemplateKind): readonly Found[] {
  const places = templatePlaces[kind];
  const place = places.find((one) => one.name === name);
  if (!place) {
    const table = places.find(({ columns }) => columns?.includes(name));
    const like = likeliest(name, kind);
    const hint = like.length > 0 ? `，是不是“${like.join('”“')}”` : '';
    const words = table
      ? `“${name}”是“${table.name}”一行里的，要写在 {{#${table.name}}} 和 {{/${table.name}}} 之间。`
      : `没有“${name}”这个占位符${hint}。`;
    return [{ tag: name, words }];
  }
  const { columns } = place;
  if (!columns) return rows === null ? [] : [{ tag: `#${name}`, words: `“${name}”不是表格，请写成 {{${name}}}。` }];
  if (rows === null) {
    const words = `“${name}”是表格，请在一行的第一格开头写 {{#${name}}}，最后一格末尾写 {{/${name}}}，中间写${columns.join('、')}。`;
    return [{ tag: name, words }];
  }
  return rows
    .filter((row) => !columns.includes(row) && !places.some((one) => one.name === row && !one.columns))
    .map((row) => ({ tag: row, words: `“${name}”的一行里没有“${row}”，可写${columns.join('、')}。` }));
}

const BROKEN: Readonly<Record<string, (tag: string) => string>> = {
  unclosed_tag: (tag) => `“{{${tag}”没有写结尾的 }}。`,
  unopened_tag: (tag) => `“${tag}}}”没有写开头的 {{。`,
  unclosed_loop: (tag) => `{{#${tag}}} 没有配对的 {{/${tag}}}。`,
  unopened_loop: (tag) => `{{/${tag}}} 没有配对的 {{#${tag}}}。`,
  duplicate_open_tag: (tag) => `“${tag}”处的 {{ 写重了。`,
  duplicate_close_tag: (tag) => `“${tag}”处的 }} 写重了。`,
  closing_tag_does_not_match_opening_tag: (tag) => `${tag} 的开头和结尾写的不是同一个名称。`,
};

type TemplateFault = {
  readonly properties?: {
    readonly id?: string;
    readonly xtag?: string;
    readonly opentag?: string;
    readonly closetag?: string;
    readonly errors?: readonly TemplateFault[];
  };
};

/** docxtemplater's errors, several at once, as sentences. */
function brokenTags(error: unknown): readonly Found[] {
  const { properties } = error as TemplateFault;
  if (!properties) throw error;
  if (properties.errors && properties.errors.length > 0) return properties.errors.flatMap(brokenTags);
  const tag = (properties.xtag ?? properties.opentag ?? properties.closetag ?? '').replace(/[{}]/g, '').trim();
  const words = BROKEN[properties.id ?? '']?.(tag) ?? `“${tag}”写法不对，请对照样本。`;
  return [{ tag, words }];
}

const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^word\/document\.xml$/, '正文'],
  [/^word\/header\d*\.xml$/, '页眉'],
  [/^word\/footer\d*\.xml$/, '页脚'],
];

/** Paragraphs that hold text, each with its place: 正文第 3 段. */
function paragraphs(zip: PizZip): readonly Pick<TemplateProblem, 'place' | 'text'>[] {
  return PARTS.flatMap(([name, place]) =>
    zip.file(name).flatMap((part) => {
      const texts = [...part.asText().matchAll(/<w:p[ >][\s\S]*?<\/w:p>/g)].map(([xml]) =>
        [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
      );
      return texts.filter((text) => text.trim() !== '').map((text, index) => ({ place: `${place}第 ${index + 1} 段`, text }));
    }),
  );
}

/** The template with its names replaced; styles, pictures and everything else of it stay. @throws AppError template.unreadable */
export function fillTemplate(bytes: Uint8Array, data: TemplateData): Uint8Array {
  const document = new Docxtemplater(openTemplate(bytes), { ...OPTIONS, nullGetter: () => '' });
  document.render(data);
  return document.toUint8Array({ compression: 'DEFLATE' });
}
