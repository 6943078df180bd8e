import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { catalogue, EcoGridError } from '@ecogrid/errors';
import { SubscriptionErrorCode } from '@ecogrid/federated-subscriptions';
import { inBothLanguages } from './client-error.ts';

const given = (code: string, extensions = {}): GraphQLError =>
  new GraphQLError('as the library has it', { extensions: { code, ...extensions } });

describe('an error of a subscription', () => {
  test.each(Object.values(SubscriptionErrorCode))('%s reaches clients in both languages', (code) => {
    const { message, extensions } = inBothLanguages(given(code));
    expect(Object.keys(catalogue)).toContain(extensions['code']);
    expect(extensions['messages']).toEqual({ en: message, zh: expect.stringMatching(/\p{Script=Han}/u) });
  });

  test('that is a mistake of the client has the code that the same mistake has over HTTP', () => {
    const { message, extensions } = inBothLanguages(given('GRAPHQL_VALIDATION_FAILED'));
    expect(extensions['code']).toBe('OPERATION_INVALID');
    expect(message).toContain('as the library has it');
  });

  test('keeps the reasons of its cause', () => {
    const reasons = ['Cannot query field "colour"'];
    const { message, extensions } = inBothLanguages(given('SUBSCRIPTION_SCHEMA_CHANGED', { reasons }));
    expect(extensions['details']).toMatchObject({ reasons });
    expect(message).toContain('colour');
  });

  test('that a subgraph has worded is passed on as it is', () => {
    const { message, extensions } = new EcoGridError('CURSOR_EXPIRED', { restartFrom: 'c7' });
    const error = new GraphQLError(message, { extensions });
    expect(inBothLanguages(error)).toBe(error);
  });

  test('of a foreign subgraph keeps its own word', () => {
    const error = given('OUT_OF_STOCK');
    expect(inBothLanguages(error)).toBe(error);
  });
});

describe('a null that the schema does not allow', () => {
  const nulled = given('INVALID_GRAPHQL');

  test('is an error with the path of the field, in both languages', () => {
    const path = ['trainings', 'edges', 0, 'node'];
    const error = inBothLanguages(new GraphQLError(nulled.message, { ...nulled, path }));
    expect(error.path).toEqual(path);
    expect(error.extensions).toMatchObject({
      code: 'DATA_INCOMPLETE',
      messages: { en: error.message, zh: expect.stringContaining('trainings.edges.0.node') },
      details: { field: 'trainings.edges.0.node' },
    });
  });

  test('has a place: a fault of the graph itself is another', () => {
    expect(inBothLanguages(nulled).extensions['code']).not.toBe('DATA_INCOMPLETE');
  });
});
