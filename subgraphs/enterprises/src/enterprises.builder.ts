import {
  devices as seedDevices,
  outlets as seedOutlets,
  enterprises as seedEnterprisesOf,
} from '@ecogrid/seed-district';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@ecogrid/database';
import { testDatabase, type TestEngine } from '@ecogrid/database/testing';
import { encodeFrame, type PacketDraft } from '@ecogrid/hj212';
import { misfitOf } from '@ecogrid/event-contracts';
import { DatabaseEventLog } from '@ecogrid/events';
import type { FileSettings } from '@ecogrid/files';
import { PUBLIC_ACTOR, rightOf, type Actor, type Right, type Role } from '@ecogrid/identity';
import { Metrics, silentLogger } from '@ecogrid/service';
import { seedEnterprises } from './seed/index.ts';
import { fillCodeTables } from './starter/index.ts';
import { ENTERPRISES_MODEL, repositoriesOf } from './features.ts';

/** A database with the seed district, and the parts on it. */
export interface SeededDistrict {
  readonly database: Database;
  readonly log: DatabaseEventLog;
  readonly metrics: Metrics;
  readonly repositories: ReturnType<typeof repositoriesOf>;
  close(): Promise<void>;
}

export async function aSeededDistrict(engine: TestEngine): Promise<SeededDistrict> {
  const { database, release } = await testDatabase(engine, ENTERPRISES_MODEL, seed);
  const log = await DatabaseEventLog.open({
    database,
    source: 'enterprises',
    logger: silentLogger,
    misfitOf,
  });
  const close = async (): Promise<void> => {
    await log.close();
    await release();
  };
  return { database, log, metrics: new Metrics(), repositories: repositoriesOf(database), close };
}

async function seed(database: Database): Promise<void> {
  await fillCodeTables(database);
  await seedEnterprises(database);
}

/** Where a test keeps the files of imports. */
export function importFilesOfTest(): { readonly importFiles: FileSettings } {
  const directory = mkdtempSync(join(tmpdir(), 'ecogrid-imports-'));
  return { importFiles: { directory, secret: 'a secret of the tests alone' } };
}

/** A department works somewhere, even where a test does not care. */
export function anActor(role: Role, scope: Partial<Right> = {}): Actor {
  const rights = [rightOf(role, { organization: 'DEPT-WATER', ...scope })];
  return { ...PUBLIC_ACTOR, kind: 'PERSON', id: `a ${role}`, rights };
}

/** The first seed device: waste water, HJ 212-2017, CRC by the standard; its outlet warns of COD above 100 mg/L. */
export const WATCHED = {
  device: seedDevices[0]!,
  outlet: seedOutlets[0]!,
  enterprise: seedEnterprisesOf[0]!,
} as const;

interface CodPacket extends Partial<PacketDraft> {
  readonly cod?: string;
  readonly dataFlag?: string;
  readonly dataTime?: string;
}

/**
 * A real-time packet of the watched device with a COD value above the limit; a test states the values that matter to
 * it.
 */
export function aCodPacket({
  cod = '100.01',
  dataFlag = 'N',
  dataTime = '20260801085857',
  ...change
}: CodPacket = {}): PacketDraft {
  const { mn, st, password } = WATCHED.device;
  return {
    qn: '20260801085857223',
    st,
    cn: '2011',
    pw: password,
    mn,
    flag: 5,
    cp: [
      [['DataTime', dataTime]],
      [
        ['w01018-Rtd', cod],
        ['w01018-Flag', dataFlag],
      ],
    ],
    ...change,
  };
}

export function aCodFrame(packet: CodPacket = {}): Buffer {
  return encodeFrame(aCodPacket(packet));
}
