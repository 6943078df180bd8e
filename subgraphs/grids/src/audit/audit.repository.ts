import type { EntityManager } from 'typeorm';
import { keysetPage, newId, type Database, type Page, type PageRequest } from '@ecogrid/database';
import { hasRole, type Actor } from '@ecogrid/identity';
import { AuditEntry, type AuditKind } from './audit-entry.entity.ts';

export interface AuditFilter {
  readonly kind?: AuditKind | undefined;
  readonly personId?: string | undefined;
  readonly doneSince?: Date | undefined;
  readonly doneBefore?: Date | undefined;
}

/** An act of this subgraph. */
interface Act {
  readonly kind: AuditKind;
  readonly action: string;
  /** Null for the operator of the machine. */
  readonly by: Pick<Actor, 'id'> | null;
  readonly subject: string;
  readonly at: Date;
  readonly reason?: string | null;
}

export class AuditRepository {
  constructor(private readonly database: Database) {}

  /** Keeps acts of this subgraph, in their transaction. */
  async record(...acts: readonly Act[]): Promise<void> {
    await this.database.manager.insert(
      AuditEntry,
      acts.map(({ by, at, reason = null, ...act }) => ({
        ...act,
        id: newId(),
        occurredAt: at,
        personId: by?.id ?? null,
        reason,
      })),
    );
  }

  /** Keeps an act of another subgraph, once. */
  async take(entry: AuditEntry, manager: EntityManager): Promise<void> {
    if (await manager.existsBy(AuditEntry, { id: entry.id })) return;
    await manager.insert(AuditEntry, entry);
  }

  page(
    actor: Actor,
    { kind, personId, doneSince, doneBefore }: AuditFilter,
    request: PageRequest,
  ): Promise<Page<AuditEntry>> {
    const mayRead = hasRole(actor, 'ADMINISTRATOR');
    const query = this.database.manager.createQueryBuilder(AuditEntry, 'entry');
    query.where(mayRead ? '1 = 1' : '1 = 0');
    if (kind) query.andWhere('entry.kind = :kind', { kind });
    if (personId) query.andWhere('entry.personId = :personId', { personId });
    if (doneSince) query.andWhere('entry.occurredAt >= :doneSince', { doneSince });
    if (doneBefore) query.andWhere('entry.occurredAt < :doneBefore', { doneBefore });
    return keysetPage(query, { property: 'occurredAt', direction: 'DESC' }, request);
  }
}
