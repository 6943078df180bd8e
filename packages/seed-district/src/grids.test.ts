import { describe, expect, it } from '@jest/globals';
import { enterprises } from './enterprises.ts';
import type { Polygon, Position } from './geometry.ts';
import { unionOf } from './geometry.ts';
import { grids, unitGrids } from './grids.ts';
import { monitorPoints, outlets } from './monitoring.ts';
import { cameras } from './cameras.ts';
import { range } from './records.ts';

const ringOf = (polygon: Polygon): readonly Position[] => polygon.coordinates[0] ?? [];

const edgesOf = (polygon: Polygon): readonly (readonly [Position, Position])[] =>
  ringOf(polygon)
    .slice(1)
    .map((to, index) => [ringOf(polygon)[index] ?? to, to] as const);

/** Signed shoelace area in square degrees: positive when counter-clockwise. */
const areaOf = (polygon: Polygon): number =>
  edgesOf(polygon).reduce((sum, [from, to]) => sum + (from[0] * to[1] - to[0] * from[1]) / 2, 0);

/** Even-odd rule. */
function holds(polygon: Polygon, [x, y]: Position): boolean {
  const crossed = edgesOf(polygon).filter(
    ([a, b]) => a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0],
  );
  return crossed.length % 2 === 1;
}

function distanceToEdge([x, y]: Position, [a, b]: readonly [Position, Position]): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const along = Math.min(1, Math.max(0, ((x - a[0]) * dx + (y - a[1]) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy);
}

/** Park-Miller generator: points that are scattered and yet the same in every run. */
function scatteredPoints(count: number): readonly Position[] {
  let state = 20260101;
  const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  return range(count).map(() => [116.59 + next() * 0.22, 35.32 + next() * 0.19] as const);
}

const ofLevel = (level: number) => grids.filter((grid) => grid.level === level);
const gridsHolding = (level: number, point: Position) =>
  ofLevel(level).filter((grid) => holds(grid.polygon, point));
const areaSum = (level: number): number =>
  ofLevel(level).reduce((sum, grid) => sum + areaOf(grid.polygon), 0);

/** A square with a hole's worth of nothing: used to see that the helpers themselves can say no. */
const square: Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
  ],
};

describe('the geometry helpers of this test', () => {
  it('measure and locate in a unit square', () => {
    expect(areaOf(square)).toBe(1);
    expect([holds(square, [0.5, 0.5]), holds(square, [1.5, 0.5])]).toEqual([true, false]);
    expect(
      distanceToEdge(
        [0.5, 0.25],
        [
          [0, 0],
          [1, 0],
        ],
      ),
    ).toBe(0.25);
  });
});

describe('grid polygons', () => {
  it.each(grids)('of $code is one closed counter-clockwise ring near the zone', ({ polygon }) => {
    const ring = ringOf(polygon);
    expect(polygon.coordinates).toHaveLength(1);
    expect(ring.at(-1)).toEqual(ring[0]);
    expect(new Set(ring.map(String)).size).toBe(ring.length - 1);
    expect(areaOf(polygon)).toBeGreaterThan(0);
    expect(ring.every(([x, y]) => x >= 116.6 && x <= 116.8 && y >= 35.33 && y <= 35.5)).toBe(true);
  });

  it.each([2, 3, 4])('of level %i add up to the whole zone', (level) => {
    expect(areaSum(level)).toBeCloseTo(areaSum(2), 12);
  });

  it('of a street are exactly the union of its unit grids', () => {
    ofLevel(3).forEach((street) => {
      const units = unitGrids.filter((unit) => unit.parentCode === street.code);
      const area = units.reduce((sum, unit) => sum + areaOf(unit.polygon), 0);
      expect(units).toHaveLength(5);
      expect(areaOf(street.polygon)).toBeCloseTo(area, 12);
      expect(unionOf(units.map((unit) => unit.polygon))).toEqual(street.polygon);
    });
  });

  it('share every inner edge: each is walked once either way, all others are the border of the zone', () => {
    const edges = unitGrids.flatMap((unit) => edgesOf(unit.polygon));
    const walk = (from: readonly number[], to: readonly number[]): string => `${from.join()}>${to.join()}`;
    const walked = new Set(edges.map(([from, to]) => walk(from, to)));
    const outer = edges.filter(([from, to]) => !walked.has(walk(to, from)));
    expect(walked.size).toBe(edges.length);
    expect(outer.length).toBe(ringOf(grids[0]?.polygon ?? square).length - 1);
  });

  it('hold every scattered point of the zone in exactly one unit grid, of the right street', () => {
    const points = scatteredPoints(4000);
    const inside = points.filter((point) => gridsHolding(2, point).length === 1);
    expect(inside.length).toBeGreaterThan(2000);
    points.forEach((point) => {
      const units = gridsHolding(4, point);
      const streets = gridsHolding(3, point);
      expect(units).toHaveLength(gridsHolding(2, point).length);
      expect(streets.map((street) => street.code)).toEqual(units.map((unit) => unit.parentCode));
    });
  });
});

describe('places', () => {
  it('of enterprises lie inside a unit grid of their street, at least 200 m from its edges', () => {
    enterprises.forEach(({ longitude, latitude, divisionCode }) => {
      const [unit, ...others] = gridsHolding(4, [longitude, latitude]);
      expect([unit?.parentCode, others.length]).toEqual([divisionCode, 0]);
      const distances = edgesOf(unit?.polygon ?? square).map((edge) =>
        distanceToEdge([longitude, latitude], edge),
      );
      expect(Math.min(...distances)).toBeGreaterThan(0.0025);
    });
  });

  it('of enterprises differ, and every unit grid has two or three', () => {
    expect(new Set(enterprises.map((one) => `${one.longitude},${one.latitude}`)).size).toBe(60);
    unitGrids.forEach((unit) => {
      const count = enterprises.filter((one) => holds(unit.polygon, [one.longitude, one.latitude])).length;
      expect([2, 3]).toContain(count);
    });
  });

  it('of outlets and cameras lie in the unit grid of their enterprise', () => {
    [...outlets, ...cameras].forEach(({ enterpriseCreditCode, longitude, latitude }) => {
      const owner = enterprises.find((one) => one.creditCode === enterpriseCreditCode);
      const [home] = gridsHolding(4, [owner?.longitude ?? 0, owner?.latitude ?? 0]);
      expect(gridsHolding(4, [longitude, latitude]).map((unit) => unit.code)).toEqual([home?.code]);
    });
  });

  it('of monitor points lie inside the zone', () => {
    expect(
      monitorPoints.filter((point) => gridsHolding(4, [point.longitude, point.latitude]).length !== 1),
    ).toEqual([]);
  });
});
