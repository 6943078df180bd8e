import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { PayloadMutation, type GraphContext } from '@ecogrid/subgraph';
import type { EpisodeRepository } from '../episode/index.ts';
import { LimitRule, type LimitRuleRepository } from '../limit-rule/index.ts';
import { Outlet, type OutletRepository } from '../outlet/index.ts';
import type { PollutantRepository } from '../pollutant/index.ts';
import { DryRunAlarmRuleArguments, PublishLimitRuleInput } from './alarm.input.ts';
import type { AlarmService } from './alarm.service.ts';
import { AlarmExplanation, DryRun, TriedEpisode } from './alarm.type.ts';

export interface AlarmSurroundings {
  readonly alarmService: AlarmService;
  readonly episodes: EpisodeRepository;
  readonly limitRules: LimitRuleRepository;
  readonly pollutants: PollutantRepository;
}

@Resolver()
export class AlarmResolver {
  constructor(private readonly parts: AlarmSurroundings) {}

  @Query(() => AlarmExplanation, {
    nullable: true,
    description:
      'Why an episode was raised: readings, rule and clause (报警说明); null when there is none the actor may see.',
  })
  async explainAlarm(
    @Arg('episodeId', () => ID, { description: 'The episode.' }) episodeId: string,
    @Ctx() context: GraphContext,
  ): Promise<AlarmExplanation | null> {
    const { alarmService, episodes, limitRules, pollutants } = this.parts;
    const episode = await context.load(episodes.byId, episodeId);
    if (!episode) return null;
    const rule = await context.load(limitRules.byId, episode.limitRuleId);
    const pollutant = await context.load(pollutants.byCode, episode.pollutantCode);
    return alarmService.explain(episode, rule, pollutant);
  }

  @Query(() => DryRun, {
    description:
      'The episodes that a rule would have raised of the stored values (规则试算). For the desk. Errors: INPUT_INVALID, FORBIDDEN.',
  })
  dryRunAlarmRule(
    @Args(() => DryRunAlarmRuleArguments) args: DryRunAlarmRuleArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<DryRun> {
    return this.parts.alarmService.dryRun(actor, args);
  }

  @PayloadMutation('limitRule', () => LimitRule, {
    description:
      'Publishes a limit and when it raises an alarm, from today or a later day on (发布限值). A reading is judged by the rules in force when it was measured. For the desk. Errors: INPUT_INVALID, FORBIDDEN, NOT_FOUND, GUARD_FAILED.',
  })
  publishLimitRule(
    @Arg('input', () => PublishLimitRuleInput, { description: 'The limit, its source and its days.' })
    input: PublishLimitRuleInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<LimitRule> {
    return this.parts.alarmService.publish(actor, input);
  }
}

@Resolver(() => TriedEpisode)
export class TriedEpisodeResolver {
  constructor(private readonly outlets: OutletRepository) {}

  @FieldResolver(() => Outlet, { nullable: true, description: 'The outlet; null when it was given up.' })
  outlet(@Root() { outletId }: TriedEpisode, @Ctx() context: GraphContext): Promise<Outlet | null> {
    return context.load(this.outlets.byId, outletId);
  }
}
