import type { ConsumerInfo, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import { createInbox, nanos } from '@nats-io/transport-node';
import type { Logger } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';
import { Backoff } from '../backoff.ts';
import type { SourceStream, StreamState } from './source-stream.ts';
import { readerConfig } from './stream-config.ts';

const RETRY = { firstMs: 50, mostMs: 2_000 };
const ABANDONED_MS = BOUNDS.nats.abandonedMs;

/** The receiver of the messages that the reader finds. */
export interface LiveSink {
  /** The last position taken; −1 before the first `begin`. */
  readonly head: number;
  readonly epoch: string;
  /** Learns which stream this is. @returns the position after which messages are wanted. */
  begin(state: StreamState): number;
  take(message: JsMsg): void;
}

export interface LiveReaderOptions {
  readonly logger: Logger;
  /** How long nothing may come while the stream has more, milliseconds. */
  readonly watchdogMs: number;
}

/**
 * One ordered consumer of a stream, made anew from where it got to whenever something is odd: a message out of turn, a
 * lost connection, another stream under the same name, or silence while there is more. The library's own ordered
 * consumer mends itself too, but into any stream that it finds then, and was seen to stop without a word.
 */
export class LiveReader {
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private readonly watchdog: NodeJS.Timeout;
  private endSession = (): void => undefined;
  private headAtLastLook = -1;

  constructor(
    private readonly stream: SourceStream,
    private readonly sink: LiveSink,
    private readonly options: LiveReaderOptions,
  ) {
    this.running = this.run();
    this.watchdog = setInterval(() => {
      this.look().catch((error: unknown) => this.restart(String(error)));
    }, options.watchdogMs).unref();
  }

  /** Checks the identity of the stream, and goes on from the head with a consumer made anew. */
  restart(reason: string): void {
    this.options.logger.warn({ source: this.stream.source, reason }, 'the reader of events is made anew');
    this.endSession();
  }

  async close(): Promise<void> {
    clearInterval(this.watchdog);
    this.stopping.abort();
    this.endSession();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const backoff = new Backoff(RETRY, signal);
    while (!signal.aborted) {
      try {
        await this.session();
        backoff.reset();
      } catch (error) {
        const { logger } = this.options;
        logger.warn({ source: this.stream.source, error: String(error) }, 'events cannot be read yet');
        await backoff.pause();
      }
    }
  }

  private async session(): Promise<void> {
    const ended = new Promise<void>((resolve) => (this.endSession = resolve));
    const state = await this.stream.state();
    const info = await this.makeConsumer(this.sink.begin(state));
    // Made on this stream, and not on one that took its place in between.
    if ((await this.stream.state()).epoch !== state.epoch || this.stopping.signal.aborted) return;
    const messages = await this.listen(info);
    const fault = await Promise.race([ended, messages.closed()]);
    messages.stop();
    // Refused where the connection or the consumer is gone; the server forgets it then by itself.
    const { manager } = await this.stream.link;
    manager.consumers.delete(this.stream.name, info.name).catch(() => undefined);
    if (fault instanceof Error) throw fault;
  }

  private async makeConsumer(after: number): Promise<ConsumerInfo> {
    const config = readerConfig(after, {
      deliver_subject: createInbox(),
      flow_control: true,
      idle_heartbeat: nanos(this.options.watchdogMs),
      inactive_threshold: nanos(ABANDONED_MS),
    });
    const { manager } = await this.stream.link;
    return manager.consumers.add(this.stream.name, config);
  }

  private async listen({ config }: ConsumerInfo): Promise<ConsumerMessages> {
    const { client } = await this.stream.link;
    const consumer = await client.consumers.getBoundPushConsumer({
      deliver_subject: config.deliver_subject ?? '',
    });
    const end = this.endSession;
    let turn = 0;
    return consumer.consume({
      callback: (message) => {
        turn += 1;
        if (message.info.deliverySequence !== turn) end();
        else this.sink.take(message);
      },
    });
  }

  /** Silent since the last look, while the stream has more or is another one. */
  private async look(): Promise<void> {
    const silent = this.sink.head === this.headAtLastLook;
    this.headAtLastLook = this.sink.head;
    // Before the servers have been reached there is no more to come, and nothing to ask.
    if (!silent || this.sink.head < 0) return;
    // The connection handles unreachable servers, and reports when they are back.
    const state = await this.stream.state().catch(() => undefined);
    if (!state || this.sink.head !== this.headAtLastLook) return;
    if (state.epoch !== this.sink.epoch) this.restart('the stream was made anew');
    else if (state.last > this.sink.head) this.restart('nothing came while the stream had more');
  }
}
