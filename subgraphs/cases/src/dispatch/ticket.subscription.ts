import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { EcoGridError, term } from '@ecogrid/errors';
import { payloadOf, type Payload, type Topic } from '@ecogrid/event-contracts';
import type { LoggedEvent } from '@ecogrid/events';
import { organizationsOf, type Actor } from '@ecogrid/identity';
import { Push, pushOf, pushed, type GraphContext } from '@ecogrid/subgraph';
import { HistoryActions, maySeeAction } from '../case/index.ts';
import type { ChangedBy } from '../kernel/index.ts';
import { Person, personFor } from '../neighbours/index.ts';
import { Ticket } from './ticket.entity.ts';
import { WATCHERS, canReadTicket, mayWatchTickets, type TicketVisibility } from './ticket.policy.ts';
import type { TicketRepository } from './ticket.repository.ts';
import { TicketState } from '../ticket/index.ts';
import { TicketPushKind } from './ticket.vocabulary.ts';

@ObjectType({ description: 'A pushed change of a ticket (转办件推送).' })
export class TicketPush extends Push {
  @Field(() => TicketPushKind, { description: 'The kind of the change (变更类别).' })
  kind!: keyof typeof TicketPushKind;

  @Field(() => HistoryActions, { description: 'The recorded action (操作).' })
  action!: string;

  @Field(() => TicketState, { nullable: true, description: 'The state before; null when it was issued.' })
  from!: keyof typeof TicketState | null;

  @Field(() => TicketState, { description: 'The state after.' })
  to!: keyof typeof TicketState;

  ticketId!: string;
  by!: ChangedBy;
}

interface Wanted {
  readonly organizationCode?: string | null;
  readonly after?: string | null;
}

const KINDS = {
  TicketAssigned: 'ASSIGNED',
  TicketChanged: 'CHANGED',
  TicketReturned: 'RETURNED',
  TicketRecalled: 'RECALLED',
} as const satisfies Partial<Record<Topic, keyof typeof TicketPushKind>>;
const TOPICS = Object.keys(KINDS) as Array<keyof typeof KINDS>;

@Resolver(() => TicketPush)
export class TicketSubscription {
  constructor(private readonly tickets: TicketRepository) {}

  @Directive('@tag(name: "resumable")')
  @Subscription(() => TicketPush, {
    description:
      "Changes of the tickets of an organization (转办件推送): the actor's own organization, or any organization for the desk. Errors: FORBIDDEN, CURSOR_INVALID, CURSOR_EXPIRED.",
    subscribe: ({ args, context }: { args: Wanted; context: GraphContext }) => watch(args, context),
  })
  ticketChanged(
    @Root() event: LoggedEvent,
    @Ctx() context: GraphContext,
    @Arg('organizationCode', () => String, {
      nullable: true,
      description: "Code of the organization; absent: the actor's own.",
    })
    _organizationCode?: string,
    @Arg('after', () => String, {
      nullable: true,
      description: 'A cursor: the changes after it are sent first. Absent: only the changes from now on.',
    })
    _after?: string,
  ): TicketPush {
    const { ticketId, action, from, state: to, by } = changeIn(event);
    const kind = KINDS[event.topic as keyof typeof KINDS];
    return { ...pushOf(event, context), kind, action, from, to, by, ticketId };
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'The person who did it; null for automatic steps, services, and for departments, to which the history of the case is not shown.',
  })
  actor(@Root() { by }: TicketPush, @Ctx() context: GraphContext): Person | null {
    return personFor(context, by.personId);
  }

  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The current ticket; null when its case was moved out of the sight of the subscriber.',
  })
  ticket(@Root() { ticketId }: TicketPush, @Ctx() context: GraphContext): Promise<Ticket | null> {
    return context.load(this.tickets.byId, ticketId);
  }
}

function watch({ organizationCode: named, after }: Wanted, context: GraphContext): ReturnType<typeof pushed> {
  const organizations = named ? [named] : organizationsOf(context.actor, ...WATCHERS);
  const wanted = (actor: Actor): string[] => organizations.filter((code) => mayWatchTickets(actor, code));
  if (wanted(context.actor).length === 0) {
    throw new EcoGridError('FORBIDDEN', {
      action: term('ticketChanged', '订阅转办件变更', 'subscribe to changes of tickets'),
    });
  }
  return pushed(context, {
    filter: { topics: TOPICS, channels: organizations },
    after,
    permits: (actor, event) => {
      const change = changeIn(event);
      return (
        wanted(actor).includes(event.channel) &&
        maySeeAction(actor, change.action) &&
        sights(change).some((sight) => canReadTicket(actor, sight))
      );
    },
  });
}

function changeIn(event: LoggedEvent): Payload<'TicketChanged'> {
  return payloadOf(event, ...TOPICS);
}

/** The ticket at the time of the event; after a move, also its state before. */
function sights(now: ReturnType<typeof changeIn>): TicketVisibility[] {
  return now.was ? [now, { ...now, ...now.was }] : [now];
}
