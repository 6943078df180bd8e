import { Directive, Field, ObjectType } from 'type-graphql';

/** The grids subgraph's type, by its key: this subgraph adds to it and never asks for it. Its owner describes it. */
@Directive('@key(fields: "code")')
@ObjectType()
export class Grid {
  @Field(() => String)
  code!: string;
}

/** The grid a thing stands in, as far as this subgraph knows it. */
export function gridOf(gridCode: string | null): Grid | null {
  return gridCode === null ? null : { code: gridCode };
}
