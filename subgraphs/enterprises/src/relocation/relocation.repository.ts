import { In } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { KnownGrid, TerritoryIndex } from '@ecogrid/territory';
import { Camera } from '../camera/index.ts';
import { MonitorPoint } from '../monitor-point/index.ts';
import { Outlet } from '../outlet/index.ts';
import { SupervisedObject } from '../supervised-object/index.ts';

interface Placed {
  id: string;
  longitude: number;
  latitude: number;
  gridCode: string | null;
}

/** Everything that stands somewhere and keeps the code of its grid. Exceedances keep the grid they were raised in. */
const PLACED: ReadonlyArray<new () => Placed> = [SupervisedObject, Outlet, MonitorPoint, Camera];

/** Called inside the consumer's transaction. */
export class RelocationRepository {
  constructor(private readonly database: Database) {}

  async isNews({ id, version }: { id: string; version: number }): Promise<boolean> {
    const known = await this.database.manager.findOneBy(KnownGrid, { id });
    return !known || known.sourceVersion < version;
  }

  /** Places everything anew among the grids as they are known now. */
  async relocateAll(): Promise<void> {
    const { manager } = this.database;
    const territory = new TerritoryIndex(await manager.find(KnownGrid));
    for (const entity of PLACED) {
      const moved = movedRows(await manager.find(entity), territory);
      for (const [gridCode, ids] of moved) await manager.update(entity, { id: In(ids) }, { gridCode });
    }
  }
}

/** Ids by the grid they stand in now, where that is another than before. */
function movedRows(
  rows: readonly Placed[],
  territory: TerritoryIndex<KnownGrid>,
): Map<string | null, string[]> {
  const moved = new Map<string | null, string[]>();
  for (const row of rows) {
    const gridCode = territory.locate(row)?.code ?? null;
    if (gridCode !== row.gridCode) moved.set(gridCode, [...(moved.get(gridCode) ?? []), row.id]);
  }
  return moved;
}
