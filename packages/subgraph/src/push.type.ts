import { Field, ID, ObjectType } from 'type-graphql';
import type { LoggedEvent } from '@ecogrid/events';
import type { GraphContext } from './context.ts';

/** The common fields of pushes. The type of a push extends it, and may describe a field in its own words. */
@ObjectType()
export abstract class Push {
  @Field(() => String, { description: 'Resume after it with `after`.' })
  cursor!: string;

  @Field(() => ID, { description: 'The event; the same on every repeat.' })
  eventId!: string;

  @Field(() => Date, { description: 'When it happened, UTC.' })
  occurredAt!: Date;
}

/** The values of the common fields. */
export function pushOf({ id: eventId, occurredAt, position }: LoggedEvent, { log }: GraphContext): Push {
  return { cursor: log.cursors.encode(position), eventId, occurredAt };
}
