import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * No hash keeps six digits from being guessed offline; the costs are the share of this process that one guess may take.
 * They are written into the hash, so that they can be raised.
 */
const COST = { N: 4096, r: 8, p: 1 } as const;
const HASH_BYTES = 32;
const SALT_BYTES = 16;
const FORM = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/;

/** A hash that no password has, of the costs of one that has: so that an unknown device takes as long as a known one. */
export const UNKNOWN_DEVICE_HASH = formatted(COST, Buffer.alloc(SALT_BYTES), Buffer.alloc(HASH_BYTES));

/** @returns `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return formatted(COST, salt, await derived(password, salt, COST));
}

/** Compares in a time that does not depend on the number of right characters. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, N, r, p, salt = '', wanted = ''] = FORM.exec(hash) ?? [];
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const expected = Buffer.from(wanted, 'base64url');
  const found = await derived(password, Buffer.from(salt, 'base64url'), cost);
  return found.length === expected.length && timingSafeEqual(found, expected);
}

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

function derived(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, HASH_BYTES, cost, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

function formatted({ N, r, p }: Cost, salt: Buffer, hash: Buffer): string {
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}
