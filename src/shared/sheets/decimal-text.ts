/** Decimals kept as text: figures come in from people and files, and a float would turn 1.15 into 1.149999. */

/** `-12.50` → sign, digits before and after the point. The text must match `-?\d*\.?\d*` with at least one digit. */
function take(text: string): { readonly minus: string; readonly whole: string; readonly fraction: string } {
  const minus = text.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = text.slice(minus.length).split('.');
  return { minus, whole, fraction };
}

/** One spelling for one number, so that “85.50” typed over 85.5 is no change: no needless zeros, no “-0”. */
function plain(minus: string, whole: string, fraction: string): string {
  const head = whole.replace(/^0+(?=\d)/, '') || '0';
  const tail = fraction.replace(/0+$/, '');
  const body = tail ? `${head}.${tail}` : head;
  return body === '0' ? '0' : minus + body;
}

/** Moves the decimal point: `shiftDecimal('1.2', 4)` is `12000`, `shiftDecimal('45', -2)` is `0.45`. Exact at any length. */
export function shiftDecimal(text: string, places: number): string {
  const { minus, whole, fraction } = take(text);
  const digits = whole + fraction;
  const point = whole.length + places;
  if (point <= 0) return plain(minus, '0', '0'.repeat(-point) + digits);
  if (point >= digits.length) return plain(minus, digits + '0'.repeat(point - digits.length), '');
  return plain(minus, digits.slice(0, point), digits.slice(point));
}

/** Rounds half up (away from zero) to so many digits after the point; text that is short enough only loses needless zeros. */
export function roundDecimal(text: string, decimals: number): string {
  const { minus, whole, fraction } = take(text);
  if (fraction.length <= decimals) return plain(minus, whole, fraction);
  const up = (fraction[decimals] ?? '0') >= '5' ? 1n : 0n;
  const rounded = (BigInt(whole + fraction.slice(0, decimals) || '0') + up).toString().padStart(decimals + 1, '0');
  return shiftDecimal(minus + rounded, -decimals);
}

/** How many digits stand before and after the point. */
export function digitCounts(text: string): { readonly before: number; readonly after: number } {
  const { whole, fraction } = take(text);
  return { before: whole.length, after: fraction.length };
}
