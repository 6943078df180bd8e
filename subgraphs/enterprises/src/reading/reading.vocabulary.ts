import { registerEnumType } from 'type-graphql';

export enum ReadingInterval {
  REAL_TIME = 'REAL_TIME',
  MINUTE = 'MINUTE',
  HOUR = 'HOUR',
  DAY = 'DAY',
}
registerEnumType(ReadingInterval, {
  name: 'ReadingInterval',
  description: 'The time a reading stands for (数据类型), by the command that carried it. HJ 212.',
  valuesConfig: {
    REAL_TIME: { description: 'An instant (实时数据), CN 2011.' },
    MINUTE: { description: 'Some minutes (分钟数据), CN 2051.' },
    HOUR: { description: 'An hour (小时数据), CN 2061.' },
    DAY: { description: 'A day (日数据), CN 2031.' },
  },
});

/** The values are the fields of the wire; `Zs` marks what the device converted to the reference oxygen content. */
export enum ReadingStatistic {
  REAL_TIME = 'Rtd',
  AVERAGE = 'Avg',
  MINIMUM = 'Min',
  MAXIMUM = 'Max',
  TOTAL = 'Cou',
  CONVERTED_REAL_TIME = 'ZsRtd',
  CONVERTED_AVERAGE = 'ZsAvg',
  CONVERTED_MINIMUM = 'ZsMin',
  CONVERTED_MAXIMUM = 'ZsMax',
  CONVERTED_TOTAL = 'ZsCou',
}
registerEnumType(ReadingStatistic, {
  name: 'ReadingStatistic',
  description: 'The statistics of an interval (统计量). HJ 212-2017.',
  valuesConfig: {
    REAL_TIME: { description: 'The value of the instant (实时值), Rtd.' },
    AVERAGE: { description: 'The mean (平均值), Avg.' },
    MINIMUM: { description: 'The least value (最小值), Min.' },
    MAXIMUM: { description: 'The greatest value (最大值), Max.' },
    TOTAL: { description: 'The sum over the interval (累计值), Cou.' },
    CONVERTED_REAL_TIME: {
      description: 'Value of the instant at the reference oxygen content (折算实时值), ZsRtd.',
    },
    CONVERTED_AVERAGE: { description: 'Mean at the reference oxygen content (折算平均值), ZsAvg.' },
    CONVERTED_MINIMUM: { description: 'Least value at the reference oxygen content (折算最小值), ZsMin.' },
    CONVERTED_MAXIMUM: { description: 'Greatest value at the reference oxygen content (折算最大值), ZsMax.' },
    CONVERTED_TOTAL: { description: 'Sum at the reference oxygen content (折算累计值), ZsCou.' },
  },
});

/** The values are the letters of the wire. */
export enum DataFlag {
  NORMAL = 'N',
  STOPPED = 'F',
  MAINTENANCE = 'M',
  MANUAL = 'S',
  FAULT = 'D',
  CALIBRATION = 'C',
  OVER_RANGE = 'T',
  COMMUNICATION_FAULT = 'B',
}
registerEnumType(DataFlag, {
  name: 'DataFlag',
  description: 'The data flag of a value (数据标记). HJ 212-2017. Only NORMAL may raise an exceedance.',
  valuesConfig: {
    NORMAL: { description: 'N: measured in normal running (正常).' },
    STOPPED: { description: 'F: the source or the instrument stands still (停运).' },
    MAINTENANCE: { description: 'M: under maintenance (维护).' },
    MANUAL: { description: 'S: entered by hand (手工输入).' },
    FAULT: { description: 'D: the instrument is faulty (故障).' },
    CALIBRATION: { description: 'C: being calibrated (校准).' },
    OVER_RANGE: { description: 'T: beyond the measuring range (超量程).' },
    COMMUNICATION_FAULT: { description: 'B: communication with the instrument failed (通讯异常).' },
  },
});
