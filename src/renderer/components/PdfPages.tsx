/** The pages of a made PDF, drawn by pdf.js from the very bytes that will be saved. */
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../bridge.ts';
import { Trouble } from './parts.tsx';

GlobalWorkerOptions.workerSrc = workerUrl;
const WIDTH = 620;

export function PdfPages({ token }: { readonly token: string }) {
  const load = useCallback(() => call('bulletins.bytes', { token }), [token]);
  return <PdfBytes load={load} />;
}

/** The same for any other PDF; `load` must stay the same function as long as it means the same bytes. */
export function PdfBytes({ load }: { readonly load: () => Promise<Uint8Array> }) {
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    let isGone = false;
    const opened = load().then((bytes) => getDocument({ data: bytes }));
    const unreadable = (): void => setError('这个文件不能显示，可能已经损坏，请另存后用其他程序打开核对。');
    opened.then((task) => task.promise.then((pdf) => isGone || setDocument(pdf), unreadable), setError);
    return () => {
      isGone = true;
      void opened.then((task) => task.destroy());
    };
  }, [load]);
  if (error) return <Trouble error={error} />;
  if (!document) return null;
  return (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 12, justifyContent: 'center' }}>
      {Array.from({ length: document.numPages }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
        <PdfPage key={index} document={document} number={index + 1} />
      ))}
    </div>
  );
}

function PdfPage({ document, number }: { readonly document: PDFDocumentProxy; readonly number: number }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let cancel = (): void => undefined;
    void document.getPage(number).then((page) => {
      const canvas = ref.current;
      if (!canvas) return;
      const natural = page.getViewport({ scale: 1 });
      const scale = WIDTH / Math.min(natural.width, natural.height);
      const viewport = page.getViewport({ scale: scale * window.devicePixelRatio });
      canvas.width = viewport.width;
      canvas.height = viewport.height;
      canvas.style.width = `${natural.width * scale}px`;
      const task = page.render({ canvas, viewport });
      cancel = () => task.cancel();
      task.promise.then(
        () => canvas.setAttribute('data-drawn', 'true'),
        (error: Error) => {
          if (error.name !== 'RenderingCancelledException') throw error;
        },
      );
    });
    return () => cancel();
  }, [document, number]);
  return (
    <figure>
      <canvas ref={ref} aria-label={`第 ${number} 页`} style={{ background: '#fff', boxShadow: '0 1px 4px rgb(0 0 0 / 20%)' }} />
    </figure>
  );
}
