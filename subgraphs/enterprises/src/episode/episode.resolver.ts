import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { connectionOf, connectionType, type Connection, type GraphContext } from '@ecogrid/subgraph';
import { Enterprise, type EnterpriseRepository } from '../enterprise/index.ts';
import { LimitRule, type LimitRuleRepository } from '../limit-rule/index.ts';
import { MonitorPoint, type MonitorPointRepository } from '../monitor-point/index.ts';
import { Grid, gridOf } from '../neighbours/index.ts';
import { Outlet, type OutletRepository } from '../outlet/index.ts';
import { Pollutant, type PollutantRepository } from '../pollutant/index.ts';
import { Episode } from './episode.entity.ts';
import { EpisodesArguments } from './episode.input.ts';
import type { EpisodeRepository } from './episode.repository.ts';

const EpisodeConnection = connectionType('Episode', () => Episode);
const MINUTE_MS = 60_000;
/** A mean stands for its whole interval. */
const INTERVAL_MS = { REAL_TIME: 0, HOURLY: 60 * MINUTE_MS, DAILY: 24 * 60 * MINUTE_MS } as const;

export interface EpisodeSurroundings {
  readonly enterprises: EnterpriseRepository;
  readonly outlets: OutletRepository;
  readonly points: MonitorPointRepository;
  readonly limitRules: LimitRuleRepository;
  readonly pollutants: PollutantRepository;
}

@Resolver(() => Episode)
export class EpisodeResolver {
  constructor(
    private readonly repository: EpisodeRepository,
    private readonly around: EpisodeSurroundings,
  ) {}

  @Query(() => Episode, {
    nullable: true,
    description: 'An episode by its id; null when there is none the actor may see.',
  })
  episode(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Episode | null> {
    return context.load(this.repository.byId, id);
  }

  @Query(() => EpisodeConnection, {
    description: 'Episodes the actor may see (超标时段), the newest opened first.',
  })
  async episodes(
    @Args(() => EpisodesArguments) args: EpisodesArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<Connection<Episode>> {
    return connectionOf(await this.repository.page(actor, args, args), args);
  }

  @FieldResolver(() => Int, {
    description:
      'From the first value beyond the limit to the last one, with the time that a mean stands for (持续分钟数).',
  })
  durationMinutes(@Root() { firstAt, lastAt, averaging }: Episode): number {
    return Math.round((lastAt.getTime() - firstAt.getTime() + INTERVAL_MS[averaging]) / MINUTE_MS);
  }

  @FieldResolver(() => LimitRule, {
    nullable: true,
    description: 'The rule it breaks; null when it was deleted.',
  })
  limitRule(@Root() { limitRuleId }: Episode, @Ctx() context: GraphContext): Promise<LimitRule | null> {
    return context.load(this.around.limitRules.byId, limitRuleId);
  }

  @FieldResolver(() => Episode, {
    nullable: true,
    description: 'The episode before of the same device and rule (前一时段); null for the first.',
  })
  previous(@Root() { previousId }: Episode, @Ctx() context: GraphContext): Promise<Episode | null> {
    return previousId ? context.load(this.repository.byId, previousId) : Promise.resolve(null);
  }

  @FieldResolver(() => Pollutant, {
    nullable: true,
    description: 'The measured pollutant (监测因子); null when the code table no longer contains it.',
  })
  pollutant(@Root() { pollutantCode }: Episode, @Ctx() context: GraphContext): Promise<Pollutant | null> {
    return context.load(this.around.pollutants.byCode, pollutantCode);
  }

  @FieldResolver(() => MonitorPoint, { nullable: true, description: 'The point; null when it was given up.' })
  monitorPoint(
    @Root() { monitorPointId }: Episode,
    @Ctx() context: GraphContext,
  ): Promise<MonitorPoint | null> {
    return context.load(this.around.points.byId, monitorPointId);
  }

  @FieldResolver(() => Outlet, { nullable: true, description: 'The outlet; null when it was given up.' })
  outlet(@Root() { outletId }: Episode, @Ctx() context: GraphContext): Promise<Outlet | null> {
    return context.load(this.around.outlets.byId, outletId);
  }

  @FieldResolver(() => Enterprise, {
    nullable: true,
    description: 'The enterprise; null when it was struck off.',
  })
  enterprise(@Root() { enterpriseId }: Episode, @Ctx() context: GraphContext): Promise<Enterprise | null> {
    return context.load(this.around.enterprises.byId, enterpriseId);
  }

  @FieldResolver(() => Grid, {
    nullable: true,
    description: 'The unit grid that held the outlet when it began (属地网格); null outside the district.',
  })
  grid(@Root() { gridCode }: Episode): Grid | null {
    return gridOf(gridCode);
  }
}
