import { setTimeout as rest } from 'node:timers/promises';
import {
  createHj212Listener,
  type Hj212Listener,
  type ListenerLimits,
  type ReportedFault,
} from '@ecogrid/hj212';
import { addressFault, type Clock, type Logger, type Metrics } from '@ecogrid/service';
import { clockWindow as windowOf, type ClockWindow } from './clock-window.rule.ts';
import { FaultJournal } from './fault-journal.ts';
import { ingestMetrics, measureConnections } from './ingest.metrics.ts';
import { PacketService, type PacketServiceOptions } from './packet.service.ts';
import { PasswordGate } from './password-gate.ts';

export interface Hj212Address {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly limits?: Partial<ListenerLimits>;
  /** How far DataTime may be from ours. */
  readonly clockWindow?: ClockWindow;
}

const USUAL_CLOCK_WINDOW = windowOf(366, 10);

export interface Hj212DoorOptions extends Omit<
  PacketServiceOptions,
  'metrics' | 'passwords' | 'clockWindow' | 'onFault'
> {
  readonly address: Hj212Address;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Waits after a wrong password; tests do not. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** The door, as long as it is open. */
export type Hj212Door = Pick<Hj212Listener, 'host' | 'port' | 'close'>;

/**
 * Opens the door for devices: TCP in, tables and events out, everything that goes wrong counted and logged.
 * @throws ConfigurationError when HJ212_PORT cannot be had.
 */
export async function openHj212Door(options: Hj212DoorOptions): Promise<Hj212Door> {
  const { address, clock, logger, pause = rest } = options;
  const metrics = ingestMetrics(options.metrics);
  const journal = new FaultJournal(logger);
  const now = (): number => performance.now();
  const passwords = new PasswordGate({
    now,
    pause: async (milliseconds) => void (await pause(milliseconds)),
  });
  const onFault = (fault: ReportedFault): void => {
    metrics.fault(fault.reason);
    journal.take(fault);
    count(fault, options);
  };
  const { clockWindow = USUAL_CLOCK_WINDOW } = address;
  const service = new PacketService({ ...options, metrics, passwords, clockWindow, onFault });
  const listener = await createHj212Listener({
    ...address,
    clock,
    settingsOf: (mn) => service.settingsOf(mn),
    onPacket: async (packet, reception) => {
      const disposition = await service.take(packet, reception);
      metrics.packet(disposition.kind);
      metrics.tolerated(packet.leniencies);
      return disposition;
    },
    onLeniency: (leniency) => metrics.tolerated([leniency]),
    onFault,
  }).catch((error: unknown) => {
    journal.close();
    throw addressFault(error, { ...address, portVariable: 'HJ212_PORT' });
  });
  measureConnections(options.metrics, () => listener.connectionCount);
  const close = async (): Promise<void> => {
    await listener.close();
    journal.close();
  };
  return { host: listener.host, port: listener.port, close };
}

/** Counts a fault for the device that is named in the frame; whether it is that device only the password would show. */
function count(fault: ReportedFault, { registry, faultLedger }: Hj212DoorOptions): void {
  const { mn, reason, detail, at } = fault;
  if (mn === null) return;
  if (reason === 'DEVICE_UNKNOWN') return faultLedger.countUnknown(mn, fault);
  registry.byMn(mn).then(
    (found) => found && faultLedger.count({ deviceId: found.device.id, kind: reason, at, detail, count: 1 }),
    () => undefined,
  );
}
