import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import {
  PayloadMutation,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Ticket, type TicketRepository } from '../../dispatch/index.ts';
import { Organization, Person, type ProjectionRepository, personFor } from '../../neighbours/index.ts';
import { PhoneReminder } from './phone-reminder.entity.ts';
import { ReminderLog } from './reminder-log.entity.ts';
import { LogPhoneReminderInput, PhoneRemindersArguments } from './reminder.input.ts';
import { masked, mayReadNotes, maySeeCallees } from './reminder.policy.ts';
import { MOST_REMINDERS, MOST_CALLS, type ReminderRepository } from './reminder.repository.ts';
import type { ReminderService } from './reminder.service.ts';

const PhoneReminderConnection = connectionType('PhoneReminder', () => PhoneReminder);

@Resolver(() => PhoneReminder)
export class PhoneReminderResolver {
  constructor(
    private readonly service: ReminderService,
    private readonly reminders: ReminderRepository,
    private readonly tickets: TicketRepository,
    private readonly projections: ProjectionRepository,
  ) {}

  @Query(() => PhoneReminder, {
    nullable: true,
    description: 'A phone reminder (电话提醒) by its id; null when there is none the actor may see.',
  })
  phoneReminder(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<PhoneReminder | null> {
    return context.load(this.reminders.byId, id);
  }

  @Query(() => PhoneReminderConnection, {
    name: 'phoneReminders',
    description: 'The calls to make that the actor may see, the first due first (电话提醒工作单).',
  })
  async list(
    @Args(() => PhoneRemindersArguments) args: PhoneRemindersArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<PhoneReminder>> {
    return connectionOf(await this.reminders.page(args, actor, args), args);
  }

  @PayloadMutation('phoneReminder', () => PhoneReminder, {
    description:
      'Records the outcome of a call (登记电话提醒): reached closes it, otherwise the next attempt is scheduled. For operators and shift leaders. Errors: FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, VERSION_STALE.',
  })
  logPhoneReminder(
    @Arg('input', () => LogPhoneReminderInput, { description: 'The reminder and the outcome of the call.' })
    input: LogPhoneReminderInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<PhoneReminder> {
    return this.service.log(actor, input);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization to call (被提醒单位); null when it was dissolved.',
  })
  organization(@Root() { organizationCode }: PhoneReminder): Organization {
    return { code: organizationCode };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The number to call (联系电话), as grids last announced it; its last four digits for those who do not call. Null when none is known.',
  })
  async phone(
    @Root() { organizationCode }: PhoneReminder,
    @Ctx() context: GraphContext,
  ): Promise<string | null> {
    const organization = await context.load(this.projections.organizationByCode, organizationCode);
    return shown(context, organization?.phone ?? null);
  }

  @FieldResolver(() => Ticket, {
    nullable: true,
    description: 'The ticket to call about; null for those who may not see it.',
  })
  ticket(@Root() { ticketId }: PhoneReminder, @Ctx() context: GraphContext): Promise<Ticket | null> {
    return context.load(this.tickets.byId, ticketId);
  }

  @Directive('@listSize(assumedSize: 10)')
  @FieldResolver(() => [ReminderLog], {
    description: `The calls made, in order, the newest ${MOST_CALLS} at most (通话记录).`,
  })
  logs(@Root() { id }: PhoneReminder, @Ctx() context: GraphContext): Promise<ReminderLog[]> {
    return context.load(this.reminders.logsOf, id);
  }
}

@Resolver(() => ReminderLog)
export class ReminderLogResolver {
  @FieldResolver(() => String, {
    nullable: true,
    description: 'The called person (通话对象); null for actors who do not call.',
  })
  callee(@Root() { callee }: ReminderLog, @Ctx() { actor }: GraphContext): string | null {
    return maySeeCallees(actor) ? callee : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The note of the call (说明); null without a note, and for BI and assessors.',
  })
  note(@Root() { note }: ReminderLog, @Ctx() { actor }: GraphContext): string | null {
    return mayReadNotes(actor) ? note : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The number as it was then; its last four digits for those who do not call. Null when none was known.',
  })
  phone(@Root() { phone }: ReminderLog, @Ctx() context: GraphContext): string | null {
    return shown(context, phone);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'The caller (拨打人); null when unknown.' })
  caller(@Root() { loggedBy }: ReminderLog, @Ctx() context: GraphContext): Person | null {
    return personFor(context, loggedBy);
  }
}

@Resolver(() => Ticket)
export class TicketRemindersResolver {
  constructor(private readonly reminders: ReminderRepository) {}

  @Directive('@listSize(assumedSize: 5)')
  @FieldResolver(() => [PhoneReminder], {
    description: `The phone reminders about it, in order, the newest ${MOST_REMINDERS} at most (电话提醒); empty for those who see none: departments and grid members.`,
  })
  phoneReminders(@Root() { id }: Ticket, @Ctx() context: GraphContext): Promise<PhoneReminder[]> {
    return context.load(this.reminders.ofTickets, id);
  }
}

function shown({ actor }: GraphContext, phone: string | null): string | null {
  return phone === null || maySeeCallees(actor) ? phone : masked(phone);
}
