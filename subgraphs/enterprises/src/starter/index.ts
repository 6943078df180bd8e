export { fillCodeTables, readCodeTables } from './code-tables.starter.ts';
