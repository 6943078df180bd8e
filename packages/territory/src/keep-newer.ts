import type { EntityManager, EntityTarget, FindOptionsWhere } from 'typeorm';

/** A copy of another subgraph's thing, with the version of it that this is. */
interface Copy {
  readonly id: string;
  readonly sourceVersion: number;
}

/**
 * Takes a change into a projection. Events may come twice, and the seed may be older than the first of them: one that
 * is not newer than the known version changes nothing.
 * @returns whether the row was stored.
 */
export async function keepNewer<Row extends Copy>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  row: Row,
): Promise<boolean> {
  const known = await manager.findOneBy(entity, { id: row.id } as FindOptionsWhere<Row>);
  if (known && known.sourceVersion >= row.sourceVersion) return false;
  await manager.save(entity, row);
  return true;
}
