import {
  IsBoolean,
  IsIn,
  IsInt,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { SupervisedObjectKind, TextField, Day, GeoPositionInput, MutationInput } from '@ecogrid/subgraph';
import { RoutedMedium, TicketRole } from './routing.vocabulary.ts';

const GRID = /^\d{6,15}$/;

@InputType({ description: 'The conditions of a routing rule; no type of the graph by itself.' })
abstract class RoutedInput extends MutationInput {
  @Field(() => String, { nullable: true, description: 'Code of the category; absent for any.' })
  @MaxLength(32)
  categoryCode?: string;

  @Field(() => RoutedMedium, { nullable: true, description: 'The medium; absent for any.' })
  @IsIn(Object.keys(RoutedMedium))
  medium?: keyof typeof RoutedMedium;

  @Field(() => SupervisedObjectKind, { nullable: true, description: 'The kind of object; absent for any.' })
  @IsIn(Object.keys(SupervisedObjectKind))
  objectKind?: SupervisedObjectKind;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the grid that the case lies in; absent for any.',
  })
  @Matches(GRID)
  gridCode?: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether the case is urgent; absent for both.' })
  @IsBoolean()
  isUrgent?: boolean;
}

@InputType({
  description:
    'Publishes a routing rule, or the next version of one (发布派遣规则): one ends, another begins.',
})
export class PublishRoutingRuleInput extends RoutedInput {
  @Field(() => String, {
    description: 'Code of the rule, 3 to 64 of A-Z, 0-9, _ and -; a new one, or one that stands.',
  })
  @Matches(/^[A-Z0-9_-]{3,64}$/)
  code!: string;

  @Field(() => Int, {
    description:
      'The version of the rule that the caller has seen; 0 for a new rule. Another is VERSION_STALE.',
  })
  @IsInt()
  @Min(0)
  version!: number;

  @Field(() => Int, { description: 'Its place in the order, 1 to 1,000,000.' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  rank!: number;

  @Field(() => String, {
    description: 'Code of the organization it names, or PLATFORM-{street} for the platform of the street.',
  })
  @MaxLength(64)
  organizationCode!: string;

  @Field(() => TicketRole, { description: 'The part of the organization.' })
  @IsIn(Object.keys(TicketRole))
  role!: keyof typeof TicketRole;

  @Field(() => Day, {
    description: 'First day in force, after today; a version that stands ends on it.',
  })
  effectiveFrom!: string;

  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters.' })
  reason!: string;
}

@InputType({ description: 'Ends a routing rule without another in its place (终止派遣规则).' })
export class EndRoutingRuleInput extends MutationInput {
  @Field(() => String, { description: 'Code of the rule.' })
  @Length(3, 64)
  code!: string;

  @Field(() => Int, { description: 'The version that the caller has seen. Another is VERSION_STALE.' })
  @IsInt()
  @Min(1)
  version!: number;

  @Field(() => Day, {
    description: 'First day no longer in force, after today.',
  })
  effectiveTo!: string;

  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters.' })
  reason!: string;
}

@InputType({
  description: 'A case as the routing rules see it: category, medium, object, place and urgency.',
})
export class ExplainRoutingInput {
  @Field(() => String, { nullable: true, description: 'Code of the category; absent when not known.' })
  @MaxLength(32)
  categoryCode?: string;

  @Field(() => GeoPositionInput, {
    nullable: true,
    description: 'The place; its grid is determined and explained (PLACE_OUTSIDE).',
  })
  @ValidateNested()
  place?: GeoPositionInput;

  @Field(() => String, { nullable: true, description: 'Code of the grid, instead of a place.' })
  @Matches(GRID)
  gridCode?: string;

  @Field(() => SupervisedObjectKind, {
    nullable: true,
    description: 'The kind of object; absent when not known.',
  })
  @IsIn(Object.keys(SupervisedObjectKind))
  objectKind?: SupervisedObjectKind;

  @Field(() => RoutedMedium, { nullable: true, description: 'The medium; absent when not known.' })
  @IsIn(Object.keys(RoutedMedium))
  medium?: keyof typeof RoutedMedium;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is urgent; absent: as the category says.',
  })
  @IsBoolean()
  isUrgent?: boolean;

  @Field(() => Day, {
    nullable: true,
    description: 'The day whose rules are asked; absent: today.',
  })
  on?: string;
}
