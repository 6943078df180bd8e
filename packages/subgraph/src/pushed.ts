import { EcoGridError } from '@ecogrid/errors';
import { openEventStream, type EventFilter, type LoggedEvent } from '@ecogrid/events';
import type { Actor } from '@ecogrid/identity';
import type { GraphContext } from './context.ts';

export interface PushRequest {
  readonly filter: EventFilter;
  /** A cursor to resume from; absent for live events only. */
  readonly after?: string | null | undefined;
  /** Asked at each event, of the actor as it is then: rights that end while a socket stays open end here. */
  readonly permits: (actor: Actor, event: LoggedEvent) => boolean;
}

/**
 * The result of `subscribe` of a `@Subscription`: the log's events after a cursor that this actor may see.
 * @throws EcoGridError CURSOR_INVALID, also for an empty cursor, or CURSOR_EXPIRED.
 */
export async function pushed(
  context: GraphContext,
  request: PushRequest,
): Promise<AsyncIterableIterator<LoggedEvent>> {
  if (request.after === '')
    throw new EcoGridError('CURSOR_INVALID', { reason: 'TAMPERED', restartFrom: null });
  const permits = async (event: LoggedEvent): Promise<boolean> =>
    request.permits(await context.currentActor(), event);
  const stream = await openEventStream(context.log, { ...request, permits });
  context.openedAfter = stream.openedAfter;
  return stream;
}
