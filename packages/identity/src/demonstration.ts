import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SignJWT, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { OperatorError } from '@ecogrid/errors';
import type { Principal, TokenRules } from './principal.ts';

export interface KeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** The issuer of demonstration mode; a production issuer is configured by its JWKS address. */
export const DEMONSTRATION_RULES: TokenRules = { issuer: 'ecogrid-demonstration', audience: 'ecogrid' };

const fileOf = (directory: string, name: string): string => join(directory, `${name}.jwk.json`);

/** A random Ed25519 key pair kept in a file of mode 0600, made when there is none. */
export async function demonstrationKeys(directory: string, name: string): Promise<KeyPair> {
  const text = await keptSecret(fileOf(directory, name), async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    return JSON.stringify(await exportJWK(privateKey));
  });
  try {
    return await importPair(JSON.parse(text) as JWK);
  } catch (cause) {
    const text = `${fileOf(directory, name)} is not a private key (JWK): restore it, or remove it to have a new one made`;
    throw new OperatorError(text, { cause });
  }
}

/** A random text kept like the keys, such as the one that proves cursors. */
export function demonstrationSecret(directory: string, name: string): Promise<string> {
  return keptSecret(join(directory, `${name}.secret`), () =>
    Promise.resolve(randomBytes(32).toString('hex')),
  );
}

/** Processes that start at once end with the same secret: the first file written wins. */
async function keptSecret(path: string, make: () => Promise<string>): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const existing = await readIfThere(path);
  if (existing !== undefined) {
    await chmod(path, 0o600);
    return existing;
  }
  await writeNew(path, await make());
  return readFile(path, 'utf8');
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeNew(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, text, { mode: 0o600 });
  // link() is atomic and refuses an existing name, so no process reads half a secret.
  await link(draft, path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  await rm(draft);
}

/** Both halves of an Ed25519 key given as a private JWK. */
export async function importPair(jwk: JWK): Promise<KeyPair> {
  const { d: _secret, ...open } = jwk;
  const [privateKey, publicKey] = await Promise.all([importJWK(jwk, 'EdDSA'), importJWK(open, 'EdDSA')]);
  return { privateKey: privateKey as CryptoKey, publicKey: publicKey as CryptoKey };
}

/** The public half of a key given as a JWK, for those who only verify. */
export async function importPublic(jwk: JWK): Promise<CryptoKey> {
  const { d: _secret, ...open } = jwk;
  return (await importJWK(open, 'EdDSA')) as CryptoKey;
}

/** A bearer token of the demonstration issuer. */
export function demonstrationToken(
  keys: KeyPair,
  principal: Pick<Principal, 'kind' | 'subject'>,
  secondsToLive: number,
): Promise<string> {
  return new SignJWT({ kind: principal.kind })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuer(DEMONSTRATION_RULES.issuer)
    .setAudience(DEMONSTRATION_RULES.audience)
    .setSubject(principal.subject)
    .setIssuedAt()
    .setExpirationTime(`${secondsToLive}s`)
    .sign(keys.privateKey);
}
