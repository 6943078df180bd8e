import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { validateSync } from 'class-validator';
import { testEngines } from '@ecogrid/database/testing';
import type { Actor } from '@ecogrid/identity';
import { cameras } from '@ecogrid/seed-district';
import {
  Journey,
  RECTIFIED,
  VERIFIED,
  actorOf,
  environment,
  freshKey,
  numberOf,
  openBench,
  operator,
  positionIn,
  publicActor,
  raisedExceedance,
  shiftLeader,
  water,
  type CasesBench,
  withRoles,
  anotherOperator,
} from '../../testing/cases.builder.ts';
import { Case } from '../../case/index.ts';
import { RejectCaseInput } from '../../case/case.input.ts';
import { Category } from '../../codes/index.ts';
import { RecallTicketInput } from '../../dispatch/ticket.input.ts';
import { Ticket } from '../../dispatch/index.ts';
import type { Report } from '../../intake/index.ts';
import { RejectReportInput } from '../../intake/report/report.input.ts';
import { RequestVoidInput } from '../../desk/void/void.input.ts';

const GRID = '370871001001001';
const supervisor = actorOf('SUPERVISOR', { grid: GRID });
const member = actorOf('GRID_MEMBER', { grid: GRID });
const memberElsewhere = actorOf('GRID_MEMBER', { grid: '370871002001001' });
const head = actorOf('GRID_HEAD', { grid: '370871001' });
const inspector = actorOf('POST_SUPERVISION');
const operatorOnly: Actor = withRoles(operator, 'OPERATOR');
const reason = '按状态表核对';
const LATER = '2026-04-03T01:00:00.000Z';

/** The refusal: the code of the error, or the name of the guard. */
type Refusal = string;
type Attempt = () => Promise<unknown>;

/** A row of docs/domain.md §4, at a thing that stands in its first state. */
interface Scene {
  /** An actor without the permission. */
  readonly wrong: readonly [attempt: Attempt, refusal: Refusal];
  /** The row's actor does it: the state that it leads to. */
  readonly done: () => Promise<string>;
}
interface Row {
  readonly name: string;
  readonly to: string;
  readonly scene: () => Promise<Scene>;
  /** The guard of the row, broken at a thing of its own. */
  readonly broken?: readonly [attempt: Attempt, refusal: Refusal];
}

class Undone extends Error {}

async function refusalOf(attempt: Attempt): Promise<Refusal> {
  try {
    await attempt();
    return 'accepted';
  } catch (error) {
    const { code, extensions } = error as { code: string; extensions?: { details?: { guard?: string } } };
    return code === 'GUARD_FAILED' ? (extensions?.details?.guard ?? code) : code;
  }
}

/** A reason of nothing is refused at the door, before any service is asked. */
const withoutReason = (Input: new () => object) => async (): Promise<void> => {
  const faults = validateSync(Object.assign(new Input(), { reason: '' })).map(({ property }) => property);
  if (faults.includes('reason'))
    await Promise.reject(Object.assign(new Error('no reason'), { code: 'INPUT_INVALID' }));
};

describe.each(testEngines())('the state tables of the domain on $name', (engine) => {
  let bench: CasesBench;
  beforeAll(async () => {
    bench = await openBench(engine);
  });
  afterAll(() => bench.close());

  const fresh = (): Journey => new Journey(bench);
  const patch = (journey: Journey, set: Partial<Case>): Promise<unknown> =>
    bench.database.manager.update(Case, { id: journey.caseId }, set);
  const state = async (journey: Journey): Promise<string> => (await journey.current()).state;
  /** A case, an actor without the right, and one with it. */
  const onCase = async (
    made: Promise<Journey>,
    act: (actor: Actor, journey: Journey) => Promise<unknown>,
    right: Actor,
    wrong: Actor,
    refusal = 'FORBIDDEN',
  ): Promise<Scene> => {
    const journey = await made;
    return {
      wrong: [() => act(wrong, journey), refusal],
      done: async () => {
        await act(right, journey);
        return state(journey);
      },
    };
  };

  // Reports.
  const submit = (actor: Actor, more: object): Promise<Report> =>
    bench.reporting.submit(actor, { idempotencyKey: freshKey(), description: '工地扬尘', ...more });
  const place = positionIn(GRID);
  const received = (): Promise<Report> => submit(supervisor, { place, categoryCode: 'RIVER' });
  const reviewed = async (levels: number): Promise<Report> => {
    let report = await received();
    for (const actor of [member, head].slice(0, levels)) report = await review(actor, report);
    return report;
  };
  const on = ({ id: reportId, version }: Report) => ({ reportId, version, idempotencyKey: freshKey() });
  const review = (actor: Actor, report: Report): Promise<Report> =>
    bench.reporting.review(actor, { ...on(report), decision: 'APPROVED' });
  const adopt = (actor: Actor, report: Report): Promise<Case> => bench.filing.adopt(actor, on(report));
  const onReport = async (
    made: Promise<Report>,
    act: (actor: Actor, report: Report) => Promise<unknown>,
    right: Actor,
    wrong: Actor,
  ): Promise<Scene> => {
    const report = await made;
    return {
      wrong: [() => act(wrong, report), 'FORBIDDEN'],
      done: async () => {
        await act(right, report);
        return (await bench.reports.existing(report.id)).state;
      },
    };
  };

  const reports: readonly Row[] = [
    {
      name: '– → RECEIVED: submitReport by any reporter, with a place or an object',
      to: 'RECEIVED',
      scene: () =>
        Promise.resolve({
          wrong: [() => submit(publicActor, { place, channelCode: 'MEMBER' }), 'FORBIDDEN'],
          done: async () => (await received()).state,
        }),
      broken: [() => submit(supervisor, {}), 'INPUT_INVALID'],
    },
    {
      name: 'RECEIVED → UNDER_REVIEW: review by the first level of its channel, none skipped',
      to: 'UNDER_REVIEW',
      scene: () => onReport(received(), review, member, inspector),
      broken: [async () => review(head, await received()), 'unitReviewsNext'],
    },
    {
      name: 'UNDER_REVIEW → RECEIVED: review by the last level of its channel',
      to: 'RECEIVED',
      scene: () => onReport(reviewed(1), review, head, inspector),
      broken: [async () => review(operator, await reviewed(2)), 'levelIsOpen'],
    },
    {
      name: 'RECEIVED → ADOPTED: adopt by the operator, reviews complete',
      to: 'ADOPTED',
      scene: () => onReport(reviewed(2), adopt, operatorOnly, head),
      broken: [async () => adopt(operatorOnly, await received()), 'reviewsComplete'],
    },
    {
      name: 'RECEIVED → ADOPTED: adopt by the operator, verified when public',
      to: 'ADOPTED',
      scene: async () => {
        const report = await submit(publicActor, { place, categoryCode: 'RIVER' });
        const verified = await bench.reporting.verify(member, { ...on(report), answer: 'TRUE' });
        return onReport(Promise.resolve(verified), adopt, operatorOnly, member);
      },
      broken: [async () => adopt(operatorOnly, await submit(publicActor, { place })), 'verifiedWhenPublic'],
    },
    {
      name: '→ REJECTED: reject by the operator, with a reason',
      to: 'REJECTED',
      scene: () =>
        onReport(
          received(),
          (actor, report) => bench.reporting.reject(actor, { ...on(report), reason }),
          operatorOnly,
          head,
        ),
      broken: [withoutReason(RejectReportInput), 'INPUT_INVALID'],
    },
  ];

  // Cases.
  const sendToVerify = async (actor: Actor, journey: Journey) =>
    bench.filing.sendToVerify(actor, await journey.input());
  const verifying = async (): Promise<Journey> => {
    const journey = await fresh().reported();
    await sendToVerify(operator, journey);
    return journey;
  };
  const recordVerification = async (actor: Actor, journey: Journey) =>
    bench.filing.recordVerification(actor, { ...(await journey.input()), answer: 'TRUE' });
  const accept = async (actor: Actor, journey: Journey) => bench.filing.accept(actor, await journey.input());
  const accepted = async (raised = raisedExceedance()): Promise<Journey> => {
    const journey = await fresh().reported(raised);
    await accept(operator, journey);
    return journey;
  };
  const reject = async (actor: Actor, journey: Journey) =>
    bench.filing.reject(actor, { ...(await journey.input()), reason });
  const mergeInto = (earlier: () => Journey) => async (actor: Actor, journey: Journey) =>
    bench.merging.merge(actor, { ...(await journey.input()), intoCaseId: earlier().caseId });
  const twoOfOneMatter = async (): Promise<readonly [Journey, Journey]> => [
    await fresh().reported(raisedExceedance({ pollutantCode: 'w21003' })),
    await accepted(),
  ];
  const amend = async (actor: Actor, journey: Journey) =>
    bench.filing.amend(actor, { ...(await journey.input()), summary: reason });
  const file = async (actor: Actor, journey: Journey) => bench.filing.file(actor, await journey.input());
  const dispatch = (leadOrganizationCode: string) => async (actor: Actor, journey: Journey) =>
    bench.dispatching.dispatch(actor, {
      ...(await journey.input()),
      leadOrganizationCode,
      assistingOrganizationCodes: [],
    });
  const answerAll = async (_actor: Actor, journey: Journey): Promise<void> => {
    for (const ticket of await journey.tickets())
      await journey.answer(ticket, ticket.organizationCode === 'DEPT-WATER' ? water : environment);
  };
  const sendToCheck = (checkerNumber: string) => async (actor: Actor, journey: Journey) =>
    bench.checking.sendToCheck(actor, { ...(await journey.input()), checkerNumber });
  const inCheck = async (rectification = RECTIFIED): Promise<Journey> =>
    (await fresh().answered(rectification)).checking();
  const pass = async (actor: Actor, journey: Journey) =>
    bench.checking.recordCheck(actor, { ...(await journey.input()), outcome: 'PASSED', ticketIds: [] });
  const fail =
    (named = true) =>
    async (actor: Actor, journey: Journey) => {
      const ticketIds = named ? (await journey.tickets()).map(({ id }) => id) : [];
      const input = { ...(await journey.input()), reason, ticketIds };
      return bench.checking.recordCheck(actor, { ...input, outcome: 'FAILED' });
    };
  const checked = async (rectification = RECTIFIED): Promise<Journey> => {
    const journey = await inCheck(rectification);
    await pass(inspector, journey);
    return journey;
  };
  const close = async (actor: Actor, journey: Journey) => bench.closing.close(actor, await journey.input());
  const startLookBack = async (actor: Actor, journey: Journey) =>
    bench.lookingBack.start(actor, await journey.input());
  const lookBack = (outcome: 'PASSED' | 'FAILED', note?: string) => async (actor: Actor, journey: Journey) =>
    bench.lookingBack.record(actor, { ...(await journey.input()), outcome, ...(note && { note }) });
  const lookedBack = async (outcome: 'PASSED' | 'FAILED'): Promise<Journey> => {
    const journey = await fresh().closed();
    await lookBack(outcome, reason)(inspector, journey);
    return journey;
  };
  const requestVoid = async (actor: Actor, journey: Journey) =>
    bench.voiding.request(actor, { ...(await journey.input()), reason });
  const decideVoid = async (actor: Actor, journey: Journey) =>
    bench.voiding.decide(actor, { ...(await journey.input()), decision: 'APPROVED', note: reason });
  const voidAsked = async (): Promise<Journey> => {
    const journey = await fresh().dispatched();
    await requestVoid(operator, journey);
    return journey;
  };
  const another: Actor = { ...shiftLeader, id: 'the leader of another shift' };

  const cases: readonly Row[] = [
    {
      name: '– → REPORTED: adopt by the operator, or by the consumer of exceedances',
      to: 'REPORTED',
      scene: async () => {
        const report = await reviewed(2);
        return {
          wrong: [() => adopt(head, report), 'FORBIDDEN'],
          done: async () => {
            const ofExceedance = await state(await fresh().reported());
            const { state: ofReport } = await adopt(operatorOnly, report);
            return ofReport === ofExceedance ? ofReport : 'two states';
          },
        };
      },
    },
    {
      name: 'REPORTED → VERIFYING: sendToVerify by the operator',
      to: 'VERIFYING',
      scene: () => onCase(fresh().reported(), sendToVerify, operatorOnly, head),
      broken: [
        async () => {
          const journey = await verifying();
          await recordVerification(member, journey);
          await sendToVerify(operator, journey);
        },
        'unverified',
      ],
    },
    {
      name: 'VERIFYING → REPORTED: recordVerification by a member of that grid',
      to: 'REPORTED',
      scene: () => onCase(verifying(), recordVerification, member, memberElsewhere, 'NOT_FOUND'),
      broken: [
        async () => {
          const said = {
            description: '视频可见扬尘',
            channelCode: 'VIDEO',
            cameraId: cameras[0]?.id ?? '',
            place,
            categoryCode: 'COAL_YARD',
          };
          const journey = fresh();
          journey.caseId = (await adopt(operator, await submit(operator, said))).id;
          await sendToVerify(operator, journey);
          await recordVerification(member, journey);
        },
        'placeAndPhoto',
      ],
    },
    {
      name: 'REPORTED → ACCEPTED: accept by the operator, verified when its channel demands',
      to: 'ACCEPTED',
      scene: () => onCase(fresh().reported(), accept, operatorOnly, head),
      broken: [
        async () => {
          const journey = await fresh().reported();
          await patch(journey, { needsVerification: true });
          await accept(operator, journey);
        },
        'verifiedWhenDemanded',
      ],
    },
    {
      name: 'REPORTED → REJECTED: reject by the operator, with a reason',
      to: 'REJECTED',
      scene: () => onCase(fresh().reported(), reject, operatorOnly, head),
      broken: [withoutReason(RejectCaseInput), 'INPUT_INVALID'],
    },
    {
      name: 'ACCEPTED → REJECTED: reject by the operator, while no void is asked for',
      to: 'REJECTED',
      scene: () => onCase(accepted(), reject, operatorOnly, head),
      broken: [
        async () => {
          const journey = await accepted();
          await requestVoid(operator, journey);
          await reject(operator, journey);
        },
        'voidNotAsked',
      ],
    },
    {
      name: 'ACCEPTED → MERGED: merge by the operator, of one matter',
      to: 'MERGED',
      scene: async () => {
        const [earlier, later] = await twoOfOneMatter();
        return onCase(
          Promise.resolve(later),
          mergeInto(() => earlier),
          operatorOnly,
          head,
        );
      },
      broken: [
        async () => {
          const [earlier, later] = await twoOfOneMatter();
          await patch(earlier, { categoryCode: 'RIVER' });
          await mergeInto(() => earlier)(operator, later);
        },
        'sameMatterCategory',
      ],
    },
    {
      name: 'MERGED → the state before: unmerge by the operator',
      to: 'ACCEPTED',
      scene: async () => {
        const [earlier, later] = await twoOfOneMatter();
        await mergeInto(() => earlier)(operator, later);
        const unmerge = async (actor: Actor, journey: Journey) =>
          bench.merging.unmerge(actor, await journey.input());
        return onCase(Promise.resolve(later), unmerge, operatorOnly, head);
      },
    },
    {
      name: 'MERGED → the state before: release follows when the other case is rejected',
      to: 'ACCEPTED',
      scene: async () => {
        const [earlier, later] = await twoOfOneMatter();
        await mergeInto(() => earlier)(operator, later);
        return {
          wrong: [() => reject(head, earlier), 'FORBIDDEN'],
          done: async () => {
            await reject(operator, earlier);
            return state(later);
          },
        };
      },
    },
    {
      name: 'ACCEPTED → FILED: file by the shift leader, category and grid set',
      to: 'FILED',
      scene: () => onCase(accepted(), file, shiftLeader, operatorOnly),
      broken: [
        async () => {
          const journey = await accepted();
          await patch(journey, { categoryCode: null });
          await file(shiftLeader, journey);
        },
        'categorySet',
      ],
    },
    {
      name: 'ACCEPTED → FILED: file by the shift leader, a summary written',
      to: 'FILED',
      scene: () => onCase(accepted(), file, shiftLeader, head),
      broken: [
        async () => {
          const journey = await accepted();
          await patch(journey, { summary: null });
          await file(shiftLeader, journey);
        },
        'summaryWritten',
      ],
    },
    {
      name: 'REPORTED → REPORTED: amend by the operator, until the case is closed',
      to: 'REPORTED',
      scene: () => onCase(fresh().reported(), amend, operatorOnly, head),
      broken: [async () => amend(operator, await fresh().closed()), 'STATE_NOT_ALLOWED'],
    },
    {
      name: 'FILED → DISPATCHED: dispatch by the operator, the route known',
      to: 'DISPATCHED',
      scene: () => onCase(fresh().filed(), dispatch('DEPT-WATER'), operatorOnly, head),
      broken: [async () => dispatch('ABSENT')(operator, await fresh().filed()), 'NOT_FOUND'],
    },
    {
      name: 'DISPATCHED → FEEDBACK: follows once every open ticket is done or recalled',
      to: 'FEEDBACK',
      scene: async () => {
        const journey = await fresh().dispatched(['DEPT-WATER']);
        const [lead] = await journey.tickets();
        const answerLead = async (actor: Actor): Promise<void> => {
          if (lead) await journey.answer(lead, actor);
        };
        return {
          wrong: [() => answerLead(water), 'NOT_FOUND'],
          done: async () => {
            await answerAll(operator, journey);
            return state(journey);
          },
        };
      },
      broken: [
        async () => {
          const journey = await fresh().dispatched(['DEPT-WATER']);
          const [lead] = await journey.tickets();
          if (lead) await journey.answer(lead, environment);
          await journey.checking();
        },
        'STATE_NOT_ALLOWED',
      ],
    },
    {
      name: 'FEEDBACK → CHECKING: sendToCheck by the operator, the checker no handler',
      to: 'CHECKING',
      scene: () => onCase(fresh().answered(), sendToCheck(numberOf('POST_SUPERVISION')), operatorOnly, head),
      broken: [
        async () => {
          // The operator dispatched the case.
          await sendToCheck(numberOf('OPERATOR'))(operator, await fresh().answered());
        },
        'checkerIsNotHandler',
      ],
    },
    {
      name: 'CHECKING → CHECKED: recordCheck, passed, by the checker',
      to: 'CHECKED',
      scene: () => onCase(inCheck(), pass, inspector, head),
    },
    {
      name: 'CHECKING → DISPATCHED: recordCheck, failed, by the operator, naming the tickets to redo',
      to: 'DISPATCHED',
      scene: () => onCase(inCheck(), fail(), anotherOperator, environment),
      broken: [async () => fail(false)(inspector, await inCheck()), 'ticketsNamed'],
    },
    {
      name: 'CHECKED → CLOSED: close by the shift leader, the close criteria met',
      to: 'CLOSED',
      scene: () => onCase(checked(), close, shiftLeader, operatorOnly),
      broken: [
        async () => close(shiftLeader, await checked({ ...RECTIFIED, isRectified: false })),
        'closeCriteriaMet',
      ],
    },
    {
      name: 'CLOSED → LOOKBACK: lookBack begun by the head, when one is due',
      to: 'LOOKBACK',
      scene: () => onCase(fresh().closed(), startLookBack, head, operatorOnly),
      broken: [async () => startLookBack(head, await lookedBack('PASSED')), 'lookBackScheduled'],
    },
    {
      name: 'LOOKBACK → CLOSED: lookBack passed, by a member of the grid, from its day on',
      to: 'CLOSED',
      scene: async () => {
        const journey = await fresh().closed();
        await startLookBack(head, journey);
        bench.setNow(LATER);
        return onCase(Promise.resolve(journey), lookBack('PASSED'), member, memberElsewhere, 'NOT_FOUND');
      },
      broken: [async () => lookBack('PASSED')(member, await fresh().closed()), 'notBeforeItsDay'],
    },
    {
      name: 'LOOKBACK → REOPENED: lookBack failed, by post-supervision, with its reason',
      to: 'REOPENED',
      scene: async () => {
        const journey = await fresh().closed();
        await startLookBack(head, journey);
        return onCase(Promise.resolve(journey), lookBack('FAILED', reason), inspector, operatorOnly);
      },
      broken: [async () => lookBack('FAILED')(inspector, await fresh().closed()), 'reasonGiven'],
    },
    {
      name: 'REOPENED → FILED: file by the shift leader, the business clock runs on',
      to: 'FILED',
      scene: () => onCase(lookedBack('FAILED'), file, shiftLeader, operatorOnly),
    },
    {
      name: 'any before CLOSED: void asked for by the operator, with a reason',
      to: 'DISPATCHED',
      scene: () => onCase(fresh().dispatched(), requestVoid, operatorOnly, environment),
      broken: [withoutReason(RequestVoidInput), 'INPUT_INVALID'],
    },
    {
      name: 'any before CLOSED → VOID: approved by a shift leader who did not ask, tickets recalled',
      to: 'VOID',
      scene: async () => {
        const journey = await voidAsked();
        const scene = await onCase(Promise.resolve(journey), decideVoid, another, operatorOnly);
        const done = async (): Promise<string> => {
          const reached = await scene.done();
          const tickets = (await journey.tickets()).map((ticket) => ticket.state);
          return tickets.every((each) => each === 'RECALLED') ? reached : `${reached} with ${tickets.join()}`;
        };
        return { ...scene, done };
      },
      broken: [
        async () => {
          const journey = await fresh().dispatched();
          await requestVoid(withRoles(another, 'OPERATOR'), journey);
          await decideVoid(another, journey);
        },
        'voidAskedByAnother',
      ],
    },
    {
      name: 'CLOSED cannot be voided: a request is refused',
      to: 'CLOSED',
      scene: async () => {
        const journey = await fresh().closed();
        return {
          wrong: [() => requestVoid(operator, journey), 'STATE_NOT_ALLOWED'],
          done: () => state(journey),
        };
      },
    },
  ];

  // Tickets.
  interface Held {
    readonly journey: Journey;
    readonly ticketId: string;
  }
  const ticketOf = ({ ticketId }: Held): Promise<Ticket> =>
    bench.database.manager.findOneByOrFail(Ticket, { id: ticketId });
  const heldOf = async (journey: Journey): Promise<Held> => {
    const [lead] = await journey.tickets();
    return { journey, ticketId: lead?.id ?? '' };
  };
  const issued = async (): Promise<Held> => heldOf(await fresh().dispatched());
  const input = async (held: Held) => {
    const { id: ticketId, version } = await ticketOf(held);
    return { ticketId, version, idempotencyKey: freshKey() };
  };
  const acknowledge = async (actor: Actor, held: Held) =>
    bench.ticketing.acknowledge(actor, await input(held));
  const handling = async (): Promise<Held> => {
    const held = await issued();
    await acknowledge(environment, held);
    return held;
  };
  const askReturn = async (actor: Actor, held: Held) =>
    bench.requesting.requestReturn(actor, { ...(await input(held)), reason });
  const askSuspension = async (actor: Actor, held: Held) =>
    bench.requesting.requestSuspension(actor, { ...(await input(held)), reason });
  const askExtension = async (actor: Actor, held: Held) =>
    bench.requesting.requestExtension(actor, { ...(await input(held)), reason, extendByWorkMinutes: 60 });
  const decide = async (actor: Actor, held: Held) =>
    bench.requesting.decide(actor, { ...(await input(held)), decision: 'APPROVED' });
  const resume = async (actor: Actor, held: Held) => bench.requesting.resume(actor, await input(held));
  const answer = async (actor: Actor, held: Held) =>
    bench.ticketing.submitResult(actor, {
      ...(await input(held)),
      verification: VERIFIED,
      rectification: RECTIFIED,
    });
  const recall = async (actor: Actor, held: Held) =>
    bench.ticketing.recall(actor, { ...(await input(held)), reason });
  const after = async (
    made: Promise<Held>,
    ...acts: Array<(held: Held) => Promise<unknown>>
  ): Promise<Held> => {
    const held = await made;
    for (const act of acts) await act(held);
    return held;
  };
  const suspended = (): Promise<Held> =>
    after(
      handling(),
      (held) => askSuspension(environment, held),
      (held) => decide(shiftLeader, held),
    );
  const onTicket = async (
    made: Promise<Held>,
    act: (actor: Actor, held: Held) => Promise<unknown>,
    right: Actor,
    wrong: Actor,
    refusal = 'FORBIDDEN',
  ): Promise<Scene> => {
    const held = await made;
    return {
      wrong: [() => act(wrong, held), refusal],
      done: async () => {
        await act(right, held);
        return (await ticketOf(held)).state;
      },
    };
  };

  const tickets: readonly Row[] = [
    {
      name: '– → ISSUED: dispatch by the operator, with its e-mail and its push',
      to: 'ISSUED with 1 email and 1 event',
      scene: async () => {
        const journey = await fresh().filed();
        return {
          wrong: [() => dispatch('DEPT-ENVIRONMENT')(environment, journey), 'NOT_FOUND'],
          done: async () => {
            await dispatch('DEPT-ENVIRONMENT')(operatorOnly, journey);
            const [ticket] = await journey.tickets();
            const emails = await bench.database.manager.countBy('email_delivery', { ticketId: ticket?.id });
            const seen = await bench.announced('TicketAssigned');
            const events = seen.filter(({ ticketId }) => ticketId === ticket?.id).length;
            return `${ticket?.state} with ${emails} email and ${events} event`;
          },
        };
      },
    },
    {
      name: 'ISSUED → HANDLING: acknowledge by a member of the assignee organization',
      to: 'HANDLING',
      scene: () => onTicket(issued(), acknowledge, environment, water, 'NOT_FOUND'),
    },
    {
      name: 'ISSUED: return asked for by the assignee, one request at a time',
      to: 'ISSUED',
      scene: () => onTicket(issued(), askReturn, environment, operatorOnly),
      broken: [
        async () => askReturn(environment, await after(issued(), (held) => askReturn(environment, held))),
        'nothingAsked',
      ],
    },
    {
      name: 'ISSUED → RETURNED: approved by the operator, once asked for',
      to: 'RETURNED',
      scene: () =>
        onTicket(
          after(issued(), (held) => askReturn(environment, held)),
          decide,
          operatorOnly,
          environment,
        ),
      broken: [async () => decide(operator, await issued()), 'returnAsked'],
    },
    {
      name: 'HANDLING → RETURNED: approved by an operator who did not ask',
      to: 'RETURNED',
      scene: () =>
        onTicket(
          after(handling(), (held) => askReturn(environment, held)),
          decide,
          operatorOnly,
          environment,
        ),
      broken: [
        async () => {
          const asker: Actor = withRoles(environment, 'DEPARTMENT_STAFF', 'OPERATOR');
          await decide(asker, await after(handling(), (held) => askReturn(asker, held)));
        },
        'askedByAnother',
      ],
    },
    {
      name: 'HANDLING: suspension asked for by the assignee, the clock runs on',
      to: 'HANDLING',
      scene: () => onTicket(handling(), askSuspension, environment, operatorOnly),
      broken: [async () => askSuspension(environment, await issued()), 'STATE_NOT_ALLOWED'],
    },
    {
      name: 'HANDLING → SUSPENDED: approved by the shift leader, once asked for',
      to: 'SUSPENDED',
      scene: () =>
        onTicket(
          after(handling(), (held) => askSuspension(environment, held)),
          decide,
          shiftLeader,
          operatorOnly,
        ),
      broken: [async () => decide(shiftLeader, await handling()), 'returnAsked'],
    },
    {
      name: 'SUSPENDED → HANDLING: resume by the assignee',
      to: 'HANDLING',
      scene: () => onTicket(suspended(), resume, environment, operatorOnly),
      broken: [async () => resume(environment, await handling()), 'STATE_NOT_ALLOWED'],
    },
    {
      name: 'HANDLING: extension asked for by the assignee, before due',
      to: 'HANDLING',
      scene: () => onTicket(handling(), askExtension, environment, operatorOnly),
      broken: [
        async () => {
          const held = await handling();
          bench.setNow((await ticketOf(held)).dueAt.toISOString());
          await askExtension(environment, held);
        },
        'beforeDue',
      ],
    },
    {
      name: 'HANDLING, new deadline: extension approved by the operator, limited times',
      to: 'HANDLING',
      scene: () =>
        onTicket(
          after(handling(), (held) => askExtension(environment, held)),
          decide,
          operatorOnly,
          environment,
        ),
      broken: [
        async () => {
          const held = await handling();
          const { maxExtensions } = await ticketOf(held);
          for (let count = 0; count <= maxExtensions; count += 1) {
            await askExtension(environment, held);
            await decide(operator, held);
          }
        },
        'extensionsLeft',
      ],
    },
    {
      name: 'HANDLING → DONE: submitResult by the assignee, the results its category demands',
      to: 'DONE',
      scene: () => onTicket(handling(), answer, environment, water, 'NOT_FOUND'),
      broken: [
        async () => {
          const held = await handling();
          await bench.ticketing.submitResult(environment, { ...(await input(held)), verification: VERIFIED });
        },
        'resultsComplete',
      ],
    },
    {
      name: 'HANDLING → DONE: submitResult by the assignee, a photo after where demanded',
      to: 'DONE',
      scene: () => onTicket(handling(), answer, environment, water, 'NOT_FOUND'),
      broken: [
        async () => {
          await bench.database.manager.update(
            Category,
            { needsPhotoAfter: false },
            { needsPhotoAfter: true },
          );
          await answer(environment, await handling());
        },
        'photoAfter',
      ],
    },
    {
      name: 'DONE → HANDLING: rework follows a failed check, counted, on a new step clock',
      to: 'HANDLING after 1 rework',
      scene: async () => {
        const journey = await inCheck();
        const held = await heldOf(journey);
        return {
          wrong: [() => fail()(environment, journey), 'FORBIDDEN'],
          done: async () => {
            bench.setNow('2026-03-04T03:00:00.000Z');
            await fail()(inspector, journey);
            const { state: reached, reworkCount, stepStartedAt } = await ticketOf(held);
            const isNew = stepStartedAt.toISOString() === '2026-03-04T03:00:00.000Z';
            return `${reached} ${isNew ? 'after' : 'on the old clock after'} ${reworkCount} rework`;
          },
        };
      },
    },
    ...(
      [
        ['ISSUED', issued],
        ['HANDLING', handling],
        ['SUSPENDED', suspended],
      ] as const
    ).map(([from, made]): Row => ({
      name: `${from} → RECALLED: recall by the operator, with a reason; the organization receives an e-mail`,
      to: 'RECALLED',
      scene: () => onTicket(made(), recall, operatorOnly, environment),
      broken: [withoutReason(RecallTicketInput), 'INPUT_INVALID'],
    })),
  ];

  async function undone(work: () => Promise<void>): Promise<void> {
    bench.setNow('2026-03-04T01:00:00.000Z');
    const attempt = async (): Promise<never> => {
      await work();
      throw new Undone();
    };
    await bench.database.transaction(attempt).catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  }

  describe.each([
    ['report', reports],
    ['case', cases],
    ['ticket', tickets],
  ] as const)('%s', (_thing, rows) => {
    test.each(rows)('$name', async ({ to, scene, broken }) => {
      await undone(async () => {
        const { wrong, done } = await scene();
        expect(await refusalOf(wrong[0])).toBe(wrong[1]);
        expect(await done()).toBe(to);
      });
      if (broken)
        await undone(async () => {
          expect(await refusalOf(broken[0])).toBe(broken[1]);
        });
    });
  });
});
