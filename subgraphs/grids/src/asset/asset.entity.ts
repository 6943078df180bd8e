import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { PrimaryUuid, TextColumn, UuidColumn } from '@ecogrid/database';
import { vocabulary } from '@ecogrid/subgraph';

export const AssetKind = vocabulary(
  'AssetKind',
  'The kinds of equipment of grid members (装备). docs/domain.md row 8.',
  {
    TERMINAL: 'Reporting terminal, a mobile phone (信息上报移动终端).',
    PATROL_VEHICLE: 'Patrol vehicle (巡查巡逻载具).',
  },
);
export type AssetKind = keyof typeof AssetKind;

@Directive('@key(fields: "id")')
@ObjectType({
  description: 'A terminal or a vehicle that one person holds (专人专用). docs/domain.md row 8.',
})
@Entity('asset')
@Index('ux_asset_code', ['code'], { unique: true })
export class Asset {
  @Field(() => ID, { description: 'UUIDv7.' })
  @PrimaryUuid()
  id!: string;

  @Field(() => String, { description: 'Inventory code (资产编号).' })
  @TextColumn(32)
  code!: string;

  @Field(() => AssetKind, { description: 'The kind of the asset (装备类别).' })
  @TextColumn(16)
  kind!: AssetKind;

  @Field(() => String, { description: 'Maker and model (型号).' })
  @TextColumn(80)
  model!: string;
}

/** One entry of the issue-and-return log (领用记录). */
@Entity('asset_issue')
@Index('ix_asset_issue_asset', ['assetId'])
export class AssetIssue {
  @PrimaryUuid()
  id!: string;

  @UuidColumn({ name: 'asset_id' })
  assetId!: string;

  @UuidColumn({ name: 'holder_id' })
  holderId!: string;

  @TextColumn(10, { name: 'issued_on' })
  issuedOn!: string;

  @TextColumn(10, { name: 'returned_on', nullable: true })
  returnedOn!: string | null;
}
