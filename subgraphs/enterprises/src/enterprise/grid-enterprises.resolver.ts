import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { nestedPageKey } from '@ecogrid/database';
import { connectionOf, type Connection, type GraphContext } from '@ecogrid/subgraph';
import { Grid } from '../neighbours/index.ts';
import type { Enterprise } from './enterprise.entity.ts';
import { NestedEnterprisesArguments } from './enterprise.input.ts';
import type { EnterpriseRepository } from './enterprise.repository.ts';
import { EnterpriseConnection } from './enterprise.resolver.ts';

@Resolver(() => Grid)
export class GridEnterprisesResolver {
  constructor(private readonly repository: EnterpriseRepository) {}

  @FieldResolver(() => EnterpriseConnection, {
    description: 'Enterprises that stand inside the grid and whose sites the actor may see, by credit code.',
  })
  async enterprises(
    @Root() { code }: Grid,
    @Args(() => NestedEnterprisesArguments) args: NestedEnterprisesArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Enterprise>> {
    const { first, after, ...filter } = args;
    const key = nestedPageKey(code, { first, after, filter });
    return connectionOf(await context.load(this.repository.pageInGrid, key), args);
  }
}
