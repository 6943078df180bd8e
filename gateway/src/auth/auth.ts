import { join } from 'node:path';
import {
  ActorSigner,
  CachedActorResolver,
  DEMONSTRATION_RULES,
  PrincipalVerifier,
  demonstrationKeys,
  importPair,
} from '@ecogrid/identity';
import { BOUNDS } from '../bounds.ts';
import type { GatewayConfig } from '../config.ts';
import { RemoteActorResolver } from './remote-actor-resolver.ts';
import type { AuthParts } from './session.ts';

/** The time for which the gateway caches the actor of a principal. */
const ACTOR_TTL_MS = BOUNDS.rights.cachedMs;

/** The parts that a gateway process needs for its kind of authentication. */
export async function authParts(config: GatewayConfig): Promise<AuthParts> {
  const { clientOf, forwardedHeaders } = config;
  if (config.auth.kind === 'off')
    return config.privateKey
      ? { signer: await signerOf(config), clientOf, forwardedHeaders }
      : { forwardedHeaders };
  const signer = await signerOf(config);
  const verifier =
    config.auth.kind === 'jwks'
      ? PrincipalVerifier.fromJwks(config.auth.url, config.auth)
      : new PrincipalVerifier(
          (await demonstrationKeys(keysOf(config), 'issuer')).publicKey,
          DEMONSTRATION_RULES,
        );
  const { actorResolver } = config;
  const source = actorResolver && new RemoteActorResolver(actorResolver.url, signer, actorResolver.audience);
  return {
    signer,
    verifier,
    clientOf,
    forwardedHeaders,
    ...(source && { resolver: new CachedActorResolver(source, ACTOR_TTL_MS) }),
  };
}

async function signerOf(config: GatewayConfig): Promise<ActorSigner> {
  const pair = config.privateKey
    ? await importPair(JSON.parse(config.privateKey) as object)
    : await demonstrationKeys(keysOf(config), 'gateway');
  return new ActorSigner(pair.privateKey);
}

function keysOf({ dataDirectory }: GatewayConfig): string {
  return join(dataDirectory, 'keys');
}
