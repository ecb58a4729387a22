/** Reads a PDF back as lines of text with their places, in millimetres from the upper left corner of the page. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

type PdfLine = {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
};
export type PdfPage = {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly PdfLine[];
  readonly text: string;
};

const MM = 25.4 / 72;

export async function readPdf(bytes: Uint8Array): Promise<readonly PdfPage[]> {
  const task = getDocument({ data: bytes.slice(), verbosity: 0, useSystemFonts: false, disableFontFace: true });
  const document = await task.promise;
  const pages: PdfPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const [, , width = 0, height = 0] = page.view;
    const content = await page.getTextContent();
    const runs = content.items.flatMap((item) => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
      return [
        { text: item.str, left: x * MM, right: (x + item.width) * MM, baseline: (height - y) * MM, size: Math.hypot(a, b) },
      ];
    });
    pages.push({ width: width * MM, height: height * MM, lines: toLines(runs), text: runs.map((run) => run.text).join('') });
  }
  await task.destroy();
  return pages;
}

/** Runs on one base line, from left to right, are one line. */
function toLines(runs: readonly PdfLine[]): readonly PdfLine[] {
  const rows = new Map<number, PdfLine[]>();
  for (const run of runs) {
    const key = [...rows.keys()].find((at) => Math.abs(at - run.baseline) < 0.1) ?? run.baseline;
    rows.set(key, [...(rows.get(key) ?? []), run]);
  }
  return [...rows.values()]
    .map((row) => [...row].sort((a, b) => a.left - b.left))
    .map((row) => ({
      text: row.map((run) => run.text).join(''),
      left: Math.min(...row.map((run) => run.left)),
      right: Math.max(...row.map((run) => run.right)),
      baseline: row[0]?.baseline ?? 0,
      size: Math.max(...row.map((run) => run.size)),
    }))
    .sort((a, b) => a.baseline - b.baseline);
}
