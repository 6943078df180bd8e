import { describe, expect, test } from '@jest/globals';
import { TerritoryIndex, type Area, type GridShape } from './index.ts';

type Ring = Array<[number, number]>;

const ring = (west: number, south: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];

const grid = (code: string, level: number, polygon: Area): GridShape => ({ id: code, code, level, polygon });

const square = (code: string, level: number, west: number, south: number, size: number): GridShape =>
  grid(code, level, { type: 'Polygon', coordinates: [ring(west, south, size)] });

const codesAt = (index: TerritoryIndex<GridShape>, longitude: number, latitude: number): string[] =>
  index.containing({ longitude, latitude }).map(({ code }) => code);

describe('the territory index', () => {
  const index = new TerritoryIndex([
    square('1', 2, 0, 0, 10),
    square('12', 3, 5, 0, 5),
    square('11', 3, 0, 0, 5),
  ]);

  test.each([
    { name: 'inside one street', longitude: 2, latitude: 2, codes: ['11', '1'] },
    {
      name: 'on the border of two streets, the lower code first',
      longitude: 5,
      latitude: 2,
      codes: ['11', '12', '1'],
    },
    { name: 'in no street', longitude: 2, latitude: 8, codes: ['1'] },
    { name: 'outside', longitude: 20, latitude: 2, codes: [] },
  ])('names the grids of a point $name', ({ longitude, latitude, codes }) => {
    expect(codesAt(index, longitude, latitude)).toEqual(codes);
  });

  test('names ten grids at most, the smallest', () => {
    const nested = new TerritoryIndex(
      Array.from({ length: 12 }, (_, level) => square(`${level}`, level, 0, 0, 20 - level)),
    );
    expect(codesAt(nested, 1, 1)).toEqual(['11', '10', '9', '8', '7', '6', '5', '4', '3', '2']);
  });

  test('finds nothing where there are no grids', () => {
    expect(new TerritoryIndex([]).locate({ longitude: 0, latitude: 0 })).toBeUndefined();
  });

  test('finds each part of a grid that consists of several, and nothing between them', () => {
    const coordinates = [[ring(0, 0, 2)], [ring(8, 8, 2)]];
    const parts = new TerritoryIndex([grid('1', 4, { type: 'MultiPolygon', coordinates })]);
    expect([codesAt(parts, 1, 1), codesAt(parts, 9, 9), codesAt(parts, 5, 5)]).toEqual([['1'], ['1'], []]);
  });

  test('gives a hole to the grid that fills it, and an empty hole to no grid', () => {
    const coordinates = [ring(0, 0, 10), ring(2, 2, 2), ring(6, 6, 2)];
    const holed = new TerritoryIndex([
      grid('1', 4, { type: 'Polygon', coordinates }),
      square('2', 4, 2, 2, 2),
    ]);
    expect([codesAt(holed, 3, 3), codesAt(holed, 7, 7), codesAt(holed, 5, 5)]).toEqual([['2'], [], ['1']]);
  });

  test('gives each of 40,000 points on borders and vertices to a grid beside it, the same one each time', () => {
    const SIDE = 10;
    const cells = Array.from({ length: SIDE * SIDE }, (_, n) => {
      const [column, row] = [n % SIDE, Math.floor(n / SIDE)];
      return square(String(1000 + n), 4, column / 10, row / 10, 0.1);
    });
    const lattice = new TerritoryIndex(cells);
    const again = new TerritoryIndex([...cells].reverse());
    const lost: string[] = [];
    for (let n = 0; n < 40_000; n += 1) {
      const [line, along] = [(n % (SIDE + 1)) / 10, ((n * 7919) % 40_000) / 40_000];
      const [longitude, latitude] = n % 2 === 0 ? [line, along] : [along, line];
      const found = codesAt(lattice, longitude, latitude);
      const [first] = found;
      if (!first || first !== codesAt(again, longitude, latitude)[0] || found.length > 4)
        lost.push(`${longitude}, ${latitude}: ${found.join()}`);
    }
    expect(lost).toEqual([]);
  });
});
