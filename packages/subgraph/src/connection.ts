import { IsOptional, Max, MaxLength, Min } from 'class-validator';
import { ArgsType, Directive, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { Page } from '@ecogrid/database';

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
  @IsOptional()
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
    description: 'The cursor of the last item, for the next `after`; null on an empty page.',
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
}

/** The graph type of a list that grows: `<name>Connection` with `<name>Edge`. */
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

    @Field(() => PageInfo, { description: 'Where the page stands.' })
    pageInfo!: PageInfo;
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
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: Boolean(request.after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
