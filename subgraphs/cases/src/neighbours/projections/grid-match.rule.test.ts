import { describe, expect, test } from '@jest/globals';
import { explanationOf, matchOf, namedMatch } from './grid-match.rule.ts';

const grid = (code: string, level: number, sourceVersion = 1) => ({ code, level, sourceVersion });
const zone = grid('370871', 2);
const street = grid('370871001', 3, 4);
const one = grid('370871001001001', 4, 7);
const other = grid('370871001001002', 4, 2);
const at = new Date('2026-03-04T01:00:00.000Z');

describe('the match of a place with a grid', () => {
  test.each([
    { name: 'in one unit grid', holding: [one, street, zone], code: one.code, version: 7, ambiguous: false },
    {
      name: 'on the border of two',
      holding: [one, other, street, zone],
      code: one.code,
      version: 7,
      ambiguous: true,
    },
    {
      name: 'in a street without unit grids there',
      holding: [street, zone],
      code: street.code,
      version: 4,
      ambiguous: false,
    },
  ])('$name', ({ holding, code, version, ambiguous }) => {
    const match = matchOf(holding, { basis: 'PLACE', at });
    expect(match).toMatchObject({
      gridCode: code,
      gridVersion: version,
      isAmbiguous: ambiguous,
      basis: 'PLACE',
    });
    expect(match?.candidates.map(({ gridCode }) => gridCode)).toEqual(holding.map((each) => each.code));
    expect(match?.matchedAt).toBe(at.toISOString());
  });

  test('is none where no grid holds the place', () => {
    expect(matchOf([], { basis: 'PLACE', at })).toBeUndefined();
  });

  test('is the named grid, beside the candidates of the polygons', () => {
    const said = namedMatch(other.code, [one, street], { basis: 'DESK', at });
    expect(said).toMatchObject({
      gridCode: other.code,
      gridVersion: null,
      basis: 'DESK',
      isAmbiguous: false,
    });
    expect(said.candidates).toHaveLength(2);
    expect(namedMatch(street.code, [one, street], { basis: 'DESK', at }).gridVersion).toBe(4);
  });

  test.each([
    [
      'a border',
      matchOf([one, other, street], { basis: 'PLACE', at }),
      /border of 370871001001001, 370871001001002 /,
      /共同界线/,
    ],
    [
      'a polygon',
      matchOf([one], { basis: 'OBJECT', at }),
      /position of the supervised object, its polygon at version 7$/,
      /第 7 版/,
    ],
    [
      'no polygon',
      namedMatch(one.code, [], { basis: 'REPORTER', at }),
      /reporter's own grid, without a polygon$/,
      /未匹配/,
    ],
  ])('explains %s', (_name, match, en, zh) => {
    expect(match && explanationOf(match).en).toMatch(en);
    expect(match && explanationOf(match).zh).toMatch(zh);
  });
});
