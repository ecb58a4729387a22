import { encode } from 'uqr';
import { qrPath } from '../../shared/qr.ts';

/** A QR code as large as its place; black on white also where the page is not. */
export function QrCode({ text }: { readonly text: string }) {
  const { path, size } = qrPath(encode(text, { ecc: 'M', border: 0 }));
  return (
    <svg className="qr" viewBox={`-2 -2 ${size + 4} ${size + 4}`} role="img" aria-label={text}>
      <path d={path} />
    </svg>
  );
}
