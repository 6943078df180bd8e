import { describe, expect, test } from '@jest/globals';
import { TerritoryIndex, type GridShape } from './index.ts';

const square = (code: string, level: number, west: number, south: number, size: number): GridShape => ({
  id: code,
  code,
  level,
  polygon: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  },
});

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
    expect(index.containing({ longitude, latitude }).map(({ code }) => code)).toEqual(codes);
  });

  test('finds nothing where there are no grids', () => {
    expect(new TerritoryIndex([]).locate({ longitude: 0, latitude: 0 })).toBeUndefined();
  });
});
