import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, connectionType, type Connection, type GraphContext } from '@ecogrid/subgraph';
import { Enterprise, type EnterpriseRepository } from '../enterprise/index.ts';
import { LimitRule, type LimitRuleRepository } from '../limit-rule/index.ts';
import { Outlet, type OutletRepository } from '../outlet/index.ts';
import { Pollutant, type PollutantRepository } from '../pollutant/index.ts';
import { Reading, readingKey, type ReadingRepository } from '../reading/index.ts';
import { Grid, gridOf } from '../neighbours/index.ts';
import { Exceedance } from './exceedance.entity.ts';
import { ExceedancesArguments } from './exceedance.input.ts';
import type { ExceedanceRepository } from './exceedance.repository.ts';

const ExceedanceConnection = connectionType('Exceedance', () => Exceedance);

export interface ExceedanceSurroundings {
  readonly enterprises: EnterpriseRepository;
  readonly outlets: OutletRepository;
  readonly readings: ReadingRepository;
  readonly limitRules: LimitRuleRepository;
  readonly pollutants: PollutantRepository;
}

@Resolver(() => Exceedance)
export class ExceedanceResolver {
  constructor(
    private readonly repository: ExceedanceRepository,
    private readonly around: ExceedanceSurroundings,
  ) {}

  @Query(() => Exceedance, {
    nullable: true,
    description: 'An exceedance by its id; null when there is none the actor may see.',
  })
  exceedance(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Exceedance | null> {
    return context.load(this.repository.byId, id);
  }

  @Query(() => ExceedanceConnection, {
    description: 'Exceedances the actor may see (数据超标), the newest raised first.',
  })
  async exceedances(
    @Args(() => ExceedancesArguments) args: ExceedancesArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Exceedance>> {
    return connectionOf(await this.repository.page(actor, args, args), args);
  }

  @FieldResolver(() => Reading, {
    nullable: true,
    description: 'The reading that was beyond the limit; null when it is no longer kept.',
  })
  reading(@Root() exceedance: Exceedance, @Ctx() context: GraphContext): Promise<Reading | null> {
    return context.load(this.around.readings.byKey, readingKey(exceedance));
  }

  @FieldResolver(() => LimitRule, {
    nullable: true,
    description: 'The rule it breaks; null when the rule was deleted.',
  })
  limitRule(@Root() { limitRuleId }: Exceedance, @Ctx() context: GraphContext): Promise<LimitRule | null> {
    return context.load(this.around.limitRules.byId, limitRuleId);
  }

  @FieldResolver(() => Pollutant, {
    nullable: true,
    description: 'The measured pollutant (监测因子); null when the code table no longer contains it.',
  })
  pollutant(@Root() { pollutantCode }: Exceedance, @Ctx() context: GraphContext): Promise<Pollutant | null> {
    return context.load(this.around.pollutants.byCode, pollutantCode);
  }

  @FieldResolver(() => Outlet, { nullable: true, description: 'The outlet; null when it was given up.' })
  outlet(@Root() { outletId }: Exceedance, @Ctx() context: GraphContext): Promise<Outlet | null> {
    return context.load(this.around.outlets.byId, outletId);
  }

  @FieldResolver(() => Enterprise, {
    nullable: true,
    description: 'The enterprise; null when it was struck off.',
  })
  enterprise(@Root() { enterpriseId }: Exceedance, @Ctx() context: GraphContext): Promise<Enterprise | null> {
    return context.load(this.around.enterprises.byId, enterpriseId);
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description:
      'The unit grid that held the outlet when it was raised (属地网格); null outside the district.',
  })
  grid(@Root() { gridCode }: Exceedance): Grid | null {
    return gridOf(gridCode);
  }
}
