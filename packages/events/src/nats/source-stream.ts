import { JetStreamApiCodes, JetStreamApiError } from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager, StreamInfo } from '@nats-io/jetstream';
import { streamConfig, type EventRetention } from './stream-config.ts';
import { originOf, type Origin } from './wire-event.ts';

/** The way to the servers. */
export interface NatsLink {
  readonly manager: JetStreamManager;
  readonly client: JetStreamClient;
}

/** The state of a stream, from the servers. */
export interface StreamState {
  /** From the moment the stream was made: one made anew is another. */
  readonly epoch: string;
  /** The oldest sequence that is kept; one beyond `last` when all was dropped. */
  readonly first: number;
  readonly last: number;
}

/** The end of a stream, from which a publisher goes on. */
export interface StreamEnd extends Pick<StreamState, 'epoch' | 'last'> {
  /** Where the newest event stood in its own log; absent when none is kept. */
  readonly newest?: Origin & { readonly id: string };
}

/** Another process made the stream first, with a retention of its own. */
const NAME_IN_USE = 10058;

const isApiError = (error: unknown, code: number): boolean =>
  error instanceof JetStreamApiError && error.code === code;

/** The stream that holds one source's events. The first caller creates it. */
export class SourceStream {
  private readonly config: ReturnType<typeof streamConfig>;

  constructor(
    readonly source: string,
    /** Resolves once the servers have been reached; rejects when they are no longer tried. */
    readonly link: Promise<NatsLink>,
    retention: EventRetention,
  ) {
    this.config = streamConfig(source, retention);
  }

  get name(): string {
    return this.config.name;
  }

  async state(): Promise<StreamState> {
    return stateOf(await this.info());
  }

  /** Gives the stream the retention of this process: for the source's own, whose word it is. */
  async configure(): Promise<void> {
    const { config } = await this.info();
    const { name, storage: _storage, retention: _retention, ...wanted } = this.config;
    const keys = ['max_age', 'max_bytes', 'duplicate_window', 'num_replicas'] as const;
    if (keys.some((key) => config[key] !== wanted[key]))
      await (await this.link).manager.streams.update(name, wanted);
  }

  /** Where the stream ends now. */
  async end(): Promise<StreamEnd> {
    const info = await this.info();
    const { epoch, last } = stateOf(info);
    if (info.state.messages === 0) return { epoch, last };
    const { manager } = await this.link;
    const message = await manager.streams.getMessage(this.name, { seq: last });
    return message ? { epoch, last, newest: originOf(message) } : { epoch, last };
  }

  private async info(): Promise<StreamInfo> {
    const { manager } = await this.link;
    try {
      return await manager.streams.info(this.name);
    } catch (error) {
      if (!isApiError(error, JetStreamApiCodes.StreamNotFound)) throw error;
      return this.make(manager);
    }
  }

  private async make(manager: JetStreamManager): Promise<StreamInfo> {
    try {
      return await manager.streams.add(this.config);
    } catch (error) {
      if (!isApiError(error, NAME_IN_USE)) throw error;
      return manager.streams.info(this.name);
    }
  }
}

function stateOf({ created, state }: StreamInfo): StreamState {
  const epoch = BigInt(created.replace(/\D/g, '')).toString(36);
  return { epoch, first: Math.max(1, state.first_seq), last: state.last_seq };
}
