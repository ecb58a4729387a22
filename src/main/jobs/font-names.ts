/** What a font calls itself, read from its name table alone: an office's folder holds hundreds of fonts of ten megabytes. */
import { closeSync, openSync, readSync } from 'node:fs';

const WINDOWS = 3;
const FAMILY = 1;
const FULL = 4;

/** Family and full names in every language the font gives them; none where the file is no single font of TrueType or OpenType. */
export function fontNames(file: string): readonly string[] {
  const handle = openSync(file, 'r');
  try {
    const read = (length: number, at: number): Buffer => {
      const bytes = Buffer.alloc(length);
      return bytes.subarray(0, readSync(handle, bytes, 0, length, at));
    };
    const start = read(12, 0);
    if (start.length < 12) return [];
    const count = start.readUInt16BE(4);
    const tables = read(count * 16, 12);
    for (let at = 0; at + 16 <= tables.length; at += 16) {
      if (tables.toString('latin1', at, at + 4) === 'name')
        return namesIn(read(tables.readUInt32BE(at + 12), tables.readUInt32BE(at + 8)));
    }
    return [];
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  } finally {
    closeSync(handle);
  }
}

/** Records of Windows are UTF-16, high byte first. */
function namesIn(table: Buffer): readonly string[] {
  const names: string[] = [];
  const texts = table.readUInt16BE(4);
  for (let index = 0; index < table.readUInt16BE(2); index++) {
    const at = 6 + index * 12;
    const kind = table.readUInt16BE(at + 6);
    if (table.readUInt16BE(at) !== WINDOWS || (kind !== FAMILY && kind !== FULL)) continue;
    const from = texts + table.readUInt16BE(at + 10);
    const text = Buffer.from(table.subarray(from, from + table.readUInt16BE(at + 8)))
      .swap16()
      .toString('utf16le');
    names.push(text.split('\0', 1)[0] ?? '');
  }
  return names;
}
