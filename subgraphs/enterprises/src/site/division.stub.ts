import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@key(fields: "code", resolvable: false)')
@ObjectType({ description: 'An administrative division (行政区划), owned by the grids subgraph.' })
export class Division {
  @Field(() => String, { description: 'Division code (区划代码), GB/T 2260 and 10114.' })
  code!: string;
}
