import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Day } from '@ecogrid/subgraph';
import { Person } from '../neighbours/index.ts';
import type { SupervisedObject } from '../supervised-object/index.ts';

@ObjectType({
  description: 'Why a credit code that fails its check digit was accepted (代码校验豁免). GB 32100-2015.',
})
export class CreditCodeOverride {
  @Field(() => String, { description: 'The reason (原因).' })
  reason!: string;

  @Field(() => Person, {
    nullable: true,
    description:
      'The person who accepted it (经办人); null for a service, and for other readers than this person and those who see all people.',
  })
  acceptedBy!: Person | null;

  @Field(() => Date, { description: 'When it was accepted, UTC.' })
  acceptedAt!: Date;
}

@Directive('@key(fields: "id")')
@Directive('@key(fields: "creditCode")')
@ObjectType({
  description:
    'A supervised enterprise (监管企业). Name, credit code, industry and division are the public register; the rest is null or empty for those who may not see the site.',
})
export class Enterprise {
  @Field(() => ID, { description: 'UUIDv7.' })
  id!: string;

  @Field(() => String, {
    description: 'Unified social credit code of 18 characters (统一社会信用代码), GB 32100-2015.',
  })
  creditCode!: string;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Name in English; null when none was given.' })
  nameEn!: string | null;

  @Field(() => String, { description: 'Industry code, letter and four digits (行业代码), GB/T 4754-2017.' })
  industryCode!: string;

  @Field(() => String, { description: 'Industry name in Chinese (行业名称).' })
  industryName!: string;
}

@ObjectType({ description: 'A pollutant permit (排污许可证), HJ 608.' })
export class PollutantPermit {
  @Field(() => String, { description: 'Number: the credit code, three digits and a letter (许可证编号).' })
  number!: string;

  @Field(() => Day, {
    nullable: true,
    description: 'The first day it holds (有效期起); null when not known.',
  })
  from!: string | null;

  @Field(() => Day, { nullable: true, description: 'The last day it holds (有效期止); null when not known.' })
  to!: string | null;
}

/** The row of an object that is an enterprise: the register has no second one for it. */
export type EnterpriseRow = SupervisedObject & Enterprise;
