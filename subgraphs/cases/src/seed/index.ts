export { seedCases } from './cases.seed.ts';
