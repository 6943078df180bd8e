import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { devices as seedDevices } from '@ecogrid/seed-district';
import { testEngines } from '@ecogrid/database/testing';
import type { LoggedEvent } from '@ecogrid/events';
import { silentLogger, type Logger } from '@ecogrid/service';
import { Device } from './device/index.ts';
import {
  aCodFrame,
  aCodPacket,
  aSeededDistrict,
  WATCHED,
  type SeededDistrict,
} from './enterprises.builder.ts';
import { Exceedance } from './exceedance/index.ts';
import { aDevice, type Device as Instrument } from './hj212/device.builder.ts';
import { frameSegment } from './hj212/encode.ts';
import { encodeFrame, type Hj212Listener, type PacketDraft } from './hj212/index.ts';
import { Reading } from './reading/index.ts';
import { DeviceRegistry, openHj212Door } from './ingest/index.ts';

const NOW = new Date('2026-08-01T01:00:00.123Z');
const TIME = [['DataTime', '20260801085857']] as const;
/** As the standard itself has it: the second key has lost its `w`. */
const MISPRINT = [
  ['w01018-Min', '1'],
  ['01018-Rtd', '200'],
] as const;
const altered = (what: string | RegExp, by: string): Buffer =>
  Buffer.from(aCodFrame().toString().replace(what, by));

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'the HJ 212 door on %s',
  (_name, engine) => {
    let district: SeededDistrict;
    let door: Hj212Listener;
    let instrument: Instrument;
    let logged: object[];
    const logs = new EventEmitter();

    beforeEach(async () => {
      district = await aSeededDistrict(engine);
      logged = [];
      const warn = (fields: object): void => {
        logged.push(fields);
        logs.emit('line');
      };
      const logger: Logger = { ...silentLogger, warn, error: warn };
      const { database, log, metrics, repositories } = district;
      const registry = new DeviceRegistry(database);
      const address = { host: '127.0.0.1', port: 0 };
      const clock = { now: () => NOW };
      door = await openHj212Door({
        address,
        clock,
        logger,
        metrics,
        database,
        ...repositories,
        registry,
        outbox: log.outbox,
      });
      instrument = await aDevice(door.port);
    });
    afterEach(async () => {
      instrument.reset();
      await door.close();
      await district.close();
    });

    const send = (frame: Buffer): Promise<string> => {
      instrument.send(frame);
      return instrument.answer();
    };
    const count = (what: typeof Reading | typeof Exceedance): Promise<number> =>
      district.database.manager.count(what);
    const faults = async (): Promise<Record<string, number>> => {
      const metric = await district.metrics.registry
        .getSingleMetric('ecogrid_enterprises_hj212_faults_total')!
        .get();
      return Object.fromEntries(metric.values.map(({ labels, value }) => [String(labels['reason']), value]));
    };
    const events = async (wanted = 1): Promise<readonly LoggedEvent[]> => {
      await district.log.advanced(wanted - 1, AbortSignal.timeout(30_000));
      return (await district.log.read(0, {}, 100)).events;
    };

    test('stores the reading, raises the exceedance and announces it before it answers', async () => {
      expect(await send(aCodFrame())).toMatch(/QN=20260801085857223;ST=91;CN=9014;/);
      const [reading] = await district.database.manager.find(Reading);
      expect(reading).toMatchObject({
        deviceId: WATCHED.device.id,
        pollutantCode: 'w01018',
        statistic: 'Rtd',
        interval: 'REAL_TIME',
        value: '100.01',
        unit: 'mg/L',
        flag: 'N',
        measuredAt: new Date('2026-08-01T00:58:57.000Z'),
        receivedAt: NOW,
      });
      const [exceedance] = await district.database.manager.find(Exceedance);
      expect(exceedance).toMatchObject({
        readingId: reading?.id,
        value: '100.01',
        limit: '100',
        bound: 'UPPER',
        raisedAt: NOW,
      });
      const device = await district.database.manager.findOneBy(Device, { id: WATCHED.device.id });
      expect(device?.lastSeenAt).toEqual(NOW);
      const [event, ...more] = await events();
      expect(more).toEqual([]);
      expect(event).toMatchObject({
        topic: 'ExceedanceRaised',
        channel: '370871001001001',
        aggregateId: exceedance?.id,
      });
      expect(event?.payload).toEqual({
        exceedanceId: exceedance?.id,
        enterpriseId: WATCHED.enterprise.id,
        enterpriseName: WATCHED.enterprise.name,
        enterpriseCode: WATCHED.enterprise.creditCode,
        outletId: WATCHED.outlet.id,
        outletName: WATCHED.outlet.name,
        monitorPointId: WATCHED.device.monitorPointId,
        deviceId: WATCHED.device.id,
        pollutantCode: 'w01018',
        pollutantName: '化学需氧量',
        averaging: 'REAL_TIME',
        bound: 'UPPER',
        value: '100.01',
        limit: '100',
        unit: 'mg/L',
        limitRuleId: exceedance?.limitRuleId,
        measuredAt: '2026-08-01T00:58:57.000Z',
        gridCode: '370871001001001',
        longitude: WATCHED.outlet.longitude,
        latitude: WATCHED.outlet.latitude,
      });
    });

    test('a packet sent again is answered again, stored once and raises once', async () => {
      await send(aCodFrame());
      const other = await aDevice(door.port);
      other.send(aCodFrame({ qn: '2' }));
      expect(await other.answer()).toContain('QN=2;ST=91;CN=9014;');
      expect(await send(aCodFrame({ qn: '3', dataTime: '20260801085957' }))).toContain('CN=9014');
      expect([await count(Reading), await count(Exceedance), (await events(2)).length]).toEqual([2, 2, 2]);
      other.reset();
    });

    test('the same packet at once on two connections is stored once', async () => {
      const others = await Promise.all([1, 2, 3, 4].map(() => aDevice(door.port)));
      others.forEach((other) => other.send(aCodFrame()));
      for (const other of others) expect(await other.answer()).toContain('CN=9014');
      expect([await count(Reading), await count(Exceedance)]).toEqual([1, 1]);
      others.forEach((other) => other.reset());
    });

    test.each([
      ['a value on the limit', { cod: '100.00' }],
      ['a value flagged as maintenance', { dataFlag: 'M' }],
      ['a value measured before the rule', { dataTime: '20251231235959' }],
    ])('%s is stored and raises nothing', async (_what, packet) => {
      expect(await send(aCodFrame(packet))).toContain('CN=9014');
      expect([await count(Reading), await count(Exceedance), district.log.head]).toEqual([1, 0, 0]);
    });

    test.each([
      ['DEVICE_UNKNOWN', aCodFrame({ mn: 'ABSENT' }), 4],
      ['PASSWORD_WRONG', aCodFrame({ pw: '999999' }), 3],
      ['SYSTEM_TYPE_WRONG', aCodFrame({ st: '31' }), 5],
      ['COMMAND_UNSUPPORTED', aCodFrame({ cn: '2081' }), 8],
      ['TIME_AHEAD', aCodFrame({ dataTime: '20990101000000' }), 100],
      ['CRC_MISMATCH', altered('100.01', '100.02'), 9],
      ['LENGTH_MISMATCH', altered(/^##\d{4}/, '##0999'), 100],
      ['LENGTH_MALFORMED', altered(/^##0/, '##'), 100],
      ['NOT_TEXT', altered('100.01', '100\u000001'), 100],
      ['SEPARATOR_MISSING', frameSegment(aCodFrame().toString().slice(6, -6).replace(';CP=', 'CP=')), 100],
      ['POLLUTANT_MIXED', encodeFrame(aCodPacket({ cp: [TIME, MISPRINT] })), 100],
    ] as const)(
      '%s: counted, logged without a password, answered, nothing stored, a good device unharmed',
      async (reason, frame, code) => {
        const good = await aDevice(door.port);
        expect(await send(frame)).toContain(`QnRtn=${code}&&`);
        expect(await faults()).toEqual({ [reason]: 1 });
        expect(logged).toMatchObject([{ reason }]);
        expect(JSON.stringify(logged)).not.toMatch(new RegExp(`999999|${WATCHED.device.password}`));
        expect([await count(Reading), await count(Exceedance)]).toEqual([0, 0]);
        good.send(aCodFrame({ qn: '7' }));
        expect(await good.answer()).toContain('QN=7;ST=91;CN=9014;');
        good.reset();
      },
    );

    test('100 kB without a line end are counted and stop no other device', async () => {
      const hostile = await aDevice(door.port);
      const received = once(logs, 'line');
      hostile.send(Buffer.alloc(100_000, 'A'));
      await received;
      expect(Object.keys(await faults())).toEqual(['FRAME_TOO_LONG']);
      expect(await send(aCodFrame())).toContain('CN=9014');
      hostile.reset();
    });

    test('a device of the 2005 edition speaks of COD as 011', async () => {
      const old = seedDevices.find(({ st, protocolVersion }) => st === '32' && protocolVersion === '2005')!;
      const cp = [
        [['DataTime', '20260801085857']],
        [
          ['011-Rtd', '250'],
          ['011-Flag', 'N'],
        ],
      ] as const;
      const frame = encodeFrame(aCodPacket({ mn: old.mn, pw: old.password, flag: 1, cp }));
      expect(await send(frame)).toContain('CN=9014');
      expect(await district.database.manager.find(Exceedance)).toMatchObject([
        { pollutantCode: 'w01018', value: '250' },
      ]);
    });

    test('a device with the CRC of MODBUS is read and answered in it', async () => {
      const modbus = seedDevices.find(({ st, crcOrder }) => st === '32' && crcOrder === 'MODBUS')!;
      const frame = encodeFrame(aCodPacket({ mn: modbus.mn, pw: modbus.password }), 'MODBUS');
      expect(await send(frame)).toContain('CN=9014');
      expect(await count(Exceedance)).toBe(1);
    });

    test('a split packet is one: its exceedance is raised when its last part has come', async () => {
      const part = (pno: number, cp: PacketDraft['cp']): Buffer =>
        encodeFrame(aCodPacket({ flag: 7, split: { pnum: 2, pno }, cp }));
      instrument.send(part(1, [[['DataTime', '20260801085857']], [['w01018-Rtd', '100.01']]]));
      expect(await send(part(2, [[['w01018-Flag', 'N']]]))).toContain('CN=9014');
      expect([await count(Reading), await count(Exceedance)]).toEqual([1, 1]);
    });

    test('a segment beyond the 1,024 bytes of the standard is taken, and counted as careless', async () => {
      const cp = [...aCodPacket().cp, [['Info', 'x'.repeat(1_500)]]] as PacketDraft['cp'];
      expect(await send(encodeFrame(aCodPacket({ cp })))).toContain('CN=9014');
      const page = await district.metrics.registry.metrics();
      expect(page).toContain('ecogrid_enterprises_hj212_tolerated_total{note="SEGMENT_OVER_1024"} 1');
    });

    test('a factor that is not configured for the device is logged and not stored; the others are stored', async () => {
      const cp = [
        [['DataTime', '20260801085857']],
        [
          ['w01018-Rtd', '20'],
          ['w01018-Flag', 'N'],
        ],
        [['a99999-Rtd', '1']],
      ] as const;
      expect(await send(encodeFrame(aCodPacket({ cp })))).toContain('CN=9014');
      expect(await count(Reading)).toBe(1);
      expect(logged).toMatchObject([{ mn: WATCHED.device.mn, codes: ['a99999'] }]);
    });

    test('when the transaction fails nothing of it is kept and nothing is answered; the device sends again', async () => {
      const { database } = district;
      await database.transaction((manager) =>
        manager.query('ALTER TABLE exceedance RENAME TO exceedance_away'),
      );
      const received = once(logs, 'line');
      instrument.send(aCodFrame());
      await received;
      expect(await faults()).toEqual({ HANDLER_FAILED: 1 });
      expect(await count(Reading)).toBe(0);
      await database.transaction((manager) =>
        manager.query('ALTER TABLE exceedance_away RENAME TO exceedance'),
      );
      expect(await send(aCodFrame())).toContain('CN=9014');
      expect([await count(Reading), await count(Exceedance)]).toEqual([1, 1]);
    });
  },
);
