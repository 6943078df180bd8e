import type { Condition, Run } from '@ecogrid/database';
import type { RowScope } from '@ecogrid/identity';

/** Codes of streets have nine digits, those of unit grids fifteen (docs/domain.md §2). */
const STREET = 9;
const UNIT_GRID = 15;

/** The street that a grid lies in; null for a grid larger than a street, and where no grid is known. */
export function streetOf(gridCode: string | null): string | null {
  return gridCode !== null && gridCode.length >= STREET ? gridCode.slice(0, STREET) : null;
}

/** Where rows of a list are kept together by an index. */
export interface Place {
  readonly kind: 'zone' | 'street' | 'grid' | 'organization' | 'enterprise' | 'reporter' | 'category';
  /** The code or id that its rows have in common; empty for the zone. */
  readonly value: string;
  /** The wanted part, when an index contains more. */
  readonly mostly?: Condition;
}

const ZONE: Place = { kind: 'zone', value: '' };

/** The rows inside a grid, itself included. */
function placeOfGrid(code: string): Place {
  if (code.length >= UNIT_GRID) return { kind: 'grid', value: code };
  const street = streetOf(code);
  const place: Place = street ? { kind: 'street', value: street } : ZONE;
  const mostly = { text: 'grid_code LIKE ?', values: [`${code}%`] };
  return code.length === STREET ? place : { ...place, mostly };
}

/** The places that a scope consists of, and of its grids only those within a grid where one is named. */
export function placesOf(scope: RowScope, within: string | undefined): Place[] {
  if (scope.everything) return [within ? placeOfGrid(within) : ZONE];
  const grids = scope.grids.flatMap((code) => narrower(code, within) ?? []);
  return [
    ...[...new Set(grids)].map(placeOfGrid),
    ...scope.organizations.map((value) => ({ kind: 'organization', value }) as const),
    ...scope.enterprises.map((value) => ({ kind: 'enterprise', value }) as const),
    ...(scope.reporter === null ? [] : [{ kind: 'reporter', value: scope.reporter } as const]),
  ];
}

/** The grids of a scope, and of them only those within a grid where one is named; an empty code is the zone. */
export function gridsWithin({ everything, grids }: RowScope, within: string | undefined): string[] {
  if (everything) return [within ?? ''];
  return grids.flatMap((code) => narrower(code, within) ?? []);
}

/** The smaller of two grids that lie in each other; undefined when they lie apart. */
function narrower(code: string, within: string | undefined): string | undefined {
  if (!within || code.startsWith(within)) return code;
  return within.startsWith(code) ? within : undefined;
}

/** Where each kind of place is kept; its indexes are `<stem>_<order>` and `<stem>_state_<order>`. */
export type PlaceIndexes = Partial<
  Record<
    Place['kind'],
    { readonly table: string; readonly stem: string; readonly column?: string; readonly id: string }
  >
>;

/** The runs of the places: one for each state that is named, or one of all states. */
export function runsOf(
  indexes: PlaceIndexes,
  places: readonly Place[],
  states: readonly string[],
  sorted: { readonly word: string; readonly column: string },
): Run[] {
  return places.flatMap(({ kind, value, mostly }) => {
    const kept = indexes[kind];
    if (!kept) return [];
    const { table, stem, column, id } = kept;
    const place = column ? { [column]: value } : {};
    const run = { table, id, sorted: sorted.column, mostly };
    if (states.length === 0) return [{ ...run, index: `${stem}_${sorted.word}`, equal: place }];
    return [...new Set(states)].map((state) => ({
      ...run,
      index: `${stem}_state_${sorted.word}`,
      equal: { ...place, state },
    }));
  });
}
