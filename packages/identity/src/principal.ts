import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type CryptoKey,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from './actor.ts';

/** The identity that a bearer token proves: a person or a service, without roles. */
export interface Principal {
  readonly kind: 'PERSON' | 'SERVICE';
  /** The person's id, or the service's name. */
  readonly subject: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Everything the token says, for resolvers that read it. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Supplies the rights of a principal: organization, roles, grids. Null when there is no such person any more. */
export interface ActorResolver {
  resolve(principal: Principal): Promise<Actor | null>;
}

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
}

/** Signatures by a private key only: one made with a secret that both sides share proves nothing about its maker. */
const ALGORITHMS = [
  'EdDSA',
  'Ed25519',
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
];
/** A token may begin to hold by the issuer's clock before ours; its end is taken as it is written. */
const CLOCKS_DIFFER_SECONDS = 5;

/**
 * Verified tokens, within a bound on memory. A key that its issuer withdraws is believed for as long as the key set itself is
 * remembered.
 */
const VERIFIED = {
  max: 50_000,
  maxSize: 32 * 1_024 * 1_024,
  sizeCalculation: (_principal: Principal, token: string): number => token.length + 500,
  ttl: 10 * 60_000,
};

/** Verifies bearer tokens of one issuer; one that was verified is looked up until it ends. */
export class PrincipalVerifier {
  private readonly verified = new LRUCache<string, Principal>(VERIFIED);

  constructor(
    private readonly key: CryptoKey | JWTVerifyGetKey,
    private readonly rules: TokenRules,
  ) {}

  static fromJwks(url: string, rules: TokenRules): PrincipalVerifier {
    return new PrincipalVerifier(createRemoteJWKSet(new URL(url)), rules);
  }

  /** @throws EcoGridError UNAUTHENTICATED with a reason that helps and betrays nothing. */
  async verify(token: string): Promise<Principal> {
    const known = this.verified.get(token);
    // By the wall clock, as the token says it.
    if (known && known.expiresAt > Date.now()) return known;
    try {
      const { sub = '', exp = 0, ...claims } = await this.claimsOf(token);
      const kind = claims['kind'] === 'SERVICE' ? 'SERVICE' : 'PERSON';
      const principal: Principal = { kind, subject: sub, expiresAt: exp * 1_000, claims };
      this.verified.set(token, principal);
      return principal;
    } catch (cause) {
      const expired = cause instanceof errors.JWTExpired;
      throw new EcoGridError('UNAUTHENTICATED', { reason: expired ? 'EXPIRED' : 'NOT_PROVEN' }, { cause });
    }
  }

  private async claimsOf(token: string): Promise<JWTPayload> {
    const options = {
      ...this.rules,
      algorithms: ALGORITHMS,
      requiredClaims: ['sub', 'exp'],
      clockTolerance: CLOCKS_DIFFER_SECONDS,
    };
    const { payload } =
      typeof this.key === 'function'
        ? await jwtVerify(token, this.key, options)
        : await jwtVerify(token, this.key, options);
    if ((payload.exp ?? 0) * 1_000 <= Date.now()) throw new errors.JWTExpired('it has ended', payload);
    return payload;
  }
}

/** The token of an `Authorization: Bearer …` header; undefined when there is none. */
export function bearerToken(header: string | undefined): string | undefined {
  if (!header) return undefined;
  const match = /^Bearer +(\S+)$/i.exec(header.trim());
  if (!match) throw new EcoGridError('UNAUTHENTICATED', { reason: 'HEADER_FORM' });
  return match[1];
}
