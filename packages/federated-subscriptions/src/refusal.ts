import type { GraphQLError } from 'graphql';

/** Carries the errors that answer a subscribe which is not begun; never leaves this package. */
export class Refusal extends Error {
  readonly errors: readonly GraphQLError[];

  constructor(errors: readonly GraphQLError[]) {
    super('refused');
    this.errors = errors;
  }

  static of(error: GraphQLError): Refusal {
    return new Refusal([error]);
  }
}
