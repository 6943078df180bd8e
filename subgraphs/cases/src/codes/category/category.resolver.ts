import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { Day, type GraphContext } from '@ecogrid/subgraph';
import { Category } from './category.entity.ts';
import { MOST_CHANNELS, MOST_CATEGORIES, type CategoryRepository } from './category.repository.ts';
import { IntakeChannel, channelOn } from './intake-channel.entity.ts';

@Resolver(() => Category)
export class CategoryResolver {
  constructor(
    private readonly repository: CategoryRepository,
    private readonly clock: Clock,
  ) {}

  @Query(() => Category, { nullable: true, description: 'A category by its code; null when there is none.' })
  category(
    @Arg('code', () => String, { description: 'Its stable code, such as WATER_EXCEEDANCE.' }) code: string,
    @Ctx() context: GraphContext,
  ): Promise<Category | null> {
    return context.load(this.repository.byCode, code);
  }

  @Query(() => IntakeChannel, {
    nullable: true,
    description: 'A channel as it is on a day; null when it takes no reports then.',
  })
  async intakeChannel(
    @Arg('code', () => String, { description: 'Its stable code, such as MEMBER.' }) code: string,
    @Arg('on', () => Day, { nullable: true, description: 'The day; absent: today.' }) on?: string,
  ): Promise<IntakeChannel | null> {
    const day = on ?? shanghaiDay(this.clock.now());
    return channelOn(await this.repository.channels(day), code, day) ?? null;
  }

  @Directive('@listSize(assumedSize: 100)')
  @Query(() => [Category], {
    description: `The categories of cases, by code, ${MOST_CATEGORIES} at most (问题类别).`,
  })
  categories(
    @Arg('on', () => Day, {
      nullable: true,
      description: 'Only those in force on the day; absent: all of them.',
    })
    on?: string,
  ): Promise<Category[]> {
    return this.repository.categories(on);
  }

  @Directive('@listSize(assumedSize: 20)')
  @Query(() => [IntakeChannel], {
    description: `The ways by which reports come in on a day (信息来源), in the order in which they are looked through for an actor; ${MOST_CHANNELS} at most.`,
  })
  intakeChannels(
    @Arg('on', () => Day, {
      nullable: true,
      description: 'The day; absent: today.',
    })
    on?: string,
  ): Promise<IntakeChannel[]> {
    return this.repository.channels(on ?? shanghaiDay(this.clock.now()));
  }
}
