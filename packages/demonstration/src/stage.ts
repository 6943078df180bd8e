import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PUBLIC_ACTOR, type ActorResolver, type ActorSigner } from '@ecogrid/identity';
import type { RunningSubgraph } from '@ecogrid/subgraph';
import { idOf, type Player } from './cast.ts';
import type { SettableClock } from './settable-clock.ts';

export interface StageParts {
  readonly subgraphs: Readonly<Record<'grids' | 'enterprises' | 'cases' | 'assessment', RunningSubgraph>>;
  readonly signer: ActorSigner;
  readonly directory: ActorResolver;
  readonly clock: SettableClock;
}

type Variables = Readonly<Record<string, unknown>>;

/** A refusal that the demonstration did not expect; `code` is the error's code. */
class Refusal extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/** Acts as people of the seed district through the public operations of the subgraphs, before the gateway listens. */
export class Stage {
  constructor(readonly parts: StageParts) {}

  /** Moves the clock of the whole process. */
  at(moment: Date): void {
    this.parts.clock.set(moment);
  }

  /** One operation of the cases subgraph as a person. @throws Refusal. */
  async ask<Data>(player: Player, query: string, variables: Variables): Promise<Data> {
    const { cases } = this.parts.subgraphs;
    const { data, errors } = await cases.subgraph.execute({
      query,
      variables,
      actorToken: () => this.tokenOf(player),
      requestId: 'demonstration',
    });
    const [error] = errors ?? [];
    if (error) throw new Refusal(error.message, String(error.extensions['code']));
    return data as Data;
  }

  /**
   * One mutation with an idempotency key of its own, so that a demonstration that was interrupted goes on.
   * A key that was used with another version of the input means that the step was done before.
   */
  async act(player: Player, mutation: string, key: string, input: Variables): Promise<void> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { __typename } }`;
    const idempotencyKey = this.keyOf(`${key}/${mutation}`);
    await this.ask(player, query, { input: { idempotencyKey, ...input } }).catch((error: unknown) => {
      if (!(error instanceof Refusal) || error.code !== 'IDEMPOTENCY_KEY_REUSED') throw error;
    });
  }

  /** Sends a photo to the door of the cases subgraph, as a phone does. @returns its id. */
  async photo(player: Player, key: string, wish: Variables, content: Buffer): Promise<string> {
    const query =
      'mutation ($input: CreateUploadInput!) { done: createUpload(input: $input) { url attachment { id } } }';
    const input = {
      idempotencyKey: this.keyOf(`${key}/photo`),
      mediaType: 'image/png',
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      ...wish,
    };
    type Created = { readonly done: { readonly url: string; readonly attachment: { readonly id: string } } };
    const { done } = await this.ask<Created>(player, query, { input });
    await this.put(done.url, content);
    return done.attachment.id;
  }

  /** Until every event has been consumed and every job has nothing more to do at this moment of the clock. */
  async settle(): Promise<void> {
    const all = Object.values(this.parts.subgraphs);
    const heads = (): number => all.reduce((sum, { log }) => sum + log.head, 0);
    for (let before = -1; before !== heads();) {
      before = heads();
      for (const running of all) await running.settle();
    }
  }

  /** An idempotency key of 128 bits, the same each time: strong enough for a report of the public. */
  keyOf(text: string): string {
    return createHash('sha256').update(`ecogrid demonstration/${text}`).digest('hex').slice(0, 32);
  }

  private async put(path: string, content: Buffer): Promise<void> {
    const server = await this.door();
    try {
      const { port } = server.address() as AddressInfo;
      const url = new URL(path, `http://127.0.0.1:${port}`);
      const answer = await fetch(new URL(url.pathname + url.search, `http://127.0.0.1:${port}`), {
        method: 'PUT',
        body: new Uint8Array(content),
      });
      // A retry finds the photo there.
      if (!answer.ok && answer.status !== 409)
        throw new Refusal(await answer.text(), `HTTP_${answer.status}`);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  }

  /** The upload door of the cases subgraph, on a loopback port of its own. */
  private async door(): Promise<Server> {
    const { subgraph } = this.parts.subgraphs.cases;
    const actorToken = await this.tokenOf(null);
    const server = createServer((request, response) => {
      subgraph
        .http(request, response, { actorToken: () => actorToken })
        .catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  private async tokenOf(player: Player): Promise<string> {
    const { directory, signer } = this.parts;
    if (player === null) return signer.sign(PUBLIC_ACTOR, 'cases', '127.0.0.1');
    const actor = await directory.resolve({
      kind: 'PERSON',
      subject: idOf(player),
      expiresAt: Date.now() + 60_000,
      claims: {},
    });
    if (!actor) throw new Error(`${player} has no rights`);
    return signer.sign(actor, 'cases');
  }
}
