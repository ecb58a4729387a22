/** The pages of a made PDF, drawn by pdf.js from the very bytes that will be saved. */
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { call } from '../bridge.ts';
import { Trouble } from './parts.tsx';

GlobalWorkerOptions.workerSrc = workerUrl;
/** Of a page's short side, in pixels: as large as it is read well, and the least at which two stand side by side. */
const WIDTH = 620;
const LEAST = 480;
const GAP = 12;

export function PdfPages({ token }: { readonly token: string }) {
  const load = useCallback(() => call('bulletins.bytes', { token }), [token]);
  return <PdfBytes load={load} />;
}

/** The same for any other PDF; `load` must stay the same function as long as it means the same bytes. */
export function PdfBytes({ load }: { readonly load: () => Promise<Uint8Array> }) {
  const [document, setDocument] = useState<PDFDocumentProxy | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [room, setRoom] = useState(0);
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isGone = false;
    const unreadable = (): void => setError('这个文件不能显示，可能已经损坏，请另存后用其他程序打开核对。');
    load().then((bytes) => {
      const task = getDocument({ data: bytes });
      task.promise.then((pdf) => (isGone ? task.destroy() : setDocument(pdf)), unreadable);
    }, setError);
    return () => {
      isGone = true;
    };
  }, [load]);
  // The pages that are shown can be drawn anew, larger or smaller, until others take their place.
  useEffect(() => () => void document?.loadingTask.destroy(), [document]);
  useLayoutEffect(() => {
    const own = ref.current;
    if (!own) return;
    const measure = (): void => setRoom(own.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(own);
    return () => observer.disconnect();
  }, []);
  if (error) return <Trouble error={error} />;
  const columns = room >= 2 * LEAST + GAP ? 2 : 1;
  const width = Math.min(WIDTH, Math.floor((room - GAP * (columns - 1)) / columns));
  return (
    <div ref={ref} style={{ display: 'flex', flexWrap: 'wrap', gap: GAP, justifyContent: 'center' }}>
      {document && room > 0
        ? Array.from({ length: document.numPages }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
            <PdfPage key={index} document={document} number={index + 1} width={width} room={room} />
          ))
        : null}
    </div>
  );
}

type PageProps = {
  readonly document: PDFDocumentProxy;
  readonly number: number;
  /** Of its short side. */
  readonly width: number;
  /** No page is wider. */
  readonly room: number;
};

/** Drawn when it comes into sight, and shown when it is whole: pages made anew do not blink. */
function PdfPage({ document, number, width, room }: PageProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isGone = false;
    let cancel = (): void => undefined;
    void document.getPage(number).then(
      (page) => {
        const canvas = ref.current;
        if (!canvas || isGone) return;
        const natural = page.getViewport({ scale: 1 });
        const scale = Math.min(width / Math.min(natural.width, natural.height), room / natural.width);
        canvas.style.width = `${natural.width * scale}px`;
        canvas.style.height = `${natural.height * scale}px`;
        const draw = (): void => {
          const viewport = page.getViewport({ scale: scale * window.devicePixelRatio });
          const drawn = window.document.createElement('canvas');
          drawn.width = viewport.width;
          drawn.height = viewport.height;
          const task = page.render({ canvas: drawn, viewport });
          cancel = () => task.cancel();
          task.promise.then(
            () => {
              canvas.width = drawn.width;
              canvas.height = drawn.height;
              canvas.getContext('2d')?.drawImage(drawn, 0, 0);
              canvas.setAttribute('data-drawn', 'true');
            },
            (error: Error) => {
              if (error.name !== 'RenderingCancelledException') throw error;
            },
          );
        };
        const sight = new IntersectionObserver(
          (entries) => {
            if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
            sight.disconnect();
            draw();
          },
          { rootMargin: '400px' },
        );
        sight.observe(canvas);
        cancel = () => sight.disconnect();
      },
      (error: Error) => {
        // The document was closed before its page came.
        if (!isGone) throw error;
      },
    );
    return () => {
      isGone = true;
      cancel();
    };
  }, [document, number, width, room]);
  return (
    <figure data-page={number}>
      <canvas
        ref={ref}
        aria-label={`第 ${number} 页`}
        style={{ display: 'block', background: '#fff', boxShadow: '0 1px 4px rgb(0 0 0 / 20%)' }}
      />
    </figure>
  );
}
