import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { In } from 'typeorm';
import { countingStatements, newId } from '@ecogrid/database';
import { testEngines } from '@ecogrid/database/testing';
import { EcoGridError, problemTexts } from '@ecogrid/errors';
import type { Actor } from '@ecogrid/identity';
import { importDoor, importJob } from '@ecogrid/imports';
import { creditCodeWithCheckDigit } from '@ecogrid/seed-district';
import { listen, sendJson, silentLogger, type ListeningServer } from '@ecogrid/service';
import { Device, isPassword } from '../device/index.ts';
import { SupervisedObject } from '../supervised-object/index.ts';
import {
  WATCHED,
  aSeededDistrict,
  anActor,
  importFilesOfTest,
  type SeededDistrict,
} from '../enterprises.builder.ts';
import { partsOf } from '../features.ts';

const desk = anActor('OPERATOR');
const { longitude, latitude } = WATCHED.enterprise;
type ImportKind = Parameters<ReturnType<typeof partsOf>['importing']['create']>[1]['kind'];
const START = new Date('2026-08-03T02:00:00Z');
const HEADINGS = '统一社会信用代码*,名称*,所属街道*,地址*,经度*,纬度*,行业代码*,行业名称*,联系电话';
const codeOf = (index: number): string =>
  creditCodeWithCheckDigit(`91370871MA8${String(index).padStart(6, '0')}`);
const row = (
  index: number,
  more: { name?: string; at?: string; phone?: string; code?: string } = {},
): string =>
  [
    more.code ?? codeOf(index),
    more.name ?? `示例导入企业${index}`,
    '370871001',
    '示例路1号',
    more.at ?? `${longitude},${latitude}`,
    'C2614',
    '有机化学原料制造',
    more.phone ?? '',
  ].join(',');
const csv = (...rows: readonly string[]): Buffer => Buffer.from([HEADINGS, ...rows].join('\r\n'));
const many = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, index) => row(from + index));

/** The text in GB 18030, where two bytes hold each of its characters. */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const codes = new Map<string, readonly number[]>();
  for (let high = 0x81; high < 0xff; high += 1)
    for (let low = 0x40; low < 0xff; low += 1)
      codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  const bytesOf = (each: string): readonly number[] =>
    each.charCodeAt(0) < 0x80 ? [each.charCodeAt(0)] : (codes.get(each) ?? []);
  return Buffer.from([...text].flatMap(bytesOf));
}

/** The workbook with another unpacked size of its first part in the directory of the archive. */
function stating(workbook: Buffer, bytes: number): Buffer {
  workbook.writeUInt32LE(bytes, workbook.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
  return workbook;
}

describe.each(testEngines())('the import of the register on $name', ({ ...engine }) => {
  let district: SeededDistrict;
  let parts: ReturnType<typeof partsOf>;
  let server: ListeningServer;
  let now = START;
  const files = importFilesOfTest();
  const assembled = (): ReturnType<typeof partsOf> =>
    partsOf({
      database: district.database,
      outbox: district.log.outbox,
      clock: { now: () => now },
      logger: silentLogger,
      ...files,
    });

  beforeAll(async () => {
    district = await aSeededDistrict(engine);
    parts = assembled();
    const door = importDoor(parts);
    server = await listen(
      (request, response) =>
        void door(request, response).catch((error: EcoGridError) => {
          if (error instanceof EcoGridError) sendJson(response, error.httpStatus, error.extensions);
          else response.destroy();
        }),
      { host: '127.0.0.1', port: 0 },
    );
  });
  beforeEach(() => importJob(parts).start());
  afterAll(async () => {
    await importJob(parts).stop();
    await server.close();
    await district.close();
  });
  afterEach(() => {
    now = START;
  });

  const key = () => ({ idempotencyKey: newId() });
  const at = (path: string): string => `http://127.0.0.1:${server.port}${path}`;
  const objectOf = (code: string) =>
    district.database.manager.findOneBy(SupervisedObject, { creditCode: code });
  const faultsOf = async (id: string) => {
    const [rows] = await parts.imports.faultsOf([id], undefined as never);
    if (!Array.isArray(rows)) throw new Error('no faults');
    return rows.map(({ row: number, column, problem }) => [number, column, problem]);
  };
  const uploaded = async (
    content: Buffer,
    format: 'CSV' | 'XLSX' = 'CSV',
    kind: ImportKind = 'ENTERPRISES',
  ) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const made = await parts.importing.create(desk, {
      ...key(),
      kind,
      format,
      sizeBytes: content.length,
      sha256,
    });
    const { path } = await parts.importAddresses.sign('upload', made.id);
    const response = await fetch(at(path), { method: 'PUT', body: new Uint8Array(content) });
    expect(response.status).toBe(200);
    return parts.imports.existing({ id: made.id });
  };
  const ended = async (id: string) => {
    await importJob(parts).settle();
    return parts.imports.existing({ id });
  };
  const run = async (
    content: Buffer,
    mode: 'ALL_OR_NOTHING' | 'VALID_ROWS' = 'ALL_OR_NOTHING',
    format: 'CSV' | 'XLSX' = 'CSV',
  ) => {
    const { number, version } = await uploaded(content, format);
    const { id } = await parts.importing.run(desk, { ...key(), number, version, mode });
    return ended(id);
  };
  const exported = async (format: 'CSV' | 'XLSX', actor: Actor = desk, kind: ImportKind = 'ENTERPRISES') => {
    const { url } = await parts.importing.export(actor, { ...key(), kind, format });
    return Buffer.from(await (await fetch(at(url))).arrayBuffer());
  };

  test('finds every fault of a file in a dry run, and writes nothing', async () => {
    const before = await district.database.manager.count(SupervisedObject);
    const content = csv(
      row(1),
      row(2, { at: '1,1' }),
      row(3, { name: '' }),
      row(4, { code: '91370871MA8000004A' }),
      row(5, { code: 'X' }),
      row(1),
      row(6, { at: 'east,north' }),
    );
    const { number, version } = await uploaded(content);
    const { id } = await parts.importing.check(desk, { ...key(), number, version });
    expect(await ended(id)).toMatchObject({ state: 'CHECKED', rowCount: 7, faultCount: 7, addedCount: 0 });
    expect(await faultsOf(id)).toEqual([
      [3, '经度', 'placeOutside'],
      [4, '名称', 'required'],
      [5, '统一社会信用代码', 'checkDigit'],
      [6, '统一社会信用代码', 'creditCode'],
      [7, '统一社会信用代码', 'keyTwice'],
      [8, '经度', 'isNumber'],
      [8, '纬度', 'isNumber'],
    ]);
    expect(await district.database.manager.count(SupervisedObject)).toBe(before);
    for (const [, , problem] of await faultsOf(id))
      expect(Object.values(problemTexts({ problem: problem, first: 2 }))).toHaveLength(2);
  });

  test('writes all rows or none, or the valid ones', async () => {
    const content = csv(row(10), row(11, { name: '' }), row(12));
    expect(await run(content)).toMatchObject({ state: 'REFUSED', faultCount: 1, addedCount: 0 });
    expect(await objectOf(codeOf(10))).toBeNull();
    const some = await run(content, 'VALID_ROWS');
    expect(some).toMatchObject({ state: 'IMPORTED', faultCount: 1, addedCount: 2 });
    expect(await faultsOf(some.id)).toEqual([[3, '名称', 'required']]);
    expect(await objectOf(codeOf(12))).toMatchObject({
      name: '示例导入企业12',
      version: 1,
      status: 'ACTIVE',
    });
  });

  test('updates by the credit code, keeps equal rows, and undoes by its number', async () => {
    const first = await run(csv(row(20), row(21)));
    expect(first).toMatchObject({ state: 'IMPORTED', addedCount: 2 });
    const second = await run(csv(row(20), row(21, { phone: '0537-1500001' }), row(22)));
    expect(second).toMatchObject({ addedCount: 1, updatedCount: 1, unchangedCount: 1 });
    expect(await objectOf(codeOf(21))).toMatchObject({ phone: '0537-1500001', version: 2 });
    const { number, version } = second;
    const undoing = { ...key(), number, version, reason: '导错文件' };
    const { id } = await parts.importing.undo(desk, undoing);
    expect(await ended(id)).toMatchObject({ state: 'UNDONE', leftCount: 0 });
    expect(await objectOf(codeOf(21))).toMatchObject({ phone: null, version: 3 });
    expect(await objectOf(codeOf(22))).toMatchObject({ status: 'CLOSED' });
    expect(await parts.importing.undo(desk, undoing)).toMatchObject({ id });
    const { objectId } = await parts.registering.change(desk, {
      ...key(),
      version: 1,
      objectId: (await objectOf(codeOf(20)))?.id ?? '',
      attributes: { phone: '0537-1500009' },
    });
    const old = await parts.importing.undo(desk, {
      ...key(),
      number: first.number,
      version: first.version,
      reason: '导错文件',
    });
    expect(await ended(old.id)).toMatchObject({ state: 'UNDONE', leftCount: 2 });
    expect(await faultsOf(old.id)).toEqual([
      [3, null, 'changedSince'],
      [2, null, 'changedSince'],
    ]);
    expect(await parts.register.object(objectId)).toMatchObject({ phone: '0537-1500009', status: 'ACTIVE' });
  });

  test.each(['CSV', 'XLSX'] as const)('reads its own export as %s, and changes nothing', async (format) => {
    const content = await exported(format);
    const again = await run(content, 'ALL_OR_NOTHING', format);
    const count = await district.database.manager.countBy(SupervisedObject, { kind: 'ENTERPRISE' });
    expect(again).toMatchObject({
      state: 'IMPORTED',
      rowCount: count,
      unchangedCount: count,
      faultCount: 0,
    });
    expect(await exported('CSV')).toEqual(await exported('CSV'));
    const others = await uploaded(await exported(format, desk, 'OBJECTS'), format, 'OBJECTS');
    await parts.importing.run(desk, {
      ...key(),
      number: others.number,
      version: others.version,
      mode: 'ALL_OR_NOTHING',
    });
    const done = await ended(others.id);
    expect([done.state, done.unchangedCount, await faultsOf(done.id)]).toEqual([
      'IMPORTED',
      done.rowCount,
      [],
    ]);
  });

  test('gives an actor the rows and the telephones that the actor may see', async () => {
    const whole = (await exported('CSV')).toString();
    expect(whole).toContain('0537-');
    const head = (await exported('CSV', anActor('GRID_HEAD', { grid: '370871002' }))).toString();
    expect(head.split('\r\n').length).toBeLessThan(whole.split('\r\n').length);
    expect(head).not.toContain('0537-');
    const ask = { ...key(), kind: 'ENTERPRISES', format: 'CSV' } as const;
    await expect(
      parts.importing.export(anActor('SUPERVISOR', { grid: '370871001' }), ask),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('refuses a file that is no table, with the reason', async () => {
    const cases: ReadonlyArray<readonly [Buffer, 'CSV' | 'XLSX', string]> = [
      [Buffer.from('no workbook'), 'XLSX', 'notWorkbook'],
      [stating(await exported('XLSX'), 300 * 2 ** 20), 'XLSX', 'unpacksTooLarge'],
      [stating(await exported('XLSX'), 0), 'XLSX', 'unpacksTooLarge'],
      [(await exported('XLSX')).subarray(0, 3_000), 'XLSX', 'notWorkbook'],
      [Buffer.from('统一社会信用代码,颜色\r\n'), 'CSV', 'unknownHeading'],
      [Buffer.from(`a${'𠮷'.repeat(60)}\r\n`), 'CSV', 'unknownHeading'],
      [Buffer.from('统一社会信用代码\r\n'), 'CSV', 'headingsMissing'],
      [Buffer.from('"'), 'CSV', 'notCsv'],
      [Buffer.from(' '), 'CSV', 'headingsMissing'],
    ];
    for (const [content, format, problem] of cases) {
      const { id, ...refused } = await run(content, 'VALID_ROWS', format);
      expect([problem, refused.state, await faultsOf(id)]).toEqual([
        problem,
        'REFUSED',
        [[null, null, problem]],
      ]);
      const [faults] = await parts.imports.faultsOf([id], undefined as never);
      expect(JSON.stringify(faults)).not.toContain('\\ud');
    }
  });

  test('needs as many statements for a thousand rows as for ten', async () => {
    const statementsOf = async (content: Buffer): Promise<number> => {
      const counted = { statements: 0 };
      await importJob(parts).stop();
      parts = assembled();
      const { number, version } = await uploaded(content);
      const { id } = await parts.importing.run(desk, { ...key(), number, version, mode: 'ALL_OR_NOTHING' });
      await countingStatements(counted, async () => {
        importJob(parts).start();
        await importJob(parts).settle();
      });
      expect(await parts.imports.existing({ id })).toMatchObject({ state: 'IMPORTED', faultCount: 0 });
      return counted.statements;
    };
    const few = await statementsOf(csv(...many(10, 1_000)));
    expect(await statementsOf(csv(...many(1_000, 2_000)))).toBe(few);
  });

  /** Runs an import of several batches until some are committed, and stops. */
  const interrupted = async (content: Buffer, kind: ImportKind) => {
    const { number, version } = await uploaded(content, 'CSV', kind);
    const { id } = await parts.importing.run(desk, { ...key(), number, version, mode: 'ALL_OR_NOTHING' });
    for (;;) {
      const { state, position } = await parts.imports.existing({ id });
      if (state === 'IMPORTING' && position > 0) break;
      await district.log.advanced(district.log.head, AbortSignal.timeout(1_000));
    }
    await importJob(parts).stop();
    return parts.imports.existing({ id });
  };
  const goneOn = async (id: string) => {
    parts = assembled();
    now = new Date(START.getTime() + 60_000);
    importJob(parts).start();
    return ended(id);
  };

  test('goes on behind the last batch that was committed, in another process', async () => {
    const { id, position, addedCount } = await interrupted(csv(...many(2_500, 5_000)), 'ENTERPRISES');
    expect(addedCount).toBe(position);
    expect(await goneOn(id)).toMatchObject({
      state: 'IMPORTED',
      addedCount: 2_500,
      unchangedCount: 0,
      position: 2_500,
    });
  });

  test('of all or nothing takes its rows back when one of them has a fault by the time it is written', async () => {
    const yards = Array.from({ length: 2_001 }, (_, index) => `撤回煤场${index}`);
    const place = `${longitude},${latitude}`;
    const lines = yards.map((name) => `煤场,${name},370871001,示例路1号,${place}`);
    const content = Buffer.from(['类别,名称,所属街道,地址,经度,纬度', ...lines].join('\n'));
    const { id } = await interrupted(content, 'OBJECTS');
    const name = yards.at(-1) ?? '';
    const attributes = {
      name,
      divisionCode: '370871001',
      address: '示例路2号',
      position: { longitude, latitude },
    };
    for (const each of [attributes, attributes])
      await parts.registering.register(desk, { ...key(), kind: 'COAL_YARD', attributes: each });
    expect(await goneOn(id)).toMatchObject({ state: 'REFUSED', faultCount: 1, addedCount: 0, leftCount: 0 });
    expect(await faultsOf(id)).toEqual([[2_002, null, 'manyAlike']]);
    const countOf = (status: 'ACTIVE' | 'CLOSED') =>
      district.database.manager.countBy(SupervisedObject, { name: In(yards), status });
    expect([await countOf('CLOSED'), await countOf('ACTIVE')]).toEqual([2_000, 2]);
  });

  test.each([
    [
      'OUTLETS',
      '统一社会信用代码,排放口编号,名称,介质,经度,纬度',
      ['DW801', '新排放口', '水'],
      ['DW802', '另一排放口', '大气'],
    ],
    [
      'CAMERAS',
      '统一社会信用代码,设备编码,名称,用途,经度,纬度',
      ['CAM-801', '新摄像头', '危险废物'],
      ['CAM-802', '另一摄像头', '重点工业污染源'],
    ],
  ] as const)(
    'takes %s of a known enterprise, and takes them back',
    async (kind, headings, first, second) => {
      const place = `${longitude},${latitude}`;
      const { creditCode } = WATCHED.enterprise;
      const content = (name: string = first[1], owner = creditCode): Buffer =>
        Buffer.from(
          [headings, [creditCode, first[0], name, first[2], place], [owner, ...second, place]]
            .map(String)
            .join('\n'),
        );
      const runOf = async (given: Buffer) => {
        const { number, version } = await uploaded(given, 'CSV', kind);
        const mode = 'ALL_OR_NOTHING' as const;
        return ended((await parts.importing.run(desk, { ...key(), number, version, mode })).id);
      };
      const before = (await exported('CSV', desk, kind)).toString();
      const refused = await runOf(content(first[1], '91370871MA0000AAAA'));
      expect([refused.state, await faultsOf(refused.id)]).toEqual([
        'REFUSED',
        [[3, '统一社会信用代码', 'notKnown']],
      ]);
      const added = await runOf(content());
      expect(added).toMatchObject({ state: 'IMPORTED', addedCount: 2 });
      const changed = await runOf(content('改名后'));
      expect(changed).toMatchObject({ updatedCount: 1, unchangedCount: 1 });
      const undone = async ({ number, version }: { number: number; version: number }) =>
        ended((await parts.importing.undo(desk, { ...key(), number, version, reason: '导错文件' })).id);
      expect(await undone(changed)).toMatchObject({ state: 'UNDONE', leftCount: 0 });
      expect((await exported('CSV', desk, kind)).toString()).toContain(first[1]);
      expect(await undone(added)).toMatchObject({ state: 'UNDONE', leftCount: 0 });
      expect((await exported('CSV', desk, kind)).toString()).toBe(before);
      const whole = await runOf(await exported('CSV', desk, kind));
      expect([whole.state, whole.unchangedCount]).toEqual(['IMPORTED', whole.rowCount]);
    },
  );

  const runKind = async (kind: ImportKind, lines: readonly string[]) => {
    const { number, version } = await uploaded(Buffer.from(lines.join('\n')), 'CSV', kind);
    const { id } = await parts.importing.run(desk, { ...key(), number, version, mode: 'ALL_OR_NOTHING' });
    return ended(id);
  };
  const undone = async ({ number, version }: { number: number; version: number }) =>
    ended((await parts.importing.undo(desk, { ...key(), number, version, reason: '导错文件' })).id);
  const { creditCode } = WATCHED.enterprise;
  const outlet = WATCHED.outlet.code;
  const place = `${longitude},${latitude}`;
  const KINDS: ReadonlyArray<{
    readonly kind: ImportKind;
    readonly headings: string;
    readonly rows: readonly [string, string];
    readonly changed: string;
    readonly faulty: string;
    readonly faults: readonly unknown[];
  }> = [
    {
      kind: 'MONITOR_POINTS',
      headings: '点位编码,名称,点位类别,统一社会信用代码,排放口编号,经度,纬度',
      rows: [`MP-801,新点位,污染源,${creditCode},${outlet},${place}`, `AIR-801,新站,环境空气,,,${place}`],
      changed: `MP-801,改名点位,污染源,${creditCode},${outlet},${place}`,
      faulty: `MP-802,点位,污染源,,,1,1\nMP-803,点位,地表水,${creditCode},${outlet},${place}\nMP-804,点位,污染源,${creditCode},DW999,${place}`,
      faults: [
        [2, '排放口编号', 'required'],
        [2, '经度', 'placeOutside'],
        [3, '排放口编号', 'forbidden'],
        [4, '排放口编号', 'notKnown'],
      ],
    },
    {
      kind: 'DEVICES',
      headings: '设备唯一标识,点位编码,系统编码,协议版本,CRC 校验方式,访问密码,监测因子',
      rows: [
        'MN801,MP-001,32,2017,,123456,w01018:mg/L:011;w01001',
        'MN802,MP-001,32,2005,MODBUS,654321,w01018:mg/L',
      ],
      changed: 'MN801,MP-001,32,2017,MODBUS,123456,w01018:mg/L:011;w01001',
      faulty:
        'MN803,MP-999,32,2017,,,w01018:mg/L\nMN804,MP-001,32,2017,,123456,zz9\nMN805,MP-001,3,2011,,1,w01018:;;',
      faults: [
        [2, '点位编码', 'notKnown'],
        [2, '访问密码', 'required'],
        [3, '监测因子', 'notKnown'],
        [4, '系统编码', 'matches'],
        [4, '协议版本', 'matches'],
        [4, '访问密码', 'matches'],
        [4, '监测因子', 'matches'],
      ],
    },
    {
      kind: 'LIMIT_RULES',
      headings:
        '统一社会信用代码,排放口编号,介质,因子编码,平均时间,上限,下限,单位,依据,条款说明,生效日期,失效日期',
      rows: [
        `${creditCode},${outlet},,w01018,日均值,40.50,,mg/L,排污许可证,许可限值,2026-01-01,`,
        ',,水,w01001,实时值,9,6,,GB 18918-2002,示例,2026-01-01,2027-01-01',
      ],
      changed: `${creditCode},${outlet},,w01018,日均值,40.50,,mg/L,排污许可证,许可限值,2026-01-01,2026-12-01`,
      faulty: `${creditCode},${outlet},水,w01018,日均值,40,,mg/L,依据,说明,2026-01-01,\n,,水,none,日均值,,,mg/L,依据,说明,2026-01-01,\n,,水,w01018,日均值,5,6,mg/L,依据,说明,2026-01-01,2026-01-01\n,,水,w01018,日均值,1e3,,mg/L,依据,说明,2026-01-01,`,
      faults: [
        [2, '介质', 'exactlyOne'],
        [3, '因子编码', 'notKnown'],
        [3, '上限', 'required'],
        [4, '下限', 'boundOrder'],
        [4, '失效日期', 'ordered'],
        [5, '上限', 'isNumber'],
      ],
    },
  ];
  test.each(KINDS)(
    'takes $kind, finds their faults, and takes them back',
    async ({ kind, headings, rows: [first, second], changed: other, faulty, faults }) => {
      const before = (await exported('CSV', desk, kind)).toString();
      const refused = await runKind(kind, [headings, faulty]);
      expect([refused.state, await faultsOf(refused.id)]).toEqual(['REFUSED', faults]);
      const added = await runKind(kind, [headings, first, second]);
      expect([added.state, added.addedCount, await faultsOf(added.id)]).toEqual(['IMPORTED', 2, []]);
      const after = (await exported('CSV', desk, kind)).toString();
      const changed = await runKind(kind, [headings, other, second]);
      expect(changed).toMatchObject({ updatedCount: 1, unchangedCount: 1 });
      const whole = await runKind(kind, (await exported('CSV', desk, kind)).toString().split('\r\n'));
      expect([whole.state, whole.unchangedCount, await faultsOf(whole.id)]).toEqual([
        'IMPORTED',
        whole.rowCount,
        [],
      ]);
      expect(await undone(changed)).toMatchObject({ state: 'UNDONE', leftCount: 0 });
      expect((await exported('CSV', desk, kind)).toString()).toBe(after);
      expect(await undone(added)).toMatchObject({ state: 'UNDONE', leftCount: 0 });
      expect((await exported('CSV', desk, kind)).toString()).toBe(before);
    },
  );

  test('keeps the password of a device as a hash, which no export has', async () => {
    const headings = '设备唯一标识,点位编码,系统编码,协议版本,访问密码,监测因子';
    const made = await runKind('DEVICES', [headings, 'MN901,MP-001,32,2017,pass-901,w01018:mg/L']);
    expect(made).toMatchObject({ state: 'IMPORTED', addedCount: 1 });
    const stored = await district.database.manager.findOneByOrFail(Device, { mn: 'MN901' });
    expect(await isPassword('pass-901', stored.passwordHash)).toBe(true);
    const content = (await exported('CSV', desk, 'DEVICES')).toString();
    expect(content).toContain('MN901');
    expect(content).not.toMatch(/pass-901|scrypt/);
    await runKind('DEVICES', [
      headings,
      'MN901,MP-001,32,2017,,w01018:mg/L',
      'MN902,MP-001,32,2017,pass-902,w01018',
    ]);
    const { passwordHash } = await district.database.manager.findOneByOrFail(Device, { mn: 'MN901' });
    expect(passwordHash).toBe(stored.passwordHash);
    const own = await exported(
      'CSV',
      anActor('ENTERPRISE_USER', { enterprise: '91370871MA0000AAAA' }),
      'DEVICES',
    );
    expect(own.toString()).not.toContain('MN9');
  });

  test('leaves an added thing that another row names, and says so', async () => {
    const point = '点位编码,名称,点位类别,经度,纬度';
    const added = await runKind('MONITOR_POINTS', [
      point,
      `AIR-901,新站,环境空气,${place}`,
      `AIR-902,新站,环境空气,${place}`,
    ]);
    const device = '设备唯一标识,点位编码,系统编码,协议版本,访问密码,监测因子';
    await runKind('DEVICES', [device, 'MN911,AIR-901,22,2017,123456,a21026:µg/m³']);
    const { id, ...left } = await undone(added);
    expect(left).toMatchObject({ state: 'UNDONE', leftCount: 1 });
    expect(await faultsOf(id)).toEqual([[2, null, 'namedByOthers']]);
    const content = (await exported('CSV', desk, 'MONITOR_POINTS')).toString();
    expect([content.includes('AIR-901'), content.includes('AIR-902')]).toEqual([true, false]);
  });

  test('gives an empty table of each kind, which comes back without a row', async () => {
    for (const { kind } of parts.importKinds)
      for (const format of ['CSV', 'XLSX'] as const) {
        const response = await fetch(at(`/register-imports/templates/${kind}.${format.toLowerCase()}`));
        expect([kind, response.status]).toEqual([kind, 200]);
        const { number, version } = await uploaded(Buffer.from(await response.arrayBuffer()), format, kind);
        const { id } = await parts.importing.check(desk, { ...key(), number, version });
        expect(await ended(id)).toMatchObject({ state: 'CHECKED', rowCount: 0, faultCount: 0 });
      }
    for (const path of ['templates/PEOPLE.csv', 'templates/ENTERPRISES.pdf'])
      expect((await fetch(at(`/register-imports/${path}`))).status).toBe(404);
  });

  test('reads a file as spreadsheets save it in China, in GB 18030', async () => {
    const content = gb18030(csv(row(40)).toString());
    expect(content.toString('hex')).toContain('cabec0fdb5bcc8ebc6f3d2b5');
    expect(await run(content)).toMatchObject({ state: 'IMPORTED', addedCount: 1 });
    expect(await objectOf(codeOf(40))).toMatchObject({ name: '示例导入企业40' });
  });

  test('forgets an import whose file never came, and an export that was not fetched', async () => {
    const declared = { kind: 'ENTERPRISES', format: 'CSV', sizeBytes: 1, sha256: '0'.repeat(64) } as const;
    const { number } = await parts.importing.create(desk, { ...key(), ...declared });
    const { url } = await parts.importing.export(desk, { ...key(), kind: 'OBJECTS', format: 'CSV' });
    now = new Date(START.getTime() + 61 * 60_000);
    await importJob(parts).settle();
    expect(await parts.imports.find(number)).toBeNull();
    now = START;
    expect((await fetch(at(url))).status).toBe(404);
  });

  test('forgets an import with its file and rows after a year, but for the newest', async () => {
    const old = await run(csv(row(50), row(51, { name: '' })), 'VALID_ROWS');
    const newest = await run(csv(row(52)));
    const rowsOf = async ({ id }: { id: string }) => {
      const opened = await parts.importStore.open(id);
      opened?.content.destroy();
      const written = await parts.imports.lastWritten(id, 10);
      return [written.length, (await faultsOf(id)).length, opened === null];
    };
    const years = (count: number): Date => new Date(START.getTime() + count * 365 * 86_400_000 + 1);
    now = new Date(years(1).getTime() - 2);
    await importJob(parts).settle();
    expect(await rowsOf(old)).toEqual([1, 1, false]);
    now = years(1);
    for (let left = old.number; left >= 0; left -= 1) await importJob(parts).settle();
    expect([await parts.imports.find(old.number), await rowsOf(old)]).toEqual([null, [0, 0, true]]);
    expect(await rowsOf(newest)).toEqual([1, 0, false]);
    expect(await objectOf(codeOf(50))).not.toBeNull();
  });

  test('is for the desk', async () => {
    const { number, version } = await uploaded(csv(row(30)));
    for (const actor of [anActor('GRID_HEAD', { grid: '370871001' }), anActor('ADMINISTRATOR')]) {
      const ask = { ...key(), number, version };
      await expect(parts.importing.check(actor, ask)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect(await parts.importing.visible(actor, number)).toBeNull();
      expect(await parts.importing.newest(actor)).toEqual([]);
    }
    await expect(
      parts.importing.undo(desk, { ...key(), number, version, reason: '导错' }),
    ).rejects.toMatchObject({ code: 'STATE_NOT_ALLOWED' });
    await expect(parts.importing.check(desk, { ...key(), number, version: 9 })).rejects.toMatchObject({
      code: 'VERSION_STALE',
    });
  });
});
