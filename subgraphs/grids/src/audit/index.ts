export { AuditEntry, AuditKind } from './audit-entry.entity.ts';
export { AuditRepository } from './audit.repository.ts';
