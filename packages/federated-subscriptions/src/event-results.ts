import type { ExecutionResult } from 'graphql';
import { directResult, executeEvent, executeEvents, type Execution } from './event-execution.ts';
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

/** What events of one stream become, with the rights of whoever it is for. */
export class EventResults<Context> {
  constructor(
    private readonly environment: Surroundings<Context>,
    private readonly context: Context,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {}

  /** Results of events that have come together; undefined for those that have to be run alone. */
  async ofAll(
    prepared: PreparedOperation,
    events: readonly ExecutionResult[],
  ): Promise<ReadonlyArray<ExecutionResult | undefined>> {
    if (events.length < 2) return [];
    const context = await this.contextNow();
    this.environment.counters.executions += 1;
    if (prepared.batch) return executeEvents(this.execution(prepared), events, context);
    return events.map((event) => directResult(prepared, event));
  }

  async of(prepared: PreparedOperation, event: ExecutionResult): Promise<ExecutionResult> {
    const { formatError } = this.environment.options;
    if (isRequestError(event)) return formatted(refusedResult(event), formatError);
    const context = await this.contextNow();
    this.environment.counters.executions += 1;
    const direct = directResult(prepared, event);
    if (direct) return direct;
    return formatted(await executeEvent(this.execution(prepared), event, context), formatError);
  }

  private contextNow(): Context | PromiseLike<Context> {
    return this.environment.options.contextForEvent?.(this.context) ?? this.context;
  }

  private execution(prepared: PreparedOperation): Execution {
    const { options, logger } = this.environment;
    return { prepared, variables: this.variables, services: options.services, logger };
  }
}
