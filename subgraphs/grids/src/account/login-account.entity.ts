import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';

@ObjectType({
  description:
    'A login account of the identity provider that acts for a person (登录账号). A person may have several.',
})
@Entity('login_account')
@Index('ux_login_account_subject', ['subject'], { unique: true })
@Index('ix_login_account_person', ['personId'])
export class LoginAccount {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'The `sub` of its tokens (账号标识).' })
  @TextColumn(255)
  subject!: string;

  @UuidColumn({ name: 'person_id' })
  personId!: string;

  @Field(() => Date, { description: 'When it was linked to the person, UTC (关联时间).' })
  @InstantColumn({ name: 'linked_at' })
  linkedAt!: Date;
}
