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
      'The hot spots of cases in a period, compared with the period before (热点分析), from daily counts. Actors see the grids of their territory; null for actors without a territory: departments, enterprises, supervisors, the public. docs/domain.md row 18. Errors: INPUT_INVALID.',
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
    description: 'The category (问题类别); null for cases without a category.',
  })
  category(@Root() { categoryCode }: CategoryCount, @Ctx() context: GraphContext): Promise<Category | null> {
    return categoryCode ? context.load(this.categories.byCode, categoryCode) : Promise.resolve(null);
  }
}
