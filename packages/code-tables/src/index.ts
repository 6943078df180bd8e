export { PublishInput } from './publish.input.ts';
export { publishVersion } from './publishing.ts';
export { StarterSet } from './starter-set.ts';
export { fillEmptyTables, type TableRows } from './code-table.repository.ts';
export { DATED, boundedText } from './row-fields.ts';
