import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { IntegerColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';

@Directive('@key(fields: "id")')
@Directive('@key(fields: "number")')
@ObjectType({
  description:
    'A person who works in the supervision system (人员). Visible to the desk, the levels above and the assessment; to a street its own people, to a member those of the own grid, to a department its colleagues.',
})
@Entity('person')
@Index('ux_person_number', ['number'], { unique: true })
@Index('ux_person_pseudonym', ['pseudonym'], { unique: true })
@Index('ix_person_organization', ['organizationCode'])
export class Person {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Personnel number (工号), such as P0001.' })
  @TextColumn(16)
  number!: string;

  @Field(() => String, { description: 'Name (姓名).' })
  @TextColumn(40)
  name!: string;

  @TextColumn(32)
  phone!: string;

  @TextColumn(120, { nullable: true })
  email!: string | null;

  @TextColumn(64, { name: 'organization_code' })
  organizationCode!: string;

  @Field(() => Int, { description: 'Counts the changes of this person, from 1.' })
  @IntegerColumn()
  version!: number;

  /** Made by `newPseudonym` with the row, and never changed. */
  @TextColumn(32)
  pseudonym!: string;
}
