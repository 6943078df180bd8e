import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { PublishInput } from '@ecogrid/code-tables';
import { LineField, TextField } from '@ecogrid/subgraph';
import { SubjectKind } from '../subject/index.ts';
import { FactTopic } from './fact.vocabulary.ts';
import { RuleKind } from './rule-set.entity.ts';

@InputType({ description: 'One rule of a rule set (计分规则).' })
export class ScoringRuleInput {
  @Field(() => String, { description: 'Its code within the set, 3 to 64 of A-Z, 0-9, _ and -.' })
  @Matches(/^[A-Z0-9_-]{3,64}$/)
  code!: string;

  @Field(() => SubjectKind, {
    description: 'The kind of the subject that receives the points (考核对象类别).',
  })
  @IsIn(Object.keys(SubjectKind))
  subjectKind!: SubjectKind;

  @Field(() => RuleKind, { description: 'How it comes to be applied (规则类别).' })
  @IsIn(Object.keys(RuleKind))
  kind!: RuleKind;

  @Field(() => FactTopic, {
    nullable: true,
    description: 'The facts it looks at (计分事实); absent for a MANUAL rule.',
  })
  eventTopic?: FactTopic;

  @Field(() => String, {
    nullable: true,
    description:
      'When it applies: an expression over `event` in the Common Expression Language, up to 500 characters; absent for a MANUAL rule.',
  })
  @MaxLength(500)
  condition?: string;

  @Field(() => String, {
    nullable: true,
    description: 'The field of the fact that names the subject; absent for a MANUAL rule.',
  })
  @MaxLength(64)
  subjectPath?: string;

  @Field(() => Int, { description: 'Points in hundredths, negative for a deduction: -50 is −0.50.' })
  @Min(-1_000_000)
  @Max(1_000_000)
  pointsHundredths!: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The whole number by which the points are multiplied, as an expression over `event`, up to 500 characters; absent for once.',
  })
  @MaxLength(500)
  multiplier?: string;

  @Field(() => Int, {
    nullable: true,
    description:
      'The most that the rule gives or takes in one period, hundredths, above 0; absent without a limit.',
  })
  @Max(1_000_000)
  capHundredths?: number;

  @TextField(1, 1_000, {
    description: 'The rule as it is written, in Chinese, 1 to 1000 characters (规则条文).',
  })
  text!: string;

  @TextField(1, 1_000, { description: 'The rule in English, 1 to 1000 characters.' })
  textEn!: string;
}

@InputType({ description: 'Publishes a rule set, or the next version of one (发布计分规则).' })
export class PublishRuleSetInput extends PublishInput {
  @Field(() => String, { description: 'Its code, 3 to 64 of A-Z, 0-9, _ and -, such as JN-GX-2026.' })
  @Matches(/^[A-Z0-9_-]{3,64}$/)
  code!: string;

  @LineField(2, 160, { description: 'Name in Chinese, 2 to 160 characters (名称).' })
  name!: string;

  @LineField(2, 160, { description: 'Name in English, 2 to 160 characters.' })
  nameEn!: string;

  @Field(() => Int, {
    description: 'The points of every subject at the start of a period, in hundredths of a point (基础分).',
  })
  @Min(-1_000_000)
  @Max(1_000_000)
  baseHundredths!: number;

  @Field(() => Int, { description: 'The least a score can be, hundredths of a point.' })
  @Min(-1_000_000)
  @Max(1_000_000)
  floorHundredths!: number;

  @Field(() => Int, { description: 'The most a score can be, hundredths of a point.' })
  @Min(-1_000_000)
  @Max(1_000_000)
  ceilingHundredths!: number;

  @Field(() => [ScoringRuleInput], { description: 'All its rules, 1 to 500 (计分规则).' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  rules!: ScoringRuleInput[];
}
