import { createHmac, timingSafeEqual } from 'node:crypto';
import { EcoGridError } from '@ecogrid/errors';
import type { CursorCodec } from './event-log.ts';

interface LogIdentity {
  readonly source: string;
  /** Known to the log alone; every process that serves it shares it. */
  readonly secret: string;
  readonly epoch: () => string;
  readonly head: () => number;
}

export type CursorFault = 'TAMPERED' | 'FOREIGN' | 'FUTURE';

/**
 * Cursors of the form base64url(`source.epoch.position.mac`). One ahead of `head` may come from a process that knows more
 * than this: whether it lies in the future is for the log to say when it is read.
 */
export function cursorCodec(log: LogIdentity): CursorCodec {
  const macOf = (text: string): string =>
    createHmac('sha256', log.secret).update(text).digest('base64url').slice(0, 16);
  const encode = (position: number): string => {
    const text = `${log.source}.${log.epoch()}.${position}`;
    return Buffer.from(`${text}.${macOf(text)}`).toString('base64url');
  };
  const refuse = (reason: CursorFault): never => {
    throw invalidCursor(reason, { head: log.head(), cursors: { encode } });
  };
  const decode = (cursor: string): number => {
    const [source, epoch, position, mac, ...rest] = Buffer.from(cursor, 'base64url')
      .toString('utf8')
      .split('.');
    if (!source || !epoch || !position || !mac || rest.length > 0) return refuse('TAMPERED');
    if (source !== log.source || epoch !== log.epoch()) return refuse('FOREIGN');
    if (!equal(mac, macOf(`${source}.${epoch}.${position}`))) return refuse('TAMPERED');
    return Number(position);
  };
  return { encode, decode };
}

interface Restartable {
  readonly head: number;
  readonly cursors: Pick<CursorCodec, 'encode'>;
}

export function invalidCursor(reason: CursorFault, log: Restartable): EcoGridError {
  return new EcoGridError('CURSOR_INVALID', { reason, restartFrom: log.cursors.encode(log.head) });
}

/** @param first the position of the oldest event that is still kept. */
export function expiredCursor(first: number, log: Pick<Restartable, 'cursors'>): EcoGridError {
  return new EcoGridError('CURSOR_EXPIRED', { restartFrom: log.cursors.encode(first - 1) });
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
