import { catalogue, type ErrorCode } from './catalogue.ts';

/** Values for the `{name}` places of an entry's texts; also sent to the client as `extensions.details`. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** What clients read under `extensions`. */
export interface ErrorExtensions {
  readonly code: ErrorCode;
  readonly messages: { readonly en: string; readonly zh: string };
  readonly details: ErrorDetails;
  readonly [key: string]: unknown;
}

/**
 * The one error that services throw. GraphQL copies `extensions` of an original error into the answer,
 * so this class needs to know nothing of GraphQL.
 */
export class EcoGridError extends Error {
  override readonly name = 'EcoGridError';
  readonly extensions: ErrorExtensions;

  constructor(
    readonly code: ErrorCode,
    details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    const messages = errorTexts(code, details);
    super(messages.en, options);
    this.extensions = { code, messages, details };
  }

  get httpStatus(): number {
    return catalogue[this.code].http;
  }
}

/** Both texts of a code with its details filled in. */
export function errorTexts(code: ErrorCode, details: ErrorDetails): { en: string; zh: string } {
  const { en, zh } = catalogue[code];
  return { en: fill(en, details), zh: fill(zh, details) };
}

function fill(text: string, details: ErrorDetails): string {
  return text.replace(/\{(\w+)\}/g, (_place, name: string) => textOf(details[name]));
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(textOf).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
