import { describe, expect, it } from '@jest/globals';
import * as district from './index.ts';

const {
  appointments,
  assetIssues,
  assets,
  attendances,
  campaigns,
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
  trainers,
  trainingSessions,
} = district;

/** How many records have each value of a property. */
function countBy<T>(
  records: readonly T[],
  property: (record: T) => unknown,
): Readonly<Record<string, number>> {
  return records.reduce<Record<string, number>>((counts, record) => {
    const value = String(property(record));
    return { ...counts, [value]: (counts[value] ?? 0) + 1 };
  }, {});
}

const distinct = (values: readonly unknown[]): number => new Set(values).size;

describe('the seed district has exactly', () => {
  it('one district with five streets of five communities', () => {
    expect(countBy(divisions, (one) => one.level)).toEqual({
      PROVINCE: 1,
      CITY: 1,
      DISTRICT: 1,
      STREET: 5,
      COMMUNITY: 25,
    });
  });

  it('one grid of level 2, five of level 3, five unit grids in each street', () => {
    expect(countBy(grids, (one) => one.level)).toEqual({ 2: 1, 3: 5, 4: 25 });
    expect(
      Object.values(
        countBy(
          grids.filter((one) => one.level === 4),
          (one) => one.parentCode,
        ),
      ),
    ).toEqual([5, 5, 5, 5, 5]);
  });

  it('one platform of level 2, five of level 3, and the organizations around them', () => {
    expect(countBy(organizations, (one) => `${one.kind} ${one.platformLevel}`)).toEqual({
      'SUPERIOR null': 2,
      'PLATFORM 2': 1,
      'PLATFORM 3': 5,
      'DEPARTMENT null': 8,
      'STREET_OFFICE null': 5,
      'POST_SUPERVISION null': 1,
      'ENTERPRISE_GROUP null': 1,
    });
  });

  it('145 people with 148 appointments, three operators being shift leaders too', () => {
    expect(people).toHaveLength(145);
    expect(countBy(appointments, (one) => one.role)).toEqual({
      OPERATOR: 9,
      SHIFT_LEADER: 3,
      GRID_HEAD: 5,
      GRID_MEMBER: 25,
      SUPERVISOR: 55,
      STREET_STAFF: 22,
      DEPARTMENT_STAFF: 16,
      POST_SUPERVISION: 3,
      CITY: 1,
      PROVINCE: 1,
      ASSESSOR: 2,
      ENTERPRISE_USER: 5,
      ADMINISTRATOR: 1,
    });
  });

  it('one head for each street grid and one member for each unit grid', () => {
    const held = (role: string) => appointments.filter((one) => one.role === role).map((one) => one.gridCode);
    const codes = (level: number) => grids.filter((one) => one.level === level).map((one) => one.code);
    expect(held('GRID_HEAD')).toEqual(codes(3));
    expect(held('GRID_MEMBER')).toEqual(codes(4));
  });

  it('11 supervisors for each street, in every unit grid, and street staff of 5, 5, 4, 4, 4', () => {
    const supervisors = appointments.filter((one) => one.role === 'SUPERVISOR');
    const staff = appointments.filter((one) => one.role === 'STREET_STAFF');
    expect(Object.values(countBy(supervisors, (one) => one.gridCode?.slice(0, 9)))).toEqual([
      11, 11, 11, 11, 11,
    ]);
    expect(distinct(supervisors.map((one) => one.gridCode))).toBe(25);
    expect(countBy(staff, (one) => one.gridCode)).toEqual({
      370871001: 5,
      370871002: 5,
      370871003: 4,
      370871004: 4,
      370871005: 4,
    });
  });

  it('25 terminals and 25 vehicles, one of each with every grid member', () => {
    const members = appointments.filter((one) => one.role === 'GRID_MEMBER').map((one) => one.personNumber);
    const holders = (prefix: string) =>
      assetIssues.filter((one) => one.assetCode.startsWith(prefix)).map((one) => one.holderNumber);
    expect(countBy(assets, (one) => one.kind)).toEqual({ TERMINAL: 25, PATROL_VEHICLE: 25 });
    expect(holders('TERMINAL')).toEqual(members);
    expect(holders('VEHICLE')).toEqual(members);
  });

  it('60 enterprises: 53 with video, 32 online-monitored, 36 with hazardous-waste video', () => {
    const watched = (purpose: string) =>
      distinct(cameras.filter((one) => one.purpose === purpose).map((one) => one.enterpriseCreditCode));
    expect(enterprises).toHaveLength(60);
    expect(watched('KEY_SOURCE')).toBe(53);
    expect(watched('HAZARDOUS_WASTE')).toBe(36);
    expect(cameras).toHaveLength(89);
    expect(distinct(outlets.map((one) => one.enterpriseCreditCode))).toBe(32);
    expect(enterprises.filter((one) => one.priority)).toHaveLength(32);
  });

  it('33 outlets, one enterprise having both media, and six ambient stations, each with one device', () => {
    expect(countBy(outlets, (one) => one.medium)).toEqual({ WATER: 20, AIR: 13 });
    expect(countBy(monitorPoints, (one) => one.kind)).toEqual({
      OUTLET: 33,
      AMBIENT_AIR: 4,
      SURFACE_WATER: 2,
    });
    expect(countBy(devices, (one) => one.st)).toEqual({ 32: 20, 31: 13, 22: 4, 21: 2 });
    expect(countBy(devices, (one) => one.crcOrder)).toEqual({ STANDARD: 37, MODBUS: 2 });
    expect(countBy(devices, (one) => one.protocolVersion)).toEqual({ 2017: 35, 2005: 2, 2025: 2 });
    expect(devices.map((one) => one.monitorPointId)).toEqual(monitorPoints.map((one) => one.id));
  });

  it('20 limit rules: a real-time COD rule for each water outlet', () => {
    const water = outlets.filter((one) => one.medium === 'WATER').map((one) => one.id);
    expect(countBy(limitRules, (one) => one.pollutantCode)).toEqual({ w01018: 20 });
    expect(limitRules.map((one) => one.outletId)).toEqual(water);
    expect(limitRules.every((one) => one.basisNote.includes('demonstration'))).toBe(true);
  });

  it('25 supervised objects that are no enterprise, of six kinds', () => {
    expect(countBy(supervisedObjects, (one) => one.kind)).toEqual({
      CONSTRUCTION_SITE: 5,
      BATCHING_PLANT: 3,
      COAL_YARD: 4,
      MATERIAL_YARD: 4,
      LIVESTOCK_FARM: 5,
      RIVER_REACH: 4,
    });
  });

  it('seven campaigns', () => {
    expect(distinct(campaigns.map((one) => one.type))).toBe(7);
    expect(campaigns).toHaveLength(7);
  });

  it('six trainings by four trainers on four topics, with 52 trainees who all attended one', () => {
    const trainees = (rows: typeof attendances) => distinct(rows.map((one) => one.personNumber));
    expect(trainingSessions).toHaveLength(6);
    expect(distinct(trainingSessions.map((one) => one.topic))).toBe(4);
    expect(distinct(trainingSessions.map((one) => one.trainerName))).toBe(trainers.length);
    expect(trainers).toHaveLength(4);
    expect([trainees(attendances), trainees(attendances.filter((one) => one.attended))]).toEqual([52, 52]);
    expect(attendances.some((one) => !one.attended)).toBe(true);
  });
});
