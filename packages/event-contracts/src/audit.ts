import type { NewEvent } from '@ecogrid/events';
import { personOf, type Actor } from '@ecogrid/identity';

interface Change {
  /** The mutation. */
  readonly action: string;
  /** The code and the version. */
  readonly subject: string;
  readonly reason?: string;
}

/** A change of a code table, as the audit in grids keeps it. */
export function codeTableChange(
  actor: Actor,
  { action, subject, reason }: Change,
  occurredAt: Date,
): NewEvent<'AuditRecorded'> {
  const payload = { kind: 'CODE_TABLE', action, personId: personOf(actor), subject, reason: reason ?? null };
  return { topic: 'AuditRecorded', channel: '', aggregateId: subject.slice(0, 36), payload, occurredAt };
}
