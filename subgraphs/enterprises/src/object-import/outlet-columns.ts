import { coded, column, type Column } from '@ecogrid/imports';

/** How a row names an outlet: both or neither. */
export interface OfOutlet {
  readonly enterpriseCode?: string | null;
  readonly outletCode?: string | null;
}

export const OUTLET_COLUMNS: ReadonlyArray<Column<OfOutlet>> = [
  column('enterpriseCode', coded(/^[0-9A-Z]{18}$/), {
    heading: '统一社会信用代码',
    headingEn: 'Credit code of the enterprise of the outlet',
    example: '91370871MA0000000X',
  }),
  column('outletCode', coded(/^[A-Z]{2}\d{3}$/), {
    heading: '排放口编号',
    headingEn: 'Code of the outlet',
    example: 'DW001',
  }),
];

/** Of an outlet, and of a row that names one. */
export function outletKey({ enterpriseCode, outletCode }: OfOutlet): string {
  return `${enterpriseCode ?? ''}\n${outletCode ?? ''}`;
}
