import { describe, expect, test } from '@jest/globals';
import { measured } from './measured.rule.ts';

describe('a measured value as readers see it', () => {
  test.each([
    // F10: the text of the instrument.
    ['0150.50', 'mg/L', '150.5 mg/L'],
    ['100', 'mg/L', '100 mg/L'],
    ['100.0', 'mg/L', '100 mg/L'],
    ['0.0500', 'mg/m³', '0.05 mg/m³'],
    ['-00.10', '℃', '-0.1 ℃'],
    ['000', 'mg/L', '0 mg/L'],
    ['7.20', '', '7.2'],
    ['1e3', 'mg/L', '1e3 mg/L'],
  ])('%s %s is %s', (value, unit, text) => {
    expect(measured(value, unit)).toBe(text);
  });
});
