import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import type { Role } from '@ecogrid/identity';
import { RoleName, Day } from '@ecogrid/subgraph';

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'A role that a person holds, for a time and mostly for a grid (任职). docs/domain.md rows 4-7.',
})
@Entity('appointment')
@Index('ix_appointment_person', ['personId'])
@Index('ix_appointment_grid', ['gridCode'])
export class Appointment {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'person_id' })
  personId!: string;

  @Field(() => RoleName, { description: 'The role (角色).' })
  @TextColumn(24)
  role!: Role;

  @TextColumn(64, { name: 'organization_code' })
  organizationCode!: string;

  @TextColumn(15, { name: 'grid_code', nullable: true })
  gridCode!: string | null;

  @TextColumn(18, { name: 'enterprise_code', nullable: true })
  enterpriseCode!: string | null;

  @Field(() => Day, { name: 'effectiveFrom', description: 'First day in force (任职日期).' })
  @TextColumn(10)
  since!: string;

  @Field(() => Day, {
    name: 'effectiveTo',
    nullable: true,
    description: 'First day no longer in force; null while it is open.',
  })
  @TextColumn(10, { nullable: true })
  until!: string | null;

  @Field(() => Int, { description: 'Counts the changes of this appointment, from 1.' })
  @IntegerColumn()
  version!: number;
}

export function isActive({ since, until }: Pick<Appointment, 'since' | 'until'>, day: string): boolean {
  return since <= day && (until === null || until > day);
}
