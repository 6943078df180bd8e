import {
  Arg,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { EcoGridError, term } from '@ecogrid/errors';
import { payloadOf, type Payload } from '@ecogrid/event-contracts';
import type { LoggedEvent } from '@ecogrid/events';
import { enterprisesOf, gridsOf, organizationsOf, type Actor } from '@ecogrid/identity';
import { Push, pushOf, pushed, type GraphContext } from '@ecogrid/subgraph';
import type { ChangedBy } from '../kernel/index.ts';
import { Person, personFor } from '../neighbours/index.ts';
import { Case } from './case.entity.ts';
import { SUPERVISING, canReadCase, visibleCases, type CaseVisibility } from './case.policy.ts';
import type { CaseRepository } from './case.repository.ts';
import { CaseState } from './workflow/index.ts';
import { HistoryActions, maySeeAction } from './history/index.ts';

@ObjectType({ description: 'A change of a case, pushed.' })
export class CasePush extends Push {
  @Field(() => HistoryActions, { description: 'The recorded action (操作).' })
  action!: string;

  @Field(() => CaseState, { nullable: true, description: 'The state before; null when it was opened.' })
  from!: keyof typeof CaseState | null;

  @Field(() => CaseState, { description: 'The state after.' })
  to!: keyof typeof CaseState;

  caseId!: string;
  by!: ChangedBy;
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
      'Every change of the cases that the actor may see. For those who supervise a territory, departments and enterprises. Errors: FORBIDDEN, INPUT_INVALID, CURSOR_INVALID, CURSOR_EXPIRED.',
    subscribe: ({ args, context }: { args: Wanted; context: GraphContext }) => watchCases(args, context),
  })
  caseChanged(
    @Root() event: LoggedEvent,
    @Ctx() context: GraphContext,
    @Arg('gridCode', () => String, {
      nullable: true,
      description: 'Only cases inside the grid of this code; absent: all that the actor may see.',
    })
    _gridCode?: string,
    @Arg('after', () => String, {
      nullable: true,
      description: 'A cursor: the changes after it are sent first. Absent: only the changes from now on.',
    })
    _after?: string,
  ): CasePush {
    const { caseId, action, from, state: to, by } = payloadOf(event, 'CaseChanged');
    return { ...pushOf(event, context), action, from, to, caseId, by };
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description:
      'The person who did it; null for automatic steps, services and the public, and for departments and enterprises, to which the history is not shown.',
  })
  actor(@Root() { by }: CasePush, @Ctx() context: GraphContext): Person | null {
    return personFor(context, by.personId);
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

/** The changes of cases in the sight of the actor, without the actions that the actor does not see. */
export function watchCases({ gridCode, after }: Wanted, context: GraphContext): ReturnType<typeof pushed> {
  if (!mayWatch(context.actor, gridCode))
    throw new EcoGridError('FORBIDDEN', {
      action: term('caseChanged', '订阅案卷变更', 'subscribe to changes of cases'),
    });
  return pushed(context, {
    filter: { topics: ['CaseChanged'] },
    after,
    permits: (actor, event) => {
      const change = payloadOf(event, 'CaseChanged');
      return (
        mayWatch(actor, gridCode) &&
        maySeeAction(actor, change.action) &&
        sights(change).some((sight) => isInside(sight, gridCode) && canReadCase(actor, sight))
      );
    },
  });
}

/** The case at the time of the event; after a move, also its state before. */
function sights(now: Payload<'CaseChanged'>): CaseVisibility[] {
  return now.was ? [now, { ...now, ...now.was }] : [now];
}

function isInside({ gridCode: of }: CaseVisibility, gridCode: string | null | undefined): boolean {
  return !gridCode || (of?.startsWith(gridCode) ?? false);
}

/** A territory that is named must be one's own; without one, the row rule alone decides. */
function mayWatch(actor: Actor, gridCode: string | null | undefined): boolean {
  if (visibleCases(actor).everything) return true;
  if (organizationsOf(actor, 'DEPARTMENT_STAFF').length > 0 || enterprisesOf(actor).length > 0) return true;
  const grids = gridsOf(actor, ...SUPERVISING);
  return grids.some((code) => !gridCode || gridCode.startsWith(code));
}
