import { Field, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';

@ObjectType({
  description: 'The number of a thing in another system (外部编号), such as that of the city or of 12345.',
})
@Entity('external_reference')
@Index('ux_external_reference', ['system', 'reference'], { unique: true })
@Index('ix_external_reference_object', ['objectId'])
export class ExternalReference {
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'The other system (系统), such as CITY-12345.' })
  @TextColumn(32)
  system!: string;

  @Field(() => String, { description: 'The number there (编号); unique in its system.' })
  @TextColumn(64)
  reference!: string;

  @UuidColumn({ name: 'object_id' })
  objectId!: string;
}
