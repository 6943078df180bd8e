import { EventEmitter, once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { devices as seedDevices } from '@ecogrid/seed-district';
import { testEngines } from '@ecogrid/database/testing';
import type { LoggedEvent } from '@ecogrid/events';
import {
  checkFrame,
  encodeFrame,
  FrameScanner,
  frameSegment,
  STANDARD_SETTINGS,
  type PacketDraft,
} from '@ecogrid/hj212';
import { aDevice, type Device as Instrument } from '@ecogrid/hj212/testing';
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
import { ParkedValue } from './parked-value/index.ts';
import { Reading, ReadingCorrection } from './reading/index.ts';
import { DeviceRegistry, openHj212Door, type Hj212Door } from './ingest/index.ts';

const NOW = new Date('2026-08-01T01:00:00.123Z');
/** The first seed device that speaks the edition of 2005, of which uploads carry neither QN nor Flag. */
const OF_2005 = seedDevices.find(({ st, protocolVersion }) => st === '32' && protocolVersion === '2005')!;
/** Puts the data area of an example from the field into a packet of a seed device. */
const fieldFrame = (area: string, { mn, st, password } = WATCHED.device, cn = '2011'): Buffer =>
  frameSegment(`QN=20260801085900100;ST=${st};CN=${cn};PW=${password};MN=${mn};Flag=5;CP=&&${area}&&`);
const altered = (what: string | RegExp, by: string): Buffer =>
  Buffer.from(aCodFrame().toString().replace(what, by));

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'the HJ 212 door on %s',
  (_name, engine) => {
    let district: SeededDistrict;
    let door: Hj212Door;
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
        pause: async () => undefined,
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

    test('keeps 60 measurements of one DataTime, and parks further ones', async () => {
      for (let value = 0; value < 62; value += 1)
        expect(await send(aCodFrame({ cod: String(value), qn: `202608010858${20_000 + value}` }))).toContain(
          'CN=9014',
        );
      expect(await count(Reading)).toBe(60);
      const parked = await district.database.manager.find(ParkedValue, { order: { text: 'ASC' } });
      expect(parked.map(({ kind, name, text }) => [kind, name, text])).toEqual([
        ['CROWDED', 'w01018-Rtd', '60'],
        ['CROWDED', 'w01018-Rtd', '61'],
      ]);
    });

    test('stores the reading, raises the exceedance and announces it before it answers', async () => {
      expect(await send(aCodFrame())).toMatch(/QN=20260801085857223;ST=91;CN=9014;/);
      const [reading] = await district.database.manager.find(Reading);
      expect(reading).toMatchObject({
        pollutantCode: 'w01018',
        statistic: 'Rtd',
        sequence: 0,
        value: '100.01',
        unit: 'mg/L',
        flag: 'N',
        measuredAt: new Date('2026-08-01T00:58:57.000Z'),
        receivedAt: NOW,
      });
      const [exceedance] = await district.database.manager.find(Exceedance);
      expect(exceedance).toMatchObject({
        deviceId: WATCHED.device.id,
        interval: 'REAL_TIME',
        measuredAt: reading?.measuredAt,
        sequence: 0,
        value: '100.01',
        limit: '100',
        bound: 'UPPER',
        raisedAt: NOW,
      });
      const device = await district.database.manager.findOneBy(Device, { id: WATCHED.device.id });
      expect(device?.lastSeenAt).toEqual(NOW);
      const [event, ...more] = await events(2);
      expect(more).toMatchObject([{ topic: 'EpisodeChanged', payload: { exceedanceId: exceedance?.id } }]);
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
      // Of the second exceedance there is no event of its episode, whose peak stays.
      expect([await count(Reading), await count(Exceedance), (await events(3)).length]).toEqual([2, 2, 3]);
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
      ['DEVICE_UNKNOWN', aCodFrame({ mn: 'ABSENT' }), 3],
      ['PASSWORD_WRONG', aCodFrame({ pw: '999999' }), 3],
      ['SYSTEM_TYPE_WRONG', aCodFrame({ st: '31' }), 5],
      ['TIME_INVALID', aCodFrame({ dataTime: '20260230000000' }), 100],
      ['CRC_MISMATCH', altered('100.01', '100.02'), 9],
      ['LENGTH_MISMATCH', altered(/^##\d{4}/, '##0999'), 100],
      ['LENGTH_MALFORMED', altered(/^##0/, '##'), 100],
      ['NOT_TEXT', altered('100.01', '100\u000001'), 100],
      ['SEPARATOR_MISSING', frameSegment(aCodFrame().toString().slice(6, -6).replace(';CP=', 'CP=')), 100],
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
      const cp = [
        [['DataTime', '20260801085857']],
        [
          ['011-Rtd', '250'],
          ['011-Flag', 'N'],
        ],
      ] as const;
      const frame = encodeFrame(aCodPacket({ mn: OF_2005.mn, pw: OF_2005.password, flag: 1, cp }));
      expect(await send(frame)).toContain('CN=9014');
      expect(await district.database.manager.find(Exceedance)).toMatchObject([
        { pollutantCode: 'w01018', value: '250' },
      ]);
    });

    test('an upload of 2005 without QN and Flag is data, and wants no answer', async () => {
      const { mn, password } = OF_2005;
      const area = 'DataTime=20260801085857;B01-Rtd=36.91;011-Rtd=231.0,011-Flag=N;060-Rtd=1.803,060-Flag=N';
      instrument.send(frameSegment(`ST=32;CN=2011;PW=${password};MN=${mn};CP=&&${area}&&`));
      await events();
      expect(await count(Reading)).toBe(3);
      expect(await district.database.manager.find(Exceedance)).toMatchObject([{ value: '231.0' }]);
      expect(await faults()).toEqual({});
    });

    test.each([
      ['a flag in a group of its own', 'w01018-Rtd=950;w01018-Flag=N', 1],
      ['one flag for all at the end', 'w01018-Rtd=950;w21003-Rtd=1;Flag=N', 2],
      ['a value with a flag of a fault', 'w01018-Rtd=180,w01018-Flag=N;w21003-Rtd=--,w21003-Flag=B', 1],
      ['blanks behind the separators', ' w01018-Rtd=180, w01018-Flag=N', 1],
      ["the standard's lost w", 'w01018-Rtd=180,01018-Min=1,w01018-Flag=N', 1],
    ])('%s costs no other value, and the exceedance is raised', async (_what, area, readings) => {
      expect(await send(fieldFrame(`DataTime=20260801085857;${area}`))).toContain('CN=9014');
      expect([await count(Reading), await count(Exceedance)]).toEqual([readings, 1]);
      expect(await faults()).toEqual({});
    });

    test.each([
      ['9015', '9013'],
      ['1013', '9013'],
      ['2081', '9014'],
      ['2021', '9014'],
      ['3019', '9014'],
      ['3020', '9014'],
    ])('%s says that the device is there, is answered with %s and is no fault', async (cn, answer) => {
      expect(await send(fieldFrame('', WATCHED.device, cn))).toContain(`CN=${answer}`);
      const device = await district.database.manager.findOneBy(Device, { id: WATCHED.device.id });
      expect(device?.lastSeenAt).toEqual(NOW);
      expect(await faults()).toEqual({});
    });

    test('an unknown device and a wrong password are answered alike, however they count', async () => {
      const { mn } = WATCHED.device;
      const wrong = await send(aCodFrame({ pw: '999999' }));
      const unknown = await send(aCodFrame({ pw: '999999', mn: mn.replace(/./g, '9') }));
      expect(unknown.replace(/9{24}/, mn).slice(0, -4)).toBe(wrong.slice(0, -4));
      expect(await faults()).toEqual({ PASSWORD_WRONG: 1, DEVICE_UNKNOWN: 1 });
    });

    test('a device whose CRC order is set wrongly is answered like a wrong password, in its own order', async () => {
      const modbus = seedDevices.find(({ st, crcOrder }) => st === '32' && crcOrder === 'MODBUS')!;
      const answer = await send(encodeFrame(aCodPacket({ mn: modbus.mn, pw: modbus.password })));
      expect(answer).toContain('QnRtn=3&&');
      const [item] = new FrameScanner().push(Buffer.from(`${answer}\r\n`));
      expect(item?.kind === 'frame' && checkFrame(item.frame).ok).toBe(true);
      expect(await faults()).toEqual({ CRC_ORDER_WRONG: 1 });
    });

    test('garbage writes a handful of lines to the log, not one for each of its own', async () => {
      for (let connection = 0; connection < 4; connection += 1) {
        const hostile = await aDevice(door.port);
        hostile.send(Buffer.alloc(20_000, 'a\n'));
        await hostile.closed;
      }
      await door.close();
      const garbage = 4 * 20_000;
      expect(logged.length).toBeLessThanOrEqual(6);
      expect(JSON.stringify(logged).length).toBeLessThan(garbage / 10);
      expect(await faults()).toMatchObject({ FRAME_START_MISSING: 200, CONNECTION_HOSTILE: 4 });
    });

    test('a device with the CRC of MODBUS is read and answered in it', async () => {
      const modbus = seedDevices.find(({ st, crcOrder }) => st === '32' && crcOrder === 'MODBUS')!;
      const frame = encodeFrame(aCodPacket({ mn: modbus.mn, pw: modbus.password }), {
        ...STANDARD_SETTINGS,
        crcOrder: 'MODBUS',
      });
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
      expect(page).toContain('ecogrid_enterprises_hj212_tolerated_total{leniency="SEGMENT_OVER_1024"} 1');
    });

    const parked = (): Promise<ParkedValue[]> =>
      district.database.manager.find(ParkedValue, { order: { name: 'ASC' } });
    const stored = async (): Promise<Array<[sequence: number, value: string]>> => {
      const order = { sequence: 'ASC', pollutantCode: 'ASC' } as const;
      const rows = await district.database.manager.find(Reading, { order });
      return rows.map(({ sequence, value }) => [sequence, value]);
    };

    test.each([
      ['a factor that the device does not have', 'LA-Rtd=57.9,LA-Flag=N', 'UNMAPPED', 'LA-Rtd', '57.9', 'N'],
      ['a value that is no decimal', 'w21003-Rtd=--,w21003-Flag=B', 'UNREADABLE', 'w21003-Rtd', '--', 'B'],
      ['no value', 'w21003-Rtd=,w21003-Flag=D', 'EMPTY', 'w21003-Rtd', '', 'D'],
      ['a key that is no statistic', 'SB1-RS=1', 'OTHER', 'SB1-RS', '1', null],
    ])('%s is parked, once, and costs no other value', async (_what, pair, kind, name, text, flagText) => {
      const frame = fieldFrame(`DataTime=20260801085857;w01018-Rtd=20,w01018-Flag=N;${pair}`);
      expect(await send(frame)).toContain('CN=9014');
      expect(await send(frame)).toContain('CN=9014');
      expect(await stored()).toEqual([[0, '20']]);
      const common = { deviceId: WATCHED.device.id, command: '2011', dataTime: '20260801085857' };
      expect(await parked()).toMatchObject([{ ...common, kind, name, text, flagText }]);
    });

    test('the fields of a packet without readings are parked too', async () => {
      expect(await send(fieldFrame('RestartTime=20260801085000', WATCHED.device, '2081'))).toContain(
        'CN=9014',
      );
      expect(await parked()).toMatchObject([{ kind: 'OTHER', name: 'RestartTime', text: '20260801085000' }]);
    });

    test('packets of one DataTime that say different things are kept, each; the rest is a repeat', async () => {
      const cods = ['50', '180', '50', '180', '70'];
      for (const [qn, cod] of cods.entries()) await send(aCodFrame({ qn: String(qn + 1), cod }));
      expect(await stored()).toEqual([
        [0, '50'],
        [1, '180'],
        [2, '70'],
      ]);
      expect(await district.database.manager.find(Exceedance)).toMatchObject([{ value: '180', sequence: 1 }]);
    });

    test('an hour that comes again with another value is corrected, and says so', async () => {
      const hour = (value: string): Buffer =>
        fieldFrame(
          `DataTime=20260801080000;w01018-Avg=${value},w01018-Max=60,w01018-Flag=N`,
          WATCHED.device,
          '2061',
        );
      for (const value of ['40', '40', '42', '43.5']) expect(await send(hour(value))).toContain('CN=9014');
      const rows = await district.database.manager.find(Reading, { order: { statistic: 'ASC' } });
      expect(rows).toMatchObject([
        { statistic: 'Avg', value: '43.5', sequence: 0, correctedAt: NOW },
        { statistic: 'Max', value: '60', sequence: 0, correctedAt: null },
      ]);
      const former = await district.database.manager.find(ReadingCorrection, { order: { id: 'ASC' } });
      expect(former).toMatchObject([
        { value: '40', flag: 'N', correctedAt: NOW },
        { value: '42', flag: 'N', correctedAt: NOW },
      ]);
    });

    test.each(['19700101080000', '20000101000000', '01000101000000', '20250101000000', '20260801091100'])(
      'DataTime %s is the fault of a clock: its values are kept apart, and the device is not seen',
      async (dataTime) => {
        expect(await send(aCodFrame({ cod: '900', dataTime }))).toContain('CN=9014');
        expect([await count(Reading), await count(Exceedance)]).toEqual([0, 0]);
        expect(await parked()).toMatchObject([
          { kind: 'CLOCK_WRONG', name: 'w01018-Rtd', text: '900', dataTime },
        ]);
        expect(await faults()).toEqual({ CLOCK_WRONG: 1 });
        expect(logged).toMatchObject([{ reason: 'CLOCK_WRONG', mn: WATCHED.device.mn }]);
        const device = await district.database.manager.findOneBy(Device, { id: WATCHED.device.id });
        expect(device?.lastSeenAt).toBeNull();
      },
    );

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
