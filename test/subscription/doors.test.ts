import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { ApolloClient, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Client as UrqlClient, fetchExchange, gql as urqlGql } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { createClient as sseClient } from 'graphql-sse';
import { castOf, type Cast } from '../access/cast.ts';
import { openCase } from '../access/scene.ts';
import { token } from '../testkit/client.ts';
import { embedded, onSystems } from '../testkit/systems.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { within } from '../testkit/within.ts';
import { anEnterprise, now } from './push.ts';

const LONG_MS = 120_000;
const TICKETS = `subscription Tickets($after: String) {
  ticketChanged(after: $after) { cursor ticket { id case { id } assignee { name } } }
}`;
const DIVISION = 'query Division { grid(code: "370871") { code name } }';
/** A second text with the same answer, so that no other test has registered its hash. */
const renamed = (name: string): string => DIVISION.replace('Division', name);

interface Push {
  readonly ticketChanged: {
    readonly cursor: string;
    readonly ticket: { readonly id: string; readonly case: { readonly id: string } };
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
/** Counts the bodies and addresses that a client sends. */
function countingFetch(): { fetch: typeof fetch; sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    fetch: (input, init) => {
      sent.push(
        typeof init?.body === 'string' ? init.body : String(input instanceof Request ? input.url : input),
      );
      return fetch(input, init);
    },
  };
}

onSystems(embedded)('the doors over HTTP, %s', (_name, system) => {
  const { url } = system;
  let cast: Cast;
  let enterprise: string;
  beforeAll(async () => {
    cast = await castOf(system);
    enterprise = await anEnterprise(system, cast);
  });
  const bearer = (role: 'OPERATOR' | 'DEPARTMENT_STAFF' = 'DEPARTMENT_STAFF'): { authorization: string } => ({
    authorization: `Bearer ${cast[role]}`,
  });
  const get = (parameters: Record<string, string>, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}?${new URLSearchParams(parameters).toString()}`, init);
  const codeOf = async (response: Response): Promise<unknown> => {
    const { errors } = (await response.json()) as { errors: [{ extensions: { code: string } }] };
    return errors[0].extensions.code;
  };

  describe('a GET', () => {
    test('answers a query, with its variables, for the public and for an actor', async () => {
      const query = 'query ($code: String!) { grid(code: $code) { code } me { roles } }';
      const variables = JSON.stringify({ code: '370871' });
      for (const [headers, roles] of [
        [{}, []],
        [bearer('OPERATOR'), ['OPERATOR']],
      ] as const) {
        const response = await get({ query, variables }, { headers });
        expect([response.status, await response.json()]).toEqual([
          200,
          { data: { grid: { code: '370871' }, me: { roles } } },
        ]);
        expect(response.headers.get('cache-control')).toBe('private, no-cache');
        expect(response.headers.get('vary')).toMatch(/authorization/);
      }
    });

    test('is 304 as long as the answer is the same, and a HEAD has its headers and no body', async () => {
      const first = await get({ query: DIVISION });
      const etag = String(first.headers.get('etag'));
      const again = await get({ query: DIVISION }, { headers: { 'if-none-match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
      const other = await get(
        { query: DIVISION.replace('name', '') },
        { headers: { 'if-none-match': etag } },
      );
      expect(other.status).toBe(200);
      const head = await get({ query: DIVISION }, { method: 'HEAD' });
      expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
    });

    test('carries out no mutation', async () => {
      const response = await get({
        query: 'mutation { closeCase(id: "1") { id } }'.replace(/closeCase.*/, '__typename }'),
      });
      expect([response.status, response.headers.get('allow'), await codeOf(response)]).toEqual([
        405,
        'POST',
        'METHOD_NOT_ALLOWED',
      ]);
    });

    test.each([
      [{}, 400, 'OPERATION_INVALID'],
      [{ query: DIVISION, variables: '[1' }, 400, 'OPERATION_INVALID'],
      [{ query: DIVISION, variables: '[1]' }, 400, 'OPERATION_INVALID'],
      [{ query: '{ absent }' }, 400, 'OPERATION_INVALID'],
      [{ query: TICKETS }, 400, 'OPERATION_INVALID'],
      [{ documentId: 'sha256:none' }, 404, 'DOCUMENT_UNKNOWN'],
    ] as const)('of %j is refused', async (parameters, status, code) => {
      const response = await get(parameters);
      expect([response.status, await codeOf(response)]).toEqual([status, code]);
    });
  });

  describe('automatic persisted queries', () => {
    test('work with Apollo Client: the text travels once', async () => {
      const counting = countingFetch();
      const link = new PersistedQueryLink({ sha256 });
      const client = new ApolloClient({
        link: link.concat(new HttpLink({ uri: url, fetch: counting.fetch })),
        cache: new InMemoryCache(),
      });
      const query = gql(renamed('ByApollo'));
      for (let round = 0; round < 2; round += 1) {
        const { data } = await client.query<{ grid: { code: string } }>({ query, fetchPolicy: 'no-cache' });
        expect(data?.grid.code).toBe('370871');
      }
      expect(
        counting.sent.map((body) => body.includes('ByApollo($') || body.includes('query ByApollo')),
      ).toEqual([false, true, false]);
    });

    test('work with urql, by GET', async () => {
      const counting = countingFetch();
      const client = new UrqlClient({
        url,
        fetch: counting.fetch,
        preferGetMethod: false,
        exchanges: [persistedExchange({ preferGetForPersistedQueries: true }), fetchExchange],
      });
      for (let round = 0; round < 2; round += 1) {
        const answer = await client
          .query<{ grid: { code: string } }>(
            urqlGql(renamed('ByUrql')),
            {},
            { requestPolicy: 'network-only' },
          )
          .toPromise();
        expect([answer.error, answer.data?.grid.code]).toEqual([undefined, '370871']);
      }
      const texts = counting.sent.map((each) => decodeURIComponent(each.replaceAll('+', ' ')));
      expect(texts.map((each) => each.includes('query ByUrql'))).toEqual([false, true, false]);
    });

    const post = (body: object): Promise<Response> =>
      fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const persisted = (sha256Hash: unknown, version: unknown = 1): object => ({
      extensions: { persistedQuery: { version, sha256Hash } },
    });

    test('check the hash, and keep no text that is refused', async () => {
      const wrong = await post({ query: DIVISION, ...persisted(sha256('another')) });
      expect([wrong.status, await codeOf(wrong)]).toEqual([400, 'OPERATION_INVALID']);
      const invalid = '{ absent }';
      expect((await post({ query: invalid, ...persisted(sha256(invalid)) })).status).toBe(400);
      const unknown = await post(persisted(sha256(invalid)));
      expect([unknown.status, await codeOf(unknown)]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
      for (const form of [5, 'short', { a: 1 }]) expect((await post(persisted(form))).status).toBe(400);
      const newer = await post(persisted(sha256(DIVISION), 2));
      expect([newer.status, await codeOf(newer)]).toEqual([200, 'PERSISTED_QUERY_NOT_SUPPORTED']);
    });
  });

  /** The first push, while a ticket is dispatched. */
  const dispatched = async <Value>(first: Promise<Value>): Promise<[Value, string]> => {
    const [value, { caseId }] = await Promise.all([
      within(LONG_MS, 'a push', first),
      openCase(system, cast, enterprise),
    ]);
    return [value, caseId];
  };

  describe('server-sent events', () => {
    test('carry a subscription and a query to the client of graphql-sse', async () => {
      const client = sseClient({ url, singleConnection: false, headers: bearer(), retryAttempts: 0 });
      const after = await now(system, cast);
      const pushes = client.iterate<Push>({ query: TICKETS, variables: { after } });
      const [pushed, caseId] = await dispatched(pushes.next());
      const result = pushed.value as { data: Push };
      expect(result.data.ticketChanged.ticket.case.id).toBe(caseId);
      await pushes.return?.();
      const answers = [];
      for await (const answer of client.iterate({ query: DIVISION })) answers.push(answer);
      expect(answers).toEqual([{ data: { grid: { code: '370871', name: expect.any(String) } } }]);
      client.dispose();
    });

    type Event = Readonly<Record<string, string>>;
    const pushIn = (event: Event): Push => (JSON.parse(String(event['data'])) as { data: Push }).data;

    /** The events of a stream as they come. */
    async function* events(response: Response): AsyncGenerator<Event> {
      let text = '';
      for await (const bytes of response.body ?? []) {
        text += Buffer.from(bytes as Uint8Array).toString();
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const lines = text.slice(0, end).split('\n');
          text = text.slice(end + 2);
          // A heartbeat.
          if (lines[0] === ':') continue;
          const pairs = lines.map((line) => [
            line.slice(0, line.indexOf(':')),
            line.slice(line.indexOf(':') + 1).trim(),
          ]);
          yield Object.fromEntries(pairs) as Record<string, string>;
        }
      }
    }
    const listen = async (
      parameters: Record<string, string>,
      headers: Record<string, string> = {},
      signal?: AbortSignal,
    ): Promise<Response> =>
      get(parameters, {
        headers: { ...bearer(), accept: 'text/event-stream', ...headers },
        ...(signal && { signal }),
      });

    test.each([
      ['without the argument', TICKETS.replace('($after: String)', '').replace('(after: $after)', ''), {}],
      ['with a variable', TICKETS, { variables: '{"after":null}' }],
    ])(
      'resume by Last-Event-ID from a subscription %s, without a gap and without a repeat',
      async (_what, query, rest) => {
        const aborting = new AbortController();
        const parameters = { query, ...rest };
        const stream = events(await listen(parameters, {}, aborting.signal));
        const [event, caseId] = await dispatched(stream.next());
        const first = event.value as Event;
        const push = pushIn(first);
        expect(push.ticketChanged.ticket.case.id).toBe(caseId);
        expect(first).toMatchObject({ event: 'next', id: push.ticketChanged.cursor });
        aborting.abort();
        await stream.next().catch(() => undefined);
        const missed = await openCase(system, cast, enterprise);
        const again = events(await listen(parameters, { 'last-event-id': String(first['id']) }));
        const seen: string[] = [];
        while (!seen.includes(missed.caseId)) {
          const next = await within(LONG_MS, 'the missed push', again.next());
          seen.push(pushIn(next.value as Event).ticketChanged.ticket.case.id);
        }
        expect(seen.filter((id) => id === caseId)).toEqual([]);
        await again.return(undefined);
      },
    );

    test('end with the token, and say so', async () => {
      const brief = await token(system.dataDirectory, { role: 'OPERATOR', seconds: 4 });
      const response = await listen({ query: TICKETS }, { authorization: `Bearer ${brief}` });
      expect(await within(LONG_MS, 'the end', response.text())).toMatch(
        /^: 4403 The token has expired\n\n$/m,
      );
    });

    test('refuse a wrong cursor by an error in the stream, and a bad operation by its status', async () => {
      const response = await listen({ query: TICKETS }, { 'last-event-id': 'forged' });
      expect(await within(LONG_MS, 'the refusal', response.text())).toMatch(
        /event: next\ndata: \{"errors":\[.*CURSOR_INVALID.*\nevent: complete|event: next\ndata: \{"errors":\[.*CURSOR_INVALID[^\n]*\n\nevent: complete/,
      );
      expect((await listen({ query: 'subscription { absent }' })).status).toBe(400);
      expect((await listen({ query: TICKETS }, { authorization: 'Bearer no.such.token' })).status).toBe(401);
    });

    test('leave nothing open when the client goes away', async () => {
      const open = async (): Promise<number> => {
        const page = await (await fetch(String(system.metricsUrls[0]))).text();
        return Number(/^ecogrid_gateway_sockets (\d+)/m.exec(page)?.[1]);
      };
      const before = await open();
      const aborting = new AbortController();
      await Promise.all(Array.from({ length: 5 }, () => listen({ query: TICKETS }, {}, aborting.signal)));
      expect(await open()).toBe(before + 5);
      aborting.abort();
      await eventually(open, (count) => count === before, LONG_MS);
    });

    test('are read by curl', async () => {
      const after = await now(system, cast);
      await openCase(system, cast, enterprise);
      const address = `${url}?${new URLSearchParams({ query: TICKETS, variables: JSON.stringify({ after }) }).toString()}`;
      const args = [
        '-sN',
        '--max-time',
        '20',
        '-H',
        'accept: text/event-stream',
        '-H',
        `authorization: ${bearer().authorization}`,
      ];
      const child = execFile('curl', [...args, address]);
      const line = await within(
        LONG_MS,
        'an event',
        new Promise<string>((resolve, reject) => {
          let text = '';
          child.once('error', reject);
          child.stdout?.on('data', (part: string) => {
            text += part;
            if (/\ndata:.*\n\n/.test(text)) resolve(text);
          });
        }),
      );
      child.kill();
      expect(line).toMatch(/^id: \S+\nevent: next\ndata: \{"data":\{"ticketChanged"/m);
    });
  });

  describe('multipart HTTP', () => {
    test('carries a subscription to Apollo Client, which resumes by the cursor', async () => {
      const client = new ApolloClient({
        link: new HttpLink({ uri: url, headers: bearer() }),
        cache: new InMemoryCache(),
      });
      const firstAfter = (after: string): Promise<Push> =>
        new Promise((resolve, reject) => {
          const running = client
            .subscribe<Push>({ query: gql(TICKETS), variables: { after }, fetchPolicy: 'no-cache' })
            .subscribe({
              next: ({ data, error }) => {
                if (data) resolve(data);
                else reject(new Error(error?.message ?? 'no data'));
                setImmediate(() => running.unsubscribe());
              },
              error: reject,
            });
        });
      const after = await now(system, cast);
      const [first, caseId] = await dispatched(firstAfter(after));
      expect(first.ticketChanged.ticket.case.id).toBe(caseId);
      const missed = await openCase(system, cast, enterprise);
      const seen: string[] = [];
      for (let { cursor } = first.ticketChanged; !seen.includes(missed.caseId);) {
        const { ticketChanged } = await within(LONG_MS, 'the missed push', firstAfter(cursor));
        seen.push(ticketChanged.ticket.case.id);
        cursor = ticketChanged.cursor;
      }
      expect(seen).not.toContain(caseId);
    });

    test('carries a subscription to urql', async () => {
      const client = new UrqlClient({
        url,
        preferGetMethod: false,
        exchanges: [fetchExchange],
        fetchSubscriptions: true,
        fetchOptions: { headers: bearer() },
      });
      const after = await now(system, cast);
      const first = new Promise<Push>((resolve, reject) => {
        const running = client
          .subscription<Push>(urqlGql(TICKETS), { after })
          .subscribe(({ data, error }) => {
            if (data) resolve(data);
            else reject(error ?? new Error('no data'));
            setImmediate(() => running.unsubscribe());
          });
      });
      const [push, caseId] = await dispatched(first);
      expect(push.ticketChanged.ticket.case.id).toBe(caseId);
    });
  });
});
