import type { ExecutionResult, GraphQLError } from 'graphql';
import { cursorOf } from './cursor.ts';
import { SubscriptionErrorCode, UpstreamDisconnected, subscriptionError, typedOr } from './errors.ts';
import { EventCompletion, type Portion } from './event-completion.ts';
import type { Member, Membership } from './member.ts';
import { Members } from './members.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { RecentResults } from './recent-results.ts';
import { Reconnection } from './reconnection.ts';
import { upstreamError } from './result-errors.ts';
import type { Environment, StreamStart } from './stream-environment.ts';
import { UpstreamReader } from './upstream-reader.ts';
import { asksTheSame, upstreamRequest, type Session } from './upstream-session.ts';

/**
 * One upstream, one execution for each of its events, and the members that get the result. An upstream whose connection
 * is lost is opened again after the last event, where there is a cursor.
 */
export class SubscriptionStream<Context> implements Membership {
  readonly key: string | undefined;
  readonly members = new Members();
  /** Where members are taken over when they have caught up; the host stays open for its guests. */
  host: SubscriptionStream<Context> | undefined;
  readonly guests = new Set<SubscriptionStream<Context>>();
  readonly recent: RecentResults;
  readonly variables: Readonly<Record<string, unknown>>;
  prepared: PreparedOperation;
  private readonly environment: Environment<Context, SubscriptionStream<Context>>;
  private readonly context: Context;
  private readonly results: EventCompletion<Context>;
  private session: Session | undefined;
  private retiring: Session | undefined;
  private replacement: PreparedOperation | undefined;
  private readonly reconnection = new Reconnection();
  private wasOpen = false;
  /** The subgraph has said where its events begin, or has sent one. */
  private hasBegun = false;
  private isLost = false;
  private readonly isResumed: boolean;
  private lastCursor: unknown;
  private work: Promise<void> = Promise.resolve();
  private isWorking = false;
  private over = false;

  constructor(environment: Environment<Context, SubscriptionStream<Context>>, start: StreamStart<Context>) {
    this.environment = environment;
    this.key = start.key;
    this.prepared = start.prepared;
    this.variables = start.variables;
    this.context = start.context;
    this.results = new EventCompletion(environment, start.context, start.variables);
    this.isResumed = start.after !== undefined;
    this.lastCursor = start.after;
    this.recent = new RecentResults(environment.limits.recentEvents);
    this.session = this.open(start.prepared);
  }

  join(member: Member): void {
    member.membership = this;
    this.members.add(member);
  }

  leave(member: Member): void {
    this.members.delete(member);
    this.closeIfDeserted();
  }

  /** It waits for a subgraph that had taken it: a client that comes now is better answered for itself. */
  get isAway(): boolean {
    return this.hasBegun && this.isLost;
  }

  /** Keeps the host open, and asks it after every event whether the guest has caught up. */
  visit(host: SubscriptionStream<Context>): void {
    this.host = host;
    host.guests.add(this);
  }

  /** Goes on under another plan, between two events. The upstream stays if it is asked the same. */
  replan(prepared: PreparedOperation): void {
    this.replacement = prepared;
    if (!this.isWorking) this.applyReplacement();
  }

  /** Ends every member for a typed reason. */
  fail(error: GraphQLError): void {
    this.finish((member) => member.end(error));
  }

  private open(prepared: PreparedOperation): Session {
    const { options, counters } = this.environment;
    const { variables, context, lastCursor: after } = this;
    counters.upstreams += 1;
    const session: Session = {
      prepared,
      reader: new UpstreamReader(
        (signal) => options.upstream(upstreamRequest(prepared, { variables, context, after }, signal)),
        {
          opened: () => (session === this.session ? this.onOpened() : undefined),
          begins: (cursor) => this.onBegun(cursor),
          events: (results) => this.enqueue(session, results),
          ended: (cause) => this.onEnded(session, cause),
          over: () => void (counters.upstreams -= 1),
        },
      ),
    };
    return session;
  }

  /** In order, also while one upstream takes over from another. */
  private enqueue(session: Session, events: readonly ExecutionResult[]): Promise<void> {
    this.work = this.work.then(() => (this.over ? undefined : this.run(session, events)));
    return this.work;
  }

  private async run(session: Session, events: readonly ExecutionResult[]): Promise<void> {
    this.isWorking = true;
    try {
      await this.runAll(session.prepared, events);
    } catch (cause) {
      this.environment.logger.warn(`A stream is ended: ${String(cause)}`);
      this.fail(typedOr(cause, SubscriptionErrorCode.internal, 'The event could not be prepared.'));
    } finally {
      this.isWorking = false;
      if (!this.over) this.applyReplacement();
    }
  }

  private async runAll(prepared: PreparedOperation, events: readonly ExecutionResult[]): Promise<void> {
    for await (const { these, together } of this.results.portions(prepared, events)) {
      await this.deliverAll(prepared, these, together);
      if (this.over) return;
    }
  }

  private async deliverAll(
    prepared: PreparedOperation,
    events: readonly ExecutionResult[],
    together: Portion['together'],
  ): Promise<void> {
    for (const [index, event] of events.entries()) {
      const result = together?.[index] ?? (await this.results.of(prepared, event));
      if (this.over) return;
      const reading = this.deliver(result, cursorOf(prepared.cursor, event));
      if (reading) await reading;
    }
  }

  /** @returns when a replay has to wait for its reader, a promise of when it goes on. */
  private deliver(result: ExecutionResult, cursor: unknown): Promise<void> | undefined {
    if (this.prepared.cursor) this.recent.push(cursor, result);
    this.lastCursor = cursor ?? this.lastCursor;
    this.begun();
    this.reconnection.succeeded();
    const waits = this.members.deliver(result);
    for (const guest of this.guests) this.welcome(guest);
    this.host?.welcome(this);
    return this.isResumed && waits.length > 0 ? this.untilRead(waits) : undefined;
  }

  /** A replay goes at the pace of its reader, up to a timeout without any reading. */
  private async untilRead(pending: readonly PromiseLike<void>[]): Promise<void> {
    const { stallTimeoutMs } = this.environment.limits;
    const timer = setTimeout(() => this.fail(stalled(stallTimeoutMs)), stallTimeoutMs);
    timer.unref();
    await Promise.all(pending).finally(() => clearTimeout(timer));
  }

  /** Takes over a guest's member if this stream knows all that followed the last event it saw. */
  private welcome(guest: SubscriptionStream<Context>): void {
    const missed = this.recent.since(guest.lastCursor);
    if (!missed) return;
    for (const member of [...guest.members]) {
      guest.members.delete(member);
      this.join(member);
      for (const result of missed) member.deliver(result);
    }
    guest.closeIfDeserted();
  }

  private applyReplacement(): void {
    const { replacement, session } = this;
    if (!replacement || !session || this.over) return;
    const isSame = asksTheSame(session.prepared, replacement);
    if (!isSame && !session.reader.isOpen) return; // its next events would be lost; asked again when it opened
    this.replacement = undefined;
    this.prepared = replacement;
    if (isSame) session.prepared = replacement;
    else this.reopen(session, replacement);
  }

  /**
   * With a cursor the new upstream begins where the old one ended: nothing is lost or repeated. Without one the old
   * stays until the new is open, which may repeat an event but loses none.
   */
  private reopen(session: Session, prepared: PreparedOperation): void {
    this.retire();
    if (prepared.cursor && this.lastCursor !== undefined) session.reader.close();
    else this.retiring = session;
    this.session = this.open(prepared);
  }

  /** The first event of a new upstream waits until the events of the old one are delivered. */
  private async onOpened(): Promise<void> {
    this.wasOpen = true;
    this.reconnection.opened();
    const { retiring } = this;
    await retiring?.reader.drain();
    if (this.retiring === retiring) this.retiring = undefined;
    if (!this.isWorking) this.applyReplacement();
  }

  private onBegun(cursor: unknown): void {
    this.lastCursor ??= cursor;
    this.begun();
  }

  private begun(): void {
    this.hasBegun = true;
    this.isLost = false;
  }

  private retire(): void {
    this.retiring?.reader.close();
    this.retiring = undefined;
  }

  private onEnded(session: Session, cause: unknown): void {
    if (session !== this.session) return;
    if (cause === undefined) return this.finish((member) => member.complete());
    this.environment.logger.warn(`An upstream failed: ${textOf(cause)}`);
    if (this.isResumable(session, cause)) {
      const isScheduled = this.reconnection.schedule(() => this.openAgain(), this.patienceWith(cause));
      this.isLost = isScheduled;
      if (isScheduled) return;
    }
    this.fail(upstreamError(cause));
  }

  /**
   * Whether nothing is lost when the upstream is opened again: a stream that no subgraph has taken yet begins when one
   * takes it, any other goes on behind its cursor.
   */
  private isResumable({ prepared }: Session, cause: unknown): cause is UpstreamDisconnected {
    const hasCursor = prepared.cursor !== undefined && this.lastCursor !== undefined;
    return cause instanceof UpstreamDisconnected && (hasCursor || !this.wasOpen);
  }

  /** A subgraph that was never reached, or has refused the stream, has not taken it: its client waits less long. */
  private patienceWith({ refusal }: UpstreamDisconnected): number {
    const { openTimeoutMs, reconnectTimeoutMs } = this.environment.limits;
    const wasTaken = this.hasBegun || (this.wasOpen && !refusal);
    return wasTaken ? reconnectTimeoutMs : openTimeoutMs;
  }

  private openAgain(): void {
    this.prepared = this.replacement ?? this.prepared;
    this.replacement = undefined;
    this.session = this.open(this.prepared);
  }

  private closeIfDeserted(): void {
    if (this.members.size === 0 && this.guests.size === 0) this.finish(() => undefined);
  }

  private finish(last: (member: Member) => void): void {
    if (this.over) return;
    this.over = true;
    this.reconnection.cancel();
    this.retire();
    this.session?.reader.close();
    this.environment.forget(this);
    for (const guest of this.guests) guest.host = undefined;
    this.guests.clear();
    this.host?.dismiss(this);
    this.members.end(last);
  }

  private dismiss(guest: SubscriptionStream<Context>): void {
    this.guests.delete(guest);
    this.closeIfDeserted();
  }
}

function stalled(milliseconds: number): GraphQLError {
  const message = `The client read nothing for ${milliseconds} ms; it may subscribe again after its last cursor.`;
  return subscriptionError(SubscriptionErrorCode.slowConsumer, message);
}

function textOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : JSON.stringify(cause);
}
