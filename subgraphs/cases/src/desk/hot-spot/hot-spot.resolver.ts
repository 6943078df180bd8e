import { Args, Ctx, FieldResolver, Query, Resolver, Root, Directive } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Category, type CategoryRepository } from '../../codes/index.ts';
import { HotSpotArguments } from './hot-spot.input.ts';
import type { HotSpotService } from './hot-spot.service.ts';
import { CaseHotSpots, CategoryCount } from './hot-spot.type.ts';

@Resolver(() => CaseHotSpots)
export class HotSpotResolver {
  constructor(private readonly service: HotSpotService) {}

  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["spots"])')
  @Query(() => CaseHotSpots, {
    nullable: true,
    description:
      'Where cases gather in a period, compared with the one before (热点分析), from counts that are kept with the cases. Whoever answers for grids sees theirs; null for those who answer for none: departments, enterprises, supervisors, the public. Article row 18. Errors: INPUT_INVALID.',
  })
  caseHotSpots(
    @Args(() => HotSpotArguments) args: HotSpotArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<CaseHotSpots | null> {
    return this.service.find(actor, args);
  }
}

@Resolver(() => CategoryCount)
export class CategoryCountResolver {
  constructor(private readonly categories: CategoryRepository) {}

  @FieldResolver(() => Category, {
    nullable: true,
    description: 'What they are about (问题类别); null for cases of which nobody has said so yet.',
  })
  category(@Root() { categoryCode }: CategoryCount, @Ctx() context: GraphContext): Promise<Category | null> {
    return categoryCode ? context.load(this.categories.byCode, categoryCode) : Promise.resolve(null);
  }
}
