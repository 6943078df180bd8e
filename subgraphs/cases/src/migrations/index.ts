export { CreateCases1767225600000 } from './1767225600000-create-cases.ts';
export { Deadlines1767225610000 } from './1767225610000-deadlines.ts';
export { CreateLetters1767225620000 } from './1767225620000-create-letters.ts';
export { ResultsAndFourEyes1767225640000 } from './1767225640000-results-and-four-eyes.ts';
