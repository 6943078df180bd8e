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
  const source = await openEventStream(context.log, request);
  return new PermittedEvents(source, (event) =>
    context.currentActor().then((actor) => request.permits(actor, event)),
  );
}

class PermittedEvents implements AsyncIterableIterator<LoggedEvent> {
  constructor(
    private readonly source: AsyncIterableIterator<LoggedEvent>,
    private readonly permits: (event: LoggedEvent) => Promise<boolean>,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<LoggedEvent>> {
    for (;;) {
      const result = await this.source.next();
      if (result.done || (await this.permits(result.value))) return result;
    }
  }

  async return(): Promise<IteratorResult<LoggedEvent>> {
    await this.source.return?.();
    return { done: true, value: undefined };
  }
}
