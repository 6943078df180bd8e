import { TerritoryIndex, type Position } from '@ecogrid/territory';
import type { Grid } from './grid.entity.ts';
import type { GridRepository } from './grid.repository.ts';

/** Point-in-polygon over the grids as they are stored; built once, as nothing changes a grid while the graph runs. */
export class GridTerritory {
  private index: Promise<TerritoryIndex<Grid>> | undefined;

  constructor(private readonly grids: GridRepository) {}

  async containing(position: Position): Promise<Grid[]> {
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
