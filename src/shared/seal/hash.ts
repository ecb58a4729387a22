/** SM3 (GB/T 32905—2016), the chain over sealed months, the Merkle root of one, and the code people can read off a page (methods.md §9). */
import { sm3 } from 'sm-crypto-v2';

/** Every platform has it; the library of the language alone does not name it. */
declare const TextEncoder: new () => { readonly encode: (text: string) => Uint8Array };
const utf8 = new TextEncoder();

/** SM3 of bytes, or of text in UTF-8; 64 hexadecimal digits. SM3("abc") = 66c7f0f4 62eeedd9 …. */
export const sm3Hex = (input: Uint8Array | string): string => sm3(typeof input === 'string' ? utf8.encode(input) : input);

/** What stands before the first month in the chain: 32 zero bytes. */
export const CHAIN_START = '0'.repeat(64);

/**
 * 链: h_i = SM3(h_{i−1} ‖ u32be(i) ‖ u32be(length) ‖ bytes). Place and length go in, so that nothing can be moved, joined or left out.
 * @param previous h_{i−1}, hex; CHAIN_START before the first
 * @param place i, from 1
 */
export function chainNext(previous: string, place: number, record: string): string {
  const bytes = utf8.encode(record);
  return sm3Hex(concat([fromHex(previous), uint32(place), uint32(bytes.length), bytes]));
}

/** Leaf of the tree: SM3(0x00 ‖ bytes); the first byte keeps a leaf from passing for a node (RFC 6962 §2.1). */
export const leafHash = (record: string): string => sm3Hex(concat([Uint8Array.of(0), utf8.encode(record)]));

/**
 * Root of the tree over leaves in order, split as in RFC 6962: the left side holds the largest power of two below the number of leaves.
 * @param leaves leaf hashes, at least one
 */
export function merkleRoot(leaves: readonly string[]): string {
  const [first] = leaves;
  if (first === undefined) throw new RangeError('a tree needs a leaf');
  if (leaves.length === 1) return first;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const left = merkleRoot(leaves.slice(0, split));
  const right = merkleRoot(leaves.slice(split));
  return sm3Hex(concat([Uint8Array.of(1), fromHex(left), fromHex(right)]));
}

/** Without I, L, O and U, which people take for 1, 0 and V (Crockford). */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * 封存码: the first 100 bits of a root as 4 × 5 characters.
 * @example sealCode('9ce6160c…') === 'KKK1C-35KR0-BPSVD-VR7D6'
 */
export function sealCode(root: string): string {
  let bits = BigInt(`0x${root.slice(0, 26)}`) >> 4n;
  const signs: string[] = [];
  for (let n = 0; n < 20; n += 1) {
    signs.unshift(CROCKFORD[Number(bits & 31n)] ?? '');
    bits >>= 5n;
  }
  return [0, 5, 10, 15].map((at) => signs.slice(at, at + 5).join('')).join('-');
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16));
}

const uint32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
};

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
