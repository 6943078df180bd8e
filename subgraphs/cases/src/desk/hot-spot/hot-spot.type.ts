import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Day } from '@ecogrid/subgraph';
import { Grid } from '../../neighbours/index.ts';

@ObjectType({ description: 'Cases of one category in a hot spot (按问题类别统计).' })
export class CategoryCount {
  /** Empty without a category. */
  categoryCode!: string;

  @Field(() => Int, { description: 'Cases opened in the period.' })
  opened!: number;

  @Field(() => Int, { description: 'Cases opened in the period before, which is as long.' })
  openedBefore!: number;
}

@ObjectType({
  description: 'A grid by how many cases were opened in it in a period (热点网格). docs/domain.md row 18.',
})
export class CaseHotSpot {
  @Field(() => Grid, {
    nullable: true,
    description:
      'The grid; for cases that lie in none of the size asked for, the larger one that they lie in.',
  })
  grid!: Grid;

  @Field(() => Int, { description: 'Cases opened in the period.' })
  opened!: number;

  @Field(() => Int, { description: 'Cases opened in the period before, which is as long (上期).' })
  openedBefore!: number;

  @Directive('@listSize(assumedSize: 30)')
  @Field(() => [CategoryCount], { description: 'The same by category, the most first, 500 at most.' })
  categories!: CategoryCount[];
}

@ObjectType({
  description:
    'Hot spots of cases (热点分析): standing cases by grid and category, counted on the day of their opening. Rejected, merged and void cases do not count. docs/domain.md row 18.',
})
export class CaseHotSpots {
  @Field(() => Day, { description: 'The first day of the period before.' })
  previousFrom!: string;

  @Field(() => Day, { description: 'The last day of the period before.' })
  previousTo!: string;

  @Field(() => Int, { description: 'Cases opened in the period, in all grids asked for.' })
  opened!: number;

  @Field(() => Int, { description: 'Cases opened in the period before, in all grids asked for (上期).' })
  openedBefore!: number;

  @Field(() => [CaseHotSpot], {
    description: 'The grids, 100 at most, the most cases first; of as many the one that grew more.',
  })
  spots!: CaseHotSpot[];
}
