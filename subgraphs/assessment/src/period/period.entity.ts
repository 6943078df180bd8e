import { Directive, Field, ObjectType } from 'type-graphql';
import { Entity, PrimaryColumn } from 'typeorm';
import { InstantColumn, TextColumn } from '@ecogrid/database';
import { vocabulary } from '@ecogrid/subgraph';
import { nextPeriodCode, startOf } from './period.rule.ts';

export const PeriodState = vocabulary('PeriodState', 'Whether entries still come into a period.', {
  OPEN: 'Entries are posted (考核中).',
  CLOSED: 'Nothing is posted any more; a late fact goes to the next open period (已结账).',
});
export type PeriodState = keyof typeof PeriodState;

@Directive('@key(fields: "code")')
@ObjectType({ description: 'An assessment period (考核周期): a calendar month, Asia/Shanghai.' })
@Entity('period')
export class Period {
  @Field(() => String, { description: 'The month, such as 2026-11.' })
  @PrimaryColumn({ type: 'varchar', length: 7 })
  code!: string;

  @Field(() => Date, { description: 'The first moment of the month.' })
  @InstantColumn({ name: 'starts_at' })
  startsAt!: Date;

  @Field(() => Date, { description: 'The first moment after the month.' })
  @InstantColumn({ name: 'ends_at' })
  endsAt!: Date;

  @Field(() => PeriodState, { description: 'Whether entries still come in.' })
  @TextColumn(8)
  state!: PeriodState;
}

/** A month as it is before anything was posted to it. */
export function newPeriod(code: string): Period {
  const endsAt = startOf(nextPeriodCode(code));
  return Object.assign(new Period(), { code, startsAt: startOf(code), endsAt, state: PeriodState.OPEN });
}
