import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto';
import { statSync } from 'node:fs';
import { z } from 'zod';

/** A TCP port; 0 asks for any free one. */
export const port = (): z.ZodType<number> => z.coerce.number().int().min(0).max(65_535);

/** The path of a file that is there at start-up. */
export const existingFile = (): z.ZodString =>
  z
    .string()
    .refine((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false, 'there is no such file');

/** The path of a folder that is there at start-up. */
export const existingFolder = (): z.ZodString =>
  z
    .string()
    .refine(
      (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false,
      'there is no such folder',
    );

/** An Ed25519 key as the text of a JWK (RFC 8037); a private one also tells its public half. */
export const ed25519Jwk = (half: 'private' | 'public'): z.ZodString =>
  z.string().refine((text) => isEd25519(text, half), `is not the JWK of a ${half} Ed25519 key`);

function isEd25519(text: string, half: 'private' | 'public'): boolean {
  const create = half === 'private' ? createPrivateKey : createPublicKey;
  try {
    const key = create({ key: JSON.parse(text) as JsonWebKey, format: 'jwk' });
    return key.asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}
