import type { Column } from './column.ts';
import { TableFault } from './table-fault.ts';

/** The column whose cells are the geometry of a feature, and the others, which are its properties. */
interface GeoTable {
  readonly columns: ReadonlyArray<Column<Record<string, unknown>>>;
  readonly geometry: string;
}

interface Feature {
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: unknown;
}

/**
 * The features of a collection as the rows of a table, below its headings. A property is named by the heading of its column or by
 * the field; other properties are not read. @throws TableFault
 */
export function* geoJsonRows(content: Buffer, { columns, geometry }: GeoTable): Generator<readonly string[]> {
  const features = featuresOf(content);
  const given = columns.filter(
    ({ field, heading }) =>
      field === geometry ||
      features.some(
        ({ properties }) => properties?.[heading] !== undefined || properties?.[field] !== undefined,
      ),
  );
  yield given.map(({ heading }) => heading);
  for (const { properties, geometry: area } of features)
    yield given.map(({ field, heading }) =>
      field === geometry ? textOf(area) : textOf(properties?.[heading] ?? properties?.[field]),
    );
}

function featuresOf(content: Buffer): readonly Feature[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    const { type, features } = JSON.parse(text) as { readonly type?: unknown; readonly features?: unknown };
    if (type === 'FeatureCollection' && Array.isArray(features) && features.every(isFeature)) return features;
  } catch (cause) {
    throw new TableFault('notGeoJson', {}, { cause });
  }
  throw new TableFault('notGeoJson');
}

function isFeature(value: unknown): value is Feature {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Feature';
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A collection with a feature for each row below the headings, made while it is read. */
export async function* geoJsonText(
  rows: AsyncIterable<readonly string[]>,
  { columns, geometry }: GeoTable,
): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":[';
  let count = -1;
  for await (const cells of rows) {
    count += 1;
    // The first row has the headings.
    if (count === 0) continue;
    const named = columns.map(({ field, heading }, index) => ({ field, heading, cell: cells[index] ?? '' }));
    const properties = named
      .filter(({ field, cell }) => field !== geometry && cell !== '')
      .map(({ heading, cell }) => [heading, cell]);
    const area = named.find(({ field }) => field === geometry)?.cell ?? '';
    const feature = {
      type: 'Feature',
      properties: Object.fromEntries(properties) as object,
      geometry: area === '' ? null : (JSON.parse(area) as object),
    };
    yield `${count > 1 ? ',' : ''}\n${JSON.stringify(feature)}`;
  }
  yield '\n]}\n';
}
