import { addressFault, type Clock, type Logger, type Metrics } from '@ecogrid/service';
import { createHj212Listener, type Hj212Listener, type ReportedFault } from '../hj212/index.ts';
import { ingestMetrics, measureConnections } from './ingest.metrics.ts';
import { PacketService, type PacketServiceOptions } from './packet.service.ts';

export interface Hj212Address {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

export interface Hj212DoorOptions extends Omit<PacketServiceOptions, 'metrics'> {
  readonly address: Hj212Address;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Opens the door for devices: TCP in, tables and events out, everything that goes wrong counted and logged.
 * @throws ConfigurationError when HJ212_PORT cannot be had.
 */
export async function openHj212Door(options: Hj212DoorOptions): Promise<Hj212Listener> {
  const { address, clock, logger } = options;
  const metrics = ingestMetrics(options.metrics);
  const service = new PacketService({ ...options, metrics });
  const listener = await createHj212Listener({
    ...address,
    clock,
    crcOrderOf: (mn) => service.crcOrderOf(mn),
    onPacket: async (packet, reception) => {
      const disposition = await service.take(packet, reception);
      metrics.packet(disposition.kind);
      metrics.tolerated(packet.notes);
      return disposition;
    },
    onFault: (fault) => {
      metrics.fault(fault.reason);
      tell(logger, fault);
    },
  }).catch((error: unknown) => {
    throw addressFault(error, { ...address, portVariable: 'HJ212_PORT' });
  });
  measureConnections(options.metrics, () => listener.connectionCount);
  return listener;
}

/** The listener quotes what it received without the password; nothing else of the packet is logged. */
function tell(logger: Logger, { cause, ...fault }: ReportedFault): void {
  const fields = {
    ...fault,
    ...(cause !== undefined && { cause: cause instanceof Error ? cause.message : typeof cause }),
  };
  if (fault.reason === 'HANDLER_FAILED')
    logger.error(fields, 'a packet could not be stored; the device sends again');
  else logger.warn(fields, 'HJ 212 input was not taken');
}
