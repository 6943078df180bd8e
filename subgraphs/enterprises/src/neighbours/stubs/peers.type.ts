import { Directive, Field, ID, ObjectType } from 'type-graphql';

/**
 * Things of other subgraphs, named by their keys; their owners describe them. Those that this subgraph adds fields to
 * can be resolved here.
 */

@Directive('@key(fields: "code")')
@ObjectType()
export class Grid {
  @Field(() => String)
  code!: string;
}

@Directive('@key(fields: "code", resolvable: false)')
@ObjectType()
export class Division {
  @Field(() => String)
  code!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType()
export class Person {
  @Field(() => ID)
  id!: string;
}

/** The person of an id; the rule of the subgraph decides its readers. */
export function personNamed(id: string | null): Person | null {
  return id === null ? null : { id };
}

/** The grid a thing stands in, as far as this subgraph knows it. */
export function gridOf(gridCode: string | null): Grid | null {
  return gridCode === null ? null : { code: gridCode };
}
