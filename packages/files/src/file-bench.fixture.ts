import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Entity, type MigrationInterface, type QueryRunner } from 'typeorm';
import { columns, newId, type Database } from '@ecogrid/database';
import { testDatabase, type TestEngine } from '@ecogrid/database/testing';
import { AttachedFile, AttachmentType, attachedFileColumns } from './attached-file.entity.ts';
import { AttachedFileRepository } from './attached-file.repository.ts';
import type { FileParts } from './file-door.ts';
import { DiskStore } from './file-store.ts';
import { SignedAddresses } from './signed-address.ts';

/** A table of files as a subgraph would have it, without columns of its own. */
@AttachmentType()
@Entity('test_file')
export class TestFile extends AttachedFile {}

class CreateTestFiles1767225600000 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return columns.createTable(runner, 'test_file', attachedFileColumns());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('test_file');
  }
}

const MODEL = { entities: [TestFile], migrations: [CreateTestFiles1767225600000] };
const START = '2026-03-04T01:00:00.000Z';

export interface FileBench extends FileParts {
  readonly database: Database;
  readonly attachments: AttachedFileRepository<TestFile>;
  readonly directory: string;
  setNow(iso: string): void;
  /** Declares a content. @returns its row, and the address to upload it to. */
  expect(content: Buffer, more?: Partial<TestFile>): Promise<{ attachment: TestFile; url: string }>;
  close(): Promise<void>;
}

/** The parts of the door on an empty table and an empty folder, with a clock that stands until it is moved. */
export async function openFileBench(engine: TestEngine): Promise<FileBench> {
  const { database, release } = await testDatabase(engine, MODEL);
  const directory = mkdtempSync(join(tmpdir(), 'ecogrid-files-'));
  let now = new Date(START);
  const clock = { now: (): Date => now };
  const attachments = new AttachedFileRepository(database, TestFile);
  const addresses = new SignedAddresses('a secret of the tests alone', clock, '/uploads/');
  return {
    database,
    directory,
    clock,
    attachments,
    addresses,
    store: new DiskStore(directory),
    setNow: (iso) => (now = new Date(iso)),
    expect: async (content, more = {}) => {
      const attachment = { ...declared(content, now), ...more };
      await database.transaction(() => attachments.insert(attachment));
      return { attachment, url: (await addresses.sign('upload', attachment.id)).path };
    },
    close: release,
  };
}

function declared(content: Buffer, createdAt: Date): TestFile {
  return {
    id: newId(),
    state: 'EXPECTED',
    holderId: null,
    moment: 'SCENE',
    uploaderId: 'a person',
    mediaType: 'image/png',
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    width: null,
    height: null,
    takenAt: null,
    takenLongitude: null,
    takenLatitude: null,
    createdAt,
    storedAt: null,
  };
}
