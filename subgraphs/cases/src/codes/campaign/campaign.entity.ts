import { Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { PrimaryUuid, TextColumn } from '@ecogrid/database';
import { CampaignType } from './campaign.vocabulary.ts';

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

  @Field(() => String, { description: 'First day, YYYY-MM-DD, Asia/Shanghai.' })
  @TextColumn(10, { name: 'starts_on' })
  startsOn!: string;

  @Field(() => String, { nullable: true, description: 'Last day, YYYY-MM-DD; null while no end is set.' })
  @TextColumn(10, { name: 'ends_on', nullable: true })
  endsOn!: string | null;
}
