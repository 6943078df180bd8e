import { expect, test } from '@jest/globals';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepFolder } from '../testkit/children.ts';
import { demand, socket, subscribe, token } from '../testkit/client.ts';
import { IMPORT_FIELDS, enterpriseTable, importOf, startImport, type Import } from '../testkit/imports.ts';
import { startEmbedded } from '../testkit/system.ts';
import { eventually } from '../../packages/service/dist/testing.js';

const ROWS = 3_000;
const LONG_MS = 240_000;

interface ImportPush {
  readonly registerImportChanged: { readonly action: string; readonly import: Import | null };
}

const PUSHES = `subscription { registerImportChanged { action import ${IMPORT_FIELDS} } }`;
const COUNT = '{ enterprises(text: "被杀企业299") { count { value } } }';

test('an import that is killed between its batches is completed by the next process, and writes each row once', async () => {
  const dataDirectory = keepFolder(mkdtempSync(join(tmpdir(), 'ecogrid-import-')));
  let system = await startEmbedded({ dataDirectory });
  try {
    const desk = await token(dataDirectory, { role: 'OPERATOR', person: 'P0002' });
    const department = await token(dataDirectory, { role: 'DEPARTMENT_STAFF', org: 'DEPT-WATER' });
    const pushes = subscribe<ImportPush>(socket(system.url, desk), PUSHES);
    const elsewhere = subscribe<ImportPush>(socket(system.url, department), PUSHES);
    const content = await enterpriseTable(system.url, desk, ROWS, '被杀企业');
    const number = await startImport(system.url, desk, content);
    expect((await pushes.next()).registerImportChanged).toMatchObject({ action: 'RUN' });
    for (;;) {
      const { state, position } = (await pushes.next()).registerImportChanged.import ?? {
        state: '',
        position: 0,
      };
      if (state === 'IMPORTING' && position > 0) break;
    }
    expect(elsewhere.waiting).toEqual([]);
    await system.programs['all']?.end('SIGKILL');

    system = await startEmbedded({ dataDirectory });
    const killed = await importOf(system.url, desk, number);
    expect(killed.addedCount).toBe(killed.position);
    const isDone = ({ state }: Import): boolean => state === 'IMPORTED';
    const done = await eventually(() => importOf(system.url, desk, number), isDone, LONG_MS);
    expect(done).toMatchObject({ addedCount: ROWS, position: ROWS, faultCount: 0 });
    const { enterprises } = await demand<{ enterprises: { count: { value: number } } }>(
      system.url,
      desk,
      COUNT,
    );
    // 299, and 2990 to 2999.
    expect(enterprises.count.value).toBe(11);
  } finally {
    await system.stop();
  }
}, 600_000);
