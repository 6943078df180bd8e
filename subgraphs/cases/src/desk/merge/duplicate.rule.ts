import type { Guard } from '@ecogrid/errors';
import type { Case } from '../../case/index.ts';
import type { Category } from '../../codes/index.ts';

/** The facts of a case that decide whether it may be the same matter as another. */
export type Matter = Pick<
  Case,
  'id' | 'categoryCode' | 'supervisedObjectId' | 'longitude' | 'latitude' | 'createdAt'
>;
type Window = Pick<Category, 'duplicateMetres' | 'duplicateHours'>;

const HOUR_MS = 3_600_000;
const EARTH_RADIUS_METRES = 6_371_000;

/** A guard that does not hold, with the values of its text. */
interface Refusal {
  readonly guard: Guard;
  readonly [slot: string]: unknown;
}

/** The first guard that prevents the merge of a case into an earlier one; null when all of them hold. */
export function refusalToMerge(later: Matter, earlier: Matter, category: Window | null): Refusal | null {
  if (later.id === earlier.id) return { guard: 'sameMatterItself' };
  if (later.categoryCode === null || later.categoryCode !== earlier.categoryCode || !category)
    return { guard: 'sameMatterCategory' };
  const age = later.createdAt.getTime() - earlier.createdAt.getTime();
  if (age < 0) return { guard: 'sameMatterAge' };
  if (age > category.duplicateHours * HOUR_MS)
    return { guard: 'sameMatterTime', hours: category.duplicateHours };
  if (!isNear(later, earlier, category.duplicateMetres))
    return { guard: 'sameMatterDistance', metres: category.duplicateMetres };
  return null;
}

/** Cases about one enterprise are at one place, independent of their coordinates. */
function isNear(one: Matter, other: Matter, metres: number): boolean {
  if (one.supervisedObjectId !== null && one.supervisedObjectId === other.supervisedObjectId) return true;
  return (metresBetween(one, other) ?? Infinity) <= metres;
}

/** Great-circle distance in metres; null when a place is not known. */
export function metresBetween(
  one: Pick<Matter, 'longitude' | 'latitude'>,
  other: Pick<Matter, 'longitude' | 'latitude'>,
): number | null {
  if (one.longitude === null || one.latitude === null) return null;
  if (other.longitude === null || other.latitude === null) return null;
  const [north, otherNorth] = [radians(one.latitude), radians(other.latitude)];
  const halfNorth = Math.sin((otherNorth - north) / 2);
  const halfEast = Math.sin(radians(other.longitude - one.longitude) / 2);
  const chord = halfNorth ** 2 + Math.cos(north) * Math.cos(otherNorth) * halfEast ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
