import { DEFAULT_LIMITS } from '@ecogrid/hj212';
import { port, readConfig, z } from '@ecogrid/service';
import { clockWindow, type Hj212Address } from './ingest/index.ts';

/** This subgraph as a process of its own; PORT goes before the default. */
export const PROCESS = { name: 'enterprises', defaultPort: 4002 } as const;

const atLeastOne = (usual: number) => z.coerce.number().int().min(1).default(usual);

/** Where devices connect, and how many may. */
export const HJ212_SHAPE = {
  HOST: z.string().default('127.0.0.1'),
  HJ212_PORT: port().default(2121),
  HJ212_MAX_CONNECTIONS: atLeastOne(DEFAULT_LIMITS.connections),
  HJ212_MAX_CONNECTIONS_PER_ADDRESS: atLeastOne(DEFAULT_LIMITS.connectionsPerAddress),
  HJ212_FIRST_PACKET_SECONDS: atLeastOne(DEFAULT_LIMITS.firstPacketMilliseconds / 1_000),
  HJ212_IDLE_SECONDS: atLeastOne(DEFAULT_LIMITS.idleMilliseconds / 1_000),
  /** DataTime that is further from the time of arrival is the fault of a clock. */
  HJ212_LATE_DAYS: atLeastOne(366),
  HJ212_AHEAD_MINUTES: atLeastOne(10),
};

type Hj212Config = Readonly<z.infer<z.ZodObject<typeof HJ212_SHAPE>>>;

export function hj212AddressOf(config: Hj212Config): Hj212Address {
  return {
    host: config.HOST,
    port: config.HJ212_PORT,
    clockWindow: clockWindow(config.HJ212_LATE_DAYS, config.HJ212_AHEAD_MINUTES),
    limits: {
      connections: config.HJ212_MAX_CONNECTIONS,
      connectionsPerAddress: config.HJ212_MAX_CONNECTIONS_PER_ADDRESS,
      firstPacketMilliseconds: 1000 * config.HJ212_FIRST_PACKET_SECONDS,
      idleMilliseconds: 1000 * config.HJ212_IDLE_SECONDS,
    },
  };
}

/** @throws ConfigurationError. */
export function readHj212Address(given: NodeJS.ProcessEnv = process.env): Hj212Address {
  return hj212AddressOf(readConfig(HJ212_SHAPE, given));
}
