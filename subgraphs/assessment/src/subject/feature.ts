import type { Database } from '@ecogrid/database';
import { SubjectFinder } from './subject.finder.ts';
import { SubjectRepository } from './subject.repository.ts';

export function repositories(database: Database) {
  return { subjects: new SubjectRepository(database) };
}

export function services({ subjects }: ReturnType<typeof repositories>) {
  return { finder: new SubjectFinder(subjects) };
}
