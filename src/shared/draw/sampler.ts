/** Drawing lots that anybody can repeat: Rivest's sampler, as election audits use it (methods.md §11). */
import { sha256 } from '@noble/hashes/sha2.js';

/** Every platform has it; the library of the language alone does not name it. */
declare const TextEncoder: new () => { readonly encode: (text: string) => Uint8Array };

/** SHA-256 of a text in UTF-8; 64 hexadecimal digits, as sha256sum or certutil print them of a file with that text. */
export const sha256Hex = (text: string): string =>
  [...sha256(new TextEncoder().encode(text))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The i-th ticket: 1 + SHA-256(seed + "," + i), read as a number, mod size.
 * @param at i, from 1
 * @param size how many tickets there are, from 1
 * @example ticketAt('1', 1, 1000) === 97
 */
export const ticketAt = (seed: string, at: number, size: number): number =>
  1 + Number(BigInt(`0x${sha256Hex(`${seed},${at}`)}`) % BigInt(size));

/** One look into the urn: the i-th, its ticket, whose it is; repeated when that one was drawn before. */
export type Look<T> = { readonly at: number; readonly ticket: number; readonly owner: T; readonly isRepeated: boolean };

/**
 * Looks until `count` different owners are drawn; whoever was drawn before is passed over.
 * @param tickets whose each ticket is, the first is number 1; an owner may hold several
 * @param count at most as many as there are owners: more than that is a mistake of the caller
 * @returns every look in order, the repeated ones too, so that each step can be followed by hand
 */
export function drawTickets<T>(seed: string, tickets: readonly T[], count: number): readonly Look<T>[] {
  if (count > new Set(tickets).size) throw new RangeError(`${count} of ${new Set(tickets).size} owners`);
  const drawn = new Set<T>();
  const looks: Look<T>[] = [];
  for (let at = 1; drawn.size < count; at += 1) {
    const ticket = ticketAt(seed, at, tickets.length);
    const owner = tickets[ticket - 1] as T;
    looks.push({ at, ticket, owner, isRepeated: drawn.has(owner) });
    drawn.add(owner);
  }
  return looks;
}
