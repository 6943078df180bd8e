import { z } from '@ecogrid/service';

const id = z.string().min(1).max(200);

const payload = z.record(z.string(), z.unknown()).nullish();

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connection_init'), payload }),
  z.object({ type: z.literal('ping'), payload }),
  z.object({ type: z.literal('pong'), payload }),
  z.object({ type: z.literal('complete'), id }),
  z.object({
    type: z.literal('subscribe'),
    id,
    payload: z.object({
      query: z.string().nullish(),
      documentId: id.nullish(),
      operationName: z.string().nullish(),
      variables: payload,
      extensions: payload,
    }),
  }),
]);

/** A message that a client may send, by graphql-transport-ws. */
export type ClientMessage = z.infer<typeof message>;
export type SubscribePayload = Extract<ClientMessage, { type: 'subscribe' }>['payload'];

/** @returns undefined when the text is no message of the protocol. */
export function clientMessage(text: string): ClientMessage | undefined {
  try {
    const parsed = message.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
