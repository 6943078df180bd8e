const SECOND = 1_000;

/** The sending of e-mails. The first four have variables. */
const mail = {
  attemptMs: 120 * SECOND,
  workers: 8,
  workersOfDomain: 2,
  lookEveryMs: 5 * SECOND,
  connectMs: 10 * SECOND,
  silenceMs: 30 * SECOND,
  examinedAtOnce: 20,
  answerCharacters: 200,
};

/** Photos that a person has announced. A phone in the field needs fewer. */
const photos = {
  openUploads: 100,
};

/** Every number that bounds the process of cases. docs/operations.md explains each; a test compares them. */
export const BOUNDS = { mail, photos } as const;
