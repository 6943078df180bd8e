import { CreateCases1767225600000 } from './1767225600000-create-cases.ts';
import { Deadlines1767225610000 } from './1767225610000-deadlines.ts';
import { CreateLetters1767225620000 } from './1767225620000-create-letters.ts';
import { ResultsAndFourEyes1767225640000 } from './1767225640000-results-and-four-eyes.ts';
import { IntakeByData1767225630000 } from './1767225630000-intake-by-data.ts';
import { RoutingAndGuidelines1767225630001 } from './1767225630001-routing-and-guidelines.ts';
import { ListCases1767225650000 } from './1767225650000-list-cases.ts';
import { Photos1767225641000 } from './1767225641000-photos.ts';
import { PostSupervision1767225680000 } from './1767225680000-post-supervision.ts';
import { HotSpots1767225660000 } from './1767225660000-hot-spots.ts';
import { ReportAllowances1767225670000 } from './1767225670000-report-allowances.ts';

/** In the order in which they run. */
export const MIGRATIONS = [
  CreateCases1767225600000,
  Deadlines1767225610000,
  CreateLetters1767225620000,
  IntakeByData1767225630000,
  RoutingAndGuidelines1767225630001,
  ResultsAndFourEyes1767225640000,
  ListCases1767225650000,
  Photos1767225641000,
  PostSupervision1767225680000,
  HotSpots1767225660000,
  ReportAllowances1767225670000,
];
