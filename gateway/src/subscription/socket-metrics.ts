import type { Metrics } from '@ecogrid/service';
import { CLOSE, type Closing } from './close-codes.ts';
import type { SocketRegister } from './socket-register.ts';

/** Counts the sockets that are closed from this side, each reason from zero on. */
export function closingsCounter(metrics: Metrics): (closing: Closing) => void {
  const name = 'ecogrid_gateway_sockets_closed_total';
  const counter = metrics.counter(name, 'Sockets and streams that this side closed, by reason.', [
    'code',
    'reason',
  ]);
  for (const closing of Object.values(CLOSE)) counter.inc(closing, 0);
  return (closing) => counter.inc(closing);
}

export function measureSockets(metrics: Metrics, register: SocketRegister): void {
  metrics.gauge(
    'ecogrid_gateway_sockets',
    'Sockets and streams that clients have open.',
    () => register.count,
  );
  const unread = 'Bytes that clients have not read yet.';
  metrics.gauge('ecogrid_gateway_buffered_bytes', unread, () => register.unreadBytes);
}
