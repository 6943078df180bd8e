import { communities, streets } from './divisions.ts';
import { pointInside } from './geometry.ts';
import { unitGrids } from './grids.ts';
import { seedId } from './identifiers.ts';
import { itemAt, padded, range, sealed, unassignedLandline } from './records.ts';

export type ObjectKind =
  'CONSTRUCTION_SITE' | 'BATCHING_PLANT' | 'COAL_YARD' | 'MATERIAL_YARD' | 'LIVESTOCK_FARM' | 'RIVER_REACH';

/** A supervised object that is no enterprise 监管对象. All of them are invented: every name begins with 示例. */
export interface SupervisedObject {
  readonly id: string;
  readonly kind: ObjectKind;
  readonly name: string;
  readonly nameEn: string;
  /** The street's nine digits. */
  readonly divisionCode: string;
  readonly address: string;
  /** WGS-84 degrees, inside a unit grid of the street. */
  readonly longitude: number;
  readonly latitude: number;
  readonly priority: boolean;
  /** Null for a reach of a river. */
  readonly phone: string | null;
}

type Row = readonly [kind: ObjectKind, count: number, name: string, nameEn: string];

/** docs/domain.md rows 32 and 45. */
const ROWS: readonly Row[] = [
  ['CONSTRUCTION_SITE', 5, '建筑工地', 'Construction Site'],
  ['BATCHING_PLANT', 3, '商混站', 'Batching Plant'],
  ['COAL_YARD', 4, '煤场', 'Coal Yard'],
  ['MATERIAL_YARD', 4, '堆场', 'Material Yard'],
  ['LIVESTOCK_FARM', 5, '养殖场', 'Livestock Farm'],
  ['RIVER_REACH', 4, '河段', 'River Reach'],
];

const drafts = ROWS.flatMap(([kind, count, name, nameEn]) =>
  range(count).map((index) => ({
    kind,
    name: `示例${padded(index + 1, 2)}号${name}`,
    nameEn: `Example ${nameEn} ${index + 1}`,
  })),
);

/** They go round the streets, in the third corner of its unit grids. */
export const supervisedObjects: readonly SupervisedObject[] = sealed(
  drafts.map((draft, index) => {
    const street = itemAt(streets, index % streets.length);
    const within = (index % streets.length) * 5 + (Math.floor(index / streets.length) % 5);
    const [longitude, latitude] = pointInside(itemAt(unitGrids, within).polygon, 3, 0.3);
    return {
      id: seedId('supervised-object', draft.name),
      ...draft,
      divisionCode: street.code,
      address: `济宁高新区${street.name}${itemAt(communities, within).name}示例路旁`,
      longitude,
      latitude,
      priority: draft.kind === 'CONSTRUCTION_SITE',
      phone: draft.kind === 'RIVER_REACH' ? null : unassignedLandline(2000 + index),
    };
  }),
);
