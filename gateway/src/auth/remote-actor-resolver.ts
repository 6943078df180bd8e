import { LRUCache } from 'lru-cache';
import { request } from 'undici';
import { EcoGridError } from '@ecogrid/errors';
import {
  PUBLIC_ACTOR,
  type Actor,
  type ActorResolver,
  type ActorSigner,
  type Principal,
} from '@ecogrid/identity';
import { BOUNDS } from '../bounds.ts';

const { answerMs, lastKnownMs, lastKnownPrincipals } = BOUNDS.rights;

/** The last answer about a principal, which holds for a while when the service is away. Rights change nowhere but there. */
interface LastWord {
  readonly actor: Actor | null;
  readonly at: number;
}

/** Asks a service over HTTP for the rights of a principal; the request is signed like any other to a subgraph. */
export class RemoteActorResolver implements ActorResolver {
  private readonly lastWord = new LRUCache<string, LastWord>({ max: lastKnownPrincipals });

  constructor(
    private readonly url: string,
    private readonly signer: ActorSigner,
    /** The name under which the service believes the gateway. */
    private readonly audience: string,
  ) {}

  /** @throws EcoGridError SUBGRAPH_UNAVAILABLE when the service is away and said nothing of the principal lately. */
  async resolve({ kind, subject }: Principal): Promise<Actor | null> {
    const who = `${kind} ${subject}`;
    try {
      const actor = await this.ask(JSON.stringify({ kind, subject }));
      this.lastWord.set(who, { actor, at: Date.now() });
      return actor;
    } catch (cause) {
      const last = this.lastWord.get(who);
      if (last && isRecent(last)) return last.actor;
      throw new EcoGridError('SUBGRAPH_UNAVAILABLE', { subgraph: this.audience }, { cause });
    }
  }

  private async ask(body: string): Promise<Actor | null> {
    const token = await this.signer.sign(PUBLIC_ACTOR, this.audience);
    const answer = await request(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
      headersTimeout: answerMs,
      bodyTimeout: answerMs,
    });
    if (answer.statusCode === 200) return ((await answer.body.json()) as { actor: Actor | null }).actor;
    await answer.body.dump();
    throw new Error(`The actor resolver answered ${answer.statusCode}`);
  }
}

/** By the wall clock: a monotonic one stands still while the machine sleeps. A clock that was set back proves nothing. */
function isRecent({ at }: LastWord): boolean {
  const age = Date.now() - at;
  return age >= 0 && age < lastKnownMs;
}
