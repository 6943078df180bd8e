import { newId } from '@ecogrid/database';
import { term } from '@ecogrid/errors';
import {
  StoredRows,
  choice,
  coded,
  column,
  kindOfImport,
  type AnyKind,
  type CellForm,
  type Column,
  type FoundFault,
} from '@ecogrid/imports';
import { DeviceFault } from '../device-fault/index.ts';
import {
  Device,
  MOST_FACTORS,
  devicesVisibleTo,
  hashPassword,
  isPassword,
  type DeviceFactorSetting,
} from '../device/index.ts';
import { Episode } from '../episode/index.ts';
import { Exceedance } from '../exceedance/index.ts';
import type { MonitorPoint } from '../monitor-point/index.ts';
import { ParkedValue } from '../parked-value/index.ts';
import { ReadingStream } from '../reading/index.ts';
import type { PlacedParts } from './placed-rows.ts';

type Row = Pick<Device, 'mn' | 'systemType' | 'protocolVersion' | 'factors'> & {
  readonly crcOrder?: Device['crcOrder'] | null;
  readonly lengthRule?: Device['lengthRule'] | null;
  readonly monitorPointCode: string;
  /** Null leaves the stored one: an export has none. */
  readonly password?: string | null;
};

interface Facts {
  readonly points: ReadonlyMap<string, MonitorPoint>;
  readonly stored: ReadonlyMap<string, Device>;
  readonly pollutants: ReadonlySet<string>;
}

const CRC_ORDERS = { STANDARD: term('STANDARD', '标准'), MODBUS: term('MODBUS', 'MODBUS') };
const LENGTH_RULES = {
  SEGMENT: term('SEGMENT', '数据段'),
  SEGMENT_CRC_LINE_END: term('SEGMENT_CRC_LINE_END', '数据段与校验'),
};

/** Such as `w01018:mg/L:011;w01001`: factor, unit and the code on the wire. */
const factors: CellForm<DeviceFactorSetting[]> = {
  parse: (text) => {
    const parts = text.split(/[;；]/).map((part) => part.trim());
    if (parts.length > MOST_FACTORS) return { fault: { problem: 'arrayMaxSize', max: MOST_FACTORS } };
    const value = parts.map((part): DeviceFactorSetting => {
      const [pollutantCode = '', unit = '', wireCode = ''] = part.split(/[:：]/).map((each) => each.trim());
      return { pollutantCode, unit, wireCode: wireCode || null };
    });
    const isOfForm = value.every(
      ({ pollutantCode, unit, wireCode }) =>
        /^[0-9A-Za-z]{1,16}$/.test(pollutantCode) &&
        unit.length <= 16 &&
        /^[0-9A-Za-z]{0,16}$/.test(wireCode ?? ''),
    );
    if (!isOfForm) return { fault: { problem: 'matches', pattern: 'w01018:mg/L:011;w01001' } };
    const isDistinct = new Set(value.map(({ pollutantCode }) => pollutantCode)).size === value.length;
    return isDistinct ? { value } : { fault: { problem: 'arrayUnique' } };
  },
  show: (value) =>
    value
      .map(({ pollutantCode, unit, wireCode }) =>
        [pollutantCode, unit, wireCode ?? ''].join(':').replace(/:+$/, ''),
      )
      .join(';'),
};

const COLUMNS: ReadonlyArray<Column<Row>> = [
  column('mn', coded(/^[0-9A-Za-z-]{1,40}$/), {
    heading: '设备唯一标识',
    headingEn: 'MN',
    example: '370871000000000000000000',
    isRequired: true,
  }),
  column('monitorPointCode', coded(/^[0-9A-Z-]{1,32}$/), {
    heading: '点位编码',
    headingEn: 'Code of its monitor point',
    example: 'MP-000',
    isRequired: true,
  }),
  column('systemType', coded(/^\d{2}$/), {
    heading: '系统编码',
    headingEn: 'System code ST',
    example: '32',
    isRequired: true,
  }),
  column('protocolVersion', coded(/^(2005|2017|2025)$/) as CellForm<Device['protocolVersion']>, {
    heading: '协议版本',
    headingEn: 'Edition of HJ 212',
    example: '2017',
    isRequired: true,
  }),
  column('crcOrder', choice(CRC_ORDERS), {
    heading: 'CRC 校验方式',
    headingEn: 'How it computes its CRC',
    example: '标准',
  }),
  column('lengthRule', choice(LENGTH_RULES), {
    heading: '长度含义',
    headingEn: 'The bytes that the length of a frame counts',
    example: '数据段',
  }),
  column('password', coded(/^[\x21-\x7e]{6,9}$/), {
    heading: '访问密码',
    headingEn: 'Password, of a new device',
    example: '123456',
  }),
  column('factors', factors, {
    heading: '监测因子',
    headingEn: 'Factors with unit and code on the wire',
    example: 'w01018:mg/L:011;w01001',
    isRequired: true,
  }),
];

/** Devices that speak HJ 212 (数采仪), by their MN. */
export function deviceImport({ placed, registry, scope }: PlacedParts): AnyKind {
  const { database } = scope;
  const rows = new StoredRows<Device>(database, {
    entity: Device,
    follows: ['lastSeenAt'],
    dependents: [ReadingStream, DeviceFault, ParkedValue, Episode, Exceedance].map((entity) => ({
      entity,
      property: 'deviceId',
      names: 'id' as const,
    })),
    changed: () => database.afterCommit(() => registry.forget()),
  });
  return kindOfImport<Row, Facts>({
    kind: 'DEVICES',
    columns: COLUMNS,
    key: ['mn'],
    facts: async (given, isLocked) => {
      const points = await placed.points(given.map(({ monitorPointCode }) => monitorPointCode));
      const mns = given.map(({ mn }) => mn);
      return {
        points: new Map(points.map((point) => [point.code, point])),
        stored: new Map((await rows.some('mn', mns, isLocked)).map((device) => [device.mn, device])),
        pollutants: await placed.pollutants(),
      };
    },
    check: faultsOf,
    write: async (given, { points, stored }, writing) =>
      rows.write(
        await Promise.all(
          given.map(async ({ monitorPointCode, password, ...row }) => {
            const before = stored.get(row.mn) ?? null;
            const point = points.get(monitorPointCode);
            const settings = {
              crcOrder: valueOf(row.crcOrder, before?.crcOrder) ?? 'STANDARD',
              lengthRule: valueOf(row.lengthRule, before?.lengthRule) ?? 'SEGMENT',
            };
            const at = { monitorPointId: point?.id ?? '', enterpriseCode: point?.enterpriseCode ?? null };
            const passwordHash = await hashOf(password, before);
            const none = { id: newId(), lastSeenAt: null };
            const after: Device = { ...none, ...before, ...row, ...settings, ...at, passwordHash };
            return { before, after };
          }),
        ),
        writing,
      ),
    undo: (given, writing) => rows.undo(given, writing),
    page: async (actor, after, limit) => {
      const page = await placed.scoped(Device, { scope: devicesVisibleTo(actor), after, limit });
      const codeOf = await placed.codesOfPoints(page.rows.map(({ monitorPointId }) => monitorPointId));
      const shown = page.rows.map((device) => ({
        ...device,
        monitorPointCode: codeOf.get(device.monitorPointId) ?? '',
        password: null,
      }));
      return { ...page, rows: shown };
    },
  });
}

/** An absent column leaves the stored value; an empty cell has the customary value. */
function valueOf<Value>(cell: Value | null | undefined, stored: Value | undefined): Value | null | undefined {
  return cell === undefined ? stored : cell;
}

/** The same password keeps its hash: the row is there as it is. */
async function hashOf(password: string | null | undefined, before: Device | null): Promise<string> {
  if (before && (!password || (await isPassword(password, before.passwordHash)))) return before.passwordHash;
  return hashPassword(password ?? '');
}

function faultsOf(
  { mn, monitorPointCode, password, factors: given }: Row,
  { points, stored, pollutants }: Facts,
): Array<FoundFault<Row>> {
  return [
    ...(points.has(monitorPointCode) ? [] : [{ field: 'monitorPointCode', problem: 'notKnown' } as const]),
    ...(stored.has(mn) || password ? [] : [{ field: 'password', problem: 'required' } as const]),
    ...(given.every(({ pollutantCode }) => pollutants.has(pollutantCode))
      ? []
      : [{ field: 'factors', problem: 'notKnown' } as const]),
  ];
}
