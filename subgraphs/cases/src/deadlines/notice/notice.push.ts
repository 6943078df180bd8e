import { Field, Int, ObjectType } from 'type-graphql';
import { Push } from '@ecogrid/subgraph';
import { HistoryActions, HistoryState } from '../../case/index.ts';
import { ExtensionOutcome } from '../../dispatch/index.ts';
import { TicketState } from '../../ticket/index.ts';
import type { ChangedBy } from '../../kernel/index.ts';
import { NoticeKind, EscalationLevel } from './notice.vocabulary.ts';

@ObjectType({ description: 'A pushed notice about a deadline (时限提醒).' })
export class DeadlinePush extends Push {
  @Field(() => Date, { description: 'When it went out, UTC.' })
  override occurredAt!: Date;

  @Field(() => HistoryActions, { description: 'The action: a warning, an escalation or a reminder (操作).' })
  action!: string;

  @Field(() => HistoryState, {
    description: 'The state of the ticket, or of the case, before it; a notice changes none.',
  })
  from!: string;

  @Field(() => HistoryState, { description: 'The state of the ticket, or of the case, when it went out.' })
  to!: string;

  @Field(() => NoticeKind, { description: 'The kind of the notice (类别).' })
  kind!: keyof typeof NoticeKind;

  @Field(() => Int, { description: 'Counts the notices of this kind, from 1 (次数).' })
  count!: number;

  @Field(() => EscalationLevel, {
    nullable: true,
    description: 'The level of escalation of an overdue notice (升级层级); null for other kinds.',
  })
  escalationLevel!: keyof typeof EscalationLevel | null;

  @Field(() => Date, { description: 'The deadline it is about, UTC (时限).' })
  deadlineAt!: Date;

  ticketId!: string | null;
  caseId!: string;
}

@ObjectType({ description: 'The decision of a request to extend a deadline, pushed (延时审批).' })
export class ExtensionPush extends Push {
  @Field(() => Date, { description: 'When it was decided, UTC.' })
  override occurredAt!: Date;

  @Field(() => HistoryActions, { description: 'The recorded action (操作).' })
  action!: string;

  @Field(() => TicketState, { description: 'The state of the ticket before the decision.' })
  from!: keyof typeof TicketState;

  @Field(() => TicketState, { description: 'The state of the ticket after the decision.' })
  to!: keyof typeof TicketState;

  @Field(() => ExtensionOutcome, { description: 'The outcome (延时结果).' })
  decision!: keyof typeof ExtensionOutcome;

  @Field(() => Date, { description: 'When the ticket is due after that, UTC (处置期限).' })
  dueAt!: Date;

  ticketId!: string;
  by!: ChangedBy;
}

@ObjectType({ description: 'The day of a look-back has come, pushed (回头看到期).' })
export class LookBackPush extends Push {
  @Field(() => Date, { description: 'When it went out, UTC.' })
  override occurredAt!: Date;

  @Field(() => HistoryActions, { description: 'The action: a reminder (操作).' })
  action!: string;

  @Field(() => HistoryState, {
    description: 'The state of the case before it; a notice changes none.',
  })
  from!: string;

  @Field(() => HistoryState, { description: 'The state of the case when it went out.' })
  to!: string;

  caseId!: string;
}
