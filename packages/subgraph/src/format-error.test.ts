import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import { silentLogger, type Logger } from '@ecogrid/service';
import { formatError } from './format-error.ts';

describe('an error that leaves a subgraph', () => {
  const received = (error: GraphQLError, logger: Logger = silentLogger): Record<string, unknown> =>
    formatError(error, 'request-7', logger).extensions ?? {};

  test('keeps its code, both texts and its details when it is of the catalogue', () => {
    const original = new EcoGridError('NOT_FOUND', { thing: 'case', id: 'x' });
    expect(received(new GraphQLError('wrapped', { originalError: original }))).toEqual(original.extensions);
  });

  test('is masked when it is unknown: the log has it by request id, the client has not', () => {
    const logged: object[] = [];
    const logger = { ...silentLogger, error: (fields: object) => void logged.push(fields) };
    const secret = new Error('connect ECONNREFUSED mysql://root:secret@db');
    const answer = formatError(
      new GraphQLError(secret.message, { originalError: secret, path: ['a'] }),
      'request-7',
      logger,
    );
    expect(JSON.stringify(answer)).not.toMatch(/secret|mysql/);
    expect(answer).toMatchObject({
      path: ['a'],
      extensions: { code: 'INTERNAL_ERROR', details: { requestId: 'request-7' } },
    });
    expect(logged).toEqual([expect.objectContaining({ requestId: 'request-7' })]);
  });

  test('is a mistake of the operation when graphql-js itself says so', () => {
    expect(received(new GraphQLError('Cannot query field "x"'))).toMatchObject({ code: 'OPERATION_INVALID' });
  });
});
