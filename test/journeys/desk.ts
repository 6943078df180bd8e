import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bearer } from '../access/badges.ts';
import { ask, demand, socket, subscribe, token } from '../testkit/client.ts';
import { photo, sendPhoto } from '../testkit/photo.ts';
import * as queries from './desk.queries.ts';
import type { CaseView, Office, Receipt, ReportView, ScoreLine, TicketView } from './desk.views.ts';
import { mutationOf, type Done } from '../testkit/mutation.ts';
import { today } from '../testkit/today.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import { TICKET_CHANGED } from './main-job.queries.ts';
import { intention, until, type Stage, type TicketPush } from './main-job.ts';

/** The actors, by personnel number of the seed; the first street and its first unit grid. */
export const PLAYERS = {
  operator: 'P0002',
  leader: 'P0001',
  head: 'P0010',
  member: 'P0015',
  supervisor: 'P0040',
  checker: 'P0133',
  city: 'P0136',
  housing: 'P0117',
  urban: 'P0119',
  agriculture: 'P0121',
  water: 'P0123',
  assessor: 'P0138',
  enterprise: 'P0140',
} as const;
export type Player = keyof typeof PLAYERS | 'public';

/** The words of the desk about the cases of these journeys. */
const SUMMARY = '河边堆放垃圾,现场异味明显';
/** The ledger and the mail follow by events; a busy machine takes its time. */
const WITHIN_MS = 120_000;

/** Some place in the first unit grid, another one each time: two plays are not one matter. */
export function somewhere(): { longitude: number; latitude: number } {
  const off = (): number => (Math.random() - 0.5) * 0.002;
  return { longitude: 116.622405 + off(), latitude: 35.409751 + off() };
}

/** A complete result of all three types. */
export function allGood(photoIds?: readonly string[]) {
  return {
    enforcement: { text: '责令立即改正', isViolationFound: true },
    verification: { text: '现场核实属实', isTrue: true },
    rectification: {
      text: '已完成整改',
      isRectified: true,
      rectifiedOn: today(),
      ...(photoIds && { photoIds }),
    },
  };
}

/** The steps that journeys share, each over the public protocols, each as the person whose step it is. */
export class Desk {
  readonly stage: Stage;
  private readonly bearers: Promise<Record<string, string>>;

  constructor(stage: Stage) {
    this.stage = stage;
    this.bearers = bearersOf(stage);
    this.bearers.catch(() => undefined);
  }

  async bearer(who: Player): Promise<string | undefined> {
    return who === 'public' ? undefined : (await this.bearers)[PLAYERS[who]];
  }

  async sees<Seen>(who: Player, query: string, variables: Record<string, unknown> = {}): Promise<Seen> {
    return demand<Seen>(this.stage.url, await this.bearer(who), query, variables);
  }

  report(id: string, who: Player = 'operator'): Promise<ReportView> {
    return this.thing<ReportView>(queries.REPORT, id, who);
  }

  async case(id: string, who: Player = 'operator'): Promise<CaseView> {
    type Lines = {
      readonly history: { readonly edges: ReadonlyArray<{ readonly node: { action: string } }> };
    };
    const found = await this.thing<Omit<CaseView, 'actions'> & Lines>(queries.CASE, id, who);
    return { ...found, actions: found.history.edges.map(({ node }) => node.action) };
  }

  async ticket(caseId: string, organizationCode: string): Promise<TicketView> {
    const { tickets } = await this.case(caseId);
    const found = tickets.findLast(({ assignee }) => assignee.code === organizationCode);
    if (!found) throw new Error(`${organizationCode} has no ticket of the case`);
    return found;
  }

  async submit(who: Player, input: object, key: string = randomUUID()): Promise<Receipt> {
    const whole = { idempotencyKey: key, description: '河边堆放垃圾,异味明显', ...input };
    return (await this.sees<{ done: Receipt }>(who, queries.SUBMIT_REPORT, { input: whole })).done;
  }

  /** One mutation on a report, at its version of now. @returns its state. */
  async onReport(who: Player, name: string, reportId: string, more: object = {}): Promise<string> {
    const { version } = await this.report(reportId);
    return (await this.act(who, name, { reportId, version, ...more })).state;
  }

  /** One mutation on a case, at its version of now. @returns its state. */
  async onCase(who: Player, name: string, caseId: string, more: object = {}): Promise<string> {
    const { version } = await this.case(caseId);
    return (await this.act(who, name, { caseId, version, ...more })).state;
  }

  /** One mutation on the newest ticket of an organization. @returns its state. */
  async onTicket(who: Player, name: string, caseId: string, org: string, more: object = {}): Promise<string> {
    const { id: ticketId, version } = await this.ticket(caseId, org);
    return (await this.act(who, name, { ticketId, version, ...more })).state;
  }

  /** Adopted by an operator into a new case. @returns its id. */
  async adopt(reportId: string): Promise<string> {
    const { version } = await this.report(reportId);
    return (await this.act('operator', 'adoptReport', { reportId, version, summary: SUMMARY })).id;
  }

  /** Accepted by an operator and filed by a shift leader. */
  async file(caseId: string): Promise<void> {
    await this.onCase('operator', 'acceptCase', caseId);
    await this.onCase('leader', 'fileCase', caseId);
  }

  /** A case of the desk's own report, filed and sent. @returns its id. */
  async sent(categoryCode: string, leadOrganizationCode: string): Promise<string> {
    const { reportId } = await this.submit('operator', { place: somewhere(), categoryCode });
    const caseId = await this.adopt(reportId);
    await this.file(caseId);
    await this.onCase('operator', 'dispatchCase', caseId, { leadOrganizationCode });
    return caseId;
  }

  /** Acknowledged when necessary, and answered by a member of the organization. @returns the state of the ticket. */
  async answered(who: Player, caseId: string, org: string, results: object = allGood()): Promise<string> {
    const { state } = await this.ticket(caseId, org);
    if (state === 'ISSUED') await this.onTicket(who, 'acknowledgeTicket', caseId, org);
    return this.onTicket(who, 'submitTicketResult', caseId, org, results);
  }

  /** Checked by post-supervision with the given outcome. @returns the state of the case. */
  async checked(caseId: string, found: object = { outcome: 'PASSED' }): Promise<string> {
    await this.onCase('operator', 'sendCaseToCheck', caseId, { checkerNumber: PLAYERS.checker });
    return this.onCase('checker', 'recordCheck', caseId, found);
  }

  async closed(caseId: string): Promise<string> {
    await this.checked(caseId);
    return this.onCase('leader', 'closeCase', caseId);
  }

  /** A photo of afterwards, for the ticket of an organization. @returns its id. */
  async photoAfter(who: Player, caseId: string, org: string): Promise<string> {
    const { id: subjectId } = await this.ticket(caseId, org);
    const wish = { purpose: 'TICKET_RESULT', subjectId, moment: 'AFTER' };
    const { id, status } = await sendPhoto(this.stage.url, await this.bearer(who), wish, photo());
    if (status !== 200) throw new Error(`The photo was answered with ${status}`);
    return id;
  }

  /** The code with which a step is refused; undefined when it was not. */
  refusal(step: Promise<unknown>): Promise<string | undefined> {
    return step.then(
      () => undefined,
      (error: unknown) => /"code": "(\w+)"/.exec(String(error))?.[1] ?? String(error),
    );
  }

  /** The pushes of an organization from now on. */
  async office(who: Player): Promise<Office> {
    const { changeCursor: after } = await this.sees<{ changeCursor: string }>(who, '{ changeCursor }');
    const client = socket(this.stage.url, await this.bearer(who));
    const pushes = subscribe<TicketPush>(client, TICKET_CHANGED, { after });
    const next: Office['next'] = async (caseId, kind, org) => {
      const isIt = ({ ticketChanged: { ticket, kind: received } }: TicketPush): boolean =>
        ticket.case.id === caseId && received === kind && (!org || ticket.assignee.code === org);
      return (await until(pushes, isIt)).ticketChanged;
    };
    return { next, close: async () => client.dispose() };
  }

  /** The e-mails about a case, once each has left and lies where the mail of this system lands. */
  async landed(caseId: string): Promise<Array<[org: string, kind: string]>> {
    const look = async () => {
      const { tickets } = await this.case(caseId);
      return tickets.flatMap(({ emails, assignee }) =>
        emails.map((email) => ({ ...email, org: assignee.code })),
      );
    };
    const emails = await eventually(
      look,
      (all) => all.length > 0 && all.every(({ state }) => state === 'SENT'),
      WITHIN_MS,
    );
    const absent = emails.filter(
      ({ id }) => !existsSync(join(this.stage.dataDirectory, 'mail', `${id}.eml`)),
    );
    if (absent.length > 0) throw new Error(`Not in the folder: ${JSON.stringify(absent)}`);
    return emails.map(({ org, kind }) => [org, kind]);
  }

  /** The entries of the ledger for sources, when at least the given number exists: `rule points`, in order of their names. */
  async scored(sources: readonly string[], atLeast: number): Promise<string[]> {
    const look = async () => {
      const pages = await Promise.all(
        sources.map((sourceId) => this.sees<ScoreLine>('assessor', queries.ENTRIES, { sourceId })),
      );
      return pages.flatMap(({ scoreEntries }) => scoreEntries.edges.map(({ node }) => node));
    };
    const lines = await eventually(look, ({ length }) => length >= atLeast, WITHIN_MS);
    return lines.map(({ ruleCode, points }) => `${ruleCode} ${points}`).sort();
  }

  private async thing<Thing>(query: string, id: string, who: Player): Promise<Thing> {
    const { thing } = await this.sees<{ thing: Thing | null }>(who, query, { id });
    if (!thing) throw new Error(`${who} sees nothing of ${id}`);
    return thing;
  }

  private async act(who: Player, name: string, given: object): Promise<{ id: string; state: string }> {
    const input = { idempotencyKey: intention(), ...given };
    const { data, errors } = await ask<Done<{ id: string; state: string }>>(
      this.stage.url,
      await this.bearer(who),
      mutationOf(name, 'id state'),
      { input },
    );
    if (errors || !data) throw new Error(`${name} was answered ${JSON.stringify(errors, null, 2)}`);
    return data.done.thing;
  }
}

/** Bearer tokens by personnel number; the ids behind the numbers are asked of the graph. */
async function bearersOf(stage: Stage): Promise<Record<string, string>> {
  const leader = await token(stage.dataDirectory, { role: 'SHIFT_LEADER' });
  const numbers = Object.values(PLAYERS);
  const asked = numbers.map((number) => `${number}: person(number: "${number}") { id }`);
  // A document may ask so many root fields; half of them is well below.
  const half = Math.ceil(asked.length / 2);
  const halves = [asked.slice(0, half), asked.slice(half)];
  const pages = await Promise.all(
    halves.map((some) => demand<Record<string, { id: string }>>(stage.url, leader, `{ ${some.join(' ')} }`)),
  );
  const ids = Object.assign({}, ...pages) as Record<string, { id: string }>;
  const all = Object.entries(ids).map(async ([number, { id }]) => [
    number,
    await bearer(stage, { subject: id }),
  ]);
  return Object.fromEntries(await Promise.all(all)) as Record<string, string>;
}
