import {
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { payloadOf } from '@ecogrid/event-contracts';
import type { LoggedEvent } from '@ecogrid/events';
import { Push, pushOf, pushed, type GraphContext } from '@ecogrid/subgraph';
import { Person } from '../neighbours/index.ts';
import { Episode } from './episode.entity.ts';
import { EPISODE_CHANGED, mayBePushed } from './episode.event.ts';
import { EpisodeChangedArguments } from './episode.input.ts';
import type { EpisodeRepository } from './episode.repository.ts';
import { EpisodeChange, EpisodeState } from './episode.vocabulary.ts';

const STATES: Readonly<Record<EpisodeChange, Pick<EpisodePush, 'from' | 'to'>>> = {
  OPENED: { from: null, to: 'OPEN' },
  GREW: { from: 'OPEN', to: 'OPEN' },
  ENDED: { from: 'OPEN', to: 'ENDED' },
};

@ObjectType({ description: 'One push of an episode (超标时段推送).' })
export class EpisodePush extends Push {
  @Field(() => EpisodeChange, { description: 'The change (变化).' })
  action!: EpisodeChange;

  @Field(() => EpisodeState, {
    nullable: true,
    description: 'The state before; null of an episode that opens.',
  })
  from!: EpisodeState | null;

  @Field(() => EpisodeState, { description: 'The state after.' })
  to!: EpisodeState;

  episodeId!: string;
}

interface SubscribeData {
  readonly args: EpisodeChangedArguments;
  readonly context: GraphContext;
}

function episodePushes({ args, context }: SubscribeData): Promise<AsyncIterableIterator<LoggedEvent>> {
  const { after, ...wanted } = args;
  return pushed(context, {
    filter: { topics: [EPISODE_CHANGED] },
    after,
    permits: (actor, event) => mayBePushed(actor, event, wanted),
  });
}

@Resolver(() => EpisodePush)
export class EpisodePushResolver {
  constructor(private readonly episodes: EpisodeRepository) {}

  /** The gateway reads the tag: it resumes its clients from the cursor of the last push it passed on. */
  @Directive('@tag(name: "resumable")')
  @Subscription(() => EpisodePush, {
    subscribe: (data) => episodePushes(data as SubscribeData),
    description:
      'The opening, the growth and the end of each episode that the actor may see (超标时段推送). Errors: INPUT_INVALID, CURSOR_INVALID, CURSOR_EXPIRED.',
  })
  episodeChanged(
    @Root() event: LoggedEvent,
    @Args(() => EpisodeChangedArguments) _args: EpisodeChangedArguments,
    @Ctx() context: GraphContext,
  ): EpisodePush {
    const { change: action } = payloadOf(event, EPISODE_CHANGED);
    return { ...pushOf(event, context), action, ...STATES[action], episodeId: event.aggregateId };
  }

  @FieldResolver(() => Person, {
    nullable: true,
    description: 'The person who did it; always null: a device measures (操作人).',
  })
  actor(): Person | null {
    return null;
  }

  @FieldResolver(() => Episode, { nullable: true, description: 'The episode as it is now (超标时段).' })
  episode(@Root() { episodeId }: EpisodePush, @Ctx() context: GraphContext): Promise<Episode | null> {
    return context.load(this.episodes.byId, episodeId);
  }
}
