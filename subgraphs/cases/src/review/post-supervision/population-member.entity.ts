import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { FlagColumn, PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';

@ObjectType({
  description:
    'A case among those that a sample was drawn from (总体成员), with the place that the seed gave it.',
})
@Entity('post_supervision_population')
@Index('ux_post_supervision_population_digest', ['sampleId', 'digest'], { unique: true })
export class PopulationMember {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'sample_id' })
  sampleId!: string;

  @Field(() => ID, { description: 'The id of the case; the digest is made of these ids.' })
  @UuidColumn({ name: 'case_id' })
  caseId!: string;

  @Field(() => String, {
    description: 'The part of the population it belongs to (层); empty when it was not divided.',
  })
  @TextColumn(32)
  stratum!: string;

  @Field(() => String, {
    description:
      'The place that the seed gives it: SHA-256 of `seed:caseId`, hexadecimal; the first of each stratum are drawn.',
  })
  @TextColumn(64)
  digest!: string;

  @Field(() => Boolean, { description: 'Whether it was drawn (是否抽中).' })
  @FlagColumn({ name: 'is_sampled' })
  isSampled!: boolean;
}
