/** What may be kept as 佐证: kinds of documents an office reads, none that runs, none that hides others inside. */

const MAX_FILE_BYTES = 10 * 1024 * 1024;
export const MAX_FILES = 10;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ofd: 'application/ofd',
  wps: 'application/vnd.ms-works',
  et: 'application/vnd.ms-excel',
  txt: 'text/plain',
};
export const EVIDENCE_EXTENSIONS: readonly string[] = Object.keys(MEDIA_TYPES);

const extensionOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The media type by the name's ending; null when such a file is not kept. */
export const mediaTypeOf = (name: string): string | null => MEDIA_TYPES[extensionOf(name)] ?? null;

/** Why a file is not kept, judged before it is read; null when it may be. */
export function refusalOfFile(name: string, size: number): string | null {
  if (/^(?:zip|rar|7z|gz|tar)$/.test(extensionOf(name))) return `“${name}”是压缩包，请解开后逐个添加`;
  if (mediaTypeOf(name) === null) return `“${name}”不是可以作佐证的文件，请用 PDF、图片、Word、Excel、WPS、OFD 或文本文件`;
  if (size === 0) return `“${name}”是空文件，请检查后重新选择`;
  if (size > MAX_FILE_BYTES) return `“${name}”有 ${megabytes(size)} MB，单个佐证不能超过 10 MB，请压缩或拆分后再添加`;
  return null;
}

/** A program under a document's name: Windows and Linux programs say so in their first bytes. */
export function isProgram(bytes: Uint8Array): boolean {
  const [a, b, c, d] = bytes;
  return (a === 0x4d && b === 0x5a) || (a === 0x7f && b === 0x45 && c === 0x4c && d === 0x46);
}

/** First bytes by which kinds of files are known; a kind that has none (plain text) is not checked. */
const BEGINNINGS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  pdf: [[0x25, 0x50, 0x44, 0x46]],
  jpg: [[0xff, 0xd8, 0xff]],
  jpeg: [[0xff, 0xd8, 0xff]],
  png: [[0x89, 0x50, 0x4e, 0x47]],
  docx: [[0x50, 0x4b, 0x03, 0x04]],
  xlsx: [[0x50, 0x4b, 0x03, 0x04]],
  ofd: [[0x50, 0x4b, 0x03, 0x04]],
  // WPS writes both the old container and the new one under these names.
  doc: [
    [0xd0, 0xcf, 0x11, 0xe0],
    [0x50, 0x4b, 0x03, 0x04],
    [0x7b, 0x5c, 0x72, 0x74, 0x66],
  ],
  xls: [
    [0xd0, 0xcf, 0x11, 0xe0],
    [0x50, 0x4b, 0x03, 0x04],
  ],
  wps: [
    [0xd0, 0xcf, 0x11, 0xe0],
    [0x50, 0x4b, 0x03, 0x04],
  ],
  et: [
    [0xd0, 0xcf, 0x11, 0xe0],
    [0x50, 0x4b, 0x03, 0x04],
  ],
};

/** A file that is not what its name says: text renamed to .pdf opens nowhere and proves nothing. */
export function isMisnamed(name: string, bytes: Uint8Array): boolean {
  const beginnings = BEGINNINGS[extensionOf(name)];
  return beginnings !== undefined && !beginnings.some((signs) => signs.every((sign, at) => bytes[at] === sign));
}

/** Rounded up, so that a file that is too large never reads as 10.0. */
const megabytes = (size: number): string => (Math.ceil((size / 1024 / 1024) * 10) / 10).toFixed(1);

/** 1.2 MB, 340 KB, 12 字节. */
export function sizeText(size: number): string {
  if (size >= 1024 * 1024) return `${megabytes(size)} MB`;
  return size >= 1024 ? `${Math.ceil(size / 1024)} KB` : `${size} 字节`;
}

/** Enough of a hash to find the file by. */
export const shortHash = (sha256: string): string => sha256.slice(0, 8);
