export { CreateCases1767225600000 } from './1767225600000-create-cases.ts';
export { Deadlines1767225610000 } from './1767225610000-deadlines.ts';
export { CreateLetters1767225620000 } from './1767225620000-create-letters.ts';
export { ResultsAndFourEyes1767225640000 } from './1767225640000-results-and-four-eyes.ts';
export { IntakeByData1767225630000 } from './1767225630000-intake-by-data.ts';
export { RoutingAndGuidelines1767225630001 } from './1767225630001-routing-and-guidelines.ts';
export { ListCases1767225650000 } from './1767225650000-list-cases.ts';
export { Photos1767225641000 } from './1767225641000-photos.ts';
