import { v7 } from 'uuid';

/** A UUIDv7 that names a thing of one kind: an id of another kind does not fit by mistake. */
export type Id<Kind extends string> = string & { readonly __kind?: Kind };

/** A new id; ids of one process ascend. */
export function newId<Kind extends string>(): Id<Kind> {
  return v7();
}
