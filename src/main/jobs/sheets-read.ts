/** Any spreadsheet file → sheets as plain data. What a file is, its bytes say, never its extension: .xls is often xlsx, csv or a web page. */
import type { SheetMatrix } from '../../shared/sheets/matrix.ts';
import { readCsv } from './csv-read.ts';
import { megabytes, READ_LIMITS, type ReadLimits, refuse, SAVE_AS } from './workbook-archive.ts';
import { readWorkbook } from './workbook-read.ts';

/**
 * Reads xlsx, csv or tab separated text.
 * @param fileName names the only sheet of a text file
 * @throws AppError `import.unsupported` with a Chinese sentence for everything that cannot be read
 */
export async function readSheets(bytes: Uint8Array, fileName: string, limits: ReadLimits = READ_LIMITS): Promise<SheetMatrix[]> {
  if (bytes.length === 0) throw refuse('文件是空的，没有内容可以导入。请检查是否选对了文件。');
  if (bytes.length > limits.fileBytes) {
    const sizes = `文件有 ${megabytes(bytes.length)}，超过 ${megabytes(limits.fileBytes)} 的上限。`;
    throw refuse(`${sizes}请只保留要导入的工作表，分成几个文件导入。`);
  }
  const start = Buffer.from(bytes.subarray(0, 4_096)).toString('latin1');
  if (start.startsWith('PK')) return readWorkbook(bytes, limits);
  const foreign = foreignFormat(start, bytes);
  if (foreign !== null) throw refuse(foreign);
  return [readCsv(bytes, fileName.replace(/\.[^.]*$/, ''), limits)];
}

/** A sentence for a file that is neither a zip nor text; null for text. */
function foreignFormat(start: string, bytes: Uint8Array): string | null {
  if (start.startsWith('\xd0\xcf\x11\xe0')) {
    // An encrypted xlsx wears the same container as the old formats; its stream has this name in UTF-16.
    const isEncrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));
    return isEncrypted
      ? '文件设有打开密码。请用 WPS 或 Excel 打开，取消密码后另存，再导入。'
      : `这是旧版 xls（或 et）文件，本程序不直接读取。${SAVE_AS}`;
  }
  if (start.startsWith('%PDF')) return '这是 PDF 文件，不是表格。请选择 xlsx 或 csv 文件。';
  if (/^(\xef\xbb\xbf)?\s*(<\?xml|<!doctype|<html|<table|<meta|<head)/i.test(start)) {
    return `这是网页或 XML 格式的表格，不是真正的工作簿（扩展名可能仍是 xls）。${SAVE_AS}`;
  }
  const isUtf16 = start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff');
  return !isUtf16 && start.includes('\0') ? '认不出这个文件的格式。请选择 xlsx 或 csv 文件。' : null;
}
