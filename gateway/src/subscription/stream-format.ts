/** How one kind of stream over HTTP writes results. Payloads are JSON, which has no line breaks. */
export interface StreamFormat {
  readonly contentType: string;
  /** The first bytes of the stream. */
  readonly beginning: string;
  /** @param id of the event: a client that comes back names the last one it has read. */
  next(payload: string, id?: string): string;
  /** The end of the operation. */
  readonly complete: string;
  /** The end of the stream from this side, before that of the operation: the client may come back. */
  closed(reason: string, code: number): string;
  readonly heartbeat: string;
}

/** Server-sent events, by the protocol of graphql-sse with a connection for each operation. */
export const EVENT_STREAM: StreamFormat = {
  contentType: 'text/event-stream; charset=utf-8',
  beginning: ':\n\n',
  next: (payload, id) => `${id === undefined ? '' : `id: ${id}\n`}event: next\ndata: ${payload}\n\n`,
  complete: 'event: complete\ndata:\n\n',
  closed: (reason, code) => `: ${code} ${reason}\n\n`,
  heartbeat: ':\n\n',
};

const BOUNDARY = 'graphql';
const DELIMITER = `\r\n--${BOUNDARY}`;
/** A client takes a part as whole once the delimiter behind it has come. */
const part = (json: string): string => `\r\ncontent-type: application/json\r\n\r\n${json}${DELIMITER}`;
const LAST = '--\r\n';

/** Subscriptions over multipart HTTP, as Apollo's clients speak it. */
export const MULTIPART: StreamFormat = {
  contentType: `multipart/mixed;boundary="${BOUNDARY}";subscriptionSpec=1.0`,
  beginning: DELIMITER,
  next: (payload) => part(`{"payload":${payload}}`),
  complete: LAST,
  closed: (message, code) =>
    part(JSON.stringify({ payload: null, errors: [{ message, extensions: { code: `CLOSED_${code}` } }] })) +
    LAST,
  heartbeat: part('{}'),
};
