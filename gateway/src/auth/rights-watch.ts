import type { Logger } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';
import type { Session } from './session.ts';

/**
 * How soon a change of rights reaches an open socket at the latest: this, the resolver's own memory (a second), and the
 * look itself. Together within two seconds.
 */
const EVERY_MS = BOUNDS.rights.watchEveryMs;
/** Principals that are asked about at a time, so that a look takes no longer the more of them there are. */
const AT_ONCE = BOUNDS.rights.watchedAtOnce;

/** The sockets whose rights are watched. */
export interface WatchedSockets {
  /** One session for each principal that has a socket open. */
  sessions(): Iterable<Session>;
  closeSubject(subject: string): void;
}

/** Asks again for the rights of the principals of open sockets, and closes those whose rights have changed. */
export function watchRights(sockets: WatchedSockets, logger: Logger): { stop(): void } {
  let busy = false;
  const look = async (): Promise<void> => {
    const all = [...sockets.sessions()].values();
    const some = async (): Promise<void> => {
      for (const session of all) if (await hasChanged(session)) close(session);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, some));
  };
  const close = ({ principal }: Session): void => sockets.closeSubject(principal?.subject ?? '');
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    look()
      .catch((error: unknown) => logger.warn({ error: String(error) }, 'rights could not be asked for again'))
      .finally(() => (busy = false));
  }, EVERY_MS).unref();
  return { stop: () => clearInterval(timer) };
}

async function hasChanged(session: Session): Promise<boolean> {
  try {
    return JSON.stringify((await session.renewed()).actor) !== JSON.stringify(session.actor);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'UNAUTHENTICATED')) throw error;
    // A person without an appointment has other rights now. A token that has expired says nothing about the rights:
    // its own socket is closed by its time, and other sockets of the person may have newer tokens.
    return !session.hasExpired;
  }
}
