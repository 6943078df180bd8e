import { BOUNDS } from './bounds.table.ts';
import { EVENT_LOG } from './event-log.table.ts';
import { IMPORTS } from './imports.table.ts';
import { PRIVACY } from './privacy.table.ts';
import { PROTOCOL } from './protocol.table.ts';
import type { Mutant } from './mutant.ts';
import { RESUMING } from './resuming.table.ts';
import { SHARING } from './sharing.table.ts';

/** All of them, in the order in which they are tried. */
export const MUTANTS: readonly Mutant[] = [
  ...RESUMING,
  ...EVENT_LOG,
  ...SHARING,
  ...PROTOCOL,
  ...PRIVACY,
  ...BOUNDS,
  ...IMPORTS,
];
