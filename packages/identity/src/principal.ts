import { createRemoteJWKSet, jwtVerify, type CryptoKey, type JWTVerifyGetKey } from 'jose';
import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from './actor.ts';

/** Whom a bearer token proves: a person or a service, and nothing of what they may do. */
export interface Principal {
  readonly kind: 'PERSON' | 'SERVICE';
  /** The person's id, or the service's name. */
  readonly subject: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Everything the token says, for resolvers that read it. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Supplies what a principal may do: organization, roles, grids. Null when there is no such person any more. */
export interface ActorResolver {
  resolve(principal: Principal): Promise<Actor | null>;
}

export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
}

/** Verifies bearer tokens of one issuer. */
export class PrincipalVerifier {
  constructor(
    private readonly key: CryptoKey | JWTVerifyGetKey,
    private readonly rules: TokenRules,
  ) {}

  static fromJwks(url: string, rules: TokenRules): PrincipalVerifier {
    return new PrincipalVerifier(createRemoteJWKSet(new URL(url)), rules);
  }

  /** @throws EcoGridError UNAUTHENTICATED with a reason that helps and betrays nothing. */
  async verify(token: string): Promise<Principal> {
    try {
      const options = { ...this.rules, requiredClaims: ['sub', 'exp'] };
      const verified =
        typeof this.key === 'function'
          ? await jwtVerify(token, this.key, options)
          : await jwtVerify(token, this.key, options);
      const { sub, exp, ...claims } = verified.payload;
      const kind = claims['kind'] === 'SERVICE' ? 'SERVICE' : 'PERSON';
      return { kind, subject: sub ?? '', expiresAt: (exp ?? 0) * 1_000, claims };
    } catch (cause) {
      const expired = (cause as { code?: unknown }).code === 'ERR_JWT_EXPIRED';
      throw new EcoGridError('UNAUTHENTICATED', { reason: expired ? 'expired' : 'not proven' }, { cause });
    }
  }
}

/** The token of an `Authorization: Bearer …` header; undefined when there is none. */
export function bearerToken(header: string | undefined): string | undefined {
  if (!header) return undefined;
  const match = /^Bearer +(\S+)$/i.exec(header.trim());
  if (!match) throw new EcoGridError('UNAUTHENTICATED', { reason: 'expected "Bearer <token>"' });
  return match[1];
}
