import type { SystemAddress } from './system.ts';

/** The systems that this run has started, as rows for `describe.each`. */
export function systems(
  wanted: (system: SystemAddress) => boolean = () => true,
): Array<[string, SystemAddress]> {
  const all = JSON.parse(process.env['ECOGRID_TEST_SYSTEMS'] ?? '[]') as SystemAddress[];
  return all.filter(wanted).map((system) => [system.name, system]);
}

export const embedded = ({ mode }: SystemAddress): boolean => mode === 'embedded';

/** Systems whose subgraphs hear each other: what the main job needs. */
export const withEvents = ({ hasEvents }: SystemAddress): boolean => hasEvents;
