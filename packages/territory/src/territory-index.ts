import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import Flatbush from 'flatbush';
import type { MultiPolygon, Polygon, Position as Vertex } from 'geojson';

/** A place on earth: WGS-84 degrees. */
export interface Position {
  /** -180 to 180, east positive. */
  readonly longitude: number;
  /** -90 to 90, north positive. */
  readonly latitude: number;
}

/** The land of a grid, in WGS-84: a ring after the first of a polygon is a hole. */
export type Area = Polygon | MultiPolygon;

/** A grid as far as finding places in it goes. */
export interface GridShape {
  readonly id: string;
  readonly code: string;
  /** 2 the whole zone, 3 a street, 4 a unit grid. */
  readonly level: number;
  readonly polygon: Area;
}

/** Grids lie in each other: a division, its streets, their communities and unit grids. */
const HOLDERS_MOST = 10;

/** Finds the grids that hold a point: a spatial index over bounding boxes, then the exact polygon. */
export class TerritoryIndex<Shape extends GridShape> {
  private readonly boxes: Flatbush | undefined;

  constructor(private readonly shapes: readonly Shape[]) {
    if (shapes.length === 0) return;
    this.boxes = new Flatbush(shapes.length);
    for (const { polygon } of shapes) this.boxes.add(...boundingBox(polygon));
    this.boxes.finish();
  }

  /** The grids that hold the point, ten at most, the smallest (highest level) first; a border belongs to the lower code. */
  containing({ longitude, latitude }: Position): Shape[] {
    const candidates = this.boxes?.search(longitude, latitude, longitude, latitude) ?? [];
    return candidates
      .map((index) => this.shapes[index] as Shape)
      .filter(({ polygon }) => booleanPointInPolygon([longitude, latitude], polygon))
      .sort((a, b) => b.level - a.level || (a.code < b.code ? -1 : 1))
      .slice(0, HOLDERS_MOST);
  }

  /** The smallest grid that holds the point. */
  locate(position: Position): Shape | undefined {
    return this.containing(position)[0];
  }
}

function boundingBox(area: Area): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [longitude = NaN, latitude = NaN] of outlineOf(area)) {
    box[0] = Math.min(box[0], longitude);
    box[1] = Math.min(box[1], latitude);
    box[2] = Math.max(box[2], longitude);
    box[3] = Math.max(box[3], latitude);
  }
  return box;
}

/** The vertices of the outer rings. */
function outlineOf(area: Area): Vertex[] {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  return polygons.flatMap(([ring = []]) => ring);
}
