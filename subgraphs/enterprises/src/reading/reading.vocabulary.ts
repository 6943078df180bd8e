import { vocabulary } from '@ecogrid/subgraph';

export const ReadingInterval = vocabulary(
  'ReadingInterval',
  'The time a reading stands for (数据类型), by the command that carried it. HJ 212.',
  {
    REAL_TIME: 'An instant (实时数据), CN 2011.',
    MINUTE: 'Some minutes (分钟数据), CN 2051.',
    HOUR: 'An hour (小时数据), CN 2061.',
    DAY: 'A day (日数据), CN 2031.',
  },
);
export type ReadingInterval = keyof typeof ReadingInterval;

/**
 * The values are the fields of the wire; `Zs` marks values that the device converted to the reference oxygen content.
 */
export const ReadingStatistic = vocabulary(
  'ReadingStatistic',
  'The statistics of an interval (统计量). HJ 212-2017.',
  {
    REAL_TIME: { value: 'Rtd', means: 'The value of the instant (实时值), Rtd.' },
    AVERAGE: { value: 'Avg', means: 'The mean (平均值), Avg.' },
    MINIMUM: { value: 'Min', means: 'The least value (最小值), Min.' },
    MAXIMUM: { value: 'Max', means: 'The greatest value (最大值), Max.' },
    TOTAL: { value: 'Cou', means: 'The sum over the interval (累计值), Cou.' },
    CONVERTED_REAL_TIME: {
      value: 'ZsRtd',
      means: 'Value of the instant at the reference oxygen content (折算实时值), ZsRtd.',
    },
    CONVERTED_AVERAGE: { value: 'ZsAvg', means: 'Mean at the reference oxygen content (折算平均值), ZsAvg.' },
    CONVERTED_MINIMUM: {
      value: 'ZsMin',
      means: 'Least value at the reference oxygen content (折算最小值), ZsMin.',
    },
    CONVERTED_MAXIMUM: {
      value: 'ZsMax',
      means: 'Greatest value at the reference oxygen content (折算最大值), ZsMax.',
    },
    CONVERTED_TOTAL: { value: 'ZsCou', means: 'Sum at the reference oxygen content (折算累计值), ZsCou.' },
  },
);
export type ReadingStatistic = (typeof ReadingStatistic)[keyof typeof ReadingStatistic];

/** The values are the letters of the wire. */
export const DataFlag = vocabulary(
  'DataFlag',
  'The data flag of a value (数据标记). HJ 212-2017. Only NORMAL may raise an exceedance.',
  {
    NORMAL: { value: 'N', means: 'N: measured in normal running (正常).' },
    STOPPED: { value: 'F', means: 'F: the source or the instrument stands still (停运).' },
    MAINTENANCE: { value: 'M', means: 'M: under maintenance (维护).' },
    MANUAL: { value: 'S', means: 'S: entered by hand (手工输入).' },
    FAULT: { value: 'D', means: 'D: the instrument is faulty (故障).' },
    CALIBRATION: { value: 'C', means: 'C: being calibrated (校准).' },
    OVER_RANGE: { value: 'T', means: 'T: beyond the measuring range (超量程).' },
    COMMUNICATION_FAULT: { value: 'B', means: 'B: communication with the instrument failed (通讯异常).' },
  },
);
export type DataFlag = (typeof DataFlag)[keyof typeof DataFlag];
