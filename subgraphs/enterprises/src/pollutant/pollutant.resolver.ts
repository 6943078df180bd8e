import { Arg, Query, Resolver, Directive } from 'type-graphql';
import { Medium } from '../site/index.ts';
import { Pollutant } from './pollutant.entity.ts';
import type { PollutantRepository } from './pollutant.repository.ts';

@Resolver(() => Pollutant)
export class PollutantResolver {
  constructor(private readonly repository: PollutantRepository) {}

  @Directive('@listSize(assumedSize: 200)')
  @Query(() => [Pollutant], {
    description: 'The monitored factors (监测因子), by code. A code table, the same for every actor.',
  })
  pollutants(
    @Arg('medium', () => Medium, { nullable: true, description: 'Only factors measured in this medium.' })
    medium?: Medium,
  ): Promise<Pollutant[]> {
    return this.repository.all(medium);
  }
}
