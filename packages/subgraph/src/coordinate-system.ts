import gcoord from 'gcoord';
import {
  defaultFieldResolver,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { EcoGridError } from '@ecogrid/errors';
import { vocabulary } from './vocabulary.ts';

/** The systems in which places come in and go out. The database holds WGS-84. */
export const CoordinateSystem = vocabulary(
  'CoordinateSystem',
  'Systems of coordinates (坐标系). Places are stored in WGS-84, which CGCS2000 (GB 22021) equals within decimetres.',
  {
    WGS84: 'WGS-84, the system of satellite receivers, and CGCS2000 (大地坐标系).',
    GCJ02: 'GCJ-02, the system of maps that are published in China (国测局坐标系).',
  },
);
export type CoordinateSystem = keyof typeof CoordinateSystem;

/** Its types describe an ES module; Node.js loads a CommonJS one. */
const library = gcoord as unknown as typeof gcoord.default;

/** Degrees: longitude, then latitude. */
type Degrees = readonly [number, number];

interface GivenPlace {
  readonly longitude: number;
  readonly latitude: number;
  readonly coordinateSystem?: CoordinateSystem;
}

const SYSTEMS = { WGS84: library.WGS84, GCJ02: library.GCJ02 } as const;
/** The input type of a place: see `GeoPositionInput`. */
const PLACE_INPUT = 'GeoPositionInput';
/** Degrees of the mainland and its seas: no longitude is a possible latitude, so an exchange is certain. */
const CHINA = { longitude: [73, 136], latitude: [3, 54] } as const;
/** About a centimetre. */
const DECIMALS = 7;

/** Coordinates of another system, of WGS-84 in `from` or `to`. */
export function converted(
  [longitude, latitude]: Degrees,
  from: CoordinateSystem,
  to: CoordinateSystem,
): Degrees {
  if (from === to) return [longitude, latitude];
  const [east = longitude, north = latitude] = library.transform(
    [longitude, latitude],
    SYSTEMS[from],
    SYSTEMS[to],
  );
  return [rounded(east), rounded(north)];
}

/** Every pair of coordinates of a GeoJSON geometry in another system. */
export function geometryIn<Geometry extends { readonly coordinates: unknown }>(
  geometry: Geometry,
  system: CoordinateSystem,
): Geometry {
  if (system === 'WGS84') return geometry;
  const convert = (value: unknown): unknown => {
    const [first, second] = value as unknown[];
    return typeof first === 'number'
      ? converted([first, second as number], 'WGS84', system)
      : (value as unknown[]).map(convert);
  };
  return { ...geometry, coordinates: convert(geometry.coordinates) };
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(DECIMALS));
}

/** Makes every argument that holds a place reach its resolver in WGS-84. A subscription reads it before it begins. */
export function readPlaces(schema: GraphQLSchema): GraphQLSchema {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  for (const field of types.flatMap((type) => Object.values(type.getFields())))
    if (field.args.some((each) => holdsPlace(each.type))) readPlacesOf(field);
  return schema;
}

function readPlacesOf(field: GraphQLField<unknown, unknown>): void {
  const entry = field.subscribe ? 'subscribe' : 'resolve';
  const next = field[entry] ?? defaultFieldResolver;
  field[entry] = (source, args: Record<string, unknown>, context, info): unknown => {
    const read = Object.fromEntries(
      field.args.map(({ name, type }) => [name, placesRead(type, args[name], name)]),
    );
    return next(source, { ...args, ...definedOf(read) }, context, info);
  };
}

function definedOf(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function namedOf(type: GraphQLInputType): GraphQLInputType {
  return isNonNullType(type) || isListType(type) ? namedOf(type.ofType) : type;
}

function holdsPlace(type: GraphQLInputType, seen = new Set<GraphQLInputType>()): boolean {
  const named = namedOf(type);
  if (!isInputObjectType(named) || seen.has(named)) return false;
  seen.add(named);
  return (
    named.name === PLACE_INPUT || Object.values(named.getFields()).some((each) => holdsPlace(each.type, seen))
  );
}

/** The value with its places in WGS-84. @throws EcoGridError INPUT_INVALID for a place with exchanged coordinates. */
function placesRead(type: GraphQLInputType, value: unknown, path: string): unknown {
  if (value === undefined || value === null) return value;
  if (Array.isArray(value)) {
    const item = itemOf(type);
    return value.map((each, index) => placesRead(item, each, `${path}.${index}`));
  }
  const named = namedOf(type);
  if (!isInputObjectType(named) || !holdsPlace(named)) return value;
  if (named.name === PLACE_INPUT) return placeRead(value as GivenPlace, path);
  const given = value as Record<string, unknown>;
  const read = Object.values(named.getFields()).map((field) => [
    field.name,
    placesRead(field.type, given[field.name], `${path}.${field.name}`),
  ]);
  return { ...given, ...definedOf(Object.fromEntries(read) as Record<string, unknown>) };
}

function itemOf(type: GraphQLInputType): GraphQLInputType {
  const bare = isNonNullType(type) ? type.ofType : type;
  return isListType(bare) ? bare.ofType : bare;
}

function placeRead({ coordinateSystem = 'WGS84', ...place }: GivenPlace, path: string): GivenPlace {
  const { longitude, latitude } = place;
  if (isWithin(latitude, CHINA.longitude) && isWithin(longitude, CHINA.latitude))
    throw new EcoGridError('INPUT_INVALID', { problems: [{ path, problem: 'exchanged' }] });
  if (coordinateSystem === 'WGS84') return place;
  const [east, north] = converted([longitude, latitude], coordinateSystem, 'WGS84');
  return { ...place, longitude: east, latitude: north };
}

function isWithin(degrees: number, [least, most]: Degrees): boolean {
  return degrees >= least && degrees <= most;
}
