import type { GraphQLFormattedError } from 'graphql';
import { BOUNDS } from '../bounds.ts';

const { errors: MAX_ERRORS, errorBytes: MAX_ERROR_BYTES, errorCharacters: MAX_TEXT } = BOUNDS.http;

/** The errors of an answer: the first ones, each of bounded length. */
export function boundedErrors(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  return errors.slice(0, MAX_ERRORS).map((error) => (isShort(error) ? error : shortened(error)));
}

function isShort(error: GraphQLFormattedError): boolean {
  return Buffer.byteLength(JSON.stringify(error)) <= MAX_ERROR_BYTES;
}

/** Texts of an error repeat the words of the client, in both languages and in the details. */
function shortened({ message, extensions = {} }: GraphQLFormattedError): GraphQLFormattedError {
  const { code, messages } = extensions as { code?: unknown; messages?: Readonly<Record<string, unknown>> };
  const texts = Object.entries(messages ?? {}).map(
    ([language, text]) => [language, cut(String(text))] as const,
  );
  return {
    message: cut(message),
    extensions: { code, ...(messages && { messages: Object.fromEntries(texts) }) },
  };
}

/** Half of a character at the end would make the answer no JSON for strict readers. */
function cut(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT).replace(/\p{Cs}$/u, '')}…`;
}
