import { describe, expect, test } from '@jest/globals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { Admission, type AdmissionOptions } from './admission.ts';
import type { Operation } from './operation-cost.ts';

/** Twenty fragments, each spreading the next twice: a million fields in 1.6 kB. */
const explosive = `{ ...F0 } ${Array.from({ length: 20 }, (_, n) => `fragment F${n} on Query { a${n}: __typename ${n < 19 ? `...F${n + 1} ...on Query { ...F${n + 1} }` : ''} }`).join(' ')}`;

const schema = buildSchema(`
  directive @mark repeatable on FIELD
  type Query { a: A, often: Int, person: Person, thing: Thing, organization: Organization }
  type A { a: A, b: B, leaf: Int }
  type B { c: C }
  type C { d: D }
  type D { e: E }
  type E { f: Int }
  interface Thing { name: String }
  type Person implements Thing { id: ID, name: String, home: Organization }
  type Organization implements Thing { code: ID, name: String, area: Area }
  type Area { zone: String, size: Int }
  type Subscription { a: A, b: B }
`);
const supergraph = `
  type Person @join__type(graph: GRIDS, key: "id") @join__type(graph: CASES, key: "home { area { zone } }") { id: ID }
  type Organization @join__type(graph: GRIDS, key: "code") {
    code: ID
    score: Int @join__field(graph: CASES, requires: "area { size }")
  }
`;

function sourceOf(apiSchema: GraphQLSchema): AdmissionOptions['source'] {
  return {
    onSchemaLoadOrUpdate(listener) {
      listener({ apiSchema, coreSupergraphSdl: supergraph });
      return () => undefined;
    },
  };
}

const LIMITS = { maxTokens: 1_000, maxExpandedSelections: 100, maxNesting: 5, maxAnsweredFields: 10 };
const cost = { of: ({ variables }: Operation) => Number(variables?.['cost'] ?? 0) };
const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('admission', () => {
  const limits = { ...LIMITS, maxRootFields: 4, maxAliases: 6, maxDirectives: 3 };
  const admission = new Admission({ source: sourceOf(schema), cost, limits });

  test.each([
    ['a syntax error', '{ a', 'OPERATION_INVALID'],
    ['more tokens than the limit', `{ ${'a '.repeat(1_000)}}`, 'OPERATION_INVALID'],
    ['an unknown field', '{ a { leaf absent } }', 'OPERATION_INVALID'],
    ['a million fields in few bytes', explosive, 'OPERATION_TOO_LARGE'],
    ['fragments in a circle', '{ ...A } fragment A on Query { ...A }', 'OPERATION_TOO_LARGE'],
    ['six fields within each other', '{ a { b { c { d { e { f } } } } } }', 'OPERATION_TOO_LARGE'],
    [
      'the same depth by way of fragments',
      '{ a { b { ...B } } } fragment B on B { c { ... on C { d { ...D } } } } fragment D on D { e { f } }',
      'OPERATION_TOO_LARGE',
    ],
    ['the same root field again and again', `{ ${'a { leaf } '.repeat(5)}}`, 'OPERATION_TOO_LARGE'],
    [
      'many root fields by way of fragments',
      '{ ...R ...R often } fragment R on Query { a { leaf } often }',
      'OPERATION_TOO_LARGE',
    ],
    [
      'many aliases',
      `{ a { ${Array.from({ length: 7 }, (_, n) => `x${n}: leaf`).join(' ')} } }`,
      'OPERATION_TOO_LARGE',
    ],
    ['many directives', `{ a { leaf ${'@mark '.repeat(4)}} }`, 'OPERATION_TOO_LARGE'],
  ])('refuses %s before anything plans it, and keeps nothing of it', (_name, query, code) => {
    expect(() => admission.document(query)).toThrow(refusal(code));
    expect(admission.remembered(query)).toBeUndefined();
  });

  test('reports every fault of an operation, each with its location', () => {
    const judge = (): unknown => admission.document('{ a { absent\n nothing } }');
    const faults = [
      { extensions: { code: 'OPERATION_INVALID' }, locations: [{ line: 1, column: 7 }] },
      { extensions: { code: 'OPERATION_INVALID' }, locations: [{ line: 2, column: 2 }] },
    ];
    expect(judge).toThrow(
      expect.objectContaining({
        errors: faults.map(
          (each) =>
            expect.objectContaining({
              ...each,
              extensions: expect.objectContaining(each.extensions) as unknown,
            }) as unknown,
        ),
      }),
    );
  });

  test('stops validation at the maximum number of errors of an answer', () => {
    const judge = (): unknown =>
      admission.document(`{ a { ${Array.from({ length: 90 }, (_, n) => `absent${n}`).join(' ')} } }`);
    const twenty = Array.from(
      { length: 20 },
      (_, n) =>
        expect.objectContaining({
          extensions: expect.objectContaining({
            details: expect.objectContaining({
              quote: expect.stringContaining(`"absent${n}"`) as unknown,
            }) as unknown,
          }) as unknown,
        }) as unknown,
    );
    const andMore = expect.anything() as unknown;
    expect(judge).toThrow(expect.objectContaining({ errors: [...twenty, andMore] }));
  });

  test('caches documents, within a bound of memory', () => {
    const often = admission.document('{ often }');
    expect(admission.document('{ often }')).toBe(often);
    expect(admission.remembered('{ often }')).toBe(often);
    for (let n = 0; n < 5; n += 1) admission.document(`{ often } #${n}${'x'.repeat(60_000)}`);
    expect(admission.document('{ often }')).not.toBe(often);
  });

  test('takes five fields within each other, and an answer as large as it may be', () => {
    expect(admission.document('{ a { b { c { d { __typename } } } } }').kind).toBe('Document');
    expect(admission.admit({ query: '{ often }', variables: { cost: 10 } })).toBe('query');
    const admit = (): unknown => admission.admit({ query: '{ often }', variables: { cost: 11 } });
    expect(admit).toThrow(refusal('OPERATION_TOO_LARGE'));
    expect(admit).toThrow(/limit of 10 fields in its answer/);
  });

  test('takes many fields beside each other: depth is that of the deepest, not of all together', () => {
    const wide = `{ a { ${Array.from({ length: 20 }, () => 'b { c { ...C } }').join(' ')} } } fragment C on C { d { __typename } }`;
    expect(admission.document(wide).kind).toBe('Document');
  });

  test('finds the named operation, and refuses to guess', () => {
    const document = admission.document('query A { often } subscription B { b { __typename } }');
    expect(admission.kindOf(document, 'B')).toBe('subscription');
    expect(() => admission.kindOf(document, undefined)).toThrow(/operationName must select/);
    expect(() => admission.kindOf(document, 'C')).toThrow(/has the name C/);
  });

  test('refuses a mutation where the schema has none, as a mistake of the client', () => {
    const mistake = expect.objectContaining({ code: 'OPERATION_INVALID', httpStatus: 400 });
    expect(() => admission.admit({ query: 'mutation { often }' })).toThrow(mistake);
  });

  test.each([
    ['a key', '{ person { id: name } }'],
    ['a key inside a key', '{ person { home { area { zone: size } } } }'],
    ['the key of another thing within', '{ person { home { code: name } } }'],
    ['a field that another field requires', '{ organization { area { size: zone } } }'],
    ['the type', '{ person { __typename: name } }'],
    ['a key by way of a fragment', '{ person { ...P } } fragment P on Person { id: name }'],
    ['a key behind an interface', '{ thing { id: name } }'],
  ])('refuses an alias that hides %s', (_what, query) => {
    expect(() => admission.document(query)).toThrow(refusal('ALIAS_HIDES_KEY'));
  });

  test.each([
    ['another name', '{ person { key: id name } }'],
    ['its own name', '{ person { id: id } }'],
    ['the name of another type’s key', '{ person { code: name } }'],
  ])('takes an alias with %s', (_what, query) => {
    expect(admission.document(query).kind).toBe('Document');
  });
});

describe('admission where the schema is closed', () => {
  const closed = new Admission({ source: sourceOf(schema), cost, isSchemaOpen: false });
  const open = new Admission({ source: sourceOf(schema), cost });

  test('refuses introspection, and takes the name of a type', () => {
    const query = '{ __schema { types { name } } }';
    expect(open.document(query).kind).toBe('Document');
    expect(() => closed.document(query)).toThrow(refusal('OPERATION_INVALID'));
    expect(closed.document('{ __typename }').kind).toBe('Document');
  });

  test('suggests no names', () => {
    expect(() => open.document('{ persons { id } }')).toThrow(/Did you mean "person"/);
    expect(() => closed.document('{ persons { id } }')).toThrow(
      /Cannot query field "persons" on type "Query"\.$/,
    );
  });
});
