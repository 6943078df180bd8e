import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { FlagColumn, IntegerColumn, JsonColumn, TextColumn } from '@ecogrid/database';
import type { Role } from '@ecogrid/identity';
import { RoleName, Day } from '@ecogrid/subgraph';
import { isEffective } from './category.entity.ts';
import { IntakeDemand, ReviewLevel } from './category.vocabulary.ts';

@Directive('@key(fields: "code effectiveFrom")')
@ObjectType({
  description:
    'A way by which reports come in (信息来源), with its demands and permissions, from a day on. docs/domain.md rows 34-35.',
})
@Entity('intake_channel_version')
export class IntakeChannel {
  @Field(() => String, {
    description:
      'Stable code: MEMBER, SUPERVISOR, EXCEEDANCE, SUPERIOR, CAMPAIGN, VIDEO, PUBLIC or OPERATOR.',
  })
  @TextColumn(32, { primary: true })
  code!: string;

  @Field(() => Day, {
    description: 'First day on which it is so (生效日期).',
  })
  @TextColumn(10, { name: 'effective_from', primary: true })
  effectiveFrom!: string;

  @Field(() => Day, {
    nullable: true,
    description: 'First day on which it is no longer so; null while it is (失效日期).',
  })
  @TextColumn(10, { name: 'effective_to', nullable: true })
  effectiveTo!: string | null;

  @Field(() => String, { description: 'Name in Chinese (名称).' })
  @TextColumn(80, { name: 'name_zh' })
  name!: string;

  @Field(() => String, { description: 'Name in English.' })
  @TextColumn(120, { name: 'name_en' })
  nameEn!: string;

  /** The first channel by this number that takes an actor's reports is their usual one. */
  @IntegerColumn({ name: 'sort_order' })
  sortOrder!: number;

  @Field(() => [RoleName], {
    description:
      'Roles that may report through it (上报角色); empty for instruments, and for a channel that is open to every caller (`isOpen`).',
  })
  @JsonColumn({ name: 'reporter_roles' })
  reporterRoles!: Role[];

  @Field(() => Boolean, {
    description: 'Whether every caller may report through it, also without a token (公众).',
  })
  @FlagColumn({ name: 'is_open' })
  isOpen!: boolean;

  @Field(() => [IntakeDemand], {
    description: 'The fields that a report must contain (必填要素); INPUT_INVALID otherwise.',
  })
  @JsonColumn()
  demands!: Array<keyof typeof IntakeDemand>;

  @Field(() => [ReviewLevel], {
    description:
      'The levels that review a report before it is adopted, in order (逐级审核); empty where none does.',
  })
  @JsonColumn({ name: 'review_levels' })
  reviewLevels!: Array<keyof typeof ReviewLevel>;

  @Field(() => Boolean, {
    description: 'Whether a grid member must find the report true on site before it is adopted.',
  })
  @FlagColumn({ name: 'needs_report_verification' })
  needsReportVerification!: boolean;

  @Field(() => Boolean, {
    description: 'Whether the case must be verified on site before it is accepted (受理前核实).',
  })
  @FlagColumn({ name: 'needs_verification' })
  needsVerification!: boolean;

  @Field(() => Boolean, {
    description: 'Whether the verification of a case must carry its place and a photo (核实须附位置和照片).',
  })
  @FlagColumn({ name: 'needs_site_photo', default: false })
  needsSitePhoto!: boolean;

  @Field(() => Boolean, { description: 'Whether a report becomes a case by itself, without an operator.' })
  @FlagColumn({ name: 'opens_case' })
  opensCase!: boolean;

  @Field(() => Boolean, {
    description: 'Whether cases of this channel count as assigned by a superior (上级交办).',
  })
  @FlagColumn({ name: 'is_superior' })
  isSuperior!: boolean;

  @Field(() => Int, {
    description:
      'Minutes of the clock from the opening of a case to its filing (立案时限): the desk is on duty 24 hours.',
  })
  @IntegerColumn({ name: 'filing_minutes' })
  filingMinutes!: number;
}

/** The version of a channel on a day; undefined when it takes no reports then. */
export function channelOn(
  channels: readonly IntakeChannel[],
  code: string,
  day: string,
): IntakeChannel | undefined {
  return channels.find((each) => each.code === code && isEffective(each, day));
}
