import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Day } from '@ecogrid/subgraph';
import { Organization, GridMatch } from '../../neighbours/index.ts';
import { RoutingRule } from './routing-rule.entity.ts';
import { RoutingMismatch, RoutingUse, TicketRole } from './routing.vocabulary.ts';
import { ASSISTING_MOST, type Suggestion, type Verdict } from './route.rule.ts';
import { MOST_RULES } from './routing.repository.ts';

@ObjectType({
  description:
    'An organization that the industry guidelines name for a case (派遣建议). docs/domain.md row 36.',
})
export class SuggestedAssignment {
  @Field(() => Organization, { nullable: true, description: 'The organization; null when it was dissolved.' })
  organization!: Organization;

  @Field(() => TicketRole, { description: 'Its part (主办/协办).' })
  role!: keyof typeof TicketRole;

  @Field(() => ID, { description: 'The routing rule that named it.' })
  ruleId!: string;
}

export function assignmentOf({ organizationCode, ...kept }: Suggestion): SuggestedAssignment {
  return { ...kept, organization: { code: organizationCode } };
}

@ObjectType({ description: 'The verdict of one routing rule on a case (规则判定).' })
export class RoutingVerdict {
  @Field(() => RoutingRule, { description: 'The rule.' })
  rule!: RoutingRule;

  @Field(() => [RoutingMismatch], {
    description: 'The reasons why the rule does not match; empty for a match (不适用原因).',
  })
  mismatches!: Array<keyof typeof RoutingMismatch>;

  @Field(() => Organization, {
    nullable: true,
    description:
      'The organization that the rule selects, with the street resolved (承办单位); null when the rule does not match.',
  })
  organization!: Organization | null;

  @Field(() => RoutingUse, { description: 'The use of the verdict (采用情况).' })
  use!: keyof typeof RoutingUse;
}

export function verdictOf({ rule, mismatches, organizationCode, use }: Verdict): RoutingVerdict {
  const organization = organizationCode === null ? null : { code: organizationCode };
  return { rule, mismatches: [...mismatches], organization, use };
}

@ObjectType({
  description: 'The explanation of a route (派遣说明): the verdict of every rule, in order.',
})
export class RoutingExplanation {
  @Field(() => Day, { description: 'The day whose rules were asked.' })
  on!: string;

  @Field(() => GridMatch, {
    nullable: true,
    description: 'The reason for the grid of the place; null when the input names a grid, or neither.',
  })
  gridMatch!: GridMatch | null;

  @Directive('@listSize(assumedSize: 100)')
  @Field(() => [RoutingVerdict], {
    description: `The rules in the order in which they were asked, ${MOST_RULES} at most: those in force first come into the list, then other versions.`,
  })
  verdicts!: RoutingVerdict[];

  @Field(() => SuggestedAssignment, {
    nullable: true,
    description: 'The lead (主办); null when no rule in force names one.',
  })
  lead!: SuggestedAssignment | null;

  @Directive('@listSize(assumedSize: 10)')
  @Field(() => [SuggestedAssignment], {
    description: `Those who assist (协办), in the order of the rules, the first ${ASSISTING_MOST} at most.`,
  })
  assisting!: SuggestedAssignment[];
}
