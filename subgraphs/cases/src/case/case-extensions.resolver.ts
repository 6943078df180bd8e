import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Clock } from '@ecogrid/service';
import { nestedConnection, type GraphContext, type NestedConnection } from '@ecogrid/subgraph';
import { Enterprise, Grid, Outlet, SupervisedObject } from '../neighbours/index.ts';
import { Case } from './case.entity.ts';
import type { CaseRepository, CaseWish } from './case.repository.ts';
import { CaseConnection } from './case.resolver.ts';
import { NestedCasesArguments } from './cases.arguments.ts';

interface Parts {
  readonly cases: CaseRepository;
  readonly clock: Clock;
}

type Of = Pick<CaseWish, 'within' | 'supervisedObjectId' | 'outletId'>;

/** The list of cases inside another thing. */
function casesOf(
  { cases, clock }: Parts,
  of: Of,
  args: NestedCasesArguments,
  context: GraphContext,
): NestedConnection<Case> {
  const { first, after, orderBy: order, ...filter } = args;
  const wish = { ...filter, ...of, now: clock.now() };
  return nestedConnection(
    args,
    () => context.load(cases.pagesOf, { wish, order, page: { first, after } }),
    (upTo) => context.load(cases.countsOf, { wish, order, upTo }),
  );
}

@Resolver(() => Grid)
export class GridCasesResolver {
  constructor(private readonly parts: Parts) {}

  @FieldResolver(() => CaseConnection, {
    description: 'The cases inside the grid that the actor may see: a list as `cases` gives it.',
  })
  cases(
    @Root() { code: within }: Grid,
    @Args(() => NestedCasesArguments) args: NestedCasesArguments,
    @Ctx() context: GraphContext,
  ): NestedConnection<Case> {
    return casesOf(this.parts, { within }, args, context);
  }
}

@Resolver(() => Enterprise)
export class EnterpriseCasesResolver {
  constructor(private readonly parts: Parts) {}

  @FieldResolver(() => CaseConnection, {
    description: 'The cases about the enterprise that the actor may see: a list as `cases` gives it.',
  })
  cases(
    @Root() { id: supervisedObjectId }: Enterprise,
    @Args(() => NestedCasesArguments) args: NestedCasesArguments,
    @Ctx() context: GraphContext,
  ): NestedConnection<Case> {
    return casesOf(this.parts, { supervisedObjectId }, args, context);
  }
}

@Resolver(() => SupervisedObject)
export class ObjectCasesResolver {
  constructor(private readonly parts: Parts) {}

  @FieldResolver(() => CaseConnection, {
    description: 'The cases about the object that the actor may see: a list as `cases` gives it.',
  })
  cases(
    @Root() { id: supervisedObjectId }: SupervisedObject,
    @Args(() => NestedCasesArguments) args: NestedCasesArguments,
    @Ctx() context: GraphContext,
  ): NestedConnection<Case> {
    return casesOf(this.parts, { supervisedObjectId }, args, context);
  }
}

@Resolver(() => Outlet)
export class OutletCasesResolver {
  constructor(private readonly parts: Parts) {}

  @FieldResolver(() => CaseConnection, {
    description: 'The cases about the outlet that the actor may see: a list as `cases` gives it.',
  })
  cases(
    @Root() { id: outletId }: Outlet,
    @Args(() => NestedCasesArguments) args: NestedCasesArguments,
    @Ctx() context: GraphContext,
  ): NestedConnection<Case> {
    return casesOf(this.parts, { outletId }, args, context);
  }

  @FieldResolver(() => Case, {
    nullable: true,
    description:
      'The newest case about the outlet that still takes reports; null when there is none the actor may see.',
  })
  openCase(@Root() { id }: Outlet, @Ctx() context: GraphContext): Promise<Case | null> {
    return context.load(this.parts.cases.openOfOutlets, id);
  }
}
