import { expect, test } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demand, socket, subscribe, token } from '../testkit/client.ts';
import { keepFolder } from '../testkit/children.ts';
import { startEmbedded } from '../testkit/system.ts';
import { eventually } from '../testkit/within.ts';

const ROWS = 6_000;
const LONG_MS = 240_000;

interface Import {
  readonly number: number;
  readonly version: number;
  readonly state: string;
  readonly position: number;
  readonly addedCount: number;
  readonly faultCount: number;
  readonly uploadUrl: string | null;
}
interface ImportPush {
  readonly registerImportChanged: { readonly import: Import };
}

const FIELDS = '{ number version state position addedCount faultCount uploadUrl }';
const HEADINGS = '统一社会信用代码,校验豁免原因,名称,所属街道,地址,经度,纬度,行业代码,行业名称';
const PLACE =
  '{ enterprises(first: 1, within: "370871001") { edges { node { position { longitude latitude } } } } }';

function table(longitude: number, latitude: number): Buffer {
  const rows = Array.from({ length: ROWS }, (_, index) => {
    const code = `91370871MA7${String(index).padStart(7, '0')}`;
    return `${code},测试数据,被杀企业${index},370871001,示例路1号,${longitude},${latitude},C2614,化学原料`;
  });
  return Buffer.from([HEADINGS, ...rows].join('\n'));
}

test('an import that is killed between its batches is completed by the next process, and writes each row once', async () => {
  const dataDirectory = keepFolder(mkdtempSync(join(tmpdir(), 'ecogrid-import-')));
  let system = await startEmbedded({ dataDirectory });
  try {
    const desk = await token(dataDirectory, { role: 'OPERATOR', person: 'P0002' });
    type Placed = { edges: Array<{ node: { position: { longitude: number; latitude: number } } }> };
    const { enterprises } = await demand<{ enterprises: Placed }>(system.url, desk, PLACE);
    const { longitude, latitude } = enterprises.edges[0]?.node.position ?? { longitude: 0, latitude: 0 };
    const content = table(longitude, latitude);
    const act = async (field: string, type: string, input: object): Promise<Import> => {
      const query = `mutation ($input: ${type}!) { root: ${field}(input: $input) { import ${FIELDS} } }`;
      const keyed = { input: { idempotencyKey: randomUUID(), ...input } };
      return (await demand<{ root: { import: Import } }>(system.url, desk, query, keyed)).root.import;
    };
    const sha256 = createHash('sha256').update(content).digest('hex');
    const declared = { kind: 'ENTERPRISES', format: 'CSV', sizeBytes: content.length, sha256 };
    const { number, uploadUrl } = await act('createRegisterImport', 'CreateImportInput', declared);
    const put = await fetch(new URL(uploadUrl ?? '', system.url), {
      method: 'PUT',
      body: new Uint8Array(content),
    });
    expect(put.status).toBe(200);

    const client = socket(system.url, desk);
    const pushes = subscribe<ImportPush>(
      client,
      `subscription { registerImportChanged(number: ${number}) { import ${FIELDS} } }`,
    );
    const head = subscribe<ImportPush>(
      socket(system.url, await token(dataDirectory, { role: 'DEPARTMENT_STAFF', org: 'DEPT-WATER' })),
      `subscription { registerImportChanged { import ${FIELDS} } }`,
    );
    await act('runRegisterImport', 'RunImportInput', { number, version: 2, mode: 'ALL_OR_NOTHING' });
    for (;;) {
      const { state, position } = (await pushes.next()).registerImportChanged.import;
      if (state === 'IMPORTING' && position > 0 && position < ROWS) break;
      expect(state).not.toBe('IMPORTED');
    }
    expect(head.waiting).toEqual([]);
    const [process] = Object.values(system.programs);
    await process?.end('SIGKILL');

    system = await startEmbedded({ dataDirectory });
    const ask = `query ($number: Int!) { registerImport(number: $number) ${FIELDS} }`;
    const look = async (): Promise<Import> =>
      (await demand<{ registerImport: Import }>(system.url, desk, ask, { number })).registerImport;
    const done = await eventually(LONG_MS, look, ({ state }) => state === 'IMPORTED');
    expect(done).toMatchObject({ addedCount: ROWS, position: ROWS, faultCount: 0 });
    const count = `{ enterprises(text: "被杀企业") { count { value } } }`;
    const { enterprises: found } = await demand<{ enterprises: { count: { value: number } } }>(
      system.url,
      desk,
      count,
    );
    expect(found.count.value).toBeGreaterThanOrEqual(1_000);
  } finally {
    await system.stop();
  }
}, 600_000);
