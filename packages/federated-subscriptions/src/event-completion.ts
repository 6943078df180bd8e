import type { ExecutionResult, GraphQLError } from 'graphql';
import { SubscriptionErrorCode, subscriptionError } from './errors.ts';
import { directResult, executeEvents, type Execution } from './event-execution.ts';
import type { PreparedOperation } from './prepared-operation.ts';
import { formatted, isRequestError, refusedResult } from './result-errors.ts';
import type { MemberEnvironment } from './member.ts';
import type { FederatedSubscriptionsOptions } from './options.ts';

type Options<Context> = Pick<
  FederatedSubscriptionsOptions<Context>,
  'services' | 'contextForEvent' | 'formatError'
>;
type Surroundings<Context> = Pick<MemberEnvironment, 'counters' | 'logger'> & {
  readonly options: Options<Context>;
};

/** Events that are completed together. */
const TOGETHER = 512;

export interface Portion {
  readonly these: readonly ExecutionResult[];
  /** Their results; undefined where one of them has to be run alone: then each is. */
  readonly together: readonly ExecutionResult[] | undefined;
}

/** Completes the events of one stream across subgraphs, with the rights of the stream's audience. */
export class EventCompletion<Context> {
  constructor(
    private readonly environment: Surroundings<Context>,
    private readonly context: Context,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {}

  /**
   * Events that have come together, some at a time; the next ones are fetched for while these are delivered. Unless
   * some of these have to be run alone: the next ones must not show an earlier state than they do.
   */
  async *portions(
    prepared: PreparedOperation,
    events: readonly ExecutionResult[],
  ): AsyncGenerator<Portion, void, undefined> {
    let ahead = this.begun(prepared, events.slice(0, TOGETHER));
    for (let end = TOGETHER; end - TOGETHER < events.length; end += TOGETHER) {
      const these = events.slice(end - TOGETHER, end);
      const together = await ahead;
      const next = (): Promise<Portion['together']> =>
        this.begun(prepared, events.slice(end, end + TOGETHER));
      if (together) ahead = next();
      yield { these, together };
      if (!together) ahead = next();
    }
  }

  private begun(
    prepared: PreparedOperation,
    events: readonly ExecutionResult[],
  ): Promise<Portion['together']> {
    const together = this.ofAll(prepared, events);
    together.catch(() => undefined); // reported when it is awaited, which never happens once the stream has ended
    return together;
  }

  private async ofAll(
    prepared: PreparedOperation,
    events: readonly ExecutionResult[],
  ): Promise<Portion['together']> {
    if (events.length < 2 || !events.every((event) => hasRoot(prepared, event) && !isRequestError(event)))
      return undefined;
    const context = await this.contextNow();
    this.environment.counters.executions += 1;
    try {
      const results = await this.all(prepared, events, context);
      return results.map((each) => formatted(each, this.environment.options.formatError));
    } catch {
      return undefined; // an event that cannot be completed fails alone
    }
  }

  async of(prepared: PreparedOperation, event: ExecutionResult): Promise<ExecutionResult> {
    const { formatError } = this.environment.options;
    if (isRequestError(event)) return formatted(refusedResult(event), formatError);
    const context = await this.contextNow();
    if (!hasRoot(prepared, event)) return formatted({ data: null, errors: [incomplete()] }, formatError);
    this.environment.counters.executions += 1;
    return formatted(await this.completed(prepared, event, context), formatError);
  }

  /** A failure here, such as data of a form that the schema excludes, is an error of this event alone. */
  private async completed(
    prepared: PreparedOperation,
    event: ExecutionResult,
    context: Context,
  ): Promise<ExecutionResult> {
    try {
      const [result] = await this.all(prepared, [event], context);
      return result ?? { data: null, errors: [incomplete()] };
    } catch (cause) {
      this.environment.logger.warn(`An event could not be completed: ${String(cause)}`);
      return { data: null, errors: [incomplete()] };
    }
  }

  private async all(
    prepared: PreparedOperation,
    events: readonly ExecutionResult[],
    context: Context,
  ): Promise<ReadonlyArray<ExecutionResult>> {
    const direct = events.map((event) => directResult(prepared, this.variables, event));
    const results = direct.every((each) => each !== undefined)
      ? direct
      : await executeEvents(this.execution(prepared), events, context);
    return results;
  }

  private contextNow(): Context | PromiseLike<Context> {
    return this.environment.options.contextForEvent?.(this.context) ?? this.context;
  }

  private execution(prepared: PreparedOperation): Execution {
    const { options, logger } = this.environment;
    return { prepared, variables: this.variables, services: options.services, logger };
  }
}

/** Whether an event without errors carries the field that was subscribed to, be it null. */
function hasRoot({ responseName }: PreparedOperation, { data, errors }: ExecutionResult): boolean {
  return Boolean(errors) || !data || Object.hasOwn(data, responseName);
}

function incomplete(): GraphQLError {
  return subscriptionError(
    SubscriptionErrorCode.event,
    'The event cannot be completed; the subscription goes on.',
  );
}
