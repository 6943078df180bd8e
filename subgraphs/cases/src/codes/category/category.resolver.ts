import { Arg, Query, Resolver, Directive } from 'type-graphql';
import { shanghaiDay, type Clock } from '@ecogrid/service';
import { Category } from './category.entity.ts';
import type { CategoryRepository } from './category.repository.ts';
import { IntakeChannel } from './intake-channel.entity.ts';

@Resolver(() => Category)
export class CategoryResolver {
  constructor(
    private readonly repository: CategoryRepository,
    private readonly clock: Clock,
  ) {}

  @Directive('@listSize(assumedSize: 100)')
  @Query(() => [Category], { description: 'The categories of cases, by code (问题类别).' })
  categories(): Promise<Category[]> {
    return this.repository.categories();
  }

  @Directive('@listSize(assumedSize: 20)')
  @Query(() => [IntakeChannel], {
    description:
      'The ways by which reports come in on a day (信息来源), in the order in which they are looked through for an actor.',
  })
  intakeChannels(
    @Arg('on', () => String, {
      nullable: true,
      description: 'The day, YYYY-MM-DD, Asia/Shanghai; absent: today.',
    })
    on?: string,
  ): Promise<IntakeChannel[]> {
    return this.repository.channels(on ?? shanghaiDay(this.clock.now()));
  }
}
