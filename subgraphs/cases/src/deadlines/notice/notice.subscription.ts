import { Arg, Ctx, Directive, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { EcoGridError, term } from '@ecogrid/errors';
import { payloadOf } from '@ecogrid/event-contracts';
import type { LoggedEvent } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import { pushOf, pushed, type GraphContext } from '@ecogrid/subgraph';
import { Case, type CaseRepository } from '../../case/index.ts';
import { Person, personFor } from '../../neighbours/index.ts';
import { Ticket, type TicketRepository } from '../../dispatch/index.ts';
import { noticeIn, topicsOf, type NoticePayload, type NoticeTopic } from './notice.event.ts';
import { isWanted, mayKnow, mayWatchDeadlines, mayWatchLookBacks, type Wanted } from './notice.policy.ts';
import { DeadlinePush, ExtensionPush, LookBackPush } from './notice.push.ts';

type Watch = Wanted & { readonly after?: string | null };
type Watching = { args: Watch; context: GraphContext };

const ORGANIZATION = {
  nullable: true,
  description: 'Only of tickets of the organization with this code; absent: of all that the actor may know.',
} as const;
const GRID = {
  nullable: true,
  description: 'Only inside the grid of this code; absent: all that the actor may know.',
} as const;
const AFTER = {
  nullable: true,
  description: 'A cursor: the changes after it are sent first. Absent: only the changes from now on.',
} as const;
const ERRORS = 'Errors: FORBIDDEN, INPUT_INVALID, CURSOR_INVALID, CURSOR_EXPIRED.';

@Resolver(() => DeadlinePush)
export class DeadlineSubscription {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly cases: CaseRepository,
  ) {}

  @Directive('@tag(name: "resumable")')
  @Subscription(() => DeadlinePush, {
    description: `Warnings before a deadline, and each time one is overdue, with the level that it has reached (时限预警与超期升级). For those who supervise a territory, and departments. ${ERRORS}`,
    subscribe: ({ args, context }: Watching) =>
      watch(args, context, mayWatchDeadlines, topicsOf('deadlineNotice')),
  })
  deadlineNotice(
    @Root() event: LoggedEvent,
    @Ctx() context: GraphContext,
    @Arg('organizationCode', () => String, ORGANIZATION) _organizationCode?: string,
    @Arg('gridCode', () => String, GRID) _gridCode?: string,
    @Arg('after', () => String, AFTER) _after?: string,
  ): DeadlinePush {
    const { deadlineAt: at, kind, count, escalationLevel, ticketId, caseId, ...said } = noticeIn(event);
    const deadlineAt = new Date(at);
    const about = { kind, count, escalationLevel, deadlineAt, ticketId, caseId };
    return { ...pushOf(event, context), ...changeOf(said), ...about };
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who did it; always null: notices go out by themselves.',
  })
  actor(): Person | null {
    return null;
  }

  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket whose deadline it is, as it is now; null when it is that of the case.',
  })
  ticket(@Root() { ticketId }: DeadlinePush, @Ctx() context: GraphContext): Promise<Ticket | null> {
    return ticketId ? context.load(this.tickets.byId, ticketId) : Promise.resolve(null);
  }

  @FieldResolver(() => Case, {
    name: 'case',
    nullable: true,
    description: 'The case as it is now; null for those who may not see it.',
  })
  of(@Root() { caseId }: DeadlinePush, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.cases.byId, caseId);
  }
}

@Resolver(() => ExtensionPush)
export class ExtensionSubscription {
  constructor(private readonly tickets: TicketRepository) {}

  @Directive('@tag(name: "resumable")')
  @Subscription(() => ExtensionPush, {
    description: `Each time it is decided whether the deadline of a ticket moves (延时审批). For those who supervise a territory, and departments. ${ERRORS}`,
    subscribe: ({ args, context }: Watching) => watch(args, context, mayWatchDeadlines, ['ExtensionDecided']),
  })
  extensionDecided(
    @Root() event: LoggedEvent,
    @Ctx() context: GraphContext,
    @Arg('organizationCode', () => String, ORGANIZATION) _organizationCode?: string,
    @Arg('gridCode', () => String, GRID) _gridCode?: string,
    @Arg('after', () => String, AFTER) _after?: string,
  ): ExtensionPush {
    const { ticketId, decision, dueAt, from, state: to, by } = payloadOf(event, 'ExtensionDecided');
    const action = decision === 'WITHDRAWN' ? 'withdrawRequest' : 'decideExtension';
    return { ...pushOf(event, context), action, from, to, decision, dueAt: new Date(dueAt), ticketId, by };
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'The person who decided; null for departments, to which the history of the case is not shown.',
  })
  actor(@Root() { by }: ExtensionPush, @Ctx() context: GraphContext): Person | null {
    return personFor(context, by.personId);
  }

  @FieldResolver(() => Ticket, {
    nullable: true,
    description:
      'The current ticket; null when its case was moved out of the sight of the subscriber, or the rights changed.',
  })
  ticket(@Root() { ticketId }: ExtensionPush, @Ctx() context: GraphContext): Promise<Ticket | null> {
    return context.load(this.tickets.byId, ticketId);
  }
}

@Resolver(() => LookBackPush)
export class LookBackSubscription {
  constructor(private readonly cases: CaseRepository) {}

  @Directive('@tag(name: "resumable")')
  @Subscription(() => LookBackPush, {
    description: `Cases whose look-back is due, at the first working minute of the day (回头看到期). For those who supervise a territory. ${ERRORS}`,
    subscribe: ({ args, context }: Watching) =>
      watch(args, context, mayWatchLookBacks, topicsOf('lookBackDue')),
  })
  lookBackDue(
    @Root() event: LoggedEvent,
    @Ctx() context: GraphContext,
    @Arg('gridCode', () => String, GRID) _gridCode?: string,
    @Arg('after', () => String, AFTER) _after?: string,
  ): LookBackPush {
    const { caseId, ...said } = noticeIn(event);
    return { ...pushOf(event, context), ...changeOf(said), caseId };
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who did it; always null: notices go out by themselves.',
  })
  actor(): Person | null {
    return null;
  }

  @FieldResolver(() => Case, {
    name: 'case',
    nullable: true,
    description:
      'The current case; null when it was moved out of the sight of the subscriber, or the rights changed.',
  })
  of(@Root() { caseId }: LookBackPush, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.cases.byId, caseId);
  }
}

/** A notice is no change: the state before it is the state after it. */
function changeOf({ action, state }: Pick<NoticePayload, 'action' | 'state'>) {
  return { action, from: state, to: state };
}

function watch(
  wanted: Watch,
  context: GraphContext,
  mayWatch: (actor: Actor, wanted: Wanted) => boolean,
  topics: ReadonlyArray<NoticeTopic | 'ExtensionDecided'>,
): ReturnType<typeof pushed> {
  if (!mayWatch(context.actor, wanted))
    throw new EcoGridError('FORBIDDEN', {
      action: term('deadlineChanged', '订阅时限提醒', 'subscribe to deadline notices'),
    });
  return pushed(context, {
    filter: { topics },
    after: wanted.after,
    permits: (actor, event) => {
      const about = payloadOf(event, ...topics);
      return isWanted(wanted, about) && mayWatch(actor, wanted) && mayKnow(actor, about);
    },
  });
}
