import type { Session } from '../auth/session.ts';
import { CLOSE, type Closing } from './close-codes.ts';
import type { SocketLimits } from './socket-limits.ts';

/** An open socket, or an open stream over HTTP, as the register knows it. */
export interface RegisteredSocket {
  /** Undefined until it is acknowledged. */
  readonly session: Session | undefined;
  readonly unreadBytes: number;
  heartbeat(): void;
  close(closing: Closing): void;
}

/** The sockets and streams of this process, by their subjects. */
export class SocketRegister {
  private readonly connections = new Set<RegisteredSocket>();
  private readonly ofSubject = new Map<string, Set<RegisteredSocket>>();
  private readonly timer: NodeJS.Timeout;

  /** @param closed called for each socket that this side closes, with the reason. */
  constructor(
    private readonly limits: SocketLimits,
    readonly closed: (closing: Closing) => void,
  ) {
    this.timer = setInterval(() => this.heartbeat(), limits.heartbeatMs).unref();
  }

  add(connection: RegisteredSocket): void {
    this.connections.add(connection);
  }

  /** @returns false when the principal has as many sockets as it may. The public has no such bound of its own. */
  admit(connection: RegisteredSocket, { principal }: Session): boolean {
    if (!principal) return true;
    const known = this.ofSubject.get(principal.subject) ?? new Set();
    if (known.size >= this.limits.maxSocketsOfPrincipal) return false;
    this.ofSubject.set(principal.subject, known.add(connection));
    return true;
  }

  remove(connection: RegisteredSocket): void {
    this.connections.delete(connection);
    const subject = connection.session?.principal?.subject;
    const known = subject === undefined ? undefined : this.ofSubject.get(subject);
    if (known?.delete(connection) && known.size === 0) this.ofSubject.delete(subject as string);
  }

  /** One session for each principal that has a socket open. */
  *sessions(): Iterable<Session> {
    for (const connections of this.ofSubject.values()) {
      const [first] = connections;
      if (first?.session) yield first.session;
    }
  }

  /** Closes the sockets of a principal; where the name is that of a person, those of all accounts of the person. */
  closeSubject(subject: string, closing: Closing): void {
    const theirs = [...this.ofSubject].flatMap(([name, connections]) =>
      [...connections].filter(({ session }) => name === subject || session?.actor.id === subject),
    );
    for (const connection of theirs) connection.close(closing);
  }

  /** Closes every socket, spread over the time given, so that clients do not all come back in the same moment. */
  async drain(): Promise<void> {
    clearInterval(this.timer);
    const all = [...this.connections];
    const perMs = all.length / Math.max(this.limits.drainMs, 1);
    const started = performance.now();
    for (let closed = 0; closed < all.length;) {
      const due = Math.max(closed + 1, Math.ceil((performance.now() - started) * perMs));
      while (closed < Math.min(due, all.length)) all[closed++]?.close(CLOSE.restart);
      if (closed < all.length) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  get count(): number {
    return this.connections.size;
  }

  /** Bytes that clients have not taken. */
  get unreadBytes(): number {
    let bytes = 0;
    for (const connection of this.connections) bytes += connection.unreadBytes;
    return bytes;
  }

  private heartbeat(): void {
    for (const connection of this.connections) connection.heartbeat();
  }
}
