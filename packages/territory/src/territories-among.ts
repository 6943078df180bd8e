import type { EntityManager, EntityTarget } from 'typeorm';

const COMMUNITY_DIGITS = 12;

/** The codes that name a territory: a grid, or a community in which a grid lies. */
export async function territoriesAmong(
  manager: EntityManager,
  grids: EntityTarget<{ code: string }>,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  const community = `SUBSTR(grid.code, 1, ${COMMUNITY_DIGITS})`;
  const rows = await manager
    .createQueryBuilder(grids, 'grid')
    .select('grid.code', 'code')
    .where(`grid.code IN (:...codes) OR ${community} IN (:...codes)`, { codes })
    .getRawMany<{ code: string }>();
  return new Set(rows.flatMap(({ code }) => [code, code.slice(0, COMMUNITY_DIGITS)]));
}
