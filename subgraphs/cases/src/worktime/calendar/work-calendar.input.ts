import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDate,
  Length,
  Matches,
  ValidateNested,
} from 'class-validator';
import { ArgsType, Field, InputType } from 'type-graphql';
import { TextField, Day, MutationInput } from '@ecogrid/subgraph';
import { MOST_SESSIONS } from './work-calendar.entity.ts';
import { MOST_DAYS } from './work-calendar.repository.ts';

const TIME = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

@InputType({ description: 'A day that a notice changes.' })
export class WorkDayInput {
  @Field(() => Day, { description: 'The day (日期).' })
  date!: string;

  @Field(() => Boolean, { description: 'True: worked (调休上班); false: off (放假).' })
  @IsBoolean()
  isWorkday!: boolean;
}

@InputType({ description: 'Working hours of a day, from and until, such as 08:30 and 12:00.' })
export class WorkSessionInput {
  @Field(() => String, { description: 'HH:MM, Asia/Shanghai.' })
  @Matches(TIME)
  from!: string;

  @Field(() => String, { description: 'HH:MM, Asia/Shanghai; 24:00 is the end of the day.' })
  @Matches(TIME)
  until!: string;
}

@InputType({
  description:
    'A new version of the working calendar (发布工作日历): the one in effect, with the changes of a notice.',
})
export class PublishWorkCalendarInput extends MutationInput {
  @Field(() => String, { description: 'Names the version, 4 to 36 characters; never used before.' })
  @Length(4, 36)
  version!: string;

  @TextField(2, 200, {
    description: 'The notice it follows (依据), 2 to 200 characters, such as 国办发明电〔2026〕7号.',
  })
  source!: string;

  @Field(() => Date, {
    nullable: true,
    description: 'From when on due times are computed by it, UTC; absent: from now on. Not in the past.',
  })
  @IsDate()
  effectiveFrom?: Date;

  @Field(() => [WorkDayInput], { description: `The days that change, up to ${MOST_DAYS}; all others stay.` })
  @IsArray()
  @ArrayMaxSize(MOST_DAYS)
  @ValidateNested({ each: true })
  days!: WorkDayInput[];

  @Field(() => [WorkSessionInput], {
    nullable: true,
    description: `The hours of a working day, 1 to ${MOST_SESSIONS}, ascending and apart; absent: they stay.`,
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_SESSIONS)
  @ValidateNested({ each: true })
  sessions?: WorkSessionInput[];
}

@ArgsType()
export class DaysArguments {
  @Field(() => Day, { nullable: true, description: 'The first day; absent: from the first.' })
  from?: string;

  @Field(() => Day, { nullable: true, description: 'The last day, included; absent: to the last.' })
  to?: string;
}
