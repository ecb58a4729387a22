import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { fontLabel, openFonts } from '../../src/main/jobs/fonts.ts';

const fontFolder = join(import.meta.dirname, '../../resources/fonts');

describe('the shipped faces', () => {
  const fonts = openFonts({ fontFolder });

  test('the log names the characters a face printed for another', () => {
    const own = openFonts({ fontFolder });
    own.split('淄博㙟村、垚', 'fang');
    const song = own.face('song');
    expect(fontLabel('song', song, own.lentBy(song))).toMatch(/，代印㙟垚$/);
    expect(own.lentBy(own.face('fang'))).toEqual([]);
  });

  test('a character goes to its own face, then to 宋体, then to 楷体', () => {
    expect(fonts.faceFor('淄', 'fang').face).toBe(fonts.face('fang'));
    expect(fonts.faceFor('垚', 'fang').face).toBe(fonts.face('song'));
    expect(fonts.faceFor('𠮷', 'fang').face).toBe(fonts.face('kai'));
  });

  test('splits by code point, not by half of a pair', () => {
    const pieces = fonts.split('淄博𠮷市㙟村', 'fang');
    expect(pieces.map((piece) => piece.text).join('')).toBe('淄博𠮷市㙟村');
    expect(pieces.map((piece) => piece.text)).toContain('𠮷');
  });

  test('every character of 通用规范汉字表 prints in every face', () => {
    const all = readFileSync(join(import.meta.dirname, '../support/common-characters.txt'), 'utf8').replace(/\s/g, '');
    for (const name of ['fang', 'kai', 'hei', 'biao', 'song'] as const) fonts.split(all, name);
    expect(fonts.missingCharacters()).toEqual([]);
  });

  test('invisible marks print nothing; line ends become spaces', () => {
    expect(
      fonts
        .split('改\u200b革\ufe00\n督察', 'fang')
        .map((piece) => piece.text)
        .join(''),
    ).toBe('改革 督察');
  });

  test('a missing character is reported and stands as 〓', () => {
    const own = openFonts({ fontFolder });
    expect(own.split('A\u{1f600}', 'fang').map((piece) => piece.text)).toContain('〓');
    expect(own.missingCharacters()).toEqual(['\u{1f600}']);
  });

  test('parsed once: a second document gets the same faces', () => {
    expect(openFonts({ fontFolder }).face('song')).toBe(fonts.face('song'));
  });

  test('a face that is not there stops the paper', () => {
    expect(() => openFonts({ fontFolder: '/nowhere' }).face('fang')).toThrow('FangSong-Regular');
  });
});

/** A font whose name table says another name, no longer than its own. */
function renamed(file: string, from: string, to: string): Buffer {
  const bytes = readFileSync(file);
  const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  const [old, wanted] = [utf16(from), utf16(to.padEnd(from.length, '\0'))];
  for (let at = bytes.indexOf(old); at >= 0; at = bytes.indexOf(old, at + 1)) wanted.copy(bytes, at);
  return bytes;
}

describe("the office's own fonts", () => {
  let home = '';
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'fonts-'));
    mkdirSync(join(home, '.fonts', 'windows'), { recursive: true });
    copyFileSync(join(fontFolder, 'KaiTi-Regular.ttf'), join(home, '.fonts', 'windows', 'SIMFANG.TTF'));
    writeFileSync(
      join(home, '.fonts', '标题字体.ttf'),
      renamed(join(fontFolder, 'XiaoBiaoSong-Bold.ttf'), 'Paper Biao Song', '方正小标宋简体'),
    );
    writeFileSync(join(home, '.fonts', 'simhei.ttf'), 'no font at all');
    vi.stubEnv('HOME', home);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true });
  });

  test('are used when wanted, named in the log, and passed over when damaged', async () => {
    vi.resetModules();
    const fresh = await import('../../src/main/jobs/fonts.ts');
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const fonts = fresh.openFonts({ fontFolder, preferOfficeFonts: true });
    expect(fonts.face('fang').isOfficeFont).toBe(true);
    expect(fontLabel('fang', fonts.face('fang'))).toMatch(/^仿宋：.*（SIMFANG\.TTF，本机字体）$/);
    expect(fonts.face('hei').isOfficeFont).toBe(false);
    // Named by whoever copied it; it says itself what it is.
    expect(fontLabel('biao', fonts.face('biao'))).toContain('标题字体.ttf，本机字体');
    expect(warned).toHaveBeenCalledOnce();
    expect(fresh.openFonts({ fontFolder, preferOfficeFonts: false }).face('fang').isOfficeFont).toBe(false);
    warned.mockRestore();
  });
});
