import { signedFractions } from './identifiers.ts';
import { itemAt, range } from './records.ts';

/** WGS-84 [longitude, latitude] in degrees, six decimals (about 0.1 m), as RFC 7946 orders them. */
export type Position = readonly [number, number];

/** A GeoJSON polygon (RFC 7946) of one closed ring, counter-clockwise, without holes. */
export interface Polygon {
  readonly type: 'Polygon';
  readonly coordinates: readonly (readonly Position[])[];
}

/** Columns run west to east, rows north to south. */
export interface Cell {
  readonly column: number;
  readonly row: number;
}

/** The lattice: 5 × 5 cells about the Jining High-tech Zone, inside 116.60-116.80 E, 35.33-35.50 N. */
const WEST = 116.61;
const NORTH = 35.49;
const CELL_WIDTH = 0.036;
const CELL_HEIGHT = 0.03;
const CORNER_SWAY = { longitude: 0.006, latitude: 0.005 };
const MIDPOINT_SWAY = { longitude: 0.003, latitude: 0.0025 };

/** Six decimals of a degree: about 0.1 m. */
export const roundedDegrees = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** A lattice point moved by a fixed amount of its own. */
function swayedPoint(column: number, row: number): Position {
  const isCorner = Number.isInteger(column) && Number.isInteger(row);
  const sway = isCorner ? CORNER_SWAY : MIDPOINT_SWAY;
  const [east, north] = signedFractions(`lattice:${column}:${row}`);
  return [
    roundedDegrees(WEST + column * CELL_WIDTH + sway.longitude * east),
    roundedDegrees(NORTH - row * CELL_HEIGHT + sway.latitude * north),
  ];
}

const latticePoints = new Map<string, Position>();

/**
 * Neighbouring cells ask for the same lattice point and get the very same vertex: that, and nothing else, is
 * why the cells tile exactly.
 */
function latticePoint(column: number, row: number): Position {
  const key = `${column}:${row}`;
  const point = latticePoints.get(key) ?? swayedPoint(column, row);
  latticePoints.set(key, point);
  return point;
}

/** Half steps around a cell, counter-clockwise from its south-western corner: corner, midpoint, corner, … */
const AROUND: readonly Position[] = [
  [0, 1],
  [0.5, 1],
  [1, 1],
  [1, 0.5],
  [1, 0],
  [0.5, 0],
  [0, 0],
  [0, 0.5],
];

function closed(ring: readonly Position[]): Polygon {
  return { type: 'Polygon', coordinates: [[...ring, itemAt(ring, 0)]] };
}

/** The polygon of one cell: four swayed corners and four swayed midpoints, so no border is a straight line. */
export function cellPolygon(cell: Cell): Polygon {
  return closed(AROUND.map(([east, south]) => latticePoint(cell.column + east, cell.row + south)));
}

function segmentsOf(polygon: Polygon): readonly (readonly [Position, Position])[] {
  const ring = itemAt(polygon.coordinates, 0);
  return range(ring.length - 1).map((index) => [itemAt(ring, index), itemAt(ring, index + 1)] as const);
}

/**
 * The union of polygons that share vertex objects and whole edges: an edge that two of them walk in opposite directions
 * is inside; the remaining edges, chained, are the border. Only for areas without holes that touch along edges.
 */
export function unionOf(polygons: readonly Polygon[]): Polygon {
  const segments = polygons.flatMap(segmentsOf);
  const walked = new Map<Position, Set<Position>>(segments.map(([from]) => [from, new Set()]));
  segments.forEach(([from, to]) => walked.get(from)?.add(to));
  const border = segments.filter(([from, to]) => !walked.get(to)?.has(from));
  return closed(chained(border));
}

function chained(border: readonly (readonly [Position, Position])[]): readonly Position[] {
  const next = new Map(border);
  const first = itemAt(border, 0)[0];
  const ring: Position[] = [first];
  for (let at = next.get(first); at && at !== first; at = next.get(at)) ring.push(at);
  return ring;
}

/**
 * A point well inside a cell: from the mean of its vertices towards one of its four corners.
 * @param fraction 0 is the middle, 1 the corner itself
 */
export function pointInside(polygon: Polygon, corner: number, fraction: number): Position {
  const ring = itemAt(polygon.coordinates, 0).slice(0, -1);
  const target = itemAt(ring, (corner % 4) * 2);
  const mean = (axis: 0 | 1): number => ring.reduce((sum, point) => sum + point[axis], 0) / ring.length;
  const towards = (axis: 0 | 1): number =>
    roundedDegrees(mean(axis) + (target[axis] - mean(axis)) * fraction);
  return [towards(0), towards(1)];
}
