import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { nestedPageKey } from '@ecogrid/database';
import { PageArguments, connectionOf, type Connection, type GraphContext } from '@ecogrid/subgraph';
import { Enterprise, Grid, Outlet } from '../neighbours/index.ts';
import { Case } from './case.entity.ts';
import type { CaseRepository } from './case.repository.ts';
import { CaseConnection } from './case.resolver.ts';

@Resolver(() => Grid)
export class GridCasesResolver {
  constructor(private readonly repository: CaseRepository) {}

  @FieldResolver(() => CaseConnection, {
    description: 'The cases inside the grid that the actor may see, newest first.',
  })
  async cases(
    @Root() { code }: Grid,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Case>> {
    return connectionOf(await context.load(this.repository.ofGrids, nestedPageKey(code, { first, after })), {
      after,
    });
  }
}

@Resolver(() => Enterprise)
export class EnterpriseCasesResolver {
  constructor(private readonly repository: CaseRepository) {}

  @FieldResolver(() => CaseConnection, {
    description: 'The cases about the enterprise that the actor may see, newest first.',
  })
  async cases(
    @Root() { id }: Enterprise,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Case>> {
    return connectionOf(
      await context.load(this.repository.ofEnterprises, nestedPageKey(id, { first, after })),
      {
        after,
      },
    );
  }
}

@Resolver(() => Outlet)
export class OutletCasesResolver {
  constructor(private readonly repository: CaseRepository) {}

  @FieldResolver(() => CaseConnection, {
    description: 'The cases about the outlet that the actor may see, newest first.',
  })
  async cases(
    @Root() { id }: Outlet,
    @Args(() => PageArguments) { first, after }: PageArguments,
    @Ctx() context: GraphContext,
  ): Promise<Connection<Case>> {
    return connectionOf(await context.load(this.repository.ofOutlets, nestedPageKey(id, { first, after })), {
      after,
    });
  }

  @FieldResolver(() => Case, {
    nullable: true,
    description:
      'The newest case about the outlet that still takes reports; null when there is none the actor may see.',
  })
  openCase(@Root() { id }: Outlet, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.repository.openOfOutlets, id);
  }
}
