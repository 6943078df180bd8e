import type { TopicOf } from '@ecogrid/event-contracts';
import type { NewEvent, Outbox } from '@ecogrid/events';
import type { UndoableRow, WrittenRow } from '@ecogrid/imports';
import type { PersonRepository } from '../person/index.ts';
import type { DirectoryImportRepository } from './directory-import.repository.ts';

export interface DirectoryImportParts {
  readonly outbox: Outbox<TopicOf<'grids'>>;
  readonly directoryImports: DirectoryImportRepository;
  readonly people: PersonRepository;
}

type Event = NewEvent<TopicOf<'grids'>>;

interface Rows<Thing> {
  readonly entity: new () => Thing;
  /** A number that differs for other values. */
  readonly versionOf: (thing: Thing) => number;
  /** The thing with the values of another, as the next version. */
  readonly next: (thing: Thing, before: Thing) => Thing;
  readonly event: (thing: Thing, at: Date, isNew: boolean) => Event | null;
}

/** Writes and takes back things of the directory, which have no life cycle: an added one stays. */
export class DirectoryRows<Thing extends { id: string }> {
  constructor(
    private readonly parts: DirectoryImportParts,
    private readonly rows: Rows<Thing>,
  ) {}

  /** @param pairs each thing as the row makes it, beside the stored one. */
  async write(
    pairs: ReadonlyArray<{ readonly before: Thing | null; readonly after: Thing }>,
    at: Date,
  ): Promise<WrittenRow[]> {
    const { versionOf, next } = this.rows;
    const [added, updated]: [Thing[], Thing[]] = [[], []];
    const written = pairs.map(({ before, after }): WrittenRow => {
      if (!before) {
        added.push(after);
        return { outcome: 'ADDED', subjectId: after.id, before, version: versionOf(after) };
      }
      const isSame = JSON.stringify(before) === JSON.stringify({ ...before, ...after });
      if (isSame) return { outcome: 'UNCHANGED', subjectId: after.id, before, version: versionOf(before) };
      const changed = next(after, before);
      updated.push(changed);
      return { outcome: 'UPDATED', subjectId: after.id, before, version: versionOf(changed) };
    });
    await this.keep(added, updated, at);
    return written;
  }

  async undo(rows: readonly UndoableRow[], at: Date): Promise<number> {
    const { entity, versionOf, next } = this.rows;
    const ids = rows.map(({ subjectId }) => subjectId);
    const stored = await this.parts.directoryImports.some(entity, 'id', ids, true);
    const byId = new Map(stored.map((thing) => [thing.id, thing]));
    const back = rows.flatMap(({ subjectId, before, version }) => {
      const now = byId.get(subjectId);
      return before && now && versionOf(now) === version ? [next(before as Thing, now)] : [];
    });
    await this.keep([], back, at);
    return back.length;
  }

  private async keep(added: readonly Thing[], updated: readonly Thing[], at: Date): Promise<void> {
    const { outbox, directoryImports } = this.parts;
    const { entity, event } = this.rows;
    await directoryImports.write(entity, added, updated);
    const events = [
      ...added.flatMap((thing) => event(thing, at, true) ?? []),
      ...updated.flatMap((thing) => event(thing, at, false) ?? []),
    ];
    if (events.length > 0) await outbox.announce(...events);
  }
}
