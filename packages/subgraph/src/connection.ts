import { Max, MaxLength, Min } from 'class-validator';
import { Args, ArgsType, Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import {
  cappedCount,
  type CappedCount,
  type Counter,
  type Page,
  type PageRequest,
  type UncountedPage,
} from '@ecogrid/database';
import { EcoGridError } from '@ecogrid/errors';
import { BOUNDS } from './bounds.ts';

/** How many items a page has when the caller does not say, and at most. */
export const PAGE_SIZE = { usual: 20, most: 200 };

@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: PAGE_SIZE.usual, description: 'How many items, 1 to 200.' })
  @Min(1)
  @Max(PAGE_SIZE.most)
  first!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor after which the page begins; absent for the first page.',
  })
  @MaxLength(500)
  after?: string;
}

@Directive('@shareable')
@ObjectType({ description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether items follow this page.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether the page was asked for with `after`.' })
  hasPreviousPage!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The cursor of the first item; null on an empty page.',
  })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'For the next `after`: the cursor of the last item, or of a place behind it up to which nothing more was found. Null where nothing follows an empty page.',
  })
  endCursor!: string | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Connection<Node> {
  readonly edges: Array<Edge<Node>>;
  readonly pageInfo: PageInfo;
  readonly counter: Counter;
}

/** Counting stops here: of a larger list it is only known that it is larger. */
const MOST_COUNTED = BOUNDS.requests.countedRows;

@ArgsType()
class CountArguments {
  @Field(() => Int, {
    defaultValue: MOST_COUNTED,
    description: 'Where counting stops, 1 to 1000: no more rows of the list are counted.',
  })
  @Min(1)
  @Max(MOST_COUNTED)
  upTo!: number;
}

@Directive('@shareable')
@ObjectType({ description: 'How many items a list has, counted up to a bound (计数).' })
class ListCount implements CappedCount {
  @Field(() => Int, { description: 'The number, at most the bound.' })
  value!: number;

  @Field(() => Boolean, { description: 'Whether counting stopped at a bound, and there may be more.' })
  isCapped!: boolean;
}

/** The graph type of a list that grows: `<name>Connection` with `<name>Edge`, counted when `count` is selected. */
export function connectionType<Node extends object>(
  name: string,
  node: () => ClassType<Node>,
): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} of a page, and its cursor.` })
  class EdgeType implements Edge<Node> {
    @Field(() => String, { description: 'The position of the item in this order.' })
    cursor!: string;

    @Field(node, { description: `The ${name}.` })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${name} items.` })
  class ConnectionType implements Connection<Node> {
    @Field(() => [EdgeType], { description: 'The items in order.' })
    edges!: EdgeType[];

    @Field(() => PageInfo, { description: 'The position of the page in the list.' })
    pageInfo!: PageInfo;

    counter!: Counter;

    @Field(() => ListCount, {
      description: 'How many items the whole list has for this actor (总数).',
    })
    count(@Args(() => CountArguments) { upTo }: CountArguments): Promise<CappedCount> {
      return this.counter(upTo);
    }
  }
  return ConnectionType;
}

/** A page of rows as a connection of the same rows. */
export function connectionOf<Row>(
  page: Page<Row>,
  request: { after?: string | null | undefined },
): Connection<Row> {
  const edges = page.rows.map((node) => ({ cursor: page.cursorOf(node), node }));
  return {
    edges,
    counter: page.count,
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: Boolean(request.after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: page.endCursor ?? edges.at(-1)?.cursor ?? null,
    },
  };
}

/**
 * A list inside another thing: its page and its count are fetched when they are selected. The fields are getters of the
 * prototype: type-graphql copies the own fields of the parent of `count`, and must not fetch the page by that.
 */
export class NestedConnection<Node> {
  private page: Promise<Connection<Node>> | undefined;

  constructor(
    private readonly load: () => Promise<Connection<Node>>,
    readonly counter: Counter,
  ) {}

  get edges(): Promise<Array<Edge<Node>>> {
    return this.loaded().then(({ edges }) => edges);
  }

  get pageInfo(): Promise<PageInfo> {
    return this.loaded().then(({ pageInfo }) => pageInfo);
  }

  private loaded(): Promise<Connection<Node>> {
    return (this.page ??= this.load());
  }
}

/** The connection of a list inside another thing, whose page and count loaders fetch for all such things at once. */
export function nestedConnection<Row>(
  request: { after?: string | null | undefined },
  page: () => Promise<UncountedPage<Row>>,
  count: Counter,
): NestedConnection<Row> {
  return new NestedConnection(async () => connectionOf({ ...(await page()), count }, request), count);
}

/**
 * A page of a list that was made as a whole, such as a ranking.
 * @param keyOf the key of a row.
 * @throws EcoGridError CURSOR_INVALID where the row of the cursor is not in the list any more.
 */
export function pageOfList<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { first, after }: PageRequest,
): Page<Row> {
  const cursorOf = (row: Row): string => Buffer.from(keyOf(row)).toString('base64url');
  const isFirst = typeof after !== 'string';
  const before = isFirst ? -1 : rows.findIndex((row) => cursorOf(row) === after);
  if (!isFirst && before < 0) {
    throw new EcoGridError('CURSOR_INVALID', { reason: 'TAMPERED', restartFrom: null });
  }
  const start = before + 1;
  const hasNextPage = rows.length > start + first;
  const count: Counter = (upTo) => Promise.resolve(cappedCount(rows.length, upTo));
  return { rows: rows.slice(start, start + first), hasNextPage, cursorOf, count };
}
