import { Entity, Index, type QueryRunner } from 'typeorm';
import { IntegerColumn, JsonColumn, PrimaryUuid, TextColumn, columns } from '@ecogrid/database';
import type { Area } from './territory-index.ts';

/** The columns of a grid that a subgraph other than grids keeps, in order to decide without a call. */
@Entity('known_grid')
@Index('ux_known_grid_code', ['code'], { unique: true })
export class KnownGrid {
  @PrimaryUuid()
  id!: string;

  @TextColumn(15)
  code!: string;

  @TextColumn(80)
  name!: string;

  @IntegerColumn()
  level!: number;

  @JsonColumn()
  polygon!: Area;

  @TextColumn(64, { name: 'responsible_organization_code' })
  responsibleOrganizationCode!: string;

  /** The version of the grid that this is; an older one never overwrites it. */
  @IntegerColumn({ name: 'source_version' })
  sourceVersion!: number;
}

export async function createKnownGridTable(runner: QueryRunner): Promise<void> {
  const { createTable, integer, json, primaryUuid, text } = columns;
  await createTable(
    runner,
    'known_grid',
    [
      primaryUuid(),
      text('code', 15),
      text('name', 80),
      integer('level'),
      json('polygon'),
      text('responsible_organization_code', 64),
      integer('source_version'),
    ],
    { ux_known_grid_code: ['code'] },
  );
}
