import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import {
  PayloadMutation,
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Organization, type ProjectionRepository } from '../../neighbours/index.ts';
import { isReachable } from './address.rule.ts';
import { EmailDelivery } from './email-delivery.entity.ts';
import { ResendEmailInput } from './email-delivery.input.ts';
import type { EmailDeliveryRepository } from './email-delivery.repository.ts';
import type { EmailDeliveryService } from './email-delivery.service.ts';
import { OfferedEmailDeliveryAction, offeredEmailDeliveryActions } from './email-delivery.vocabulary.ts';
import { emailDeliveryWorkflow } from './email-delivery.workflow.ts';

const EmailDeliveryConnection = connectionType('EmailDelivery', () => EmailDelivery);

@Resolver(() => EmailDelivery)
export class EmailDeliveryResolver {
  constructor(
    private readonly service: EmailDeliveryService,
    private readonly emails: EmailDeliveryRepository,
    private readonly projections: ProjectionRepository,
  ) {}

  @Query(() => EmailDeliveryConnection, {
    description:
      'The e-mails that were given up (死信), the newest first: a worklist of the desk. Empty for others.',
  })
  async deadEmails(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<EmailDelivery>> {
    return connectionOf(await this.emails.deadPage(actor, args), args);
  }

  @PayloadMutation('email', () => EmailDelivery, {
    description:
      'Sends a dead e-mail again (重新发送), to the address that its organization has now and under the same Message-ID. For operators. Errors: FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE.',
  })
  resendEmail(
    @Arg('input', () => ResendEmailInput, { description: 'The e-mail.' }) input: ResendEmailInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<EmailDelivery> {
    return this.service.resend(actor, input);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that it is written to (收件单位); null when it was dissolved.',
  })
  organization(@Root() { organizationCode }: EmailDelivery): Organization {
    return { code: organizationCode };
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description:
      'When it is sent next, UTC (下次发送时间); null while it is being sent, and when it was sent or given up.',
  })
  nextAttemptAt(@Root() { state, dueAt }: EmailDelivery): Date | null {
    return state === 'SENDING' ? null : dueAt;
  }

  @FieldResolver(() => [OfferedEmailDeliveryAction], {
    description: 'The mutations that would accept it from this actor now (可执行操作).',
  })
  async availableActions(@Root() email: EmailDelivery, @Ctx() context: GraphContext): Promise<string[]> {
    const actions = emailDeliveryWorkflow.available(context.actor, email);
    if (actions.length === 0) return [];
    const organization = await context.load(this.projections.organizationByCode, email.organizationCode);
    return isReachable(organization?.email) ? offeredEmailDeliveryActions(actions) : [];
  }
}
