import type { Area } from '@ecogrid/territory';

type Position = readonly [number, number];

/** The land that a text of GeoJSON gives: a Polygon or MultiPolygon in degrees whose rings are closed; else undefined. */
export function areaOf(text: string): Area | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, coordinates } = value as { readonly type?: unknown; readonly coordinates?: unknown };
  // Only these two members: a system of coordinates of its own would be another place.
  if (type === 'Polygon' && isPolygon(coordinates)) return { type, coordinates: flat(coordinates) };
  if (type === 'MultiPolygon' && isListOf(isPolygon)(coordinates))
    return { type, coordinates: coordinates.map(flat) };
  return undefined;
}

/** Without heights. */
function flat(rings: Position[][]): [number, number][][] {
  return rings.map((ring) => ring.map(([longitude, latitude]) => [longitude, latitude]));
}

function isListOf<Item>(isItem: (value: unknown) => value is Item) {
  return (value: unknown): value is Item[] => Array.isArray(value) && value.length > 0 && value.every(isItem);
}

function isPosition(value: unknown): value is Position {
  if (!Array.isArray(value) || value.length < 2) return false;
  const [longitude, latitude] = value as unknown[];
  return isWithin(longitude, 180) && isWithin(latitude, 90);
}

function isWithin(value: unknown, most: number): boolean {
  return typeof value === 'number' && Math.abs(value) <= most;
}

function isRing(value: unknown): value is Position[] {
  if (!isListOf(isPosition)(value) || value.length < 4) return false;
  const [first, last] = [value[0], value.at(-1)];
  return first?.[0] === last?.[0] && first?.[1] === last?.[1];
}

function isPolygon(value: unknown): value is Position[][] {
  return isListOf(isRing)(value);
}
