import { IsIn } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { TextField } from '@ecogrid/subgraph';
import { CaseInput } from '../../case/index.ts';
import { RequestDecision } from '../../dispatch/index.ts';

@InputType({ description: 'Asks that a case be made void (申请作废).' })
export class RequestVoidInput extends CaseInput {
  @TextField(2, 1_000, { description: 'Why, 2 to 1000 characters.' })
  reason!: string;
}

@InputType({ description: 'Decides whether a case is void (审批作废).' })
export class DecideVoidInput extends CaseInput {
  @Field(() => RequestDecision, { description: 'APPROVED or DECLINED.' })
  @IsIn(Object.keys(RequestDecision))
  decision!: keyof typeof RequestDecision;

  @TextField(1, 1_000, { nullable: true, description: 'The note, up to 1000 characters (说明).' })
  note?: string;
}
