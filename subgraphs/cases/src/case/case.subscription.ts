import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { EcoGridError, term } from '@ecogrid/errors';
import type { LoggedEvent } from '@ecogrid/events';
import { coversGrid, hasRole, type Actor } from '@ecogrid/identity';
import { pushed, type GraphContext } from '@ecogrid/subgraph';
import { ZONE_READERS } from '../kernel/index.ts';
import { Case } from './case.entity.ts';
import { canReadCase, type CaseVisibility } from './case.policy.ts';
import type { CaseRepository } from './case.repository.ts';

@ObjectType({ description: 'A change of a case, pushed.' })
export class CasePush {
  @Field(() => String, { description: 'Resume after it with `after`.' })
  cursor!: string;

  @Field(() => ID, { description: 'The event; the same on every repeat.' })
  eventId!: string;

  @Field(() => Date, { description: 'When it happened, UTC.' })
  occurredAt!: Date;

  @Field(() => String, { description: 'The action of the state table.' })
  action!: string;

  caseId!: string;
}

interface Wanted {
  readonly gridCode?: string | null;
  readonly after?: string | null;
}

@Resolver(() => CasePush)
export class CaseSubscription {
  constructor(private readonly cases: CaseRepository) {}

  @Query(() => String, {
    description:
      'A cursor of now, for `after` of `caseChanged` and `ticketChanged`: take it, read the lists, then subscribe, and nothing in between is missed.',
  })
  changeCursor(@Ctx() { log }: GraphContext): string {
    return log.cursors.encode(log.head);
  }

  @Directive('@tag(name: "resumable")')
  @Subscription(() => CasePush, {
    description:
      'Every change of the cases that the actor may see. For those who supervise a territory, departments and enterprises. Errors: FORBIDDEN, CURSOR_INVALID, CURSOR_EXPIRED.',
    subscribe: ({ args, context }: { args: Wanted; context: GraphContext }) => watch(args, context),
  })
  caseChanged(
    @Root() event: LoggedEvent,
    @Ctx() { log }: GraphContext,
    @Arg('gridCode', () => String, {
      nullable: true,
      description: 'Only cases inside the grid of this code; absent: all that the actor may see.',
    })
    _gridCode?: string,
    @Arg('after', () => String, {
      nullable: true,
      description: 'A cursor: what happened after it is sent first. Absent: only what happens from now on.',
    })
    _after?: string,
  ): CasePush {
    const { id: eventId, occurredAt, payload, position, aggregateId: caseId } = event;
    return {
      cursor: log.cursors.encode(position),
      eventId,
      occurredAt,
      action: String(payload['action']),
      caseId,
    };
  }

  @FieldResolver(() => Case, {
    name: 'case',
    nullable: true,
    description: 'The current case; null when it was moved out of the sight of the subscriber.',
  })
  of(@Root() { caseId }: CasePush, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.cases.byId, caseId);
  }
}

function watch({ gridCode, after }: Wanted, context: GraphContext): ReturnType<typeof pushed> {
  if (!mayWatch(context.actor, gridCode))
    throw new EcoGridError('FORBIDDEN', { action: term('caseChanged', '订阅案卷变更') });
  return pushed(context, {
    filter: { topics: ['CaseChanged'] },
    after,
    permits: (actor, { payload }) =>
      mayWatch(actor, gridCode) &&
      sights(payload).some((sight) => isInside(sight, gridCode) && canReadCase(actor, sight)),
  });
}

/** The case at the time of the event; after a move, also its state before. */
function sights(payload: LoggedEvent['payload']): CaseVisibility[] {
  const now = payload as unknown as CaseVisibility & { readonly was?: Partial<CaseVisibility> };
  return now.was ? [now, { ...now, ...now.was }] : [now];
}

function isInside({ gridCode: of }: CaseVisibility, gridCode: string | null | undefined): boolean {
  return !gridCode || (of?.startsWith(gridCode) ?? false);
}

/** A territory that is named must be one's own; without one, the row rule alone decides. */
function mayWatch(actor: Actor, gridCode: string | null | undefined): boolean {
  if (hasRole(actor, ...ZONE_READERS)) return true;
  if (!hasRole(actor, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER', 'DEPARTMENT_STAFF', 'ENTERPRISE_USER'))
    return false;
  return !gridCode || hasRole(actor, 'DEPARTMENT_STAFF', 'ENTERPRISE_USER') || coversGrid(actor, gridCode);
}
