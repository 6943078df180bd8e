import { describe, expect, it, jest } from '@jest/globals';
import * as district from './index.ts';

const {
  appointments,
  assetIssues,
  assets,
  attendances,
  cameras,
  devices,
  divisions,
  enterprises,
  grids,
  limitRules,
  monitorPoints,
  organizations,
  outlets,
  people,
  supervisedObjects,
  trainingSessions,
} = district;

type Table = readonly { readonly id: string }[];

const tables = Object.entries<unknown>({ ...district }).filter((entry): entry is [string, Table] =>
  Array.isArray(entry[1]),
);

/** Values that no record of the target has; null references nothing. */
function dangling(
  values: readonly (string | null)[],
  targets: readonly string[],
): readonly (string | null)[] {
  return values.filter((value) => value !== null && !targets.includes(value));
}

const codesOf = (records: readonly { readonly code: string }[]) => records.map((one) => one.code);
const idsOf = (records: readonly { readonly id: string }[]) => records.map((one) => one.id);
const organizationCodes = codesOf(organizations);
const objects = [...enterprises, ...supervisedObjects];
const creditCodes = enterprises.map((one) => one.creditCode);
const numbers = people.map((one) => one.number);

describe('every table', () => {
  it('is exported: 18 of them', () => {
    expect(tables).toHaveLength(18);
  });

  it('has ids that are UUIDv7, and no id occurs twice anywhere', () => {
    const ids = tables.flatMap(([, records]) => idsOf(records));
    expect(
      ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is frozen to the last value', () => {
    const thawed = (value: unknown): boolean =>
      typeof value === 'object' &&
      value !== null &&
      (!Object.isFrozen(value) || Object.values(value).some(thawed));
    expect(tables.filter(([, records]) => thawed(records)).map(([name]) => name)).toEqual([]);
  });

  it('is the same when the module is evaluated again', async () => {
    jest.resetModules();
    const again = await import('./index.ts');
    expect(again.divisions).not.toBe(divisions);
    expect(JSON.stringify(again)).toBe(JSON.stringify(district));
  });
});

describe('natural keys', () => {
  it.each([
    ['division codes', codesOf(divisions)],
    ['grid codes', codesOf(grids)],
    ['organization codes', organizationCodes],
    ['organization e-mails', organizations.map((one) => one.email)],
    ['person numbers', numbers],
    ['person names', people.map((one) => one.name)],
    ['phones', [...people, ...organizations, ...objects].flatMap(({ phone }) => phone ?? [])],
    ['asset codes', codesOf(assets)],
    ['credit codes', creditCodes],
    ['object names', objects.map((one) => one.name)],
    ['camera codes', codesOf(cameras)],
    ['outlet codes within the enterprise', outlets.map((one) => one.enterpriseCreditCode + one.code)],
    ['monitor point codes', codesOf(monitorPoints)],
    ['device identifiers', devices.map((one) => one.mn)],
    ['limits', limitRules.map((one) => `${one.outletId} ${one.pollutantCode}`)],
    ['attendances', attendances.map((one) => one.sessionCode + one.personNumber)],
  ])('are unique: %s', (_, keys) => {
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('references', () => {
  it.each([
    ['division parents', divisions.map((one) => one.parentCode), codesOf(divisions)],
    ['grid parents', grids.map((one) => one.parentCode), codesOf(grids)],
    ['grid divisions', grids.map((one) => one.divisionCode), codesOf(divisions)],
    ['responsible organizations', grids.map((one) => one.responsibleOrganizationCode), organizationCodes],
    ['organization parents', organizations.map((one) => one.parentCode), organizationCodes],
    ['organization divisions', organizations.map((one) => one.divisionCode), codesOf(divisions)],
    ['people’s organizations', people.map((one) => one.organizationCode), organizationCodes],
    ['appointed people', appointments.map((one) => one.personNumber), numbers],
    ['appointment organizations', appointments.map((one) => one.organizationCode), organizationCodes],
    ['appointment grids', appointments.map((one) => one.gridCode), codesOf(grids)],
    ['appointment enterprises', appointments.map((one) => one.enterpriseCreditCode), creditCodes],
    ['issued assets', assetIssues.map((one) => one.assetCode), codesOf(assets)],
    ['asset holders', assetIssues.map((one) => one.holderNumber), numbers],
    ['object divisions', objects.map((one) => one.divisionCode), codesOf(divisions)],
    ['overrides’ authors', enterprises.map((one) => one.creditCodeOverride?.by ?? null), numbers],
    ['cameras’ enterprises', cameras.map((one) => one.enterpriseCreditCode), creditCodes],
    ['outlets’ enterprises', outlets.map((one) => one.enterpriseCreditCode), creditCodes],
    ['points’ outlets', monitorPoints.map((one) => one.outletId), idsOf(outlets)],
    ['limits’ outlets', limitRules.map((one) => one.outletId), idsOf(outlets)],
    ['attended sessions', attendances.map((one) => one.sessionCode), codesOf(trainingSessions)],
    ['trainees', attendances.map((one) => one.personNumber), numbers],
  ])('resolve: %s', (_, values, targets) => {
    expect(dangling(values, targets)).toEqual([]);
  });

  it('give every person an appointment in the person’s own organization', () => {
    const appointed = appointments.map((one) => `${one.personNumber} ${one.organizationCode}`);
    expect(new Set(appointed)).toEqual(new Set(people.map((one) => `${one.number} ${one.organizationCode}`)));
  });

  it('let the code of a grid begin with its parent’s and with its division’s', () => {
    grids.forEach((one) => expect(one.code.startsWith(one.parentCode ?? one.divisionCode)).toBe(true));
    grids.forEach((one) => expect(one.code.startsWith(one.divisionCode)).toBe(true));
  });
});

describe('codes and values', () => {
  it('fail the check digit on exactly one enterprise, which records the reason', () => {
    const failing = enterprises.filter(
      (one) => district.creditCodeWithCheckDigit(one.creditCode.slice(0, 17)) !== one.creditCode,
    );
    expect(failing).toHaveLength(1);
    expect(enterprises.filter((one) => one.creditCodeOverride !== null)).toEqual(failing);
  });

  it.each([
    ['credit codes', creditCodes, /^91370871M[0-9A-HJ-NP-RTUWXY]{9}$/],
    ['industries', enterprises.map((one) => one.industryCode), /^[A-T]\d{4}$/],
    ['enterprise names', enterprises.map((one) => one.name), /^示例/],
    ['cameras', codesOf(cameras), /^\d{20}$/],
    ['unit grids', codesOf(grids.filter((one) => one.level === 4)), /^37087100[1-5]00[1-5]001$/],
    ['device identifiers', devices.map((one) => one.mn), /^[0-9A-Z]{24}$/],
    ['device passwords', devices.map((one) => one.password), /^\d{6}$/],
    ['mobiles', people.map((one) => one.phone), /^154\d{8}$/],
    ['landlines', [...organizations, ...enterprises].map((one) => one.phone), /^0537-15\d{5}$/],
    [
      'e-mails',
      [...people, ...organizations].flatMap((one) => one.email ?? []),
      /^[a-z0-9-]+@ecogrid\.example$/,
    ],
  ])('have their form: %s', (_, values, form) => {
    expect(values.filter((value) => !form.test(value))).toEqual([]);
  });

  it('start the devices with a waste-water one of the plain kind, which the demonstration uses', () => {
    expect(devices[0]).toMatchObject({ st: '32', protocolVersion: '2017', crcOrder: 'STANDARD' });
    expect(devices[0]?.factors[0]).toEqual({ pollutantCode: 'w01018', unit: 'mg/L', statistic: 'Rtd' });
  });

  it('give devices of 2005 the codes of 2005, and no other device', () => {
    const withWireCodes = devices.filter((one) => one.factors.every((factor) => factor.wireCode));
    expect(withWireCodes).toEqual(devices.filter((one) => one.protocolVersion === '2005'));
  });

  it('bound every limit by plain decimals', () => {
    expect(limitRules.filter((one) => !/^\d+(\.\d+)?$/.test(one.upper))).toEqual([]);
  });

  it('score a test from 0 to 100 points, and no absent person', () => {
    const scored = attendances.filter((one) => one.scoreHundredths !== null);
    expect(scored.every((one) => one.attended)).toBe(true);
    expect(
      scored.every((one) => Number(one.scoreHundredths) >= 0 && Number(one.scoreHundredths) <= 10_000),
    ).toBe(true);
  });
});
