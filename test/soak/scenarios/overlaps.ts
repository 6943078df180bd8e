import { outcomeOf, runProgram } from '../../testkit/process.ts';
import type { Report } from '../seeded.ts';

/**
 * Transactions that overlap, and equal timestamps read one by one. The event log's own test is the scenario, in full:
 * no client can hold a transaction open.
 */
export async function overlaps(seed: number, count: number): Promise<Report> {
  const args = ['--selectProjects', 'unit', '--testPathPatterns', 'packages/events/src/order'];
  const { code, output, errors } = await outcomeOf(
    runProgram('node_modules/jest/bin/jest.js', args, {
      NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
      ECOGRID_SOAK_OVERLAPS: `${count},${seed}`,
      REQUIRE_ENGINES: 'mariadb,nats',
    }),
  );
  const [figures = '{}'] = /^\{"transactions".*\}$/m.exec(output) ?? [];
  return {
    faults: code === 0 ? [] : [errors],
    figures: JSON.parse(figures) as Record<string, number>,
  };
}
