import { Field, Int, ObjectType } from 'type-graphql';
import { Decimal } from '@ecogrid/subgraph';
import { decimalOf } from '../ledger/index.ts';
import { RuleSet } from '../rule-set/index.ts';
import { SubjectKind } from '../subject/index.ts';

@ObjectType({
  description:
    'The score of a subject in a period (考核得分): base + sum of entries, kept between floor and ceiling of the rule set.',
})
export class Score {
  @Field(() => SubjectKind, { description: 'The kind of the subject (考核对象类别).' })
  subjectKind!: SubjectKind;

  subjectCode!: string;

  periodCode!: string;

  @Field(() => RuleSet, { description: 'The rule set whose base, floor and ceiling hold in the period.' })
  ruleSet!: RuleSet;

  @Field(() => Int, {
    description: 'The sum of the entries, hundredths of a point, before floor and ceiling.',
  })
  entriesHundredths!: number;

  @Field(() => Int, { description: 'How many entries the subject has in the period.' })
  entryCount!: number;

  @Field(() => Int, {
    description: 'The points at the start of the period, in hundredths of a point (基础分).',
  })
  get baseHundredths(): number {
    return this.ruleSet.baseHundredths;
  }

  @Field(() => Int, { description: 'The score, hundredths of a point.' })
  get pointsHundredths(): number {
    const { baseHundredths, floorHundredths, ceilingHundredths } = this.ruleSet;
    return Math.min(ceilingHundredths, Math.max(floorHundredths, baseHundredths + this.entriesHundredths));
  }

  @Field(() => Decimal, { description: 'The score as a decimal with two places, such as 99.50.' })
  get points(): string {
    return decimalOf(this.pointsHundredths);
  }

  @Field(() => Decimal, { description: 'The base as a decimal with two places.' })
  get base(): string {
    return decimalOf(this.baseHundredths);
  }
}

@ObjectType({
  description: 'How a score comes about (得分说明): base and lines add up to it, within floor and ceiling.',
})
export class ScoreExplanation {
  @Field(() => Score, { description: 'The score that is explained.' })
  score!: Score;
}
