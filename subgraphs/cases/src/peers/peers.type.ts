import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** Things of other subgraphs, named by their keys. Those that this subgraph adds fields to can be resolved here. */

@Directive('@key(fields: "code")')
@ObjectType({ description: 'A grid of the supervision system (网格), owned by grids.' })
export class Grid {
  @Field(() => String, { description: 'Grid code (网格编码).' })
  code!: string;
}

@Directive('@key(fields: "code")')
@ObjectType({ description: 'An organization (机构), owned by grids.' })
export class Organization {
  @Field(() => String, { description: 'Stable code, such as DEPT-WATER.' })
  code!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A supervised enterprise (企业), owned by enterprises.' })
export class Enterprise {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;
}

@Directive('@key(fields: "id")')
@ObjectType({ description: 'A discharge outlet (排放口), owned by enterprises.' })
export class Outlet {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A measured value beyond its limit (超标), owned by enterprises.' })
export class Exceedance {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;
}

@Directive('@key(fields: "id", resolvable: false)')
@ObjectType({ description: 'A person who works in the supervision system (人员), owned by grids.' })
export class Person {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;
}
