/** Writing a file a person asked for: to a temporary name beside it, to the disk, then renamed. There is never half a file under the wanted name. */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';

/**
 * Writes bytes under a name; an older file of that name stays whole until the new one is complete.
 * @throws AppError file.inUse (open in WPS, Excel or a PDF reader), file.denied, file.noSpace, file.notFound (no such folder)
 */
export function writeOutput(file: string, bytes: Uint8Array): void {
  // The process number keeps two programs apart that write the same name; a dot hides what a power cut may leave behind.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
  try {
    writeThrough(temporary, bytes);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw inWords(error, file);
  }
}

function writeThrough(file: string, bytes: Uint8Array): void {
  const handle = openSync(file, 'w');
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * The known causes as errors that say what to do. Windows answers a rename onto a file that is open elsewhere with EPERM, EACCES or EBUSY;
 * writing the temporary file has worked by then, so the folder itself is writable. Linux renames onto open files without a word.
 */
function inWords(error: unknown, file: string): unknown {
  if (!(error instanceof Error)) return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  const name = basename(file);
  const isRename = syscall === 'rename';
  if (code === 'EBUSY' || (isRename && (code === 'EPERM' || code === 'EACCES'))) {
    return new AppError('file.inUse', { name }, { cause: error });
  }
  if (code === 'EPERM' || code === 'EACCES' || code === 'EROFS' || code === 'EISDIR') {
    return new AppError('file.denied', { name }, { cause: error });
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('file.noSpace', { name }, { cause: error });
  if (code === 'ENOENT' || code === 'ENOTDIR') return new AppError('file.notFound', { name }, { cause: error });
  return error;
}
