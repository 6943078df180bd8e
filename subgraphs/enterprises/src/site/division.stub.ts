import { Directive, Field, ObjectType } from 'type-graphql';

/** The grids subgraph's type, by its key; its owner describes it. */
@Directive('@key(fields: "code", resolvable: false)')
@ObjectType()
export class Division {
  @Field(() => String)
  code!: string;
}
