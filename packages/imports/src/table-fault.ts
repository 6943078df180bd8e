import type { ProblemKey } from '@ecogrid/errors';

/** A fault of a whole file: it cannot be read as a table. */
export class TableFault extends Error {
  override readonly name = 'TableFault';

  constructor(
    readonly problem: ProblemKey,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(problem, options);
  }
}
