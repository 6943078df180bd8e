import type { ExecutionResult } from 'graphql';

const payloads = new WeakMap<ExecutionResult, string>();

/**
 * The JSON of a result, written once however many clients get it: every member of an audience is handed the same
 * result object. A transport makes each client's frame from it: `{"id":…,"type":"next","payload":<this>}`.
 */
export function sharedPayload(result: ExecutionResult): string {
  const known = payloads.get(result);
  if (known !== undefined) return known;
  const text = JSON.stringify(result);
  payloads.set(result, text);
  return text;
}
