import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { InstantColumn, IntegerColumn, PrimaryUuid, TextColumn } from '@ecogrid/database';
import { Day } from '@ecogrid/subgraph';
import { SampleStrata } from './post-supervision.vocabulary.ts';

@ObjectType({
  description:
    'A sample of closed cases for the post-supervision group (后督察抽查), with all that is needed to draw it again. docs/domain.md rows 43-44.',
})
@Entity('post_supervision_sample')
@Index('ix_post_supervision_sample_drawn', ['drawnAt'])
export class PostSupervisionSample {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => Day, { description: 'The first day of closing (起始日).' })
  @TextColumn(10, { name: 'closed_from' })
  closedFrom!: string;

  @Field(() => Day, {
    description: 'The last day of closing, included (截止日).',
  })
  @TextColumn(10, { name: 'closed_to' })
  closedTo!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Only cases inside the grid of this code (属地); null: the whole zone.',
  })
  @TextColumn(15, { nullable: true })
  within!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only cases of the category of this code (问题类别); null: all.',
  })
  @TextColumn(32, { name: 'category_code', nullable: true })
  categoryCode!: string | null;

  @Field(() => SampleStrata, { description: 'The division of the population (分层).' })
  @TextColumn(16)
  strata!: keyof typeof SampleStrata;

  @Field(() => Int, {
    nullable: true,
    description: 'The requested number of cases (抽取数量); null when a share was requested.',
  })
  @IntegerColumn({ nullable: true })
  size!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The requested share of each stratum in percent (抽取比例); null when a number was requested.',
  })
  @IntegerColumn({ name: 'share_percent', nullable: true })
  sharePercent!: number | null;

  @Field(() => String, {
    description: 'The seed (随机种子), given or drawn: with the same population it gives the same sample.',
  })
  @TextColumn(64)
  seed!: string;

  @Field(() => String, { description: 'The way of sampling, in words that name its steps (抽样方法).' })
  @TextColumn(120)
  method!: string;

  @Field(() => Int, { description: 'The number of cases in the population (总体数量).' })
  @IntegerColumn({ name: 'population_count' })
  populationCount!: number;

  @Field(() => String, {
    description: 'SHA-256 over the ids of the population in order, one a line, hexadecimal (总体摘要).',
  })
  @TextColumn(64, { name: 'population_hash' })
  populationHash!: string;

  @Field(() => Int, { description: 'The number of drawn cases (样本数量).' })
  @IntegerColumn({ name: 'sample_count' })
  sampleCount!: number;

  @TextColumn(64, { name: 'drawn_by', nullable: true })
  drawnBy!: string | null;

  @Field(() => Date, { description: 'When it was drawn, UTC.' })
  @InstantColumn({ name: 'drawn_at' })
  drawnAt!: Date;
}
