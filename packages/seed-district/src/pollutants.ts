import { seedId } from './identifiers.ts';
import { sealed } from './records.ts';

/** The medium of a pollutant, an outlet or a limit. */
export type Medium = 'WATER' | 'AIR';

/** A monitored factor 监测因子, coded as in HJ 525 / HJ 212-2017. */
export interface Pollutant {
  readonly id: string;
  /** HJ 212-2017 factor code, such as `w01018`. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly medium: Medium;
  /** The customary unit. A device may report another: its factor says so. Empty for pH, which has none. */
  readonly unit: string;
  /** Decimal places to show. */
  readonly decimals: number;
}

const rows: readonly Omit<Pollutant, 'id'>[] = [
  { code: 'w01001', nameZh: 'pH值', nameEn: 'pH', medium: 'WATER', unit: '', decimals: 2 },
  {
    code: 'w01018',
    nameZh: '化学需氧量',
    nameEn: 'Chemical oxygen demand',
    medium: 'WATER',
    unit: 'mg/L',
    decimals: 1,
  },
  { code: 'w21003', nameZh: '氨氮', nameEn: 'Ammonia nitrogen', medium: 'WATER', unit: 'mg/L', decimals: 2 },
  { code: 'w21011', nameZh: '总磷', nameEn: 'Total phosphorus', medium: 'WATER', unit: 'mg/L', decimals: 2 },
  { code: 'w21001', nameZh: '总氮', nameEn: 'Total nitrogen', medium: 'WATER', unit: 'mg/L', decimals: 2 },
  {
    code: 'w00000',
    nameZh: '污水流量',
    nameEn: 'Waste-water flow',
    medium: 'WATER',
    unit: 'L/s',
    decimals: 2,
  },
  {
    code: 'a21026',
    nameZh: '二氧化硫',
    nameEn: 'Sulphur dioxide',
    medium: 'AIR',
    unit: 'mg/m³',
    decimals: 1,
  },
  {
    code: 'a21002',
    nameZh: '氮氧化物',
    nameEn: 'Nitrogen oxides',
    medium: 'AIR',
    unit: 'mg/m³',
    decimals: 1,
  },
  { code: 'a34013', nameZh: '烟尘', nameEn: 'Soot', medium: 'AIR', unit: 'mg/m³', decimals: 1 },
  { code: 'a34002', nameZh: '可吸入颗粒物(PM10)', nameEn: 'PM10', medium: 'AIR', unit: 'µg/m³', decimals: 0 },
  { code: 'a34004', nameZh: '细颗粒物(PM2.5)', nameEn: 'PM2.5', medium: 'AIR', unit: 'µg/m³', decimals: 0 },
  { code: 'a19001', nameZh: '氧含量', nameEn: 'Oxygen', medium: 'AIR', unit: '%', decimals: 1 },
];

/** The twelve factors the seed's devices report. */
export const pollutants: readonly Pollutant[] = sealed(
  rows.map((row) => ({ id: seedId('pollutant', row.code), ...row })),
);
