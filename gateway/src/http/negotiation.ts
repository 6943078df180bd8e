import { EcoGridError } from '@ecogrid/errors';

/** The media types of an answer, the usual one first. */
const SERVED = ['application/json', 'application/graphql-response+json'] as const;
/** The media types of a stream of results. */
const STREAMS = ['text/event-stream', 'multipart/mixed'] as const;
export type AnswerType = (typeof SERVED)[number];
export type StreamType = (typeof STREAMS)[number];

interface Wish {
  readonly type: string;
  readonly quality: number;
}

/**
 * The media type of the answer that the client wants most, of those that can be served; the usual one where it does not
 * say.
 * @throws EcoGridError NOT_ACCEPTABLE when it wants none of them.
 */
export function answerType(accept: string | undefined): AnswerType {
  const type = wantedAnswer(accept);
  if (type) return type;
  throw new EcoGridError('NOT_ACCEPTABLE', { types: SERVED });
}

/** The media type of a refusal: the one that is wanted, and the usual one where none can be served. */
export function refusalType(accept: string | undefined): AnswerType {
  return wantedAnswer(accept) ?? SERVED[0];
}

/** Whether an answer can be given at all, as other than a stream. */
export const acceptsAnswer = (accept: string | undefined): boolean => wantedAnswer(accept) !== undefined;

function wantedAnswer(accept: string | undefined): AnswerType | undefined {
  if (!accept?.trim()) return SERVED[0];
  for (const { type } of wishesIn(accept)) {
    const served = SERVED.find((each) => type === each || type === '*/*' || type === 'application/*');
    if (served) return served;
  }
  return undefined;
}

/** The kind of stream that the client wants most; undefined when it names none. */
export function streamType(accept: string | undefined): StreamType | undefined {
  for (const { type } of wishesIn(accept ?? '')) {
    const served = STREAMS.find((each) => type === each);
    if (served) return served;
  }
  return undefined;
}

/** Wanted the most first; of as much wanted ones the first said. */
function wishesIn(accept: string): Wish[] {
  const wishes = accept.split(',').flatMap((each): Wish[] => {
    const [type = '', ...parameters] = each.split(';').map((part) => part.trim().toLowerCase());
    const quality = Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1);
    return type && quality > 0 ? [{ type, quality }] : [];
  });
  return wishes.sort((one, other) => other.quality - one.quality);
}

/** Whether a coding of the content is taken: it is named and not excluded. */
export function takesCoding(acceptEncoding: string | undefined, coding: string): boolean {
  return wishesIn(acceptEncoding ?? '').some(({ type }) => type === coding);
}
