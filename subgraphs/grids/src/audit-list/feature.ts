import type { Feature } from '@ecogrid/subgraph';
import type { AuditRepository } from '../audit/index.ts';
import type { PersonRepository } from '../person/index.ts';
import { AuditListResolver } from './audit-list.resolver.ts';

interface Parts {
  readonly audit: AuditRepository;
  readonly people: PersonRepository;
}

export const feature: Feature<Parts> = {
  resolvers: [[AuditListResolver, ({ audit, people }) => new AuditListResolver(audit, people)]],
};
