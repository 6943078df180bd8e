import {
  choice,
  coded,
  column,
  day,
  flag,
  kindOfImport,
  line,
  type AnyKind,
  type Column,
  type FoundFault,
} from '@ecogrid/imports';
import { termsOf } from '@ecogrid/subgraph';
import { hasCheckDigit, isCreditCode } from '../register/index.ts';
import { HazardousWasteRole, maySeePhone, type SupervisedObject } from '../supervised-object/index.ts';
import {
  OBJECT_COLUMNS,
  ObjectRows,
  type ObjectFacts,
  type ObjectImportParts,
  type ObjectRow,
} from './object-rows.ts';

interface EnterpriseRow extends ObjectRow {
  readonly creditCode: string;
  readonly creditCodeOverrideReason?: string | null;
  readonly industryCode?: string | null;
  readonly industryName?: string | null;
  readonly isScatteredPolluter?: boolean | null;
  readonly hazardousWasteRole?: HazardousWasteRole | null;
  readonly permitNumber?: string | null;
  readonly permitFrom?: string | null;
  readonly permitTo?: string | null;
}

const CREDIT_CODE = {
  parse: (value: string) => (isCreditCode(value) ? { value } : { fault: { problem: 'creditCode' as const } }),
  show: String,
};

const COLUMNS: ReadonlyArray<Column<EnterpriseRow>> = [
  column('creditCode', CREDIT_CODE, {
    heading: '统一社会信用代码',
    headingEn: 'Unified social credit code, GB 32100',
    isRequired: true,
    example: '91370871MA0000000X',
  }),
  column('creditCodeOverrideReason', line(2, 500), {
    heading: '校验豁免原因',
    headingEn: 'Why a code that fails its check digit is accepted',
    example: '',
  }),
  ...(OBJECT_COLUMNS as ReadonlyArray<Column<EnterpriseRow>>),
  column('industryCode', coded(/^[A-T]\d{4}$/), {
    heading: '行业代码',
    headingEn: 'Industry code, GB/T 4754',
    example: 'C2614',
    isRequired: true,
  }),
  column('industryName', line(1, 80), {
    heading: '行业名称',
    headingEn: 'Industry',
    example: '有机化学原料制造',
    isRequired: true,
  }),
  column('isScatteredPolluter', flag, { heading: '散乱污', headingEn: 'Scattered polluter', example: '否' }),
  column('hazardousWasteRole', choice(termsOf(HazardousWasteRole)), {
    heading: '危险废物角色',
    headingEn: 'Part in hazardous waste',
    example: '产废单位',
  }),
  column('permitNumber', coded(/^[0-9A-Z]{18}\d{3}[A-Z]$/), {
    heading: '排污许可证编号',
    headingEn: 'Number of the pollutant permit, HJ 608',
    example: '',
  }),
  column('permitFrom', day, { heading: '许可证有效期起', headingEn: 'First day of the permit', example: '' }),
  column('permitTo', day, { heading: '许可证有效期止', headingEn: 'Last day of the permit', example: '' }),
];

/** Enterprises (企业), by their credit code. */
export function enterpriseImport(parts: ObjectImportParts): AnyKind {
  const rows = new ObjectRows<EnterpriseRow>(parts, () => 'ENTERPRISE');
  return kindOfImport<EnterpriseRow, ObjectFacts<EnterpriseRow>>({
    kind: 'ENTERPRISES',
    columns: COLUMNS,
    key: ['creditCode'],
    facts: async (some, isLocked) => {
      const codes = some.map(({ creditCode }) => creditCode);
      const stored = await parts.objectImports.byCodes(codes, isLocked);
      return rows.facts(some, stored, ({ creditCode }) => creditCode ?? '');
    },
    check: (row, facts) => [
      ...(rows.check(row, facts) as Array<FoundFault<EnterpriseRow>>),
      ...codeFaults(row, facts.found(row)[0]),
      ...permitFaults(row),
    ],
    write: (some, facts, writing) => rows.write(some, facts, writing),
    undo: (some, writing) => rows.undo(some, writing),
    page: async (actor, after, limit) => {
      const page = await parts.objectImports.page(actor, { isEnterprise: true, after, limit });
      return { ...page, rows: page.rows.map((object) => shownTo(maySeePhone(actor, object), object)) };
    },
  });
}

function codeFaults(
  { creditCode, creditCodeOverrideReason: reason }: EnterpriseRow,
  stored: SupervisedObject | undefined,
): Array<FoundFault<EnterpriseRow>> {
  const isAccepted = hasCheckDigit(creditCode) || Boolean(reason) || Boolean(stored?.creditCodeOverride);
  return isAccepted ? [] : [{ field: 'creditCode', problem: 'checkDigit' }];
}

function permitFaults({
  permitNumber,
  permitFrom,
  permitTo,
}: EnterpriseRow): Array<FoundFault<EnterpriseRow>> {
  if (permitNumber === null && (permitFrom || permitTo))
    return [{ field: 'permitNumber', problem: 'required' }];
  return permitFrom && permitTo && permitFrom >= permitTo ? [{ field: 'permitTo', problem: 'ordered' }] : [];
}

function shownTo(seesPhone: boolean, object: SupervisedObject): EnterpriseRow {
  return {
    ...object,
    ...(!seesPhone && { phone: null, contactName: null }),
    creditCode: object.creditCode ?? '',
    creditCodeOverrideReason: object.creditCodeOverride?.reason ?? null,
  };
}
