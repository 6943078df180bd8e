export { type Area, type GridShape, type Position, TerritoryIndex } from './territory-index.ts';
export { GridProjection, type GridChange } from './grid-projection.ts';
export { territoriesAmong } from './territories-among.ts';
export { keepNewer } from './keep-newer.ts';
export { KnownGrid, createKnownGridTable } from './known-grid.entity.ts';
