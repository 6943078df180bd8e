import { maySeeOthers, maySeePeople, type Actor } from '@ecogrid/identity';
import type { Person } from './peers.type.ts';

/** The person of an id, for readers who see people of other organizations; null for the others, who learn no id. */
export function personFor({ actor }: { readonly actor: Actor }, id: string | null): Person | null {
  return id && maySeeOthers(actor) ? { id } : null;
}

/** The same for the handler of a ticket: a department, which sees its own tickets only, sees its colleagues. */
export function handlerFor({ actor }: { readonly actor: Actor }, id: string | null): Person | null {
  return id && maySeePeople(actor) ? { id } : null;
}
