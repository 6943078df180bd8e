export {
  choice,
  coded,
  column,
  day,
  decimal,
  emailAddress,
  flag,
  line,
  numeric,
  whole,
  withoutAbsent,
  type CellForm,
  type Column,
} from './column.ts';
export {
  kindOfImport,
  type AnyKind,
  type ExportPage,
  type FoundFault,
  type LeftRow,
  type ImportPolicy,
  type UndoableRow,
  type WrittenRow,
  type Writing,
} from './import-kind.ts';
export { IMPORT_ENTITIES } from './data-import.entity.ts';
export { ImportRepository } from './data-import.repository.ts';
export { importDoor } from './import.door.ts';
export { importResolvers } from './import.resolver.ts';
export { importJob, type ImportRunner } from './import.runner.ts';
export type { ImportService } from './import.service.ts';
export { importServices, type ImportServices, type ImportSettings } from './import.services.ts';
export { StoredRows, type Dependent, type Kept } from './stored-rows.repository.ts';
export { IMPORT_TABLES, createImportTables } from './migration.ts';
