/** Zips written by hand, so that tests can make files that no honest program writes. */
import { crc32, deflateRawSync } from 'node:zlib';

export type ZipPart = {
  readonly name: string;
  readonly content: string | Buffer /** A lie about the unpacked size. */;
  readonly declared?: number;
};

/** A zip of deflated parts. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declared } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const label = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(declared ?? bytes.length, 18);
    fields.writeUInt16LE(label.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, label, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, tail, label]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export type BookParts = {
  /** Inside of <sheetData>. */
  readonly rows: string;
  /** After </sheetData>. */
  readonly after?: string;
  /** The whole of <sst>'s inside. */
  readonly strings?: string;
  readonly styles?: string;
  readonly bookAttributes?: string;
  readonly sheetState?: string;
  /** Tag prefix, as some producers write: x → <x:row>. */
  readonly prefix?: string;
  readonly absoluteTargets?: boolean;
};

/** A workbook of one sheet 数据, part by part. */
export function bookParts({
  rows,
  after = '',
  strings,
  styles,
  bookAttributes = '',
  sheetState = '',
  prefix,
  absoluteTargets,
}: BookParts): ZipPart[] {
  const tag = (xml: string): string => (prefix === undefined ? xml : xml.replace(/<(\/?)(?!\?)/g, `<$1${prefix}:`));
  const space = prefix === undefined ? `xmlns="${MAIN}"` : `xmlns:${prefix}="${MAIN}"`;
  const at = absoluteTargets ? '/xl/' : '';
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${REL}/${type}" Target="${target}"/>`;
  const parts: ZipPart[] = [
    { name: '[Content_Types].xml', content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>' },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${PACKAGE}">${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: tag(
        `<workbook ${space} xmlns:r="${REL}"><workbookPr ${bookAttributes}/><sheets><sheet name="数据" sheetId="1" ${sheetState} r:id="r1"/></sheets></workbook>`,
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${PACKAGE}">${relation('r1', 'worksheet', `${at}worksheets/sheet1.xml`)}${relation('r2', 'sharedStrings', `${at}sharedStrings.xml`)}${relation('r3', 'styles', `${at}styles.xml`)}</Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: tag(`<worksheet ${space}><sheetData>${rows}</sheetData>${after}</worksheet>`) },
  ];
  if (strings !== undefined) parts.push({ name: 'xl/sharedStrings.xml', content: tag(`<sst ${space}>${strings}</sst>`) });
  if (styles !== undefined) parts.push({ name: 'xl/styles.xml', content: tag(`<styleSheet ${space}>${styles}</styleSheet>`) });
  return parts;
}
