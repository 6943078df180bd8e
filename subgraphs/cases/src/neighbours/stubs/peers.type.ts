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

@Directive('@key(fields: "code")')
@ObjectType()
export class Organization {
  @Field(() => String)
  code!: string;
}

@Directive('@key(fields: "id")')
@ObjectType()
export class Enterprise {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id")')
@ObjectType()
export class SupervisedObject {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id")')
@ObjectType()
export class Outlet {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType()
export class Camera {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType()
export class Exceedance {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType()
export class Person {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType()
export class Episode {
  @Field(() => ID)
  id!: string;
}
