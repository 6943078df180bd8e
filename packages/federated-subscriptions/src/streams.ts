import type { GraphQLError } from 'graphql';
import { Counters } from './counters.ts';
import { givenCursor } from './cursor.ts';
import { SubscriptionErrorCode, typedOr } from './errors.ts';
import { SubscriptionStream } from './subscription-stream.ts';
import type { Member } from './member.ts';
import { defaultLimits, type Audience, type FederatedSubscriptionsOptions } from './options.ts';
import type { Resolved } from './plan-cache.ts';
import { Refusal } from './refusal.ts';
import type { Environment, StreamStart } from './stream-environment.ts';

type Values = Readonly<Record<string, unknown>>;

/** All running streams; groups the members that share one. */
export class Streams<Context> {
  readonly all = new Set<SubscriptionStream<Context>>();
  readonly counters = new Counters();
  readonly environment: Environment<Context, SubscriptionStream<Context>>;
  private readonly shared = new Map<string, SubscriptionStream<Context>>();

  constructor(options: FederatedSubscriptionsOptions<Context>) {
    const limits = { ...defaultLimits, ...options.limits };
    const { counters } = this;
    const forget = (stream: SubscriptionStream<Context>): void => this.forget(stream);
    this.environment = { options, limits, logger: options.logger ?? console, counters, forget };
  }

  get audiences(): number {
    return this.shared.size;
  }

  get catchingUp(): number {
    return [...this.all].filter(({ host }) => host !== undefined).length;
  }

  /** Puts a new member where it belongs. @throws Refusal */
  place(member: Member, { prepared, coerced }: Resolved, inputs: Values, context: Context): void {
    const variables = declaredOnly(prepared.operation.variableDefinitions ?? [], inputs);
    const after = givenCursor(prepared.cursor, coerced);
    if (after !== undefined) this.counters.replays += 1;
    const audience = this.audienceOf({ prepared, coerced }, variables, context);
    const start = { prepared, variables, context: audience ? audience.context : context };
    if (!audience) return this.start({ ...start, after }).join(member);
    const key = shareKey(audience, { prepared, coerced });
    const host = this.shared.get(key) ?? this.start({ ...start, key });
    if (after === undefined && !host.isAway) host.join(member);
    else this.catchUp(member, host, { ...start, after });
  }

  /** Ends everything for one reason. */
  fail(error: GraphQLError): void {
    for (const stream of [...this.all]) stream.fail(error);
  }

  private catchUp(member: Member, host: SubscriptionStream<Context>, start: StreamStart<Context>): void {
    const missed = host.recent.since(start.after);
    if (missed) {
      host.join(member);
      for (const result of missed) member.deliver(result);
      return;
    }
    const own = this.start(start);
    own.visit(host);
    own.join(member);
  }

  private start(start: StreamStart<Context>): SubscriptionStream<Context> {
    const stream = new SubscriptionStream(this.environment, start);
    this.all.add(stream);
    if (stream.key !== undefined) this.shared.set(stream.key, stream);
    return stream;
  }

  private forget(stream: SubscriptionStream<Context>): void {
    this.all.delete(stream);
    if (stream.key !== undefined && this.shared.get(stream.key) === stream) this.shared.delete(stream.key);
  }

  private audienceOf({ prepared }: Resolved, variables: Values, context: Context): Audience<Context> | null {
    const { document, operationName, coordinate } = prepared;
    try {
      return (
        this.environment.options.audienceOf?.(context, { document, operationName, variables, coordinate }) ??
        null
      );
    } catch (cause) {
      this.environment.logger.warn(`audienceOf failed: ${String(cause)}`);
      throw Refusal.of(
        typedOr(cause, SubscriptionErrorCode.internal, 'The subscription could not be placed.'),
      );
    }
  }
}

/**
 * Equal for callers with the same rights whose operations have the same name and text; formatting and cursor do not count.
 * Another order of fields is another text, and another audience: results are shared as JSON text.
 */
function shareKey({ key }: Audience<unknown>, { prepared, coerced }: Resolved): string {
  const variables = declaredOnly(prepared.operation.variableDefinitions ?? [], coerced);
  return JSON.stringify([key, prepared.operationName ?? null, variables, prepared.text]);
}

type Definitions = NonNullable<Resolved['prepared']['operation']['variableDefinitions']>;

function declaredOnly(definitions: Definitions, values: Values): Values {
  const names = definitions
    .map(({ variable }) => variable.name.value)
    .filter((name) => Object.hasOwn(values, name));
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
