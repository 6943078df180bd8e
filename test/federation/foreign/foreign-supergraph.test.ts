import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { graphql, parse, type GraphQLSchema } from 'graphql';
import { SignJWT, exportJWK, generateKeyPair, type CryptoKey } from 'jose';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, demand, token } from '../../testkit/client.ts';
import { runProgram, type RunningProgram } from '../../testkit/process.ts';
import { RawSocket } from '../../testkit/raw-socket.ts';
import * as shop from './shop.ts';

const SUBGRAPHS = {
  products: [shop.PRODUCTS, shop.PRODUCTS_RESOLVERS],
  shipping: [shop.SHIPPING, shop.SHIPPING_RESOLVERS],
  'item-reviews': [shop.REVIEWS, shop.REVIEWS_RESOLVERS],
} as const;
/** The address of the third in the supergraph; SUBGRAPH_URL_ITEM_REVIEWS overrides it. */
const NOWHERE = 'http://127.0.0.1:9/graphql';

const servers: Server[] = [];
const programs: RunningProgram[] = [];
/** The last actor that each subgraph received in a signed statement. */
const received: string[] = [];
let headersReceived: IncomingHttpHeaders[] = [];
/** Takes the place of the answer to a request, when there is one. */
let hold: ((response: ServerResponse) => void) | undefined;
const dataDirectory = mkdtempSync(join(tmpdir(), 'ecogrid-foreign-'));
const supergraphFile = join(dataDirectory, 'supergraph.graphql');
let reviewsUrl: string;
let issuer: { readonly url: string; readonly privateKey: CryptoKey };

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const subgraph =
  (schema: GraphQLSchema): RequestListener =>
  (request, response) => {
    const chunks: Buffer[] = [];
    received.push(request.headers.authorization ?? 'absent');
    headersReceived.push(request.headers);
    if (hold) return hold(response);
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { query, variables } = JSON.parse(Buffer.concat(chunks).toString()) as {
        query: string;
        variables?: Record<string, unknown>;
      };
      const answer = graphql({ schema, source: query, variableValues: variables ?? {} });
      void answer.then((result) =>
        response.setHeader('content-type', 'application/json').end(JSON.stringify(result)),
      );
    });
  };

async function gatewayWith(environment: NodeJS.ProcessEnv): Promise<string> {
  const gateway = runProgram('dist/gateway.js', [], {
    PORT: '0',
    DATA_DIR: dataDirectory,
    LOG_LEVEL: 'error',
    SUPERGRAPH_FILE: supergraphFile,
    SUBGRAPH_URL_ITEM_REVIEWS: reviewsUrl,
    // These subgraphs read identities and no roles.
    ACTOR_RESOLVER_URL: 'none',
    ...environment,
  });
  programs.push(gateway);
  const [line] = await gateway.printed(/^\{"gateway".*\}$/m);
  return (JSON.parse(line) as { gateway: string }).gateway;
}

/** The actor in the statement that a subgraph was sent. */
const actorIn = (header: string | undefined): { kind: string; id: string | null } => {
  const payload = Buffer.from(header?.split('.')[1] ?? '', 'base64url').toString();
  return (JSON.parse(payload) as { actor: { kind: string; id: string | null } }).actor;
};

beforeAll(async () => {
  const services = await Promise.all(
    Object.entries(SUBGRAPHS).map(async ([name, [sdl, resolvers]]) => {
      const typeDefs = parse(sdl);
      const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
      return { name, typeDefs, url: `${await serve(subgraph(schema))}/graphql` };
    }),
  );
  reviewsUrl = services.find(({ name }) => name === 'item-reviews')?.url ?? '';
  const elsewhere = services.map((each) => (each.url === reviewsUrl ? { ...each, url: NOWHERE } : each));
  const { supergraphSdl, errors } = composeServices(elsewhere);
  if (!supergraphSdl) throw new Error(`The shop does not compose: ${String(errors)}`);
  writeFileSync(supergraphFile, supergraphSdl);
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1' }] });
  const url = await serve((_request, response) => void response.end(keys));
  issuer = { url, privateKey };
});
afterAll(async () => {
  await Promise.all(programs.map((program) => program.end()));
  for (const server of servers) server.close();
  rmSync(dataDirectory, { recursive: true, force: true });
});

describe('the gateway before a foreign supergraph', () => {
  let url: string;
  beforeAll(async () => {
    const manifest = join(dataDirectory, 'documents.json');
    writeFileSync(manifest, JSON.stringify({ heaviest: '{ heaviest { title } }' }));
    url = await gatewayWith({ GATEWAY_AUTH: 'off', TRUSTED_DOCUMENTS: manifest });
  });

  test('answers a document of the manifest by its id, by GET and over a socket', async () => {
    const answer = await fetch(`${url}?documentId=heaviest`);
    expect(await answer.json()).toEqual({ data: { heaviest: { title: expect.any(String) } } });
    const raw = await RawSocket.ready(url);
    raw.send({ id: '1', type: 'subscribe', payload: { documentId: 'heaviest' } });
    expect(await raw.next()).toMatchObject({ id: '1', type: 'next', payload: { data: { heaviest: {} } } });
    raw.socket.terminate();
  });

  test.each([
    [
      'an interface whose types lie in one subgraph and a field of it in another, at an address of the environment',
      '{ items { __typename title rating ... on Book { pages } } }',
      {
        items: [
          { __typename: 'Product', title: 'lamp', rating: 5 },
          { __typename: 'Book', title: 'atlas', rating: 10, pages: 300 },
        ],
      },
    ],
    [
      'an interface object that gets its concrete type',
      '{ best { __typename title rating } }',
      { best: { __typename: 'Book', title: 'atlas', rating: 10 } },
    ],
    ['a field that requires another subgraph’s', '{ heaviest { shipping } }', { heaviest: { shipping: 14 } }],
    [
      'a field that another subgraph provides on this path',
      '{ heaviest { title } product(id: "1") { title } }',
      { heaviest: { title: 'lamp, as shipping has it' }, product: { title: 'lamp' } },
    ],
    [
      'a field that another subgraph has taken over',
      '{ product(id: "1") { price } }',
      { product: { price: 9 } },
    ],
    [
      'a mutation',
      'mutation { rename(id: "1", title: "torch") { title shipping } }',
      { rename: { title: 'torch', shipping: 14 } },
    ],
  ])('answers %s', async (_what, query, expected) => {
    expect(await demand(url, undefined, query)).toEqual(expected);
  });

  test('shows clients nothing that a subgraph keeps from them', async () => {
    const { status, errors } = await ask(url, undefined, '{ product(id: "1") { secret } }');
    expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'OPERATION_INVALID']);
  });

  test('is ready, since every subgraph answers, and takes tokens for nothing', async () => {
    expect((await fetch(url.replace('graphql', 'ready'))).status).toBe(200);
    await demand(url, 'no.such.token', '{ items { title } }');
    expect(received.at(-1)).toBe('absent');
  });
});

test.each(['compiled', 'stock'])(
  'the call to a subgraph ends when its client leaves, and no other call, on the %s executor',
  async (executor) => {
    const url = await gatewayWith({ GATEWAY_AUTH: 'off', GATEWAY_EXECUTOR: executor });
    const leaving = new AbortController();
    /** @returns the answer of the subgraph, and the request of the client. */
    const held = async (
      query: string,
      signal?: AbortSignal,
    ): Promise<readonly [ServerResponse, Promise<Response>]> => {
      const arrived = new Promise<ServerResponse>((resolve) => (hold = resolve));
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query });
      const asked = fetch(url, { method: 'POST', headers, body, ...(signal && { signal }) });
      return [await arrived, asked];
    };
    // The one that stays was asked first: a time that is over would end it first.
    const [staying, answered] = await held('{ product(id: "1") { title } }');
    const [left, asked] = await held('{ items { title rating } }', leaving.signal);
    const gone = once(left, 'close');
    leaving.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    await gone;
    expect([left.writableFinished, staying.closed]).toEqual([false, false]);
    hold = undefined;
    staying.setHeader('content-type', 'application/json').end('{"data":{"product":{"title":"lamp"}}}');
    expect(await (await answered).json()).toEqual({ data: { product: { title: 'lamp' } } });
  },
);

describe('the gateway with headers to forward', () => {
  let url: string;
  const names = 'X-Tenant,authorization';
  const ask = async (headers: Record<string, string>): Promise<IncomingHttpHeaders[]> => {
    headersReceived = [];
    const body = JSON.stringify({ query: '{ items { title rating } }' });
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    expect(await answer.json()).not.toHaveProperty('errors');
    return headersReceived;
  };

  test('sends those to each subgraph, and no others', async () => {
    url = await gatewayWith({ GATEWAY_AUTH: 'off', FORWARDED_HEADERS: names });
    const sent = await ask({ 'x-tenant': 'north', authorization: 'Bearer t', 'x-secret': 's' });
    expect(sent.length).toBeGreaterThan(1);
    for (const headers of sent) {
      expect(headers).toMatchObject({ 'x-tenant': 'north', authorization: 'Bearer t' });
      expect(headers).not.toHaveProperty('x-secret');
    }
    for (const headers of await ask({})) expect(headers).not.toHaveProperty('x-tenant');
  });

  test('sends none unless they are named', async () => {
    url = await gatewayWith({ GATEWAY_AUTH: 'off' });
    for (const headers of await ask({ 'x-tenant': 'north', authorization: 'Bearer t' })) {
      expect(headers).not.toHaveProperty('x-tenant');
      expect(headers).not.toHaveProperty('authorization');
    }
  });
});

describe('the gateway with the demonstration issuer', () => {
  test('states the identity of a token to subgraphs, and the public without a token', async () => {
    const url = await gatewayWith({ GATEWAY_AUTH: 'demo' });
    await demand(url, await token(dataDirectory, { role: 'OPERATOR' }), '{ items { title } }');
    expect(actorIn(received.at(-1))).toMatchObject({ kind: 'PERSON', id: expect.any(String) });
    await demand(url, undefined, '{ items { title } }');
    expect(actorIn(received.at(-1))).toMatchObject({ kind: 'PUBLIC', id: null });
    const { status } = await ask(url, 'no.such.token', '{ items { title } }');
    expect(status).toBe(401);
  });
});

describe('the gateway with an issuer that publishes its keys', () => {
  test('believes that issuer, and no other', async () => {
    const { privateKey } = await generateKeyPair('Ed25519', { extractable: true });
    const url = await gatewayWith({
      GATEWAY_AUTH: 'jwks',
      GATEWAY_JWKS_URL: issuer.url,
      TOKEN_ISSUER: 'shop',
      TOKEN_AUDIENCE: 'clients',
      GATEWAY_PRIVATE_KEY: JSON.stringify(await exportJWK(privateKey)),
    });
    const signed = (audience: string): Promise<string> =>
      new SignJWT({ sub: 'alice' })
        .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
        .setIssuer('shop')
        .setAudience(audience)
        .setExpirationTime('1m')
        .sign(issuer.privateKey);
    await demand(url, await signed('clients'), '{ items { title } }');
    expect(actorIn(received.at(-1))).toMatchObject({ kind: 'PERSON', id: 'alice', rights: [] });
    for (const forged of [await signed('others'), await token(dataDirectory, { role: 'OPERATOR' })]) {
      const { status, errors } = await ask(url, forged, '{ items { title } }');
      expect([status, errors?.[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    }
  });
});
