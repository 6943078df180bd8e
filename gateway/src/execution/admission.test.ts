import { describe, expect, test } from '@jest/globals';
import { Admission } from './admission.ts';

/** Twenty fragments, each spreading the next twice: a million fields in 1.6 kB. */
const explosive = `{ ...F0 } ${Array.from({ length: 20 }, (_, n) => `fragment F${n} on Query { a${n}: __typename ${n < 19 ? `...F${n + 1} ...on Query { ...F${n + 1} }` : ''} }`).join(' ')}`;

describe('admission', () => {
  const admission = new Admission({ maxTokens: 1_000, maxExpandedSelections: 100 });

  test.each([
    ['a syntax error', '{ a', 'OPERATION_INVALID'],
    ['more tokens than bearable', `{ ${'a '.repeat(1_000)}}`, 'OPERATION_INVALID'],
    ['a million fields in few bytes', explosive, 'OPERATION_TOO_LARGE'],
    ['fragments in a circle', '{ ...A } fragment A on Query { ...A }', 'OPERATION_TOO_LARGE'],
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

  test('knows which operation is meant, and refuses to guess', () => {
    const document = admission.document('query A { a } subscription B { b }');
    expect(admission.kindOf(document, 'B')).toBe('subscription');
    expect(() => admission.kindOf(document, undefined)).toThrow(/name one/);
    expect(() => admission.kindOf(document, 'C')).toThrow(/named C/);
  });
});
