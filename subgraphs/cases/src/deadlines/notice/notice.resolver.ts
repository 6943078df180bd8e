import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root, Directive } from 'type-graphql';
import { EMPTY_PAGE, nestedPageKey, type Page } from '@ecogrid/database';
import {
  Day,
  PageArguments,
  PayloadMutation,
  connectionOf,
  connectionType,
  type Batch,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Case, maySeeHistory } from '../../case/index.ts';
import { Ticket } from '../../dispatch/index.ts';
import { DeadlineNotice } from './deadline-notice.entity.ts';
import type { DeadlineNoticeRepository } from './deadline-notice.repository.ts';
import { DeadlinePolicy } from './deadline-policy.entity.ts';
import { PublishDeadlinePolicyInput } from './deadline-policy.input.ts';
import { MOST_POLICIES, type DeadlinePolicyRepository } from './deadline-policy.repository.ts';
import type { DeadlinePolicyService } from './deadline-policy.service.ts';

const DeadlineNoticeConnection = connectionType('DeadlineNotice', () => DeadlineNotice);
const NONE: Connection<DeadlineNotice> = connectionOf(EMPTY_PAGE, {});

@Resolver(() => DeadlinePolicy)
export class DeadlinePolicyResolver {
  constructor(
    private readonly policies: DeadlinePolicyRepository,
    private readonly service: DeadlinePolicyService,
  ) {}

  @PayloadMutation('deadlinePolicy', () => DeadlinePolicy, {
    description:
      'Publishes the rule for deadline notices of a category or its next version, from a day to come (发布时限提醒规则). Notices that are planned already stay. For shift leaders. Errors: FORBIDDEN, NOT_FOUND, GUARD_FAILED, VERSION_STALE.',
  })
  publishDeadlinePolicy(
    @Arg('input', () => PublishDeadlinePolicyInput, { description: 'The rule, and from when.' })
    input: PublishDeadlinePolicyInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<DeadlinePolicy> {
    return this.service.publish(actor, input);
  }

  @Directive('@listSize(assumedSize: 20)')
  @Query(() => [DeadlinePolicy], {
    description: `The rules for deadline notices, by category, ${MOST_POLICIES} at most (时限提醒规则).`,
  })
  deadlinePolicies(
    @Arg('on', () => Day, {
      nullable: true,
      description: 'Only those in force on the day; absent: all versions.',
    })
    on?: string,
  ): Promise<DeadlinePolicy[]> {
    return this.policies.list(on);
  }
}

@Resolver(() => Ticket)
export class TicketNoticesResolver {
  constructor(private readonly notices: DeadlineNoticeRepository) {}

  @FieldResolver(() => DeadlineNoticeConnection, {
    description: 'The sent and planned notices about its deadline, in order of time (时限提醒).',
  })
  deadlineNotices(
    @Root() { id }: Ticket,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<DeadlineNotice>> {
    return connected(context, this.notices.ofTickets, id, page);
  }
}

@Resolver(() => Case)
export class CaseNoticesResolver {
  constructor(private readonly notices: DeadlineNoticeRepository) {}

  @FieldResolver(() => DeadlineNoticeConnection, {
    description:
      'The sent and planned notices about its deadline and those of its tickets (时限提醒); empty for departments and enterprises.',
  })
  async deadlineNotices(
    @Root() { id, gridCode }: Case,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<DeadlineNotice>> {
    if (!maySeeHistory(context.actor, { gridCode })) return NONE;
    return connected(context, this.notices.ofCases, id, page);
  }
}

async function connected(
  context: GraphContext,
  batch: Batch<string, Page<DeadlineNotice>>,
  id: string,
  { first, after }: PageArguments,
): Promise<Connection<DeadlineNotice>> {
  return connectionOf(await context.load(batch, nestedPageKey(id, { first, after })), { after });
}
