import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { EcoGridError } from '@ecogrid/errors';
import { ROLES, rightOf, type Actor, type Role } from '@ecogrid/identity';
import {
  Journey,
  RECTIFIED,
  VERIFIED,
  actorOf,
  freshKey,
  numberOf,
  openBench,
  positionIn,
  publicActor,
  raisedExceedance,
  type CasesBench,
  rolesOf,
  withRoles,
} from '../../testing/cases.builder.ts';
import { Case, caseWorkflow } from '../../case/index.ts';
import { CaseState } from '../../case/workflow/index.ts';
import { Ticket, TicketRequest } from '../../dispatch/index.ts';
import { TicketState, ticketWorkflow } from '../../ticket/index.ts';
import { LookBack, inspectionWorkflow, type Inspection } from '../../review/index.ts';
import { InspectionState } from '../../review/post-supervision/post-supervision.vocabulary.ts';
import { Report, fresh, reportWorkflow } from '../../intake/index.ts';
import { ReportState } from '../../intake/report/report.vocabulary.ts';
import { VoidRequest } from '../../desk/index.ts';

const ASKER = 'who asked';
/** One actor of each role and no other role, in the territory and organization of the case where the role has one. */
const actors: readonly Actor[] = [
  publicActor,
  // The requester of all requests here, who could decide on them otherwise.
  { ...withRoles(actorOf('SHIFT_LEADER'), 'OPERATOR', 'SHIFT_LEADER'), id: ASKER },
  // The operator who dispatched the case.
  withRoles(actorOf('OPERATOR'), 'OPERATOR'),
  ...ROLES.map((role): Actor => {
    if (role === 'BI') return { ...publicActor, kind: 'SERVICE', id: 'bi', rights: [rightOf(role)] };
    return withRoles(actorOf(role, placeOf(role)), role);
  }),
];
const CHECKER = actorOf('GRID_MEMBER', { grid: '370871001001001' }).id;
const reason = '状态表逐项核对';
const caseStates = Object.keys(CaseState) as Array<keyof typeof CaseState>;
const reportStates = Object.keys(ReportState) as Array<keyof typeof ReportState>;
const inspectionStates = Object.keys(InspectionState) as Array<keyof typeof InspectionState>;
const ticketStates = Object.keys(TicketState) as Array<keyof typeof TicketState>;

function placeOf(role: Role): Parameters<typeof actorOf>[1] {
  if (role === 'DEPARTMENT_STAFF') return { organization: 'DEPT-ENVIRONMENT' };
  // The person who dispatches a case does not check it.
  if (role === 'OPERATOR') return { person: 'P0002' };
  if (role === 'GRID_HEAD') return { grid: '370871001' };
  return role === 'GRID_MEMBER' ? { grid: '370871001001001' } : {};
}

interface On {
  readonly version: number;
  readonly idempotencyKey: string;
}
type OnCase = On & { readonly caseId: string };
type OnReport = On & { readonly reportId: string };
type OnTicket = On & { readonly ticketId: string };
type Attempt<Input> = (actor: Actor, input: Input) => Promise<unknown>;

interface Try {
  readonly name: string;
  readonly isOffered: boolean;
  readonly act: () => Promise<unknown>;
}

class Undone extends Error {}

/** @throws errors that are no refusal of the table: a fault. */
async function accepted(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (error instanceof EcoGridError && REFUSALS.includes(String(error.code))) return false;
    throw error;
  }
}

/** The tables do not depend on the engine: one is enough for the many attempts. */
describe.each(testEngines().slice(0, 1))('the mutations accept the offered actions on $name', (engine) => {
  let bench: CasesBench;
  let subject: Journey;
  let earlier: Journey;
  beforeAll(async () => {
    bench = await openBench(engine);
    earlier = await new Journey(bench).reported(raisedExceedance({ pollutantCode: 'w21003' }));
    subject = await new Journey(bench).dispatched(['DEPT-WATER']);
  });
  afterAll(() => bench.close());

  /** Runs the work and rolls it back. */
  async function undone(work: () => Promise<void>): Promise<void> {
    const attempt = async (): Promise<never> => {
      await work();
      throw new Undone();
    };
    await bench.database.transaction(attempt).catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  }

  /**
   * Actions that are accepted but not offered, or the reverse. A refused action changes nothing, so it
   * is tried in one transaction.
   */
  async function disagreements(prepare: () => Promise<void>, tries: readonly Try[]): Promise<string[]> {
    const wrong: string[] = [];
    const attempt = async ({ name, isOffered, act }: Try): Promise<void> => {
      if ((await accepted(act)) !== isOffered) wrong.push(`${name} is ${isOffered ? '' : 'not '}offered`);
    };
    await undone(async () => {
      await prepare();
      for (const each of tries.filter(({ isOffered }) => !isOffered)) await attempt(each);
    });
    for (const each of tries.filter(({ isOffered }) => isOffered))
      await undone(async () => {
        await prepare();
        await attempt(each);
      });
    return wrong;
  }

  const cases: Readonly<Record<string, Attempt<OnCase>>> = {
    sendToVerify: (actor, input) => bench.filing.sendToVerify(actor, input),
    recordVerification: (actor, input) =>
      bench.filing.recordVerification(actor, { ...input, answer: 'TRUE' }),
    accept: (actor, input) => bench.filing.accept(actor, input),
    reject: (actor, input) => bench.filing.reject(actor, { ...input, reason }),
    amend: (actor, input) => bench.filing.amend(actor, { ...input, summary: reason }),
    merge: (actor, input) => bench.merging.merge(actor, { ...input, intoCaseId: earlier.caseId }),
    unmerge: (actor, input) => bench.merging.unmerge(actor, input),
    file: (actor, input) => bench.filing.file(actor, input),
    dispatch: (actor, input) => bench.dispatching.dispatch(actor, { ...input, ...ROUTE }),
    redispatch: (actor, input) => bench.dispatching.redispatch(actor, { ...input, ...ROUTE }),
    sendToCheck: (actor, input) =>
      bench.checking.sendToCheck(actor, { ...input, checkerNumber: numberOf('POST_SUPERVISION') }),
    recordCheck: (actor, input) =>
      bench.checking.recordCheck(actor, { ...input, outcome: 'PASSED', ticketIds: [] }),
    close: (actor, input) => bench.closing.close(actor, input),
    startLookBack: (actor, input) => bench.lookingBack.start(actor, input),
    recordLookBack: (actor, input) =>
      bench.lookingBack.record(actor, { ...input, outcome: 'FAILED', note: reason }),
    move: (actor, input) => bench.moving.move(actor, { ...input, place: ELSEWHERE, reason }),
    requestVoid: (actor, input) => bench.voiding.request(actor, { ...input, reason }),
    decideVoid: (actor, input) =>
      bench.voiding.decide(actor, { ...input, decision: 'APPROVED', note: reason }),
  };

  const tickets: Readonly<Record<string, Attempt<OnTicket>>> = {
    acknowledge: (actor, input) => bench.ticketing.acknowledge(actor, input),
    submitResult: (actor, input) =>
      bench.ticketing.submitResult(actor, { ...input, verification: VERIFIED, rectification: RECTIFIED }),
    recall: (actor, input) => bench.ticketing.recall(actor, { ...input, reason }),
    requestExtension: (actor, input) =>
      bench.requesting.requestExtension(actor, { ...input, reason, extendByWorkMinutes: 60 }),
    requestReturn: (actor, input) => bench.requesting.requestReturn(actor, { ...input, reason }),
    requestSuspension: (actor, input) => bench.requesting.requestSuspension(actor, { ...input, reason }),
    decideExtension: (actor, input) => bench.requesting.decide(actor, { ...input, decision: 'APPROVED' }),
    decideReturn: (actor, input) => bench.requesting.decide(actor, { ...input, decision: 'APPROVED' }),
    decideSuspension: (actor, input) => bench.requesting.decide(actor, { ...input, decision: 'APPROVED' }),
    resume: (actor, input) => bench.requesting.resume(actor, input),
  };

  async function caseIn(state: keyof typeof CaseState, flag: boolean): Promise<Case> {
    const now = await subject.current();
    const merged = state === 'MERGED' ? { stateBefore: 'REPORTED', mergedIntoId: earlier.caseId } : {};
    const asked = { isVoidAsked: flag, voidAskedBy: flag ? ASKER : null };
    const summary = flag ? null : reason;
    const flags = { ...asked, summary, isWithoutLead: flag, lookBackDueOn: flag ? '2026-04-03' : null };
    return { ...now, ...flags, ...merged, state, checkerId: CHECKER } as Case;
  }

  /** The rows that go with such a case. */
  async function putCase(row: Case): Promise<void> {
    const { manager } = bench.database;
    await manager.save(Case, { ...row });
    const at = row.createdAt;
    const rest = { reason, askedBy: null, askedAt: at, decidedBy: null, decidedAt: null, note: null };
    if (row.isVoidAsked) {
      await manager.insert(VoidRequest, { id: freshKey(), caseId: row.id, state: 'ASKED', ...rest });
    }
    if (row.state === 'CLOSED' || row.state === 'LOOKBACK') await bench.clocks.end(row.id, null, at);
    const { gridCode, lookBackDueOn: dueOn } = row;
    if (dueOn) {
      await manager.insert(LookBack, {
        id: freshKey(),
        caseId: row.id,
        gridCode: gridCode ?? '',
        dueOn,
        state: 'DUE',
        note: null,
        recordedBy: null,
        recordedAt: null,
      });
    }
  }

  test.each(caseStates)('of a case in %s', async (state) => {
    for (const flag of [false, true]) {
      const row = await caseIn(state, flag);
      const input = (): OnCase => ({ caseId: row.id, version: row.version, idempotencyKey: freshKey() });
      const handlerIds = await bench.history.handlers(row.id);
      const tries = actors.flatMap((actor) =>
        Object.entries(cases).map(([action, attempt]) => ({
          name: `${rolesOf(actor)} ${action} ${flag}`,
          isOffered: caseWorkflow.available(actor, { ...row, handlerIds }).some((each) => each === action),
          act: () => attempt(actor, input()),
        })),
      );
      expect(await disagreements(() => putCase(row), tries)).toEqual([]);
    }
  });

  const asked = [null, 'EXTEND', 'RETURN', 'SUSPEND'] as const;

  test.each(ticketStates)('of a ticket in %s', async (state) => {
    const [issued] = await subject.tickets();
    for (const pendingRequest of asked) {
      const requestAskedBy = pendingRequest && ASKER;
      const row = { ...issued, state, pendingRequest, requestAskedBy } as Ticket;
      const facts = { ...row, now: row.issuedAt };
      const input = (): OnTicket => ({
        ticketId: row.id,
        version: row.version,
        idempotencyKey: freshKey(),
      });
      // One mutation decides about all three kinds: about the one that is asked for.
      const isApt = ([action]: readonly [string, unknown]): boolean =>
        !action.startsWith('decide') || action === DECISIONS[pendingRequest ?? 'RETURN'];
      const tries = actors.flatMap((actor) =>
        Object.entries(tickets)
          .filter(isApt)
          .map(([action, attempt]) => ({
            name: `${rolesOf(actor)} ${action} ${pendingRequest}`,
            isOffered: ticketWorkflow.available(actor, facts).some((each) => each === action),
            act: () => attempt(actor, input()),
          })),
      );
      expect(await disagreements(() => putTicket(row), tries)).toEqual([]);
    }
  });

  async function putTicket(row: Ticket): Promise<void> {
    const { manager } = bench.database;
    await manager.save(Ticket, { ...row });
    if (!row.pendingRequest) return;
    await manager.insert(TicketRequest, {
      id: freshKey(),
      ticketId: row.id,
      kind: row.pendingRequest,
      state: 'ASKED',
      reason,
      extendByWorkMinutes: 60,
      askedBy: null,
      askedAt: row.issuedAt,
      decidedBy: null,
      decidedAt: null,
      note: null,
    });
  }

  const reports: Readonly<Record<string, Attempt<OnReport>>> = {
    review: (actor, input) => bench.reporting.review(actor, { ...input, decision: 'APPROVED' }),
    verify: (actor, input) => bench.reporting.verify(actor, { ...input, answer: 'TRUE' }),
    adopt: (actor, input) => bench.filing.adopt(actor, input),
    reject: (actor, input) => bench.reporting.reject(actor, { ...input, reason }),
  };

  test.each(reportStates)('of a report in %s', async (state) => {
    const channel = await bench.categories.channel('SUPERVISOR', '2026-03-04');
    const begun = { ...fresh(channel, new Date()), description: reason, gridCode: '370871001001001' };
    const rows = [0, 1, 2].flatMap((reviewsDone) =>
      [
        { isDeclined: false, needsVerification: false, verification: null },
        { isDeclined: true, needsVerification: true, verification: null },
        { isDeclined: false, needsVerification: true, verification: 'UNCLEAR' as const },
        { isDeclined: false, needsVerification: true, verification: 'TRUE' as const },
      ].map((found): Report => ({ ...begun, ...found, state, reviewsDone })),
    );
    for (const row of rows) {
      const input = (): OnReport => ({ reportId: row.id, version: 1, idempotencyKey: freshKey() });
      const tries = actors.flatMap((actor) =>
        Object.entries(reports).map(([action, attempt]) => ({
          name: `${rolesOf(actor)} ${action} ${row.reviewsDone} ${row.verification}`,
          isOffered: reportWorkflow.available(actor, row).some((each) => each === action),
          act: () => attempt(actor, input()),
        })),
      );
      const put = async (): Promise<void> => void (await bench.database.manager.save(Report, { ...row }));
      expect(await disagreements(put, tries)).toEqual([]);
    }
  });

  const inspections: Readonly<Record<string, Attempt<On & { readonly inspectionId: string }>>> = {
    record: (actor, input) =>
      bench.inspecting.record(actor, { ...input, outcome: 'FAILED', findings: reason }),
  };

  test.each(inspectionStates)('of an inspection in %s', async (state) => {
    for (const caseState of ['CLOSED', 'LOOKBACK', 'REOPENED'] as const) {
      const closed = await caseIn(caseState, false);
      const row: Inspection = {
        id: freshKey(),
        version: 1,
        sampleId: freshKey(),
        caseId: closed.id,
        state,
        findings: null,
        drawnAt: closed.createdAt,
        recordedBy: null,
        recordedAt: null,
        lookBackId: null,
      };
      const input = () => ({ inspectionId: row.id, version: 1, idempotencyKey: freshKey() });
      const tries = actors.flatMap((actor) =>
        Object.entries(inspections).map(([action, attempt]) => ({
          name: `${rolesOf(actor)} ${action} ${caseState}`,
          isOffered: inspectionWorkflow
            .available(actor, { state, caseState })
            .some((each) => each === action),
          act: () => attempt(actor, input()),
        })),
      );
      const put = async (): Promise<void> => {
        await putCase(closed);
        await bench.inspections.insert([row]);
      };
      expect(await disagreements(put, tries)).toEqual([]);
    }
  });

  test('has a mutation for every action with an actor', () => {
    const doable = (table: { steps: ReadonlyArray<{ action: string; who: string }> }): string[] =>
      [...new Set(table.steps.filter(({ who }) => who !== 'FOLLOWS').map(({ action }) => action))].sort();
    expect(Object.keys(reports).sort()).toEqual(doable(reportWorkflow.table));
    expect(Object.keys(cases).sort()).toEqual(doable(caseWorkflow.table));
    expect(Object.keys(tickets).sort()).toEqual(doable(ticketWorkflow.table));
    expect(Object.keys(inspections).sort()).toEqual(doable(inspectionWorkflow.table));
  });
});

const REFUSALS: readonly string[] = ['FORBIDDEN', 'NOT_FOUND', 'STATE_NOT_ALLOWED', 'GUARD_FAILED'];
/** In the second street. */
const ELSEWHERE = positionIn('370871002001001');
const ROUTE = { leadOrganizationCode: 'DEPT-WATER', assistingOrganizationCodes: [] };
const DECISIONS = { EXTEND: 'decideExtension', RETURN: 'decideReturn', SUSPEND: 'decideSuspension' } as const;
