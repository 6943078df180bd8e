import { SignJWT, jwtVerify, type CryptoKey, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import { EcoGridError } from '@ecogrid/errors';
import type { Actor } from './actor.ts';

/** Life of an actor token in seconds: long enough for one request, short enough that a leak is worthless. */
export const ACTOR_TOKEN_SECONDS = 90;
/** An actor is signed for a subgraph once in this time; the rest of a token's life is for the request. */
const REUSED_MS = 60_000;
const ISSUER = 'ecogrid-gateway';
/** A holder of many roles has a long text. */
const REMEMBERED = {
  max: 10_000,
  maxSize: 16 * 1_024 * 1_024,
  sizeCalculation: (_value: unknown, text: string): number => 2 * text.length + 500,
};

interface SignedToken {
  readonly token: Promise<string>;
  readonly signedAt: number;
}

/** The gateway's side: states the actor to one subgraph. Callers that ask at once share one signature. */
export class ActorSigner {
  /** Aged by the wall clock, as the token is: a monotonic clock stands still while a machine sleeps. */
  private readonly recent = new LRUCache<string, SignedToken>(REMEMBERED);
  /** Actors as text: resolvers give the same object again. */
  private readonly texts = new WeakMap<Actor, string>();

  constructor(private readonly key: CryptoKey) {}

  /**
   * @param audience the name of the subgraph that shall believe it; no other will.
   * @param client the address of the client. It is stated for public requests only.
   */
  sign(actor: Actor, audience: string, client?: string): Promise<string> {
    const from = actor.kind === 'PUBLIC' ? client : undefined;
    const identity = `${audience} ${from ?? ''} ${this.textOf(actor)}`;
    const known = this.recent.get(identity);
    const now = Date.now();
    if (known && isFresh(known, now)) return known.token;
    const signed = { token: this.signed(actor, audience, from), signedAt: now };
    this.recent.set(identity, signed);
    signed.token.catch(() => {
      if (this.recent.peek(identity) === signed) this.recent.delete(identity);
    });
    return signed.token;
  }

  private textOf(actor: Actor): string {
    let text = this.texts.get(actor);
    if (text === undefined) this.texts.set(actor, (text = JSON.stringify(actor)));
    return text;
  }

  private signed(actor: Actor, audience: string, client: string | undefined): Promise<string> {
    return new SignJWT({ actor: actor as unknown as JWTPayload, ...(client && { client }) })
      .setProtectedHeader({ alg: 'EdDSA' })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${ACTOR_TOKEN_SECONDS}s`)
      .sign(this.key);
  }
}

/** A clock that was set back makes a token of the future, which is signed anew as well. */
function isFresh({ signedAt }: SignedToken, now: number): boolean {
  return signedAt <= now && now < signedAt + REUSED_MS;
}

/** An actor and the moment until which the statement holds. */
export interface StatedActor {
  readonly actor: Actor;
  /** The client's address of a public request, as the gateway saw it; undefined for any other actor. */
  readonly client: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** A subgraph's side: believes the gateway's key and its own name, nothing else. */
export class ActorVerifier {
  private readonly recent = new LRUCache<string, StatedActor>(REMEMBERED);

  constructor(
    private readonly key: CryptoKey,
    private readonly audience: string,
  ) {}

  /** @throws EcoGridError UNAUTHENTICATED when the token is missing, expired, forged or meant for another. */
  async verify(token: string | undefined): Promise<StatedActor> {
    if (!token) throw new EcoGridError('UNAUTHENTICATED', { reason: 'GATEWAY_ONLY' });
    const known = this.recent.get(token);
    if (known && known.expiresAt > Date.now()) return known;
    const stated = await this.check(token);
    this.recent.set(token, stated);
    return stated;
  }

  private async check(token: string): Promise<StatedActor> {
    try {
      const options = {
        issuer: ISSUER,
        audience: this.audience,
        algorithms: ['EdDSA'],
        requiredClaims: ['exp'],
      };
      const { payload } = await jwtVerify<{ actor: Actor; client?: string }>(token, this.key, options);
      return { actor: payload.actor, client: payload.client, expiresAt: (payload.exp ?? 0) * 1_000 };
    } catch (cause) {
      throw new EcoGridError('UNAUTHENTICATED', { reason: 'GATEWAY_ONLY' }, { cause });
    }
  }
}
