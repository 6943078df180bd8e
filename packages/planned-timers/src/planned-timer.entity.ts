import {
  FlagColumn,
  InstantColumn,
  IntegerColumn,
  PrimaryUuid,
  TextColumn,
  UuidColumn,
  columns,
} from '@ecogrid/database';

type ColumnOptions = ReturnType<typeof columns.uuid>;

/**
 * First the plan, then the record of it: a row waits until its time, and takes effect by the one conditional UPDATE that
 * finds it PENDING.
 */
export abstract class PlannedTimer {
  @PrimaryUuid()
  id!: string;

  /** The type of its object. */
  @TextColumn(16)
  thing!: string;

  @UuidColumn({ name: 'thing_id' })
  thingId!: string;

  @TextColumn(24)
  kind!: string;

  /** One run of the plan, such as a clock with one promise: in it each kind and count takes effect once. */
  @TextColumn(40)
  cycle!: string;

  /** Counts the rows of this kind, from 1. */
  @IntegerColumn()
  count!: number;

  /** GONE: its time came and its object no longer existed. It took no effect and is not tried again. */
  @TextColumn(16)
  state!: 'PENDING' | 'SENT' | 'GONE';

  @InstantColumn({ name: 'due_at' })
  dueAt!: Date;

  /** Null unless it took effect. */
  @InstantColumn({ name: 'sent_at', nullable: true })
  sentAt!: Date | null;

  /** Takes effect at any hour; other rows wait for working hours. */
  @FlagColumn({ name: 'is_around_the_clock' })
  isAroundTheClock!: boolean;

  /** The claim by which a scheduler recognizes its own rows. */
  @UuidColumn({ nullable: true })
  claim!: string | null;
}

/** The columns of PlannedTimer for a migration. */
export function plannedTimerColumns(): ColumnOptions[] {
  const { flag, instant, integer, nullable, primaryUuid, text, uuid } = columns;
  return [
    primaryUuid(),
    text('thing', 16),
    uuid('thing_id'),
    text('kind', 24),
    text('cycle', 40),
    integer('count'),
    text('state', 16),
    instant('due_at'),
    instant('sent_at', nullable),
    flag('is_around_the_clock'),
    uuid('claim', nullable),
  ];
}
