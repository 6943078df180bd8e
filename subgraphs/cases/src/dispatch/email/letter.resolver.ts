import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Organization } from '../../neighbours/index.ts';
import { Letter } from './letter.entity.ts';
import { ResendLetterInput } from './letter.input.ts';
import type { LetterRepository } from './letter.repository.ts';
import type { LetterService } from './letter.service.ts';
import { OfferedLetterAction, offeredLetterActions } from './letter.vocabulary.ts';
import { letterWorkflow } from './letter.workflow.ts';

const LetterConnection = connectionType('Letter', () => Letter);

@Resolver(() => Letter)
export class LetterResolver {
  constructor(
    private readonly service: LetterService,
    private readonly letters: LetterRepository,
  ) {}

  @Query(() => LetterConnection, {
    description:
      'The letters that were given up (死信), the newest first: what the desk has to see to. Empty for others.',
  })
  async deadLetters(
    @Args(() => PageArguments) args: PageArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Letter>> {
    return connectionOf(await this.letters.deadPage(actor, args), args);
  }

  @Mutation(() => Letter, {
    description:
      'Sends a dead letter again (重新发送), to the address that its organization has now and under the same Message-ID. For operators. Errors: FORBIDDEN, NOT_FOUND, STATE_NOT_ALLOWED, GUARD_FAILED, VERSION_STALE.',
  })
  resendLetter(
    @Arg('input', () => ResendLetterInput, { description: 'Which letter.' }) input: ResendLetterInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Letter> {
    return this.service.resend(actor, input);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that it is written to (收件单位); null when it was dissolved.',
  })
  organization(@Root() { organizationCode }: Letter): Organization {
    return { code: organizationCode };
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description:
      'When it is sent next, UTC (下次发送时间); null while it is being sent, and when it was sent or given up.',
  })
  nextAttemptAt(@Root() { state, dueAt }: Letter): Date | null {
    return state === 'SENDING' ? null : dueAt;
  }

  @FieldResolver(() => [OfferedLetterAction], {
    description: 'The mutations that would accept it from this actor now (可执行操作).',
  })
  availableActions(@Root() letter: Letter, @Ctx() { actor }: GraphContext): string[] {
    return offeredLetterActions(letterWorkflow.available(actor, letter));
  }
}
