# identity
p='packages/identity/src/actor-token.ts'
sub(p,"  async sign(actor: Actor, audience: string): Promise<string> {\n    const identity = `${audience} ${JSON.stringify(actor)}`;","""  async sign(actor: Actor, audience: string, client?: string): Promise<string> {
    // Whoever is known is known by name: where they call from is nobody's business.
    const from = actor.kind === 'PUBLIC' ? client : undefined;
    const identity = `${audience} ${from ?? ''} ${JSON.stringify(actor)}`;""")
sub(p,"  /** @param audience the name of the subgraph that shall believe it; no other will. */","""  /**
   * @param audience the name of the subgraph that shall believe it; no other will.
   * @param client where a request of the public comes from; stated of nobody else.
   */""")
sub(p,"new SignJWT({ actor: actor as unknown as JWTPayload })","new SignJWT({ actor: actor as unknown as JWTPayload, ...(from && { client: from }) })")
sub(p,"""  readonly actor: Actor;
  /** Milliseconds""","""  readonly actor: Actor;
  /** Where a request of the public comes from, as the gateway saw it; undefined for those who are known. */
  readonly client: string | undefined;
  /** Milliseconds""")
sub(p,"jwtVerify<{ actor: Actor }>","jwtVerify<{ actor: Actor; client?: string }>")
sub(p,"return { actor: payload.actor, expiresAt","return { actor: payload.actor, client: payload.client, expiresAt")
# subgraph
p='packages/subgraph/src/context.ts'
sub(p,"    readonly currentActor: () => Promise<Actor> = () => Promise.resolve(actor),\n","    readonly currentActor: () => Promise<Actor> = () => Promise.resolve(actor),\n    /** Where a request of the public comes from, as the gateway states it; undefined for those who are known. */\n    readonly client?: string,\n")
p='packages/subgraph/src/subgraph.ts'
sub(p,"    const { actor } = await this.stated(request);","    const { actor, client } = await this.stated(request);")
sub(p,"contextValue: new GraphContext(actor, request.requestId, this.parts.log),","contextValue: new GraphContext(actor, request.requestId, this.parts.log, undefined, client),")
# errors
p='packages/errors/src/catalogue.ts'
sub(p,"  PLACE_OUTSIDE: {","""  RATE_LIMITED: {
    http: 429,
    meaning:
      'More came from one place, or from everybody together, than is taken in a while. `details.retryAfterSeconds` says when to try again.',
    en: 'Too many requests; try again in {retryAfterSeconds} seconds.',
    zh: '请求过于频繁,请在 {retryAfterSeconds} 秒后重试。',
  },
  PLACE_OUTSIDE: {""")
# gateway
write('gateway/src/http/client-address.ts','''import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/** Where a request comes from, as text that is the same for the same network. */
export type ClientOf = (request: IncomingMessage) => string;

/** One household or host has a whole /64 of IPv6: four groups of sixteen bits. */
const NETWORK_GROUPS = 4;

/**
 * The client's network: its IPv4 address, or the /64 of its IPv6 address.
 * @param trusted proxies whose word in X-Forwarded-For is taken, as addresses, subnets or `loopback`; nobody else's is.
 */
export function clientsBehind(trusted: readonly string[]): ClientOf {
  const trust = proxyAddr.compile([...trusted]);
  return (request) => networkOf(proxyAddr(request, trust));
}

function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts.slice(0, NETWORK_GROUPS).map((group) => group.toString(16)).join(':')
    : parsed.toString();
}
''')
write('gateway/src/http/config.ts','''import { z } from '@ecogrid/service';
import { clientsBehind, type ClientOf } from './client-address.ts';

/** Doors to the front door, for every process that has it in it. */
export const PROXY_SHAPE = {
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((text) => text.split(',').map((each) => each.trim()).filter(Boolean))
    .refine(areAddresses, 'is not a list of addresses, subnets or loopback, linklocal, uniquelocal'),
};

function areAddresses(trusted: readonly string[]): boolean {
  try {
    clientsBehind(trusted);
    return true;
  } catch {
    return false;
  }
}

export function clientsOf({ TRUSTED_PROXIES }: { readonly TRUSTED_PROXIES: readonly string[] }): ClientOf {
  return clientsBehind(TRUSTED_PROXIES);
}
''')
write('gateway/src/http/client-address.test.ts','''import { describe, expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { clientsBehind } from './client-address.ts';
import { PROXY_SHAPE } from './config.ts';

const request = (remoteAddress: string, forwarded?: string): IncomingMessage =>
  ({
    socket: { remoteAddress },
    connection: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('where a request comes from', () => {
  test.each([
    ['whoever calls directly', [], request('203.0.113.7'), '203.0.113.7'],
    ['a header that nobody trusted wrote', [], request('203.0.113.7', '198.51.100.1'), '203.0.113.7'],
    ['the word of a trusted proxy', ['10.0.0.0/8'], request('10.1.2.3', '198.51.100.1'), '198.51.100.1'],
    ['what was written before the proxy', ['10.0.0.0/8'], request('10.1.2.3', '1.1.1.1, 198.51.100.1'), '198.51.100.1'],
    ['an IPv4 address in IPv6 clothes', [], request('::ffff:203.0.113.7'), '203.0.113.7'],
    ['the network of an IPv6 address', [], request('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2'],
    ['its neighbour', [], request('2001:db8:1:2:ffff::1'), '2001:db8:1:2'],
    ['nonsense of a trusted proxy', ['loopback'], request('127.0.0.1', 'nonsense'), 'unknown'],
  ])('is told by %s', (_name, trusted, from, client) => {
    expect(clientsBehind(trusted)(from)).toBe(client);
  });

  test.each([
    ['', true],
    ['loopback, 10.0.0.0/8', true],
    ['the proxy', false],
  ])('is asked of TRUSTED_PROXIES=%s: %s', (text, isGood) => {
    expect(PROXY_SHAPE.TRUSTED_PROXIES.safeParse(text).success).toBe(isGood);
  });
});
''')
p='gateway/src/auth/session.ts'
s=open(p).read()
s=s.replace("""  readonly signer?: ActorSigner | undefined;
}""","""  readonly signer?: ActorSigner | undefined;
  /** Where a request comes from; absent: nobody asks. */
  readonly clientOf?: ClientOf | undefined;
}""")
s=s.replace("""    readonly requestId: string = randomUUID(),
  ) {}""","""    readonly requestId: string = randomUUID(),
    /** Where it comes from; stated to subgraphs of the public alone. */
    private readonly client?: string,
  ) {}""")
s=s.replace("this.parts.signer?.sign(this.actor, subgraph);","this.parts.signer?.sign(this.actor, subgraph, this.client);")
s=s.replace("""    if (!this.principal) return new Session(this.parts, undefined, this.actor);""","""    if (!this.principal) return new Session(this.parts, undefined, this.actor, undefined, this.client);""")
s=s.replace("""  requestId?: string,
): Promise<Session> {
  if (!token || !parts.verifier) return new Session(parts, undefined, PUBLIC_ACTOR, requestId);
""","""  request: IncomingMessage,
  requestId?: string,
): Promise<Session> {
  const client = parts.clientOf?.(request);
  if (!token || !parts.verifier) return new Session(parts, undefined, PUBLIC_ACTOR, requestId, client);
""")
s=s.replace("import { randomUUID } from 'node:crypto';","import { randomUUID } from 'node:crypto';\nimport type { IncomingMessage } from 'node:http';").replace("export interface AuthParts","import type { ClientOf } from '../http/client-address.ts';\n\nexport interface AuthParts",1)
s=s.replace("} from '@ecogrid/identity';\n\nimport type { ClientOf }","} from '@ecogrid/identity';\nimport type { ClientOf }")
open(p,'w').write(s)
p='gateway/src/auth/auth.ts'
s=open(p).read()
s=s.replace("return config.privateKey ? { signer: await signerOf(config) } : {};","return { clientOf: config.clientOf, ...(config.privateKey && { signer: await signerOf(config) }) };")
s=s.replace("  return { signer, verifier, ","  return { signer, verifier, clientOf: config.clientOf, ")
open(p,'w').write(s)
p='gateway/src/config.ts'
sub(p,"  ...SOCKET_SHAPE,\n","  ...SOCKET_SHAPE,\n  ...PROXY_SHAPE,\n")
sub(p,"  readonly socketLimits: SocketLimits;\n","  readonly socketLimits: SocketLimits;\n  /** Where requests come from, behind whatever proxies are trusted. */\n  readonly clientOf: ClientOf;\n")
sub(p,"    socketLimits: socketLimitsOf(read),","    socketLimits: socketLimitsOf(read),\n    clientOf: clientsOf(read),")
sub(p,"import { SOCKET_SHAPE,","import type { ClientOf } from './http/client-address.ts';\nimport { PROXY_SHAPE, clientsOf } from './http/config.ts';\nimport { SOCKET_SHAPE,")
p='gateway/src/index.ts'
open(p,'a').write("export { PROXY_SHAPE, clientsOf } from './http/config.ts';\n")
p='gateway/src/http/http-door.ts'
s=open(p).read()
s=s.replace("openSession(parts.auth, bearerToken(request.headers.authorization), requestId)","openSession(parts.auth, bearerToken(request.headers.authorization), request, requestId)")
s=s.replace("  sendJson(response, answer.status, answer.body);\n","  const wait = retryAfter(answer.body);\n  if (wait !== undefined) response.setHeader('retry-after', wait);\n  sendJson(response, wait === undefined ? answer.status : TOO_MANY, answer.body);\n")
s=s.replace("async function operationIn(","""const TOO_MANY = 429;

/** The seconds to wait, when nothing at all was done because of too many requests. */
function retryAfter({ data, errors = [] }: GraphQLAnswer['body']): number | undefined {
  const told = errors.map(({ extensions }) => extensions as { code?: string; details?: RateLimit } | undefined);
  const nothingDone = !data && told.length > 0 && told.every((each) => each?.code === 'RATE_LIMITED');
  return nothingDone ? Math.max(...told.map((each) => each?.details?.retryAfterSeconds ?? 1)) : undefined;
}

interface RateLimit {
  readonly retryAfterSeconds?: number;
}

async function operationIn(""",1)
open(p,'w').write(s)
p='gateway/src/subscription/connection.ts'
s=open(p).read()
s=s.replace("bearerToken(typeof given === 'string' ? given : this.header),\n      );","bearerToken(typeof given === 'string' ? given : this.header),\n        this.request,\n      );")
s=s.replace("    request: IncomingMessage,\n    private readonly parts","    private readonly request: IncomingMessage,\n    private readonly parts")
open(p,'w').write(s)
# one process
p='packages/one-process/src/config.ts'
sub(p,"import { SOCKET_SHAPE } from","import { PROXY_SHAPE, SOCKET_SHAPE } from")
sub(p,"  ...SOCKET_SHAPE,\n","  ...SOCKET_SHAPE,\n  ...PROXY_SHAPE,\n")
# env
p='.env.example'
sub(p,"# --- sockets of clients:","""# --- where requests come from: the gateway on its own, and npm start ---
# TRUSTED_PROXIES=          # proxies whose X-Forwarded-For is believed: loopback, 10.0.0.0/8; absent: nobody's is

# --- reports of the public: the cases subgraph, and npm start ---
# PUBLIC_REPORTS_PER_HOUR=20        # from one address; more is refused with RATE_LIMITED
# PUBLIC_REPORTS_PER_HOUR_ALL=1000  # from all addresses together, in each process

# --- sockets of clients:""")
# cases
write(B+'report/config.ts','''import { readConfig, z } from '@ecogrid/service';
import type { PublicReportLimits } from './public-reports.limit.ts';

const atLeastOne = (usual: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce.number().int().min(1).default(usual);

const shape = {
  PUBLIC_REPORTS_PER_HOUR: atLeastOne(20),
  PUBLIC_REPORTS_PER_HOUR_ALL: atLeastOne(1_000),
};

/** How many anonymous reports are taken. @throws ConfigurationError. */
export function readPublicReportLimits(given: NodeJS.ProcessEnv = process.env): PublicReportLimits {
  const { PUBLIC_REPORTS_PER_HOUR: perClient, PUBLIC_REPORTS_PER_HOUR_ALL: inAll } = readConfig(shape, given);
  return { perClient, inAll };
}
''')
write(B+'report/public-reports.limit.ts','''import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { EcoGridError } from '@ecogrid/errors';

export interface PublicReportLimits {
  /** Anonymous reports an hour from one address. */
  readonly perClient: number;
  /** And from all together: many addresses must not drown the desk either. */
  readonly inAll: number;
}

const HOUR_SECONDS = 3_600;
/** Callers of whom nobody knows where they are share one allowance. */
const NOWHERE = 'unknown';

/** Anonymous reports are limited in rate, before the database is troubled. Each process counts for itself. */
export class PublicReportsLimit {
  private readonly each: RateLimiterMemory;
  private readonly all: RateLimiterMemory;

  constructor({ perClient, inAll }: PublicReportLimits) {
    this.each = new RateLimiterMemory({ keyPrefix: 'each', points: perClient, duration: HOUR_SECONDS });
    this.all = new RateLimiterMemory({ keyPrefix: 'all', points: inAll, duration: HOUR_SECONDS });
  }

  /** The address first: who is refused there takes nothing from the others. @throws EcoGridError RATE_LIMITED. */
  async take(client = NOWHERE): Promise<void> {
    try {
      await this.each.consume(client);
      await this.all.consume('');
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
      throw new EcoGridError('RATE_LIMITED', { retryAfterSeconds });
    }
  }
}
''')
write(B+'report/public-reports.limit.test.ts','''import { describe, expect, test } from '@jest/globals';
import { readPublicReportLimits } from './config.ts';
import { PublicReportsLimit } from './public-reports.limit.ts';

const outcomes = async (limit: PublicReportsLimit, clients: ReadonlyArray<string | undefined>): Promise<string[]> => {
  const all: string[] = [];
  for (const client of clients)
    all.push(await limit.take(client).then(() => 'taken', (error: { code: string }) => error.code));
  return all;
};

describe('the limit of anonymous reports', () => {
  test('lets each address have its share, and takes nothing of it from others', async () => {
    const limit = new PublicReportsLimit({ perClient: 2, inAll: 100 });
    expect(await outcomes(limit, ['a', 'a', 'a', 'b', 'a'])).toEqual(['taken', 'taken', 'RATE_LIMITED', 'taken', 'RATE_LIMITED']);
  });

  test('holds for all together; who is refused by address does not count', async () => {
    const limit = new PublicReportsLimit({ perClient: 1, inAll: 2 });
    expect(await outcomes(limit, ['a', 'a', 'b', 'c'])).toEqual(['taken', 'RATE_LIMITED', 'taken', 'RATE_LIMITED']);
  });

  test('has one share for those of whom nobody knows where they are', async () => {
    const limit = new PublicReportsLimit({ perClient: 1, inAll: 9 });
    expect(await outcomes(limit, [undefined, undefined])).toEqual(['taken', 'RATE_LIMITED']);
  });

  test('says when to try again', async () => {
    const limit = new PublicReportsLimit({ perClient: 1, inAll: 9 });
    await limit.take('a');
    const { extensions } = (await limit.take('a').catch((error: unknown) => error)) as {
      extensions: { details: { retryAfterSeconds: number } };
    };
    expect(extensions.details.retryAfterSeconds).toBeGreaterThan(3_000);
    expect(extensions.details.retryAfterSeconds).toBeLessThanOrEqual(3_600);
  });

  test('is read from the environment', () => {
    expect(readPublicReportLimits({})).toEqual({ perClient: 20, inAll: 1_000 });
    expect(readPublicReportLimits({ PUBLIC_REPORTS_PER_HOUR: '3' }).perClient).toBe(3);
    expect(() => readPublicReportLimits({ PUBLIC_REPORTS_PER_HOUR_ALL: '0' })).toThrow(/PUBLIC_REPORTS_PER_HOUR_ALL/);
  });
});
''')
p=B+'report/report.service.ts'
sub(p,"  async submit(actor: Actor, input: SubmitReportInput): Promise<Report> {\n","""  async submit(actor: Actor, input: SubmitReportInput, client?: string): Promise<Report> {
    if (actor.kind === 'PUBLIC') await this.parts.publicReports.take(client);
""")
sub(p,"  /** Answers also those who may not read what they reported: the receipt is theirs. */","""  /**
   * Answers also those who may not read what they reported: the receipt is theirs.
   * @param client where somebody unknown calls from. @throws EcoGridError RATE_LIMITED for the public, and as `draft`.
   */""")
sub(p,"  readonly changes: ReportChanges;\n","  readonly changes: ReportChanges;\n  readonly publicReports: PublicReportsLimit;\n")
sub(p,"import type { ReportIntake }","import type { PublicReportsLimit } from './public-reports.limit.ts';\nimport type { ReportIntake }")
sub(B+'report/index.ts',"export { ReportService }","export { readPublicReportLimits } from './config.ts';\nexport { PublicReportsLimit, type PublicReportLimits } from './public-reports.limit.ts';\nexport { ReportService }")
p=B+'report/report.resolver.ts'
s=open(p).read()
s=s.replace("""    @Ctx() { actor }: GraphContext,
  ): Promise<ReportReceipt> {
    const report = await this.service.submit(actor, input);""","""    @Ctx() { actor, client }: GraphContext,
  ): Promise<ReportReceipt> {
    const report = await this.service.submit(actor, input, client);""")
s=s.replace("A retry with the same key answers the same. Errors: INPUT_INVALID,","A retry with the same key answers the same receipt. Errors: RATE_LIMITED (without a token), INPUT_INVALID,")
s=s.replace("description: 'The id of the report.'","description: 'The number of the receipt: the id of the report, by which those who may read it find it.'")
open(p,'w').write(s)
p=B+'parts.ts'
sub(p,"  readonly divisionCode: string;\n","  readonly divisionCode: string;\n  readonly publicReportLimits: PublicReportLimits;\n")
sub(p,"import { ReportChanges, ReportIntake,","import { PublicReportsLimit, ReportChanges, ReportIntake, type PublicReportLimits,")
sub(p,"new ReportService({ ...base, intake: new ReportIntake(base), changes: reportChanges })","new ReportService({\n    ...base,\n    intake: new ReportIntake(base),\n    changes: reportChanges,\n    publicReports: new PublicReportsLimit(surroundings.publicReportLimits),\n  })")
s=open(B+'cases.builder.ts').read()
import re
s=s.replace("divisionCode: DISTRICT_CODE","divisionCode: DISTRICT_CODE, publicReportLimits: { perClient: 1_000, inAll: 1_000 }",1)
open(B+'cases.builder.ts','w').write(s)
s=open(B+'start.ts').read()
assert "divisionCode: DISTRICT_CODE" in s
s=s.replace("divisionCode: DISTRICT_CODE","divisionCode: DISTRICT_CODE, publicReportLimits: readPublicReportLimits()",1)
s=s.replace("ReviewResolver } from './report/index.ts';","ReviewResolver, readPublicReportLimits } from './report/index.ts';")
open(B+'start.ts','w').write(s)
sub('subgraphs/cases/package.json','''    "nodemailer": "catalog:"''','''    "nodemailer": "catalog:",
    "rate-limiter-flexible": "catalog:"''')
sub('pnpm-workspace.yaml',"  reflect-metadata:","  rate-limiter-flexible: @RLF@\n  reflect-metadata:")
sub('pnpm-workspace.yaml',"  lru-cache:","  ipaddr.js: @IPA@\n  lru-cache:")
sub('pnpm-workspace.yaml',"  prom-client:","  '@types/proxy-addr': @TPA@\n  prom-client:")
sub('pnpm-workspace.yaml',"  prom-client: 15.1.3\n","  prom-client: 15.1.3\n  proxy-addr: @PA@\n")
sub('gateway/package.json','''    "lru-cache": "catalog:",''','''    "ipaddr.js": "catalog:",
    "lru-cache": "catalog:",
    "proxy-addr": "catalog:",''')
sub('gateway/package.json','''    "@types/ws"''','''    "@types/proxy-addr": "catalog:",
    "@types/ws"''')
import subprocess
v=lambda n: subprocess.check_output(['npm','view',n,'version'],text=True).strip()
s=open('pnpm-workspace.yaml').read()
for k,n in (('@RLF@','rate-limiter-flexible'),('@IPA@','ipaddr.js'),('@TPA@','@types/proxy-addr'),('@PA@','proxy-addr')): s=s.replace(k,v(n))
open('pnpm-workspace.yaml','w').write(s)
p='packages/one-process/src/graph.ts'
sub(p,"    resolver,\n  };","    resolver,\n    clientOf: clientsOf(config),\n  };")
s=open(p).read()
s=s.replace("socketLimitsOf,","clientsOf,\n  socketLimitsOf,",1) if "socketLimitsOf,\n" in s else s.replace("socketLimitsOf","clientsOf, socketLimitsOf",1)
open(p,'w').write(s)
sub('gateway/src/http/http-door.ts',"import type { GraphQLServer } from '../execution/graphql-server.ts';","import type { GraphQLAnswer, GraphQLServer } from '../execution/graphql-server.ts';")
