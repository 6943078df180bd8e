import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import { aDevice, type Device as Instrument } from '@ecogrid/hj212/testing';
import { Metrics, silentLogger } from '@ecogrid/service';
import { DeviceFault } from '../device-fault/index.ts';
import { WATCHED, aCodFrame, aSeededDistrict, type SeededDistrict } from '../enterprises.builder.ts';
import { openHj212Door, type Hj212Door } from '../ingest/index.ts';
import { InstrumentRule } from './index.ts';

const NOW = new Date('2026-08-01T01:00:00.123Z');

describe.each(testEngines())('findings about an instrument on $name', (engine) => {
  let district: SeededDistrict;
  let door: Hj212Door;
  let instrument: Instrument;
  beforeEach(async () => {
    district = await aSeededDistrict(engine);
    const { database, log, repositories } = district;
    await database.transaction((manager) =>
      manager.update(InstrumentRule, { pollutantCode: 'w01018' }, { frozenAfter: 3 }),
    );
    door = await openHj212Door({
      address: { host: '127.0.0.1', port: 0 },
      clock: { now: () => NOW },
      logger: silentLogger,
      metrics: new Metrics(),
      database,
      ...repositories,
      outbox: log.outbox,
    });
    instrument = await aDevice(door.port);
  });
  afterEach(async () => {
    instrument.reset();
    await door.close();
    await district.close();
  });

  let minute = 0;
  const send = async (cod: string, dataFlag = 'N'): Promise<void> => {
    minute = (minute + 1) % 60;
    const at = `2026080108${String(minute).padStart(2, '0')}00`;
    const frame = aCodFrame({ cod, dataFlag, dataTime: at, qn: `${at}000` });
    // A packet that is sent again is the same value.
    for (const each of [frame, frame]) {
      instrument.send(each);
      expect(await instrument.answer()).toContain('CN=9014');
    }
  };

  test('are counted for its device by kind and day, with the last value', async () => {
    minute = 0;
    for (const cod of ['6000', '50', '2500', '2400', '2400', '2400']) await send(cod);
    // The device itself says that it is being calibrated.
    await send('9000', 'C');
    await district.repositories.faultLedger.flush();
    const faults = await district.database.manager.find(DeviceFault, { order: { id: 'ASC' } });
    const of = { deviceId: WATCHED.device.id, day: '2026-08-01', count: 1 };
    expect(faults).toMatchObject([
      { ...of, kind: 'FROZEN', detail: 'w01018 2400: 3 times in a row' },
      { ...of, kind: 'IMPLAUSIBLE', detail: 'w01018 6000: not in 0..5000' },
      { ...of, kind: 'JUMP', detail: 'w01018 50 to 2500: more than 2000' },
    ]);
  });
});
