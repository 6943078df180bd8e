import { IsIn, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';
import { Day } from '@ecogrid/subgraph';
import { HotSpotLevel } from './hot-spot.vocabulary.ts';

@ArgsType()
export class HotSpotArguments {
  @Field(() => Day, { description: 'The first day.' })
  from!: string;

  @Field(() => Day, { description: 'The last day, included; at most 366 days in all.' })
  to!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only cases inside the grid of this code, itself included.',
  })
  within?: string;

  @Field(() => String, { nullable: true, description: 'Only cases of the category with this code.' })
  @MaxLength(32)
  categoryCode?: string;

  @Field(() => HotSpotLevel, { defaultValue: 'UNIT_GRID', description: 'The size of the grids compared.' })
  @IsIn(Object.keys(HotSpotLevel))
  level!: keyof typeof HotSpotLevel;

  @Field(() => Int, { defaultValue: 10, description: 'The number of grids, 1 to 100, the most cases first.' })
  @Min(1)
  @Max(100)
  first!: number;
}
