import { IsArray, IsBoolean, IsDate, IsIn, IsUUID, MaxLength } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { SupervisedObjectKind, TextField, PageArguments } from '@ecogrid/subgraph';
import { CaseOrder, CaseState } from './workflow/index.ts';

/** The filters and the order of lists of cases that lie inside another thing. */
@ArgsType()
export class NestedCasesArguments extends PageArguments {
  @Field(() => [CaseState], { nullable: true, description: 'Only cases in one of these states.' })
  @IsArray()
  @IsIn(Object.keys(CaseState), { each: true })
  states?: Array<keyof typeof CaseState>;

  @Field(() => String, { nullable: true, description: 'Only cases of the category with this code.' })
  @MaxLength(32)
  categoryCode?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only cases with a ticket of the organization with this code.',
  })
  @MaxLength(64)
  organizationCode?: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only cases that are overdue, or only those that are not.',
  })
  @IsBoolean()
  isOverdue?: boolean;

  @Field(() => Date, {
    nullable: true,
    description:
      'Only cases that are overdue by this moment if they are not closed, or that were closed late with a deadline before it.',
  })
  @IsDate()
  dueBefore?: Date;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only urgent cases, or only those that are not (紧急).',
  })
  @IsBoolean()
  isUrgent?: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only cases that a superior assigned, or only others (上级交办).',
  })
  @IsBoolean()
  isSuperior?: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Only cases whose first report came in by the channel with this code.',
  })
  @MaxLength(32)
  channelCode?: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only cases that were found in the special action with this code (专项行动).',
  })
  @MaxLength(32)
  campaignCode?: string;

  @Field(() => SupervisedObjectKind, {
    nullable: true,
    description: 'Only cases about an object of this kind (监管对象类别).',
  })
  @IsIn(Object.keys(SupervisedObjectKind))
  objectKind?: SupervisedObjectKind;

  @Field(() => Date, { nullable: true, description: 'Only cases that were opened at this moment or later.' })
  @IsDate()
  openedSince?: Date;

  @Field(() => Date, { nullable: true, description: 'Only cases that were opened before this moment.' })
  @IsDate()
  openedBefore?: Date;

  @Field(() => Date, { nullable: true, description: 'Only cases that were closed at this moment or later.' })
  @IsDate()
  closedSince?: Date;

  @Field(() => Date, { nullable: true, description: 'Only cases that were closed before this moment.' })
  @IsDate()
  closedBefore?: Date;

  @Field(() => Date, {
    nullable: true,
    description:
      'Only cases whose version changed at this moment or later. A change is seen when it is committed, a moment after its time: a reader that copies changes begins a minute before its last run.',
  })
  @IsDate()
  updatedSince?: Date;

  @TextField(1, 50, {
    nullable: true,
    description:
      'Only cases with all of these words in number, title, summary, object name or credit code, 1 to 50 characters. Chinese is compared by each two neighbouring characters; words of letters and digits whole, or by their beginning from the fourth character on. Width and case do not matter. One Chinese character alone is refused (INPUT_INVALID).',
  })
  text?: string;

  @Field(() => CaseOrder, { defaultValue: 'CREATED_AT', description: 'The order of the list.' })
  @IsIn(Object.keys(CaseOrder))
  orderBy!: keyof typeof CaseOrder;
}

@ArgsType()
export class CasesArguments extends NestedCasesArguments {
  @Field(() => String, {
    nullable: true,
    description: 'Only cases inside the grid of this code, itself included.',
  })
  within?: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Only cases about the supervised object with this id; that of an enterprise is the id of its object.',
  })
  @IsUUID()
  supervisedObjectId?: string;

  @Field(() => ID, { nullable: true, description: 'Only cases about the outlet with this id (排放口).' })
  @IsUUID()
  outletId?: string;
}
