import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Types that other subgraphs own: to the first three this one adds fields, to the others it only points. Their owners describe them. */

@Directive('@key(fields: "code")')
@ObjectType()
export class Organization {
  @Field(() => String)
  code!: string;
}

@Directive('@key(fields: "code")')
@ObjectType()
export class Grid {
  @Field(() => String)
  code!: string;
}

@Directive('@key(fields: "id")')
@ObjectType()
export class Person {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType()
export class Case {
  @Field(() => ID)
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType()
export class Ticket {
  @Field(() => ID)
  id!: string;
}
