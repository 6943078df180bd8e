export { fillCodeTables } from './code-tables.starter.ts';
