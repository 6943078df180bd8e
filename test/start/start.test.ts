import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { decodeJwt } from 'jose';
import { simpleParser } from 'mailparser';
import { Desk } from '../journeys/desk.ts';
import { demand, socket, subscribe, token } from '../testkit/client.ts';
import { outcomeOf, runProgram, type Outcome, type RunningProgram } from '../testkit/process.ts';
import { startEmbedded, type RunningSystem } from '../testkit/system.ts';
import { within } from '../testkit/within.ts';

const ONE_PROCESS = 'dist/one-process.js';
const GATEWAY = 'dist/gateway.js';
/** Where no service answers. */
const RESOLVER = { ACTOR_RESOLVER_URL: 'http://127.0.0.1:9/actor', ACTOR_RESOLVER_AUDIENCE: 'grids' };
const SUBGRAPH = 'dist/cases.js';
const TOKEN = 'dist/token.js';
const LAUNCHER = 'packages/launcher/launch.mjs';

/** A line with a JWT and nothing else. */
const ONE_JWT = /^[\w-]+\.[\w-]+\.[\w-]+\n$/;

/** The launcher may have to build first. */
const LAUNCH_MS = 150_000;
const START_MS = 180_000;
const END_MS = 180_000;

const dataDirectory = mkdtempSync(join(tmpdir(), 'ecogrid-start-'));
const running: RunningProgram[] = [];
afterEach(async () => {
  // A program that should have refused to start must not outlive the test that found it out.
  await Promise.all(running.splice(0).map((program) => program.end('SIGKILL')));
});
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

function outcome(
  script: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  ms = END_MS,
): Promise<Outcome> {
  const usual = { DATA_DIR: dataDirectory, PORT: '0', HJ212_PORT: '0', DEMO_HISTORY: '0' };
  const program = runProgram(script, args, { ...usual, ...environment });
  running.push(program);
  return within(ms, `${script} ends`, outcomeOf(program));
}

describe('the token command', () => {
  const ROLES = [
    ...['OPERATOR', 'SHIFT_LEADER', 'DEPARTMENT_STAFF', 'GRID_HEAD', 'GRID_MEMBER', 'SUPERVISOR'],
    ...[
      'ENTERPRISE_USER',
      'POST_SUPERVISION',
      'CITY',
      'PROVINCE',
      'STREET_STAFF',
      'ASSESSOR',
      'BI',
      'ADMINISTRATOR',
    ],
  ];
  // Every role is tried in packages/explorer/src/demonstration-token.test.ts.
  test(
    'writes exactly one line, a token',
    async () => {
      const { code, output, errors } = await outcome(TOKEN, [
        '--role',
        'department-staff',
        '--org',
        'DEPT-WATER',
      ]);
      expect({ code, errors }).toEqual({ code: 0, errors: '' });
      expect(output).toMatch(ONE_JWT);
      expect(decodeJwt(output.trim())).toMatchObject({ kind: 'PERSON' });
    },
    END_MS,
  );

  test(
    'writes its usage with every role on stdout for --help',
    async () => {
      const { code, output, errors } = await outcome(TOKEN, ['--help']);
      expect({ code, errors }).toEqual({ code: 0, errors: '' });
      for (const word of ['--role', '--org', '--person', '--seconds', ...ROLES])
        expect(output).toContain(word);
    },
    END_MS,
  );

  test(
    'gives tokens of the organization that is named',
    async () => {
      const subjectOf = async (org: string): Promise<string | undefined> =>
        decodeJwt(await token(dataDirectory, { role: 'DEPARTMENT_STAFF', org })).sub;
      expect(await subjectOf('DEPT-WATER')).not.toBe(await subjectOf('DEPT-ENVIRONMENT'));
    },
    END_MS,
  );

  test(
    'refuses an unknown role: it lists the known roles, and stdout stays empty',
    async () => {
      const { code, output, errors } = await outcome(TOKEN, ['--role', 'emperor']);
      expect({ code, output }).toEqual({ code: 1, output: '' });
      const [, named = ''] = /Roles: ([^;]*);/.exec(errors) ?? [];
      expect(named.split(', ').sort()).toEqual([...ROLES].sort());
    },
    END_MS,
  );

  test(
    'writes exactly the token through the launcher too, which logs on stderr only',
    async () => {
      const { code, output } = await outcome(LAUNCHER, ['token', '--role', 'operator'], {}, LAUNCH_MS);
      expect(code).toBe(0);
      expect(output).toMatch(ONE_JWT);
    },
    LAUNCH_MS,
  );
});

describe('the whole graph in one process', () => {
  let system: RunningSystem;
  let printed: string;
  beforeAll(async () => {
    system = await startEmbedded({ dataDirectory });
    printed = system.programs['all']?.output() ?? '';
  }, START_MS);
  afterAll(() => system.stop());

  /** The first group of the banner. */
  const shown = (pattern: RegExp): string => {
    const [, text] = pattern.exec(printed) ?? [];
    if (!text) throw new Error(`The banner shows no ${pattern}:\n${printed}`);
    return text;
  };

  test('prints a query that runs as printed', async () => {
    const query = shown(/^A query to paste:\n {2}(.*)$/m);
    const data = await demand<{ grid: object }>(system.url, shown(/^ {2}operator .*\n {4}(\S+)$/m), query);
    expect(data.grid).toBeTruthy();
  });

  test('prints a subscription that the department may open as printed', async () => {
    const client = socket(system.url, shown(/^ {2}department .*\n {4}(\S+)$/m));
    const opened = subscribe(client, shown(/^A subscription to paste.*\n {2}(.*)$/m));
    const question = subscribe<{ changeCursor: string }>(client, '{ changeCursor }');
    try {
      const refused = opened.ended.then((errors) => ({ refused: errors }));
      const first = within(END_MS, 'an answer', Promise.race([refused, question.next()]));
      expect(await first).toEqual({ changeCursor: expect.any(String) });
    } finally {
      await client.dispose();
    }
  });

  test(
    'links from its e-mails to its own port, where the ticket is opened',
    async () => {
      const desk = new Desk(system);
      const caseId = await desk.sent('RIVER', 'DEPT-WATER');
      await desk.landed(caseId);
      const { id, emails } = await desk.ticket(caseId, 'DEPT-WATER');
      const file = join(dataDirectory, 'mail', `${emails[0]?.id}.eml`);
      const { text, html } = await simpleParser(readFileSync(file));
      const link = new URL(`/tickets/${id}`, system.url).href;
      expect(text).toContain(link);
      expect(html).toContain(`href="${link}"`);
      const page = await fetch(link);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    },
    END_MS,
  );

  test('stores its keys in files that only their owner can read', () => {
    const files = readdirSync(join(dataDirectory, 'keys'));
    expect(files).toEqual(expect.arrayContaining(['gateway.jwk.json', 'issuer.jwk.json']));
    const modes = files.map((file) => statSync(join(dataDirectory, 'keys', file)).mode & 0o777);
    expect(modes).toEqual(files.map(() => 0o600));
  });

  test(
    'ends in order on SIGINT, and starts again with the same data',
    async () => {
      const reportId = await report(system);
      const before = await contents(system);
      expect(before.reports).toContain(reportId);
      expect(before.people.length).toBeGreaterThan(0);
      expect(await within(END_MS, 'the end', system.programs['all']?.end('SIGINT') ?? never())).toBe(0);
      system = await startEmbedded({ dataDirectory });
      expect(await contents(system)).toEqual(before);
    },
    START_MS + END_MS,
  );
});

const never = (): never => {
  throw new Error('no program runs');
};

async function report({ url }: RunningSystem): Promise<string> {
  const seen = { description: '河面有油花', place: { longitude: 116.622405, latitude: 35.409751 } };
  const input = { idempotencyKey: randomUUID(), ...seen };
  const mutation = 'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { reportId } }';
  const data = await demand<{ submitReport: { reportId: string } }>(url, undefined, mutation, { input });
  return data.submitReport.reportId;
}

interface Page<Node> {
  readonly edges: ReadonlyArray<{ readonly node: Node }>;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** All people by number and all reports by id, as the operator sees them. */
async function contents({ url }: RunningSystem): Promise<{ people: string[]; reports: string[] }> {
  const operator = await token(dataDirectory, { role: 'OPERATOR' });
  const all = async (field: string, key: string): Promise<string[]> => {
    const query = `query ($after: String) { page: ${field}(first: 200, after: $after) { edges { node { key: ${key} } } pageInfo { hasNextPage endCursor } } }`;
    const found: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const { page } = await demand<{ page: Page<{ key: string }> }>(url, operator, query, { after });
      found.push(...page.edges.map(({ node }) => node.key));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    }
    return found;
  };
  return { people: await all('people', 'number'), reports: await all('reports', 'id') };
}

describe('an environment that cannot be used', () => {
  /** Ended with 1, nothing on stdout, no stack. */
  const refusal = async (script: string, environment: NodeJS.ProcessEnv): Promise<string> => {
    const { code, output, errors } = await outcome(script, [], environment);
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).not.toMatch(/^\s+at /m);
    return errors;
  };

  // Each program's own variables are tried in the tests of its configuration.
  test(
    'answers on loopback only in demonstration mode',
    async () => {
      const environment = { ...RESOLVER, GATEWAY_AUTH: 'demo', HOST: '0.0.0.0' };
      expect(await refusal(GATEWAY, environment)).toMatch(/^[^\n]*HOST: [^\n]*loopback[^\n]*\n$/);
    },
    END_MS,
  );

  test(
    'names a database of another schema in one line, with its remedy',
    async () => {
      const directory = mkdtempSync(join(tmpdir(), 'ecogrid-old-'));
      new Sqlite(join(directory, 'cases.db')).exec('CREATE TABLE migrations (id INTEGER)').close();
      expect(await refusal(SUBGRAPH, { ...RESOLVER, DATA_DIR: directory })).toMatch(
        /^The database \S+cases\.db was created by another version of the schema[^\n]+\n$/,
      );
    },
    END_MS,
  );

  test.each<[string, string, string]>([
    ['PORT', 'one process', ONE_PROCESS],
    ['HJ212_PORT', 'a subgraph', 'dist/enterprises.js'],
    ['PORT', 'a subgraph', SUBGRAPH],
  ])(
    'is named in one line when another program has the port: %s of %s, which ends',
    async (name, _what, script) => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const received = await refusal(script, { ...RESOLVER, [name]: String(port), LOG_LEVEL: 'silent' });
      expect(received).toMatch(
        new RegExp(`^[^\\n]* ${name}: another program listens on port ${port}[^\\n]*\\n$`),
      );
      other.close();
    },
    END_MS,
  );

  test(
    'is named with everything that is missing at once',
    async () => {
      const received = await refusal(GATEWAY, { GATEWAY_AUTH: 'jwks' });
      expect([...received.matchAll(/^ +([A-Z_]+): required/gm)].map(([, name]) => name)).toEqual([
        'GATEWAY_JWKS_URL',
        'TOKEN_ISSUER',
        'TOKEN_AUDIENCE',
        'GATEWAY_PRIVATE_KEY',
        'ACTOR_RESOLVER_URL',
      ]);
    },
    END_MS,
  );
});
