import { In } from 'typeorm';
import {
  boundedLists,
  keysetPage,
  nestedPages,
  type Database,
  type Page,
  type PageRequest,
} from '@ecogrid/database';
import { inKeyOrder, type Batch } from '@ecogrid/subgraph';
import { isStaff } from '@ecogrid/identity';
import { Attendance, Trainer, TrainingSession, type TrainingTopic } from './training.entity.ts';

const BY_ID = { property: 'id', direction: 'ASC' } as const;
/** Of a person; the older ones are found at their trainings. */
export const MOST_OF_PERSON = 200;

export class TrainingRepository {
  constructor(private readonly database: Database) {}

  readonly byCode: Batch<string, TrainingSession | null> = async (codes, { actor }) => {
    if (!isStaff(actor)) return codes.map(() => null);
    const rows = await this.database.manager.findBy(TrainingSession, { code: In(codes) });
    return inKeyOrder(codes, rows, ({ code }) => code);
  };

  readonly byId: Batch<string, TrainingSession | null> = async (ids, { actor }) => {
    if (!isStaff(actor)) return ids.map(() => null);
    const rows = await this.database.manager.findBy(TrainingSession, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  readonly trainerById: Batch<string, Trainer | null> = async (ids) => {
    const rows = await this.database.manager.findBy(Trainer, { id: In(ids) });
    return inKeyOrder(ids, rows, ({ id }) => id);
  };

  /** For keys made by `nestedPageKey` of session ids. */
  readonly attendancesOf: Batch<string, Page<Attendance>> = (keys) =>
    nestedPages(this.database.manager, BY_ID, keys, ({ parent }) =>
      this.database.manager
        .createQueryBuilder(Attendance, 'attendance')
        .where('attendance.sessionId = :parent', { parent }),
    );

  readonly ofPeople: Batch<string, Attendance[]> = async (personIds, { actor }) => {
    if (!isStaff(actor)) return personIds.map(() => []);
    return boundedLists(this.database.manager, Attendance, personIds, {
      of: 'personId',
      by: ['id'],
      most: MOST_OF_PERSON,
      keeps: 'LAST',
    });
  };

  page(topic: TrainingTopic | undefined, request: PageRequest): Promise<Page<TrainingSession>> {
    const query = this.database.manager.createQueryBuilder(TrainingSession, 'session');
    if (topic) query.where('session.topic = :topic', { topic });
    return keysetPage(query, { property: 'heldOn', direction: 'ASC' }, request);
  }
}
