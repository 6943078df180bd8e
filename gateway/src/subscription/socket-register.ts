import type { Session } from '../auth/session.ts';
import { CLOSE, type Closing } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { SocketLimits } from './socket-limits.ts';

/** The sockets of this process, and whose they are. */
export class SocketRegister {
  private readonly connections = new Set<Connection>();
  private readonly ofSubject = new Map<string, Set<Connection>>();
  private readonly timer: NodeJS.Timeout;
  private evictions = 0;

  constructor(private readonly limits: SocketLimits) {
    this.timer = setInterval(() => this.heartbeat(), limits.heartbeatMs).unref();
  }

  add(connection: Connection): void {
    this.connections.add(connection);
  }

  /** @returns false when the principal has as many sockets as it may. The public has no such bound of its own. */
  admit(connection: Connection, { principal }: Session): boolean {
    if (!principal) return true;
    const known = this.ofSubject.get(principal.subject) ?? new Set();
    if (known.size >= this.limits.maxSocketsOfPrincipal) return false;
    this.ofSubject.set(principal.subject, known.add(connection));
    return true;
  }

  remove(connection: Connection): void {
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

  evicted(): void {
    this.evictions += 1;
  }

  closeSubject(subject: string, closing: Closing): void {
    for (const connection of [...(this.ofSubject.get(subject) ?? [])]) connection.close(closing);
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

  stats(): { sockets: number; bufferedBytes: number; evictions: number } {
    let bufferedBytes = 0;
    for (const connection of this.connections) bufferedBytes += connection.bufferedBytes;
    return { sockets: this.connections.size, bufferedBytes, evictions: this.evictions };
  }

  private heartbeat(): void {
    for (const connection of this.connections) connection.heartbeat();
  }
}
