import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { PrimaryUuid, TextColumn } from '@ecogrid/database';
import { Day } from '@ecogrid/subgraph';
import { CampaignType } from './campaign.vocabulary.ts';

@Directive('@key(fields: "code")')
@ObjectType({
  description: 'A special action (专项行动) in which grid members take part. docs/domain.md row 45.',
})
@Entity('campaign')
@Index('ux_campaign_code', ['code'], { unique: true })
export class Campaign {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Code, such as CAMPAIGN-1.' })
  @TextColumn(32)
  code!: string;

  @Field(() => CampaignType, { description: 'The type of the campaign (类别).' })
  @TextColumn(32)
  type!: keyof typeof CampaignType;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(120)
  name!: string;

  @Field(() => String, { description: 'Name in English.' })
  @TextColumn(120, { name: 'name_en' })
  nameEn!: string;

  @Field(() => Day, { description: 'First day in force (起始日期).' })
  @TextColumn(10, { name: 'effective_from' })
  effectiveFrom!: string;

  @Field(() => Day, {
    nullable: true,
    description: 'First day no longer in force (截止日期, 不含); null while no end is set.',
  })
  @TextColumn(10, { name: 'effective_to', nullable: true })
  effectiveTo!: string | null;
}
