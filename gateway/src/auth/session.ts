import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { EcoGridError } from '@ecogrid/errors';
import {
  PUBLIC_ACTOR,
  type Actor,
  type ActorResolver,
  type ActorSigner,
  type Principal,
  type PrincipalVerifier,
} from '@ecogrid/identity';
import type { ClientOf } from './client-address.ts';
import { forwardedHeaders, type ForwardedHeaders } from './forwarded-headers.ts';

export interface AuthParts {
  /** Undefined with GATEWAY_AUTH=off: every request acts as the public, and tokens are ignored. */
  readonly verifier?: PrincipalVerifier | undefined;
  readonly resolver?: ActorResolver | undefined;
  /** Undefined before subgraphs that expect no statement of the actor. */
  readonly signer?: ActorSigner | undefined;
  /** The address of the client; subgraphs receive none when it is absent. */
  readonly clientOf?: ClientOf | undefined;
  /** The names of the headers that go on to subgraphs; absent: none do. */
  readonly forwardedHeaders?: readonly string[] | undefined;
}

/** The actor of a request or a socket, and its statement to subgraphs. */
export class Session {
  /** Stands for the request or the event; a copy of the session, such as Apollo Server makes, has the same. */
  readonly call: object = {};

  constructor(
    private readonly parts: AuthParts,
    readonly principal: Principal | undefined,
    readonly actor: Actor,
    readonly requestId: string = randomUUID(),
    /** The address of the client; subgraphs receive it for public requests only. */
    private readonly client?: string,
    /** Those that go on to subgraphs; undefined without any. */
    readonly headers?: ForwardedHeaders,
  ) {}

  /** Whether the token of the principal has come to its end. */
  get hasExpired(): boolean {
    return this.principal !== undefined && this.principal.expiresAt <= Date.now();
  }

  /** The statement for one subgraph. */
  async tokenFor(subgraph: string): Promise<string | undefined> {
    return this.parts.signer?.sign(this.actor, subgraph, this.client);
  }

  /** Speaks for a group with these rights; it has no token that could end, its members have. */
  asAudience(actor: Actor): Session {
    return new Session(this.parts, undefined, actor, undefined, undefined, this.headers);
  }

  /** The same principal with the rights of now. @throws EcoGridError UNAUTHENTICATED once the bearer token has expired. */
  async renewed(): Promise<Session> {
    if (!this.principal) return this.as(undefined, this.actor);
    if (this.hasExpired) throw new EcoGridError('UNAUTHENTICATED', { reason: 'EXPIRED' });
    const actor = await actorOf(this.parts, this.principal);
    return this.as(this.principal, actor);
  }

  private as(principal: Principal | undefined, actor: Actor): Session {
    return new Session(this.parts, principal, actor, this.requestId, this.client, this.headers);
  }
}

/** @throws EcoGridError UNAUTHENTICATED when the token is not valid. */
export async function openSession(
  parts: AuthParts,
  token: string | undefined,
  request: IncomingMessage,
  requestId?: string,
): Promise<Session> {
  const client = parts.clientOf?.(request);
  const names = parts.forwardedHeaders ?? [];
  const headers = names.length > 0 ? forwardedHeaders(names, request.headers) : undefined;
  if (!token || !parts.verifier)
    return new Session(parts, undefined, PUBLIC_ACTOR, requestId, client, headers);
  const principal = await parts.verifier.verify(token);
  return new Session(parts, principal, await actorOf(parts, principal), requestId, undefined, headers);
}

/** Without a resolver the actor has the identity of its token and no roles. */
async function actorOf({ resolver }: AuthParts, principal: Principal): Promise<Actor> {
  if (!resolver) return { ...PUBLIC_ACTOR, kind: principal.kind, id: principal.subject };
  const actor = await resolver.resolve(principal);
  if (!actor) throw new EcoGridError('UNAUTHENTICATED', { reason: 'PERSON_UNKNOWN' });
  return actor;
}
