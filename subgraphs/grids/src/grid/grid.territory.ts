import { TerritoryIndex, type Position } from '@ecogrid/territory';
import type { Grid } from './grid.entity.ts';
import type { GridRepository } from './grid.repository.ts';

/** Point-in-polygon over the grids as they are stored; built anew once a grid has changed. */
export class GridTerritory {
  private index: Promise<TerritoryIndex<Grid>> | undefined;
  private stamp: string | undefined;

  constructor(private readonly grids: GridRepository) {}

  async containing(position: Position): Promise<Grid[]> {
    const stamp = await this.grids.stamp();
    if (stamp !== this.stamp) this.index = undefined;
    this.stamp = stamp;
    return (await this.territory()).containing(position);
  }

  private territory(): Promise<TerritoryIndex<Grid>> {
    this.index ??= this.grids.all().then(
      (grids) => new TerritoryIndex(grids),
      (error: unknown) => {
        // The next caller reads again.
        this.index = undefined;
        throw error;
      },
    );
    return this.index;
  }
}
