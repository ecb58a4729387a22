/** Passwords as scrypt hashes with their own parameters, so that later ones may cost more. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** About 60 ms on an office PC and 32 MB: dear enough to guess, cheap enough to sign in. */
const COST = { N: 2 ** 15, r: 8, p: 1 } as const;
const derive = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, 32, { ...options, maxmem: 128 * 1024 * 1024 }, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  );

/** @returns scrypt$N$r$p$salt$hash */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('hex'), key.toString('hex')].join('$');
}

/** False for a wrong password and for a hash that cannot be read. Takes the same time either way. */
export async function isPassword(password: string, stored: string): Promise<boolean> {
  const [kind, n, r, p, salt = '', hash = ''] = stored.split('$');
  const key = await derive(password, Buffer.from(salt, 'hex'), { N: Number(n), r: Number(r), p: Number(p) });
  const expected = Buffer.from(hash, 'hex');
  return kind === 'scrypt' && expected.length === key.length && timingSafeEqual(key, expected);
}
