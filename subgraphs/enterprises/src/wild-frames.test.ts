import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { testEngines } from '@ecogrid/database/testing';
import {
  checkFrame,
  FrameScanner,
  frameSegment,
  intervalOf,
  parsePacket,
  type Edition,
} from '@ecogrid/hj212';
import { aDevice } from '@ecogrid/hj212/testing';
import { silentLogger } from '@ecogrid/service';
import { Device, hashPassword } from './device/index.ts';
import { aSeededDistrict, anActor, WATCHED, type SeededDistrict } from './enterprises.builder.ts';
import { clockWindow, DeviceRegistry, openHj212Door, type Hj212Door } from './ingest/index.ts';
import { nestedPageKey } from '@ecogrid/database';

/** Logged in the wild, without a licence: they lie beside the checkout, where anyone has them at all. */
const FILE = ['../../../../shared', '../../../../../shared']
  .map((folder) => new URL(`${folder}/data/hj212-frames.jsonl`, import.meta.url))
  .find((file) => existsSync(file));
const NOW = new Date('2026-08-01T01:00:00.123Z');
const OPERATOR = anActor('OPERATOR');
/** These alone are set for the devices; their values of other factors are not lost. */
const MAPPED = ['w01018', 'w21003', 'a34004', 'a21026'];

/** An entry of the ledger of a sender: a pair or another part, its device and its DataTime. */
interface Entry {
  readonly mn: string;
  readonly dataTime: string;
  readonly key: string;
  readonly text: string;
}

interface Sent {
  readonly frame: string;
  readonly mn: string;
  readonly st: string;
  readonly pw: string;
  readonly edition: Edition;
  readonly isAnswered: boolean;
  readonly entries: readonly Entry[];
}

/** The frames of the log that a listener takes: CRC right, and everything there that the edition demands. */
function wildFrames(file: URL): Sent[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.flatMap((line) => sentOf((JSON.parse(line) as { frame: string }).frame));
}

/** Frames such as those of the log, for a place without the log. */
function generatedFrames(): Sent[] {
  const areas = [
    'w01018-Rtd=58.2,w01018-Flag=N;w21003-Rtd=1.803,w21003-Flag=N',
    'w01018-Rtd=58.3,w01018-Flag=N;w21003-Rtd=--,w21003-Flag=B',
    'LA-Rtd=50.1;Leq-Rtd=51.2;PM25-Rtd=28,PM25-Flag=N',
    'w01018-Rtd=NaN,w01018-Flag=D;w99999-Rtd=1',
    'w01018-Avg=1,w01018-Max=2,w01018-Min=0;w01018-Flag=N',
    ' w01018-Rtd=180, w01018-Flag=N;SB1-RS=1;text',
    'w01018-Rtd=58.2,01018-Min=1,w01018-Flag=N;w01018-SampleTime=20260731235959',
  ];
  const times = ['20260731230000', '20260731230100', '19700101080000'];
  return areas.flatMap((area, index) =>
    ['2011', '2051', '2061'].flatMap((cn) =>
      times.flatMap((time) => {
        const head = `QN=2026080108585722${index};ST=32;CN=${cn};PW=123456;MN=WILD${index % 3};Flag=5`;
        return sentOf(frameSegment(`${head};CP=&&DataTime=${time};${area}&&`).toString());
      }),
    ),
  );
}

function sentOf(frame: string): Sent[] {
  const [item] = new FrameScanner().push(Buffer.from(`${frame.trim()}\r\n`));
  const checked = item?.kind === 'frame' ? checkFrame(item.frame) : null;
  if (!checked?.ok) return [];
  const flag = /;Flag=(\d+);/.exec(frame)?.[1];
  const edition: Edition = flag === undefined || Number(flag) < 4 ? '2005' : '2017';
  const packet = parsePacket(checked.value, { edition });
  if (!packet.ok) return [];
  const { mn, st, pw, cn } = packet.value;
  const area = frame.slice(frame.indexOf('CP=&&') + 5, frame.lastIndexOf('&&'));
  // The test's own reading of the data area: every part is an entry but DataTime of readings, flags and empty parts.
  const parts = area.split(/[;,]/).map((part) => part.replace(/^ +/, ''));
  const dataTime = /DataTime=(\d+)/.exec(area)?.[1] ?? '';
  const isData = intervalOf(cn) !== null;
  const entries = parts
    .filter(
      (part) => part !== '' && !(isData && (part.startsWith('DataTime=') || /^([^=]+-)?flag=/i.test(part))),
    )
    .map((part): Entry => {
      const [key = '', text = '', ...more] = part.split('=');
      const isPair = part.includes('=') && key !== '' && more.length === 0;
      return { mn, dataTime: isData ? dataTime : '', key: isPair ? key : '', text: isPair ? text : part };
    });
  const isAnswered = flag !== undefined && Number(flag) % 2 === 1 && !cn.startsWith('901');
  return [{ frame: frame.trim(), mn, st, pw, edition, isAnswered, entries }];
}

const SETS: ReadonlyArray<readonly [string, () => Sent[]]> = [
  ['generated frames', generatedFrames],
  ...(FILE ? [['frames logged in the wild', () => wildFrames(FILE)] as const] : []),
];

describe.each(testEngines().map((engine) => [engine.name, engine] as const))(
  'frames of real devices, on %s',
  (_name, engine) => {
    let district: SeededDistrict;
    let door: Hj212Door;
    beforeEach(async () => {
      district = await aSeededDistrict(engine);
    });
    afterEach(async () => {
      await door.close();
      await district.close();
    });

    const open = async (): Promise<void> => {
      const { database, log, metrics, repositories } = district;
      door = await openHj212Door({
        database,
        metrics,
        ...repositories,
        outbox: log.outbox,
        logger: silentLogger,
        registry: new DeviceRegistry(database),
        address: { host: '127.0.0.1', port: 0, clockWindow: clockWindow(3_650, 10) },
        clock: { now: () => NOW },
        pause: async () => undefined,
      });
    };

    /** Registers the devices of the frames, each at a point of the seed. */
    const register = async (sent: readonly Sent[]): Promise<Map<string, string>> => {
      const { manager } = district.database;
      const model = await manager.findOneByOrFail(Device, { id: WATCHED.device.id });
      const devices = new Map(sent.map((each) => [each.mn, each]));
      const hashes = new Map<string, string>();
      for (const { pw } of devices.values()) if (!hashes.has(pw)) hashes.set(pw, await hashPassword(pw));
      const rows = [...devices.values()].map(({ mn, st, pw, edition }, index) => ({
        ...model,
        id: `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
        mn,
        systemType: st,
        protocolVersion: edition,
        crcOrder: 'STANDARD' as const,
        passwordHash: hashes.get(pw) ?? '',
        factors: MAPPED.map((pollutantCode) => ({ pollutantCode, unit: 'mg/L', wireCode: null })),
      }));
      await district.database.transaction((all) => all.insert(Device, rows));
      return new Map(rows.map(({ id, mn }) => [mn, id]));
    };

    /** All that the queries of a device give, by the words of the ledger. */
    const found = async (id: string): Promise<Set<string>> => {
      const { readings, parkedValues } = district.repositories;
      const seen = new Set<string>();
      for (const batch of [readings.pageOfDevice, parkedValues.pageOfDevice] as const) {
        let after: string | undefined;
        do {
          const key = nestedPageKey(id, { first: 200, after, filter: { kind: null } });
          const [page] = await batch([key], { actor: OPERATOR } as never);
          if (!page || page instanceof Error) throw page ?? new Error('no page');
          for (const row of page.rows) seen.add(wordsOf(row));
          const last = page.rows.at(-1);
          after = page.hasNextPage && last ? page.cursorOf(last as never) : undefined;
        } while (after !== undefined);
      }
      return seen;
    };

    test.each(SETS)(
      '%s: every value of every acknowledged packet is found again by a query',
      async (_what, frames) => {
        const all = frames();
        const devices = new Map(all.map(({ mn, st, pw }) => [mn, `${st} ${pw}`]));
        // One password and one system type for each device: the log has a few devices that were set up anew.
        const sent = all.filter(({ mn, st, pw }) => devices.get(mn) === `${st} ${pw}`);
        const ids = await register(sent);
        await open();
        const ledger: Entry[] = [];
        const instrument = await aDevice(door.port);
        for (const { frame, isAnswered, entries } of sent) {
          instrument.send(Buffer.from(`${frame}\r\n`));
          if (!isAnswered) continue;
          if (/CN=901[34];/.test(await instrument.answer())) ledger.push(...entries);
        }
        instrument.reset();
        expect(ledger.length).toBeGreaterThan(100);
        const queried = new Map<string, Set<string>>();
        for (const [mn, id] of ids) queried.set(mn, await found(id));
        const lost = ledger.filter(({ mn, ...entry }) => !queried.get(mn)?.has(textOf(entry)));
        expect(lost).toEqual([]);
      },
    );
  },
);

function wordsOf(row: object): string {
  if ('name' in row) {
    const { dataTime, name, text } = row as unknown as { dataTime: string; name: string; text: string };
    return textOf({ dataTime, key: name, text });
  }
  const { measuredAt, pollutantCode, statistic, value } = row as {
    measuredAt: Date;
    pollutantCode: string;
    statistic: string;
    value: string;
  };
  const china = new Date(measuredAt.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
  return textOf({ dataTime: china, key: `${pollutantCode}-${statistic}`, text: value });
}

function textOf({ dataTime, key, text }: Omit<Entry, 'mn'>): string {
  return `${dataTime} ${key.toLowerCase()}=${text}`;
}
