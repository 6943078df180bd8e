import { Length } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import {
  Day,
  PageArguments,
  connectionOf,
  connectionType,
  type Connection,
  type GraphContext,
} from '@ecogrid/subgraph';
import { Outlet, type OutletRepository } from '../outlet/index.ts';
import { Pollutant, type PollutantRepository } from '../pollutant/index.ts';
import { Averaging, LimitRule, LimitScope } from './limit-rule.entity.ts';
import { MOST_RULES, type LimitRuleRepository } from './limit-rule.repository.ts';

const LimitRuleConnection = connectionType('LimitRule', () => LimitRule);

@ArgsType()
class LimitRulesArguments extends PageArguments {
  @Field(() => String, { nullable: true, description: 'Only rules for the factor with this code.' })
  @Length(1, 16)
  pollutantCode?: string;

  @Field(() => Averaging, { nullable: true, description: 'Only rules compared with this mean.' })
  averaging?: Averaging;

  @Field(() => Day, {
    nullable: true,
    description: 'Only rules in force on the day; absent: all versions.',
  })
  on?: string;
}

@Resolver(() => LimitRule)
export class LimitRuleResolver {
  constructor(
    private readonly repository: LimitRuleRepository,
    private readonly outlets: OutletRepository,
    private readonly pollutants: PollutantRepository,
  ) {}

  @Query(() => LimitRule, {
    nullable: true,
    description: 'A limit rule by its id; null when there is none the actor may see.',
  })
  limitRule(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<LimitRule | null> {
    return context.load(this.repository.byId, id);
  }

  @Query(() => LimitRuleConnection, { description: 'Limit rules (限值), by factor code.' })
  async limitRules(
    @Args(() => LimitRulesArguments) args: LimitRulesArguments,
  ): Promise<Connection<LimitRule>> {
    return connectionOf(await this.repository.page(args, args), args);
  }

  @FieldResolver(() => LimitScope, {
    description: 'Whether it applies to one outlet or to every outlet of a medium.',
  })
  scope(@Root() { outletId }: LimitRule): LimitScope {
    return outletId === null ? LimitScope.MEDIUM : LimitScope.OUTLET;
  }

  @FieldResolver(() => Outlet, {
    nullable: true,
    description:
      'The outlet it applies to; null for a rule of a medium, or for those who may not see the outlet.',
  })
  outlet(@Root() { outletId }: LimitRule, @Ctx() context: GraphContext): Promise<Outlet | null> {
    return outletId ? context.load(this.outlets.byId, outletId) : Promise.resolve(null);
  }

  @FieldResolver(() => Pollutant, {
    nullable: true,
    description: 'The factor it limits; null when the code table no longer has it.',
  })
  pollutant(@Root() { pollutantCode }: LimitRule, @Ctx() context: GraphContext): Promise<Pollutant | null> {
    return context.load(this.pollutants.byCode, pollutantCode);
  }
}

@Resolver(() => Outlet)
export class OutletLimitRulesResolver {
  constructor(private readonly repository: LimitRuleRepository) {}

  @Directive('@listSize(assumedSize: 20)')
  @FieldResolver(() => [LimitRule], {
    description: `The rules that apply here, past and coming ones included: its own, then those of its medium, of each the newest, ${MOST_RULES} at most.`,
  })
  limitRules(@Root() { id }: Outlet, @Ctx() context: GraphContext): Promise<LimitRule[]> {
    return context.load(this.repository.ofOutlet, id);
  }
}
