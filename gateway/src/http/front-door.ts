import type { RequestListener } from 'node:http';
import { listen, sendText, type ListenOptions, type ListeningServer } from '@ecogrid/service';

export interface FrontDoor {
  readonly http: ListeningServer;
  /** Answers with the listener from now on. */
  readonly serve: (listener: RequestListener) => void;
}

/**
 * Takes the address of a gateway before the graph behind it is ready: a port in use is noticed at once, links know the
 * port, and a supervisor sees a process that lives. It answers 503 until it serves.
 */
export async function openFrontDoor(options: ListenOptions): Promise<FrontDoor> {
  let current: RequestListener = starting;
  const http = await listen((request, response) => current(request, response), options);
  let closed: Promise<void> | undefined;
  // The gateway closes it, and a start that was broken off does.
  const close = (): Promise<void> => (closed ??= http.close());
  return { http: { ...http, close }, serve: (listener) => (current = listener) };
}

/** How soon a client asks again, in seconds. */
const ASK_AGAIN_SECONDS = 1;

const starting: RequestListener = (request, response) => {
  if (request.url === '/live') return sendText(response, 200, 'live\n');
  response.setHeader('retry-after', ASK_AGAIN_SECONDS);
  sendText(response, 503, 'starting\n');
};
