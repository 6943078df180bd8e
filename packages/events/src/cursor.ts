import { createHmac, timingSafeEqual } from 'node:crypto';
import { EcoGridError } from '@ecogrid/errors';
import type { CursorCodec } from './event-log.ts';

interface LogIdentity {
  readonly source: string;
  readonly epoch: string;
  /** Known to the log alone; every process that serves it shares it. */
  readonly secret: string;
  readonly head: () => number;
}

/** Cursors of the form base64url(`source.epoch.position.mac`). */
export function cursorCodec(log: LogIdentity): CursorCodec {
  const macOf = (text: string): string => createHmac('sha256', log.secret).update(text).digest('base64url').slice(0, 16);
  const encode = (position: number): string => {
    const text = `${log.source}.${log.epoch}.${position}`;
    return Buffer.from(`${text}.${macOf(text)}`).toString('base64url');
  };
  const refuse = (reason: 'TAMPERED' | 'FOREIGN' | 'FUTURE'): never => {
    throw new EcoGridError('CURSOR_INVALID', { reason, restartFrom: encode(log.head()) });
  };
  const decode = (cursor: string): number => {
    const [source, epoch, position, mac, ...rest] = Buffer.from(cursor, 'base64url').toString('utf8').split('.');
    if (!source || !epoch || !position || !mac || rest.length > 0) return refuse('TAMPERED');
    if (source !== log.source || epoch !== log.epoch) return refuse('FOREIGN');
    if (!equal(mac, macOf(`${source}.${epoch}.${position}`))) return refuse('TAMPERED');
    return Number(position) > log.head() ? refuse('FUTURE') : Number(position);
  };
  return { encode, decode };
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
