import type { WorldDefinition } from './world.ts';
import { shop } from './worlds/shop.ts';
import { media } from './worlds/media.ts';
import { keys } from './worlds/keys.ts';
import { requiring } from './worlds/requiring.ts';
import { opaque } from './worlds/opaque.ts';

export const WORLDS: ReadonlyArray<() => WorldDefinition> = [shop, media, keys, requiring];
/** Not for generated operations: no type implements its interface, so that the specification has no answer. */
export const OPAQUE = opaque;
