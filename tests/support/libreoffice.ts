/** LibreOffice as a second reader of what the program writes; tests that need it are skipped, and counted so, where it is not installed. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { RESOURCES, temporaryFolder } from './program.ts';

export const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0;

/**
 * Opens a file in LibreOffice and saves it as another kind.
 * @param ending of what is asked for: 'pdf', 'fods' (a spreadsheet as one XML), 'docx'
 */
export function resaved(bytes: Uint8Array, name: string, ending: string): Buffer {
  const folder = temporaryFolder();
  // A profile of its own: two LibreOffices on one profile refuse each other.
  const profile = join(folder, 'profile');
  mkdirSync(profile);
  writeFileSync(join(folder, name), bytes);
  const asked = ['--headless', '--convert-to', ending, '--outdir', join(folder, 'out'), join(folder, name)];
  execFileSync('soffice', [`-env:UserInstallation=file://${profile}`, ...asked], { stdio: 'pipe' });
  return readFileSync(join(folder, 'out', name.replace(/\.[^.]+$/, `.${ending}`)));
}

/** The office's fonts by name are the shipped ones here. */
const FACES = {
  仿宋_GB2312: ['FandolFang', 'Paper Song'],
  楷体_GB2312: ['Paper Kai'],
  黑体: ['Paper Hei'],
  方正小标宋简体: ['Paper Biao Song'],
  宋体: ['Paper Song'],
  'Times New Roman': ['Paper Song'],
};
const fontsConf = (cache: string): string =>
  `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(RESOURCES, 'fonts')}</dir><cachedir>${cache}</cachedir>` +
  Object.entries(FACES)
    .map(
      ([name, own]) =>
        `<alias binding="same"><family>${name}</family><prefer>${own.map((one) => `<family>${one}</family>`).join('')}</prefer></alias>`,
    )
    .join('') +
  '</fontconfig>';

/** Pages left blank, before 版记 or for a paper to begin on a front, count. */
const WITH_BLANKS = 'pdf:writer_pdf_Export:{"IsSkipEmptyPages":{"type":"boolean","value":"false"}}';

/**
 * Pages of files as LibreOffice lays them out in the shipped fonts.
 * @param folder one to work in
 * @returns a file's name without ending → its pages
 */
export async function officePages(files: readonly string[], folder: string): Promise<ReadonlyMap<string, number>> {
  const fonts = join(folder, 'fonts.conf');
  writeFileSync(fonts, fontsConf(join(folder, 'fonts')));
  const convert = (own: readonly string[], to: string): string => {
    const out = mkdtempSync(join(folder, 'out-'));
    const profile = pathToFileURL(join(folder, 'profile'));
    execFileSync('soffice', [`-env:UserInstallation=${profile}`, '--headless', '--convert-to', to, '--outdir', out, ...own], {
      env: { ...process.env, HOME: folder, FONTCONFIG_FILE: fonts },
      stdio: 'ignore',
    });
    return out;
  };
  const pages = new Map<string, number>();
  const count = async (out: string): Promise<void> => {
    for (const name of readdirSync(out)) {
      const task = getDocument({ data: new Uint8Array(readFileSync(join(out, name))), verbosity: 0 });
      pages.set(basename(name, '.pdf'), (await task.promise).numPages);
      await task.destroy();
    }
  };
  const word = files.filter((file) => file.endsWith('.docx'));
  const others = files.filter((file) => !file.endsWith('.docx'));
  if (others.length > 0) await count(convert(others, 'pdf'));
  if (word.length > 0) await count(convert(word, WITH_BLANKS));
  return pages;
}
