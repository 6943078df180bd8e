import { IsArray, IsBoolean, IsIn, MaxLength } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { personOf, type Actor } from '@ecogrid/identity';
import { PageArguments } from '@ecogrid/subgraph';
import type { ReportFilter } from './report.repository.ts';
import { ReportState } from './report.vocabulary.ts';

/** The filters of the reports of a case. */
@ArgsType()
export class NestedReportsArguments extends PageArguments {
  @Field(() => [ReportState], { nullable: true, description: 'Only reports in one of these states.' })
  @IsArray()
  @IsIn(Object.keys(ReportState), { each: true })
  states?: Array<keyof typeof ReportState>;

  @Field(() => String, { nullable: true, description: 'Only reports of the intake channel with this code.' })
  @MaxLength(32)
  channelCode?: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Only reports that the actor submitted (我的上报).',
  })
  @IsBoolean()
  mine!: boolean;
}

@ArgsType()
export class ReportsArguments extends NestedReportsArguments {
  @Field(() => String, {
    nullable: true,
    description: 'Only reports inside the grid of this code, itself included.',
  })
  within?: string;
}

/** The filter of the arguments. An actor without a person has no reports. */
export function reportFilter(args: ReportsArguments | NestedReportsArguments, actor: Actor): ReportFilter {
  const { first: _first, after: _after, mine, ...filter } = args;
  return mine ? { ...filter, reporterId: personOf(actor) ?? '' } : filter;
}
