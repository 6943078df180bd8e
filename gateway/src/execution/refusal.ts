import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';

/** An operation that does not fit the schema, with an error and its place for each fault. */
export class OperationRefusal extends EcoGridError<'OPERATION_INVALID'> {
  readonly errors: readonly GraphQLFormattedError[];

  constructor(faults: readonly GraphQLError[]) {
    super('OPERATION_INVALID', { reason: 'REJECTED', quote: faults[0]?.message });
    this.errors = faults.map(formatted);
  }
}

function formatted({ message: quote, locations }: GraphQLError): GraphQLFormattedError {
  const { message, extensions } = new EcoGridError('OPERATION_INVALID', { reason: 'REJECTED', quote });
  return { message, extensions, ...(locations && { locations }) };
}
