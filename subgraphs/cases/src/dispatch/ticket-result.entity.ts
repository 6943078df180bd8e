import { Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  LongTextColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
} from '@ecogrid/database';
import { ResultKind } from '../codes/index.ts';

/** The facts of a typed result besides its text; each kind has its own. */
export interface ResultFacts {
  readonly isViolationFound?: boolean;
  readonly documentNumber?: string | null;
  readonly penaltyYuan?: number | null;
  readonly isTrue?: boolean;
  readonly isRectified?: boolean;
  readonly rectifiedOn?: string | null;
}

@InterfaceType({
  description: 'A result of a ticket (处置结果), of one of three types. docs/domain.md rows 40-41.',
  resolveType: ({ kind }: TicketResult) => RESULT_TYPES[kind],
})
@Entity('ticket_result')
@Index('ix_ticket_result_ticket', ['ticketId'])
export class TicketResult {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'ticket_id' })
  ticketId!: string;

  @Field(() => ResultKind, { description: 'The type of the result (结果类别).' })
  @TextColumn(16)
  kind!: keyof typeof ResultKind;

  @Field(() => Int, {
    description: 'The round of handling it belongs to: 0 at first, 1 after the first rework.',
  })
  @IntegerColumn()
  round!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The text of the result (结果说明); null for BI and assessors.',
  })
  @LongTextColumn()
  text!: string | null;

  @JsonColumn()
  facts!: ResultFacts;

  @TextColumn(64, { name: 'submitted_by', nullable: true })
  submittedBy!: string | null;

  @Field(() => Date, { description: 'When it was submitted, UTC (提交时间).' })
  @InstantColumn({ name: 'submitted_at' })
  submittedAt!: Date;
}

@ObjectType({
  implements: TicketResult,
  description: 'The result of enforcement (查处): the findings and the measures imposed.',
})
export class EnforcementResult extends TicketResult {}

@ObjectType({
  implements: TicketResult,
  description: 'The result of on-site verification (现场核实): whether the report is true.',
})
export class VerificationResult extends TicketResult {}

@ObjectType({
  implements: TicketResult,
  description: 'The result of rectification (督导整改): the defects that were put right.',
})
export class RectificationResult extends TicketResult {}

const RESULT_TYPES: Readonly<Record<keyof typeof ResultKind, string>> = {
  ENFORCEMENT: 'EnforcementResult',
  VERIFICATION: 'VerificationResult',
  RECTIFICATION: 'RectificationResult',
};

/** The result as numbers: for readers of no words. */
export function wordlessResult(result: TicketResult): TicketResult {
  const facts = { ...result.facts, documentNumber: null };
  return Object.assign(new TicketResult(), result, { text: null, facts });
}
