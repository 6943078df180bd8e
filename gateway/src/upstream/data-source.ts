import type { GraphQLDataSource } from '@apollo/gateway';
import type { Session } from '../auth/session.ts';
import { unavailable } from './remote-transport.ts';
import type { SubgraphTransport } from './transport.ts';

type ProcessOptions = Parameters<GraphQLDataSource['process']>[0];
type ProcessResult = ReturnType<GraphQLDataSource['process']>;

/** What Apollo's executor calls for each fetch of a plan: one operation, as the actor of the request. */
export class TransportDataSource implements GraphQLDataSource<Record<string, unknown>> {
  constructor(
    readonly name: string,
    readonly transport: SubgraphTransport,
  ) {}

  async process({ request, context }: ProcessOptions): ProcessResult {
    const session = context as unknown as Session;
    const call = {
      query: request.query ?? '',
      operationName: request.operationName ?? undefined,
      variables: request.variables ?? undefined,
      actorToken: () => session.tokenFor(this.name),
      requestId: session.requestId,
    };
    const answer = await this.transport.execute(call).catch((error: unknown) => {
      throw error instanceof Error && 'extensions' in error ? error : unavailable(this.name);
    });
    return answer;
  }
}
