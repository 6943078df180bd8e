import { vocabulary } from '@ecogrid/subgraph';

export const TicketRole = vocabulary('TicketRole', 'The part of an organization in a case (主办/协办).', {
  LEAD: 'Answers for the handling (主办).',
  ASSISTING: 'Assists (协办).',
});

export const RoutedMedium = vocabulary('RoutedMedium', 'The medium that is polluted (环境要素).', {
  WATER: 'Water (水).',
  AIR: 'Air (大气).',
});

export const RoutingMismatch = vocabulary(
  'RoutingMismatch',
  'The reasons why a routing rule does not match a case (不适用原因).',
  {
    NOT_IN_FORCE: 'It is not in force on the day (未生效或已失效).',
    CATEGORY: 'It is about another category (类别不符).',
    MEDIUM: 'It is about another medium, or none is known (要素不符).',
    OBJECT_KIND: 'It is about another kind of object, or none is known (对象类别不符).',
    GRID: 'It is about another territory, or the grid is not known (网格不符).',
    URGENCY: 'It is about cases of the other urgency (紧急程度不符).',
    NO_STREET: 'It names the platform of the street, and no street is known (街道未知).',
  },
);

export const RoutingUse = vocabulary('RoutingUse', 'The use of a routing rule (采用情况).', {
  LEAD: 'It names the lead: the first rule that fits and names one (主办).',
  ASSISTING: 'It names an assisting organization (协办).',
  REPEATED:
    'It fits, but another rule has named the lead, or the same organization, before (已由在先规则指定).',
  NONE: 'It does not fit (不适用).',
});
