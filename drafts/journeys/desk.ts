import { randomUUID } from 'node:crypto';
import { ask, demand, socket, subscribe, token, type TokenWish } from '../testkit/client.ts';
import { TICKET_CHANGED, intention, until, type Stage, type TicketPush } from './main-job.ts';

/** Who plays, by personnel number of the seed; the first street and its first unit grid. */
export const PLAYERS = {
  operator: { role: 'OPERATOR', person: 'P0002' },
  leader: { role: 'SHIFT_LEADER', person: 'P0001' },
  head: { role: 'GRID_HEAD', person: 'P0010' },
  member: { role: 'GRID_MEMBER', person: 'P0015' },
  supervisor: { role: 'SUPERVISOR', person: 'P0040' },
  checker: { role: 'POST_SUPERVISION', person: 'P0133' },
  city: { role: 'CITY', person: 'P0136' },
  water: { role: 'DEPARTMENT_STAFF', org: 'DEPT-WATER' },
  urban: { role: 'DEPARTMENT_STAFF', org: 'DEPT-URBAN_MANAGEMENT' },
  environment: { role: 'DEPARTMENT_STAFF', org: 'DEPT-ENVIRONMENT' },
} as const satisfies Record<string, TokenWish>;
export type Player = keyof typeof PLAYERS | 'public';

export interface ReportView {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly reviews: ReadonlyArray<{ level: string; decision: string; at: string; reviewer: { number: string } }>;
  readonly gridMatch: { readonly basis: string; readonly explanationEn: string } | null;
}

export interface TicketView {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly role: string;
  readonly reworkCount: number;
  readonly assignee: { readonly code: string };
}

export interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly isSuperior: boolean;
  readonly misdispatchCount: number;
  readonly reworkCount: number;
  readonly reopenCount: number;
  readonly lookBackDueOn: string | null;
  readonly grid: { readonly code: string };
  readonly tickets: readonly TicketView[];
  readonly suggestedRoute: ReadonlyArray<{ role: string; organization: { code: string } }>;
  readonly verifyHistory: boolean;
  readonly actions: readonly string[];
}

const REPORT = `query ($id: ID!) { thing: report(id: $id) {
  id state version reviews { level decision at reviewer { number } } gridMatch { basis explanationEn } } }`;
const CASE = `query ($id: ID!) { thing: case(id: $id) {
  id number state version isSuperior misdispatchCount reworkCount reopenCount lookBackDueOn verifyHistory grid { code }
  tickets { id number state version role reworkCount assignee { code } }
  suggestedRoute { role organization { code } }
  history(first: 50) { edges { node { action } } } } }`;
const RECEIPT = `mutation ($input: SubmitReportInput!) { done: submitReport(input: $input) { reportId receivedAt report { id } } }`;

export interface Receipt {
  readonly reportId: string;
  readonly receivedAt: string;
  readonly report: { readonly id: string } | null;
}

/** Some place in the first unit grid, another one each time: two plays are not one matter. */
export function somewhere(): { longitude: number; latitude: number } {
  const off = (): number => (Math.random() - 0.5) * 0.002;
  return { longitude: 116.622405 + off(), latitude: 35.409751 + off() };
}

/** What a result says when everything is as it should be, of all three types. */
export const ALL_GOOD = {
  enforcement: { text: '责令立即改正', isViolationFound: true },
  verification: { text: '现场核实属实', isTrue: true },
  rectification: { text: '已完成整改', isRectified: true, rectifiedOn: '2026-03-05' },
};

/** The steps that journeys share, each over the public protocols, each as the person whose step it is. */
export class Desk {
  constructor(private readonly stage: Stage) {}

  bearer(who: Player): Promise<string | undefined> {
    return who === 'public' ? Promise.resolve(undefined) : token(this.stage.dataDirectory, PLAYERS[who]);
  }

  async report(id: string, who: Player = 'operator'): Promise<ReportView> {
    return this.thing<ReportView>(REPORT, id, who);
  }

  async case(id: string, who: Player = 'operator'): Promise<CaseView> {
    const found = await this.thing<CaseView & { history: { edges: Array<{ node: { action: string } }> } }>(CASE, id, who);
    return { ...found, actions: found.history.edges.map(({ node }) => node.action) };
  }

  /** What somebody sees of a thing, when it may be nothing. */
  async sees(query: string, who: Player, variables: Record<string, unknown> = {}): Promise<unknown> {
    return demand(this.stage.url, await this.bearer(who), query, variables);
  }

  async submit(who: Player, input: object, key: string = randomUUID()): Promise<Receipt> {
    const whole = { input: { idempotencyKey: key, description: '河边堆放垃圾,异味明显', ...input } };
    const { done } = await demand<{ done: Receipt }>(this.stage.url, await this.bearer(who), RECEIPT, whole);
    return done;
  }

  /** One mutation on a report, at its version of now. */
  async onReport(who: Player, name: string, reportId: string, more: object = {}): Promise<string> {
    const { version } = await this.report(reportId);
    return this.act(who, name, { reportId, version, ...more });
  }

  /** One mutation on a case, at its version of now. @returns its state. */
  async onCase(who: Player, name: string, caseId: string, more: object = {}): Promise<string> {
    const { version } = await this.case(caseId);
    return this.act(who, name, { caseId, version, ...more });
  }

  /** One mutation on the newest ticket of an organization. */
  async onTicket(who: Player, name: string, caseId: string, org: string, more: object = {}): Promise<string> {
    const { id: ticketId, version } = await this.ticket(caseId, org);
    return this.act(who, name, { ticketId, version, ...more });
  }

  async ticket(caseId: string, organizationCode: string): Promise<TicketView> {
    const { tickets } = await this.case(caseId);
    const found = tickets.findLast(({ assignee }) => assignee.code === organizationCode);
    if (!found) throw new Error(`${organizationCode} has no ticket of the case`);
    return found;
  }

  /** The code with which a step is refused; undefined when it was not. */
  async refusal(step: Promise<unknown>): Promise<string | undefined> {
    return step.then(
      () => undefined,
      (error: unknown) => /"code": "(\w+)"/.exec(String(error))?.[1],
    );
  }

  /** Adopted by an operator into a new case. @returns its id. */
  async adopt(reportId: string): Promise<string> {
    const { version } = await this.report(reportId);
    const mutation = 'mutation ($input: AdoptReportInput!) { done: adoptReport(input: $input) { id } }';
    const input = { reportId, version, idempotencyKey: intention() };
    const { done } = await demand<{ done: { id: string } }>(this.stage.url, await this.bearer('operator'), mutation, {
      input,
    });
    return done.id;
  }

  /** A case of the desk's own report, filed. */
  async filed(categoryCode: string): Promise<string> {
    const { reportId } = await this.submit('operator', { place: somewhere(), categoryCode });
    const caseId = await this.adopt(reportId);
    await this.onCase('operator', 'acceptCase', caseId);
    await this.onCase('leader', 'fileCase', caseId);
    return caseId;
  }

  /** Acknowledged and answered by somebody of the organization. @returns the state of the ticket. */
  async answered(who: Player, caseId: string, org: string, results: object = ALL_GOOD): Promise<string> {
    const { state } = await this.ticket(caseId, org);
    if (state === 'ISSUED') await this.onTicket(who, 'acknowledgeTicket', caseId, org);
    return this.onTicket(who, 'submitTicketResult', caseId, org, results);
  }

  /** Checked by post-supervision, with whatever they find. */
  async checked(caseId: string, found: object = { outcome: 'PASSED' }): Promise<string> {
    await this.onCase('operator', 'sendCaseToCheck', caseId, { checkerNumber: PLAYERS.checker.person });
    return this.onCase('checker', 'recordCheck', caseId, found);
  }

  async closed(caseId: string): Promise<string> {
    await this.checked(caseId);
    return this.onCase('leader', 'closeCase', caseId);
  }

  /** The tickets of the cases that follow, as an organization is pushed them. */
  async office(who: Player): Promise<Office> {
    const { changeCursor: after } = await demand<{ changeCursor: string }>(
      this.stage.url,
      await this.bearer(who),
      '{ changeCursor }',
    );
    const client = socket(this.stage.url, await this.bearer(who));
    const pushes = subscribe<TicketPush>(client, TICKET_CHANGED, { after });
    const next = async (caseId: string, kind: string): Promise<TicketPush['ticketChanged']> => {
      const isIt = ({ ticketChanged }: TicketPush): boolean =>
        ticketChanged.ticket.case.id === caseId && ticketChanged.kind === kind;
      return (await until(pushes, isIt)).ticketChanged;
    };
    return { next, close: async () => client.dispose() };
  }

  private async thing<Thing>(query: string, id: string, who: Player): Promise<Thing> {
    const { thing } = await demand<{ thing: Thing | null }>(this.stage.url, await this.bearer(who), query, { id });
    if (!thing) throw new Error(`${who} sees nothing of ${id}`);
    return thing;
  }

  private async act(who: Player, name: string, given: object): Promise<string> {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const mutation = `mutation ($input: ${type}!) { done: ${name}(input: $input) { id state version } }`;
    const input = { idempotencyKey: intention(), ...given };
    const { data, errors } = await ask<{ done: { state: string } }>(this.stage.url, await this.bearer(who), mutation, {
      input,
    });
    if (errors || !data) throw new Error(`${name} was answered ${JSON.stringify(errors, null, 2)}`);
    return data.done.state;
  }
}

export interface Office {
  /** The next push of that kind about the case. */
  next(caseId: string, kind: string): Promise<TicketPush['ticketChanged']>;
  close(): Promise<void>;
}
