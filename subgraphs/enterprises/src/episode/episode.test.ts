import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { payloadOf } from '@ecogrid/event-contracts';
import { encodeFrame, type PacketDraft } from '@ecogrid/hj212';
import { aDevice, type Device as Instrument } from '@ecogrid/hj212/testing';
import { devices, outlets } from '@ecogrid/seed-district';
import { Metrics, silentLogger } from '@ecogrid/service';
import {
  WATCHED,
  aCodFrame,
  aCodPacket,
  aSeededDistrict,
  type SeededDistrict,
} from '../enterprises.builder.ts';
import { Exceedance } from '../exceedance/index.ts';
import { openHj212Door, type Hj212Door } from '../ingest/index.ts';
import { LimitRule } from '../limit-rule/index.ts';
import { repositoriesOf } from '../features.ts';
import { Episode } from './index.ts';

const START = new Date('2026-08-01T01:00:00.123Z');
/** A mean of a day or an hour, of the first device or of another one. */
const mean = (
  cn: string,
  day: string,
  values: Readonly<Record<string, string>>,
  { mn, st, password } = WATCHED.device,
): PacketDraft => ({
  ...aCodPacket(),
  cn,
  st,
  mn,
  pw: password,
  qn: `${day}01000000${Object.keys(values).length}`.slice(0, 17),
  cp: [
    [['DataTime', `${day}000000`]],
    ...Object.entries(values).map(([name, value]): Array<[string, string]> => [
      [name, value],
      [`${name.split('-')[0]}-Flag`, 'N'],
    ]),
  ],
});

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'episodes on %s',
  (_name, engine) => {
    let district: SeededDistrict;
    let door: Hj212Door;
    let instrument: Instrument;

    const openDoor = async (): Promise<void> => {
      const { database, log } = district;
      door = await openHj212Door({
        address: { host: '127.0.0.1', port: 0 },
        clock: { now: () => now },
        logger: silentLogger,
        metrics: new Metrics(),
        database,
        // Nothing is in memory: as after a restart.
        ...repositoriesOf(database),
        outbox: log.outbox,
      });
      instrument = await aDevice(door.port);
    };
    const setRule = (set: Partial<LimitRule>): Promise<unknown> =>
      district.database.transaction((manager) =>
        manager.update(LimitRule, { outletId: WATCHED.outlet.id }, set),
      );
    const closeDoor = async (): Promise<void> => {
      instrument.reset();
      await door.close();
    };
    beforeEach(async () => {
      district = await aSeededDistrict(engine);
    });
    afterEach(async () => {
      await closeDoor();
      await district.close();
    });

    const send = async (frame: Buffer): Promise<void> => {
      instrument.send(frame);
      expect(await instrument.answer()).toContain('CN=9014');
    };
    let minute = 0;
    let now = START;
    const sendCod = async (cod: string): Promise<void> => {
      minute += 1;
      const dataTime = `2026080108${String(minute % 60).padStart(2, '0')}00`;
      await send(aCodFrame({ cod, dataTime, qn: `2026080108${String(minute).padStart(7, '0')}` }));
    };
    const episodes = (): Promise<Episode[]> =>
      district.database.manager.find(Episode, { order: { id: 'ASC' } });
    const changes = async (): Promise<string[]> => {
      const { events } = await district.log.read(0, { topics: ['EpisodeChanged'] }, 100);
      return events.map((event) => payloadOf(event, 'EpisodeChanged').change);
    };
    const announced = async (wanted: number): Promise<string[]> => {
      await district.log.advanced(wanted - 1, AbortSignal.timeout(30_000));
      return changes();
    };
    beforeEach(() => {
      minute = 0;
      now = START;
    });

    test('three packets beyond the limit are one, which ends after three good values; the next is linked to it', async () => {
      await openDoor();
      for (const cod of ['120', '150.5', '130']) await sendCod(cod);
      expect(await episodes()).toMatchObject([
        { state: 'OPEN', peak: '150.5', limit: '100', readingCount: 3, version: 3, endedAt: null },
      ]);
      for (const cod of ['90', '100', '80']) await sendCod(cod);
      await sendCod('101');
      const [first, second] = await episodes();
      expect(first).toMatchObject({
        state: 'ENDED',
        endedAt: new Date('2026-08-01T00:04:00Z'),
        liveKey: null,
      });
      expect(second).toMatchObject({ state: 'OPEN', previousId: first?.id, readingCount: 1 });
      // Each value beyond the limit is also an exceedance: four.
      expect(await announced(8)).toEqual(['OPENED', 'GREW', 'ENDED', 'OPENED']);
      expect(await district.database.manager.count(Exceedance)).toBe(4);
    });

    test('growth is announced at once when the peak is worse, else a minute after the last time, also over a restart', async () => {
      await openDoor();
      for (const cod of ['120', '110', '130', '125', '130']) await sendCod(cod);
      expect(await announced(7)).toEqual(['OPENED', 'GREW']);
      now = new Date(START.getTime() + 59_999);
      await closeDoor();
      await openDoor();
      await sendCod('120');
      now = new Date(START.getTime() + 60_000);
      await sendCod('120');
      await sendCod('120');
      expect(await announced(11)).toEqual(['OPENED', 'GREW', 'GREW']);
      expect(await episodes()).toMatchObject([{ peak: '130', readingCount: 8, version: 8 }]);
    });

    test('a packet that is not stored changes no episode, in the table or in memory', async () => {
      await openDoor();
      await sendCod('120');
      const { database } = district;
      const rename = (from: string, to: string): Promise<unknown> =>
        database.transaction((manager) => manager.query(`ALTER TABLE ${from} RENAME TO ${to}`));
      // When a device was last heard is the last that the transaction writes, once a minute.
      now = new Date(START.getTime() + 60_000);
      await rename('device', 'away');
      instrument.send(aCodFrame({ cod: '900', dataTime: '20260801085900', qn: '20260801085900000' }));
      instrument.finish();
      await instrument.closed;
      await rename('away', 'device');
      instrument = await aDevice(door.port);
      await sendCod('121');
      expect(await episodes()).toMatchObject([{ peak: '121', readingCount: 2, version: 2 }]);
    });

    test('the counts of the rule and its runs hold over a restart between any two packets', async () => {
      await setRule({ opensAfter: 3 });
      for (const cod of ['120', '130', '140', '90', '90', '90']) {
        await openDoor();
        await sendCod(cod);
        if (minute === 2) expect(await episodes()).toMatchObject([{ state: 'PENDING', readingCount: 2 }]);
        if (minute < 6) await closeDoor();
      }
      expect(await episodes()).toMatchObject([{ state: 'ENDED', readingCount: 3, peak: '140' }]);
      expect(await announced(5)).toEqual(['OPENED', 'ENDED']);
    });

    test('a run that stays too short leaves nothing', async () => {
      await setRule({ opensAfter: 3 });
      await openDoor();
      for (const cod of ['120', '130', '90']) await sendCod(cod);
      expect(await episodes()).toEqual([]);
    });

    test('an episode ends with its rule', async () => {
      await openDoor();
      await sendCod('120');
      await setRule({ effectiveTo: '2026-08-01' });
      await closeDoor();
      await openDoor();
      await sendCod('120');
      expect(await episodes()).toMatchObject([{ state: 'ENDED', readingCount: 1 }]);
    });

    test('every monitored outlet of the seed, water and air, has rules that fire', async () => {
      await openDoor();
      for (const device of devices.filter(({ st }) => st === '32' || st === '31')) {
        const values: Record<string, string> =
          device.st === '32' ? { 'w01018-Avg': '60' } : { 'a21026-ZsAvg': '500' };
        await send(
          encodeFrame(mean(device.st === '32' ? '2031' : '2061', '20260731', values, device), {
            crcOrder: device.crcOrder,
            lengthRule: 'SEGMENT',
          }),
        );
      }
      const raised = await episodes();
      expect(new Set(raised.map(({ outletId }) => outletId)).size).toBe(outlets.length);
    });

    test('a mean that is corrected stays one exceedance, and ends its episode when it is good', async () => {
      await openDoor();
      for (const cod of ['60', '70', '40'])
        await send(encodeFrame(mean('2031', '20260730', { 'w01018-Avg': cod })));
      expect(await episodes()).toMatchObject([
        { state: 'ENDED', averaging: 'DAILY', peak: '70', limit: '50', readingCount: 1 },
      ]);
      expect(await district.database.manager.count(Exceedance)).toBe(1);
    });
  },
);
