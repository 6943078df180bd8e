import { Arg, Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import { Person } from '../person/index.ts';
import { LoginAccount } from './login-account.entity.ts';
import { LinkAccountInput, UnlinkAccountInput } from './login-account.input.ts';
import { MOST_ACCOUNTS, type LoginAccountRepository } from './login-account.repository.ts';
import type { LoginAccountService } from './login-account.service.ts';

@Resolver(() => Person)
export class LoginAccountResolver {
  constructor(
    private readonly service: LoginAccountService,
    private readonly accounts: LoginAccountRepository,
  ) {}

  @PayloadMutation('person', () => Person, {
    description:
      'Links a login account of the identity provider to a person, who acts by it at once (关联登录账号). For administrators. Errors: FORBIDDEN, NOT_FOUND, GUARD_FAILED.',
  })
  linkAccount(
    @Arg('input', () => LinkAccountInput, { description: 'The person, and the account.' })
    input: LinkAccountInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Person> {
    return this.service.link(actor, input);
  }

  @PayloadMutation('person', () => Person, {
    description:
      'Unlinks a login account from its person; it loses its rights at once (解除登录账号). For administrators. Errors: FORBIDDEN, NOT_FOUND.',
  })
  unlinkAccount(
    @Arg('input', () => UnlinkAccountInput, { description: 'The account.' }) input: UnlinkAccountInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<Person> {
    return this.service.unlink(actor, input);
  }

  @Directive('@listSize(assumedSize: 2)')
  @FieldResolver(() => [LoginAccount], {
    description: `The login accounts that act for the person, ${MOST_ACCOUNTS} at most (登录账号); empty for all but administrators.`,
  })
  loginAccounts(@Root() { id }: Person, @Ctx() context: GraphContext): Promise<LoginAccount[]> {
    return context.load(this.accounts.ofPeople, id);
  }
}
