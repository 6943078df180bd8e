import { vocabulary } from './vocabulary.ts';

/** The kinds of supervised object, which the register and the cases about its objects name alike. */
export const SupervisedObjectKind = vocabulary(
  'SupervisedObjectKind',
  'Kinds of supervised object (监管对象类别). docs/domain.md rows 31-33 and 45.',
  {
    ENTERPRISE: 'An enterprise (企业).',
    CONSTRUCTION_SITE: 'A construction site (建筑工地).',
    BATCHING_PLANT: 'A concrete batching plant (商混站).',
    COAL_YARD: 'A coal yard (煤场).',
    MATERIAL_YARD: 'A yard of loose material (堆场).',
    LIVESTOCK_FARM: 'A livestock farm (畜禽养殖场).',
    RIVER_REACH: 'A reach of a river (河段).',
    OTHER: 'Something else (其他).',
  },
);
export type SupervisedObjectKind = keyof typeof SupervisedObjectKind;
