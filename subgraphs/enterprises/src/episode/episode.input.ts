import { IsIn, MaxLength } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { MeasuredArguments, MeasuredPushArguments } from '../site/index.ts';
import { EpisodeState } from './episode.vocabulary.ts';

@ArgsType()
export class EpisodesArguments extends MeasuredArguments {
  @Field(() => EpisodeState, { nullable: true, description: 'Only those in this state.' })
  @IsIn(Object.keys(EpisodeState))
  state?: EpisodeState;

  @Field(() => Date, { nullable: true, description: 'Only those opened at this moment or later.' })
  openedSince?: Date;

  @Field(() => Date, { nullable: true, description: 'Only those opened before this moment.' })
  openedBefore?: Date;
}

@ArgsType()
export class EpisodeChangedArguments extends MeasuredPushArguments {
  @Field(() => ID, {
    nullable: true,
    description: 'Only those of this supervised object; absent for all that the actor may see.',
  })
  @MaxLength(36)
  objectId?: string;
}
