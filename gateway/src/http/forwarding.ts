import type { IncomingMessage, ServerResponse } from 'node:http';
import { EcoGridError } from '@ecogrid/errors';
import type { Logger } from '@ecogrid/service';
import { BOUNDS } from '../bounds.ts';
import { openSession, type AuthParts } from '../auth/session.ts';
import type { SubgraphTransport } from '../upstream/transport.ts';

/** The paths that are handed on to doors of subgraphs, by the beginning of the path: `/uploads/` to `cases`. */
export type Routes = Readonly<Record<string, string>>;

export interface ForwardingParts {
  readonly routes: Routes;
  readonly transportOf: (subgraph: string) => SubgraphTransport | undefined;
  readonly auth: AuthParts;
  readonly logger: Logger;
}

const { transferBytes, transferMs, transfersAtOnce } = BOUNDS.http;

/** Hands requests on to the doors of subgraphs. It looks at the path and the length, and at nothing that is in it. */
export class Forwarding {
  private underWay = 0;

  constructor(private readonly parts: ForwardingParts) {}

  /** The subgraph to which a path is handed on, if any. */
  subgraphFor(path: string): string | undefined {
    return Object.entries(this.parts.routes).find(([prefix]) => path.startsWith(prefix))?.[1];
  }

  /** @throws EcoGridError REQUEST_TOO_LARGE, OPERATION_INVALID, TOO_MANY_TRANSFERS, SUBGRAPH_UNAVAILABLE or the door's own. */
  async forward(
    subgraph: string,
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<void> {
    requireBounded(request, response);
    const transport = this.parts.transportOf(subgraph);
    if (!transport?.http) throw new EcoGridError('SUBGRAPH_UNAVAILABLE', { subgraph });
    if (this.underWay >= transfersAtOnce) throw new EcoGridError('TOO_MANY_TRANSFERS');
    const cut = setTimeout(() => request.socket.destroy(), transferMs);
    this.underWay += 1;
    try {
      // The address proves the permission; the statement only tells the subgraph that the gateway asks.
      const session = await openSession(this.parts.auth, undefined, request, requestId);
      const call = { actorToken: () => session.tokenFor(subgraph), requestId };
      await transport.http(request, response, call);
    } catch (error) {
      if (!isGone(request, response)) throw error;
      this.parts.logger.debug({ requestId, error: String(error) }, 'the client broke off');
    } finally {
      this.underWay -= 1;
      clearTimeout(cut);
    }
  }
}

/** A body says its length before it comes: node then takes no more of it, and no less. */
function requireBounded({ headers }: IncomingMessage, response: ServerResponse): void {
  if ('transfer-encoding' in headers)
    throw new EcoGridError('OPERATION_INVALID', { reason: 'LENGTH_MISSING' });
  if (Number(headers['content-length'] ?? 0) <= transferBytes) return;
  response.setHeader('connection', 'close');
  throw new EcoGridError('REQUEST_TOO_LARGE', { limit: transferBytes });
}

function isGone(request: IncomingMessage, response: ServerResponse): boolean {
  return request.destroyed && !request.complete ? true : response.destroyed;
}
