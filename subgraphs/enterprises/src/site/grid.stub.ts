import { Directive, Field, ObjectType } from 'type-graphql';

/** The grids subgraph's type, by its key: this subgraph adds to it and never asks for it. */
@Directive('@key(fields: "code")')
@ObjectType({ description: 'A grid of the supervision system (网格), owned by the grids subgraph.' })
export class Grid {
  @Field(() => String, { description: 'Grid code (网格编码) of 6, 9 or 15 digits.' })
  code!: string;
}

/** The grid a thing stands in, as far as this subgraph knows it. */
export function gridOf(gridCode: string | null): Grid | null {
  return gridCode === null ? null : { code: gridCode };
}
