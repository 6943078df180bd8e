import { vocabulary } from '@ecogrid/subgraph';

export const ImportKind = vocabulary(
  'ImportKind',
  'The kinds of rows that can be imported and exported (导入类别).',
  {
    ENTERPRISES: 'Enterprises (企业), by their credit code.',
    OBJECTS: 'Other supervised objects (其他监管对象), by kind, street and name.',
    OUTLETS: 'Outlets (排放口), by the credit code of their enterprise and their code.',
    CAMERAS: 'Cameras (视频监控), by their device code.',
    MONITOR_POINTS: 'Monitor points (监测点位), by their code.',
    DEVICES: 'Devices that speak HJ 212 (数采仪), by their MN.',
    LIMIT_RULES: 'Versions of limits (限值), by outlet or medium, factor, mean and first day.',
    GRIDS: 'Grids with their land (网格), by their code.',
    ORGANIZATIONS: 'Organizations (机构), by their code.',
    PEOPLE: 'People (人员), by their personnel number.',
    APPOINTMENTS: 'Appointments (任职), by person, role, grid, enterprise and first day.',
    ASSETS: 'Terminals and vehicles (装备), by their inventory code.',
  },
);
export type ImportKind = keyof typeof ImportKind;

export const TableFormat = vocabulary('TableFormat', 'The forms of a table (表格格式).', {
  CSV: 'Text separated by commas, UTF-8 or GB 18030.',
  XLSX: 'A workbook; its first sheet is read.',
  GEOJSON: 'A collection of features (RFC 7946), of grids alone.',
});
export type TableFormat = keyof typeof TableFormat;

export const ImportMode = vocabulary(
  'ImportMode',
  'Whether a row with a fault keeps the others out (导入方式).',
  {
    ALL_OR_NOTHING: 'Nothing when a row has a fault (全部或不导入).',
    VALID_ROWS: 'The rows without a fault (仅导入有效行).',
  },
);
export type ImportMode = keyof typeof ImportMode;

export const ImportAction = vocabulary('ImportAction', 'The changes of an import (导入变化).', {
  CHECK: 'A dry run begins (试导入).',
  RUN: 'An import begins (导入).',
  UNDO: 'An undoing begins (撤销).',
  ADVANCE: 'Further rows are worked through (推进).',
  END: 'It has come to an end (结束).',
});
export type ImportAction = keyof typeof ImportAction;

export const ImportState = vocabulary('ImportState', 'The states of an import (导入状态).', {
  EXPECTED: 'Its file is not uploaded yet (待上传).',
  UPLOADED: 'Its file is there (已上传).',
  CHECKING: 'Its rows are checked (检查中).',
  CHECKED: 'A dry run has ended; nothing is written (已检查).',
  IMPORTING: 'Its rows are written (导入中).',
  IMPORTED: 'Its rows are written (已导入).',
  REFUSED: 'Nothing is written because of its faults (已拒绝).',
  UNDOING: 'The rows that it wrote are taken back (撤销中).',
  UNDONE: 'The rows that it wrote are taken back (已撤销).',
});
export type ImportState = keyof typeof ImportState;
