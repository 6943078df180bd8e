import { EcoGridError, type Problem } from '@ecogrid/errors';
import type { SupervisedObjectKind } from '@ecogrid/subgraph';
import { searchTextOf, type RegisterField, type SupervisedObject } from '../supervised-object/index.ts';
import { hasCheckDigit, isCreditCode } from './credit-code.rule.ts';
import type { Difference } from './register-change.entity.ts';
import type { ObjectAttributesInput } from './register.input.ts';

/** As a change keeps it: JSON, only the fields that were given. */
export type ObjectAttributes = Partial<
  Pick<
    SupervisedObject,
    | 'kind'
    | 'name'
    | 'nameEn'
    | 'status'
    | 'divisionCode'
    | 'address'
    | 'longitude'
    | 'latitude'
    | 'isPriority'
    | 'phone'
    | 'contactName'
    | 'creditCode'
    | 'industryCode'
    | 'industryName'
    | 'isScatteredPolluter'
    | 'hazardousWasteRole'
    | 'permitNumber'
    | 'permitFrom'
    | 'permitTo'
  >
> & { readonly creditCodeOverrideReason?: string };

const ENTERPRISE_ONLY = [
  'creditCode',
  'creditCodeOverrideReason',
  'industryCode',
  'industryName',
  'isScatteredPolluter',
  'hazardousWasteRole',
  'permit',
] as const;
const REQUIRED = ['name', 'divisionCode', 'address', 'position'] as const;
const REQUIRED_OF_ENTERPRISE = ['creditCode', 'industryCode', 'industryName'] as const;
const FIXED = ['creditCode', 'creditCodeOverrideReason'] as const;
const CLEARABLE: readonly Named[] = ['nameEn', 'phone', 'contactName', 'hazardousWasteRole', 'permit'];

type Named = keyof ObjectAttributesInput;

/**
 * The attributes that an input gives: null clears a field in a change, and says nothing of a new object.
 * @throws EcoGridError INPUT_INVALID naming every fault.
 */
export function attributesOf(
  given: ObjectAttributesInput,
  kind: SupervisedObjectKind,
  isNew: boolean,
): ObjectAttributes {
  const required: readonly Named[] = [...REQUIRED, ...(kind === 'ENTERPRISE' ? REQUIRED_OF_ENTERPRISE : [])];
  const refused = [...(kind === 'ENTERPRISE' ? [] : ENTERPRISE_ONLY), ...(isNew ? [] : FIXED)];
  const forbidden: readonly Named[] = [...new Set(refused)];
  const names = Object.keys(given) as Named[];
  const cleared = isNew ? [] : names.filter((name) => given[name] === null);
  const isGiven = (name: Named): boolean => (given[name] ?? null) !== null || cleared.includes(name);
  const problems: Problem[] = [
    ...(isNew ? required.filter((name) => !isGiven(name)) : []).map((name) => fault(name, 'required')),
    ...forbidden.filter(isGiven).map((name) => fault(name, 'forbidden')),
    ...cleared
      .filter((name) => ![...CLEARABLE, ...forbidden].includes(name))
      .map((name) => fault(name, 'required')),
    ...faultsOfCode(given),
    ...faultsOfPermit(given),
  ];
  if (!isNew && !names.some(isGiven)) problems.push({ path: 'input.attributes', problem: 'required' });
  if (problems.length > 0) throw new EcoGridError('INPUT_INVALID', { problems });
  return kept(given, isNew);
}

function fault(name: string, problem: Problem['problem']): Problem {
  return { path: `input.attributes.${name}`, problem };
}

function faultsOfCode({ creditCode, creditCodeOverrideReason }: ObjectAttributesInput): Problem[] {
  if (!creditCode) return [];
  if (!isCreditCode(creditCode)) return [fault('creditCode', 'creditCode')];
  return hasCheckDigit(creditCode) || creditCodeOverrideReason ? [] : [fault('creditCode', 'checkDigit')];
}

function faultsOfPermit({ permit }: ObjectAttributesInput): Problem[] {
  const { from, to } = permit ?? {};
  if (!from || !to || from < to) return [];
  return [{ path: 'input.attributes.permit.from, input.attributes.permit.to', problem: 'ordered' }];
}

function kept({ position, permit, ...given }: ObjectAttributesInput, isNew: boolean): ObjectAttributes {
  // A field that the request does not name is undefined.
  const flat: Readonly<Record<string, unknown>> = {
    ...given,
    ...(position && { longitude: position.longitude, latitude: position.latitude }),
    ...(permit && {
      permitNumber: permit.number,
      permitFrom: permit.from ?? null,
      permitTo: permit.to ?? null,
    }),
    ...(permit === null && { permitNumber: null, permitFrom: null, permitTo: null }),
  };
  const entries = Object.entries(flat).filter(
    ([, value]) => value !== undefined && !(isNew && value === null),
  );
  return Object.fromEntries(entries);
}

type Columns = Omit<
  SupervisedObject,
  'id' | 'version' | 'gridCode' | 'searchText' | 'kind' | 'creditCodeOverride'
>;

const UNREGISTERED: Columns = {
  name: '',
  nameEn: null,
  status: 'ACTIVE',
  divisionCode: '',
  address: '',
  longitude: 0,
  latitude: 0,
  isPriority: false,
  phone: null,
  contactName: null,
  creditCode: null,
  industryCode: null,
  industryName: null,
  isScatteredPolluter: false,
  hazardousWasteRole: null,
  permitNumber: null,
  permitFrom: null,
  permitTo: null,
};

interface Applying {
  readonly id: string;
  readonly kind: SupervisedObjectKind;
  readonly gridCode: string | null;
  readonly acceptedBy: string | null;
  readonly at: Date;
}

/** The row of an object with the attributes of a change. */
export function withAttributes(
  before: SupervisedObject | null,
  { creditCodeOverrideReason: reason, ...attributes }: ObjectAttributes,
  { id, kind, gridCode, acceptedBy, at }: Applying,
): SupervisedObject {
  const row = { ...UNREGISTERED, creditCodeOverride: null, ...before, ...attributes };
  const isOverridden = reason !== undefined && row.creditCode !== null && !hasCheckDigit(row.creditCode);
  return {
    ...row,
    id,
    kind,
    gridCode,
    version: (before?.version ?? 0) + 1,
    creditCodeOverride: isOverridden
      ? { reason, acceptedBy, acceptedAt: at.toISOString() }
      : (before?.creditCodeOverride ?? null),
    searchText: searchTextOf(row),
  };
}

const SHOWN: ReadonlyArray<readonly [RegisterField, (row: SupervisedObject) => string | null]> = [
  ['NAME', ({ name }) => name],
  ['NAME_EN', ({ nameEn }) => nameEn],
  ['STATUS', ({ status }) => status],
  ['DIVISION', ({ divisionCode }) => divisionCode],
  ['ADDRESS', ({ address }) => address],
  ['POSITION', ({ longitude, latitude }) => `${longitude}, ${latitude}`],
  ['GRID', ({ gridCode }) => gridCode],
  ['PRIORITY', ({ isPriority }) => String(isPriority)],
  ['PHONE', ({ phone }) => phone],
  ['CONTACT', ({ contactName }) => contactName],
  ['CREDIT_CODE', ({ creditCode }) => creditCode],
  ['INDUSTRY', ({ industryCode, industryName }) => industryCode && `${industryCode} ${industryName ?? ''}`],
  ['SCATTERED_POLLUTER', ({ isScatteredPolluter }) => String(isScatteredPolluter)],
  ['HAZARDOUS_WASTE_ROLE', ({ hazardousWasteRole }) => hazardousWasteRole],
  [
    'PERMIT',
    ({ permitNumber, permitFrom, permitTo }) =>
      permitNumber && `${permitNumber} ${permitFrom ?? '-'} / ${permitTo ?? '-'}`,
  ],
];

/** The fields in which two rows differ. */
export function differencesOf(before: SupervisedObject | null, after: SupervisedObject): Difference[] {
  return SHOWN.map(([field, shown]) => ({
    field,
    before: before && shown(before),
    after: shown(after),
  })).filter((each) => each.before !== each.after);
}
