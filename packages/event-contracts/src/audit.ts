import type { NewEvent } from '@ecogrid/events';
import { personOf, type Actor } from '@ecogrid/identity';

export interface Act {
  readonly kind: 'CODE_TABLE' | 'IMPORT' | 'EXPORT';
  /** The mutation. */
  readonly action: string;
  /** The code and the version. */
  readonly subject: string;
  readonly reason?: string | null;
}

/** A change of a code table, as the audit in grids keeps it. */
export function codeTableChange(
  actor: Actor,
  { action, subject, reason }: Omit<Act, 'kind'>,
  occurredAt: Date,
): NewEvent<'AuditRecorded'> {
  return auditRecorded(actor, { kind: 'CODE_TABLE', action, subject, reason: reason ?? null }, occurredAt);
}

/** An act, as the audit in grids keeps it. */
export function auditRecorded(
  actor: Actor,
  { kind, action, subject, reason }: Act,
  occurredAt: Date,
): NewEvent<'AuditRecorded'> {
  const payload = { kind, action, personId: personOf(actor), subject, reason: reason ?? null };
  return { topic: 'AuditRecorded', channel: '', aggregateId: subject.slice(0, 36), payload, occurredAt };
}
