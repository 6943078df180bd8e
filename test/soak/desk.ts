import { randomUUID } from 'node:crypto';
import { ask, demand, token, type Answer } from '../testkit/client.ts';
import { mutationOf, type Done } from '../testkit/mutation.ts';
import { pause } from './seeded.ts';

const LEAD = 'DEPT-ENVIRONMENT';
export const ASSISTING = ['DEPT-WATER', 'DEPT-HOUSING'];
/** As long as the longest soak. */
const TOKEN_SECONDS = 6 * 3_600;

interface EmailDelivery {
  readonly messageId: string;
  readonly state: string;
  readonly attempts: number;
}
export interface Dispatched {
  readonly tickets: ReadonlyArray<{
    readonly id: string;
    readonly number: string;
    readonly emails: readonly EmailDelivery[];
  }>;
}

interface Answered {
  readonly tickets: ReadonlyArray<{ readonly id: string }>;
}

export const isSent = ({ state }: EmailDelivery): boolean => state === 'SENT';

/** The refusals of a graph with a lost process; any other refusal is a fault of the scenario. */
const PASSING = ['SUBGRAPH_UNAVAILABLE', 'INTERNAL_ERROR', 'UNAUTHENTICATED', 'SCHEMA_NOT_READY'];
const AGAIN_MS = 100;

/** The people of the desk, who send a mutation under the same key until it is answered: a ledger outside the graph. */
export class Desk {
  /** The cases whose dispatch was answered. */
  readonly acknowledged: string[] = [];
  /** Their tickets, as the answers named them. */
  readonly tickets: string[] = [];
  repeated = 0;
  private isGone = false;

  private readonly bearers: Readonly<Record<'operator' | 'leader', string>>;
  private readonly place: object;
  private readonly url: () => string;

  private constructor(bearers: Desk['bearers'], place: object, url: () => string) {
    this.bearers = bearers;
    this.place = place;
    this.url = url;
  }

  /** @param url where the graph is at the moment. */
  static async of(dataDirectory: string, url: () => string): Promise<Desk> {
    const [operator, leader] = await Promise.all([
      token(dataDirectory, { role: 'OPERATOR', person: 'P0002', seconds: TOKEN_SECONDS }),
      token(dataDirectory, { role: 'SHIFT_LEADER', seconds: TOKEN_SECONDS }),
    ]);
    const query = '{ outlets(first: 1) { edges { node { position { longitude latitude } } } } }';
    const { outlets } = await demand<{ outlets: { edges: Array<{ node: { position: object } }> } }>(
      url(),
      operator,
      query,
    );
    return new Desk({ operator, leader }, outlets.edges[0]?.node.position ?? {}, url);
  }

  /** A case that waits for its dispatch. */
  async file(what: string, categoryCode = 'RIVER'): Promise<string> {
    const about = { channelCode: 'OPERATOR', categoryCode, place: this.place };
    const { submitReport } = await this.act<{ submitReport: { reportId: string } }>(
      'operator',
      'mutation ($input: SubmitReportInput!) { submitReport(input: $input) { reportId } }',
      { description: `河道 ${what}`, ...about },
    );
    const opened = { reportId: submitReport.reportId, version: 1, summary: `河道 ${what}` };
    const adopted = await this.act<Done<{ id: string }>>('operator', mutationOf('adoptReport', 'id'), opened);
    const { id: caseId } = adopted.done.thing;
    await this.act('operator', mutationOf('acceptCase', 'version'), { caseId, version: 1 });
    await this.act('leader', mutationOf('fileCase', 'version'), { caseId, version: 2 });
    return caseId;
  }

  async dispatch(caseId: string): Promise<void> {
    const receivers = { leadOrganizationCode: LEAD, assistingOrganizationCodes: ASSISTING };
    const mutation = mutationOf('dispatchCase', 'tickets { id }');
    const input = { caseId, version: 3, ...receivers };
    const { done } = await this.act<Done<Answered>>('operator', mutation, input);
    this.acknowledged.push(caseId);
    this.tickets.push(...done.thing.tickets.map(({ id }) => id));
  }

  /** The graph's view of the acknowledged tickets. */
  async dispatched(): Promise<Dispatched[]> {
    const query =
      'query ($id: ID!) { case(id: $id) { tickets { id number emails { messageId state attempts } } } }';
    const found: Dispatched[] = [];
    for (const id of this.acknowledged)
      found.push((await demand<{ case: Dispatched }>(this.url(), this.bearers.operator, query, { id })).case);
    return found;
  }

  /** Asks nothing again: the graph is about to end. */
  leave(): void {
    this.isGone = true;
  }

  /** Under one key, until any graph answers it. */
  private async act<Data>(who: keyof Desk['bearers'], mutation: string, input: object): Promise<Data> {
    const variables = { input: { idempotencyKey: randomUUID(), ...input } };
    while (!this.isGone) {
      const sent = ask<Data>(this.url(), this.bearers[who], mutation, variables);
      const answer: Answer<Data> | undefined = await sent.catch(() => undefined);
      const refusal = answer?.errors?.find(({ extensions }) => !PASSING.includes(extensions.code));
      if (refusal) throw new Error(JSON.stringify(refusal));
      if (answer?.data && !answer.errors) return answer.data;
      this.repeated += 1;
      await pause(AGAIN_MS);
    }
    throw new Error('the desk has left without an answer');
  }
}
