/** The zip around a workbook: opened only after its declared sizes have been added up, so that a zip bomb never unfolds. */
import { crc32, inflateRawSync } from 'node:zlib';
import yauzl, { type Entry } from 'yauzl';
import { AppError } from '../../shared/errors.ts';

export type ReadLimits = {
  /** Bytes of the file itself. */
  readonly fileBytes: number;
  /** Bytes of all parts after unpacking, as the zip declares them. */
  readonly totalBytes: number;
  readonly entries: number;
  /** Unpacked ÷ packed of one part, checked from `ratioFrom` bytes upward: small parts are all headers. */
  readonly ratio: number;
  readonly ratioFrom: number;
  /** Rows with content, in all sheets together. */
  readonly rows: number;
  readonly columns: number;
};

const MEGABYTE = 1024 * 1024;
export const READ_LIMITS: ReadLimits = {
  fileBytes: 50 * MEGABYTE,
  totalBytes: 200 * MEGABYTE,
  entries: 2_000,
  ratio: 200,
  ratioFrom: MEGABYTE,
  rows: 200_000,
  columns: 500,
};

export type Archive = {
  readonly has: (name: string) => boolean;
  readonly size: (name: string) => number;
  readonly names: readonly string[];
  /** The unpacked part; throws a sentence when it is longer than declared, cut off or damaged. */
  readonly read: (name: string) => Promise<Buffer>;
};

/** A sentence for the clerk: what is the matter with the file and what to do. */
export const refuse = (detail: string, cause?: unknown): AppError<'import.unsupported'> =>
  new AppError('import.unsupported', { detail }, cause === undefined ? undefined : { cause });

/** What to do about a format that only office programs read. */
export const SAVE_AS = '请用 WPS 或 Excel 打开后另存为 xlsx，再导入。';

export const damaged = (cause?: unknown): AppError =>
  refuse('文件不完整或已损坏（可能没有下载完或没有复制完）。请重新取得文件，或用 WPS、Excel 打开后另存为 xlsx 再导入。', cause);

/** Opens a zip held in memory and checks it against the limits; nothing is unpacked yet. */
export async function openArchive(bytes: Uint8Array, limits: ReadLimits): Promise<Archive> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = new Map<string, Entry>();
  // Names are decoded here: yauzl refuses the leading slash that some producers write.
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false } as const;
  const zip = await yauzl.fromBufferPromise(buffer, options).catch((cause: unknown) => {
    throw damaged(cause);
  });
  if (zip.entryCount > limits.entries) throw refuse(tooMany(zip.entryCount, limits));
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileNameRaw.toString('utf8').replaceAll('\\', '/').replace(/^\/+/, '');
      if (!name.endsWith('/')) entries.set(name, entry);
    }
  } catch (cause) {
    throw damaged(cause);
  }
  checkSizes(entries, limits);

  const read = async (name: string): Promise<Buffer> => {
    const entry = entries.get(name);
    if (!entry) throw damaged();
    if (entry.isEncrypted()) throw refuse('文件设有打开密码。请用 WPS 或 Excel 打开，取消密码后另存，再导入。');
    try {
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      const packed = buffer.subarray(fileDataStart, fileDataStart + entry.compressedSize);
      // A part that is longer than it says is stopped at the declared length, whatever the ratio promised.
      const part =
        entry.compressionMethod === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
      if (part.length !== entry.uncompressedSize || crc32(part) !== entry.crc32)
        throw new RangeError(`size or checksum of ${name}`);
      return part;
    } catch (cause) {
      throw damaged(cause);
    }
  };
  return {
    has: (name) => entries.has(name),
    size: (name) => entries.get(name)?.uncompressedSize ?? 0,
    names: [...entries.keys()],
    read,
  };
}

function checkSizes(entries: ReadonlyMap<string, Entry>, limits: ReadLimits): void {
  let total = 0;
  for (const [name, { uncompressedSize, compressedSize }] of entries) {
    total += uncompressedSize;
    if (uncompressedSize > limits.ratioFrom && uncompressedSize > compressedSize * limits.ratio) {
      const times = Math.round(uncompressedSize / Math.max(1, compressedSize));
      throw refuse(
        `文件中的“${name}”展开后是压缩时的 ${times} 倍，不像正常的工作簿，没有打开。请用 WPS 或 Excel 打开后另存为 xlsx 再导入。`,
      );
    }
  }
  if (total > limits.totalBytes) {
    throw refuse(
      `文件展开后有 ${megabytes(total)}，超过 ${megabytes(limits.totalBytes)} 的上限。请只保留要导入的工作表，分成几个文件导入。`,
    );
  }
}

const tooMany = (count: number, limits: ReadLimits): string =>
  `文件里有 ${count} 个部件，超过 ${limits.entries} 个的上限，不像正常的工作簿，没有打开。请只保留要导入的工作表，另存为 xlsx 再导入。`;

export const megabytes = (bytes: number): string => `${Math.ceil(bytes / MEGABYTE)} MB`;
