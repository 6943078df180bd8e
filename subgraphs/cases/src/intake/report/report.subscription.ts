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
import { payloadOf } from '@ecogrid/event-contracts';
import type { LoggedEvent } from '@ecogrid/events';
import { gridsOf, hasRole, type Actor } from '@ecogrid/identity';
import { Push, pushOf, pushed, type GraphContext } from '@ecogrid/subgraph';
import type { ChangedBy } from '../../kernel/index.ts';
import { Person, personFor } from '../../neighbours/index.ts';
import { Report } from './report.entity.ts';
import { REPORT_READERS, canReadReport } from './report.policy.ts';
import type { ReportRepository } from './report.repository.ts';
import { ReportEvents, ReportState } from './report.vocabulary.ts';

@ObjectType({ description: 'A change of a report, pushed.' })
export class ReportPush extends Push {
  @Field(() => ReportEvents, { description: 'The event (操作).' })
  action!: string;

  @Field(() => ReportState, { nullable: true, description: 'The state before; null when it was submitted.' })
  from!: keyof typeof ReportState | null;

  @Field(() => ReportState, { description: 'The state after.' })
  to!: keyof typeof ReportState;

  reportId!: string;
  by!: ChangedBy;
}

interface Wanted {
  readonly gridCode?: string | null;
  readonly after?: string | null;
}

@Resolver(() => ReportPush)
export class ReportSubscription {
  constructor(private readonly reports: ReportRepository) {}

  @Directive('@tag(name: "resumable")')
  @Subscription(() => ReportPush, {
    description:
      'Each new report, review, verification, adoption and rejection of the reports that the actor may see in a territory (上报动态). For those who supervise one. Errors: FORBIDDEN, INPUT_INVALID, CURSOR_INVALID, CURSOR_EXPIRED.',
    subscribe: ({ args, context }: { args: Wanted; context: GraphContext }) => watch(args, context),
  })
  reportChanged(
    @Root() event: LoggedEvent,
    @Ctx() context: GraphContext,
    @Arg('gridCode', () => String, {
      nullable: true,
      description: 'Only reports inside the grid of this code; absent: all that the actor may see.',
    })
    _gridCode?: string,
    @Arg('after', () => String, {
      nullable: true,
      description: 'A cursor: the changes after it are sent first. Absent: only the changes from now on.',
    })
    _after?: string,
  ): ReportPush {
    const { reportId, action, from, state: to, by } = payloadOf(event, 'ReportChanged');
    return { ...pushOf(event, context), action, from, to, reportId, by };
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who did it; null for services and the public.',
  })
  actor(@Root() { by }: ReportPush, @Ctx() context: GraphContext): Person | null {
    return personFor(context, by.personId);
  }

  @FieldResolver(() => Report, {
    nullable: true,
    description: 'The current report; null when it was moved out of the sight of the subscriber.',
  })
  report(@Root() { reportId }: ReportPush, @Ctx() context: GraphContext): Promise<Report | null> {
    return context.load(this.reports.byId, reportId);
  }
}

function watch({ gridCode, after }: Wanted, context: GraphContext): ReturnType<typeof pushed> {
  if (!mayWatch(context.actor, gridCode))
    throw new EcoGridError('FORBIDDEN', {
      action: term('reportChanged', '订阅上报动态', 'subscribe to changes of reports'),
    });
  return pushed(context, {
    filter: { topics: ['ReportChanged'] },
    after,
    permits: (actor, event) => {
      const sight = payloadOf(event, 'ReportChanged');
      return mayWatch(actor, gridCode) && isInside(sight, gridCode) && canReadReport(actor, sight);
    },
  });
}

function isInside({ gridCode: of }: Pick<Report, 'gridCode'>, gridCode: string | null | undefined): boolean {
  return !gridCode || (of?.startsWith(gridCode) ?? false);
}

/** Roles whose sight does not depend on the person: a supervisor lists the own reports instead. */
function mayWatch(actor: Actor, gridCode: string | null | undefined): boolean {
  if (hasRole(actor, ...REPORT_READERS)) return true;
  if (gridsOf(actor, 'SUPERVISOR').length > 0) return false;
  const grids = gridsOf(actor, 'GRID_HEAD', 'STREET_STAFF', 'GRID_MEMBER');
  return grids.some((code) => !gridCode || gridCode.startsWith(code));
}
