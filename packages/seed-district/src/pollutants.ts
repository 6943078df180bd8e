import { seedId } from './identifiers.ts';
import { sealed } from './records.ts';

/** The medium of a pollutant, an outlet or a limit. */
export type Medium = 'WATER' | 'AIR';

/** A monitored factor 监测因子, coded as in HJ 525 / HJ 212-2017. */
export interface Pollutant {
  readonly id: string;
  /** HJ 212-2017 factor code, such as `w01018`. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly medium: Medium;
  /** The customary unit. A device may report another: its factor says so. Empty for pH, which has none. */
  readonly unit: string;
  /** Decimal places to show. */
  readonly decimals: number;
}

const rows: readonly Omit<Pollutant, 'id'>[] = [
  { code: 'w01001', name: 'pH值', nameEn: 'pH', medium: 'WATER', unit: '', decimals: 2 },
  {
    code: 'w01018',
    name: '化学需氧量',
    nameEn: 'Chemical oxygen demand',
    medium: 'WATER',
    unit: 'mg/L',
    decimals: 1,
  },
  { code: 'w21003', name: '氨氮', nameEn: 'Ammonia nitrogen', medium: 'WATER', unit: 'mg/L', decimals: 2 },
  { code: 'w21011', name: '总磷', nameEn: 'Total phosphorus', medium: 'WATER', unit: 'mg/L', decimals: 2 },
  { code: 'w21001', name: '总氮', nameEn: 'Total nitrogen', medium: 'WATER', unit: 'mg/L', decimals: 2 },
  {
    code: 'w00000',
    name: '污水流量',
    nameEn: 'Waste-water flow',
    medium: 'WATER',
    unit: 'L/s',
    decimals: 2,
  },
  {
    code: 'a21026',
    name: '二氧化硫',
    nameEn: 'Sulphur dioxide',
    medium: 'AIR',
    unit: 'mg/m³',
    decimals: 1,
  },
  {
    code: 'a21002',
    name: '氮氧化物',
    nameEn: 'Nitrogen oxides',
    medium: 'AIR',
    unit: 'mg/m³',
    decimals: 1,
  },
  { code: 'a34013', name: '烟尘', nameEn: 'Soot', medium: 'AIR', unit: 'mg/m³', decimals: 1 },
  { code: 'a34002', name: '可吸入颗粒物(PM10)', nameEn: 'PM10', medium: 'AIR', unit: 'µg/m³', decimals: 0 },
  { code: 'a34004', name: '细颗粒物(PM2.5)', nameEn: 'PM2.5', medium: 'AIR', unit: 'µg/m³', decimals: 0 },
  { code: 'a19001', name: '氧含量', nameEn: 'Oxygen', medium: 'AIR', unit: '%', decimals: 1 },
];

/** The twelve factors the seed's devices report. */
export const pollutants: readonly Pollutant[] = sealed(
  rows.map((row) => ({ id: seedId('pollutant', row.code), ...row })),
);
