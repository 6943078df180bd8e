import type { Database } from '@ecogrid/database';
import { DeviceRegistry } from './device-registry.repository.ts';

export function repositories(database: Database) {
  return { registry: new DeviceRegistry(database) };
}
