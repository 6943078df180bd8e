import { choice, coded, column, type AnyKind } from '@ecogrid/imports';
import { termsOf } from '@ecogrid/subgraph';
import { Camera, CameraPurpose } from '../camera/index.ts';
import { LimitRule } from '../limit-rule/index.ts';
import { MonitorPoint } from '../monitor-point/index.ts';
import { Outlet } from '../outlet/index.ts';
import { Medium } from '../site/index.ts';
import { placedColumns, placedImport, type PlacedParts } from './placed-rows.ts';

/** Outlets (排放口), by the credit code of their enterprise and their code. */
export function outletImport(parts: PlacedParts): AnyKind {
  return placedImport(parts, {
    kind: 'OUTLETS',
    entity: Outlet,
    isOfEnterprise: true,
    dependents: [
      { entity: MonitorPoint, property: 'outletId', names: 'id' },
      { entity: LimitRule, property: 'outletId', names: 'id' },
    ],
    columns: placedColumns<Omit<Outlet, 'id' | 'enterpriseId' | 'gridCode'>>(
      [
        column('medium', choice(termsOf(Medium)), {
          heading: '介质',
          headingEn: 'Medium',
          example: '水',
          isRequired: true,
        }),
      ],
      { form: coded(/^[A-Z]{2}\d{3}$/), heading: '排放口编号', example: 'DW001' },
    ),
  });
}

/** Cameras (视频监控), by their device code. */
export function cameraImport(parts: PlacedParts): AnyKind {
  return placedImport(parts, {
    kind: 'CAMERAS',
    entity: Camera,
    isOfEnterprise: false,
    dependents: [],
    columns: placedColumns<Omit<Camera, 'id' | 'enterpriseId' | 'gridCode'>>(
      [
        column('purpose', choice(termsOf(CameraPurpose)), {
          heading: '用途',
          headingEn: 'Purpose',
          example: '重点工业污染源',
          isRequired: true,
        }),
      ],
      { form: coded(/^[0-9A-Z-]{1,32}$/), heading: '设备编码', example: '37087100001320000001' },
    ),
  });
}
