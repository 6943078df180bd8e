import { EcoGridError } from '@ecogrid/errors';

/** The media types of an answer, the usual one first. */
const SERVED = ['application/json', 'application/graphql-response+json'] as const;
export type AnswerType = (typeof SERVED)[number];

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
  if (!accept?.trim()) return SERVED[0];
  for (const { type } of wishesIn(accept)) {
    const served = SERVED.find((each) => type === each || type === '*/*' || type === 'application/*');
    if (served) return served;
  }
  throw new EcoGridError('NOT_ACCEPTABLE', { types: SERVED });
}

/** The media type of a refusal: the one that is wanted, and the usual one where none can be served. */
export function refusalType(accept: string | undefined): AnswerType {
  try {
    return answerType(accept);
  } catch {
    return SERVED[0];
  }
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
