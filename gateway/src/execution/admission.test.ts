import { describe, expect, test } from '@jest/globals';
import { Admission } from './admission.ts';

/** Twenty fragments, each spreading the next twice: a million fields in 1.6 kB. */
const explosive = `{ ...F0 } ${Array.from({ length: 20 }, (_, n) => `fragment F${n} on Query { a${n}: __typename ${n < 19 ? `...F${n + 1} ...on Query { ...F${n + 1} }` : ''} }`).join(' ')}`;

describe('admission', () => {
  const limits = { maxTokens: 1_000, maxExpandedSelections: 100, maxNesting: 5, maxAnsweredFields: 10 };
  const admission = new Admission({ of: ({ variables }) => Number(variables?.['cost'] ?? 0) }, limits);

  test.each([
    ['a syntax error', '{ a', 'OPERATION_INVALID'],
    ['more tokens than bearable', `{ ${'a '.repeat(1_000)}}`, 'OPERATION_INVALID'],
    ['a million fields in few bytes', explosive, 'OPERATION_TOO_LARGE'],
    ['fragments in a circle', '{ ...A } fragment A on Query { ...A }', 'OPERATION_TOO_LARGE'],
    ['six fields within each other', '{ a { b { c { d { e { f } } } } } }', 'OPERATION_TOO_LARGE'],
    [
      'the same depth by way of fragments',
      '{ a { b { ...B } } } fragment B on B { c { ... on C { d { ...D } } } } fragment D on D { e { f } }',
      'OPERATION_TOO_LARGE',
    ],
  ])('judges %s before anything plans it', (_name, query, code) => {
    const judge = (): unknown => admission.document(query);
    expect(judge).toThrow(expect.objectContaining({ code }));
  });

  test('remembers what is asked again, and no more than a few megabytes of what strangers write', () => {
    const often = admission.document('{ often }');
    expect(admission.document('{ often }')).toBe(often);
    for (let n = 0; n < 5; n += 1) admission.document(`{ a } #${n}${'x'.repeat(1_000_000)}`);
    expect(admission.document('{ often }')).not.toBe(often);
  });

  test('takes five fields within each other, and an answer as large as it may be', () => {
    expect(admission.document('{ a { b { c { d { e } } } } }').kind).toBe('Document');
    expect(admission.admit({ query: '{ a }', variables: { cost: 10 } })).toBe('query');
    const admit = (): unknown => admission.admit({ query: '{ a }', variables: { cost: 11 } });
    expect(admit).toThrow(expect.objectContaining({ code: 'OPERATION_TOO_LARGE' }));
    expect(admit).toThrow(/limit of 10 fields in its answer/);
  });

  test('takes many fields beside each other: depth is that of the deepest, not of all together', () => {
    const wide = `{ a { ${Array.from({ length: 20 }, (_, n) => `b${n} { c ...D }`).join(' ')} } } fragment D on D { d { e } }`;
    expect(admission.document(wide).kind).toBe('Document');
  });

  test('knows which operation is meant, and refuses to guess', () => {
    const document = admission.document('query A { a } subscription B { b }');
    expect(admission.kindOf(document, 'B')).toBe('subscription');
    expect(() => admission.kindOf(document, undefined)).toThrow(/name one/);
    expect(() => admission.kindOf(document, 'C')).toThrow(/named C/);
  });
});
