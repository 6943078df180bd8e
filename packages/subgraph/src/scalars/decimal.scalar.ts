import { stringScalar } from './scalar.ts';

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const MAX_LENGTH = 40;

/** The graph's `Decimal`; a string in our own code. */
export const Decimal = stringScalar<string>(
  {
    name: 'Decimal',
    description:
      'An exact decimal number (十进制数) as a string, such as "-12.50". Its digits are kept as they were given; no binary rounding.',
    problem: 'isDecimal',
  },
  (text) => (text.length <= MAX_LENGTH && DECIMAL.test(text) ? text : undefined),
  String,
);
