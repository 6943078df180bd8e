/** The kinds of findings about an instrument, with their descriptions. */
export const FINDING_WORDS = {
  IMPLAUSIBLE: 'A value is outside the range of its factor (数据不合理).',
  JUMP: 'A value differs from the one before by more than its factor does (数据突变).',
  FROZEN: 'As many equal values came in a row as a working instrument does not send (数据恒值).',
} as const;
export type FindingKind = keyof typeof FINDING_WORDS;
