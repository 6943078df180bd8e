import type { TopicOf } from '@ecogrid/event-contracts';
import type { Outbox } from '@ecogrid/events';
import type { MutationScope } from '@ecogrid/subgraph';
import type { AuditRepository } from '../audit/index.ts';
import type { PersonRepository } from '../person/index.ts';
import type { DirectoryImportRepository } from './directory-import.repository.ts';

export interface DirectoryImportParts {
  readonly scope: MutationScope;
  readonly outbox: Outbox<TopicOf<'grids'>>;
  readonly directoryImports: DirectoryImportRepository;
  readonly people: PersonRepository;
  readonly audit: AuditRepository;
}
