import { DISTRICT_CODE } from './divisions.ts';
import { seedId } from './identifiers.ts';
import { monitorPoints, outlets } from './monitoring.ts';
import type { MonitorPoint } from './monitoring.ts';
import { padded, sealed } from './records.ts';

/** HJ 212 system code ST: 32 water source, 31 air source, 22 ambient air, 21 surface water. */
export type SystemType = '32' | '31' | '22' | '21';

/** One factor a device reports, with the unit this device reports it in. */
export interface DeviceFactor {
  readonly pollutantCode: string;
  /** Empty for pH, which has none. */
  readonly unit: string;
  /** The field of a real-time packet (CN 2011) that carries the value. */
  readonly statistic: 'Rtd';
  /** The code on the wire when the device's protocol is older than the factor's code (HJ 212-2005: `011` for COD). */
  readonly wireCode?: string;
}

/** A data-logging instrument 数采仪 that speaks HJ 212. */
export interface Device {
  readonly id: string;
  /** Unique device identifier: 24 characters, HJ 212-2017. */
  readonly mn: string;
  readonly monitorPointId: string;
  readonly st: SystemType;
  /** PW: six digits. A demonstration value, public like everything in the seed. */
  readonly password: string;
  /** Byte order and variant of the CRC: a setting of the device, never guessed. */
  readonly crcOrder: 'STANDARD' | 'MODBUS';
  /** The edition of HJ 212 it speaks; Flag tells it in every packet. */
  readonly protocolVersion: '2017' | '2005' | '2025';
  readonly factors: readonly DeviceFactor[];
}

type FactorRow = readonly [pollutantCode: string, unit: string, codeOf2005: string];

const FACTORS: Readonly<Record<SystemType, readonly FactorRow[]>> = {
  '32': [
    ['w01018', 'mg/L', '011'],
    ['w21003', 'mg/L', '060'],
    ['w21011', 'mg/L', '101'],
    ['w21001', 'mg/L', '065'],
    ['w01001', '', '001'],
    ['w00000', 'L/s', 'B01'],
  ],
  '31': [
    ['a21026', 'mg/m³', '02'],
    ['a21002', 'mg/m³', '03'],
    ['a34013', 'mg/m³', '01'],
    ['a19001', '%', 'S01'],
  ],
  '22': [
    ['a34004', 'µg/m³', ''],
    ['a34002', 'µg/m³', ''],
    ['a21026', 'µg/m³', ''],
  ],
  '21': [
    ['w01001', '', ''],
    ['w01018', 'mg/L', ''],
    ['w21003', 'mg/L', ''],
    ['w21011', 'mg/L', ''],
    ['w21001', 'mg/L', ''],
  ],
};

/** Positions in `monitorPoints` of the instruments that are not of the usual kind; each kind has water and air. */
const MODBUS_ORDER = [5, 25];
const VERSION_2005 = [10, 26];
const VERSION_2025 = [15, 30];

const outletMedium = new Map(outlets.map((outlet) => [outlet.id, outlet.medium]));

function systemTypeOf(point: MonitorPoint): SystemType {
  if (point.kind === 'AMBIENT_AIR') return '22';
  if (point.kind === 'SURFACE_WATER') return '21';
  return outletMedium.get(point.outletId ?? '') === 'WATER' ? '32' : '31';
}

function versionAt(index: number): Device['protocolVersion'] {
  if (VERSION_2005.includes(index)) return '2005';
  return VERSION_2025.includes(index) ? '2025' : '2017';
}

function factorsOf(st: SystemType, version: Device['protocolVersion']): readonly DeviceFactor[] {
  return FACTORS[st].map(([pollutantCode, unit, codeOf2005]) => {
    const factor = { pollutantCode, unit, statistic: 'Rtd' as const };
    return version === '2005' ? { ...factor, wireCode: codeOf2005 } : factor;
  });
}

function deviceOf(point: MonitorPoint, index: number): Device {
  const st = systemTypeOf(point);
  const mn = DISTRICT_CODE + st + padded(index + 1, 16);
  return {
    id: seedId('device', mn),
    mn,
    monitorPointId: point.id,
    st,
    password: String(100001 + index),
    crcOrder: MODBUS_ORDER.includes(index) ? 'MODBUS' : 'STANDARD',
    protocolVersion: versionAt(index),
    factors: factorsOf(st, versionAt(index)),
  };
}

/** One device for each monitor point, in their order. The first watches waste water by HJ 212-2017, CRC by the standard. */
export const devices: readonly Device[] = sealed(monitorPoints.map(deviceOf));
