import { In, MoreThan, type EntityTarget, type FindOptionsWhere } from 'typeorm';
import { insertAlone, insertRows, type Database } from '@ecogrid/database';
import type { ExportPage } from '@ecogrid/imports';
import { Division } from '../division/index.ts';
import { Grid } from '../grid/index.ts';
import { Organization } from '../organization/index.ts';
import { Person } from '../person/index.ts';

interface Identified {
  id: string;
}

/** The rows of organizations and people by the hundred. */
export class DirectoryImportRepository {
  constructor(private readonly database: Database) {}

  async addDivisions(divisions: readonly Division[]): Promise<void> {
    await insertAlone(() => insertRows(this.database.manager, Division, divisions));
  }

  async organizations(codes: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.manager.findBy(Organization, { code: In(codes) });
    return new Set(rows.map(({ code }) => code));
  }

  async grids(codes: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.manager.find(Grid, {
      where: { code: In(codes) },
      select: { code: true },
    });
    return new Set(rows.map(({ code }) => code));
  }

  people(
    where: { readonly ids: readonly string[] } | { readonly numbers: readonly string[] },
  ): Promise<Person[]> {
    return this.database.manager.findBy(
      Person,
      'ids' in where ? { id: In(where.ids) } : { number: In(where.numbers) },
    );
  }

  async divisions(codes: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.database.manager.findBy(Division, { code: In(codes) });
    return new Set(rows.map(({ code }) => code));
  }

  /** Some rows in the order of their ids. */
  async page<Row extends Identified>(
    entity: EntityTarget<Row>,
    after: string | null,
    limit: number,
  ): Promise<ExportPage<Row>> {
    const where = (after === null ? {} : { id: MoreThan(after) }) as FindOptionsWhere<Row>;
    const rows = await this.database.manager.find(entity, {
      where,
      order: { id: 'ASC' } as never,
      take: limit,
    });
    return { rows, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  }
}
