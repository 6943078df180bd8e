import { Min } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { GraphContext } from '@ecogrid/subgraph';
import { isStaff } from '@ecogrid/identity';
import { RuleSet, ScoringRule } from './rule-set.entity.ts';
import { MOST_RULES, MOST_SETS, type RuleSetRepository } from './rule-set.repository.ts';

@ArgsType()
class RuleSetArguments {
  @Field(() => String, { description: 'Its code, such as JN-GX-2026.' })
  code!: string;

  @Field(() => Int, { nullable: true, description: 'The version; absent for the newest.' })
  @Min(1)
  version?: number;
}

@Resolver(() => RuleSet)
export class RuleSetResolver {
  constructor(private readonly ruleSets: RuleSetRepository) {}

  @Query(() => RuleSet, {
    nullable: true,
    description: 'A rule set by its code; null when there is none, and for those outside the system.',
  })
  async ruleSet(
    @Args(() => RuleSetArguments) { code, version }: RuleSetArguments,
    @Ctx() { actor }: GraphContext,
  ): Promise<RuleSet | null> {
    if (!isStaff(actor)) return null;
    const all = await this.ruleSets.all();
    return (
      all.find((each) => each.code === code && (version === undefined || each.version === version)) ?? null
    );
  }

  @Directive('@listSize(assumedSize: 20)')
  @Query(() => [RuleSet], {
    name: 'ruleSets',
    description: `Every version of every rule set, by code and then the newest first, ${MOST_SETS} at most; empty for those outside the system.`,
  })
  async list(
    @Ctx() { actor }: GraphContext,
    @Arg('code', () => String, { nullable: true, description: 'Only versions of this set.' }) code?: string,
  ): Promise<RuleSet[]> {
    const all = isStaff(actor) ? await this.ruleSets.all() : [];
    return all.filter((each) => code === undefined || each.code === code).slice(0, MOST_SETS);
  }

  @Query(() => ScoringRule, {
    nullable: true,
    description: 'A rule by its id; null when there is none, and for those outside the system.',
  })
  scoringRule(
    @Arg('id', () => ID, { description: 'UUIDv7.' }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<ScoringRule | null> {
    return context.load(this.ruleSets.visibleRuleById, id);
  }

  @Directive('@listSize(assumedSize: 50)')
  @FieldResolver(() => [ScoringRule], {
    description: `The rules of the set by code, ${MOST_RULES} at most (计分规则).`,
  })
  rules(@Root() { id }: RuleSet, @Ctx() context: GraphContext): Promise<ScoringRule[]> {
    return context.load(this.ruleSets.rulesOf, id);
  }
}
