import stopEngines from './engines.teardown.ts';

export default async function teardown(): Promise<void> {
  await Promise.all((globalThis.ecogridSystems ?? []).map((system) => system.stop()));
  globalThis.ecogridTurns?.close();
  await stopEngines();
}
