export { CreateCases1767225600000 } from './1767225600000-create-cases.ts';
