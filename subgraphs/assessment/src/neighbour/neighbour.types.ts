import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Types that other subgraphs own: to the first three this one adds fields, to the others it only points. */

@Directive('@key(fields: "code")')
@ObjectType({ description: 'An organization of the supervision system (机构), owned by grids.' })
export class Organization {
  @Field(() => String, { description: 'Stable code, such as DEPT-WATER.' })
  code!: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ description: 'A grid of the supervision system (网格), owned by grids.' })
export class Grid {
  @Field(() => String, { description: 'Grid code (网格编码) of 6, 9 or 15 digits.' })
  code!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A person who works in the supervision system (人员), owned by grids.' })
export class Person {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A case (案卷), owned by cases.' })
export class Case {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A transfer ticket (转办件), owned by cases.' })
export class Ticket {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;
}
