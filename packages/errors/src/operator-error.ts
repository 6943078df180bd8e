/** A fault that whoever runs the program can mend. The message says all there is to say, on one line where it can. */
export class OperatorError extends Error {}

/** What a program that could not start prints: a line for its operator, or the trace of a fault of ours. */
export function startupFailure(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
