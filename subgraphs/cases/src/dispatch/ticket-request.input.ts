import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { TextField } from '@ecogrid/subgraph';
import { TicketInput } from './ticket.input.ts';
import { RequestDecision } from './ticket.vocabulary.ts';

@InputType({ description: 'Asks for a later deadline (申请延时).' })
export class RequestExtensionInput extends TicketInput {
  @Field(() => Int, {
    description:
      'The extension in working minutes, 1 to 10,000 (延时时长); for an urgent ticket in minutes of the clock.',
  })
  @IsInt()
  @Min(1)
  @Max(10_000)
  extendByWorkMinutes!: number;

  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters.' })
  reason!: string;
}

@InputType({ description: 'Asks to give a ticket back to the desk (申请回退).' })
export class RequestReturnInput extends TicketInput {
  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters.' })
  reason!: string;
}

@InputType({ description: 'Asks to pause a ticket (申请挂账).' })
export class RequestSuspensionInput extends TicketInput {
  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters.' })
  reason!: string;
}

@InputType({ description: 'Decides a request about a ticket (审批).' })
export class DecideTicketRequestInput extends TicketInput {
  @Field(() => RequestDecision, { description: 'APPROVED or DECLINED.' })
  @IsIn(Object.keys(RequestDecision))
  decision!: keyof typeof RequestDecision;

  @TextField(1, 1_000, { nullable: true, description: 'The note, up to 1000 characters (说明).' })
  note?: string;
}

@InputType({ description: 'Resumes a suspended ticket (恢复办理).' })
export class ResumeTicketInput extends TicketInput {}
