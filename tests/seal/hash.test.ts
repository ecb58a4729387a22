import { createHash, getHashes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/shared/seal/canonical.ts';
import { CHAIN_START, chainNext, leafHash, merkleRoot, sealCode, sm3Hex } from '../../src/shared/seal/hash.ts';

/** methods.md §9 and §16: three records, their chain, root and code. */
const RECORDS = [
  { points: '4.50', district: '370303', period: '2026-10', indicator: 'A1' },
  { district: '370303', indicator: 'A2', period: '2026-10', points: '3.20' },
  { district: '370305', indicator: 'A1', period: '2026-10', points: '5.00' },
].map(canonicalJson);

describe('canonical JSON', () => {
  it('sorts keys, leaves no space, spells numbers as text and letters in NFC', () => {
    expect(RECORDS[0]).toBe('{"district":"370303","indicator":"A1","period":"2026-10","points":"4.50"}');
    expect(canonicalJson({ b: 2, a: [true, null, { z: 'e\u0301', y: undefined }] })).toBe('{"a":[true,null,{"z":"é"}],"b":"2"}');
    expect(canonicalJson({ 数: -7, 'a"b': '\n' })).toBe('{"a\\"b":"\\n","数":"-7"}');
  });
  it('refuses what has no exact spelling', () => {
    expect(() => canonicalJson({ x: 0.1 })).toThrow('not a whole number');
    expect(() => canonicalJson({ x: Number.NaN })).toThrow();
    expect(() => canonicalJson(() => 1)).toThrow();
  });
});

describe('SM3, chain, tree and code (golden)', () => {
  it('knows abc, and agrees with another implementation on many lengths', () => {
    expect(sm3Hex('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    // Node's own OpenSSL has SM3; the one in Electron has not, which is why the program brings a library.
    expect(getHashes()).toContain('sm3');
    for (const length of [0, 1, 55, 56, 63, 64, 65, 127, 128, 1000]) {
      const bytes = Uint8Array.from({ length }, (_, n) => (n * 31 + length) % 256);
      expect(sm3Hex(bytes)).toBe(createHash('sm3').update(bytes).digest('hex'));
    }
  });
  it('chains the records', () => {
    const h1 = chainNext(CHAIN_START, 1, RECORDS[0] ?? '');
    const h2 = chainNext(h1, 2, RECORDS[1] ?? '');
    const h3 = chainNext(h2, 3, RECORDS[2] ?? '');
    expect([h1, h2, h3]).toEqual([
      '8bcca31fda5675a7e910fc5ddd389dfa7e2d78c7fcefbfddf7f05bcf7c1cf417',
      '5f6dae1d5d142c83ba8f8bb381803c5dc54d444ce00f3b07d1679f05d583a86d',
      '81c34bb9660a345dd4c6d819c1018a9126d76e6ece88a30607e72ade13abb5c7',
    ]);
  });
  it('makes the root and the code', () => {
    const root = merkleRoot(RECORDS.map(leafHash));
    expect(root).toBe('9ce6160cb3c0176cedbbc1da670540cf9da90fcdde88e9a0275195e3a84d853f');
    expect(sealCode(root)).toBe('KKK1C-35KR0-BPSVD-VR7D6');
  });
  it('splits as RFC 6962 does: seven leaves are four and three', () => {
    const leaves = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(leafHash);
    const node = (left: string, right: string): string => {
      const bytes = Buffer.concat([Buffer.of(1), Buffer.from(left, 'hex'), Buffer.from(right, 'hex')]);
      return createHash('sm3').update(bytes).digest('hex');
    };
    const [a, b, c, d, e, f, g] = leaves as [string, string, string, string, string, string, string];
    expect(merkleRoot(leaves)).toBe(node(node(node(a, b), node(c, d)), node(node(e, f), g)));
    expect(merkleRoot([a])).toBe(a);
    expect(() => merkleRoot([])).toThrow();
  });
});
