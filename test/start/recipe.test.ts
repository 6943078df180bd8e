import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Provider } from 'oidc-provider';
import { keepFolder } from '../testkit/children.ts';
import { ask, demand } from '../testkit/client.ts';
import { startNats, type PrivateNats } from '../testkit/nats.ts';
import { ROOT, runProgram, runToEnd, type RunningProgram } from '../testkit/process.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { schemasFor } from '../testkit/systems.setup.ts';

const RECIPE = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');
/** The table of the launcher, by which `npm run` finds a program. */
const { commands } = (await import(join(ROOT, 'packages/launcher/commands.mjs'))) as {
  commands: Readonly<Record<string, { script?: string }>>;
};
const AUDIENCE = 'ecogrid';
const [ADMINISTRATOR, OPERATOR, STRANGER] = ['first-administrator', 'an-operator', 'a-stranger'];

/** The lines of a block of the recipe. */
function block(name: string): string[] {
  const [, text = ''] = new RegExp(`^\`\`\`${name}\\n([^]*?)^\`\`\``, 'm').exec(RECIPE) ?? [];
  return text.split('\n').filter(Boolean);
}

const pairsOf = (lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );

/** `PORT=4001 npm run --silent start:grids -- init …`: the program of the command, and its arguments. */
function programOf(line: string): { name: string; script: string; args: string[] } {
  const [, name = '', rest = ''] = /npm run --silent (\S+)(?: -- (.*))?$/.exec(line) ?? [];
  const { script = '' } = commands[name] ?? {};
  return { name, script, args: rest.split(' ').filter(Boolean) };
}

/** An identity provider whose clients are accounts; a client gets a token by its secret. */
async function openProvider(): Promise<{ issuer: string; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [ADMINISTRATOR, OPERATOR, STRANGER].map((id = '') => ({
      client_id: id,
      client_secret: `secret of ${id}`,
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
    })),
    ttl: { ClientCredentials: 600 },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({ scope: '', audience: AUDIENCE, accessTokenFormat: 'jwt' }),
      },
    },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return { issuer, server };
}

async function tokenOf(issuer: string, account = ''): Promise<string> {
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${btoa(`${account}:${encodeURIComponent(`secret of ${account}`)}`)}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&resource=urn:ecogrid',
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

const database = process.env['ECOGRID_TEST_MARIADB'];
/** A district in production stands on its engines. */
const withEngines = database && process.env['ECOGRID_TEST_NATS'] ? describe : describe.skip;

withEngines('the recipe of a production start', () => {
  const programs: RunningProgram[] = [];
  let nats: PrivateNats | undefined;
  let idp: Awaited<ReturnType<typeof openProvider>>;
  let url: string;
  beforeAll(async () => {
    [idp, nats] = [await openProvider(), await startNats()];
    const folder = keepFolder(mkdtempSync(join(tmpdir(), 'ecogrid-recipe-')));
    const { jwks_uri: keys } = (await (
      await fetch(`${idp.issuer}/.well-known/openid-configuration`)
    ).json()) as { jwks_uri: string };
    const [generate = ''] = block('sh keys');
    const own = pairsOf(execFileSync('sh', ['-c', generate], { encoding: 'utf8' }).trim().split('\n'));
    const environment = {
      ...pairsOf(block('sh environment')),
      ...own,
      DATABASE_URL: await schemasFor(String(database)),
      NATS_URL: nats?.url ?? '',
      CURSOR_SECRET: 'a secret of the test',
      UPLOAD_SECRET: 'another secret of the test, longer',
      DIVISION_CODE: '320505',
      GATEWAY_JWKS_URL: keys,
      TOKEN_ISSUER: idp.issuer,
      TOKEN_AUDIENCE: AUDIENCE,
      PORT: '0',
      HJ212_PORT: '0',
      METRICS_PORT: '',
      DATA_DIR: folder,
      LOG_LEVEL: 'warn',
    };
    const lines = block('sh processes').map(programOf);
    const [admin, ...rest] = lines;
    const [gateway, subgraphs] = [rest.at(-1), rest.slice(0, -1)];
    await runToEnd(String(admin?.script), admin?.args ?? [], environment);
    const urls = await Promise.all(
      subgraphs.map(async ({ script, args }) => {
        const program = runProgram(script, args, environment);
        programs.push(program);
        const [line] = await program.printed(/^\{.*\}$/m);
        return JSON.parse(line) as { subgraph: string; url: string };
      }),
    );
    const addresses = urls.map(
      ({ subgraph, url: at }) => [`SUBGRAPH_URL_${subgraph.toUpperCase()}`, at] as const,
    );
    const grids = String(urls.find(({ subgraph }) => subgraph === 'grids')?.url);
    const program = runProgram(String(gateway?.script), gateway?.args ?? [], {
      ...environment,
      ...(Object.fromEntries(addresses) as Record<string, string>),
      ACTOR_RESOLVER_URL: grids.replace('/graphql', '/actor'),
    });
    programs.push(program);
    const [line] = await program.printed(/^\{.*\}$/m);
    url = (JSON.parse(line) as { gateway: string }).gateway;
  });
  afterAll(async () => {
    await Promise.all(programs.map((each) => each.end()));
    await nats?.stop();
    idp.server.close();
  });

  test('is a district with an administrator, who lets an operator in and out', async () => {
    const [administrator, operator, stranger] = await Promise.all(
      [ADMINISTRATOR, OPERATOR, STRANGER].map((account) => tokenOf(idp.issuer, account)),
    );
    const me = '{ me { roles person { number loginAccounts { id subject } } } }';
    const first = await demand<object>(url, administrator, me);
    expect(first).toMatchObject({ me: { roles: ['ADMINISTRATOR'], person: { number: 'A0001' } } });
    const codes =
      '{ categories { code } documents { code } pollutants { code } division(code: "320505") { name } }';
    const tables = await demand<{ categories: unknown[]; pollutants: unknown[] }>(url, administrator, codes);
    expect(tables).toMatchObject({ division: { name: '某高新区' } });
    expect([tables.categories.length, tables.pollutants.length]).toEqual([11, 12]);
    const refused = { extensions: { code: 'UNAUTHENTICATED' } };
    for (const bearer of [operator, stranger])
      expect((await ask(url, bearer, me)).errors).toMatchObject([refused]);
    const letIn = block('graphql').join('\n');
    type Person = { loginAccounts: Array<{ id: string; subject: string }> };
    const done = await demand<{ linkAccount: { person: Person } }>(url, administrator, letIn);
    expect(done.linkAccount.person.loginAccounts).toEqual([{ subject: OPERATOR }]);
    const rolesOf = async (bearer: string | undefined): Promise<unknown> =>
      (await ask<{ me: { roles: string[] } }>(url, bearer, me)).data?.me.roles;
    // The gateway remembers rights for a second.
    const isSo = (roles: unknown): boolean => JSON.stringify(roles) === '["OPERATOR"]';
    await eventually(() => rolesOf(operator), isSo, 60_000);
    expect((await ask(url, stranger, me)).errors).toMatchObject([refused]);
    const found = await demand<{ person: Person }>(
      url,
      administrator,
      '{ person(number: "B0001") { loginAccounts { id } } }',
    );
    const input = { accountId: found.person.loginAccounts[0]?.id, idempotencyKey: 'unlink-B0001' };
    const unlink =
      'mutation ($input: UnlinkAccountInput!) { unlinkAccount(input: $input) { person { number } } }';
    await demand(url, administrator, unlink, { input });
    await eventually(
      () => rolesOf(operator),
      (roles) => roles === undefined,
      60_000,
    );
    const audit =
      '{ auditEntries(kind: RIGHTS, first: 20) { edges { node { action subject person { number } } } } }';
    type Entries = { auditEntries: { edges: Array<{ node: { action: string; person: object | null } }> } };
    const { auditEntries } = await demand<Entries>(url, administrator, audit);
    expect(auditEntries.edges.map(({ node: { action, person } }) => [action, person !== null])).toEqual([
      ['unlinkAccount', true],
      ['linkAccount', true],
      ['appoint', true],
      ['admin init', false],
      ['admin init', false],
    ]);
  });
});
