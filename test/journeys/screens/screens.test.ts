import { beforeAll, expect, test } from '@jest/globals';
import { castOf, type Cast } from '../../access/cast.ts';
import { setScene, type Scene } from '../../access/scene.ts';
import { demand } from '../../testkit/client.ts';
import { statementsOf } from '../../testkit/statements.ts';
import type { SystemAddress } from '../../testkit/system.ts';
import { embedded, onSystems } from '../../testkit/systems.ts';
import { SCREENS } from './screens.table.ts';

/** The value at a path of an answer; undefined where the path breaks off. */
const at = (answer: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key], answer);

onSystems(embedded)('a screen is one operation, %s', (_name, system: SystemAddress) => {
  let cast: Cast;
  let scene: Scene;
  beforeAll(async () => {
    cast = await castOf(system);
    scene = await setScene(system, cast);
  });

  test.each(SCREENS)('$name', async ({ caller, query, variables, statements, shows }) => {
    const ask = (): Promise<Record<string, unknown>> =>
      demand(system.url, cast[caller], query, variables?.(scene));
    // The first time the actor and the plan of the operation are not known yet.
    await ask();
    let answer: unknown;
    const spent = await statementsOf(system, async () => void (answer = await ask()));
    for (const path of shows) expect([path, at(answer, path)]).not.toEqual([path, undefined]);
    for (const path of shows) expect([path, at(answer, path)]).not.toEqual([path, null]);
    expect(spent).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(statements);
  });
});
