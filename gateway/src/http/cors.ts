import type { IncomingMessage, ServerResponse } from 'node:http';

/** How long a browser may remember that it may ask, in seconds. */
const PREFLIGHT_SECONDS = 24 * 60 * 60;

/**
 * Lets pages of the listed origins read answers. Nothing of the request is reflected: the answer names an origin of the
 * list. There are no cookies, so no credentials are allowed.
 */
export class Cors {
  constructor(private readonly origins: ReadonlySet<string>) {}

  /** Marks the answer for the page that asks, if it may read it. */
  mark(request: IncomingMessage, response: ServerResponse): void {
    if (this.origins.size === 0) return;
    response.setHeader('vary', 'origin');
    if (!this.isAllowed(request)) return;
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '');
    response.setHeader('access-control-expose-headers', 'x-request-id, retry-after, etag');
  }

  /** Answers the question that a browser asks before it sends an operation. @returns false when it was none. */
  preflight(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'OPTIONS' || !this.isAllowed(request)) return false;
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader('access-control-allow-headers', 'content-type, authorization, last-event-id');
    response.setHeader('access-control-max-age', PREFLIGHT_SECONDS);
    response.writeHead(204).end();
    return true;
  }

  private isAllowed({ headers }: IncomingMessage): boolean {
    return headers.origin !== undefined && this.origins.has(headers.origin);
  }
}
