import { vocabulary } from '@ecogrid/subgraph';

export const ResultKind = vocabulary(
  'ResultKind',
  'The typed results of handling (处置结果). docs/domain.md rows 40-41.',
  {
    ENFORCEMENT: 'Enforcement (查处): the findings and the measures imposed.',
    VERIFICATION: 'On-site verification (现场核实): whether the report is true.',
    RECTIFICATION: 'Rectification (督导整改): the defects that were put right.',
  },
);

export const CloseCriterion = vocabulary(
  'CloseCriterion',
  'The conditions for closing a case (结案条件). docs/domain.md row 44.',
  {
    RESULTS_COMPLETE: 'Every ticket that was done carries all typed results that the category demands.',
    RECTIFIED: 'The lead ticket states that the rectification is completed.',
  },
);

export const ReviewLevel = vocabulary(
  'ReviewLevel',
  'A gate of the level-by-level review (逐级审核). docs/domain.md rows 24 and 30.',
  {
    UNIT: 'The grid member of the unit grid (网格员).',
    STREET: 'The head of the street grid (网格长).',
    ZONE: 'The desk of the zone (坐席).',
  },
);

export const IntakeDemand = vocabulary(
  'IntakeDemand',
  'The fields that a channel demands of a report (必填要素). docs/domain.md rows 34-35 and 45.',
  {
    PLACE: 'A place on the map, or a known object that has one (位置).',
    SUPERIOR: 'The level of the superior and the number of its document (交办层级与文号).',
    CAMPAIGN: 'The special action in whose course it was found (专项行动).',
    CAMERA: 'The camera that showed it (视频点位).',
  },
);
