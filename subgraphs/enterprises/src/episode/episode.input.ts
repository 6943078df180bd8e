import { IsIn, Length, MaxLength } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { PageArguments } from '@ecogrid/subgraph';
import { EpisodeState } from './episode.vocabulary.ts';

@ArgsType()
export class EpisodesArguments extends PageArguments {
  @Field(() => String, {
    nullable: true,
    description: 'Only those opened inside the grid of this code, of 6, 9 or 15 digits.',
  })
  within?: string;

  @Field(() => String, { nullable: true, description: 'Only those of the enterprise with this credit code.' })
  @Length(18, 18)
  enterpriseCode?: string;

  @Field(() => ID, { nullable: true, description: 'Only those of this outlet.' })
  @MaxLength(36)
  outletId?: string;

  @Field(() => String, { nullable: true, description: 'Only those of the factor with this code.' })
  @Length(1, 16)
  pollutantCode?: string;

  @Field(() => EpisodeState, { nullable: true, description: 'Only those in this state.' })
  @IsIn(Object.keys(EpisodeState))
  state?: EpisodeState;

  @Field(() => Date, { nullable: true, description: 'Only those opened at this moment or later.' })
  openedSince?: Date;

  @Field(() => Date, { nullable: true, description: 'Only those opened before this moment.' })
  openedBefore?: Date;
}

@ArgsType()
export class EpisodeChangedArguments {
  @Field(() => String, {
    nullable: true,
    description:
      'Only those opened inside the grid of this code, of 6, 9 or 15 digits; absent for all that the actor may see.',
  })
  gridCode?: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Only those of this supervised object; absent for all that the actor may see.',
  })
  @MaxLength(36)
  objectId?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the last push received, to resume without a gap; absent for live ones only.',
  })
  @MaxLength(500)
  after?: string;
}
