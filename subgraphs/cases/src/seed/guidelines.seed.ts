import type { Database } from '@ecogrid/database';
import { seedId } from '@ecogrid/seed-district';
import { Category, Guideline, GuidelineClause } from '../codes/index.ts';

/** Invented texts; their source field says so in the graph. */
const SOURCE = '示例数据:演示用虚构条款 (invented for the demonstration)';
const FROM = '2026-01-01';

interface Row {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly categoryCode: string;
  readonly clauses: ReadonlyArray<readonly [zh: string, en: string]>;
}

const rows: readonly Row[] = [
  {
    code: 'GUIDE-CONSTRUCTION',
    name: '建筑工地扬尘防治导则(示例)',
    nameEn: 'Dust control on construction sites (example)',
    categoryCode: 'CONSTRUCTION_DUST',
    clauses: [
      ['工地四周设置连续围挡', 'The site is fenced without a gap.'],
      ['裸土和散料堆放须苫盖', 'Bare soil and loose material are covered.'],
      ['出入口设置车辆冲洗设施', 'Vehicles are washed at the gate.'],
      ['土方作业时喷淋降尘', 'Water is sprayed while earth is moved.'],
    ],
  },
  {
    code: 'GUIDE-BATCHING',
    name: '商混站导则(示例)',
    nameEn: 'Concrete batching plants (example)',
    categoryCode: 'BATCHING_PLANT',
    clauses: [
      ['骨料仓密闭,筒仓安装除尘设施', 'Aggregate is kept indoors, silos have filters.'],
      ['场区道路硬化并定时洒水', 'Roads are paved and watered at fixed times.'],
      ['搅拌车出场前冲洗', 'Mixer trucks are washed before they leave.'],
    ],
  },
  {
    code: 'GUIDE-COAL',
    name: '煤场、堆场导则(示例)',
    nameEn: 'Coal and material yards (example)',
    categoryCode: 'COAL_YARD',
    clauses: [
      ['煤堆设置防风抑尘网或密闭煤棚', 'Coal lies behind wind screens or under a roof.'],
      ['装卸作业配备喷雾抑尘', 'Loading is done under a spray.'],
      ['初期雨水收集沉淀后排放', 'First rain is collected and settled before it is let off.'],
    ],
  },
  {
    code: 'GUIDE-HAZARDOUS',
    name: '危险废物重点管控导则(示例)',
    nameEn: 'Priority control of hazardous waste (example)',
    categoryCode: 'HAZARDOUS_WASTE',
    clauses: [
      ['分类贮存并张贴识别标志', 'Waste is stored by kind and labelled.'],
      ['贮存场所防渗、防雨、防流失', 'The store keeps out rain and keeps in leaks.'],
      ['建立管理台账和转移联单', 'A ledger and transfer manifests are kept.'],
      ['视频监控全天运行', 'Cameras run day and night.'],
    ],
  },
];

/** Guidelines with their clauses, and the categories that are measured by them; once. */
export async function seedGuidelines(database: Database): Promise<void> {
  await database.transaction(async (manager) => {
    if (await manager.existsBy(Guideline, { code: 'GUIDE-CONSTRUCTION' })) return;
    for (const { code, name, nameEn, categoryCode, clauses } of rows) {
      const id = seedId('guideline', code);
      const dated = { effectiveFrom: FROM, effectiveTo: null };
      await manager.insert(Guideline, { id, code, name, nameEn, source: SOURCE, ...dated });
      await manager.insert(
        GuidelineClause,
        clauses.map(([text, textEn], index) => ({
          id: seedId('guideline-clause', `${code}/${index + 1}`),
          guidelineId: id,
          number: index + 1,
          text,
          textEn,
        })),
      );
      await manager.update(Category, { code: categoryCode }, { guidelineCode: code });
    }
  });
}
