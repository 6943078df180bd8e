import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { Medium } from '../site/index.ts';
import { Pollutant } from './pollutant.entity.ts';
import { MOST_POLLUTANTS, type PollutantRepository } from './pollutant.repository.ts';

@Resolver(() => Pollutant)
export class PollutantResolver {
  constructor(private readonly repository: PollutantRepository) {}

  @Query(() => Pollutant, { nullable: true, description: 'A factor by its code; null when there is none.' })
  pollutant(
    @Arg('code', () => String, { description: 'Factor code (污染物编码), such as w01018.' }) code: string,
    @Ctx() context: GraphContext,
  ): Promise<Pollutant | null> {
    return context.load(this.repository.byCode, code);
  }

  @Directive('@listSize(assumedSize: 200)')
  @Query(() => [Pollutant], {
    description: `The monitored factors (监测因子), by code, ${MOST_POLLUTANTS} at most. A code table, the same for every actor.`,
  })
  pollutants(
    @Arg('medium', () => Medium, { nullable: true, description: 'Only factors measured in this medium.' })
    medium?: Medium,
  ): Promise<Pollutant[]> {
    return this.repository.all(medium);
  }
}
