import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Pool, type Dispatcher } from 'undici';
import { EcoGridError } from '@ecogrid/errors';
import { BOUNDS } from '../bounds.ts';
import type { SubgraphCall } from './transport.ts';

/** Connections of its own: slow phones must not take those that operations need. */
const { transferConnections: connections, answerMs } = BOUNDS.upstream;

/** The forwarded headers: type and length of the content, and none that identifies the client. */
const REQUEST_HEADERS = ['accept', 'content-type', 'content-length'];
const RESPONSE_HEADERS = [
  ...['content-type', 'content-length', 'content-disposition', 'content-security-policy'],
  ...['cache-control', 'x-content-type-options', 'allow'],
];

/** A subgraph's own HTTP door over the network. Nothing is kept in memory beyond the bytes on their way. */
export class RemoteDoor {
  private readonly pool: Pool;

  constructor(
    private readonly name: string,
    origin: string,
  ) {
    const timeouts = { headersTimeout: answerMs, bodyTimeout: answerMs };
    this.pool = new Pool(origin, { connections, ...timeouts });
  }

  async pass(
    request: IncomingMessage,
    response: ServerResponse,
    { actorToken, requestId }: Pick<SubgraphCall, 'actorToken' | 'requestId'>,
  ): Promise<void> {
    const token = await actorToken();
    const headers = {
      ...only(request.headers, REQUEST_HEADERS),
      'x-request-id': requestId,
      ...(token && { authorization: `Bearer ${token}` }),
    };
    const answer = await this.asked(request, headers);
    response.writeHead(answer.statusCode, only(answer.headers, RESPONSE_HEADERS));
    await pipeline(answer.body, response);
  }

  close(): Promise<void> {
    return this.pool.close();
  }

  private async asked(
    request: IncomingMessage,
    headers: Record<string, string>,
  ): Promise<Dispatcher.ResponseData> {
    const { method = 'GET', url: path = '/' } = request;
    try {
      return await this.pool.request({
        method: method,
        path,
        headers,
        body: 'content-length' in request.headers ? bodyOf(request) : null,
      });
    } catch (cause) {
      throw new EcoGridError('SUBGRAPH_UNAVAILABLE', { subgraph: this.name }, { cause });
    }
  }
}

/**
 * The body as a stream that may end before it: a subgraph that refuses early is no reason to cut off the client, who
 * must still hear the answer. A client who breaks off ends it with an error, so that the subgraph keeps nothing.
 */
function bodyOf(request: IncomingMessage): PassThrough {
  const body = new PassThrough();
  request.pipe(body);
  request.once('close', () => request.complete || body.destroy(new Error('the client broke off')));
  body.once('close', () => void request.unpipe(body).resume());
  return body;
}

function only(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  const passed = names.flatMap((name) => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(passed);
}
