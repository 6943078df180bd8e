import { vocabulary } from '@ecogrid/subgraph';

export const CampaignType = vocabulary(
  'CampaignType',
  'Kinds of special action (专项行动类别). docs/domain.md row 45.',
  {
    PROVINCIAL_INSPECTION: 'Environmental inspection by the province (省级环保督查).',
    MUNICIPAL_INSPECTION: 'Environmental inspection by the city (市级环保督查).',
    BLANKET_SURVEY: 'Blanket survey (地毯式排查).',
    SCATTERED_POLLUTERS: 'Scattered, disorderly and polluting workshops (散乱污).',
    SMALL_BOILER_PHASE_OUT: 'Phase-out of coal boilers below 10 t/h (10 吨以下燃煤锅炉取缔).',
    LIVESTOCK: 'Discharge of livestock farms (畜禽养殖).',
    TRIBUTARY_CLEANUP: 'Clean-up of rivers and tributaries (干支流清理).',
  },
);
