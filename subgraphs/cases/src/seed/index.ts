export { DISTRICT_CODE as SEED_DIVISION_CODE } from '@ecogrid/seed-district';
export { seedCases } from './cases.seed.ts';
