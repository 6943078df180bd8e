import type { Database } from '@ecogrid/database';
import type { DeadlinePolicy } from './deadline-policy.entity.ts';
import { DeadlinePolicyRepository } from './deadline-policy.repository.ts';

/** docs/domain.md §5 gives 75 per cent and the order of the levels; the other figures are assumptions to start from. */
const USUAL: DeadlinePolicy = {
  id: '019b76da-a800-7bc9-9c41-bed797baff18',
  categoryCode: null,
  warnPercent: 75,
  warnLeadMinutes: 60,
  escalateEveryMinutes: 120,
  escalationLevels: ['OPERATOR', 'GRID_HEAD', 'SHIFT_LEADER'],
  phoneFromOverdue: 2,
  acknowledgeMinutes: 60,
  phoneAfterMinutes: 60,
  noAnswerMinutes: 30,
  wrongNumberMinutes: 60,
  effectiveFrom: '2000-01-01',
  effectiveTo: null,
};

const policies: readonly DeadlinePolicy[] = [
  USUAL,
  {
    ...USUAL,
    id: '019b76da-a800-7c87-91d6-5f500a939fa9',
    categoryCode: 'HAZARDOUS_WASTE',
    warnLeadMinutes: 120,
    escalateEveryMinutes: 60,
    phoneFromOverdue: 1,
    acknowledgeMinutes: 15,
    phoneAfterMinutes: 15,
    noAnswerMinutes: 10,
    wrongNumberMinutes: 30,
  },
];

/** Gives a new database the policies to start from. */
export async function seedDeadlinePolicies(database: Database): Promise<void> {
  const repository = new DeadlinePolicyRepository(database);
  if (await repository.any()) return;
  try {
    await database.transaction(() => repository.insert(structuredClone(policies)));
  } catch (error) {
    // Another process that started on the same database was the first.
    if (!(await repository.any())) throw error;
  }
}
