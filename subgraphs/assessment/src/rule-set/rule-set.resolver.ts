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
import { Day, PayloadMutation, requireOneKey, type GraphContext } from '@ecogrid/subgraph';
import { isStaff } from '@ecogrid/identity';
import { RuleSet, ScoringRule } from './rule-set.entity.ts';
import { PublishRuleSetInput } from './rule-set.input.ts';
import type { RuleSetPublishing } from './rule-set-publishing.service.ts';
import { MOST_RULES, MOST_SETS, type RuleSetRepository } from './rule-set.repository.ts';

@ArgsType()
class RuleSetArguments {
  @Field(() => String, { nullable: true, description: 'Its code, such as JN-GX-2026.' })
  code?: string;

  @Field(() => ID, { nullable: true, description: 'UUIDv7 of one version.' })
  id?: string;

  @Field(() => Int, { nullable: true, description: 'The version of the code; absent for the newest.' })
  @Min(1)
  version?: number;
}

@Resolver(() => RuleSet)
export class RuleSetResolver {
  constructor(
    private readonly ruleSets: RuleSetRepository,
    private readonly publishing: RuleSetPublishing,
  ) {}

  @PayloadMutation('ruleSet', () => RuleSet, {
    description:
      'Publishes a rule set or its next version, from a day to come (发布计分规则); the version before ends on that day. For assessors. Errors: FORBIDDEN, GUARD_FAILED, VERSION_STALE, INPUT_INVALID.',
  })
  publishRuleSet(
    @Arg('input', () => PublishRuleSetInput, { description: 'The rule set, and from when.' })
    input: PublishRuleSetInput,
    @Ctx() { actor }: GraphContext,
  ): Promise<RuleSet> {
    return this.publishing.publish(actor, input);
  }

  @Query(() => RuleSet, {
    nullable: true,
    description:
      'A rule set by its code or its id; null when there is none, and for those outside the system. Errors: INPUT_INVALID unless exactly one of them is given.',
  })
  async ruleSet(
    @Args(() => RuleSetArguments) { code, id, version }: RuleSetArguments,
    @Ctx() context: GraphContext,
  ): Promise<RuleSet | null> {
    const [key, value] = requireOneKey({ code, id });
    if (key === 'id') return context.load(this.ruleSets.byId, value);
    return isStaff(context.actor) ? this.ruleSets.find(value, version) : null;
  }

  @Directive('@listSize(assumedSize: 20)')
  @Query(() => [RuleSet], {
    name: 'ruleSets',
    description: `Every version of every rule set, by code and then the newest first, ${MOST_SETS} at most; empty for those outside the system.`,
  })
  async list(
    @Ctx() { actor }: GraphContext,
    @Arg('code', () => String, { nullable: true, description: 'Only versions of this set.' }) code?: string,
    @Arg('on', () => Day, { nullable: true, description: 'Only versions in force on the day.' }) on?: string,
  ): Promise<RuleSet[]> {
    return isStaff(actor) ? this.ruleSets.list(code, on) : [];
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
