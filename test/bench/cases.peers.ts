import { Agent, request } from 'node:http';
import { PUBLIC_ACTOR, actorToken, right } from '../access/badges.ts';
import { startCases } from '../faults/due-notices.ts';
import { runProgram, type RunningProgram } from '../testkit/process.ts';
import type { SystemAddress } from '../testkit/system.ts';
import { probe } from './fanout.peers.ts';

const PROBED = '--expose-gc --disable-warning=ExperimentalWarning --import=./test/bench/servers/probe.ts';
const HOUR_SECONDS = 3_600;

/** The part of the desk's list that the planner asks of cases. */
const LIST = `query ($first: Int!, $within: String, $states: [CaseState!], $category: String, $after: String) {
  cases(first: $first, within: $within, states: $states, categoryCode: $category, after: $after) {
    edges { cursor node {
      __typename id number title state dueAt createdAt isOverdue
      enterprise { __typename id } grid { __typename code } leadOrganization { __typename code }
      currentTickets { id number role state dueAt assignee { __typename code } }
      latestHistory(first: 3) { id at action to note }
    } } pageInfo { hasNextPage endCursor } } }`;
const POINT = 'query ($id: ID!) { case(id: $id) { __typename id number title state version } }';

export interface ListAnswer {
  readonly data: {
    readonly cases: { readonly edges: readonly unknown[]; readonly pageInfo: { readonly endCursor: string } };
  };
}

/** A server under test, in a process of its own, asked one question after the other over one connection. */
export class Asked {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  readonly program: RunningProgram;
  private readonly url: string;
  private readonly token: string;

  private constructor(program: RunningProgram, url: string, token: string) {
    this.program = program;
    this.url = url;
    this.token = token;
  }

  /** The cases subgraph as it is run in production. */
  static async subgraph(environment: {
    readonly DATA_DIR: string;
    readonly DATABASE_URL?: string;
  }): Promise<Asked> {
    const program = await startCases({ ...environment, NODE_OPTIONS: PROBED });
    const { url } = JSON.parse(/^\{.*\}$/m.exec(program.output())?.[0] ?? '{}') as { url: string };
    const actor = { ...PUBLIC_ACTOR, kind: 'PERSON' as const, id: idOfOperator, rights: [right('OPERATOR')] };
    const home = { dataDirectory: environment.DATA_DIR } as SystemAddress;
    return new Asked(
      program,
      url,
      await actorToken(home, { actor, audience: 'cases', seconds: HOUR_SECONDS }),
    );
  }

  /** The same list by hand. @param address a file, or the URL of a database. */
  static async byHand(address: string): Promise<Asked> {
    const program = runProgram('test/bench/servers/by-hand.main.ts', [address], { NODE_OPTIONS: PROBED });
    const [, url = ''] = await program.printed(/"url":"([^"]+)"/);
    return new Asked(program, url, '');
  }

  point(id: string): Promise<string> {
    return this.ask(JSON.stringify({ query: POINT, variables: { id } }));
  }

  list(variables: object): Promise<string> {
    return this.ask(JSON.stringify({ query: LIST, variables: { first: 50, ...variables } }));
  }

  /** Milliseconds that one question takes, until all of the answer is there. */
  async timed(question: () => Promise<string>): Promise<number> {
    const began = performance.now();
    await question();
    return performance.now() - began;
  }

  /** CPU milliseconds that the server spends on a question, over many. */
  async cpu(questions: ReadonlyArray<() => Promise<string>>): Promise<number> {
    const before = await this.cpuUs();
    for (const question of questions) await question();
    return ((await this.cpuUs()) - before) / questions.length / 1_000;
  }

  private async cpuUs(): Promise<number> {
    return (await probe(this)).cpuUs;
  }

  private ask(body: string): Promise<string> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${this.token}`,
    };
    return new Promise((resolve, reject) => {
      const asking = request(this.url, { method: 'POST', agent: this.agent, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const text = Buffer.concat(parts).toString();
          if (text.includes('"errors"')) reject(new Error(text.slice(0, 500)));
          else resolve(text);
        });
      });
      asking.on('error', reject).end(body);
    });
  }
}

const idOfOperator = '00000000-0000-7000-8000-00000000beef';
