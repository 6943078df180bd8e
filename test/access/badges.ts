import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT, importJWK, type JWK } from 'jose';
import type { SystemAddress } from '../testkit/system.ts';

export interface RightStatement {
  readonly role: string;
  readonly grid: string | null;
  readonly organization: string | null;
  readonly enterprise: string | null;
}

/** The actor statement that the gateway writes into its tokens. */
export interface ActorStatement {
  readonly kind: 'PERSON' | 'SERVICE' | 'PUBLIC';
  readonly id: string | null;
  readonly rights: readonly RightStatement[];
}

export const PUBLIC_ACTOR: ActorStatement = {
  kind: 'PUBLIC',
  id: null,
  rights: [],
};

/** A role with its scope, as the gateway states it. */
export function right(role: string, scope: Partial<RightStatement> = {}): RightStatement {
  return { role, grid: null, organization: null, enterprise: null, ...scope };
}

/** The door of a subgraph that is a process of its own: the page of its metrics names it. */
export async function subgraphUrl({ metricsUrls }: SystemAddress, name: string): Promise<string> {
  const pages = await Promise.all(
    metricsUrls.map(async (url) => ({ url, text: await (await fetch(url)).text() })),
  );
  const found = pages.filter(({ text }) => text.includes(`ecogrid_${name}_`));
  const [page] = found;
  if (!page || found.length > 1) throw new Error(`${found.length} processes show metrics of ${name}`);
  return page.url.replace('/metrics', '/graphql');
}

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
