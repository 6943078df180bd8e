import { In, type EntityManager } from 'typeorm';
import type { Database } from '@ecogrid/database';
import { keepNewer } from './keep-newer.ts';
import { KnownGrid } from './known-grid.entity.ts';
import { territoriesAmong } from './territories-among.ts';
import { TerritoryIndex, type Position } from './territory-index.ts';

/** The payload of `GridChanged`, as grids announces it. */
export type GridChange = Omit<KnownGrid, 'sourceVersion'> & { readonly version: number };

/** A subgraph's own copy of the grids, kept by their events; finds places without a call. */
export class GridProjection {
  private index: Promise<TerritoryIndex<KnownGrid>> | undefined;

  constructor(private readonly database: Database) {}

  /** Takes a change; one that is older than the known version changes nothing. */
  async apply(change: GridChange, manager: EntityManager): Promise<void> {
    const { version, id, code, name, level, polygon, responsibleOrganizationCode } = change;
    const row = { id, code, name, level, polygon, responsibleOrganizationCode, sourceVersion: version };
    if (await keepNewer(manager, KnownGrid, row)) this.database.afterCommit(() => (this.index = undefined));
  }

  /** The smallest grid that holds the position. */
  async locate(position: Position): Promise<KnownGrid | undefined> {
    return (await this.territory()).locate(position);
  }

  /** Every grid that holds the position, the smallest first: the explanation of a routing. */
  async containing(position: Position): Promise<KnownGrid[]> {
    return (await this.territory()).containing(position);
  }

  byCode(code: string): Promise<KnownGrid | null> {
    return this.database.manager.findOneBy(KnownGrid, { code });
  }

  some(codes: readonly string[]): Promise<KnownGrid[]> {
    return this.database.manager.findBy(KnownGrid, { code: In(codes) });
  }

  /** Whether each code names a grid, or a community in which a grid lies. */
  async areTerritories(codes: readonly string[]): Promise<boolean[]> {
    const known = await territoriesAmong(this.database.manager, KnownGrid, codes);
    return codes.map((code) => known.has(code));
  }

  private territory(): Promise<TerritoryIndex<KnownGrid>> {
    this.index ??= this.database.manager.find(KnownGrid).then((grids) => new TerritoryIndex(grids));
    this.index.catch(() => (this.index = undefined));
    return this.index;
  }
}
