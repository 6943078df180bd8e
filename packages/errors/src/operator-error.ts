/** A fault that the operator of the program can correct. The message is complete, on one line when possible. */
export class OperatorError extends Error {}

/** The output of a program that could not start: a line for its operator, or the trace of a fault of ours. */
export function startupFailure(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
