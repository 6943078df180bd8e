import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import { BOUNDS } from '../bounds.ts';
import type { Session } from '../auth/session.ts';
import { budgetOf, isTooLarge, sizeOf, type AnswerBudget } from './answer-budget.ts';
import { unavailable } from './remote-transport.ts';
import type { SubgraphAnswer, SubgraphCall, SubgraphTransport } from './transport.ts';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessResult = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** Errors of one answer that are taken on; the executor gives each a path. */
const MAX_ERRORS = BOUNDS.upstream.errors;

/** The data source that every executor calls for each fetch of a plan: one operation, as the actor of the request. */
export class TransportDataSource implements GraphQLDataSource<Record<string, unknown>> {
  constructor(
    readonly name: string,
    readonly transport: SubgraphTransport,
  ) {}

  process({ request, context }: ProcessOptions): Promise<ProcessResult> {
    const { query = '', operationName, variables } = request;
    const call = { query, operationName: operationName ?? undefined, variables: variables ?? undefined };
    return this.fetch(call, context as unknown as Session);
  }

  /** One operation as the actor of a session, within the bounds of its request or event. */
  async fetch(
    call: Pick<SubgraphCall, 'query' | 'operationName' | 'variables'>,
    session: Session,
  ): Promise<ProcessResult> {
    const budget = budgetOf(session);
    const refused = budget.ask(representationsIn(call.variables));
    if (refused) return { errors: [refused] };
    // The client has left, or the time is over.
    if (budget.signal.aborted) throw unavailable(this.name);
    const asked = {
      ...call,
      actorToken: () => session.tokenFor(this.name),
      requestId: session.requestId,
      headers: session.headers,
      signal: budget.signal,
      maxBytes: budget.bytesLeft,
    };
    return within(budget, await budget.timed(() => this.answer(asked, budget)));
  }

  private async answer(call: SubgraphCall, budget: AnswerBudget): Promise<SubgraphAnswer> {
    try {
      return await this.transport.execute(call);
    } catch (error) {
      if (budget.exceeded) return { errors: [budget.exceeded] };
      if (error instanceof GraphQLError && isTooLarge(error)) return { errors: [error] };
      throw error instanceof Error && 'extensions' in error ? error : unavailable(this.name);
    }
  }
}

function representationsIn(variables: SubgraphCall['variables']): number {
  const given: unknown = variables?.['representations'];
  return Array.isArray(given) ? given.length : 0;
}

function within(budget: AnswerBudget, answer: SubgraphAnswer): ProcessResult {
  const exceeded =
    budget.exceeded ?? budget.take(answer.bytes ?? sizeOf(answer.data, budget.bytesLeft)) ?? passedBy(answer);
  if (exceeded) return { errors: [budget.end(exceeded)] };
  return (answer.errors?.length ?? 0) > MAX_ERRORS
    ? { ...answer, errors: answer.errors?.slice(0, MAX_ERRORS) }
    : answer;
}

function passedBy({ errors = [] }: SubgraphAnswer): GraphQLError | undefined {
  return errors.find(isTooLarge);
}
