import { channel } from 'node:diagnostics_channel';
import { catalogue, type ErrorCode } from './catalogue.ts';
import { errorTexts, publicDetails, type DetailsOf, type ErrorDetails } from './error-texts.ts';
import type { Text } from './text.ts';

/** The content of `extensions` in an answer. */
export interface ErrorExtensions {
  readonly code: ErrorCode;
  readonly messages: Text;
  readonly details: ErrorDetails;
  readonly [key: string]: unknown;
}

/** Details may be left out only when the text of the code has no slot. */
type Rest<Code extends ErrorCode> =
  ErrorDetails extends DetailsOf<Code>
    ? [details?: DetailsOf<Code>, options?: ErrorOptions]
    : [details: DetailsOf<Code>, options?: ErrorOptions];

/** Each new error is published here, so that tests can examine the texts of every refusal. */
export const ERROR_CHANNEL = 'ecogrid:error';
const created = channel(ERROR_CHANNEL);

/**
 * The error that services throw. GraphQL copies `extensions` of an original error into the answer, so this class does
 * not depend on GraphQL.
 */
export class EcoGridError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'EcoGridError';
  readonly extensions: ErrorExtensions;

  constructor(
    readonly code: Code,
    ...[details, options]: Rest<Code>
  ) {
    const given = (details ?? {}) as DetailsOf<Code>;
    const messages = errorTexts(code, given);
    super(messages.en, options);
    this.extensions = { code, messages, details: publicDetails(given) };
    if (created.hasSubscribers) created.publish(this.extensions);
  }

  get httpStatus(): number {
    return catalogue[this.code].http;
  }
}
