/** Drawings of a Word file: as SVG, and beside it as picture for programs that show none (older WPS, LibreOffice). */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { ImageRun } from 'docx';
import type { Face, FontBook } from './fonts.ts';

/** Pixels to a point: 288 dots to an inch, which printers of an office set off cleanly. */
const ZOOM = 4;

export type Draw = (svg: string, width: number, height: number, words: string) => ImageRun;

let ready: Promise<void> | null = null;

/**
 * Opens the drawing program, once in a worker's life.
 * @param fonts those the texts of the drawings are set in
 * @param nameOf what Word calls the face
 */
export async function openPictures(fonts: FontBook, nameOf: (face: Face) => string): Promise<Draw> {
  ready ??= initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
  await ready;
  return (svg, width, height, words) => {
    const faces = [...fonts.opened().values()].filter(({ key }) => new RegExp(`\\b${key}\\b`).test(svg));
    // Without what happens under a mouse; and names count the charts a process has drawn, other ones every time.
    const bare = svg
      .replace(/<style >.*?<\/style>/gs, '')
      .replace(/ class="[^"]*"/g, '')
      .replace(/\bzr\d+-/g, 'zr-');
    const named = (name: (face: Face) => string): string =>
      faces.reduce(
        (text, face) => text.replaceAll(new RegExp(`(font-family(?::|="))${face.key}\\b`, 'g'), `$1${name(face)}`),
        bare,
      );
    const picture = new Resvg(
      named(({ font }) => `'${font.familyName}'`),
      {
        background: '#ffffff',
        fitTo: { mode: 'width', value: Math.round(width * ZOOM) },
        font: { fontBuffers: faces.map(({ bytes }) => bytes) },
      },
    );
    const image = picture.render();
    const png = image.asPng();
    image.free();
    picture.free();
    return new ImageRun({
      type: 'svg',
      data: Buffer.from(named(nameOf)),
      fallback: { type: 'png', data: png },
      // The library counts pixels of 96 to an inch.
      transformation: { width: (width * 96) / 72, height: (height * 96) / 72 },
      altText: { name: words, title: words, description: words },
    });
  };
}
