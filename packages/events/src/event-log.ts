import type { EventFilter, LoggedEvent } from './event.ts';

/** Events found, and how far the log was read to find them: the next read begins after `through`. */
export interface EventBatch {
  readonly events: readonly LoggedEvent[];
  readonly through: number;
}

/**
 * A log of events in the order in which they were committed: the narrow interface between the writers and the
 * readers of events. One adapter reads the subgraph's own database; others may carry events between processes.
 */
export interface EventLog {
  /** The subgraph whose events these are. */
  readonly source: string;
  /**
   * Changes when the log starts anew, so that a cursor of an earlier one is not taken for one of this. A log that is
   * kept elsewhere may do so while it is read: waiting readers are woken, and their positions are no longer valid.
   * @throws EcoGridError EVENTS_UNAVAILABLE while a log that is kept elsewhere has not been reached.
   */
  readonly epoch: string;
  /** The position of the last event; 0 when there is none, −1 while a log that is kept elsewhere has not been reached. */
  readonly head: number;
  /** The position of the oldest event that is still kept; 1 when none was dropped. */
  first(): Promise<number>;
  /**
   * Up to `limit` matching events after the position.
   * @throws EcoGridError CURSOR_EXPIRED when events after it are no longer kept; CURSOR_INVALID when the log is not yet
   * that far, or starts anew in the meantime.
   */
  read(after: number, filter: EventFilter, limit: number): Promise<EventBatch>;
  /** Resolves once `head` is beyond the position, or the signal is aborted; at times earlier. */
  advanced(after: number, signal: AbortSignal): Promise<void>;
  /**
   * Keeps events after a position from being dropped by age while a holder still needs them. A log that servers keep
   * takes no notice: there retention is theirs.
   * @param needed the position; undefined while it is not known, and then nothing is dropped. @returns a function that
   * lets go.
   */
  hold(needed: () => number | undefined): () => void;
  /** Makes and reads cursors of this log. */
  readonly cursors: CursorCodec;
}

/** A position as clients hold it: opaque, and proven to be ours. */
export interface CursorCodec {
  encode(position: number): string;
  /** @throws EcoGridError CURSOR_INVALID when it was altered, or belongs to another log or epoch. */
  decode(cursor: string): number;
}
