import { communities, DISTRICT_CODE, streets } from './divisions.ts';
import { cellPolygon, unionOf } from './geometry.ts';
import type { Cell, Polygon } from './geometry.ts';
import { seedId } from './identifiers.ts';
import { itemAt, range, sealed } from './records.ts';

/** A supervision grid 网格. The code of a grid begins with its parent's code: visibility is by code prefix. */
export interface Grid {
  readonly id: string;
  /** Level 2: 6 digits; level 3: the street's 9 digits; level 4: 15 digits, division 6 + street 3 + community 3 + sequence 3. */
  readonly code: string;
  readonly name: string;
  /** 2 the zone 二级, 3 a street 三级, 4 a unit grid 单元网格. */
  readonly level: 2 | 3 | 4;
  readonly parentCode: string | null;
  /** The division of the same area; for a unit grid its community. */
  readonly divisionCode: string;
  /** The organization responsible for the territory 属地管理责任 (docs/domain.md row 19): the platform of level 2 or 3. */
  readonly responsibleOrganizationCode: string;
  /** WGS-84. The unit grids tile their street and the streets tile the zone without gap or overlap. */
  readonly polygon: Polygon;
}

/** The street of each cell, north at the top, west at the left; the digit is the street's number. */
const LAYOUT = ['22255', '22555', '11444', '11344', '13333'];

function cellsOf(streetNumber: number): readonly Cell[] {
  const all = LAYOUT.flatMap((line, row) => range(line.length).map((column) => ({ column, row })));
  return all.filter(({ column, row }) => LAYOUT[row]?.charAt(column) === String(streetNumber));
}

const platformOf = (code: string): string => `PLATFORM-${code}`;

const sealedGrid = (grid: Omit<Grid, 'id'>): Grid => ({ id: seedId('grid', grid.code), ...grid });

function unitGridsOf(streetCode: string, streetIndex: number): readonly Grid[] {
  const cells = cellsOf(streetIndex + 1);
  const within = communities.filter((community) => community.parentCode === streetCode);
  return within.map((community, index) =>
    sealedGrid({
      code: `${community.code}001`,
      name: `${community.name}第一网格`,
      level: 4,
      parentCode: streetCode,
      divisionCode: community.code,
      responsibleOrganizationCode: platformOf(streetCode),
      polygon: cellPolygon(itemAt(cells, index)),
    }),
  );
}

/** The 25 unit grids 单元网格, five for each street, in the order of their codes. */
export const unitGrids: readonly Grid[] = sealed(
  streets.flatMap((street, index) => unitGridsOf(street.code, index)),
);

const streetGrids = streets.map((street) =>
  sealedGrid({
    code: street.code,
    name: `${street.name}网格`,
    level: 3,
    parentCode: DISTRICT_CODE,
    divisionCode: street.code,
    responsibleOrganizationCode: platformOf(street.code),
    polygon: unionOf(unitGrids.filter((grid) => grid.parentCode === street.code).map((grid) => grid.polygon)),
  }),
);

const zoneGrid = sealedGrid({
  code: DISTRICT_CODE,
  name: '济宁高新区网格',
  level: 2,
  parentCode: null,
  divisionCode: DISTRICT_CODE,
  responsibleOrganizationCode: platformOf(DISTRICT_CODE),
  polygon: unionOf(streetGrids.map((grid) => grid.polygon)),
});

/** Every grid: 1 of level 2, 5 of level 3, 25 of level 4. Parents stand before children. */
export const grids: readonly Grid[] = sealed([zoneGrid, ...streetGrids, ...unitGrids]);
