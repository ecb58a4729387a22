import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeOutput } from '../../src/main/jobs/output-file.ts';
import { AppError } from '../../src/shared/errors.ts';
import { sentence } from '../../src/shared/text.ts';

/** What the operating system would answer: a file open in WPS, a full disk. Root may write everywhere, so the answers are played. */
const played = vi.hoisted(() => ({ rename: '', write: '' }));
vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>();
  const failure = (code: string, syscall: string): Error => Object.assign(new Error(`${code}: ${syscall}`), { code, syscall });
  return {
    ...real,
    renameSync: (from: string, to: string) => {
      if (played.rename !== '') throw failure(played.rename, 'rename');
      real.renameSync(from, to);
    },
    writeSync: (handle: number, bytes: Uint8Array, offset: number) => {
      if (played.write !== '') throw failure(played.write, 'write');
      // A disk takes what it likes of a large piece.
      return real.writeSync(handle, bytes, offset, Math.min(bytes.length - offset, 1000));
    },
  };
});

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'output-'));
});
afterEach(() => {
  Object.assign(played, { rename: '', write: '' });
  rmSync(folder, { recursive: true });
});

function failing(file: string): AppError {
  try {
    writeOutput(file, new Uint8Array(10));
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}

test('all bytes arrive under the wanted name, and nothing else is left', () => {
  const bytes = Uint8Array.from({ length: 5432 }, (_, index) => index % 251);
  const file = join(folder, '2018年2月通报.pdf');
  writeOutput(file, bytes);
  expect(new Uint8Array(readFileSync(file))).toEqual(bytes);
  writeOutput(file, bytes.subarray(0, 10));
  expect(readFileSync(file)).toHaveLength(10);
  expect(readdirSync(folder)).toEqual(['2018年2月通报.pdf']);
});

test.each(['EBUSY', 'EPERM', 'EACCES'])('a file open elsewhere (%s) is a sentence, and the old file is whole', (code) => {
  const file = join(folder, '通报.pdf');
  writeFileSync(file, 'old');
  played.rename = code;
  const error = failing(file);
  expect(error.code).toBe('file.inUse');
  expect(sentence(error)).toContain('“通报.pdf”正在其他程序中打开');
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(['通报.pdf']);
});

test('no space, no right to write, no folder', () => {
  played.write = 'ENOSPC';
  expect(failing(join(folder, 'a.xlsx')).code).toBe('file.noSpace');
  played.write = 'EACCES';
  expect(failing(join(folder, 'a.xlsx')).code).toBe('file.denied');
  played.write = '';
  expect(failing(join(folder, 'nowhere', 'a.xlsx')).code).toBe('file.notFound');
  mkdirSync(join(folder, 'taken'));
  expect(failing(join(folder, 'taken')).code).toBe('file.denied');
  expect(readdirSync(folder)).toEqual(['taken']);
});

test('anything unforeseen is thrown as it is', () => {
  played.rename = 'EIO';
  expect(() => writeOutput(join(folder, 'a.pdf'), new Uint8Array(1))).toThrow('EIO');
});
