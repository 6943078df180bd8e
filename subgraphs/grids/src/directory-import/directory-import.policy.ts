import { hasRole, type Actor } from '@ecogrid/identity';
import type { ImportPolicy } from '@ecogrid/imports';

const isAdministrator = (actor: Actor): boolean => hasRole(actor, 'ADMINISTRATOR');

/** Administrators register organizations and people, one by one and by the hundred. */
export const directoryImportPolicy: ImportPolicy = { mayImport: isAdministrator, mayExport: isAdministrator };
