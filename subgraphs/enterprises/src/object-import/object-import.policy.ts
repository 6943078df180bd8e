import { hasRole, type Actor } from '@ecogrid/identity';
import type { ImportPolicy } from '@ecogrid/imports';
import { visibleTo } from '../site/index.ts';

/** The desk imports; each actor who sees further fields of some objects exports these. */
export const objectImportPolicy: ImportPolicy = {
  mayImport: (actor: Actor): boolean => hasRole(actor, 'OPERATOR', 'SHIFT_LEADER'),
  mayExport: (actor: Actor): boolean => {
    const { everything, grids, enterprises } = visibleTo(actor);
    return everything || grids.length > 0 || enterprises.length > 0;
  },
};
