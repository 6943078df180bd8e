import { IsArray, IsBoolean, IsDate, IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { ArgsType, Field } from 'type-graphql';
import { TextField, PageArguments } from '@ecogrid/subgraph';
import { CaseOrder, CaseState } from './case.vocabulary.ts';

@ArgsType()
export class CasesArguments extends PageArguments {
  @Field(() => [CaseState], { nullable: true, description: 'Only cases in one of these states.' })
  @IsOptional()
  @IsArray()
  @IsIn(Object.keys(CaseState), { each: true })
  states?: Array<keyof typeof CaseState>;

  @Field(() => String, {
    nullable: true,
    description: 'Only cases inside the grid of this code, itself included.',
  })
  @IsOptional()
  @Matches(/^\d{6}(\d{3}){0,3}$/)
  within?: string;

  @Field(() => String, { nullable: true, description: 'Only cases of the category with this code.' })
  @IsOptional()
  @MaxLength(32)
  categoryCode?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only cases with a ticket of the organization with this code.',
  })
  @IsOptional()
  @MaxLength(64)
  organizationCode?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only cases that are overdue, or only those that are not.',
  })
  @IsOptional()
  @IsBoolean()
  isOverdue?: boolean;

  @Field(() => Date, {
    nullable: true,
    description:
      'Only cases that are overdue by this moment if they are not closed, or that were closed late with a deadline before it.',
  })
  @IsOptional()
  @IsDate()
  dueBefore?: Date;

  @TextField(1, 50, {
    nullable: true,
    description:
      'Only cases with all of these words in number, title, description, object name or credit code, 1 to 50 characters. Chinese is compared by each two neighbouring characters; words of letters and digits whole, or by their beginning from the fourth character on. Width and case do not matter. One Chinese character alone is refused (INPUT_INVALID).',
  })
  text?: string;

  @Field(() => CaseOrder, { defaultValue: 'CREATED_AT', description: 'The order of the list.' })
  @IsIn(Object.keys(CaseOrder))
  orderBy!: keyof typeof CaseOrder;
}
