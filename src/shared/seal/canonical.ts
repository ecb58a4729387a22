/**
 * One value, one spelling: keys sorted, no spaces, numbers as decimal strings, text in NFC (methods.md §9, after RFC 8785). Fields joined without
 * separators would let two different records have the same bytes.
 * @param value plain data; numbers must be whole, since a float has no exact decimal spelling; undefined members are left out
 * @throws RangeError for anything that has no canonical spelling
 * @example canonicalJson({ b: 2, a: ['区'] }) === '{"a":["区"],"b":"2"}'
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
    return `"${value}"`;
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    const sorted = members.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${sorted.map(([key, member]) => `${JSON.stringify(key.normalize('NFC'))}:${canonicalJson(member)}`).join(',')}}`;
  }
  throw new RangeError(`no canonical spelling for ${typeof value}`);
}
