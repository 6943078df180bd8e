import type { Text } from './text.ts';

/** Faults of one value of an input, by the key that `details.problems[].problem` holds. */
export const problems = {
  arrayMaxSize: { en: 'must have at most {max} elements', zh: '最多 {max} 项' },
  arrayMinSize: { en: 'must have at least {min} elements', zh: '至少 {min} 项' },
  arrayUnique: { en: 'must not repeat an element', zh: '不得有重复项' },
  base: { en: 'must lie between floor and ceiling', zh: '基础分须在下限与上限之间' },
  beforeReport: { en: 'must not be before the report of {day}', zh: '不得早于 {day} 的上报' },
  boundOrder: { en: 'must be below the upper limit', zh: '须低于上限' },
  calendar: { en: 'is not a valid calendar: {quote}', zh: '日历无效,原文:“{quote}”' },
  changedSince: { en: 'is left: it has changed since the import', zh: '导入后已变更,予以保留' },
  checkDigit: {
    en: 'fails its check digit: correct it, or give creditCodeOverrideReason',
    zh: '校验位不符,请更正或填写校验豁免原因',
  },
  creditCode: {
    en: 'must have 18 characters: digits and capitals without I, O, S, V, Z',
    zh: '须为 18 位统一社会信用代码',
  },
  dayTwice: { en: 'names {day} twice', zh: '重复列出 {day}' },
  dayRange: { en: 'must be days, 1 to {max} in all', zh: '须为日期,共 1 至 {max} 天' },
  demanded: { en: 'is required by the channel {channelCode}', zh: '渠道 {channelCode} 要求填写' },
  exchanged: { en: 'has longitude and latitude in the wrong order', zh: '经度与纬度颠倒' },
  exactlyOne: { en: 'exactly one of them must be given', zh: '须且仅须填写其中一项' },
  expression: { en: 'is not a valid rule: {quote}', zh: '规则无效,原文:“{quote}”' },
  forbidden: { en: 'must not be given for this purpose', zh: '该用途不得填写' },
  headingTwice: { en: 'has the heading “{heading}” twice', zh: '表头“{heading}”重复' },
  headingsMissing: { en: 'lacks the headings {headings}', zh: '缺少表头:{headings}' },
  gridCode: { en: 'must be the code of a grid or of a community with grids', zh: '须为已有网格或社区的编码' },
  inTheFuture: { en: 'must not lie in the future', zh: '不得晚于当前时间' },
  isArea: {
    en: 'must be a Polygon or MultiPolygon in degrees, longitude first, whose rings are closed',
    zh: '须为面或多面,坐标为度、经度在前,各环首尾闭合',
  },
  isArray: { en: 'must be a list', zh: '须为列表' },
  isBoolean: { en: 'must be true or false', zh: '须为是或否' },
  isDateTime: {
    en: 'must be an instant with its offset, such as 2026-05-04T08:30:00Z',
    zh: '须为带时区的时刻,如“2026-05-04T08:30:00Z”',
  },
  isDay: { en: 'must be a day of the calendar, such as 2026-02-28', zh: '须为真实日期,如 2026-02-28' },
  isDecimal: {
    en: 'must be a decimal number as a string, such as -12.50',
    zh: '须为字符串形式的十进制数,如 -12.50',
  },
  isDate: { en: 'must be a date with time', zh: '须为日期时间' },
  isIn: { en: 'must be one of {values}', zh: '须为以下之一:{values}' },
  isInt: { en: 'must be an integer', zh: '须为整数' },
  isLength: { en: 'must have {min} to {max} characters', zh: '须为 {min} 至 {max} 个字符' },
  isLine: { en: 'must be one line', zh: '须为单行文本' },
  isText: {
    en: 'must be text without control characters, marks that change its direction, or unpaired surrogates',
    zh: '须为文本,且不含控制字符、改变文字方向的符号和残缺字符',
  },
  isUuid: { en: 'must be a UUID', zh: '须为 UUID' },
  isNumber: { en: 'must be a number, such as 117.25', zh: '须为数字,如 117.25' },
  keyTwice: { en: 'has the same key as row {first}', zh: '与第 {first} 行的业务主键重复' },
  leadAssists: { en: 'must not contain the lead organization', zh: '不得包含主办单位' },
  matches: { en: 'must match {pattern}', zh: '格式须符合 {pattern}' },
  max: { en: 'must be at most {max}', zh: '不得大于 {max}' },
  maxLength: { en: 'must have at most {max} characters', zh: '最多 {max} 个字符' },
  min: { en: 'must be at least {min}', zh: '不得小于 {min}' },
  manyAlike: { en: 'names several objects that are alike', zh: '对应多个相同的对象,无法确定' },
  month: { en: 'must be a month such as 2026-11', zh: '须为月份,如 2026-11' },
  nestedValidation: { en: 'must be an object', zh: '须为对象' },
  notCsv: { en: 'is not text separated by commas', zh: '不是以逗号分隔的文本' },
  notGeoJson: { en: 'is not a FeatureCollection of GeoJSON', zh: '不是有效的地理要素集合' },
  notWorkbook: { en: 'is not a workbook in XLSX form', zh: '不是有效的电子表格文件' },
  ordered: { en: 'must be days, the first before the second', zh: '须为日期,且前者早于后者' },
  daySpan: { en: 'must be days, the first not after the second', zh: '须为日期,且前者不晚于后者' },
  noHeading: { en: 'has no row of headings', zh: '没有表头' },
  namedByOthers: {
    en: 'is left: other rows or other parts of the system may name it',
    zh: '可能已被其他数据引用,予以保留',
  },
  notAbove: { en: 'must not lie below the organization itself', zh: '不得为本机构或其下级机构' },
  notChanged: { en: 'cannot be changed by an import', zh: '不能通过导入变更' },
  notKnown: { en: 'does not exist', zh: '不存在' },
  platformLevel: { en: 'is for a platform, and for it alone', zh: '平台须填写层级,其他机构不得填写' },
  placeOutside: { en: 'lies in no grid of the district', zh: '不在任何网格内' },
  range: {
    en: 'must lie after the beginning, by {days} days at most',
    zh: '须晚于起始时间,且间隔不超过 {days} 天',
  },
  required: { en: 'must be given', zh: '必须填写' },
  searchText: {
    en: 'must have two adjacent Chinese characters, or a word of letters or digits',
    zh: '须含相邻的两个汉字,或由字母、数字组成的词',
  },
  tooManyColumns: { en: 'has more than {max} columns', zh: '超过 {max} 列' },
  tooManyRows: { en: 'has more than {max} rows', zh: '超过 {max} 行' },
  tooOld: { en: 'must not be more than {days} days ago', zh: '不得早于 {days} 天前' },
  unknownHeading: { en: 'has the unknown heading “{heading}”', zh: '表头“{heading}”未知' },
  unpacksTooLarge: { en: 'unpacks to more than {max} bytes', zh: '解压后超过 {max} 字节' },
  unknown: { en: 'is not valid', zh: '无效' },
} as const satisfies Record<string, Text>;

export type ProblemKey = keyof typeof problems;

/** One fault of an input: the path of its field, the fault, and the values of the text's slots. */
export interface Problem {
  /** Such as `input.place.longitude`; several fields are separated by commas. */
  readonly path: string;
  readonly problem: ProblemKey;
  readonly [slot: string]: unknown;
}
