import type { Edition } from '@ecogrid/hj212';
import { vocabulary } from '@ecogrid/subgraph';

export const CrcOrder = vocabulary(
  'CrcOrder',
  'How a device computes its CRC (CRC 校验方式): a setting, never guessed.',
  {
    STANDARD: 'As HJ 212 prescribes: "123456789" gives 2F80.',
    MODBUS: 'CRC-16/MODBUS, as some field devices send: "123456789" gives 4B37.',
  },
);
export type CrcOrder = keyof typeof CrcOrder;

/** The values are the years of the editions. */
export const ProtocolVersion = vocabulary('ProtocolVersion', 'The editions of HJ 212 (协议版本).', {
  HJ_212_2005: { value: '2005', means: 'HJ/T 212-2005 (二〇〇五版).' },
  HJ_212_2017: { value: '2017', means: 'HJ 212-2017 (二〇一七版).' },
  HJ_212_2025: { value: '2025', means: 'HJ 212-2025 (二〇二五版).' },
} as const satisfies Readonly<Record<string, { readonly value: Edition; readonly means: string }>>);
export type ProtocolVersion = (typeof ProtocolVersion)[keyof typeof ProtocolVersion];

/** The values are the codes of the wire. The code of the interaction, 91, is of packets and of no device. */
export const SystemType = vocabulary(
  'SystemType',
  'The system codes ST of devices (系统编码). HJ 212-2017, table 5.',
  {
    SURFACE_WATER: { value: '21', means: '21: quality of surface water (地表水质量监测).' },
    AMBIENT_AIR: { value: '22', means: '22: quality of the air (空气质量监测).' },
    AMBIENT_NOISE: { value: '23', means: '23: noise in the environment (声环境质量监测).' },
    GROUNDWATER: { value: '24', means: '24: quality of groundwater (地下水质量监测).' },
    SOIL: { value: '25', means: '25: quality of the soil (土壤质量监测).' },
    SEAWATER: { value: '26', means: '26: quality of seawater (海水质量监测).' },
    VOLATILE_ORGANICS: { value: '27', means: '27: volatile organic compounds (挥发性有机物监测).' },
    AIR_SOURCE: { value: '31', means: '31: a source that pollutes the air (大气环境污染源).' },
    WATER_SOURCE: { value: '32', means: '32: a source that pollutes surface water (地表水体环境污染源).' },
    GROUNDWATER_SOURCE: {
      value: '33',
      means: '33: a source that pollutes groundwater (地下水体环境污染源).',
    },
    MARINE_SOURCE: { value: '34', means: '34: a source that pollutes the sea (海洋环境污染源).' },
    SOIL_SOURCE: { value: '35', means: '35: a source that pollutes the soil (土壤环境污染源).' },
    NOISE_SOURCE: { value: '36', means: '36: a source of noise (声环境污染源).' },
    VIBRATION_SOURCE: { value: '37', means: '37: a source of vibration (振动环境污染源).' },
    RADIATION_SOURCE: { value: '38', means: '38: a source of radiation (放射性环境污染源).' },
    SITE_DUST: { value: '39', means: '39: dust of a construction site (工地扬尘污染源).' },
    ELECTROMAGNETIC_SOURCE: { value: '41', means: '41: an electromagnetic source (电磁环境污染源).' },
    FLUE_GAS_PROCESS: { value: '51', means: '51: the process that discharges flue gas (烟气排放过程监控).' },
    SEWAGE_PROCESS: { value: '52', means: '52: the process that discharges sewage (污水排放过程监控).' },
  },
);
export type SystemType = (typeof SystemType)[keyof typeof SystemType];
