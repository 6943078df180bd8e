import {
  allOf,
  placeholders,
  type Condition,
  type Listing,
  type Run,
  type SortOrder,
} from '@ecogrid/database';
import { NO_ROWS, type RowScope } from '@ecogrid/identity';
import { scopeCondition } from '@ecogrid/subgraph';
import { hasTokens, tokenRun } from './search/index.ts';
import {
  equalWhere,
  spanOf,
  dueBounds,
  dueConditions,
  equalTo,
  insideGrid,
  placesOf,
  runsOf,
  type Place,
  type PlaceIndexes,
} from '../kernel/index.ts';
import { Case } from './case.entity.ts';
import { CaseState, type CaseOrder } from './workflow/index.ts';

export interface CaseFilter {
  readonly states?: ReadonlyArray<keyof typeof CaseState> | undefined;
  readonly within?: string | undefined;
  readonly categoryCode?: string | undefined;
  readonly organizationCode?: string | undefined;
  readonly isOverdue?: boolean | undefined;
  readonly dueBefore?: Date | undefined;
  readonly isUrgent?: boolean | undefined;
  readonly isSuperior?: boolean | undefined;
  readonly channelCode?: string | undefined;
  readonly campaignCode?: string | undefined;
  readonly objectKind?: string | undefined;
  readonly supervisedObjectId?: string | undefined;
  readonly outletId?: string | undefined;
  readonly openedSince?: Date | undefined;
  readonly openedBefore?: Date | undefined;
  readonly closedSince?: Date | undefined;
  readonly closedBefore?: Date | undefined;
  readonly updatedSince?: Date | undefined;
  /** All of these must be found; the rarest comes first. */
  readonly tokens?: readonly string[] | undefined;
  readonly now: Date;
}

type Order = keyof typeof CaseOrder;

const ALL_STATES = Object.keys(CaseState);
const SORTED = {
  CREATED_AT: { word: 'created', column: 'created_at' },
  DUE_AT: { word: 'due', column: 'due_order' },
  UPDATED_AT: { word: 'updated', column: 'updated_at' },
} as const;
const ORDERS: Readonly<Record<Order, SortOrder<Case>>> = {
  CREATED_AT: { property: 'createdAt', direction: 'DESC' },
  DUE_AT: { property: 'dueOrder', direction: 'ASC' },
  UPDATED_AT: { property: 'updatedAt', direction: 'ASC' },
};
const HAS_PARTY =
  'EXISTS (SELECT 1 FROM case_party party WHERE party.case_id = item.id AND party.organization_code = ?)';

const COLUMNS = {
  grid: 'item.grid_code',
  organization: (list: string) =>
    `item.id IN (SELECT party.case_id FROM case_party party WHERE party.organization_code IN (${list}))`,
  enterprise: 'item.enterprise_code',
};

/** Where each kind of place is kept. */
const PLACES: PlaceIndexes = {
  zone: { table: 'supervision_case', stem: 'ix_case', id: 'id' },
  street: { table: 'supervision_case', stem: 'ix_case_street', column: 'street_code', id: 'id' },
  grid: { table: 'supervision_case', stem: 'ix_case_grid', column: 'grid_code', id: 'id' },
  category: { table: 'supervision_case', stem: 'ix_case_category', column: 'category_code', id: 'id' },
  enterprise: { table: 'supervision_case', stem: 'ix_case_credit_code', column: 'enterprise_code', id: 'id' },
  organization: { table: 'case_party', stem: 'ix_case_party', column: 'organization_code', id: 'case_id' },
};

/**
 * How a list of cases is read. The first rule that fits names the run that is read in order (a place of the scope, a
 * word, an organization, a category); any other condition is checked row by row. A scope comes first: no list reveals
 * by its length, nor by where it breaks off, of rows that they may not see.
 */
export function caseListing(filter: CaseFilter, order: Order, visible: RowScope): Listing<Case> {
  const scope = narrowed(visible, filter);
  const owned = runOfOwner(filter, order, scope);
  if (owned) return { ...sortedBy(order), runs: [owned] };
  const [rarest, ...others] = filter.tokens ?? [];
  if (scope.everything && rarest && order === 'CREATED_AT') {
    const asked = [...conditionsOf(filter), ...hasTokens(others)];
    const newest = { property: 'id', direction: 'DESC' } as const;
    return { entity: Case, order: newest, runs: [tokenRun(rarest)], where: allOf(asked) };
  }
  const { places, settled } = placesFor(filter, order, scope);
  const read = readBy(order, filter);
  const asked = [
    ...unindexed({ ...filter, ...read.settled, ...settled }),
    ...(order === 'CREATED_AT' ? [] : openedConditions(filter)),
    ...(order === 'DUE_AT' ? [] : dueConditions(dueBounds(filter))),
    ...hasTokens(filter.tokens ?? []),
  ];
  return {
    ...sortedBy(order),
    ...read.span,
    runs: runsOf(PLACES, places, read.states, SORTED[order]),
    where: allOf(asked),
  };
}

interface Read {
  readonly span: Pick<Listing<Case>, 'from' | 'until'>;
  /** The states by which the index is read; none: those of all states together. */
  readonly states: readonly string[];
  /** The parts of the filter that are settled by reading so. */
  readonly settled: Partial<CaseFilter>;
}

/** How the indexes of an order are read. */
function readBy(order: Order, filter: CaseFilter): Read {
  const { states = [], openedSince, openedBefore, updatedSince } = filter;
  // One index of changes for each place: its states are looked at row by row.
  if (order === 'UPDATED_AT')
    return { span: { from: updatedSince }, states: [], settled: { updatedSince: undefined } };
  const settled = { states: undefined };
  if (order === 'CREATED_AT') return { span: { from: openedSince, until: openedBefore }, states, settled };
  // By deadline a list without states is read state by state too: one index fewer for each place.
  return { span: dueBounds(filter), states: states.length > 0 ? states : ALL_STATES, settled };
}

/** A filter by organization reveals the organization that handles a case: of another one, only where its tickets are seen. */
function narrowed(scope: RowScope, { organizationCode }: CaseFilter): RowScope {
  if (!organizationCode || scope.everything || scope.organizations.includes(organizationCode)) return scope;
  return { ...NO_ROWS, grids: scope.grids };
}

function sortedBy(order: Order): Pick<Listing<Case>, 'entity' | 'order'> {
  return { entity: Case, order: ORDERS[order] };
}

/** The places to read, and the parts of the filter that are settled by reading there. */
function placesFor(
  filter: CaseFilter,
  order: Order,
  scope: RowScope,
): { places: Place[]; settled: Partial<CaseFilter> } {
  const { within, organizationCode, categoryCode } = filter;
  const onlyGrids = scope.organizations.length === 0 && scope.enterprises.length === 0;
  if (!scope.everything) {
    return { places: placesOf(scope, within), settled: onlyGrids ? { within: undefined } : {} };
  }
  if (organizationCode) {
    return {
      places: [{ kind: 'organization', value: organizationCode }],
      settled: { organizationCode: undefined },
    };
  }
  if (within) return { places: placesOf(scope, within), settled: { within: undefined } };
  // Changes are not kept by category.
  if (categoryCode && order !== 'UPDATED_AT')
    return { places: [{ kind: 'category', value: categoryCode }], settled: { categoryCode: undefined } };
  return { places: placesOf(scope, undefined), settled: {} };
}

/**
 * The cases of an enterprise or an outlet: few enough to look at all of them, so that a page is full and a count is
 * exact. The scope is a condition of the run: hidden rows are not looked at.
 */
function runOfOwner(filter: CaseFilter, order: Order, scope: RowScope): Run | undefined {
  const { supervisedObjectId, outletId, tokens = [] } = filter;
  const [index, equal] = outletId
    ? ['ix_case_outlet_pollutant', { outlet_id: outletId }]
    : ['ix_case_object_created', { object_id: supervisedObjectId }];
  const [value] = Object.values(equal);
  if (!value) return undefined;
  const mostly = allOf([
    ...(outletId && supervisedObjectId ? [equalTo('object_id', supervisedObjectId)] : []),
    scopeCondition(scope, COLUMNS),
    ...conditionsOf(filter),
    ...hasTokens(tokens),
  ]);
  return {
    table: 'supervision_case',
    index,
    equal: equal as Run['equal'],
    sorted: SORTED[order].column,
    id: 'id',
    mostly,
  };
}

/** All of a filter but its words, its enterprise and its outlet. */
function conditionsOf(filter: CaseFilter): Condition[] {
  return [...unindexed(filter), ...openedConditions(filter), ...dueConditions(dueBounds(filter))];
}

function openedConditions({ openedSince, openedBefore }: CaseFilter): Condition[] {
  return spanOf('created_at', openedSince, openedBefore);
}

function unindexed(filter: CaseFilter): Condition[] {
  const { isUrgent, isSuperior, channelCode, campaignCode, objectKind } = filter;
  const { closedSince, closedBefore, updatedSince } = filter;
  return [
    ...placed(filter),
    ...equalWhere({
      is_urgent: isUrgent,
      is_superior: isSuperior,
      channel_code: channelCode,
      campaign_code: campaignCode,
      object_kind: objectKind,
    }),
    ...spanOf('closed_at', closedSince, closedBefore),
    ...spanOf('updated_at', updatedSince, undefined),
  ];
}

function placed({ states, within, categoryCode, organizationCode }: CaseFilter): Condition[] {
  return [
    ...(states?.length ? [{ text: `item.state IN (${placeholders(states)})`, values: states }] : []),
    ...(within ? [insideGrid(within)] : []),
    ...(categoryCode ? [equalTo('category_code', categoryCode)] : []),
    ...(organizationCode ? [{ text: HAS_PARTY, values: [organizationCode] }] : []),
  ];
}
