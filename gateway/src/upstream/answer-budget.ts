import { setMaxListeners } from 'node:events';
import { GraphQLError } from 'graphql';
import { errorTexts } from '@ecogrid/errors';
import { BOUNDS } from '../bounds.ts';

/** Bounds on the answers of the subgraphs for one request or one pushed event, the same for each executor. */
export interface AnswerLimits {
  readonly maxBytesOfFetch: number;
  readonly maxBytes: number;
  readonly maxRepresentationsOfFetch: number;
  readonly maxRepresentations: number;
  readonly maxMs: number;
}

type Measure = 'BYTES' | 'REPRESENTATIONS';

const CODE = 'ANSWER_TOO_LARGE';

/** The resources that one request or event has used. Beyond a bound, its pending calls are aborted. */
export class AnswerBudget {
  /** Why the operation was ended; undefined while it is within its bounds. */
  exceeded: GraphQLError | undefined;
  private readonly controller = new AbortController();
  private bytes = 0;
  private representations = 0;
  /** Of the calls that are under way. */
  private calls = 0;
  private endsAt: number | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly limits: AnswerLimits = BOUNDS.answer) {
    // Each fetch listens.
    setMaxListeners(0, this.controller.signal);
  }

  /** Aborted as soon as a bound is passed. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Bytes that the next answer may have. */
  get bytesLeft(): number {
    return Math.min(this.limits.maxBytesOfFetch, this.limits.maxBytes - this.bytes);
  }

  /** @returns the error when nothing more may be asked for. */
  ask(representations: number): GraphQLError | undefined {
    const { maxRepresentationsOfFetch, maxRepresentations } = this.limits;
    this.representations += representations;
    if (representations > maxRepresentationsOfFetch)
      this.exceed('REPRESENTATIONS', maxRepresentationsOfFetch);
    if (this.representations > maxRepresentations) this.exceed('REPRESENTATIONS', maxRepresentations);
    return this.exceeded;
  }

  /** @returns the error when the answer was one too many. */
  take(bytes: number): GraphQLError | undefined {
    const { maxBytesOfFetch, maxBytes } = this.limits;
    this.bytes += bytes;
    if (bytes > maxBytesOfFetch) this.exceed('BYTES', maxBytesOfFetch);
    if (this.bytes > maxBytes) this.exceed('BYTES', maxBytes);
    return this.exceeded;
  }

  /** Makes a call in the time that is left from the first one on: at its end, all that are under way are aborted. */
  async timed<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    this.endsAt ??= performance.now() + this.limits.maxMs;
    if (this.calls === 0) this.timer = setTimeout(() => this.abandon(), this.endsAt - performance.now());
    this.calls += 1;
    try {
      return await call();
    } finally {
      this.calls -= 1;
      if (this.calls === 0) clearTimeout(this.timer);
    }
  }

  /** The client has left, or the time is over: fetches under way are no longer needed. */
  abandon(): void {
    this.controller.abort();
  }

  /** A subgraph has ended its part at a bound of its own. */
  end(error: GraphQLError): GraphQLError {
    this.exceeded ??= error;
    this.controller.abort();
    return this.exceeded;
  }

  private exceed(measure: Measure, limit: number): void {
    this.end(answerTooLarge(measure, limit));
  }
}

export function answerTooLarge(measure: Measure, limit: number): GraphQLError {
  const details = { measure, limit };
  const messages = errorTexts(CODE, details);
  return new GraphQLError(messages.en, { extensions: { code: CODE, messages, details } });
}

const budgets = new WeakMap<object, AnswerBudget>();

/** The budget of a request or event: each has a context of its own, and the budget lives as long as the context. */
export function budgetOf(context: { readonly call?: object }): AnswerBudget {
  const key = context.call ?? context;
  let budget = budgets.get(key);
  if (!budget) budgets.set(key, (budget = new AnswerBudget()));
  return budget;
}

export function isTooLarge(error: { readonly extensions?: unknown }): boolean {
  return (error.extensions as { readonly code?: unknown } | undefined)?.code === CODE;
}

/** About the bytes of the value as JSON; counting ends soon after the bound. */
export function sizeOf(value: unknown, bound: number): number {
  let size = 0;
  const waiting: unknown[] = [value];
  while (waiting.length > 0 && size <= bound) {
    const each = waiting.pop();
    size += 4;
    if (typeof each === 'string') size += each.length;
    else if (Array.isArray(each)) for (const item of each) waiting.push(item);
    else if (typeof each === 'object' && each !== null)
      for (const key in each) {
        size += key.length + 3;
        waiting.push((each as Record<string, unknown>)[key]);
      }
  }
  return size;
}
