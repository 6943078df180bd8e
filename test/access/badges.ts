import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT, importJWK, type JWK } from 'jose';
import type { SystemAddress } from '../testkit/system.ts';

/** The actor statement that the gateway writes into its tokens. */
export interface ActorStatement {
  readonly kind: 'PERSON' | 'SERVICE' | 'PUBLIC';
  readonly id: string | null;
  readonly organizationId: string | null;
  readonly organizationCode: string | null;
  readonly roles: readonly string[];
  readonly grids: readonly string[];
  readonly enterpriseCode: string | null;
}

export const PUBLIC_ACTOR: ActorStatement = {
  kind: 'PUBLIC',
  id: null,
  organizationId: null,
  organizationCode: null,
  roles: [],
  grids: [],
  enterpriseCode: null,
};

/** The owner of the demonstration keys. */
export type KeyHolder = Pick<SystemAddress, 'dataDirectory'>;

async function sign(jwk: JWK, draft: SignJWT): Promise<string> {
  return draft
    .setProtectedHeader({ alg: 'EdDSA' })
    .setIssuedAt()
    .sign(await importJWK(jwk, 'EdDSA'));
}

async function keyFile({ dataDirectory }: KeyHolder, name: 'issuer' | 'gateway'): Promise<JWK> {
  return JSON.parse(await readFile(join(dataDirectory, 'keys', `${name}.jwk.json`), 'utf8')) as JWK;
}

/** A bearer token as the demonstration issuer makes it; the command that prints them takes a process each. */
export async function bearer(
  system: KeyHolder,
  { kind = 'PERSON', subject, seconds = 600 }: { kind?: string; subject: string; seconds?: number },
): Promise<string> {
  const draft = new SignJWT({ kind }).setIssuer('ecogrid-demonstration').setAudience('ecogrid');
  return sign(await keyFile(system, 'issuer'), draft.setSubject(subject).setExpirationTime(`${seconds}s`));
}

/** A statement of the actor as the gateway signs it for one subgraph; with `key`, as a forgery. */
export async function actorToken(
  system: SystemAddress,
  {
    actor = PUBLIC_ACTOR,
    audience,
    seconds = 60,
    key,
  }: { actor?: ActorStatement; audience: string; seconds?: number; key?: JWK },
): Promise<string> {
  const draft = new SignJWT({ actor }).setIssuer('ecogrid-gateway').setAudience(audience);
  return sign(key ?? (await keyFile(system, 'gateway')), draft.setExpirationTime(`${seconds}s`));
}
