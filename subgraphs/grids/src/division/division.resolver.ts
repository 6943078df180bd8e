import { Arg, Ctx, FieldResolver, Query, Resolver, Root, Directive } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Division, DivisionLevel } from './division.entity.ts';
import { MOST_DIVISIONS, MOST_CHILDREN, type DivisionRepository } from './division.repository.ts';

@Resolver(() => Division)
export class DivisionResolver {
  constructor(private readonly divisions: DivisionRepository) {}

  @Query(() => Division, { nullable: true, description: 'A division by its code; null when there is none.' })
  division(
    @Arg('code', () => String, { description: 'GB/T 2260 code of 6, 9 or 12 digits.' }) code: string,
    @Ctx() context: GraphContext,
  ): Promise<Division | null> {
    return context.load(this.divisions.byCode, code);
  }

  @Directive('@listSize(assumedSize: 400)')
  @Query(() => [Division], {
    name: 'divisions',
    description: `The divisions of a level in the order of their codes, ${MOST_DIVISIONS} at most; the topmost when none is named.`,
  })
  list(
    @Arg('level', () => DivisionLevel, { nullable: true, description: 'Only divisions of this level.' })
    level?: DivisionLevel,
  ): Promise<Division[]> {
    return this.divisions.list(level);
  }

  @FieldResolver(() => Division, {
    nullable: true,
    description: 'The division this one lies in; null at the top.',
  })
  parent(@Root() { parentCode }: Division, @Ctx() context: GraphContext): Promise<Division | null> {
    return parentCode ? context.load(this.divisions.byCode, parentCode) : Promise.resolve(null);
  }

  @Directive('@listSize(assumedSize: 30)')
  @FieldResolver(() => [Division], {
    description: `The divisions directly inside this one, by code, ${MOST_CHILDREN} at most.`,
  })
  children(@Root() { code }: Division, @Ctx() context: GraphContext): Promise<Division[]> {
    return context.load(this.divisions.childrenOf, code);
  }
}
