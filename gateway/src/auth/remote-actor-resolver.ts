import { request } from 'undici';
import {
  PUBLIC_ACTOR,
  type Actor,
  type ActorResolver,
  type ActorSigner,
  type Principal,
} from '@ecogrid/identity';

/** Asks a service over HTTP what a principal may do; the request is signed like any other to a subgraph. */
export class RemoteActorResolver implements ActorResolver {
  constructor(
    private readonly url: string,
    private readonly signer: ActorSigner,
    /** The name under which the service believes the gateway. */
    private readonly audience: string,
  ) {}

  async resolve({ kind, subject }: Principal): Promise<Actor | null> {
    const token = await this.signer.sign(PUBLIC_ACTOR, this.audience);
    const answer = await request(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ kind, subject }),
    });
    if (answer.statusCode !== 200) throw new Error(`The actor resolver answered ${answer.statusCode}`);
    return ((await answer.body.json()) as { actor: Actor | null }).actor;
  }
}
