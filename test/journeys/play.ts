import { demand, token } from '../testkit/client.ts';
import type { Done } from '../testkit/mutation.ts';
import { today } from '../testkit/today.ts';
import { eventually } from '../../packages/service/dist/testing.js';
import {
  freeDevices,
  graph,
  intention,
  sendExcess,
  socket,
  subscribe,
  until,
  type CasePush,
  type FreeDevice,
  type Stage,
  type TicketPush,
  type Versioned,
} from './main-job.ts';

export const LEAD = 'DEPT-ENVIRONMENT';
const ENTRIES_WITHIN_MS = 120_000;

export interface ScoreEntry {
  readonly subjectKind: string;
  readonly subjectCode: string;
  readonly points: string;
  readonly ruleCode: string;
  readonly sourceTopic: string;
  readonly sourceEventId: string;
}

/** The results of one run of the main job. */
export interface Outcome {
  readonly device: FreeDevice;
  readonly push: TicketPush['ticketChanged'];
  readonly closed: {
    readonly state: string;
    readonly verifyHistory: boolean;
    readonly grid: { readonly members: ReadonlyArray<{ readonly name: string }> };
  };
  readonly entries: readonly ScoreEntry[];
}

/** Plays the main job, from an instrument's packet to the score ledger, over HTTP, WebSocket and TCP alone. */
export async function playMainJob(
  stage: Stage,
  say: (step: string) => void = () => undefined,
): Promise<Outcome> {
  const { url, dataDirectory } = stage;
  const [operator, leader, department, assessor] = await Promise.all([
    token(dataDirectory, { role: 'OPERATOR', person: 'P0002' }),
    token(dataDirectory, { role: 'SHIFT_LEADER' }),
    token(dataDirectory, { role: 'DEPARTMENT_STAFF', org: LEAD }),
    token(dataDirectory, { role: 'ASSESSOR' }),
  ]);
  const [device] = await freeDevices(stage);
  if (!device) throw new Error('Every monitored outlet has an open case: close one first.');
  const desk = socket(url, operator);
  const office = socket(url, department);
  try {
    const { changeCursor: after } = await demand<{ changeCursor: string }>(url, operator, graph.NOW);
    const cases = subscribe<CasePush>(desk, graph.CASE_CHANGED, { after });
    const tickets = subscribe<TicketPush>(office, graph.TICKET_CHANGED, { after });
    say(`device ${device.mn} sends COD ${device.excess} mg/L`);
    const answer = await sendExcess(stage, device);
    if (!answer.includes('CN=9014')) throw new Error(`The listener answered ${answer}`);
    say('the packet is answered with 9014');

    const opened = await until(cases, ({ caseChanged }) => caseChanged.case.outlet?.id === device.outletId);
    const { id: caseId, number } = opened.caseChanged.case;
    say(`case ${number} is opened by the exceedance`);
    const act = async (bearer: string, mutation: string, input: object): Promise<Versioned> => {
      const { case: current } = await demand<{ case: Versioned }>(url, operator, graph.CASE, { id: caseId });
      const whole = { input: { caseId, version: current.version, idempotencyKey: intention(), ...input } };
      return (await demand<Done<Versioned>>(url, bearer, mutation, whole)).done.thing;
    };
    say(`accepted: ${(await act(operator, graph.ACCEPT, {})).state}`);
    say(`filed: ${(await act(leader, graph.FILE, {})).state}`);
    say(
      `dispatched to ${LEAD}: ${(await act(operator, graph.DISPATCH, { leadOrganizationCode: LEAD })).state}`,
    );

    const { ticketChanged: push } = await until(
      tickets,
      ({ ticketChanged }) => ticketChanged.ticket.case.id === caseId,
    );
    describePush(push, say);
    const { id: ticketId } = push.ticket;
    const acknowledged = await answerTicket(url, department, graph.ACKNOWLEDGE, {
      ticketId,
      version: push.ticket.version,
    });
    say(`acknowledged by the department: ${acknowledged.state}`);
    const results = {
      enforcement: { text: '超标排放属实,责令立即整改', isViolationFound: true },
      verification: { text: '现场核实,出水超标', isTrue: true },
      rectification: {
        text: '更换药剂,恢复达标',
        isRectified: true,
        rectifiedOn: today(),
      },
    };
    const done = await answerTicket(url, department, graph.SUBMIT, {
      ticketId,
      version: acknowledged.version,
      ...results,
    });
    say(`the result is submitted: ${done.state}`);

    say(`sent to check: ${(await act(operator, graph.SEND_TO_CHECK, { checkerNumber: 'P0133' })).state}`);
    const checker = await token(dataDirectory, { role: 'POST_SUPERVISION', person: 'P0133' });
    say(`checked: ${(await act(checker, graph.RECORD_CHECK, { outcome: 'PASSED' })).state}`);
    say(`closed: ${(await act(leader, graph.CLOSE, {})).state}`);
    const { case: closed } = await demand<{ case: Outcome['closed'] }>(url, operator, graph.CASE, {
      id: caseId,
    });
    const entries = await entriesOf(url, assessor, [caseId, ticketId]);
    for (const entry of entries)
      say(`score: ${entry.subjectKind} ${entry.subjectCode} ${entry.points} by ${entry.ruleCode}`);
    return { device, push, closed, entries };
  } finally {
    await Promise.all([desk.dispose(), office.dispose()]);
  }
}

async function answerTicket(
  url: string,
  bearer: string,
  mutation: string,
  input: object,
): Promise<Versioned> {
  const whole = { input: { idempotencyKey: intention(), ...input } };
  return (await demand<Done<Versioned>>(url, bearer, mutation, whole)).done.thing;
}

function describePush({ kind, ticket }: TicketPush['ticketChanged'], say: (step: string) => void): void {
  const { case: of, assignee } = ticket;
  say(
    `pushed to the department: ${kind} ${of.number}, due ${ticket.dueAt}, ${of.enterprise.name} ${of.outlet.code}`,
  );
  say(`  grid ${of.grid.name}; ${assignee.name} stands at ${assignee.score.points}`);
}

/** The ledger follows by events: asked until every source has its entries. */
async function entriesOf(url: string, assessor: string, sources: readonly string[]): Promise<ScoreEntry[]> {
  const look = async () => {
    const pages = await Promise.all(
      sources.map((sourceId) =>
        demand<{ scoreEntries: { edges: Array<{ node: ScoreEntry }> } }>(url, assessor, graph.ENTRIES, {
          sourceId,
        }),
      ),
    );
    return pages.map(({ scoreEntries }) => scoreEntries.edges.map(({ node }) => node));
  };
  const areThere = (entries: readonly ScoreEntry[][]): boolean => entries.every(({ length }) => length > 0);
  return (await eventually(look, areThere, ENTRIES_WITHIN_MS)).flat();
}
