import * as district from '@ecogrid/seed-district';
import type { Database } from '@ecogrid/database';
import { KnownGrid } from '@ecogrid/territory';
import { KnownAppointment, KnownOrganization } from '../neighbours/index.ts';
import { Attendance, Trainer, TrainingSession } from '../training/index.ts';

/** Loads the seed district's trainings into an empty database, once. */
export async function seedAssessment(database: Database): Promise<void> {
  await database.transaction(async (manager) => {
    if (await manager.exists(TrainingSession)) return;
    await seedProjections(manager);
    await seedTrainings(manager);
  });
}

const personIds = new Map(district.people.map(({ number, id }) => [number, id]));
const personId = (number: string): string => personIds.get(number) as string;

/** The events of grids about the same district, so that this subgraph can start before its peer. */
async function seedProjections(manager: Database['manager']): Promise<void> {
  const sourceVersion = 1;
  await manager.insert(
    KnownOrganization,
    district.organizations.map(({ id, code, kind, platformLevel, divisionCode }) => ({
      id,
      code,
      kind,
      platformLevel,
      divisionCode,
      sourceVersion,
    })),
  );
  await manager.insert(
    KnownGrid,
    district.grids.map(({ id, code, name, level, polygon, responsibleOrganizationCode }) => ({
      id,
      code,
      name,
      level,
      responsibleOrganizationCode,
      sourceVersion,
      polygon: structuredClone(polygon),
    })) as never,
  );
  await manager.insert(
    KnownAppointment,
    district.appointments.map(({ id, personNumber, role, organizationCode, gridCode, from, to }) => ({
      id,
      personId: personId(personNumber),
      role,
      organizationCode,
      gridCode,
      since: from,
      until: to,
      sourceVersion,
    })),
  );
}

async function seedTrainings(manager: Database['manager']): Promise<void> {
  const trainerIds = new Map(district.trainers.map(({ name, id }) => [name, id]));
  const sessionIds = new Map(district.trainingSessions.map(({ code, id }) => [code, id]));
  await manager.insert(
    Trainer,
    district.trainers.map(({ id, name, organization }) => ({ id, name, organizationName: organization })),
  );
  await manager.insert(
    TrainingSession,
    district.trainingSessions.map(({ id, code, title, topic, heldOn, place, trainerName }) => ({
      id,
      code,
      title,
      heldOn,
      place,
      topic,
      trainerId: trainerIds.get(trainerName) as string,
    })),
  );
  await manager.insert(
    Attendance,
    district.attendances.map(({ id, sessionCode, personNumber, attended, scoreHundredths }) => ({
      id,
      scoreHundredths,
      hasAttended: attended,
      sessionId: sessionIds.get(sessionCode) as string,
      personId: personId(personNumber),
    })),
  );
}
