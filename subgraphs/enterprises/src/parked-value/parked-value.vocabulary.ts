import { vocabulary } from '@ecogrid/subgraph';

export const PARKED_WORDS = {
  UNMAPPED: 'The device has no factor with this code (监测因子未配置).',
  CLOCK_WRONG:
    "DataTime is too far from the time of its arrival: the device's clock is wrong (数据时间异常).",
  CROWDED:
    'A packet for a DataTime that has as many measurements of the device as are kept, which are 60 (同一时间数据过多).',
  EMPTY: 'The device sent no value (空值).',
  UNREADABLE: 'The value is no decimal (数值无法识别), such as `--`.',
  REPEATED: 'A second value of one statistic of one factor in one packet (同包重复).',
  OTHER: 'No value of a factor (其他字段), such as RestartTime.',
  MALFORMED: 'No pair of key and value (格式错误).',
} as const;

export const ParkedKind = vocabulary(
  'ParkedKind',
  'Why a pair of a packet is no reading (未入库原因). Each is kept as it came.',
  PARKED_WORDS,
);
export type ParkedKind = keyof typeof ParkedKind;
