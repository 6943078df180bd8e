/** The tests that judge a mutant: those of one file whose names contain the text. */
export interface Judge {
  readonly project: 'unit' | 'system';
  /** From the root. */
  readonly file: string;
  /** Part of the tests' names. */
  readonly named: string;
  /** Whether they ask the systems that every run of the system tests shares; others start their own, or none. */
  readonly asksSharedSystems?: boolean;
}

/** One fault, put into the source on purpose: it stands for a promise, and a test that does not see it is no test. */
export interface Mutant {
  readonly id: string;
  /** The promise that it breaks, as the issue or the README has it. */
  readonly breaks: string;
  /** The reported faults of other systems, such as `Hasura #8632`. */
  readonly complaints?: readonly string[];
  readonly file: string;
  /** Occurs once in the file. */
  readonly find: string;
  readonly put: string;
  readonly judge: Judge;
}
