import { describe, expect, test } from '@jest/globals';
import { buildSchema, graphql } from 'graphql';
import { converted, geometryIn, readPlaces } from './coordinate-system.ts';

/** A published pair: 天安门 in WGS-84, and on a map of GCJ-02. */
const WGS84 = [116.3912, 39.9075] as const;
const GCJ02 = [116.39744, 39.9089] as const;

describe('coordinates', () => {
  test('differ by some hundred metres between the systems, and return to themselves', () => {
    const shown = converted(WGS84, 'WGS84', 'GCJ02');
    expect(shown[0]).toBeCloseTo(GCJ02[0], 3);
    expect(shown[1]).toBeCloseTo(GCJ02[1], 3);
    const stored = converted(shown, 'GCJ02', 'WGS84');
    expect(stored[0]).toBeCloseTo(WGS84[0], 6);
    expect(stored[1]).toBeCloseTo(WGS84[1], 6);
  });

  test('outside China are the same in both systems', () => {
    expect(converted([2.2945, 48.8584], 'GCJ02', 'WGS84')).toEqual([2.2945, 48.8584]);
  });

  test('of a geometry are all converted, at any depth', () => {
    const geometry = { type: 'MultiPolygon', coordinates: [[[[...WGS84]]], [[[...WGS84]]]] };
    const shown = converted(WGS84, 'WGS84', 'GCJ02');
    expect(geometryIn(geometry, 'GCJ02').coordinates).toEqual([[[shown]], [[shown]]]);
    expect(geometryIn(geometry, 'WGS84')).toBe(geometry);
  });
});

describe('a place in an argument', () => {
  const schema = readPlaces(
    buildSchema(`
      scalar Any
      enum CoordinateSystem { WGS84 GCJ02 }
      input GeoPositionInput { longitude: Float!, latitude: Float!, coordinateSystem: CoordinateSystem = WGS84 }
      input FindingInput { note: String, place: GeoPositionInput, track: [GeoPositionInput!] }
      type Query { read(position: GeoPositionInput, input: FindingInput, level: Int): Any }
    `),
  );
  const read = async (args: string): Promise<unknown> => {
    const rootValue = { read: (given: unknown) => given };
    const { data, errors } = await graphql({ schema, source: `{ read(${args}) }`, rootValue });
    return errors?.[0]?.extensions ?? data?.['read'];
  };

  test('reaches its resolver in WGS-84', async () => {
    const [longitude, latitude] = converted([116.4, 39.9], 'GCJ02', 'WGS84');
    const place = '{ longitude: 116.4, latitude: 39.9, coordinateSystem: GCJ02 }';
    expect(await read(`position: ${place}`)).toEqual({ position: { longitude, latitude } });
    expect(await read(`input: { place: ${place}, track: [${place}] }, level: 2`)).toEqual({
      input: { place: { longitude, latitude }, track: [{ longitude, latitude }] },
      level: 2,
    });
  });

  test('is taken as it is when it names no system', async () => {
    expect(await read('input: { note: "a", place: { longitude: 116.4, latitude: 39.9 } }')).toEqual({
      input: { note: 'a', place: { longitude: 116.4, latitude: 39.9 } },
    });
    expect(await read('input: { place: null }')).toEqual({ input: { place: null } });
  });

  test('is refused with its path when its coordinates are exchanged', async () => {
    const refused = await read('input: { track: [{ longitude: 35.4, latitude: 116.7 }] }');
    expect(refused).toMatchObject({
      code: 'INPUT_INVALID',
      details: { problems: [{ path: 'input.track.0', problem: 'exchanged' }] },
    });
  });
});
